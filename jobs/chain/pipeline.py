"""The guarded chain: guard-in, screen, rate, guard-out, with early stops, stored steps and named ends. Pure."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Literal, TypeVar

from pydantic import ValidationError

from jobs.chain.analysis import Analysis, Depth, GuardReport, Rating, Screening, StepName
from jobs.chain.answer import news_answer, rated_answer, screened_answer
from jobs.chain.guards.guard_in import guard_in
from jobs.chain.guards.guard_out import guard_out
from jobs.chain.guards.quarantine import set_aside
from jobs.chain.model import Analyst, Case
from jobs.chain.policy import Policy
from jobs.chain.tender import Value

State = Literal["complete", "filtered_out", "rated_low", "refused"]
OnStep = Callable[[StepName, dict[str, object]], Awaitable[None]]
OnStart = Callable[[StepName], Awaitable[None]]
V = TypeVar("V", bound=Value)


class Outcome(Value):
    """How a run ended. `analysis` is None only where the guard refused."""

    state: State
    analysis: Analysis | None
    guard: GuardReport


class _Steps:
    """Runs each step once: one that is stored is read, one that is not is run and handed over to be stored."""

    def __init__(self, done: Mapping[StepName, dict[str, object]], on_step: OnStep, on_start: OnStart | None) -> None:
        self._done, self._on_step, self._on_start = done, on_step, on_start

    async def run(self, name: StepName, kind: type[V], work: Callable[[], Awaitable[V]]) -> V:
        if name in self._done:
            with suppress(ValidationError):  # stored by an older version: run again
                return kind.model_validate(self._done[name])
        if self._on_start is not None:
            await self._on_start(name)
        value = await work()
        await self._on_step(name, value.model_dump(mode="json"))
        return value


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
    then leaves `screen` and `rate` of the other analyst out of `done`, so that the answer names who judged.
    """
    steps = _Steps(done, on_step, on_start)
    # In a thread: two million characters take seconds, and heartbeats go on meanwhile.
    guard = await steps.run("guard_in", GuardReport, lambda: asyncio.to_thread(guard_in, case.tender))
    if guard.verdict == "refuse":
        return Outcome(state="refused", analysis=None, guard=guard)
    state, answer = await _judge(set_aside(case, guard), guard, analyst, depth, policy, steps)

    async def checked() -> Analysis:
        return guard_out(answer, case.tender, case.profile)

    analysis = await steps.run("guard_out", Analysis, checked)
    if answer.verdict == "no_bid" != analysis.verdict:
        state = "complete"  # what ended the run was borne out by nothing: a person has to look
    return Outcome(state=state, analysis=analysis, guard=guard)


async def _judge(case: Case, guard: GuardReport, analyst: Analyst, depth: Depth, policy: Policy, steps: _Steps) -> tuple[State, Analysis]:
    """The answer before the last guard, and how the run ends with it."""
    if case.tender.kind not in ("opportunity", "unknown"):
        return "filtered_out", news_answer(case.tender, guard, policy)
    screening = await steps.run("screen", Screening, lambda: analyst.screen(case))
    first = screened_answer(case, screening, guard, analyst, policy)
    if first.verdict == "no_bid":
        return "filtered_out", first
    if depth == "quick":
        return "complete", first
    rating = await steps.run("rate", Rating, lambda: analyst.rate(case, screening))
    answer = rated_answer(case, screening, rating, guard, analyst, policy)
    return ("rated_low" if answer.verdict == "no_bid" else "complete"), answer
