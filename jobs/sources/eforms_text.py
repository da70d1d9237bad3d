"""Files the readable parts of an eForms notice as passages, in the order a person would read them."""

from jobs.sources.draft import Draft
from jobs.sources.eforms_tree import EXTENSION, each, first, language, spoken, text
from jobs.sources.markup import Element
from jobs.sources.wording import one_line

_PROCEDURE_TEXTS = (
    ("BT-88-Procedure", "cac:TenderingProcess/cbc:Description"),
    ("BT-300-Procedure", "cac:ProcurementProject/cbc:Note"),
    ("BT-67-Procedure", "cac:TenderingTerms/cac:TendererQualificationRequest/cac:SpecificTendererRequirement/cbc:Description"),
    ("BT-762-notice", f"{EXTENSION}/efac:Changes/efac:ChangeReason/efbc:ReasonDescription"),
    ("BT-141-notice", f"{EXTENSION}/efac:Changes/efac:Change/efbc:ChangeDescription"),
)
_TERMS = "cac:TenderingTerms"
_LOT_TEXTS = (
    ("BT-300-Lot", "cac:ProcurementProject/cbc:Note"),
    ("BT-54-Lot", "cac:ProcurementProject/cac:ContractExtension/cbc:OptionsDescription"),
    ("BT-57-Lot", "cac:ProcurementProject/cac:ContractExtension/cac:Renewal/cac:Period/cbc:Description"),
    ("BT-71-Lot", f"{_TERMS}/cac:TendererQualificationRequest/cac:SpecificTendererRequirement/cbc:Description"),
    ("BT-70-Lot", f"{_TERMS}/cac:ContractExecutionRequirement/cbc:Description"),
    ("BT-75-Lot", f"{_TERMS}/cac:RequiredFinancialGuarantee/cbc:Description"),
    ("BT-77-Lot", f"{_TERMS}/cac:PaymentTerms/cbc:Note"),
    ("BT-733-Lot", f"{_TERMS}/cac:AwardingTerms/cac:AwardingCriterion/cbc:Description"),
    ("BT-543-Lot", f"{_TERMS}/cac:AwardingTerms/cac:AwardingCriterion/cbc:CalculationExpression"),
    ("BT-94-Lot", f"{_TERMS}/cbc:RecurringProcurementDescription"),
    ("BT-772-Lot", f"{_TERMS}/cac:TendererQualificationRequest/cbc:CompanyLegalForm"),
    ("BT-88-Lot", "cac:TenderingProcess/cbc:Description"),
)
_AWARD = f"{_TERMS}/cac:AwardingTerms/cac:AwardingCriterion/cac:SubordinateAwardingCriterion"


def file_texts(root: Element, wanted: str | None, draft: Draft) -> None:
    """Procedure texts, then those of each lot; a text that stands on many lots is filed once."""
    _file(root, "", _PROCEDURE_TEXTS, wanted, draft)
    for lot in each(root, "cac:ProcurementProjectLot"):
        lot_id = text(lot, "cbc:ID") or ""
        _file(lot, lot_id, _LOT_TEXTS, wanted, draft)
        _file_award(lot, lot_id, wanted, draft)


def _file(parent: Element, where: str, paths: tuple[tuple[str, str], ...], wanted: str | None, draft: Draft) -> None:
    for term, path in paths:
        elements = [element for element in each(parent, path) if (element.text or "").strip()]
        mine = [element for element in elements if language(element) == wanted]
        for element in mine or elements:
            draft.passage(element.text, f"{term} {where} {_short(path)}".replace("  ", " "))


def _short(path: str) -> str:
    return "/".join(path.removeprefix(EXTENSION + "/").split("/")[-2:])


def _file_award(lot: Element, lot_id: str, wanted: str | None, draft: Draft) -> None:
    for criterion in each(lot, _AWARD):
        name = one_line(spoken(criterion, "cbc:Name", wanted))
        said = spoken(criterion, "cbc:Description", wanted)
        if name or said:
            draft.passage("\n".join(part for part in (name, said) if part), f"BT-540-Lot {lot_id} cac:SubordinateAwardingCriterion")


def notes(root: Element) -> list[str]:
    """Texts in which a notice says what it is: description, procedure features and notes, of procedure and lots."""
    lots = list(each(root, "cac:ProcurementProjectLot"))[:3]
    elements = [
        element
        for path in ("cac:ProcurementProject/cbc:Description", "cac:ProcurementProject/cbc:Note")
        for parent in (root, *lots)
        for element in each(parent, path)
    ]
    elements += list(each(root, "cac:TenderingProcess/cbc:Description"))
    return [element.text for element in elements if element.text and element.text.strip()]


def internal_reference(root: Element) -> str | None:
    """BT-22, the buyer's own number of the procedure."""
    return text(first(root, "cac:ProcurementProject"), "cbc:ID")
