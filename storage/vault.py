"""Sealed values with an end: the pasted notice, the response address, what masking took out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.cipher import Cipher
from storage.errors import NotFound
from storage.scope import TenantTx
from storage.tables.vault import vault


async def put(tx: TenantTx, cipher: Cipher, *, purpose: str, plain: bytes, expires_at: datetime, now: datetime, id: str) -> str:
    """Seals `plain` under `id`, in place of any before, and returns the id as its reference."""
    sealed = cipher.seal(plain, tenant_id=tx.tenant_id, column=_column(id))
    values = {"id": id, "purpose": purpose, "sealed": sealed, "expires_at": expires_at, "created_at": now}
    await tx.upsert(vault, values, key=("id",), update=("purpose", "sealed", "expires_at"))
    return id


@dataclass(frozen=True, slots=True)
class Entry:
    """One value to keep until `expires_at`."""

    id: str
    purpose: str
    plain: bytes
    expires_at: datetime


async def put_all(tx: TenantTx, cipher: Cipher, entries: Sequence[Entry], now: datetime) -> None:
    """Seals values under new ids, all in one statement: it stands in the way of an acknowledgement."""
    rows = [
        {
            "id": entry.id,
            "purpose": entry.purpose,
            "sealed": cipher.seal(entry.plain, tenant_id=tx.tenant_id, column=_column(entry.id)),
            "expires_at": entry.expires_at,
            "created_at": now,
        }
        for entry in entries
    ]
    await tx.insert_new(vault, rows, key=("id",))


async def get(tx: TenantTx, cipher: Cipher, ref: str) -> bytes:
    """Opens a value that is still there. Raises NotFound, CipherError."""
    sealed: bytes | None = await tx.scalar(tx.select(vault, vault.c.sealed).where(vault.c.id == ref))
    if sealed is None:
        raise NotFound("vault entry", ref)
    return cipher.open(sealed, tenant_id=tx.tenant_id, column=_column(ref))


async def purge(tx: TenantTx, now: datetime) -> int:
    """Deletes what has expired; how many."""
    return await tx.run(tx.delete(vault).where(vault.c.expires_at <= now))


def _column(ref: str) -> str:
    # Bound to the row too: two entries of one tenant cannot be swapped.
    return f"vault.sealed:{ref}"
