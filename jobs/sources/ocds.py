"""Reads an Open Contracting release (OCDS 1.0 and 1.1, EU and UK profiles) from any of its packages."""

import hashlib
import json
from dataclasses import dataclass

from jobs.chain.errors import BadInput
from jobs.chain.tender import Kind, Lot, Nature, Tender
from jobs.sources.criteria import shared_criteria
from jobs.sources.dates import parse_iso
from jobs.sources.draft import Draft
from jobs.sources.json_text import mapping, mappings
from jobs.sources.languages import alpha2_language, alpha3_language, tag_warning
from jobs.sources.ocds_kind import kind_of, tags_of, uk_notice_type
from jobs.sources.ocds_parts import Buyer, Object, read_award_criteria, read_buyer, read_cpv, read_deadlines, read_lots, read_value
from jobs.sources.wording import clean, content_hash, first_of, one_line

_NATURES: dict[str, Nature] = {"goods": "supplies", "works": "works", "services": "services"}
_TEXT_FIELDS = (
    "awardCriteriaDetails", "eligibilityCriteria", "submissionMethodDetails", "riskDetails", "procurementMethodRationale",
    "contractTerms", "submissionTerms", "otherRequirements", "selectionCriteria", "options", "renewal", "hasOptionsDescription",
)  # fmt: skip
_LOT_FIELDS = ("selectionCriteria", "awardCriteria", "submissionTerms", "options", "renewal", "otherRequirements", "contractPeriod")
_MAX_TEXTS = 400


def looks_like_ocds(document: Object) -> bool:
    """A release, a release package, a record, a record package."""
    return (
        any(isinstance(document.get(key), list) for key in ("releases", "records"))
        or "compiledRelease" in document
        or _is_release(document)
    )


def _is_release(document: Object) -> bool:
    return "ocid" in document and any(key in document for key in ("tender", "tag", "buyer", "parties", "awards", "planning"))


def pick_release(document: Object, draft: Draft) -> Object:
    """The one release to read.

    A record: its compiled release, else its releases merged in the order of their dates. A package: its newest release
    of the first contracting process, with a warning where it holds several. Raises `BadInput` foreign_json for an
    empty package.
    """
    if isinstance(document.get("records"), list):
        records = mappings(document.get("records"))
        _warn_of_others(len(records), draft)
        return pick_release(records[0], draft) if records else _nothing()
    compiled = mapping(document.get("compiledRelease"))
    if compiled:
        return compiled
    if not isinstance(document.get("releases"), list):
        return document if _is_release(document) else _nothing()
    releases = [release for release in mappings(document.get("releases")) if _is_release(release)]
    if not releases:
        return _nothing()
    process = releases[0].get("ocid")
    mine = [release for release in releases if release.get("ocid") == process]
    _warn_of_others(len({str(release.get("ocid")) for release in releases}), draft)
    return _merged(sorted(mine, key=_when))


def _nothing() -> Object:
    raise BadInput("foreign_json", "The Open Contracting package holds no release to read. Send a package with one release in it.")


def _warn_of_others(count: int, draft: Draft) -> None:
    draft.warn(
        f"The package holds {count} contracting processes; only the first was read. Send the others one by one." if count > 1 else None
    )


def _when(release: Object) -> str:
    moment = parse_iso(one_line(release.get("date")))
    return moment.published if moment else ""


def _merged(releases: list[Object]) -> Object:
    """Later releases win, object by object; lists are replaced whole. Tags are those of the last release."""
    merged = dict(releases[0])
    for release in releases[1:]:
        merged = _overlay(merged, release)
    return merged


def _overlay(below: Object, above: Object) -> Object:
    joined = {
        key: _overlay(mapping(below.get(key)), value) if isinstance(value, dict) else value
        for key, value in above.items()
        if value is not None
    }
    return {**below, **joined}


@dataclass(frozen=True)
class _Parts:
    """What must be read before the rest, because the rest depends on it."""

    title: str | None
    description: str | None
    buyer: Buyer
    lots: tuple[Lot, ...]
    kind: Kind
    framework: bool | None


def _read_parts(release: Object, tender: Object, draft: Draft) -> _Parts:
    title = draft.prove_text("title", "/tender/title", first_of(one_line(tender.get("title")), one_line(release.get("title"))))
    said = first_of(clean(tender.get("description")), clean(release.get("description")))
    description = draft.prove_text("description", "/tender/description", said)
    draft.passage(release.get("description"), "/description")
    buyer = read_buyer(release, draft)
    lots = read_lots(tender, draft)
    kind = kind_of(release, title, description, draft)
    _file_texts(tender, draft)
    draft.warn(tag_warning(alpha3_language(one_line(release.get("language"))), description))
    draft.warn(_selective_warning(tender) if kind == "opportunity" else None)
    draft.prove("procedure", "/tender/procurementMethod", tender.get("procurementMethod"))
    draft.prove("form_type", "/tag", ", ".join(tags_of(release)))
    return _Parts(title, description, buyer, lots, kind, _framework(tender))


