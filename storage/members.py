"""People of a workspace and what they may do."""

from dataclasses import asdict, dataclass
from datetime import datetime

from storage.errors import NotFound
from storage.rows import value_of
from storage.scope import TenantTx
from storage.tables.members import members


@dataclass(frozen=True, slots=True)
class Member:
    """A person by Slack user id; role is owner, admin, member or viewer; zone an IANA name."""

    id: str
    name: str | None
    zone: str | None
    role: str


async def ensure(
    tx: TenantTx, user_id: str, *, now: datetime, name: str | None = None, zone: str | None = None, role: str | None = None
) -> Member:
    """The person, made if new (as member unless `role` says else), changed where something is given."""
    given = {"name": name, "zone": zone, "role": role}
    changes = {column: value for column, value in given.items() if value is not None}
    found = await _find(tx, user_id)
    if found is None:
        fresh = Member(user_id, name, zone, role or "member")
        if await tx.upsert(members, {"created_at": now} | asdict(fresh), key=("id",), update=None):
            return fresh
    elif any(getattr(found, column) != value for column, value in changes.items()):
        await tx.run(tx.update(members).where(members.c.id == user_id).values(**changes))
    else:
        return found
    return await get(tx, user_id)


async def get(tx: TenantTx, user_id: str) -> Member:
    """Raises NotFound."""
    found = await _find(tx, user_id)
    if found is None:
        raise NotFound("member", user_id)
    return found


async def _find(tx: TenantTx, user_id: str) -> Member | None:
    row = await tx.first(tx.select(members).where(members.c.id == user_id))
    return None if row is None else value_of(Member, row)
