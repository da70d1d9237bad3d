"""`office`: two workspaces to ask for analyses in; whatever a test did there, the credits must add up in the end."""

from collections.abc import AsyncIterator

import pytest

from jobs import limits_scripts
from storage.db import Database
from tests.jobs.office import Office, open_office


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    made = await open_office(database)
    yield made
    assert await made.proof() == []


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Redis may take its time: of two hundred who ask an embedded one at once, the last would be given up on a busy machine."""
    monkeypatch.setattr(limits_scripts, "ANSWER_SECONDS", 45.0)
