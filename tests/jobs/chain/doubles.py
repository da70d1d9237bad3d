"""Analysts and models of ours, given to the chain as arguments."""

from collections.abc import Callable
from pathlib import Path

from jobs.chain.analysis import AnalystName, Claim, Criterion, GuardReport, KnockOut, Matrix, Objection, Rating, Screening
from jobs.chain.errors import AnalystError
from jobs.chain.model import Case, ModelReply, ModelRequest, Usage
from jobs.chain.prompt import Prompt, parse_prompt

STEPS = ("judge", "screen", "rate", "requirements", "proof")
PROMPTS_AT = Path(__file__).parents[3] / "jobs" / "chain" / "prompts"


def prompts() -> dict[str, Prompt]:
    return {step: parse_prompt((PROMPTS_AT / f"{step}.md").read_text("utf-8")) for step in STEPS}


class ScriptedAnalyst:
    """Says what it was told to say, and keeps the cases it was shown. Calls itself a model, so that no claim is trusted."""

    name: AnalystName = "anthropic"
    note = "Scripted."
    calls_model = True
    prompts = ("screen@1#abc",)

    def __init__(
        self,
        *,
        relevant: bool | None = True,
        score: float | None = 4.0,
        claim: Claim | None = None,
        knock_outs: tuple[KnockOut, ...] = (),
        fails: AnalystError | None = None,
    ) -> None:
        self.relevant, self.score, self.knock_outs, self.fails = relevant, score, knock_outs, fails
        self.claim = claim or Claim(text="It fits.")
        self.seen: list[Case] = []
        """By those who judge the tender."""
        self.judged: list[Case] = []
        """By the second look of the guard, which sees everything."""

    async def judge(self, case: Case, report: GuardReport) -> GuardReport:
        self.judged.append(case)
        return report

    async def screen(self, case: Case) -> Screening:
        self.seen.append(case)
        if self.fails:
            raise self.fails
        return Screening(relevant=self.relevant, claim=self.claim)

    async def rate(self, case: Case, screening: Screening) -> Rating:
        self.seen.append(case)
        return Rating(criteria=(Criterion(code="capability", weight=99, score=self.score, claim=self.claim),), knock_outs=self.knock_outs)

    async def requirements(self, case: Case) -> Matrix:
        self.seen.append(case)
        return Matrix()

    async def proofread(self, case: Case, words: str) -> tuple[Objection, ...]:
        self.seen.append(case)
        return ()


class ScriptedModel:
    """Answers with the texts given, in order; the last one again and again."""

    def __init__(self, *texts: str | Callable[[ModelRequest], str]) -> None:
        self.texts = list(texts)
        self.requests: list[ModelRequest] = []

    async def complete(self, request: ModelRequest) -> ModelReply:
        text = self.texts[min(len(self.requests), len(self.texts) - 1)]
        self.requests.append(request)
        return ModelReply(text=text if isinstance(text, str) else text(request), stop_reason="end_turn", usage=Usage(), model="scripted")
