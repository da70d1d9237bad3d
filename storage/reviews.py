"""Human review: who reviews, which answers were drawn for a week, and what the reviewer said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from storage.rows import value_of, values_of
from storage.scope import TenantTx
from storage.tables.corrections import row_marks
from storage.tables.eval_log import eval_log
from storage.tables.feedback import feedback
from storage.tables.reviews import review_weeks, reviewers, reviews

Why = Literal["sample", "disputed"]


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A Slack user id, and who named it when."""

    member: str
    named_by: str
    named_at: datetime


@dataclass(frozen=True, slots=True)
class Drawn:
    """An answer to be reviewed; `given` is its verdict."""

    run_id: str
    why: Why
    given: str


@dataclass(frozen=True, slots=True)
class Review:
    """An answer that was drawn; `rubric` is a `jobs.evals.rubric.Rubric` as JSON, None until the reviewer has answered."""

    week: str
    run_id: str
    reviewer: str
    why: Why
    given: str
    rubric: dict[str, Any] | None
    asked_at: datetime
    reviewed_at: datetime | None


async def name(tx: TenantTx, member: str, *, by: str, now: datetime) -> None:
    """Makes this person the reviewer in place of any other."""
    values = {"member": member, "named_by": by, "named_at": now}
    await tx.upsert(reviewers, values, key=(), update=values)


async def nobody(tx: TenantTx) -> bool:
    """Nobody reviews from now on; whether somebody did."""
    return await tx.run(tx.delete(reviewers)) == 1


async def reviewer(tx: TenantTx) -> Reviewer | None:
    row = await tx.first(tx.select(reviewers))
    return None if row is None else value_of(Reviewer, row)


async def answers_of(tx: TenantTx, *, since: datetime, until: datetime) -> list[str]:
    """Runs answered in that time, by id."""
    of = eval_log.c
    query = tx.select(eval_log, of.run_id).where(of.kind == "answer", of.created_at >= since, of.created_at < until)
    return [row.run_id for row in await tx.all(query.order_by(of.run_id))]


async def disputed(tx: TenantTx, *, since: datetime, until: datetime) -> list[str]:
    """Runs that somebody voted down or called a row of wrong in that time, and did not take back; by id."""
    votes = tx.select(feedback, feedback.c.run_id).where(feedback.c.vote == "down", *_between(feedback.c.updated_at, since, until))
    marks = tx.select(row_marks, row_marks.c.run_id).where(row_marks.c.wrong, *_between(row_marks.c.updated_at, since, until))
    return sorted({row.run_id for query in (votes, marks) for row in await tx.all(query)})


async def is_drawn(tx: TenantTx, week: str) -> bool:
    return await tx.first(tx.select(review_weeks).where(review_weeks.c.week == week)) is not None


async def draw(tx: TenantTx, week: str, drawn: Sequence[Drawn], *, reviewer: str, now: datetime) -> bool:
    """Notes what is to be reviewed for a week (`2026-W47`), once: False where the week was drawn before, and nothing is stored."""
    if not await tx.insert_new(review_weeks, [{"week": week, "reviewer": reviewer, "drawn": len(drawn), "at": now}], key=("week",)):
        return False
    rows = [
        {"week": week, "run_id": each.run_id, "reviewer": reviewer, "why": each.why, "given": each.given, "asked_at": now}
        for each in drawn
    ]  # fmt: skip
    if rows:
        await tx.insert_new(reviews, rows, key=("week", "run_id"))
    return True


async def get(tx: TenantTx, week: str, run_id: str) -> Review | None:
    row = await tx.first(tx.select(reviews).where(reviews.c.week == week, reviews.c.run_id == run_id))
    return None if row is None else value_of(Review, row)


async def answer(tx: TenantTx, week: str, run_id: str, rubric: dict[str, Any], *, now: datetime) -> bool:
    """Stores what the reviewer said in place of what was said before; False where that answer was not drawn."""
    drawn = tx.update(reviews).where(reviews.c.week == week, reviews.c.run_id == run_id)
    return await tx.run(drawn.values(rubric=rubric, reviewed_at=now)) == 1


async def answered(tx: TenantTx, *, limit: int = 500) -> list[Review]:
    """The newest reviews that were answered."""
    query = tx.select(reviews).where(reviews.c.reviewed_at.is_not(None)).order_by(reviews.c.reviewed_at.desc(), reviews.c.run_id)
    return values_of(Review, await tx.all(query.limit(limit)))


async def votes_on(tx: TenantTx, run_ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """(up, down) on the answer of each of these runs that anybody voted on."""
    votes: dict[str, tuple[int, int]] = {}
    of = feedback.c
    for row in await tx.all(tx.select(feedback, of.run_id, of.vote).where(of.run_id.in_(run_ids), of.part == "answer")):
        up, down = votes.get(row.run_id, (0, 0))
        votes[row.run_id] = (up + (row.vote == "up"), down + (row.vote == "down"))
    return votes


def _between(column: Any, since: datetime, until: datetime) -> tuple[Any, Any]:
    return column >= since, column < until
