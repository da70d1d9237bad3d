"""Reads an eForms notice (TED since 2023): field map of SDK 1.3 to 1.16, checked against real notices."""

from dataclasses import dataclass

from jobs.chain.tender import Deadline, Kind, Lot, Money, Nature, Tender
from jobs.sources.criteria import shared_criteria
from jobs.sources.dates import distinct_deadlines
from jobs.sources.draft import Draft
from jobs.sources.eforms_buyer import Buyer, read_buyer
from jobs.sources.eforms_lots import Reader, project_cpv, project_value, read_lots
from jobs.sources.eforms_text import file_texts, notes
from jobs.sources.eforms_tree import EXTENSION, codes, each, first, language, text, texts
from jobs.sources.languages import tag_warning
from jobs.sources.markup import Element, local_name
from jobs.sources.money import amount, empty_value_warning, money, sum_of_lots
from jobs.sources.purpose import kind_warning, lots_warning, open_house_warning, purpose_of
from jobs.sources.ted_forms import CONCESSIONS, NATURES, kind_of_codes
from jobs.sources.wording import clean, content_hash, cpv_code, distinct, first_of, one_line, publication_number

ROOTS = frozenset({"ContractNotice", "PriorInformationNotice", "ContractAwardNotice", "BusinessRegistrationInformationNotice"})
_FORM_OF_ROOT = {"ContractNotice": "competition", "ContractAwardNotice": "result"}
_FEW_LANGUAGES = 3


@dataclass(frozen=True)
class _Parts:
    """What must be read before the rest, because the rest depends on it."""

    title: str | None
    title_lang: str | None
    notice_lang: str | None
    description: str | None
    buyer: Buyer
    lots: tuple[Lot, ...]
    deadlines: tuple[Deadline, ...]
    clarification: str | None


def _read_parts(root: Element, project: Element | None, draft: Draft) -> _Parts:
    notice_language = (text(root, "cbc:NoticeLanguageCode") or "").lower() or None
    title, title_lang = _title(project, notice_language, draft)
    description = _description(project, title_lang, draft)
    buyer = read_buyer(root, title_lang, draft)
    reader = Reader(draft=draft, country=buyer.country, language=title_lang)
    lots = read_lots(root, reader)
    file_texts(root, title_lang, draft)
    said = [title, *notes(root)]
    for sentence in (lots_warning(len(lots), said), open_house_warning(said), tag_warning(title_lang, description)):
        draft.warn(sentence)
    deadlines = distinct_deadlines(deadline for lot in lots for deadline in lot.deadlines)
    _prove_first_deadline(draft, deadlines[0].lot_ids[0] if deadlines else None)
    asked = distinct_deadlines(reader.clarifications)
    return _Parts(title, title_lang, notice_language, description, buyer, lots, deadlines, asked[0].published if asked else None)


def read_eforms(root: Element, data: bytes) -> Tender:
    """A `Tender` from the root of one of the four eForms documents. Unknown facts are None; nothing is raised."""
    draft = Draft()
    project = first(root, "cac:ProcurementProject")
    parts = _read_parts(root, project, draft)
    notice_id, published = _identity(root, draft)
    return Tender(
        source="ted_eforms",
        external_id=first_of(notice_id, published) or content_hash(data),
        version=text(root, "cbc:VersionID"),
        content_hash=content_hash(data),
        kind=_kind(root, parts.title, draft),
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
        cpv_main=_main_cpv(project, parts.lots, draft),
        cpv_all=distinct((*project_cpv(project), *(code for lot in parts.lots for code in lot.cpv))),
        nature=_nature(project, root, draft),
        procedure=_coded(root, "cac:TenderingProcess/cbc:ProcedureCode", "procedure", "BT-105", draft),
        notice_type=_coded(root, "cbc:NoticeTypeCode", "notice_type", "BT-02", draft),
        form_type=_form_type(root),
        framework=_framework(root, draft),
        reserved=_reserved(root),
        lots=parts.lots,
        deadlines=parts.deadlines,
        clarification_deadline=parts.clarification,
        estimated_value=_value(root, project, parts.lots, draft),
        award_criteria=shared_criteria(parts.lots),
        url=_url(root, published, draft),
        passages=tuple(draft.passages),
        evidence=draft.evidence,
        warnings=draft.warnings,
    )


