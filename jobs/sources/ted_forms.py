"""Codes that the eForms XML and the TED search API share."""

from jobs.chain.tender import Kind, Nature

KIND_OF_FORM: dict[str, Kind] = {
    "planning": "planning",
    "consultation": "market_consultation",
    "competition": "opportunity",
    "change": "change",
    "result": "award",
    "dir-awa-pre": "award",
    "cont-modif": "award",
    "completion": "award",
}
"""BT-03 form type -> kind; of `competition`, `qu-sy` is a qualification system and some are market consultations."""

NATURES: dict[str, Nature] = {"works": "works", "supplies": "supplies", "services": "services"}
"""BT-23."""

CONCESSIONS = "32014L0023"
"""Directive 2014/23/EU in `cbc:RegulatoryDomain`."""

_FORM_PREFIXES = (
    ("pin-cfc", "competition"),
    ("pin", "planning"),
    ("pmc", "consultation"),
    ("cn-", "competition"),
    ("qu-sy", "competition"),
    ("subco", "competition"),
    ("cei", "competition"),
    ("can-modif", "cont-modif"),
    ("can-", "result"),
    ("veat", "dir-awa-pre"),
    ("compl", "completion"),
    ("corr", "change"),
)


def kind_of_codes(form_type: str | None, notice_type: str | None) -> Kind:
    """The kind of BT-03 and BT-02; where the form type is missing or foreign (`fields` left it out), of the notice type."""
    form = (
        form_type
        if form_type in KIND_OF_FORM
        else next((form for prefix, form in _FORM_PREFIXES if (notice_type or "").startswith(prefix)), "")
    )
    kind = KIND_OF_FORM.get(form, "unknown")
    return "qualification_system" if kind == "opportunity" and notice_type == "qu-sy" else kind
