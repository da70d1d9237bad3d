"""What a draft of a bid is: eight sections, each paragraph with what it rests on, each section with who wrote it."""

from collections.abc import Mapping
from typing import Literal, get_args

from jobs.chain.analysis import Analysis, AnalystName, Claim, GuardReport, RowKind
from jobs.chain.coverage import Proof, Status
from jobs.chain.guards.quarantine import set_aside
from jobs.chain.model import Case
from jobs.chain.tender import Evidence, Value

SectionCode = Literal["summary", "understanding", "approach", "compliance", "team", "timeline", "risks", "pricing"]
Writer = Literal["model", "template", "code"]
SECTIONS: tuple[SectionCode, ...] = get_args(SectionCode)
"""In the order of the document; the first is written alone, so that the others read its prompt from the vendor's cache."""
TITLES: Mapping[SectionCode, str] = {
    "summary": "Executive summary",
    "understanding": "Our understanding of the task",
    "approach": "Approach",
    "compliance": "Compliance",
    "team": "Team and references",
    "timeline": "Timeline",
    "risks": "Risks",
    "pricing": "Pricing notes",
}
CONFIRM = "[to be confirmed by the bid team]"
"""Ends what nobody has shown yet: a promise, a name, a price. It is never left out of a text to make it read better."""


class Row(Value):
    """One line of the compliance table. Status and proofs are code's (`jobs.chain.coverage`), never a drafter's."""

    code: str
    """`r1` … found by rules (ids of `Tender.requirements`), `m1` … added by the analysis."""
    requirement: str
    kind: RowKind
    lot: str | None = None
    evidence: tuple[Evidence, ...] = ()
    """Where the tender demands it."""
    place: str
    """The same for people: document, page or anchor."""
    status: Status
    """`not_found` too where nobody looked it up."""
    proofs: tuple[Proof, ...] = ()


class Section(Value):
    code: SectionCode
    title: str
    paragraphs: tuple[Claim, ...]
    """A claim about us carries evidence with the anchor `profile.references` or `certificates.pdf, page 3` and no passage id."""
    rows: tuple[Row, ...] = ()
    """Of the compliance section alone."""
    made_by: Writer
    prompt: str | None = None
    """`name@version#hash` where a model wrote."""
    left_out: int = 0
    """Sentences of the model that nothing bears out; they are nowhere in the draft."""
    lot: str | None = None
    """The lot's id, where the section is about one alone."""


class Draft(Value):
    sections: tuple[Section, ...]
    made_by: AnalystName
    note: str
    """Says who wrote what: a template in place of a model is always told."""
    prompts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """What the bid team has to find, confirm or ask, in words; not part of the bid."""
    version: int = 1
    change: str | None = None
    """What was asked for since the version before."""

    def section(self, code: SectionCode) -> Section:
        return next(each for each in self.sections if each.code == code)


class Brief(Value):
    """What a draft is written from. Make it with `brief_of`: whoever writes reads no passage that a guard set aside."""

    case: Case
    analysis: Analysis
    lot: str | None = None
    """The lot's id, where it is about one alone (`jobs.chain.drafting.lots.about`)."""
    lot_number: str | None = None
    """What people and texts call that lot."""


def brief_of(case: Case, guard: GuardReport, analysis: Analysis) -> Brief:
    """`case` as it was handed to the chain: what `guard` found in it is set aside here, its requirements included."""
    safe = set_aside(case, guard)
    left = {passage.id: passage.text for passage in safe.tender.passages}
    aside = set(safe.quarantined)
    kept = tuple(
        each
        for each in safe.tender.requirements
        if each.evidence.passage_id not in aside or each.evidence.quote in left.get(each.evidence.passage_id or "", "")
    )
    return Brief(case=safe.model_copy(update={"tender": safe.tender.model_copy(update={"requirements": kept})}), analysis=analysis)
