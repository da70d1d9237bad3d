"""The analyst that asks a language model, believes no quote unseen, and leaves dates, sums and verdicts to code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from jobs.chain.agents import judging
from jobs.chain.agents.claims import Reading
from jobs.chain.agents.desk import Desk
from jobs.chain.agents.listing import joined_rows, rows_of
from jobs.chain.agents.merging import merged_ratings, worst
from jobs.chain.agents.replies import JudgeReply, ProofReply, RateReply, RepliedCriterion, RepliedKnockOut, RequirementsReply, ScreenReply
from jobs.chain.agents.windows import unread
from jobs.chain.analysis import AnalystName, Claim, Criterion, GuardReport, KnockOut, Matrix, Objection, Rating, Screening
from jobs.chain.model import Case, Model
from jobs.chain.policy import DEFAULT_POLICY, DEFAULT_WEIGHTS, Policy
from jobs.chain.prompt import Prompt
from jobs.chain.rules.analyst import relevance
from jobs.chain.rules.criteria import effort
from jobs.chain.rules.knock_outs import fixed_knock_outs
from jobs.chain.rules.matrix import matrix_of
from jobs.chain.tender import Passage

MODEL_NOTE = "Judged by a language model within fixed rules: every quote was checked against the notice, code counted days and summed."
FORMS: Mapping[str, str] = {
    "judge": "JudgeReply",
    "screen": "ScreenReply",
    "rate": "RateReply",
    "requirements": "RequirementsReply",
    "proof": "ProofReply",
}
"""By step: the form its prompt must be written for."""


@dataclass(frozen=True)
class ModelAnalyst:
    """Raises what the model raises, `BadOutput` where the second reply is no better than the first, `Leaked` where one gives orders away.

    Making one raises ValueError where a prompt is missing or is written for another form.
    """

    model: Model
    scripts: Mapping[str, Prompt]
    """The prompts of FORMS."""
    delimiter: Callable[[], str]
    """A new unguessable word a call, `lambda: secrets.token_hex(8)`."""
    name: AnalystName = "anthropic"
    calls_model = True
    note: str = MODEL_NOTE
    policy: Policy = DEFAULT_POLICY

    def __post_init__(self) -> None:
        for step, form in FORMS.items():
            if step not in self.scripts or self.scripts[step].form != form:
                raise ValueError(f"the prompt of the step {step} must have the schema {form}")

    @property
    def prompts(self) -> tuple[str, ...]:
        return tuple(self.scripts[step].label for step in FORMS)

    @cached_property
    def _desk(self) -> Desk:
        return Desk(self.model, self.scripts, self.delimiter, self.policy.windows)

    async def judge(self, case: Case, report: GuardReport) -> GuardReport:
        if not case.tender.passages:
            return report
        passages = judging.chosen(case.tender.passages, report, self._desk.room("judge", case), self.delimiter())
        (reply, window), *_ = await self._desk.ask("judge", case, JudgeReply, passages)
        return judging.joined(report, reply.places, Reading.of(case, window), case.tender)

    async def screen(self, case: Case) -> Screening:
        replies = await self._desk.ask("screen", case, ScreenReply)
        read = [_screened(reply, Reading.of(case, window)) for reply, window in replies]
        relevant, claim = _foremost(read)
        ours, why = relevance(case.tender, case.profile)
        if case.profile is None or (relevant is False and (ours is True or not claim.evidence)):
            relevant = None  # a "no" that codes contradict or no quote bears out filters nothing
        found = [knock_out for each in read for knock_out in each.knock_outs]
        return Screening(
            relevant=relevant,
            claim=why if case.profile is None else claim,
            knock_outs=(*fixed_knock_outs(case), *(worst(found) if len(read) > 1 else found)),
            unread=unread(case.tender.passages, [window for _, window in replies]),
            prompt=self.scripts["screen"].label,
        )

    async def rate(self, case: Case, screening: Screening) -> Rating:  # noqa: ARG002 (each step reads the notice afresh)
        replies = await self._desk.ask("rate", case, RateReply)
        rating = merged_ratings([_rated(reply, Reading.of(case, window)) for reply, window in replies])
        left = unread(case.tender.passages, [window for _, window in replies])
        whole = {"criteria": (*rating.criteria, effort(case)), "risks": (*left, *rating.risks), "prompt": self.scripts["rate"].label}
        return rating.model_copy(update=whole)

    async def requirements(self, case: Case) -> Matrix:
        ours = matrix_of(case)
        replies = await self._desk.ask("requirements", case, RequirementsReply)
        found = [row for reply, window in replies for row in rows_of(reply.rows, Reading.of(case, window), case.tender)]
        left = unread(case.tender.passages, [window for _, window in replies])
        rows = joined_rows(ours.rows, found)
        return Matrix(rows=rows, unread=(*ours.unread, *left), prompt=self.scripts["requirements"].label)

    async def proofread(self, case: Case, words: str) -> tuple[Objection, ...]:
        answer = Passage(id="p1", text=words, anchor="answer", document="answer")
        (reply, _), *_ = await self._desk.ask("proof", case, ProofReply, (answer,))
        return tuple(dict.fromkeys(reply.objections))


def _screened(reply: ScreenReply, reading: Reading) -> Screening:
    relevant = {"yes": True, "no": False, "unclear": None}[reply.relevant]
    return Screening(
        relevant=relevant, claim=reading.claim(reply.claim), knock_outs=tuple(_knock_out(each, reading) for each in reply.knock_outs)
    )


def _foremost(read: list[Screening]) -> tuple[bool | None, Claim]:
    """One yes is a yes, a no takes all of them; with the claim of the first that says so, one with a quote before one without."""
    said = {each.relevant for each in read}
    relevant = True if True in said else None if None in said else False
    alike = [each.claim for each in read if each.relevant is relevant]
    return relevant, next((claim for claim in alike if claim.evidence), alike[0])


def _rated(reply: RateReply, reading: Reading) -> Rating:
    return Rating(
        criteria=tuple(_criterion(each, reading) for each in reply.criteria),
        knock_outs=tuple(_knock_out(each, reading) for each in reply.knock_outs),
        risks=tuple(reading.claim(each) for each in reply.risks),
        what_would_change=tuple(reply.what_would_change),
    )


def _knock_out(reply: RepliedKnockOut, reading: Reading) -> KnockOut:
    return KnockOut(code=reply.code, status=reply.status, claim=reading.claim(reply.claim))


def _criterion(reply: RepliedCriterion, reading: Reading) -> Criterion:
    """A score nobody can look up in the notice is no score."""
    claim = reading.claim(reply.claim)
    return Criterion(code=reply.code, weight=DEFAULT_WEIGHTS[reply.code], score=reply.score if claim.evidence else None, claim=claim)
