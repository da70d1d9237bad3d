"""What an OCDS release is for: tags first, then status, notice type and words."""

from jobs.chain.tender import Kind
from jobs.sources.draft import Draft
from jobs.sources.json_text import mapping, mappings
from jobs.sources.purpose import kind_warning, purpose_of
from jobs.sources.wording import one_line

_OVER = ("award", "awardUpdate", "awardCancellation", "contract", "contractUpdate", "contractAmendment", "contractTermination", "implementation", "implementationUpdate")  # fmt: skip
_OPEN = ("tender", "tenderAmendment", "tenderUpdate")
_KIND_OF_UK_NOTICE: dict[str, Kind] = {
    # Find a Tender, Procurement Act 2023 (cabinetoffice/ocds_uk_extension, documents[].noticeType).
    "UK1": "planning",
    "UK2": "market_consultation",
    "UK3": "planning",
    "UK4": "opportunity",
    "UK5": "award",
    "UK6": "award",
    "UK7": "award",
    "UK8": "award",
    "UK9": "award",
    "UK10": "award",
    "UK11": "award",
    "UK12": "cancellation",
    "UK13": "qualification_system",
    "UK14": "qualification_system",
    "UK15": "qualification_system",
    "UK16": "qualification_system",
    "UK17": "award",
}
_ENGAGEMENT = ("marketEngagementNotice", "marketStudies")
_DEAD = ("cancelled", "withdrawn")
_ENDED = ("complete", "unsuccessful")
_ACTIVE = ("active", "active.enquiries", "active.tendering")
"""The last two are Prozorro's own."""


def tags_of(release: dict[str, object]) -> tuple[str, ...]:
    """The release's tags; a single text counts as a list of one (older publishers)."""
    said = release.get("tag")
    values = said if isinstance(said, list) else [said]
    return tuple(tag for value in values if (tag := one_line(value)))


def uk_notice_type(release: dict[str, object]) -> str | None:
    """The newest `noticeType` (`UK4`) among the documents."""
    tender, planning = mapping(release.get("tender")), mapping(release.get("planning"))
    results = [*mappings(release.get("awards")), *mappings(release.get("contracts"))]
    awarded = [document for result in results for document in mappings(result.get("documents"))]
    documents = [*mappings(planning.get("documents")), *mappings(tender.get("documents")), *awarded]
    found = [
        (one_line(document.get("datePublished")) or "", kind) for document in documents if (kind := one_line(document.get("noticeType")))
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def kind_of(release: dict[str, object], title: str | None, description: str | None, draft: Draft) -> Kind:
    """The kind; words of the text overrule "opportunity" and "planning", and every overruling is said."""
    coded = _coded_kind(release, draft)
    if coded not in ("opportunity", "planning", "unknown"):
        return coded
    said = purpose_of(title, [description, one_line(release.get("description"))])
    if said is None or said[0] == coded:
        return coded
    draft.warn(kind_warning(coded, said[0], said[1]))
    return said[0]


def _coded_kind(release: dict[str, object], draft: Draft) -> Kind:
    tags, tender = set(tags_of(release)), mapping(release.get("tender"))
    status = one_line(tender.get("status"))
    by_notice = _KIND_OF_UK_NOTICE.get(uk_notice_type(release) or "")
    if "tenderCancellation" in tags or (status in _DEAD and not tags & set(_OVER)):
        return "cancellation"
    if tags & set(_OVER) or _has_results(release):
        return "award"
    if by_notice is not None and not (by_notice == "opportunity" and status in _ENDED):
        return by_notice
    if _is_engagement(release):
        return "market_consultation"
    if status in ("planning", "planned") or (tags & {"planning", "planningUpdate"} and not tags & set(_OPEN)):
        return "planning"
    if status in _ACTIVE or (status is None and tags & set(_OPEN)):
        return "opportunity"
    draft.warn(f"The status of the tender is “{status[:40]}”: it is no longer open." if status in _ENDED else None)
    return "unknown"


def _has_results(release: dict[str, object]) -> bool:
    """Compiled releases keep no telling tag: an award or contract that exists says that the competition is over."""
    return bool(mappings(release.get("awards")) or mappings(release.get("contracts")))


def _is_engagement(release: dict[str, object]) -> bool:
    planning, tender = mapping(release.get("planning")), mapping(release.get("tender"))
    documents = mappings(planning.get("documents"))
    engaged = any(one_line(document.get("documentType")) in _ENGAGEMENT for document in documents)
    return engaged and one_line(tender.get("status")) not in _ACTIVE
