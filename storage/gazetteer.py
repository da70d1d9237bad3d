"""Names a workspace knows, to be masked wherever they stand."""

from storage.scope import TenantTx
from storage.tables.members import members

MOST = 5_000


async def names(tx: TenantTx) -> tuple[str, ...]:
    """Of its people, those first who came first; at most `MOST`."""
    known = tx.select(members, members.c.name).where(members.c.name.is_not(None)).order_by(members.c.created_at, members.c.id).limit(MOST)
    return tuple(row.name for row in await tx.all(known))