def _title(project: Element | None, notice_language: str | None, draft: Draft) -> tuple[str | None, str | None]:
    """The title and its language.

    A bilingual notice keeps the publisher's order (Belgian notices tagged NLD put French first); one in 24 languages
    has none (EU institutions), so the notice's language is taken.
    """
    names = [element for element in each(project, "cbc:Name") if one_line(element.text)]
    if not names:
        return None, notice_language
    own = [element for element in names if language(element) == notice_language]
    chosen = own[0] if own and len(names) > _FEW_LANGUAGES else names[0]
    title = draft.prove_text("title", "BT-21-Procedure cac:ProcurementProject/cbc:Name", one_line(chosen.text))
    return title, language(chosen) or notice_language


def _description(project: Element | None, wanted: str | None, draft: Draft) -> str | None:
    found = [element for element in each(project, "cbc:Description") if clean(element.text)]
    chosen = next((element for element in found if language(element) == wanted), found[0] if found else None)
    return (
        draft.prove_text("description", "BT-24-Procedure cac:ProcurementProject/cbc:Description", chosen.text)
        if chosen is not None
        else None
    )


def _form_type(root: Element) -> str | None:
    code = first(root, "cbc:NoticeTypeCode")
    said = one_line(code.get("listName")) if code is not None else None
    return said or _FORM_OF_ROOT.get(local_name(root))


def _kind(root: Element, title: str | None, draft: Draft) -> Kind:
    """What the notice is: coded form first, then what its words say; an award stays an award whatever it says."""
    form, notice_type = _form_type(root), text(root, "cbc:NoticeTypeCode")
    kind = kind_of_codes(form, notice_type)
    if local_name(root) == "ContractAwardNotice" and kind in ("opportunity", "unknown", "planning"):
        kind = "award"
    reasons = texts(root, f"{EXTENSION}/efac:Changes/efac:ChangeReason/cbc:ReasonCode")
    changed = first(root, f"{EXTENSION}/efac:Changes") is not None
    said = purpose_of(title, notes(root))
    if kind == "qualification_system":
        draft.warn("This is a qualification system: suppliers get onto a list, there is no contract to bid for yet.")
    if said and (kind in ("opportunity", "unknown", "planning") or (said[0] == "test_notice" and kind != "award")):
        draft.warn(kind_warning(kind, said[0], said[1]) if said[0] != kind else None)
        return said[0]
    if changed and kind != "award":
        return _changed(root, reasons, draft)
    return kind


def _changed(root: Element, reasons: list[str], draft: Draft) -> Kind:
    earlier = text(root, f"{EXTENSION}/efac:Changes/efbc:ChangedNoticeIdentifier")
    draft.prove("kind", "BT-758 efac:Changes/efbc:ChangedNoticeIdentifier", earlier)
    draft.prove("kind", "BT-140 efac:ChangeReason/cbc:ReasonCode", next(iter(reasons), None))
    if any(reason.startswith("cancel") for reason in reasons):
        draft.warn("The notice cancels an earlier one.")
        return "cancellation"
    draft.warn(f"The notice changes an earlier one ({earlier})." if earlier else "The notice changes an earlier one.")
    return "change"


def _identity(root: Element, draft: Draft) -> tuple[str | None, str | None]:
    notice_id = next(
        (said for found in each(root, "cbc:ID") if found.get("schemeName") in ("notice-id", None) and (said := one_line(found.text))), None
    )
    raw = text(root, f"{EXTENSION}/efac:Publication/efbc:NoticePublicationID")
    draft.prove("notice_id", "BT-701 /*/cbc:ID", notice_id)
    draft.prove("publication_number", "OPP-010 efac:Publication/efbc:NoticePublicationID", raw)
    return notice_id, publication_number(raw)


def _coded(root: Element, path: str, fact: str, term: str, draft: Draft) -> str | None:
    said = text(root, path)
    draft.prove(fact, f"{term} /*/{path}", said)
    return said


def _nature(project: Element | None, root: Element, draft: Draft) -> Nature | None:
    path = "cbc:ProcurementTypeCode"
    found = codes(project, path, "contract-nature") or codes(
        root, f"cac:ProcurementProjectLot/cac:ProcurementProject/{path}", "contract-nature"
    )
    draft.prove("nature", f"BT-23 cac:ProcurementProject/{path}", next(iter(found), None))
    return NATURES.get(found[0]) if found else None


