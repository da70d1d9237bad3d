"""What an eForms notice is: its names and numbers, its form and kind, and the notice it changes."""

import re

from jobs.chain.tender import Amendment, Kind, Lot, Nature
from jobs.sources.draft import Draft
from jobs.sources.eforms_text import notes
from jobs.sources.eforms_tree import EXTENSION, codes, each, first, language, spoken, text, texts
from jobs.sources.markup import Element, local_name
from jobs.sources.purpose import kind_warning, purpose_of
from jobs.sources.ted_forms import NATURES, kind_of_codes
from jobs.sources.wording import MAX_PASSAGE, clean, cpv_code, distinct, named_notice, one_line, publication_number

_FORM_OF_ROOT = {"ContractNotice": "competition", "ContractAwardNotice": "result"}
_FEW_LANGUAGES = 3
_CHANGES = f"{EXTENSION}/efac:Changes"


def read_title(project: Element | None, notice_language: str | None, draft: Draft) -> tuple[str | None, str | None]:
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


def read_description(project: Element | None, wanted: str | None, draft: Draft) -> str | None:
    found = [element for element in each(project, "cbc:Description") if clean(element.text)]
    chosen = next((element for element in found if language(element) == wanted), found[0] if found else None)
    return (
        draft.prove_text("description", "BT-24-Procedure cac:ProcurementProject/cbc:Description", chosen.text)
        if chosen is not None
        else None
    )


def read_form_type(root: Element) -> str | None:
    code = first(root, "cbc:NoticeTypeCode")
    said = one_line(code.get("listName")) if code is not None else None
    return said or _FORM_OF_ROOT.get(local_name(root))


def read_kind(root: Element, title: str | None, draft: Draft) -> Kind:
    """What the notice is: coded form first, then what its words say; an award stays an award whatever it says."""
    form, notice_type = read_form_type(root), text(root, "cbc:NoticeTypeCode")
    kind = kind_of_codes(form, notice_type)
    if local_name(root) == "ContractAwardNotice" and kind in ("opportunity", "unknown", "planning"):
        kind = "award"
    reasons = texts(root, f"{_CHANGES}/efac:ChangeReason/cbc:ReasonCode")
    changed = first(root, _CHANGES) is not None
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
    earlier = text(root, f"{_CHANGES}/efbc:ChangedNoticeIdentifier")
    draft.prove("kind", "BT-758 efac:Changes/efbc:ChangedNoticeIdentifier", earlier)
    draft.prove("kind", "BT-140 efac:ChangeReason/cbc:ReasonCode", next(iter(reasons), None))
    if any(reason.startswith("cancel") for reason in reasons):
        draft.warn("The notice cancels an earlier one.")
        return "cancellation"
    draft.warn(f"The notice changes an earlier one ({earlier})." if earlier else "The notice changes an earlier one.")
    return "change"


_VERSIONED = re.compile(r"^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-[0-9]{1,3}$", re.IGNORECASE)


def read_amendment(root: Element, wanted: str | None) -> Amendment | None:
    """BT-758, BT-140, BT-762 and BT-141 of a change notice; None where the notice changes none."""
    if first(root, _CHANGES) is None:
        return None
    named = text(root, f"{_CHANGES}/efbc:ChangedNoticeIdentifier")
    versioned = _VERSIONED.match(named or "")
    said = [spoken(reason, "efbc:ReasonDescription", wanted) for reason in each(root, f"{_CHANGES}/efac:ChangeReason")]
    said += [spoken(change, "efbc:ChangeDescription", wanted) for change in each(root, f"{_CHANGES}/efac:Change")]
    return Amendment(
        of=versioned[1] if versioned else named_notice(named),
        reason=text(root, f"{_CHANGES}/efac:ChangeReason/cbc:ReasonCode"),
        description="\n".join(distinct(said))[:MAX_PASSAGE] or None,
    )


def read_identity(root: Element, draft: Draft) -> tuple[str | None, str | None]:
    notice_id = next(
        (said for found in each(root, "cbc:ID") if found.get("schemeName") in ("notice-id", None) and (said := one_line(found.text))), None
    )
    raw = text(root, f"{EXTENSION}/efac:Publication/efbc:NoticePublicationID")
    draft.prove("notice_id", "BT-701 /*/cbc:ID", notice_id)
    draft.prove("publication_number", "OPP-010 efac:Publication/efbc:NoticePublicationID", raw)
    return notice_id, publication_number(raw)


def read_coded(root: Element, path: str, fact: str, term: str, draft: Draft) -> str | None:
    said = text(root, path)
    draft.prove(fact, f"{term} /*/{path}", said)
    return said


def read_nature(project: Element | None, root: Element, draft: Draft) -> Nature | None:
    path = "cbc:ProcurementTypeCode"
    found = codes(project, path, "contract-nature") or codes(
        root, f"cac:ProcurementProjectLot/cac:ProcurementProject/{path}", "contract-nature"
    )
    draft.prove("nature", f"BT-23 cac:ProcurementProject/{path}", next(iter(found), None))
    return NATURES.get(found[0]) if found else None


def read_main_cpv(project: Element | None, lots: tuple[Lot, ...], draft: Draft) -> str | None:
    path = "cac:MainCommodityClassification/cbc:ItemClassificationCode"
    code = next((code for said in texts(project, path) if (code := cpv_code(said))), None)
    code = code or next((lot.cpv[0] for lot in lots if lot.cpv), None)
    draft.prove("cpv_main", f"BT-262 cac:ProcurementProject/{path}", code)
    return code
