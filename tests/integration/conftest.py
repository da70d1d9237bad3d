"""`road`: everything joined, on each database and queue that there is; the worker is started by the test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.road import Road, open_road
from tests.storage_fixtures import Addresses


@pytest.fixture
async def road(database_addresses: Addresses, redis_url: str | None, tmp_path: Path) -> AsyncIterator[Road]:
    async with open_road(database_addresses, redis_url, tmp_path) as made:
        yield made
