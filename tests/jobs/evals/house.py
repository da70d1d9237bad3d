"""The open cases of the shipped set, read once in this process, to be judged as often as a test likes."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from bot.verbs.brief import brief
from jobs.chain.policy import DEFAULT_POLICY
from jobs.chain.prompt import Prompt
from jobs.chain.tender import Tender
from jobs.documents.limits import DocumentLimits
from jobs.documents.read import read_document
from jobs.evals.bar import shipped_bar
from jobs.evals.contenders import Contender, by_rules, by_synthetic
from jobs.evals.fall import Weighed, weigh
from jobs.evals.golden import Golden, load
from jobs.evals.judging import scored
from jobs.evals.recording import Recording
from jobs.evals.runner import Runner
from jobs.evals.scoring import CaseScore
from jobs.evals.synthetic import ERRORS
from jobs.intake.assemble import assemble
from jobs.llm.tiers import load as tiers
from jobs.prompting import shipped

Scores = tuple[CaseScore, ...]


@dataclass(frozen=True)
class House:
    golden: tuple[Golden, ...]
    tenders: Mapping[tuple[str, bytes], Tender]

    async def judged_by(self, who: Contender, change: Callable[[Tender], Tender] = lambda tender: tender) -> Recording:
        """`change`: what a reader with a fault would have made of each notice."""

        async def read(notice: bytes, name: str) -> Tender:
            return change(self.tenders[name, notice])

        runner = Runner(read=read, analyst=who.analyst, show=brief, policy=DEFAULT_POLICY, masker=who.masker)
        runs = await runner.run(self.golden)
        return Recording(name=who.name, synthetic=who.synthetic, at="2026-12-01T09:00:00+00:00", runs=runs)

    def record(self, who: Contender, change: Callable[[Tender], Tender] = lambda tender: tender) -> Recording:
        return asyncio.run(self.judged_by(who, change))

    def scores(self, who: Contender, change: Callable[[Tender], Tender] = lambda tender: tender) -> Scores:
        return scored(self.golden, self.record(who, change), shipped_bar())

    def weighed(self, before: Scores, after: Scores) -> Weighed:
        return weigh({each.case.id: each.case for each in self.golden}, before, after, shipped_bar())


@cache
def house(*ids: str) -> House:
    """Of all open cases, or of those named."""
    golden = tuple(each for each in load() if not ids or each.case.id in ids)
    return House(golden, {(each.case.source, each.notice): _read(each) for each in golden})


@cache
def plain_rules() -> Scores:
    return house().scores(by_rules())


@cache
def plain_model() -> Scores:
    return house().scores(stand_in())


def stand_in(scripts: Mapping[str, Prompt] | None = None, *, errors: float = ERRORS, keep: bool = False) -> Contender:
    """The synthetic model, asked with the shipped prompts or those of `reworded`."""
    return by_synthetic(scripts or shipped(), tiers(), errors=errors, keep=keep)


def reworded(**bodies: str) -> dict[str, Prompt]:
    """The shipped prompts with other orders in those named."""
    scripts = shipped()
    changed = {name: scripts[name].model_copy(update={"system": body, "version": "2", "sha": "0" * 64}) for name, body in bodies.items()}
    return scripts | changed


def _read(each: Golden) -> Tender:
    return assemble([read_document(each.notice, name=each.case.source, limits=DocumentLimits())], "")
