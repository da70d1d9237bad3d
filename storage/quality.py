"""How sure answers looked, what people called them, what was fitted from both, and the weekly look at what has changed."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import func, or_

from storage.errors import Conflict, StaleLease
from storage.rows import value_of, values_of
from storage.run_rows import ENDED
from storage.scope import TenantTx
from storage.tables.feedback import feedback
from storage.tables.quality import answer_figures, calibrations, quality_weeks
from storage.tables.reviews import reviews
from storage.tables.runs import runs
from storage.tables.spend import llm_calls

ANSWER = "answer"
"""The part of a run whose votes are about the answer as a whole."""
MOST = 20_000
"""Rows read at once, the newest: a workspace that has more in five weeks is measured by those."""
VERSION_TRIES = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """What could be counted of one answer. `raw`, `unsupported`, `share` are 0 to 1; the last four are None while nothing is fitted.

    Of `called` earlier answers about as sure as this one `called_right` were called right, by the calibration of that version.
    """

    run_id: str
    verdict: str
    score: int | None
    raw: float
    facts: dict[str, Any]
    unsupported: float
    fallback: bool
    share: float | None
    called_right: int | None
    called: int | None
    calibration: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that has ended, with its figure if it gave an answer, its votes and what it cost; `seconds` from request to end."""

    run_id: str
    at: datetime
    state: str
    seconds: float
    figure: Figure | None
    up: int
    down: int
    reviewed: bool | None
    """What the reviewer said of its verdict, None where nobody reviewed it."""
    micro_usd: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """One fit, counted from 1; `taken` False where it was worse than none, and then nothing is applied."""

    version: int
    taken: bool
    labels: int
    body: dict[str, Any]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Week:
    """A week that was looked at, `2026-W47`; the lease is that of whoever works on it."""

    week: str
    state: Literal["open", "measured", "done"]
    alarm: bool | None
    report: dict[str, Any] | None
    created_at: datetime
    updated_at: datetime


async def note(tx: TenantTx, figure: Figure) -> None:
    """Stores the figure, in place of any of the same run before. Raises Conflict for a run that is not there."""
    values = asdict(figure)
    await tx.upsert(answer_figures, values, key=("run_id",), update=[name for name in values if name != "run_id"])


async def figure(tx: TenantTx, run_id: str) -> Figure | None:
    row = await tx.first(tx.select(answer_figures).where(answer_figures.c.run_id == run_id))
    return None if row is None else value_of(Figure, row)


async def ended(tx: TenantTx, *, since: datetime | None = None, until: datetime, limit: int = MOST) -> list[Ended]:
    """Runs asked for in [since, until) that have ended, cancelled ones apart, oldest first; at most the newest `limit`."""
    counted = [state for state in sorted(ENDED) if state != "cancelled"]
    asked = (runs.c.id, runs.c.created_at, runs.c.state, runs.c.ended_at)
    query = tx.select(runs, *asked).where(runs.c.state.in_(counted), runs.c.created_at < until)
    kept = tx.select(answer_figures).where(answer_figures.c.created_at < until + timedelta(days=1))
    if since is not None:
        query, kept = query.where(runs.c.created_at >= since), kept.where(answer_figures.c.created_at >= since)
    found = await tx.all(query.order_by(runs.c.created_at.desc(), runs.c.id).limit(limit))
    kept = kept.order_by(answer_figures.c.created_at.desc()).limit(limit)
    figures = {each.run_id: each for each in values_of(Figure, await tx.all(kept))}
    votes, reviewed, costs = await _votes(tx), await _reviewed(tx), await _costs(tx, since)
    return [
        Ended(
            row.id,
            row.created_at,
            row.state,
            ((row.ended_at or row.created_at) - row.created_at).total_seconds(),
            figures.get(row.id),
            votes.get((row.id, "up"), 0),
            votes.get((row.id, "down"), 0),
            reviewed.get(row.id),
            costs.get(row.id, 0),
        )
        for row in reversed(found)
    ]


async def _votes(tx: TenantTx) -> dict[tuple[str, str], int]:
    counted = tx.select(feedback, feedback.c.run_id, feedback.c.vote, func.count().label("votes"))
    grouped = counted.where(feedback.c.part == ANSWER).group_by(feedback.c.run_id, feedback.c.vote)
    return {(row.run_id, row.vote): int(row.votes) for row in await tx.all(grouped)}


