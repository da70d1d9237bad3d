"""Award and selection criteria of a TED_EXPORT notice, whose place changed with every schema."""

from collections.abc import Iterator

from jobs.chain.tender import AwardCriterion, SelectionCriterion
from jobs.sources.draft import Draft
from jobs.sources.legacy_tree import each, first, line, paragraphs
from jobs.sources.markup import Element

MAX_CRITERIA = 200
_HOLDERS = ("AC", ".", *(f"DIRECTIVE_{number}/{place}" for number in ("2014_24_EU", "2014_25_EU", "2014_23_EU", "2009_81_EC") for place in ("AC", ".")))  # fmt: skip
"""R2.0.9.S01 and S02 have the criteria in the lot itself, later ones in `AC`, F15 in the directive that applies."""


def read_award_criteria(lot: Element) -> tuple[AwardCriterion, ...]:
    """The criteria of an `OBJECT_DESCR`; empty where they stand in the documents alone."""
    found = [criterion for path in _HOLDERS for holder in each(lot, path) for criterion in _criteria(holder)]
    return tuple(found[:MAX_CRITERIA])


def _criteria(holder: Element) -> Iterator[AwardCriterion]:
    for element in each(holder, "AC_PRICE"):
        yield AwardCriterion(kind="price", name="Price", weight=line(element, "AC_WEIGHTING"))
    for element in each(holder, "AC_QUALITY"):
        yield AwardCriterion(kind="quality", name=_name(element, "Quality"), weight=line(element, "AC_WEIGHTING"))
    for element in each(holder, "AC_COST"):
        yield AwardCriterion(kind="cost", name=_name(element, "Cost"), weight=line(element, "AC_WEIGHTING"))
    for element in each(holder, "AC_CRITERIA"):
        yield AwardCriterion(kind=None, name=_name(element, "Criterion"), weight=line(element, "AC_WEIGHTING"))
    for element in each(holder, "AC_CRITERION"):
        if name := line(element, "."):
            yield AwardCriterion(kind=None, name=name[:300], weight=None)


def _name(element: Element, otherwise: str) -> str:
    return (line(element, "AC_CRITERION") or otherwise)[:300]


def read_common_criteria(form: Element | None) -> tuple[AwardCriterion, ...]:
    """The criteria of R2.0.8 forms, which state them once for all lots; a lowest-price award is the price alone."""
    found = [
        AwardCriterion(kind=None, name=name[:300], weight=line(element, "WEIGHTING"))
        for element in each(form, ".//CRITERIA_DEFINITION")
        if (name := line(element, "CRITERIA"))
    ]
    if not found and first(form, ".//AWARD_CRITERIA_DETAIL/LOWEST_PRICE", ".//AWARD_CRITERIA_DETAIL_F18/LOWEST_PRICE") is not None:
        return (AwardCriterion(kind="price", name="Price", weight=None),)
    return tuple(found[:MAX_CRITERIA])


_SELECTION = (
    ("suitability", "LEFTI/SUITABILITY"),
    ("suitability", ".//ECONOMIC_OPERATORS_PERSONAL_SITUATION"),
    ("economic", "LEFTI/ECONOMIC_FINANCIAL_INFO"),
    ("economic", "LEFTI/ECONOMIC_FINANCIAL_MIN_LEVEL"),
    ("economic", ".//EAF_CAPACITY_INFORMATION"),
    ("economic", ".//EAF_CAPACITY_MIN_LEVEL"),
    ("technical", "LEFTI/TECHNICAL_PROFESSIONAL_INFO"),
    ("technical", "LEFTI/TECHNICAL_PROFESSIONAL_MIN_LEVEL"),
    ("technical", ".//T_CAPACITY_INFORMATION"),
    ("technical", ".//T_CAPACITY_MIN_LEVEL"),
    (None, "LEFTI/RULES_CRITERIA"),
    (None, "LEFTI/CRITERIA_SELECTION"),
    (None, "LEFTI/QUALIFICATION/CONDITIONS"),
)


def read_selection(form: Element | None, draft: Draft) -> tuple[SelectionCriterion, ...]:
    """Conditions for participation, section by section; no schema codes single criteria."""
    found: list[SelectionCriterion] = []
    for kind, path in _SELECTION:
        for element in each(form, path):
            cited = draft.cite(paragraphs(element), path.removeprefix(".//"))
            if cited is not None:
                found.append(SelectionCriterion(kind=kind, text=cited.text, evidence=cited.evidence))
    return tuple(found[:MAX_CRITERIA])