def _main_cpv(project: Element | None, lots: tuple[Lot, ...], draft: Draft) -> str | None:
    path = "cac:MainCommodityClassification/cbc:ItemClassificationCode"
    code = next((code for said in texts(project, path) if (code := cpv_code(said))), None)
    code = code or next((lot.cpv[0] for lot in lots if lot.cpv), None)
    draft.prove("cpv_main", f"BT-262 cac:ProcurementProject/{path}", code)
    return code


def _framework(root: Element, draft: Draft) -> bool:
    """False also where no technique is coded: BT-765 is left out for contracts that are none."""
    path = "cac:ProcurementProjectLot/cac:TenderingProcess/cac:ContractingSystem/cbc:ContractingSystemTypeCode"
    kinds = codes(root, path, "framework-agreement")
    chosen = next((kind for kind in kinds if kind.startswith("fa-")), next(iter(kinds), None))
    draft.prove("framework", "BT-765 cac:ContractingSystem/cbc:ContractingSystemTypeCode", chosen)
    return bool(chosen and chosen.startswith("fa-"))


def _reserved(root: Element) -> bool | None:
    path = "cac:ProcurementProjectLot/cac:TenderingTerms/cac:TendererQualificationRequest/cac:SpecificTendererRequirement/cbc:TendererRequirementTypeCode"
    found = codes(root, path, "reserved-procurement")
    return any(code != "none" for code in found) if found else None


def _value(root: Element, project: Element | None, lots: tuple[Lot, ...], draft: Draft) -> Money | None:
    value = _estimate(root, project, lots, draft)
    if value is not None and text(root, "cbc:RegulatoryDomain") == CONCESSIONS:
        draft.warn("A concession: the value is what users are expected to pay over the whole term, not a price the buyer pays.")
    return value


def _estimate(root: Element, project: Element | None, lots: tuple[Lot, ...], draft: Draft) -> Money | None:
    """BT-27 or BT-271 of the procedure, else of the lots, else in a result BT-161, the value of all contracts awarded."""
    stated = project_value(project, "estimated_value", "procedure", draft)
    summed, warning = sum_of_lots(lots)
    if stated is not None:
        ceilings = [lot.value for lot in lots if lot.value is not None and lot.value.basis == "framework_maximum"]
        is_ceiling = summed is not None and len(ceilings) == len(lots) and summed.amount == stated.amount
        return stated.model_copy(update={"basis": "framework_maximum"}) if is_ceiling else stated
    draft.warn(warning)
    if summed is not None:
        proof = next((draft.evidence[f"lots.{lot.id}.value"] for lot in lots if f"lots.{lot.id}.value" in draft.evidence), None)
        draft.evidence |= {"estimated_value": proof} if proof else {}
        return summed
    total = first(root, f"{EXTENSION}/efac:NoticeResult/cbc:TotalAmount")
    if total is None:
        return None
    draft.warn(empty_value_warning(amount(total.text), total.get("currencyID")))
    draft.prove("estimated_value", "BT-161 efac:NoticeResult/cbc:TotalAmount", total.text)
    return money(amount(total.text), total.get("currencyID"), "awarded", "net")


def _prove_first_deadline(draft: Draft, lot_id: str | None) -> None:
    proof = draft.evidence.get(f"lots.{lot_id}.deadlines")
    if proof is not None:
        draft.evidence["deadlines"] = proof


_DOCUMENTS = "cac:ProcurementProjectLot/cac:TenderingTerms/cac:CallForTendersDocumentReference/cac:Attachment/cac:ExternalReference/cbc:URI"


def _url(root: Element, published: str | None, draft: Draft) -> str | None:
    """The notice's page on TED; for a notice without publication number the buyer's document address (BT-15)."""
    documents = next((uri for uri in texts(root, _DOCUMENTS) if uri.startswith(("https://", "http://"))), None)
    draft.prove("documents", "BT-15 cac:CallForTendersDocumentReference/cbc:URI", documents)
    return f"https://ted.europa.eu/en/notice/-/detail/{published}" if published else documents
