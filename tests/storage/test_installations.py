from dataclasses import replace

import pytest

from storage import installations, tenants
from storage.cipher import Cipher
from storage.db import Database
from storage.errors import CipherError
from storage.tables.installations import installations as table
from tests.storage.builders import CIPHER, HERE, MINUTE, NOW, THERE, workspaces

GIVEN = installations.Installation(
    tenant_id=HERE, enterprise_id="", team_id=f"T_{HERE}", app_id="A1", bot_id="B1", bot_user_id="U9", bot_token="xoxb-one",
    scopes=("chat:write", "commands"), installed_by="U1", is_enterprise=False,
)  # fmt: skip


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)


async def save(database: Database, given: installations.Installation = GIVEN, tenant: str = HERE) -> None:
    async with database.tenant(tenant) as tx:
        await installations.save(tx, given, CIPHER, NOW)


async def load(database: Database, tenant: str = HERE, cipher: Cipher = CIPHER) -> installations.Installation | None:
    async with database.tenant_read(tenant) as tx:
        return await installations.load(tx, cipher)


async def test_an_installation_comes_back_as_saved_with_its_token_sealed(database: Database) -> None:
    await save(database)
    assert await load(database) == GIVEN
    assert await load(database, THERE) is None
    async with database.tenant_read(HERE) as tx:
        assert b"xoxb" not in await tx.scalar(tx.select(table, table.c.bot_token))


async def test_the_token_is_not_shown_when_an_installation_is_printed() -> None:
    assert "xoxb" not in repr(GIVEN)


async def test_installing_again_replaces_the_row(database: Database) -> None:
    await save(database)
    again = replace(GIVEN, bot_token="xoxb-two", scopes=("commands",))
    await save(database, again)
    assert await load(database) == again
    async with database.tenant_read(HERE) as tx:
        assert len(await tx.all(tx.select(table))) == 1


async def test_a_revoked_installation_says_since_when_and_installing_again_puts_it_in_force(database: Database) -> None:
    await save(database)
    async with database.tenant(HERE) as tx:
        await tenants.uninstall(tx, NOW)
        assert await installations.revoke(tx, NOW, "tokens_revoked")
        assert not await installations.revoke(tx, NOW + MINUTE, "app_uninstalled")
    assert await load(database) == replace(GIVEN, revoked_at=NOW)
    await save(database)
    assert await load(database) == GIVEN
    async with database.tenant_read(HERE) as tx:
        assert (await tenants.get(tx)).uninstalled_at is None


async def test_a_token_moved_to_another_workspaces_row_does_not_open(database: Database) -> None:
    await save(database)
    await save(database, GIVEN, THERE)
    async with database.tenant_read(HERE) as tx:
        stolen = await tx.scalar(tx.select(table, table.c.bot_token))
    async with database.tenant(THERE) as tx:
        await tx.run(tx.update(table).values(bot_token=stolen))
    with pytest.raises(CipherError):
        await load(database, THERE)


async def test_the_tenant_of_a_team_is_found_and_of_a_stranger_not(database: Database) -> None:
    async with database.system() as sys:
        assert await installations.find_tenant(sys, enterprise_id="", team_id=f"T_{THERE}") == THERE
        assert await installations.find_tenant(sys, enterprise_id="", team_id="T_unknown") is None
        assert await installations.find_tenant(sys, enterprise_id="E1", team_id=f"T_{THERE}") is None


async def test_a_team_of_an_organisation_has_its_own_tenant_or_the_organisations(database: Database) -> None:
    for name, team in (("ten_org", ""), ("ten_own", "T_own")):
        async with database.tenant(name) as tx:
            await tenants.ensure(tx, name=name, enterprise_id="E1", team_id=team, now=NOW)
    async with database.system() as sys:
        assert await installations.find_tenant(sys, enterprise_id="E1", team_id="T_own") == "ten_own"
        assert await installations.find_tenant(sys, enterprise_id="E1", team_id="T_other") == "ten_org"
        assert await installations.find_tenant(sys, enterprise_id="", team_id="T_other") is None
