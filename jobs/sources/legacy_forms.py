"""What the numbered TED standard forms (F01 to F25) and their codes mean."""

from jobs.chain.tender import Kind, Nature
from jobs.sources.legacy_tree import value_of
from jobs.sources.markup import Element

_KINDS: dict[str, Kind] = {
    "F01": "planning",
    "F04": "planning",
    "F08": "planning",
    "F16": "planning",
    "F02": "opportunity",
    "F05": "opportunity",
    "F09": "opportunity",
    "F10": "opportunity",
    "F11": "opportunity",
    "F12": "opportunity",
    "F17": "opportunity",
    "F19": "opportunity",
    "F21": "opportunity",
    "F22": "opportunity",
    "F23": "opportunity",
    "F24": "opportunity",
    "F07": "qualification_system",
    "F03": "award",
    "F06": "award",
    "F13": "award",
    "F15": "award",
    "F18": "award",
    "F20": "award",
    "F25": "award",
    "F14": "change",
}
_KINDS_OF_NOTICE: dict[str, Kind] = {
    # NOTICE/@TYPE: forms F01, F04, F21, F22 and F23 serve several purposes.
    "PRI_ONLY": "planning",
    "PER_ONLY": "planning",
    "PRI_REDUCING_TIME_LIMITS": "planning",
    "PER_REDUCING_TIME_LIMITS": "planning",
    "PRI": "planning",
    "PRI_CALL_COMPETITION": "opportunity",
    "PER_CALL_COMPETITION": "opportunity",
    "CONTRACT": "opportunity",
    "CONCESSION": "opportunity",
    "QSU_ONLY": "qualification_system",
    "QSU_CALL_COMPETITION": "qualification_system",
    "AWARD_CONTRACT": "award",
    "AWARD_CONCESSION": "award",
}
_KINDS_OF_DOCUMENT: dict[str, Kind] = {
    # TD_DOCUMENT_TYPE of the coded section, for forms without a number we know.
    "0": "planning",
    "1": "change",
    "2": "change",
    "3": "opportunity",
    "5": "opportunity",
    "6": "opportunity",
    "7": "award",
    "A": "planning",
    "B": "planning",
    "C": "opportunity",
    "D": "opportunity",
    "M": "opportunity",
    "O": "qualification_system",
    "P": "planning",
    "Q": "qualification_system",
    "R": "award",
    "V": "award",
    "Y": "opportunity",
}
_PROCEDURES = (
    ("PT_OPEN", "open"),
    ("PT_ACCELERATED_RESTRICTED", "restricted"),
    ("PT_RESTRICTED", "restricted"),
    ("PT_AWARD_CONTRACT_WITHOUT", "negotiated-without-call"),
    ("PT_NEGOTIATED_WITHOUT", "negotiated-without-call"),
    ("PT_COMPETITIVE_DIALOGUE", "competitive-dialogue"),
    ("PT_INNOVATION_PARTNERSHIP", "innovation-partnership"),
    ("PT_COMPETITIVE_NEGOTIATION", "negotiated-with-call"),
    ("PT_INVOLVING_NEGOTIATION", "negotiated-with-call"),
    ("PT_NEGOTIATED", "negotiated-with-call"),
    ("PT_ACCELERATED_NEGOTIATED", "negotiated-with-call"),
)
_PROCEDURE_CODES = {"1": "open", "2": "restricted", "3": "restricted", "4": "negotiated-with-call", "C": "competitive-dialogue", "G": "innovation-partnership", "T": "negotiated-without-call"}  # fmt: skip
_NATURES: dict[str, Nature] = {
    "WORKS": "works",
    "SUPPLIES": "supplies",
    "SERVICES": "services",
    "1": "works",
    "2": "supplies",
    "4": "services",
}


def form_number(form: Element | None) -> str | None:
    """`F02`, from `FORM='F02'` (R2.0.9) or `FORM='17'` (R2.0.8)."""
    said = ((form.get("FORM") if form is not None else None) or "").strip().upper().removeprefix("F").removeprefix("T")
    return f"F{int(said):02}" if said.isascii() and said.isdigit() and len(said) <= 3 else None


def kind_of(form: Element | None, coded: Element | None) -> Kind:
    """What the form is for: NOTICE/@TYPE, then the form's number, then the coded document type."""
    stated = _KINDS_OF_NOTICE.get(value_of(form, ".//NOTICE", "TYPE") or "")
    by_code = _KINDS_OF_DOCUMENT.get(value_of(coded, "CODIF_DATA/TD_DOCUMENT_TYPE", "CODE") or "")
    return stated or _KINDS.get(form_number(form) or "") or by_code or "unknown"


def procedure_of(form: Element | None, coded: Element | None) -> tuple[str | None, str | None]:
    """The procedure in words, and the element name or code that says so."""
    names = [element.tag for element in form.iter() if isinstance(element.tag, str)] if form is not None else []
    found = next(((word, name) for name in names for prefix, word in _PROCEDURES if name.startswith(prefix)), None)
    code = value_of(coded, "CODIF_DATA/PR_PROC", "CODE")
    return found or (_PROCEDURE_CODES.get(code or ""), code)


def nature_of(form: Element | None, coded: Element | None) -> Nature | None:
    """Works, supplies or services."""
    said = value_of(form, ".//TYPE_CONTRACT", "CTYPE") or value_of(form, ".//TYPE_CONTRACT", "VALUE")
    return _NATURES.get(said or "") or _NATURES.get(value_of(coded, "CODIF_DATA/NC_CONTRACT_NATURE", "CODE") or "")
