"""Weeks of answers drawn from a seed, and the rows they leave in storage."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.quality import Ended, Figure
from storage.scope import TenantTx
from storage.tables.feedback import feedback
from storage.tables.quality import answer_figures
from storage.tables.runs import runs

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
"""00:00; the week in question is the one before it."""
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class House:
    """What answers are like while nothing changes; `raw` that looks sure is right about as often as it says."""

    up: float = 0.8
    score: float = 60.0
    verdicts: tuple[int, int, int, int] = (25, 30, 15, 30)
    """Weights of bid, conditional, review, no_bid."""
    fallbacks: float = 0.05
    refusals: float = 0.04
    failures: float = 0.01
    unsupported: float = 0.1
    slower: float = 1.0
    dearer: float = 1.0


def draw(seed: int, *, a_week: int = 60, before: House | None = None, now: House | None = None, weeks: int = 1) -> list[Ended]:
    """Four weeks of `before`, then `weeks` of `now`, which begin a week before MONDAY."""
    chance = random.Random(seed)
    steady = before or House()
    return [
        _ended(chance, f"run_{week}_{count}", MONDAY + (week - 1) * WEEK + timedelta(seconds=count), steady if week < 0 else now or steady)
        for week in range(-4, weeks)
        for count in range(a_week)
    ]


def _ended(chance: random.Random, run_id: str, at: datetime, house: House) -> Ended:
    fate = chance.random()
    state = "refused" if fate < house.refusals else "failed" if fate < house.refusals + house.failures else "complete"
    voted, up, raw = chance.random() < 0.5, chance.random() < house.up, round(chance.random(), 3)
    figure = Figure(
        run_id=run_id,
        verdict=chance.choices(("bid", "conditional", "review", "no_bid"), house.verdicts)[0],
        score=max(0, min(100, round(chance.gauss(house.score, 18)))),
        raw=raw,
        facts={},
        unsupported=max(0.0, min(1.0, chance.gauss(house.unsupported, 0.1))),
        fallback=chance.random() < house.fallbacks,
        share=None,
        called_right=None,
        called=None,
        calibration=None,
        created_at=at,
    )
    return Ended(
        run_id=run_id,
        at=at,
        state=state,
        seconds=chance.lognormvariate(2.5, 0.6) * house.slower,
        figure=figure if state == "complete" else None,
        up=int(voted and up),
        down=int(voted and not up),
        reviewed=None,
        micro_usd=round(chance.lognormvariate(9, 0.8) * house.dearer),
    )


def called(answers: Sequence[Ended], seed: int = 1) -> list[Ended]:
    """The same answers, each with one vote: up as often as the square of its raw confidence says, so that raw promises too much."""
    chance = random.Random(seed)
    rights = [each.figure is not None and chance.random() < each.figure.raw**2 for each in answers]
    return [replace(each, up=int(right), down=int(not right)) for each, right in zip(answers, rights, strict=True)]


async def store(tx: TenantTx, answers: Sequence[Ended]) -> None:
    """The rows that these would have left, without what their models cost."""
    await tx.insert_new(runs, [_run(each) for each in answers], key=("id",))
    figures = [{name: getattr(each.figure, name) for name in Figure.__slots__} for each in answers if each.figure is not None]
    await tx.insert_new(answer_figures, figures, key=("run_id",))
    votes = [_vote(each) for each in answers if each.up or each.down]
    await tx.insert_new(feedback, votes, key=("run_id", "part", "member"))


def _run(each: Ended) -> dict[str, Any]:
    return {
        "id": each.run_id, "dedupe_key": each.run_id, "request_id": "r", "requester": "U1", "surface": "command", "channel": "C1",
        "depth": "standard", "source_kind": "text", "input_ref": "v", "state": each.state, "gen": 1, "attempt": 1, "replays": 0,
        "due_at": each.at, "created_at": each.at, "started_at": each.at, "ended_at": each.at + timedelta(seconds=each.seconds),
    }  # fmt: skip


def _vote(each: Ended) -> dict[str, Any]:
    vote = {"run_id": each.run_id, "part": "answer", "member": "U1", "vote": "up" if each.up else "down", "reasons": []}
    return vote | {"created_at": each.at, "updated_at": each.at}
