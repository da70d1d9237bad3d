"""What the numbered TED standard forms (F01 to F25) and their codes mean."""

import re

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
    "T01": "planning",
    "T02": "award",
}
_KINDS_OF_NOTICE: dict[str, Kind] = {
    # NOTICE/@TYPE: forms F01, F04, F21, F22 and F23 serve several purposes. In F23 the prior information notice is the
    # call itself (Directive 2014/23/EU, article 31(3)): all 68 seen carry a time limit for applications.
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
    "CONCESSION_AWARD_CONTRACT": "award",
}
_PRIOR_CALLS = ("PRI_CALL_COMPETITION", "PER_CALL_COMPETITION")
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
    ("PT_COMPETITIVE_TENDERING", "competitive-tendering"),
    ("PT_DA_", "direct-award"),
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
_PROCEDURE_CODES = {
    "1": "open",
    "2": "restricted",
    "3": "restricted",
    "4": "negotiated-with-call",
    "6": "negotiated-with-call",
    "B": "negotiated-with-call",
    "C": "competitive-dialogue",
    "G": "innovation-partnership",
    "T": "negotiated-without-call",
    "V": "negotiated-without-call",
}
_NATURES: dict[str, Nature] = {
    "WORKS": "works",
    "SUPPLIES": "supplies",
    "SERVICES": "services",
    "1": "works",
    "2": "supplies",
    "4": "services",
}


_FORM = re.compile(r"^\s*([FT]?)([0-9]{1,3})\s*$", re.IGNORECASE | re.ASCII)


def form_number(form: Element | None) -> str | None:
    """`F02`, from `FORM='F02'` (R2.0.9) or `FORM='17'` (R2.0.8); `T01` and `T02` are the forms for public transport."""
    found = _FORM.match((form.get("FORM") if form is not None else None) or "")
    return f"{found[1].upper() or 'F'}{int(found[2]):02}" if found else None


def is_prior_call(form: Element | None) -> bool:
    """Whether the form calls for expressions of interest by a prior information or periodic indicative notice."""
    return value_of(form, "NOTICE", "TYPE") in _PRIOR_CALLS


def kind_of(form: Element | None, coded: Element | None) -> Kind:
    """What the form is for: NOTICE/@TYPE, then the form's number, then the coded document type."""
    number, notice = form_number(form), value_of(form, ".//NOTICE", "TYPE") or ""
    if (number, notice) == ("F23", "PRI"):
        return "opportunity"
    by_code = _KINDS_OF_DOCUMENT.get(value_of(coded, "CODIF_DATA/TD_DOCUMENT_TYPE", "CODE") or "")
    return _KINDS_OF_NOTICE.get(notice) or _KINDS.get(number or "") or by_code or "unknown"


_OF_FORM = re.compile(r"^F[0-9]{2}_")


def procedure_of(form: Element | None, coded: Element | None) -> tuple[str | None, str | None]:
    """The procedure in words, and the element name or code that says so; `F18_PT_…` is the defence form's `PT_…`."""
    names = [element.tag for element in form.iter() if isinstance(element.tag, str) and "PT_" in element.tag] if form is not None else []
    found = next(((word, name) for name in names for prefix, word in _PROCEDURES if _OF_FORM.sub("", name).startswith(prefix)), None)
    code = value_of(coded, "CODIF_DATA/PR_PROC", "CODE")
    return found or (_PROCEDURE_CODES.get(code or ""), code)


def nature_of(form: Element | None, coded: Element | None) -> Nature | None:
    """Works, supplies or services."""
    said = value_of(form, ".//TYPE_CONTRACT", "CTYPE") or value_of(form, ".//TYPE_CONTRACT", "VALUE")
    return _NATURES.get(said or "") or _NATURES.get(value_of(coded, "CODIF_DATA/NC_CONTRACT_NATURE", "CODE") or "")