async def _reviewed(tx: TenantTx) -> dict[str, bool]:
    """The newest word of a reviewer on the verdict of each run."""
    done = tx.select(reviews, reviews.c.run_id, reviews.c.rubric).where(reviews.c.reviewed_at.is_not(None))
    rows = await tx.all(done.order_by(reviews.c.reviewed_at))
    return {row.run_id: row.rubric["verdict"] for row in rows if isinstance(row.rubric.get("verdict"), bool)}


async def _costs(tx: TenantTx, since: datetime | None) -> dict[str, int]:
    query = tx.select(llm_calls, llm_calls.c.run_id, func.sum(llm_calls.c.cost_micro_usd).label("cost"))
    query = query.where(llm_calls.c.run_id.is_not(None), *(() if since is None else (llm_calls.c.at >= since,)))
    return {row.run_id: int(row.cost) for row in await tx.all(query.group_by(llm_calls.c.run_id))}


async def keep_calibration(tx: TenantTx, *, taken: bool, labels: int, body: dict[str, Any], now: datetime) -> int:
    """Stores a fit and returns its version. Raises Conflict if others keep coming first."""
    for _ in range(VERSION_TRIES):
        newest: int | None = await tx.scalar(tx.select(calibrations, func.max(calibrations.c.version)))
        version = (newest or 0) + 1
        values = {"version": version, "taken": taken, "labels": labels, "body": body, "created_at": now}
        if await tx.upsert(calibrations, values, key=("version",), update=None):
            return version
    raise Conflict("The calibration is being fitted by somebody else.")


async def calibration(tx: TenantTx) -> Calibration | None:
    """The newest fit, taken or not."""
    row = await tx.first(tx.select(calibrations).order_by(calibrations.c.version.desc()).limit(1))
    return None if row is None else value_of(Calibration, row)


async def claim_week(tx: TenantTx, week: str, *, token: str, now: datetime, seconds: float) -> Week | None:
    """Takes the lease of a week that is not done; None where it is, or where somebody else is at it."""
    lease = {"lease_token": token, "lease_until": now + timedelta(seconds=seconds)}
    fresh = {"week": week, "state": "open", "created_at": now, "updated_at": now, **lease}
    await tx.upsert(quality_weeks, fresh, key=("week",), update=None)
    columns = quality_weeks.c
    free = or_(columns.lease_until.is_(None), columns.lease_until <= now, columns.lease_token == token)
    claimed = tx.update(quality_weeks).where(columns.week == week, columns.state != "done", free).values(**lease)
    row = await tx.first(claimed.returning(quality_weeks), write=True)
    return None if row is None else value_of(Week, row)


async def week_measured(tx: TenantTx, week: str, *, token: str, report: dict[str, Any], alarm: bool, now: datetime) -> None:
    """Keeps what was measured; without an alarm the week is done. Raises StaleLease."""
    await _change_week(tx, week, token, {"state": "measured" if alarm else "done", "report": report, "alarm": alarm, "updated_at": now})


async def week_told(tx: TenantTx, week: str, *, token: str, now: datetime) -> None:
    """Notes that the alarm was told, or that there is nobody to tell. Raises StaleLease."""
    await _change_week(tx, week, token, {"state": "done", "updated_at": now})


async def week(tx: TenantTx, name: str) -> Week | None:
    row = await tx.first(tx.select(quality_weeks).where(quality_weeks.c.week == name))
    return None if row is None else value_of(Week, row)


async def weeks(tx: TenantTx, *, limit: int = 12) -> list[Week]:
    """The newest weeks that were measured, newest first."""
    query = tx.select(quality_weeks).where(quality_weeks.c.state != "open").order_by(quality_weeks.c.week.desc()).limit(limit)
    return values_of(Week, await tx.all(query))


async def _change_week(tx: TenantTx, week: str, token: str, changes: dict[str, Any]) -> None:
    held = (quality_weeks.c.week == week, quality_weeks.c.lease_token == token)
    done = {"lease_token": None, "lease_until": None} if changes["state"] == "done" else {}
    if not await tx.run(tx.update(quality_weeks).where(*held).values(**changes, **done)):
        raise StaleLease(week)
