"""Checkpoints: the result of each finished step of a run."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from storage.scope import TenantTx
from storage.tables.runs import run_steps


async def done(tx: TenantTx, run_id: str) -> dict[str, dict[str, Any]]:
    """What each finished step gave, by its name; empty for a run that is not there."""
    rows = await tx.all(tx.select(run_steps, run_steps.c.step, run_steps.c.body).where(run_steps.c.run_id == run_id))
    return {row.step: row.body for row in rows}


async def save_all(tx: TenantTx, run_id: str, bodies: Mapping[Any, Mapping[str, Any]], *, now: datetime) -> None:
    """Stores results by the names of their steps in place of any before, for a caller that holds the run in this transaction."""
    if not bodies:
        return
    await tx.merge(
        run_steps,
        [{"run_id": run_id, "step": step, "body": body, "usage": None, "at": now} for step, body in bodies.items()],
        key=("run_id", "step"),
        changes=lambda added: {"body": added.body, "usage": added.usage, "at": added.at},
        returning=(run_steps.c.step,),
    )
