"""Reads an eForms notice (TED since 2023): field map of SDK 1.3 to 1.16, checked against real notices."""

from dataclasses import dataclass

from jobs.chain.tender import Deadline, DocumentLink, Lot, Tender
from jobs.sources.criteria import shared_criteria, shared_duration, shared_selection
from jobs.sources.dates import distinct_deadlines
from jobs.sources.draft import Draft
from jobs.sources.eforms_buyer import Buyer, read_buyer
from jobs.sources.eforms_head import (
    read_amendment,
    read_coded,
    read_description,
    read_form_type,
    read_identity,
    read_kind,
    read_main_cpv,
    read_nature,
    read_title,
)
from jobs.sources.eforms_lots import Reader, project_cpv, read_lots
from jobs.sources.eforms_terms import read_terms
from jobs.sources.eforms_text import file_texts, notes
from jobs.sources.eforms_tree import first, text
from jobs.sources.eforms_value import read_estimate
from jobs.sources.languages import read_language
from jobs.sources.markup import Element
from jobs.sources.purpose import lots_warning, open_house_warning
from jobs.sources.wording import content_hash, distinct, first_of

ROOTS = frozenset({"ContractNotice", "PriorInformationNotice", "ContractAwardNotice", "BusinessRegistrationInformationNotice"})


@dataclass(frozen=True)
class _Parts:
    """What must be read before the rest, because the rest depends on it."""

    title: str | None
    tagged: str | None
    """The language the title is tagged with, by which the other texts are chosen."""
    title_lang: str | None
    notice_lang: str | None
    description: str | None
    buyer: Buyer
    lots: tuple[Lot, ...]
    deadlines: tuple[Deadline, ...]
    clarification: str | None


def _read_parts(root: Element, project: Element | None, draft: Draft) -> _Parts:
    notice_language = (text(root, "cbc:NoticeLanguageCode") or "").lower() or None
    title, title_lang = read_title(project, notice_language, draft)
    description = read_description(project, title_lang, draft)
    buyer = read_buyer(root, title_lang, draft)
    reader = Reader(draft=draft, country=buyer.country, language=title_lang)
    lots = read_lots(root, reader)
    file_texts(root, title_lang, draft)
    said = [title, *notes(root)]
    spoken = read_language(title_lang, description)
    read_as = (spoken.language, spoken.language) if spoken.warning else (title_lang, notice_language)
    for sentence in (lots_warning(len(lots), said), open_house_warning(said), spoken.warning):
        draft.warn(sentence)
    deadlines = distinct_deadlines(deadline for lot in lots for deadline in lot.deadlines)
    _prove_first_deadline(draft, deadlines[0].lot_ids[0] if deadlines else None)
    asked = distinct_deadlines(reader.clarifications)
    return _Parts(title, title_lang, *read_as, description, buyer, lots, deadlines, asked[0].published if asked else None)


def read_eforms(root: Element, data: bytes) -> Tender:
    """A `Tender` from the root of one of the four eForms documents. Unknown facts are None; nothing is raised."""
    draft = Draft()
    project = first(root, "cac:ProcurementProject")
    parts = _read_parts(root, project, draft)
    (notice_id, published), terms = read_identity(root, draft), read_terms(root, parts.tagged, draft)
    return Tender(
        source="ted_eforms",
        external_id=first_of(notice_id, published) or content_hash(data),
        version=text(root, "cbc:VersionID"),
        content_hash=content_hash(data),
        kind=read_kind(root, parts.title, draft),
        notice_id=notice_id,
        publication_number=published,
        procedure_id=text(root, "cbc:ContractFolderID"),
        title=parts.title,
        title_lang=parts.title_lang,
        notice_lang=parts.notice_lang,
        description=parts.description,
        buyer=parts.buyer.name,
        buyer_country=parts.buyer.country,
        buyer_city=parts.buyer.city,
        cpv_main=read_main_cpv(project, parts.lots, draft),
        cpv_all=distinct((*project_cpv(project), *(code for lot in parts.lots for code in lot.cpv))),
        nature=read_nature(project, root, draft),
        procedure=read_coded(root, "cac:TenderingProcess/cbc:ProcedureCode", "procedure", "BT-105", draft),
        notice_type=read_coded(root, "cbc:NoticeTypeCode", "notice_type", "BT-02", draft),
        form_type=read_form_type(root),
        lots=parts.lots,
        deadlines=parts.deadlines,
        clarification_deadline=parts.clarification,
        estimated_value=read_estimate(root, project, parts.lots, draft),
        award_criteria=shared_criteria(parts.lots),
        selection_criteria=shared_selection(parts.lots),
        duration=shared_duration(lot.duration for lot in parts.lots),
        amendment=read_amendment(root, parts.tagged),
        url=_url(published, terms.documents),
        **vars(terms),
        **draft.filed(),
    )


def _prove_first_deadline(draft: Draft, lot_id: str | None) -> None:
    proof = draft.evidence.get(f"lots.{lot_id}.deadlines")
    if proof is not None:
        draft.evidence["deadlines"] = proof


def _url(published: str | None, documents: tuple[DocumentLink, ...]) -> str | None:
    """The notice's page on TED; for a notice without publication number the buyer's document address (BT-15)."""
    return f"https://ted.europa.eu/en/notice/-/detail/{published}" if published else next((link.url for link in documents), None)
