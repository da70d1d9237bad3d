import asyncio

import pytest

from storage import tenants
from storage.db import Database
from storage.errors import Conflict, NotFound
from storage.scope import TenantTx
from tests.storage.builders import HERE, MINUTE, NOW, THERE, workspaces


async def ensure(tx: TenantTx, name: str = "Acme", team_id: str = "T1") -> tenants.Tenant:
    return await tenants.ensure(tx, name=name, enterprise_id="", team_id=team_id, now=NOW)


async def test_a_workspace_is_made_once_and_renamed(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        made = await ensure(tx)
        assert made == tenants.Tenant(HERE, "Acme", "", "T1", zone="UTC", paused=False, plan="standard", uninstalled_at=None)
        assert await ensure(tx) == made
        assert (await ensure(tx, "Acme Ltd")).name == "Acme Ltd"


async def test_one_team_cannot_be_two_tenants(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await ensure(tx)
    with pytest.raises(Conflict):
        async with database.tenant(THERE) as tx:
            await ensure(tx)


async def test_a_workspace_that_was_never_made_is_not_found(database: Database) -> None:
    async with database.tenant_read(HERE) as tx:
        with pytest.raises(NotFound):
            await tenants.get(tx)


async def test_settings_change_one_by_one(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await ensure(tx)
        await tenants.change(tx, zone="Europe/Vienna")
        changed = await tenants.change(tx, paused=True)
    assert (changed.zone, changed.paused, changed.plan) == ("Europe/Vienna", True, "standard")


async def test_a_late_event_does_not_undo_an_uninstall(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await ensure(tx)
        await tenants.uninstall(tx, NOW)
        await tenants.uninstall(tx, NOW + MINUTE)
        assert (await ensure(tx)).uninstalled_at == NOW


async def test_all_workspaces_that_have_the_app_are_listed(database: Database) -> None:
    await workspaces(database, "ten_c", "ten_a", "ten_b")
    async with database.tenant("ten_b") as tx:
        await tenants.uninstall(tx, NOW)
    async with database.system() as sys:
        assert await tenants.all_ids(sys) == ["ten_a", "ten_c"]


async def test_the_profile_has_versions_and_the_newest_counts(database: Database) -> None:
    await workspaces(database)
    async with database.tenant(HERE) as tx:
        assert await tenants.profile(tx) is None
        assert await tenants.set_profile(tx, {"name": "Acme"}, by="U1", now=NOW) == 1
        assert await tenants.set_profile(tx, {"name": "Acme Ltd"}, by="U2", now=NOW + MINUTE) == 2
        assert await tenants.profile(tx) == tenants.ProfileRow(2, {"name": "Acme Ltd"}, "U2", NOW + MINUTE)
    async with database.tenant_read(THERE) as tx:
        assert await tenants.profile(tx) is None


async def test_profiles_set_at_once_get_a_version_each(database: Database) -> None:
    await workspaces(database)

    async def one(number: int) -> int:
        async with database.tenant(HERE) as tx:
            return await tenants.set_profile(tx, {"number": number}, by="U1", now=NOW)

    assert sorted(await asyncio.gather(*(one(number) for number in range(4)))) == [1, 2, 3, 4]
