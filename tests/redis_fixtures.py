"""`redis_url`: None (the embedded server) always, and the Redis named by REDIS_URL where one is given."""

import os

import pytest

GIVEN = os.environ.get("REDIS_URL")  # noqa: TID251 - the suite is told by its environment which services to use


def own_database(url: str) -> str:
    """A database number of this test process's own, so that two of them do not take each other's wake-ups."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")  # noqa: TID251
    number = 8 + int(worker.removeprefix("gw")) % 8
    return f"{url.rsplit('/', 1)[0] if url.count('/') > 2 else url}/{number}"


@pytest.fixture(params=["embedded", pytest.param("redis", marks=pytest.mark.skipif(not GIVEN, reason="REDIS_URL is not set"))])
def redis_url(request: pytest.FixtureRequest) -> str | None:
    return None if request.param == "embedded" or GIVEN is None else own_database(GIVEN)
