"""What a TED_EXPORT notice asks of a bidder and grants him: guarantees, reservations, documents, portal, languages."""

from dataclasses import dataclass

from jobs.chain.tender import Amendment, DocumentLink
from jobs.sources.draft import Draft
from jobs.sources.languages import alpha3_language
from jobs.sources.legacy_tree import each, first, line, paragraphs, value_of
from jobs.sources.markup import Element
from jobs.sources.wording import MAX_PASSAGE, distinct, named_notice, web_address

_GUARANTEES = ("LEFTI/DEPOSIT_GUARANTEE_REQUIRED", ".//DEPOSITS_GUARANTEES_REQUIRED")
_RESERVED = (
    "LEFTI/RESTRICTED_SHELTERED_WORKSHOP",
    "LEFTI/RESTRICTED_SHELTERED_PROGRAM",
    "LEFTI/RESERVED_ORGANISATIONS_SERVICE_MISSION",
    ".//RESTRICTED_TO_SHELTERED_WORKSHOPS",
    ".//RESTRICTED_TO_FRAMEWORK",
)
_FRAMEWORKS = (
    "PROCEDURE/FRAMEWORK",
    ".//F02_FRAMEWORK",
    ".//F05_FRAMEWORK",
    ".//F17_FRAMEWORK",
    ".//NOTICE_INVOLVES_DESC/CONCLUSION_FRAMEWORK_AGREEMENT",
    ".//FRAMEWORK",
)


@dataclass(frozen=True)
class Terms:
    """Facts of `Tender` under the names they have there: a reader hands them on with `vars`."""

    guarantee: str | None
    security_clearance: bool | None
    reserved: bool | None
    submission_languages: tuple[str, ...]
    submission_url: str | None
    documents: tuple[DocumentLink, ...]
    framework: bool
    dynamic: bool | None


def read_terms(form: Element | None, draft: Draft) -> Terms:
    """The terms of a form of any schema. Nothing is raised."""
    guarantee = first(form, *_GUARANTEES)
    languages = [*each(form, "PROCEDURE/LANGUAGES/LANGUAGE"), *each(form, ".//LANGUAGE/LANGUAGE_EC")]
    return Terms(
        guarantee=draft.prove_text("guarantee", "LEFTI/DEPOSIT_GUARANTEE_REQUIRED", paragraphs(guarantee)),
        # The date until which bidders may still get their clearance (F17) stands only where one is needed.
        security_clearance=True if first(form, ".//CLEARING_LAST_DATE") is not None else None,
        reserved=True if first(form, *_RESERVED) is not None else None,
        submission_languages=distinct(alpha3_language(element.get("VALUE")) for element in languages),
        submission_url=_submission_url(form, draft),
        documents=_documents(form, draft),
        framework=_is_framework(form),
        dynamic=_is_dynamic(form),
    )


def _is_framework(form: Element | None) -> bool:
    """R2.0.9 has an empty element; R2.0.8 codes it in one of three places."""
    coded = (value_of(form, ".//CONCLUSION_FRAMEWORK_AGREEMENT", "VALUE"), value_of(form, ".//FRAMEWORK_AGREEMENT", "VALUE"))
    return "YES" in coded or first(form, *_FRAMEWORKS) is not None


def _is_dynamic(form: Element | None) -> bool | None:
    if first(form, "PROCEDURE/DPS", ".//CONTRACTING_DPS", ".//SETTING_UP_DPS") is not None:
        return True
    return False if first(form, "PROCEDURE") is not None else None


def _submission_url(form: Element | None, draft: Draft) -> str | None:
    said = line(form, "CONTRACTING_BODY/URL_PARTICIPATION", ".//URL_PARTICIPATE")
    address = web_address(said)
    draft.prove("submission_url", "CONTRACTING_BODY/URL_PARTICIPATION", said if address else None)
    return address


def _documents(form: Element | None, draft: Draft) -> tuple[DocumentLink, ...]:
    """`URL_DOCUMENT`, and whether access to it is restricted; of R2.0.8 the address of further information."""
    said = line(form, "CONTRACTING_BODY/URL_DOCUMENT", ".//URL_INFORMATION")
    address = web_address(said)
    if address is None:
        return ()
    draft.prove("documents", "CONTRACTING_BODY/URL_DOCUMENT", said)
    closed = first(form, "CONTRACTING_BODY/DOCUMENT_RESTRICTED") is not None
    open_to_all = first(form, "CONTRACTING_BODY/DOCUMENT_FULL") is not None
    return (DocumentLink(url=address, restricted=closed if closed or open_to_all else None),)


def read_amendment(form: Element | None) -> Amendment | None:
    """What a corrigendum (F14) says: the notice it corrects and the texts of its changes; None for any other form."""
    if first(form, "CHANGES") is None:
        return None
    said = [paragraphs(change) for change in each(form, "CHANGES/CHANGE/NEW_VALUE/TEXT")]
    said += [paragraphs(element) for element in each(form, "CHANGES/INFO_ADD")]
    return Amendment(
        of=named_notice(line(form, "COMPLEMENTARY_INFO/NOTICE_NUMBER_OJ", ".//NOTICE_NUMBER_OJ")),
        reason=None,
        description="\n".join(distinct(said))[:MAX_PASSAGE] or None,
    )
