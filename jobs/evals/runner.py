"""Runs the chain over golden cases, several at a time, and records what it left; a case that breaks is a wrong answer and no end."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from jobs.chain.analysis import Depth
from jobs.chain.errors import BidwrightError
from jobs.chain.model import Analyst, Case
from jobs.chain.pii.case import mask_case
from jobs.chain.pii.mask import Masker
from jobs.chain.pipeline import Outcome, run_chain
from jobs.chain.policy import Policy
from jobs.chain.tender import Tender
from jobs.evals.golden import Golden
from jobs.evals.recording import Recorded
from jobs.evals.tokens import as_shown, restored


@dataclass(frozen=True)
class Meter:
    """What one case's calls came to."""

    calls: Callable[[], int] = lambda: 0
    micro_usd: Callable[[], int] = lambda: 0


@dataclass(frozen=True)
class Runner:
    """`read` turns a notice into a tender as the product does; `show` gives the words people read."""

    read: Callable[[bytes, str], Awaitable[Tender]]
    analyst: Callable[[Golden], tuple[Analyst, Meter]]
    """Who judges a case, made anew for each so that its calls are counted alone."""
    show: Callable[[Outcome, Tender], str]
    policy: Policy
    masker: Callable[[Golden, Case], Masker] | None = None
    """Masks what is judged, as the product does for an analyst that calls a model; None: nothing is masked."""
    depth: Depth = "standard"
    slots: int = 4

    async def run(self, golden: Sequence[Golden], *, on_done: Callable[[Recorded], None] = lambda _: None) -> tuple[Recorded, ...]:
        """One recording a case, in the order given."""
        slots = asyncio.Semaphore(self.slots)

        async def one(each: Golden) -> Recorded:
            async with slots:
                recorded = await self._record(each)
            on_done(recorded)
            return recorded

        return tuple(await asyncio.gather(*(one(each) for each in golden)))

    async def _record(self, golden: Golden) -> Recorded:
        begun = perf_counter()
        analyst, meter = self.analyst(golden)
        tender: Tender | None = None
        try:
            tender = await self.read(golden.notice, golden.case.source)
            outcome, shown = await self._judge(golden, tender, analyst)
        except BidwrightError as error:
            return Recorded(case_id=golden.case.id, tender=tender, error=error.sentence, seconds=perf_counter() - begun)
        except Exception as error:  # noqa: BLE001 - the harness's edge: one broken case must not hide the others
            return Recorded(
                case_id=golden.case.id, tender=tender, error=f"It broke: {type(error).__name__}", seconds=perf_counter() - begun
            )
        return Recorded(
            case_id=golden.case.id,
            tender=tender,
            outcome=outcome,
            shown=shown,
            model_calls=meter.calls(),
            cost_micro_usd=meter.micro_usd(),
            seconds=perf_counter() - begun,
        )

    async def _judge(self, golden: Golden, tender: Tender, analyst: Analyst) -> tuple[Outcome, str]:
        """The outcome with nothing masked in it, and the words people see."""

        async def on_step(_name: str, _body: dict[str, object]) -> None:
            return

        case = Case(tender=tender, profile=golden.profile, now=golden.case.now)
        masker = self.masker(golden, case) if self.masker else None
        if masker is not None:
            case = await asyncio.to_thread(mask_case, case, masker)
        outcome = await run_chain(case, analyst, depth=self.depth, policy=self.policy, done={}, on_step=on_step)
        if masker is None:
            return outcome, self.show(outcome, tender)
        return restored(outcome, masker.tokens), self.show(as_shown(outcome, masker.tokens, golden.profile), tender)
