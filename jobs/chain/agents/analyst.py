"""The analyst that asks a language model, believes no quote unseen, and leaves dates, sums and verdicts to code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from jobs.chain.agents.material import MARK, material, passages_within
from jobs.chain.agents.replies import QuotedClaim, RateReply, RepliedCriterion, RepliedKnockOut, ScreenReply
from jobs.chain.analysis import AnalystName, Claim, Criterion, KnockOut, Rating, Screening
from jobs.chain.errors import BadOutput
from jobs.chain.model import Case, Model, ModelRequest
from jobs.chain.policy import DEFAULT_WEIGHTS
from jobs.chain.prompt import Prompt
from jobs.chain.quotes import LONGEST_QUOTE, squash, stands_in
from jobs.chain.rules.analyst import relevance
from jobs.chain.rules.criteria import effort
from jobs.chain.rules.knock_outs import fixed_knock_outs
from jobs.chain.tender import Evidence, Passage

ROOM: Mapping[str, int] = {"screen": 24_000, "rate": 150_000}
"""Characters of passages a step reads: the price of a small model's prompt jumps at 100,000 tokens (facts/llm.md §1.3)."""
MODEL_NOTE = "Judged by a language model within fixed rules: every quote was checked against the notice, code counted days and summed."
R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True)
class ModelAnalyst:
    """Raises what the model raises, and `BadOutput` where the second reply is no better than the first."""

    model: Model
    scripts: Mapping[str, Prompt]
    """The prompts `screen` and `rate`."""
    delimiter: Callable[[], str]
    """A new unguessable word a call, `lambda: secrets.token_hex(8)`."""
    name: AnalystName = "anthropic"
    calls_model = True
    note: str = MODEL_NOTE

    @property
    def prompts(self) -> tuple[str, ...]:
        return tuple(self.scripts[step].label for step in ("screen", "rate"))

    async def screen(self, case: Case) -> Screening:
        passages = passages_within(case, ROOM["screen"])
        reply = await self._ask("screen", case, passages, ScreenReply)
        claim = _claim(reply.claim, passages)
        ours, why = relevance(case.tender, case.profile)
        relevant = {"yes": True, "no": False, "unclear": None}[reply.relevant]
        if case.profile is None or (relevant is False and (ours is True or not claim.evidence)):
            relevant = None  # a "no" that codes contradict or no quote bears out filters nothing
        found = tuple(_knock_out(each, passages) for each in reply.knock_outs)
        return Screening(relevant=relevant, claim=why if case.profile is None else claim, knock_outs=(*fixed_knock_outs(case), *found))

    async def rate(self, case: Case, screening: Screening) -> Rating:  # noqa: ARG002 (each step reads the notice afresh)
        passages = passages_within(case, ROOM["rate"])
        reply = await self._ask("rate", case, passages, RateReply)
        criteria = (*(_criterion(each, passages) for each in reply.criteria), effort(case))
        risks = tuple(_claim(each, passages) for each in reply.risks)
        found = tuple(_knock_out(each, passages) for each in reply.knock_outs)
        return Rating(
            criteria=criteria,
            knock_outs=found,
            risks=(*_unread(case, passages), *risks),
            what_would_change=tuple(reply.what_would_change),
        )

    async def _ask(self, step: str, case: Case, passages: Sequence[Passage], form: type[R]) -> R:
        """The filled form; one repair, with the error shown."""
        prompt = self.scripts[step]
        request = ModelRequest(
            step=step,
            tier=prompt.tier,
            system=prompt.system,
            user=material(case, passages, self.delimiter()),
            reply_schema=form.model_json_schema(),
            max_tokens=prompt.max_tokens,
        )
        reply = await self.model.complete(request)
        try:
            return form.model_validate_json(reply.text)
        except ValidationError as error:
            wrong = _words(error)
        again = f"{request.user}\n\nYour last reply could not be used: {wrong}. Send the whole reply again, corrected."
        reply = await self.model.complete(request.model_copy(update={"user": again}))
        try:
            return form.model_validate_json(reply.text)
        except ValidationError as error:
            raise BadOutput(f"The model's answer to “{step}” did not have the form asked for, twice.") from error


def _words(error: ValidationError) -> str:
    """Places and kinds of error, none of the values: those are the model's, and may be the notice's."""
    details = error.errors(include_url=False, include_input=False, include_context=False)[:5]
    return "; ".join(f"{'.'.join(map(str, each['loc'])) or 'reply'}: {each['type']}" for each in details)[:400]


def _claim(reply: QuotedClaim, passages: Sequence[Passage]) -> Claim:
    quote = squash(reply.quote.replace(MARK.strip(), " ")).strip('"“”„«» ')[:LONGEST_QUOTE]
    source = next((passage for passage in passages if passage.id == reply.passage.strip("[] ")), None)
    if source is None or len(quote) < 3 or not stands_in(quote, source.text):
        return Claim(text=reply.text)
    return Claim(text=reply.text, evidence=(Evidence(anchor=source.anchor, quote=quote, passage_id=source.id),))


def _knock_out(reply: RepliedKnockOut, passages: Sequence[Passage]) -> KnockOut:
    return KnockOut(code=reply.code, status=reply.status, claim=_claim(reply.claim, passages))


def _criterion(reply: RepliedCriterion, passages: Sequence[Passage]) -> Criterion:
    """A score nobody can look up in the notice is no score."""
    claim = _claim(reply.claim, passages)
    return Criterion(code=reply.code, weight=DEFAULT_WEIGHTS[reply.code], score=reply.score if claim.evidence else None, claim=claim)


def _unread(case: Case, passages: Sequence[Passage]) -> tuple[Claim, ...]:
    whole = sum(len(passage.text) for passage in case.tender.passages)
    read = sum(len(passage.text) for passage in passages)
    return (Claim(text="The notice is longer than what was read: its last part was not judged."),) if read < whole else ()
