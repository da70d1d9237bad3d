"""The weekly human review: draws a random sample of the week's answers and all disputed ones, once, and has them sent to the reviewer."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from jobs.deps import Deps
from jobs.evals.drift_report import week_of
from jobs.evals.rubric import Reviewed, Rubric
from storage import outbox, reviews, runs
from storage.reviews import Drawn, Review, Why
from storage.scope import TenantTx

SAMPLE = 5
"""Answers a week, besides those that are disputed."""
VIEW = "review"
ALONE = 1
"""Place of a review in a thread of its own, which no message opens: it stands by itself and is no root of the run's."""

log = structlog.get_logger()


async def draw_week(deps: Deps, tenant_id: str, *, sample: int = SAMPLE) -> int:
    """Draw the last whole week where a reviewer is named and that is not done yet; how many answers were sent. Raises StorageError.

    Week, answers and messages are one transaction: several workers, or one that dies half-way, draw a week once.
    """
    now = deps.now()
    week, until = week_of(now)
    async with deps.db.tenant_read(tenant_id) as tx:
        reviewer = await reviews.reviewer(tx)
        if reviewer is None or await reviews.is_drawn(tx, week):
            return 0
    async with deps.db.tenant(tenant_id) as tx:
        drawn = await _drawn(tx, week, since=until - timedelta(days=7), until=until, sample=sample)
        if not await reviews.draw(tx, week, drawn, reviewer=reviewer.member, now=now):
            return 0
        for each in drawn:
            payload = {"view": VIEW, "week": week, "why": each.why}
            await outbox.put(
                tx, id=deps.new_id(), run_id=each.run_id, part=f"{VIEW}:{week}", thread=f"{VIEW}:{week}:{each.run_id}", seq=ALONE,
                channel=reviewer.member, payload=payload, now=now,
            )  # fmt: skip
    log.info("review_drawn", tenant_id=tenant_id, week=week, answers=len(drawn))
    deps.poster.kick()
    return len(drawn)


async def _drawn(tx: TenantTx, week: str, *, since: datetime, until: datetime, sample: int) -> list[Drawn]:
    disputed = await reviews.disputed(tx, since=since, until=until)
    others = [run_id for run_id in await reviews.answers_of(tx, since=since, until=until) if run_id not in set(disputed)]
    random.Random(f"{tx.tenant_id}:{week}").shuffle(others)  # noqa: S311 - a sample, the same whoever draws it
    return [*await _with_answer(tx, disputed, "disputed", len(disputed)), *await _with_answer(tx, others, "sample", sample)]


async def _with_answer(tx: TenantTx, run_ids: Iterable[str], why: Why, most: int) -> list[Drawn]:
    """The first of them that have a verdict; a refusal has none, and nothing to review."""
    found: list[Drawn] = []
    for run_id in run_ids:
        if len(found) == most:
            break
        analysis = ((await runs.get(tx, run_id)).outcome or {}).get("analysis")
        if analysis is not None:
            found.append(Drawn(run_id, why, str(analysis["verdict"])))
    return found


def reviewed(rows: Iterable[Review]) -> list[Reviewed]:
    """What reviewers said, as the figures want it. Raises pydantic's ValidationError for what another version has stored."""
    return [
        Reviewed(run_id=each.run_id, disputed=each.why == "disputed", given=each.given, rubric=Rubric.model_validate(each.rubric))
        for each in rows
        if each.rubric is not None
    ]
