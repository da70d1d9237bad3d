"""The guarded chain: guards, screen, rate, requirements, with early stops, steps side by side, stored steps and named ends. Pure."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from jobs.chain.analysis import Analysis, Depth, GuardReport, Matrix, Rating, Screening, StepName
from jobs.chain.answer import news_answer, rated_answer, screened_answer, settled_answer
from jobs.chain.differential import compared
from jobs.chain.errors import AnalystError, Leaked
from jobs.chain.guards.guard_in import guard_in
from jobs.chain.guards.guard_out import guarded
from jobs.chain.guards.out_findings import UNPROVEN, JudgeVerdict
from jobs.chain.guards.out_refusal import judged_out
from jobs.chain.guards.quarantine import set_aside
from jobs.chain.guards.second_look import leaked, not_taken, untainted
from jobs.chain.model import Analyst, Case
from jobs.chain.policy import Policy
from jobs.chain.steps import OnStart, OnStep, Step, Steps
from jobs.chain.tender import Value

State = Literal["complete", "filtered_out", "rated_low", "refused"]


class Outcome(Value):
    """How a run ended. `analysis` is None only where a guard refused."""

    state: State
    analysis: Analysis | None
    guard: GuardReport


async def run_chain(
    case: Case,
    analyst: Analyst,
    *,
    depth: Depth,
    policy: Policy,
    done: Mapping[StepName, dict[str, object]],
    on_step: OnStep,
    on_start: OnStart | None = None,
) -> Outcome:
    """Judges one case as far as `depth` goes and no further than it is worth.

    `done` holds steps stored by an earlier try (`model_dump(mode="json")`); they are not run again. `on_step` stores one.
    Raises what the analyst raises (`AnalystError`): the task above waits and comes back, or takes the rules analyst, and
    then leaves all but `guard_in` of the other analyst out of `done`, so that the answer names who judged. Where a reply gave
    orders away (`Leaked`) `guard_in` is stored once more, with that as a finding.
    """
    steps = Steps(done, on_step, on_start)
    # In a thread: two million characters take seconds, and heartbeats go on meanwhile.
    guard = await steps.run(Step("guard_in", GuardReport, lambda: asyncio.to_thread(guard_in, case.tender)))
    if guard.verdict == "refuse":
        return Outcome(state="refused", analysis=None, guard=guard)
    try:
        state, answer, guard = await _Run(case, analyst, depth, policy, steps).judge(guard)
    except Leaked:
        await on_step("guard_in", leaked(guard).model_dump(mode="json"))
        raise
    if answer is None:
        return Outcome(state=state, analysis=None, guard=guard)

    async def checked() -> Analysis:
        safe = guarded(answer, case.tender, case.profile, case.coverage)
        doubt = analyst.calls_model and (guard.verdict == "flag" or any(each.family not in UNPROVEN for each in safe.findings))
        return (await judged_out(safe, _Proofreader(analyst, set_aside(case, guard)) if doubt else None)).analysis

    analysis = await steps.run(Step("guard_out", Analysis, checked))
    if answer.verdict == "no_bid" != analysis.verdict:
        state = "complete"  # what ended the run was borne out by nothing: a person has to look
    return Outcome(state=state, analysis=analysis, guard=guard)


@dataclass(frozen=True)
class _Proofreader:
    """`guards.out_findings.Judge`: asked only where rules were in doubt, for nearly every answer is plain."""

    analyst: Analyst
    case: Case

    async def judge(self, text: str) -> JudgeVerdict:
        return JudgeVerdict(families=await self.analyst.proofread(self.case, text))


@dataclass(frozen=True)
class _Run:
    """One case on its way between the first guard and the last."""

    case: Case
    analyst: Analyst
    depth: Depth
    policy: Policy
    steps: Steps

    async def judge(self, guard: GuardReport) -> tuple[State, Analysis | None, GuardReport]:
        """How the run ends, with the answer before the last guard and the report after the second look."""
        case, analyst, policy = self.case, self.analyst, self.policy
        if case.tender.kind not in ("opportunity", "unknown"):
            return "filtered_out", news_answer(case.tender, guard, policy), guard
        clean = set_aside(case, guard)
        settled = settled_answer(clean, guard, policy) if analyst.calls_model else None
        if settled is not None:
            return "filtered_out", settled, guard
        screening, judged = await self._looked(clean, guard)
        if judged.verdict == "refuse":
            return "refused", None, judged
        if judged.findings != guard.findings:
            clean = set_aside(case, judged)
            screening = untainted(screening, guard, judged, clean)
        first = screened_answer(clean, screening, judged, analyst, policy)
        if first.verdict == "no_bid":
            return "filtered_out", first, judged
        if self.depth == "quick":
            return "complete", first, judged
        answer = await self._rated(clean, screening, judged)
        return ("rated_low" if answer.verdict == "no_bid" else "complete"), answer, judged

    async def _looked(self, clean: Case, guard: GuardReport) -> tuple[Screening, GuardReport]:
        """The first look, and beside it the second look of the guard where a model takes one."""
        screen = Step("screen", Screening, lambda: self.analyst.screen(clean))
        if not self.analyst.calls_model:
            return await self.steps.run(screen), guard
        second = Step("judge", GuardReport, lambda: self._second_look(guard))
        await self.steps.together(second, screen)
        return screen.value, second.found or not_taken(guard)

    async def _second_look(self, guard: GuardReport) -> GuardReport | None:
        """None where no judge answers: the rules' report stands, and a later try asks again."""
        try:
            return await self.analyst.judge(self.case, guard)
        except Leaked:
            return leaked(guard)
        except AnalystError:
            return None

    async def _rated(self, clean: Case, screening: Screening, guard: GuardReport) -> Analysis:
        """The whole answer. Where text was set aside, it is rated with that text too, to see whether it would have moved anything."""
        rate = Step("rate", Rating, lambda: self.analyst.rate(clean, screening))
        table = Step("requirements", Matrix, lambda: self.analyst.requirements(clean))
        again = Step("differential", Rating, lambda: self._with_all(screening))
        suspicious = guard.verdict == "flag" and clean.tender != self.case.tender
        if self.analyst.calls_model:
            await self.steps.together(rate, table, *((again,) if suspicious else ()))
        else:  # milliseconds: neither tasks nor rows are worth their while
            await self.steps.run(rate)
            table.found = await table.work()
            again.found = await again.work() if suspicious else None
        answer = rated_answer(clean, screening, rate.value, guard, self.analyst, self.policy, table.value)
        if not suspicious:
            return answer
        other = rated_answer(self.case, screening, again.found, guard, self.analyst, self.policy) if again.found else None
        return compared(answer, other, self.policy)

    async def _with_all(self, screening: Screening) -> Rating | None:
        """Of this rating only the sum and the verdict are looked at. None where nobody will rate that text: a person has to look."""
        try:
            return await self.analyst.rate(self.case, screening)
        except AnalystError as error:
            if error.retryable:
                raise
            return None
