"""Golden cases of a workspace: what an admin promoted, with the input it is judged on and where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.rows import values_of
from storage.scope import TenantTx
from storage.tables.candidates import golden_cases


@dataclass(frozen=True, slots=True)
class GoldenRow:
    """`notice` is masked; `body` is a `jobs.evals.case.GoldenCase` as JSON, `profile` a `Profile` or empty; equal `dedupe` is the same case."""

    id: str
    dedupe: str
    candidate_id: str
    notice: str
    profile: dict[str, Any]
    body: dict[str, Any]
    provenance: Mapping[str, Any]
    created_at: datetime


async def add(tx: TenantTx, row: GoldenRow) -> bool:
    """Whether it is new: one of the same `dedupe` stays as it is."""
    values = {
        "id": row.id, "dedupe": row.dedupe, "candidate_id": row.candidate_id, "notice": row.notice, "profile": row.profile,
        "body": row.body, "provenance": dict(row.provenance), "created_at": row.created_at,
    }  # fmt: skip
    return await tx.insert_new(golden_cases, [values], key=("dedupe",)) == 1


async def listed(tx: TenantTx) -> list[GoldenRow]:
    """All of the workspace, in the order of their promotion."""
    return values_of(GoldenRow, await tx.all(tx.select(golden_cases).order_by(golden_cases.c.created_at, golden_cases.c.id)))
