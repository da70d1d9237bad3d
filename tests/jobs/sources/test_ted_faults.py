from collections.abc import AsyncIterator

import pytest

from jobs.chain.errors import SourceDown
from jobs.fetch import FetchLimits
from jobs.sources.ted_search import TedClient
from tests.jobs.sources.ted_clients import DAY, OF_THE_DAY, SEARCH, Naps, asked, client_of, walk
from tests.standins.portals.serving import (
    BROKEN_DOWN,
    CUT,
    DROPPED,
    GARBAGE,
    HTML_PAGE,
    RIGHT,
    TOO_MANY_HTML,
    TRICKLE,
    UNAVAILABLE_WAIT,
    Fault,
)
from tests.standins.portals.ted import STRANGE_NOTICES, STRANGE_TOKEN, TIMED_OUT, TedStandIn
from tests.standins.portals.ted_notices import notice


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


async def test_half_a_page_of_a_search_that_timed_out_is_no_result(ted: TedClient, portal: TedStandIn) -> None:
    portal.fail_next(SEARCH, RIGHT, TIMED_OUT)

    with pytest.raises(SourceDown, match="ran out of time"):
        await walk(ted, limit=4)


async def test_too_many_requests_as_html_are_waited_out_from_half_a_minute_on(ted: TedClient, portal: TedStandIn, naps: Naps) -> None:
    portal.fail_next(SEARCH, TOO_MANY_HTML, times=3)

    assert len(await walk(ted)) == 10
    assert naps.taken == [30.0, 60.0, 120.0]


async def test_after_some_waits_the_search_is_given_up_with_a_time_to_come_back(ted: TedClient, portal: TedStandIn, naps: Naps) -> None:
    portal.fail_next(SEARCH, TOO_MANY_HTML, times=9)

    with pytest.raises(SourceDown, match="asks us to wait") as down:
        await walk(ted)

    assert down.value.retry_after == 120.0
    assert (len(asked(portal)), sum(naps.taken)) == (4, 210.0)


@pytest.mark.parametrize(
    ("header", "waited"),
    [("90", 90.0), ("7", 30.0), ("99999999", 300.0), ("9" * 400, 30.0), ("-5", 30.0), ("Tue, 01 Sep 2026 10:00:00 GMT", 30.0), ("²", 30.0)],
)
async def test_a_stated_wait_is_kept_where_it_is_longer_and_no_nonsense(
    ted: TedClient, portal: TedStandIn, naps: Naps, header: str, waited: float
) -> None:
    portal.fail_next(SEARCH, Fault(429, b"slow down", "text/plain", {"Retry-After": header}))

    assert len(await walk(ted)) == 10
    assert naps.taken == [waited]


async def test_a_gateway_out_of_order_is_tried_again_soon(ted: TedClient, portal: TedStandIn, naps: Naps) -> None:
    portal.fail_next(SEARCH, UNAVAILABLE_WAIT, Fault(502, b"<html>", "text/html"))

    assert len(await walk(ted)) == 10
    assert naps.taken == [11.0, 15.0]


async def test_a_field_that_is_no_longer_known_is_named(ted: TedClient, portal: TedStandIn) -> None:
    portal.supported -= {"buyer-city", "links"}

    with pytest.raises(SourceDown, match=r"the field links, buyer-city \(400\)"):
        await walk(ted)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("publication-date >= 2026-09-01", "QUERY_INVALID_FIELD_FORMAT"),
        ("publication-date >= 20260901 SORT BY publication-date ASC", "QUERY_SYNTAX_ERROR"),
        ("date-published >= 20260901", "QUERY_UNKNOWN_FIELD"),
    ],
)
async def test_a_refused_query_is_an_error_that_says_why(ted: TedClient, query: str, said: str) -> None:
    with pytest.raises(SourceDown, match=said):
        await walk(ted, query)


async def test_a_refusal_that_gives_no_reason_is_an_error_too(ted: TedClient, portal: TedStandIn) -> None:
    portal.fail_next(SEARCH, Fault(400, b"<html>Bad request</html>", "text/html"), Fault(400, b"[]"))

    for _ in range(2):
        with pytest.raises(SourceDown, match="it gave no reason"):
            await walk(ted)


async def test_a_token_that_is_no_longer_known_asks_for_a_new_start(ted: TedClient, portal: TedStandIn) -> None:
    search = ted.search(OF_THE_DAY, limit=4)
    await anext(search)
    portal.forget_tokens()

    with pytest.raises(SourceDown, match="no longer knows the token"):
        [found async for found in search]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (BROKEN_DOWN, r"does not work at the moment \(500\)"),
        (Fault(302, b"", headers={"Location": "/"}), r"\(302\)"),
        (Fault(403, b"forbidden"), r"\(403\)"),
        (GARBAGE, "not JSON"),
        (HTML_PAGE, "not JSON"),
        (Fault(body=b""), "not JSON"),
        (Fault(body=b"[" * 100_000), "not JSON"),
        (Fault(body=b"[]"), "JSON of a kind"),
        (Fault(body=b'{"results": []}'), "JSON of a kind"),
        (STRANGE_NOTICES, "JSON of a kind"),
        (STRANGE_TOKEN, "JSON of a kind"),
        (CUT, "broke off"),
        (DROPPED, "broke off"),
    ],
)
async def test_anything_but_a_page_is_an_error_and_never_an_empty_result(
    ted: TedClient, portal: TedStandIn, fault: Fault, said: str
) -> None:
    portal.fail_next(SEARCH, fault)

    with pytest.raises(SourceDown, match=said):
        await walk(ted)


async def test_an_answer_that_never_ends_is_given_up(portal: TedStandIn, naps: Naps) -> None:
    portal.fail_next(SEARCH, TRICKLE)

    async with client_of(portal, naps, FetchLimits(seconds=0.3)) as ted:
        with pytest.raises(SourceDown, match="too long"):
            await walk(ted)


async def test_an_answer_too_large_to_take_is_the_services_fault_and_no_bad_input(portal: TedStandIn, naps: Naps) -> None:
    async with client_of(portal, naps, FetchLimits(max_bytes=1_000)) as ted:
        with pytest.raises(SourceDown, match="cannot be taken"):
            await walk(ted)
