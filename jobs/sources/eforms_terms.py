"""What an eForms notice asks of a bidder and grants him: selection, exclusion, guarantees, documents, portal, duration."""

from dataclasses import dataclass

from jobs.chain.tender import DocumentLink, Evidence, SelectionCriterion
from jobs.sources.dates import parse_moment
from jobs.sources.draft import MAX_QUOTE, Draft
from jobs.sources.eforms_tree import EXTENSION, codes, each, first, spoken, text, texts
from jobs.sources.languages import alpha3_language
from jobs.sources.markup import Element
from jobs.sources.periods import counted, spanning
from jobs.sources.wording import distinct, one_line, web_address

MAX_ENTRIES = 200
_LOT = "cac:ProcurementProjectLot"
_TERMS = "cac:TenderingTerms"
_ASKED = f"{_TERMS}/cac:TendererQualificationRequest/cac:SpecificTendererRequirement"
_TYPE = "cbc:TendererRequirementTypeCode"


@dataclass(frozen=True)
class Terms:
    """Facts of `Tender` under the names they have there: a reader hands them on with `vars`."""

    exclusion_grounds: tuple[str, ...]
    guarantee: str | None
    security_clearance: bool | None
    reserved: bool | None
    submission_languages: tuple[str, ...]
    submission_url: str | None
    documents: tuple[DocumentLink, ...]
    framework: bool
    dynamic: bool | None


def read_terms(root: Element, wanted: str | None, draft: Draft) -> Terms:
    """The terms of the procedure and of all its lots and parts taken together. Nothing is raised."""
    return Terms(
        exclusion_grounds=_exclusion_grounds(root, wanted, draft),
        guarantee=_guarantee(root, wanted, draft),
        security_clearance=_security_clearance(root, draft),
        reserved=_reserved(root, draft),
        submission_languages=distinct(alpha3_language(code) for code in texts(root, f"{_LOT}/{_TERMS}/cac:Language/cbc:ID")),
        submission_url=_submission_url(root, draft),
        documents=_documents(root, draft),
        framework=_framework(root, draft),
        dynamic=_dynamic(root, draft),
    )


def read_selection(lot: Element, lot_id: str, wanted: str | None, draft: Draft) -> tuple[SelectionCriterion, ...]:
    """BT-809 (BT-747 of SDK 1.3 to 1.10) and BT-750; a criterion that the notice says is not used is left out."""
    found: list[SelectionCriterion] = []
    for element in each(lot, f"{_TERMS}/{EXTENSION}/efac:SelectionCriteria"):
        if "n-used" in texts(element, "cbc:CalculationExpressionCode"):
            continue
        kind = text(element, "cbc:TendererRequirementTypeCode") or text(element, "cbc:CriterionTypeCode")
        name, said = one_line(spoken(element, "cbc:Name", wanted)), spoken(element, "cbc:Description", wanted)
        anchor = f"BT-750-Lot {lot_id} efac:SelectionCriteria ({(kind or 'selection criterion')[:40]})"
        proof = draft.cite("\n".join(part for part in (name, said) if part), anchor)
        if proof is not None:
            found.append(SelectionCriterion(kind=kind, text=proof.text, evidence=proof.evidence))
        elif kind is not None:
            found.append(SelectionCriterion(kind=kind, text=kind[:60], evidence=Evidence(anchor=anchor, quote=kind[:MAX_QUOTE])))
    return tuple(found[:MAX_ENTRIES])


def read_duration(project: Element | None) -> str | None:
    """BT-36 (`24 months`), BT-536 and BT-537 (`2027-01-01 to 2028-12-31`), BT-538 `unlimited`; None where unknown."""
    planned = first(project, "cac:PlannedPeriod")
    measure = first(planned, "cbc:DurationMeasure")
    length = counted(measure.text, measure.get("unitCode")) if measure is not None else None
    if length is None and (text(planned, "cbc:DescriptionCode") or "").upper() == "UNLIMITED":
        length = "unlimited"
    return spanning(length, _day(planned, "cbc:StartDate"), _day(planned, "cbc:EndDate"))


def _day(planned: Element | None, path: str) -> str | None:
    moment = parse_moment(text(planned, path))
    return moment.published[:10] if moment else None


def _exclusion_grounds(root: Element, wanted: str | None, draft: Draft) -> tuple[str, ...]:
    """BT-67: each code (SDK 1.3 to 1.16 have three lists of them), then the sentence that stands with it."""
    found: list[str | None] = []
    for element in (*each(root, _ASKED), *each(root, f"{_LOT}/{_ASKED}")):
        code = next(iter(codes(element, _TYPE, "exclusion-ground")), None)
        if code is not None:
            draft.prove_first("exclusion_grounds", "BT-67(a)-Procedure cac:SpecificTendererRequirement", code)
            found += [code, spoken(element, "cbc:Description", wanted)]
    return distinct(found)[:MAX_ENTRIES]


