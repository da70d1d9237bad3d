"""What an Open Contracting release asks of a bidder and grants him: selection, documents, portal, techniques, changes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jobs.chain.tender import Amendment, DocumentLink, SelectionCriterion
from jobs.sources.dates import parse_iso
from jobs.sources.draft import Draft
from jobs.sources.json_text import Object, mapping, mappings
from jobs.sources.languages import alpha3_language
from jobs.sources.periods import counted, spanning
from jobs.sources.wording import clean, distinct, first_of, named_notice, one_line, web_address

MAX_ENTRIES = 200
_NOT_FOR_BIDDERS = ("conflictOfInterest", "contractSigned", "awardNotice", "riskProvisions")


@dataclass(frozen=True)
class Terms:
    """Facts of `Tender` under the names they have there: a reader hands them on with `vars`."""

    exclusion_grounds: tuple[str, ...]
    guarantee: str | None
    reserved: bool | None
    submission_languages: tuple[str, ...]
    submission_url: str | None
    documents: tuple[DocumentLink, ...]
    framework: bool | None
    dynamic: bool | None
    amendment: Amendment | None


def read_terms(tender: Object, draft: Draft) -> Terms:
    """The terms of the tender and of all its lots taken together. Nothing is raised."""
    holders = [tender, *mappings(tender.get("lots"))]
    return Terms(
        exclusion_grounds=_exclusion_grounds(tender),
        guarantee=_guarantee(holders, draft),
        reserved=True if any(mapping(holder.get("otherRequirements")).get("reservedParticipation") for holder in holders) else None,
        submission_languages=distinct(alpha3_language(code) for holder in holders for code in _languages(holder)),
        submission_url=_submission_url(tender, draft),
        documents=_documents(tender, draft),
        framework=_technique(holders, "hasFrameworkAgreement", "frameworkAgreement"),
        dynamic=_technique(holders, "hasDynamicPurchasingSystem", "dynamicPurchasingSystem"),
        amendment=_amendment(tender),
    )


def read_selection(holder: Object, anchor: str, draft: Draft) -> tuple[SelectionCriterion, ...]:
    """`selectionCriteria` of a tender or lot: each description and each minimum is a criterion of its own."""
    said = mapping(holder.get("selectionCriteria"))
    found = [*_criterion(None, said.get("description"), f"{anchor}/selectionCriteria/description", draft)]
    for index, criterion in enumerate(mappings(said.get("criteria"))[:MAX_ENTRIES]):
        kind = one_line(criterion.get("type"))
        for key in ("description", "minimum"):
            found += _criterion(kind, criterion.get(key), f"{anchor}/selectionCriteria/criteria/{index}/{key}", draft)
    return tuple(found)


def _criterion(kind: str | None, value: object, anchor: str, draft: Draft) -> Iterator[SelectionCriterion]:
    cited = draft.cite(value, anchor) if isinstance(value, str) else None
    if cited is not None:
        yield SelectionCriterion(kind=kind, text=cited.text, evidence=cited.evidence)


def read_period(value: object) -> str | None:
    """`24 months`, `1080 days`, `2027-01-01 to 2028-12-31` of a contract period."""
    period = mapping(value)
    length = counted(period.get("durationInMonths"), "MONTH") or counted(period.get("durationInDays"), "DAY")
    return spanning(length, _day(period.get("startDate")), _day(period.get("endDate")))


def _day(value: object) -> str | None:
    moment = parse_iso(one_line(value))
    return moment.published[:10] if moment else None


def _exclusion_grounds(tender: Object) -> tuple[str, ...]:
    criteria = mappings(mapping(tender.get("exclusionGrounds")).get("criteria")) or mappings(tender.get("exclusionGrounds"))
    return distinct(said for criterion in criteria for said in (one_line(criterion.get("type")), clean(criterion.get("description"))))[
        :MAX_ENTRIES
    ]


def _guarantee(holders: list[Object], draft: Draft) -> str | None:
    """What is said of a guarantee; Prozorro gives an amount, which is shown with its currency."""
    for holder in holders:
        terms = mapping(holder.get("submissionTerms"))
        said = draft.prove_text("guarantee", "/tender/submissionTerms/depositsGuarantees", terms.get("depositsGuarantees"))
        amount = one_line(mapping(holder.get("guarantee")).get("amount"))
        if said is None and amount not in (None, "0"):
            said = f"{amount} {one_line(mapping(holder.get('guarantee')).get('currency')) or ''}".strip()
            draft.prove("guarantee", "/tender/guarantee", said)
        if said is not None or terms.get("requiresGuarantees") is True:
            return said or "required"
    return None


def _languages(holder: Object) -> list[str | None]:
    said = mapping(holder.get("submissionTerms")).get("languages")
    return [one_line(code) for code in said] if isinstance(said, list) else [one_line(said)]


_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]", re.IGNORECASE)


def _submission_url(tender: Object, draft: Draft) -> str | None:
    """The address in `submissionMethodDetails` where it holds exactly one."""
    said = one_line(tender.get("submissionMethodDetails"))
    found = distinct(map(web_address, _LINK.findall(said or ""))) or distinct([web_address(said)])
    draft.prove("submission_url", "/tender/submissionMethodDetails", said if len(found) == 1 else None)
    return found[0] if len(found) == 1 else None


def _documents(tender: Object, draft: Draft) -> tuple[DocumentLink, ...]:
    """Documents with an address, without the notice itself; those whose access is described are not open to all."""
    found: dict[str, DocumentLink] = {}
    for index, document in enumerate(mappings(tender.get("documents"))[: 5 * MAX_ENTRIES]):
        kind = one_line(document.get("documentType")) or ""
        address = web_address(first_of(one_line(document.get("url")), one_line(document.get("accessDetailsURL"))))
        if address is None or address in found or kind.endswith("Notice") or kind in _NOT_FOR_BIDDERS or len(found) >= MAX_ENTRIES:
            continue
        draft.prove_first("documents", f"/tender/documents/{index}/url", address)
        found[address] = DocumentLink(
            url=address,
            title=one_line(document.get("title")),
            language=alpha3_language(one_line(document.get("language"))),
            restricted=True if document.get("accessDetailsURL") else None,
        )
    return tuple(found.values())


def _technique(holders: list[Object], flag: str, details: str) -> bool | None:
    """What the flags of tender and lots say; details without a flag say yes; None where nothing is said."""
    techniques = [mapping(holder.get("techniques")) for holder in holders]
    flags = [said for technique in techniques if isinstance(said := technique.get(flag), bool)]
    if flags:
        return any(flags)
    return True if any(mapping(technique.get(details)) for technique in techniques) else None


def _amendment(tender: Object) -> Amendment | None:
    """The newest entry of `tender.amendments`."""
    entries = mappings(tender.get("amendments")) or mappings(tender.get("amendment"))
    if not entries:
        return None
    newest = max(entries, key=lambda entry: one_line(entry.get("date")) or "")
    said = distinct((clean(newest.get("rationale")), clean(newest.get("description"))))
    named = first_of(one_line(newest.get("amendsReleaseID")), one_line(newest.get("amendsReleaseId")))
    reason = next((one_line(entry.get("id")) for entry in mappings(newest.get("rationaleClassifications"))), None)
    return Amendment(of=named_notice(named), reason=reason, description="\n".join(said) or None)
