"""The names a workspace knows are those of its own people."""

from storage import gazetteer, members
from storage.db import Database
from tests.storage.builders import HERE, NOW, SECOND, THERE, workspaces


async def test_names_of_people_come_in_the_order_they_joined_and_stay_in_their_workspace(database: Database) -> None:
    await workspaces(database)
    for tenant, number, name in ((HERE, 3, "Ottokar Brunnwald"), (HERE, 1, "Adalind Quorrex"), (HERE, 2, None), (THERE, 1, "Bo Lindqvist")):
        async with database.tenant(tenant) as tx:
            await members.ensure(tx, f"U{number}", now=NOW + number * SECOND, name=name)
    async with database.tenant_read(HERE) as tx:
        assert await gazetteer.names(tx) == ("Adalind Quorrex", "Ottokar Brunnwald")
