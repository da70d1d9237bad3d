"""Holds a prompt against the one in force: both judge the open golden set with the same model, and the gate says whether it fell."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.settings import Settings
from bot.vendor import models, vendor
from bot.verbs.eval_room import Room, room
from jobs.chain.errors import BadInput
from jobs.chain.prompt import Prompt
from jobs.evals import contenders
from jobs.evals.bar import shipped_bar
from jobs.evals.contenders import Contender
from jobs.evals.fall import Weighed, weigh
from jobs.evals.golden import Golden, load
from jobs.evals.scoring import CaseScore, score_case
from jobs.llm.tiers import Tiers

if TYPE_CHECKING:  # two seconds to import
    from jobs.llm.client import AnthropicModel

MODELS = ("anthropic", "synthetic")
"""Kept replies are none: a prompt that was never asked has none, and two runs that both break show no fall."""
JUDGED = frozenset({"judge", "screen", "rate", "requirements", "proof"})
"""Prompts that the golden set reads; of the others it can say nothing."""


async def held_against(
    settings: Settings, model: str, before: Mapping[str, Prompt], after: Mapping[str, Prompt], *, cases: Sequence[Golden] = ()
) -> Weighed:
    """Two runs, over dev and regression unless `cases` are given. Raises BadInput for a model that cannot be asked."""
    golden, tiers, bar = cases or load(), models(settings), shipped_bar()
    asked = _anthropic(settings, tiers) if model == "anthropic" else None
    try:
        async with room(settings) as opened:
            was = await _scored(opened, golden, _contender(before, tiers, asked))
            now = await _scored(opened, golden, _contender(after, tiers, asked))
    finally:
        if asked is not None:
            await asked.aclose()
    return weigh({each.case.id: each.case for each in golden}, was, now, bar)


async def _scored(opened: Room, golden: Sequence[Golden], who: Contender) -> list[CaseScore]:
    recording = await opened.record(golden, who)
    runs = {each.case_id: each for each in recording.runs}
    return [
        score_case(each.case, runs[each.case.id], each.notice, shipped_bar(), twin=runs.get(each.case.expected.same_as or ""))
        for each in golden
    ]


def _contender(scripts: Mapping[str, Prompt], tiers: Tiers, asked: "AnthropicModel | None") -> Contender:
    if asked is not None:
        return contenders.by_model(asked, scripts, tiers)
    return contenders.by_synthetic(scripts, tiers)


def _anthropic(settings: Settings, tiers: Tiers) -> "AnthropicModel":
    if settings.anthropic_api_key is None:
        raise BadInput("no_key", "There is no ANTHROPIC_API_KEY, and rules read no prompt: set it, or name --model synthetic.")
    return vendor(settings, tiers)
