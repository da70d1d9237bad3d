"""Reads an Open Contracting release (OCDS 1.0 and 1.1, EU and UK profiles) from any of its packages."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from jobs.chain.tender import Kind, Lot, Nature, SelectionCriterion, Tender
from jobs.sources.criteria import shared_criteria, shared_duration, shared_selection
from jobs.sources.draft import Draft
from jobs.sources.json_text import Object, mapping, mappings
from jobs.sources.languages import alpha2_language, alpha3_language, read_language
from jobs.sources.ocds_buyer import Buyer, read_buyer
from jobs.sources.ocds_kind import kind_of, tags_of, uk_notice_type
from jobs.sources.ocds_names import read_title, read_url
from jobs.sources.ocds_parts import read_award_criteria, read_clarification, read_cpv, read_deadlines, read_lots
from jobs.sources.ocds_release import pick_release
from jobs.sources.ocds_terms import Terms, read_period, read_selection, read_terms
from jobs.sources.ocds_value import read_value
from jobs.sources.wording import clean, content_hash, first_of, one_line

_NATURES: dict[str, Nature] = {"goods": "supplies", "works": "works", "services": "services", "consultingServices": "services"}
_TEXT_FIELDS = (
    "awardCriteriaDetails", "eligibilityCriteria", "submissionMethodDetails", "riskDetails", "procurementMethodRationale",
    "contractTerms", "submissionTerms", "otherRequirements", "selectionCriteria", "options", "renewal", "hasOptionsDescription",
    "exclusionGrounds", "lotDetails", "recurrence", "specialConditions", "briefingSession", "participationFees", "amendments",
)  # fmt: skip
_LOT_FIELDS = ("selectionCriteria", "awardCriteria", "submissionTerms", "options", "renewal", "otherRequirements", "contractPeriod")
_MAX_TEXTS = 400


@dataclass(frozen=True)
class _Parts:
    """What must be read before the rest, because the rest depends on it."""

    title: str | None
    language: str | None
    """As tagged, or as read where that is plainly another."""
    description: str | None
    buyer: Buyer
    lots: tuple[Lot, ...]
    kind: Kind
    terms: Terms
    selection: tuple[SelectionCriterion, ...]


def _read_parts(release: Object, tender: Object, draft: Draft) -> _Parts:
    title = read_title(release, tender, draft)
    said = first_of(clean(tender.get("description")), clean(release.get("description")))
    description = draft.prove_text("description", "/tender/description", said)
    draft.passage(release.get("description"), "/description")
    buyer = read_buyer(release, draft)
    lots, terms = read_lots(tender, buyer.country, draft), read_terms(tender, draft)
    selection = read_selection(tender, "/tender", draft)
    kind = kind_of(release, title, description, draft)
    _file_texts(tender, draft)
    spoken = read_language(one_line(release.get("language")), description)
    draft.warn(spoken.warning)
    draft.warn(_selective_warning(tender) if kind == "opportunity" else None)
    draft.prove("procedure", "/tender/procurementMethod", tender.get("procurementMethod"))
    draft.prove("form_type", "/tag", next(iter(tags_of(release)), None))
    for sentence in _dates_to_know(release, tender):
        draft.warn(sentence)
    return _Parts(title, spoken.language, description, buyer, lots, kind, terms, selection)


def read_ocds(document: Object, data: bytes) -> Tender:
    """A `Tender` from an OCDS document. Unknown facts are None. Raises `BadInput` foreign_json for an empty package."""
    draft = Draft()
    release = pick_release(document, draft)
    tender = mapping(release.get("tender"))
    parts, cpv = _read_parts(release, tender, draft), read_cpv(tender, draft)
    ocid, tags = one_line(release.get("ocid")), tags_of(release)
    return Tender(
        source="ocds",
        external_id=ocid or content_hash(data),
        version=_version(release, ocid),
        content_hash=content_hash(data),
        kind=parts.kind,
        notice_id=one_line(release.get("id")),
        procedure_id=ocid,
        title=parts.title,
        title_lang=alpha3_language(parts.language),
        notice_lang=alpha2_language(parts.language),
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
        lots=parts.lots,
        deadlines=read_deadlines(tender, parts.lots, parts.buyer.country, draft),
        clarification_deadline=read_clarification(tender, draft),
        estimated_value=read_value(release, parts.lots, draft, framework=parts.terms.framework),
        award_criteria=read_award_criteria(tender) or shared_criteria(parts.lots),
        selection_criteria=parts.selection or shared_selection(parts.lots),
        duration=read_period(tender.get("contractPeriod")) or shared_duration(lot.duration for lot in parts.lots),
        url=read_url(release, draft),
        **vars(parts.terms),
        **draft.filed(),
    )


def _version(release: Object, ocid: str | None) -> str | None:
    """The release id; Public Contracts Scotland publishes none, so one is made of ocid, date and content."""
    said = one_line(release.get("id"))
    date = one_line(release.get("date")) or ""
    return said or f"{ocid or 'release'}-{date[:10]}-{_digest(release)}"


def _digest(release: Object) -> str:
    return hashlib.sha256(json.dumps(release, sort_keys=True, default=str).encode()).hexdigest()[:8]


def _selective_warning(tender: Object) -> str | None:
    if one_line(tender.get("procurementMethod")) != "selective" or not one_line(mapping(tender.get("tenderPeriod")).get("endDate")):
        return None
    return "Candidates are selected first: the date may be the last day for requests to participate, not for offers."


def _dates_to_know(release: Object, tender: Object) -> Iterator[str]:
    """Sentences about days that are no deadlines for offers: briefings that one must attend, answers to a consultation."""
    briefing = mapping(tender.get("briefingSession"))
    if briefing.get("compulsory") is True:
        yield f"A compulsory briefing is held on {one_line(briefing.get('date')) or 'a day not stated'}; who misses it cannot bid."
    for milestone in mappings(mapping(release.get("planning")).get("milestones")):
        if one_line(milestone.get("type")) == "engagement" and (due := one_line(milestone.get("dueDate"))):
            yield f"Answers to the market engagement are due {due[:40]}."


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
