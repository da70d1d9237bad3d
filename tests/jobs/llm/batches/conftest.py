"""`office`: a desk, a keeper and a vendor on real books, which must add up when a test is done with them."""

from collections.abc import AsyncIterator

import pytest

from storage.db import Database
from tests.jobs.llm.batches.rig import Office, opened


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with opened(database) as made:
        yield made
        assert await made.proof() == []
