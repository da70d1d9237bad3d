"""`office`: two workspaces to ask for analyses in; whatever a test did there, the credits must add up in the end."""

from collections.abc import AsyncIterator

import pytest

from storage.db import Database
from tests.jobs.office import Office, open_office


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    made = await open_office(database)
    yield made
    assert await made.proof() == []
