"""Who changed what. Rows are added and read; the app's database role can do nothing else with them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from storage.rows import values_of
from storage.scope import SystemTx, TenantTx
from storage.tables.audit import audit, deployment_audit


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act: `actor` a member or "system", `subject` what it was done to, `before` and `after` what changed."""

    id: int
    actor: str
    act: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    request_id: str | None
    at: datetime


async def record(
    tx: TenantTx,
    *,
    actor: str,
    act: str,
    subject: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    request_id: str | None,
    now: datetime,
) -> None:
    """Adds an entry."""
    await tx.insert(audit, actor=actor, act=act, subject=subject, before=before, after=after, request_id=request_id, at=now)


async def entries(tx: TenantTx, limit: int = 100) -> list[AuditEntry]:
    """The newest entries first."""
    return values_of(AuditEntry, await tx.all(tx.select(audit).order_by(audit.c.id.desc()).limit(limit)))


@dataclass(frozen=True, slots=True)
class DeploymentEntry:
    """One act that reached all workspaces: `actor` who runs the deployment by the name given, or "system"."""

    id: str
    actor: str
    act: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    at: datetime


async def record_for_deployment(sys: SystemTx, entry: DeploymentEntry) -> None:
    """Adds an entry; `id` is new."""
    await sys.insert_new(deployment_audit, [asdict(entry)], key=("id",))


async def deployment_entries(sys: SystemTx, limit: int = 100) -> list[DeploymentEntry]:
    """The newest entries first."""
    newest = sys.select(deployment_audit, *deployment_audit.columns).order_by(deployment_audit.c.at.desc(), deployment_audit.c.id.desc())
    return values_of(DeploymentEntry, await sys.all(newest.limit(limit)))
