import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from datetime import date

import pytest

from jobs.chain.errors import SourceDown
from jobs.sources.ted_query import notices_query, search_query
from jobs.sources.ted_search import FIELDS, TedClient, page_limit
from tests.jobs.sources.ted_clients import DAY, OF_THE_DAY, SEARCH, Naps, asked, client_of, walk
from tests.standins.portals.serving import RIGHT, Fault
from tests.standins.portals.ted import EMPTY_PAGE, NO_TOTAL, ONE_MISSING, TedStandIn
from tests.standins.portals.ted_notices import DayOfNotices, notice


@pytest.fixture
async def portal() -> AsyncIterator[TedStandIn]:
    async with TedStandIn([notice(order, DAY) for order in range(101, 111)]) as served:
        yield served


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
async def ted(portal: TedStandIn, naps: Naps) -> AsyncIterator[TedClient]:
    async with client_of(portal, naps) as client:
        yield client


async def test_all_notices_of_a_query_come_page_by_page(ted: TedClient, portal: TedStandIn) -> None:
    assert await walk(ted, limit=4) == [f"{order}-2026" for order in range(101, 111)]
    assert [body.get("iterationNextToken") for body in asked(portal)] == [None, "AAAB00000004", "AAAB00000008"]


async def test_a_request_says_all_that_has_no_sure_default_and_nothing_unknown(ted: TedClient, portal: TedStandIn) -> None:
    await walk(ted)

    assert asked(portal) == [
        {
            "query": OF_THE_DAY,
            "fields": list(FIELDS),
            "limit": 227,
            "scope": "ACTIVE",
            "paginationMode": "ITERATION",
            "onlyLatestVersions": True,
        }
    ]


async def test_scope_and_older_versions_can_be_asked_for(ted: TedClient, portal: TedStandIn) -> None:
    await walk(ted, scope="ALL", only_latest_versions=False)

    assert [(body["scope"], body["onlyLatestVersions"]) for body in asked(portal)] == [("ALL", False)]


async def test_a_query_that_finds_nothing_is_a_complete_walk(ted: TedClient) -> None:
    assert await walk(ted, search_query(published_from=date(2026, 10, 1))) == []


@pytest.mark.parametrize(("asked_for", "sent"), [(1, 1), (0, 1), (300, 227)])
async def test_the_page_size_stays_within_what_is_allowed(ted: TedClient, portal: TedStandIn, asked_for: int, sent: int) -> None:
    await walk(ted, limit=asked_for)

    assert asked(portal)[0]["limit"] == sent


async def test_many_fields_make_smaller_pages(ted: TedClient, portal: TedStandIn) -> None:
    many = [f"field-{number}" for number in range(55)]
    portal.supported.update(many, ["publication-number"])

    await walk(ted, fields=["publication-number", *many])

    assert asked(portal)[0]["limit"] == page_limit(["publication-number", *many]) == 175


async def test_notices_of_the_newest_day_come_first(portal: TedStandIn, ted: TedClient) -> None:
    portal.notices = [notice(1, date(2026, 8, 31)), notice(3, date(2026, 9, 2)), notice(2, date(2026, 9, 1))]

    assert await walk(ted, search_query(published_from=date(2026, 8, 1))) == ["3-2026", "2-2026", "1-2026"]


async def test_a_code_finds_what_lies_below_it_in_the_tree(portal: TedStandIn, ted: TedClient) -> None:
    portal.notices = [notice(1, DAY, classification_cpv=["72212000"]), notice(2, DAY, classification_cpv=["45000000"])]

    assert await walk(ted, search_query(published_from=DAY, cpv=["72000000"])) == ["1-2026"]
    assert await walk(ted, search_query(published_from=DAY, cpv=["722", "45"])) == ["1-2026", "2-2026"]


async def test_notices_can_be_found_by_number(ted: TedClient) -> None:
    assert await walk(ted, notices_query(["00000103-2026", "107-2026"]), scope="ALL") == ["103-2026", "107-2026"]


async def test_a_token_behind_the_last_notice_is_followed_to_the_empty_page(ted: TedClient, portal: TedStandIn) -> None:
    portal.trailing_token = True

    assert len(await walk(ted, limit=5)) == 10
    assert len(asked(portal)) == 3


async def test_a_repeated_token_ends_the_walk_with_an_error(ted: TedClient, portal: TedStandIn) -> None:
    portal.same_token = True

    with pytest.raises(SourceDown, match="same token"):
        await walk(ted, limit=2)


async def test_a_repeated_page_ends_the_walk_with_an_error(ted: TedClient, portal: TedStandIn) -> None:
    portal.same_page = True

    with pytest.raises(SourceDown, match="same page twice"):
        await walk(ted, limit=5)


@pytest.mark.parametrize("faults", [(ONE_MISSING,), (RIGHT, EMPTY_PAGE), (RIGHT, RIGHT, ONE_MISSING)])
async def test_notices_that_do_not_add_up_to_the_number_announced_are_an_error(
    ted: TedClient, portal: TedStandIn, faults: tuple[Fault, ...]
) -> None:
    portal.fail_next(SEARCH, *faults)

    with pytest.raises(SourceDown, match="of 10 notices, so the result is not complete"):
        await walk(ted, limit=4)


async def test_a_page_without_a_total_relies_on_the_last_one_that_had_it(ted: TedClient, portal: TedStandIn) -> None:
    portal.fail_next(SEARCH, RIGHT, NO_TOTAL, NO_TOTAL)

    assert len(await walk(ted, limit=4)) == 10


async def test_a_walk_that_never_learns_the_total_is_not_complete(ted: TedClient, portal: TedStandIn) -> None:
    portal.fail_next(SEARCH, NO_TOTAL)

    with pytest.raises(SourceDown, match="did not say how many"):
        await walk(ted)


async def test_requests_go_one_at_a_time_with_a_pause_between_them(ted: TedClient, portal: TedStandIn, naps: Naps) -> None:
    portal.fail_next(SEARCH, Fault(delay=0.02), times=6)

    await asyncio.gather(walk(ted, limit=4), walk(ted, limit=4))

    assert len(asked(portal)) == 6
    assert naps.taken == [1.5] * 5
    assert portal.most_at_once == 1


async def test_the_search_can_be_left_early(ted: TedClient, portal: TedStandIn) -> None:
    search = ted.search(OF_THE_DAY, limit=4)
    assert (await anext(search))["publication-number"] == "101-2026"
    await search.aclose()

    assert len(asked(portal)) == 1
    assert len(await walk(ted)) == 10


async def _most_memory_of_a_day(count: int) -> tuple[int, int]:
    """Notices that came, and the highest number of bytes held while they did."""
    async with TedStandIn(DayOfNotices(count)) as portal, client_of(portal, Naps()) as ted:
        came = 0
        tracemalloc.start()
        try:
            async for _ in ted.search(OF_THE_DAY):
                came += 1
            return came, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


async def test_a_day_of_three_thousand_notices_takes_the_memory_of_a_page() -> None:
    few, little = await _most_memory_of_a_day(500)
    many, much = await _most_memory_of_a_day(3_000)

    assert (few, many) == (500, 3_000)
    assert much < 1.3 * little
