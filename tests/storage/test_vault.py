import pytest

from storage import vault
from storage.cipher import Cipher
from storage.db import Database
from storage.errors import CipherError, NotFound
from storage.scope import TenantTx
from storage.tables.vault import vault as table
from tests.storage.builders import CIPHER, HERE, MINUTE, NOW, THERE, workspaces


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)


async def put(tx: TenantTx, id: str = "v1", plain: bytes = b"notice", expires_at=NOW + MINUTE) -> str:
    return await vault.put(tx, CIPHER, purpose="input", plain=plain, expires_at=expires_at, now=NOW, id=id)


async def test_a_value_comes_back_by_its_reference_and_lies_sealed(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        assert await put(tx) == "v1"
        assert await vault.get(tx, CIPHER, "v1") == b"notice"
        assert b"notice" not in await tx.scalar(tx.select(table, table.c.sealed))


async def test_a_value_of_a_megabyte_and_an_empty_one_are_kept(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        for plain in (b"", bytes(range(256)) * 4096):
            assert await vault.get(tx, CIPHER, await put(tx, plain=plain)) == plain


async def test_another_workspace_does_not_find_it(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await put(tx)
    async with database.tenant(THERE) as tx:
        with pytest.raises(NotFound):
            await vault.get(tx, CIPHER, "v1")


async def test_a_sealed_value_copied_to_another_row_or_workspace_does_not_open(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await put(tx)
        sealed = await tx.scalar(tx.select(table, table.c.sealed))
    for tenant, id in ((HERE, "v2"), (THERE, "v1")):
        async with database.tenant(tenant) as tx:
            await put(tx, id, b"own")
            await tx.run(tx.update(table).where(table.c.id == id).values(sealed=sealed))
            with pytest.raises(CipherError):
                await vault.get(tx, CIPHER, id)


async def test_values_sealed_under_three_keys_in_turn_all_open(database: Database) -> None:
    keys = [(str(year), bytes([year % 256]) * 32) for year in (2026, 2025, 2024)]
    async with database.tenant(HERE) as tx:
        for age in range(3):
            cipher = Cipher(keys[age:])
            await vault.put(tx, cipher, purpose="input", plain=b"%d" % age, expires_at=NOW + MINUTE, now=NOW, id=f"v{age}")
        assert [await vault.get(tx, Cipher(keys), f"v{age}") for age in range(3)] == [b"0", b"1", b"2"]


async def test_what_has_expired_is_purged_and_nothing_else(database: Database) -> None:
    for tenant in (HERE, THERE):
        async with database.tenant(tenant) as tx:
            await put(tx, "old", expires_at=NOW)
            await put(tx, "new", expires_at=NOW + MINUTE)
    async with database.tenant(HERE) as tx:
        assert await vault.purge(tx, NOW) == 1
        assert await vault.get(tx, CIPHER, "new") == b"notice"
        with pytest.raises(NotFound):
            await vault.get(tx, CIPHER, "old")
    async with database.tenant(THERE) as tx:
        assert await vault.get(tx, CIPHER, "old") == b"notice"
