"""`desk`: the bot between the playground and a librarian."""

from collections.abc import AsyncIterator

import pytest

from storage.db import Database
from tests.bot.listeners.desk import Desk, open_desk


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    async with open_desk(database) as made:
        yield made
