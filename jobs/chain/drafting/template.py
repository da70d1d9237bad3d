"""The filled template: facts, requirements and gaps set out by code where no language model writes. Pure, free, never fails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jobs.chain.analysis import AnalystName, Claim
from jobs.chain.drafting.coded import fixed, rows
from jobs.chain.drafting.draft import CONFIRM, TITLES, Brief, Section, SectionCode, Writer
from jobs.chain.drafting.ours import ours
from jobs.chain.evidence.check import MARK
from jobs.chain.quotes import LONGEST_QUOTE, around, squash
from jobs.chain.rules import cite
from jobs.chain.tender import Evidence, Passage

TEMPLATE_NOTE = (
    "Filled template, written without a language model: facts, requirements and gaps were set out by code. "
    "Everything marked “to be confirmed” is still to be written by people."
)
FALLBACK_NOTE = "The language model could not answer this time. " + TEMPLATE_NOTE
LABELS: Mapping[str, str] = {
    "profile.name": "Bidder",
    "profile.capabilities": "What we offer",
    "profile.certificates": "Certificate",
    "profile.references": "Reference",
}
MOST = 8
"""Requirements that a section asks to be answered one by one; the table has all."""


@dataclass(frozen=True)
class TemplateDrafter:
    """Same brief, same draft. `note` is FALLBACK_NOTE where a model is set up but gave no usable answer."""

    name: AnalystName = "rules"
    calls_model = False
    note: str = TEMPLATE_NOTE

    def begin(self, brief: Brief) -> "TemplatePen":
        return TemplatePen(brief)


@dataclass(frozen=True)
class TemplatePen:
    brief: Brief

    async def section(self, code: SectionCode, *, shorter_than: Section | None = None) -> Section:
        whole = filled(code, self.brief)
        return whole if shorter_than is None else shortened(whole, self.brief)


def filled(code: SectionCode, brief: Brief, *, left_out: int = 0) -> Section:
    made_by: Writer = "code" if code == "compliance" else "template"
    table = rows(brief) if code == "compliance" else ()
    paragraphs = (*fixed(code, brief), *_open(code, brief))
    return Section(code=code, title=TITLES[code], paragraphs=paragraphs, rows=table, made_by=made_by, left_out=left_out, lot=brief.lot)


def shortened(section: Section, brief: Brief) -> Section:
    """The lines of code and the first of the others: a table is not cut."""
    head = fixed(section.code, brief)
    return section.model_copy(update={"paragraphs": (*head, *section.paragraphs[len(head) :][:1])})


def _open(code: SectionCode, brief: Brief) -> tuple[Claim, ...]:
    if code == "summary":
        return (*_said_by_us(brief, "profile.name", "profile.capabilities"), _still("Why this buyer should choose us"))
    if code == "understanding":
        return (*_in_the_buyers_words(brief), _still("What the buyer wants to reach with it"))
    if code == "approach":
        return (*_answers(brief), _still("How the work is organised"))
    if code == "team":
        return (*_said_by_us(brief, "profile.certificates", "profile.references"), _still("Roles, names and CVs"))
    if code == "timeline":
        return (_still("Start, milestones and hand-over"),)
    if code == "risks":
        return (*_risks(brief), *_gaps(brief), _still("How each risk is met"))
    return ()


def _still(what: str) -> Claim:
    return cite.claim(f"{what}: {CONFIRM}")


def _said_by_us(brief: Brief, *places: str) -> tuple[Claim, ...]:
    """Word for word from profile and library; the places named, or documents of the library where references are asked."""
    known = [
        each
        for each in ours(brief.case)
        if each.anchor in places or (not each.anchor.startswith("profile.") and places[-1:] == ("profile.references",))
    ]
    if not known:
        return (_still("What we can show"),)
    return tuple(cite.claim(_labelled(each), Evidence(anchor=each.anchor, quote=squash(each.text)[:LONGEST_QUOTE])) for each in known)


def _labelled(passage: Passage) -> str:
    return f"{LABELS.get(passage.anchor, passage.anchor)}: {squash(passage.text)}"


def _in_the_buyers_words(brief: Brief) -> tuple[Claim, ...]:
    """The longest passage of the notice, which says most of the work, as a quote."""
    notice: Sequence[Passage] = [each for each in brief.case.tender.passages if each.document == "notice"] or brief.case.tender.passages
    longest = max(notice, key=lambda each: len(each.text), default=None)
    if longest is None:
        return ()
    quote = around(longest.text, 0, 0, LONGEST_QUOTE - 1)
    proof = Evidence(anchor=longest.anchor, quote=quote, passage_id=longest.id)
    return (cite.claim(f"In the buyer's words: “{squash(quote)}”", proof),)


def _answers(brief: Brief) -> tuple[Claim, ...]:
    """What the work has to keep to; who may bid is the table's."""
    selection = {each.id for each in brief.case.tender.requirements if each.stage == "selection"}
    asked = [row for row in rows(brief) if row.code not in selection]
    return tuple(cite.claim(f"The tender asks: “{row.requirement}” Our answer: {CONFIRM}", *row.evidence) for row in asked[:MOST])


def _risks(brief: Brief) -> tuple[Claim, ...]:
    """Those of the analysis that the tender bears out; the others are no matter for a bid."""
    return tuple(each for each in brief.analysis.risks if each.evidence and MARK not in each.text)


def _gaps(brief: Brief) -> tuple[Claim, ...]:
    lacking = [row for row in rows(brief) if row.status != "held" and row.kind == "mandatory"]
    shown = [cite.claim(f"Not shown yet ({row.place}): “{row.requirement}”", *row.evidence) for row in lacking[:MOST]]
    return tuple(shown)
