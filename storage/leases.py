"""Leadership: one process at a time does what must be done once, the same on SQLite and Postgres."""

from datetime import datetime, timedelta

from sqlalchemy import or_

from storage.scope import SystemTx
from storage.tables.leases import leases


async def acquire(sys: SystemTx, name: str, *, token: str, now: datetime, seconds: float) -> bool:
    """Takes or prolongs the lease; False while another token holds it."""
    until = now + timedelta(seconds=seconds)
    mine_or_lapsed = or_(leases.c.token == token, leases.c.until <= now)
    if await sys.run(sys.update(leases).where(leases.c.name == name, mine_or_lapsed).values(token=token, until=until)):
        return True
    return await sys.insert_new(leases, [{"name": name, "token": token, "until": until}], key=("name",)) == 1


async def release(sys: SystemTx, name: str, token: str) -> None:
    """Gives the lease back; nothing happens if it is another's by now."""
    await sys.run(sys.delete(leases).where(leases.c.name == name, leases.c.token == token))
