"""`rig`: the real bot on loopback with two workspaces installed."""

from collections.abc import AsyncIterator

import pytest

from storage.db import Database
from tests.bot.rig import Rig, rig_on


@pytest.fixture
async def rig(database: Database) -> AsyncIterator[Rig]:
    async with rig_on(database) as made:
        yield made