def _guarantee(root: Element, wanted: str | None, draft: Draft) -> str | None:
    """BT-75, of all lots that require a guarantee; `required` where BT-751 alone says so."""
    asked = [
        element
        for element in each(root, f"{_LOT}/{_TERMS}/cac:RequiredFinancialGuarantee")
        if text(element, "cbc:GuaranteeTypeCode") == "true"
    ]
    if not asked:
        return None
    said = distinct(spoken(element, "cbc:Description", wanted) for element in asked)
    for sentence in said:
        draft.prove_text("guarantee", "BT-75-Lot cac:RequiredFinancialGuarantee/cbc:Description", sentence)
    if not said:
        draft.prove("guarantee", "BT-751-Lot cac:RequiredFinancialGuarantee/cbc:GuaranteeTypeCode", "true")
    return "\n".join(said) or "required"


def _security_clearance(root: Element, draft: Draft) -> bool | None:
    said = texts(root, f"{_LOT}/{_TERMS}/cac:SecurityClearanceTerm/cbc:Code")
    draft.prove("security_clearance", "BT-578-Lot cac:SecurityClearanceTerm/cbc:Code", "true" if "true" in said else next(iter(said), None))
    return True if "true" in said else False if "false" in said else None


def _reserved(root: Element, draft: Draft) -> bool | None:
    """BT-71 reserves taking part, BT-736 performance; False only where BT-71 says `none`."""
    found = codes(root, f"{_LOT}/{_ASKED}/{_TYPE}", "reserved-procurement")
    execution = codes(root, f"{_LOT}/{_TERMS}/cac:ContractExecutionRequirement/cbc:ExecutionRequirementCode", "reserved-execution")
    group = next((code for code in found if code != "none"), None)
    if group is None and "yes" in execution:
        draft.prove("reserved", "BT-736-Lot cac:ContractExecutionRequirement/cbc:ExecutionRequirementCode", "yes")
        return True
    draft.prove("reserved", "BT-71-Lot cac:SpecificTendererRequirement/cbc:TendererRequirementTypeCode", group or next(iter(found), None))
    return group is not None if found else None


def _submission_url(root: Element, draft: Draft) -> str | None:
    path = f"{_LOT}/{_TERMS}/cac:TenderRecipientParty/cbc:EndpointID"
    said, address = next(((said, address) for said in texts(root, path) if (address := web_address(said))), (None, None))
    draft.prove("submission_url", "BT-18-Lot cac:TenderRecipientParty/cbc:EndpointID", said)
    return address


def _documents(root: Element, draft: Draft) -> tuple[DocumentLink, ...]:
    """BT-15 and BT-615, each address once; access is restricted where the reference says so (BT-14)."""
    found: dict[str, DocumentLink] = {}
    for reference in each(root, f"{_LOT}/{_TERMS}/cac:CallForTendersDocumentReference"):
        said = text(reference, "cac:Attachment/cac:ExternalReference/cbc:URI")
        address = web_address(said)
        if address is None or address in found or len(found) >= MAX_ENTRIES:
            continue
        draft.prove_first("documents", "BT-15 cac:CallForTendersDocumentReference/cbc:URI", said)
        access = text(reference, "cbc:DocumentType")
        found[address] = DocumentLink(
            url=address,
            language=_single_language(reference),
            restricted={"restricted-document": True, "non-restricted-document": False}.get(access or ""),
        )
    return tuple(found.values())


def _single_language(reference: Element) -> str | None:
    """BT-708 where there is one official language; it is an element of its own in SDK 1.3 and an extension later."""
    said = (*texts(reference, f"{EXTENSION}/efac:OfficialLanguages/cac:Language/cbc:ID"), *texts(reference, "cbc:LanguageID"))
    known = distinct(map(alpha3_language, said))
    return known[0] if len(known) == 1 else None


_SYSTEM = f"{_LOT}/cac:TenderingProcess/cac:ContractingSystem/cbc:ContractingSystemTypeCode"


def _framework(root: Element, draft: Draft) -> bool:
    """False also where no technique is coded: BT-765 is left out for contracts that are none."""
    kinds = codes(root, _SYSTEM, "framework-agreement")
    chosen = next((kind for kind in kinds if kind.startswith("fa-")), next(iter(kinds), None))
    draft.prove("framework", "BT-765 cac:ContractingSystem/cbc:ContractingSystemTypeCode", chosen)
    return bool(chosen and chosen.startswith("fa-"))


def _dynamic(root: Element, draft: Draft) -> bool | None:
    kinds = codes(root, _SYSTEM, "dps-usage")
    chosen = next((kind for kind in kinds if kind.startswith("dps-")), next(iter(kinds), None))
    draft.prove("dynamic", "BT-766 cac:ContractingSystem/cbc:ContractingSystemTypeCode", chosen)
    return chosen.startswith("dps-") if chosen else None
