"""The workspace itself and its company profile."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func

from storage.errors import Conflict, NotFound
from storage.rows import value_of
from storage.scope import SystemTx, TenantTx
from storage.tables.profiles import profiles
from storage.tables.tenants import tenants

PROFILE_TRIES = 5


@dataclass(frozen=True, slots=True)
class Tenant:
    """A workspace; `zone` is an IANA name."""

    id: str
    name: str
    enterprise_id: str
    team_id: str
    zone: str
    paused: bool
    plan: str
    uninstalled_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One version of the company profile, counted from 1."""

    version: int
    body: dict[str, Any]
    by: str
    created_at: datetime


async def ensure(tx: TenantTx, *, name: str, enterprise_id: str, team_id: str, now: datetime) -> Tenant:
    """The workspace of this transaction, made if new, renamed if `name` differs.

    It stays uninstalled if it is: late events come after an uninstall too. Raises Conflict if the team is another tenant's.
    """
    row = await tx.first(tx.select(tenants))
    if row is None:
        values = {"id": tx.tenant_id, "name": name, "enterprise_id": enterprise_id, "team_id": team_id, "created_at": now}
        await tx.upsert(tenants, values, key=("id",), update=None)
    elif row.name == name:
        return value_of(Tenant, row)
    else:
        await tx.run(tx.update(tenants).values(name=name))
    return await get(tx)


async def get(tx: TenantTx) -> Tenant:
    """Raises NotFound."""
    row = await tx.first(tx.select(tenants))
    if row is None:
        raise NotFound("workspace", tx.tenant_id)
    return value_of(Tenant, row)


async def change(tx: TenantTx, *, zone: str | None = None, paused: bool | None = None, plan: str | None = None) -> Tenant:
    """Changes what is given. Raises NotFound."""
    given = {"zone": zone, "paused": paused, "plan": plan}
    changes = {name: value for name, value in given.items() if value is not None}
    if changes:
        await tx.run(tx.update(tenants).values(**changes))
    return await get(tx)


async def uninstall(tx: TenantTx, now: datetime) -> None:
    """Notes when the app was removed; the first time counts."""
    await tx.run(tx.update(tenants).where(tenants.c.uninstalled_at.is_(None)).values(uninstalled_at=now))


async def set_profile(tx: TenantTx, body: dict[str, Any], *, by: str, now: datetime) -> int:
    """Stores a new version of the company profile and returns its number. Raises Conflict if others keep coming first."""
    for _ in range(PROFILE_TRIES):
        newest: int | None = await tx.scalar(tx.select(profiles, func.max(profiles.c.version)))
        version = (newest or 0) + 1
        values = {"version": version, "body": body, "by": by, "created_at": now}
        if await tx.upsert(profiles, values, key=("version",), update=None):
            return version
    raise Conflict("The profile is being changed by somebody else.")


async def profile(tx: TenantTx) -> ProfileRow | None:
    """The newest version, if there is one."""
    row = await tx.first(tx.select(profiles).order_by(profiles.c.version.desc()).limit(1))
    return None if row is None else value_of(ProfileRow, row)


async def profile_at(tx: TenantTx, version: int) -> ProfileRow | None:
    """That version, whichever is in force now."""
    row = await tx.first(tx.select(profiles).where(profiles.c.version == version))
    return None if row is None else value_of(ProfileRow, row)


async def all_ids(sys: SystemTx) -> list[str]:
    """Every workspace that still has the app, by id."""
    rows = await sys.all(sys.select(tenants, tenants.c.id).where(tenants.c.uninstalled_at.is_(None)).order_by(tenants.c.id))
    return [row.id for row in rows]