def read_ocds(document: Object, data: bytes) -> Tender:
    """A `Tender` from an OCDS document. Unknown facts are None. Raises `BadInput` foreign_json for an empty package."""
    draft = Draft()
    release = pick_release(document, draft)
    tender = mapping(release.get("tender"))
    parts, cpv = _read_parts(release, tender, draft), read_cpv(tender, draft)
    language, ocid, tags = one_line(release.get("language")), one_line(release.get("ocid")), tags_of(release)
    return Tender(
        source="ocds",
        external_id=ocid or content_hash(data),
        version=_version(release, ocid),
        content_hash=content_hash(data),
        kind=parts.kind,
        notice_id=one_line(release.get("id")),
        procedure_id=ocid,
        title=parts.title,
        title_lang=alpha3_language(language),
        notice_lang=alpha2_language(language),
        description=parts.description,
        buyer=parts.buyer.name,
        buyer_country=parts.buyer.country,
        buyer_city=parts.buyer.city,
        cpv_main=cpv[0] if cpv else None,
        cpv_all=cpv,
        nature=_NATURES.get(one_line(tender.get("mainProcurementCategory")) or ""),
        procedure=one_line(tender.get("procurementMethod")),
        notice_type=first_of(uk_notice_type(release), tags[0] if tags else None),
        form_type=", ".join(tags) or None,
        framework=parts.framework,
        reserved=_reserved(tender),
        lots=parts.lots,
        deadlines=read_deadlines(tender, parts.buyer.country, draft),
        clarification_deadline=_clarification(tender, draft),
        estimated_value=read_value(release, parts.lots, draft, framework=parts.framework),
        award_criteria=read_award_criteria(tender) or shared_criteria(parts.lots),
        url=_url(release, draft),
        passages=tuple(draft.passages),
        evidence=draft.evidence,
        warnings=draft.warnings,
    )


def _version(release: Object, ocid: str | None) -> str | None:
    """The release id; Public Contracts Scotland publishes none, so one is made of ocid, date and content."""
    said = one_line(release.get("id"))
    date = one_line(release.get("date")) or ""
    return said or f"{ocid or 'release'}-{date[:10]}-{_digest(release)}"


def _digest(release: Object) -> str:
    return hashlib.sha256(json.dumps(release, sort_keys=True, default=str).encode()).hexdigest()[:8]


def _framework(tender: Object) -> bool | None:
    said = mapping(tender.get("techniques")).get("hasFrameworkAgreement")
    if isinstance(said, bool):
        return said
    lots = [mapping(lot.get("techniques")).get("hasFrameworkAgreement") for lot in mappings(tender.get("lots"))]
    return any(flag is True for flag in lots) if any(isinstance(flag, bool) for flag in lots) else None


def _reserved(tender: Object) -> bool | None:
    return True if mapping(tender.get("otherRequirements")).get("reservedParticipation") else None


def _selective_warning(tender: Object) -> str | None:
    if one_line(tender.get("procurementMethod")) != "selective" or not one_line(mapping(tender.get("tenderPeriod")).get("endDate")):
        return None
    return "Candidates are selected first: the date may be the last day for requests to participate, not for offers."


def _clarification(tender: Object, draft: Draft) -> str | None:
    said = one_line(mapping(tender.get("enquiryPeriod")).get("endDate"))
    moment = parse_iso(said)
    if moment is None:
        return None
    draft.prove("clarification_deadline", "/tender/enquiryPeriod/endDate", said)
    return moment.published


def _url(release: Object, draft: Draft) -> str | None:
    """The notice document of this stage, else the portal's page."""
    tender, planning = mapping(release.get("tender")), mapping(release.get("planning"))
    awards = [document for award in mappings(release.get("awards")) for document in mappings(award.get("documents"))]
    for documents in (mappings(tender.get("documents")), awards, mappings(planning.get("documents"))):
        notices = [document for document in documents if (one_line(document.get("documentType")) or "").endswith("Notice")]
        found = next(
            (url for document in notices if (url := one_line(document.get("url"))) and url.startswith(("https://", "http://"))), None
        )
        if found:
            draft.prove("url", "/tender/documents[documentType=…Notice]/url", found)
            return found
    notice_id, ocid = one_line(release.get("id")) or "", one_line(release.get("ocid")) or ""
    return f"https://www.find-tender.service.gov.uk/Notice/{notice_id}" if ocid.startswith("ocds-h6vhtk-") and notice_id else None


def _file_texts(tender: Object, draft: Draft) -> None:
    for key in _TEXT_FIELDS:
        _file(tender.get(key), f"/tender/{key}", draft)
    for index, lot in enumerate(mappings(tender.get("lots"))[:_MAX_TEXTS]):
        for key in _LOT_FIELDS:
            _file(lot.get(key), f"/tender/lots/{index}/{key}", draft)


def _file(value: object, anchor: str, draft: Draft, depth: int = 0) -> None:
    """Files every sentence in a branch; codes and numbers are no text."""
    if isinstance(value, str):
        if " " in value.strip():
            draft.passage(value, anchor)
    elif depth < 6:
        children = value.items() if isinstance(value, dict) else enumerate(value[:_MAX_TEXTS]) if isinstance(value, list) else ()
        for key, child in children:
            _file(child, f"{anchor}/{key}"[:200], draft, depth + 1)
