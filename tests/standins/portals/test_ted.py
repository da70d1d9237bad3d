"""The stand-in answers as the service is documented to, so that a client that gets on with it may get on with TED."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import aiohttp
import pytest

from tests.standins.portals.ted import SUPPORTED, TedStandIn
from tests.standins.portals.ted_notices import notice

ASKED = {"query": "publication-date >= 20260101", "fields": ["publication-number", "title-proc"], "limit": 2, "scope": "ALL"}


@pytest.fixture
async def portal() -> AsyncIterator[TedStandIn]:
    async with TedStandIn([notice(order, date(2026, 8, order)) for order in range(1, 6)]) as served:
        yield served


async def post(portal: TedStandIn, path: str = "/v3/notices/search", **changed: Any) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.post(portal.url + path, json=ASKED | changed) as answer:
        return answer.status, await answer.json(content_type=None) if "json" in answer.content_type else await answer.text()


@pytest.mark.parametrize(
    ("changed", "kind", "said"),
    [
        ({"pageSize": 5}, None, 'Unrecognized field "pageSize"'),
        ({"fields": []}, None, "must not be empty"),
        ({"fields": ["publication-number", "title"]}, None, "supported values are: "),
        ({"limit": 251}, "SEARCH_EXCEEDS_MAX_LIMIT", "maximum allowed value (250)"),
        ({"limit": 250, "fields": sorted(SUPPORTED)[:41]}, "SEARCH_FIELDS_PER_PAGE_EXCEEDS_MAX_LIMIT", "Value (10250)"),
        ({"query": "publication-date >= 2026-01-01"}, "QUERY_INVALID_FIELD_FORMAT", "YYYYMMDD"),
        ({"query": "form-type IN (competition) SORT BY publication-date ASC"}, "QUERY_SYNTAX_ERROR", "ASC"),
        ({"query": "form-type IN (competition"}, "QUERY_SYNTAX_ERROR", "the end"),
        ({"query": 'FT ~ "open'}, "QUERY_SYNTAX_ERROR", "character"),
        ({"query": "title = x"}, "QUERY_UNKNOWN_FIELD", "title"),
    ],
)
async def test_a_wrong_request_is_refused_with_its_reason(portal: TedStandIn, changed: dict[str, Any], kind: str | None, said: str) -> None:
    status, answer = await post(portal, **changed)

    assert (status, (answer["error"] or {}).get("type")) == (400, kind)
    assert said in answer["message"]


async def test_only_the_fields_asked_for_and_the_links_come(portal: TedStandIn) -> None:
    _, answer = await post(portal)

    assert [set(each) for each in answer["notices"]] == [{"publication-number", "title-proc", "links"}] * 2
    assert (answer["totalNoticeCount"], answer["timedOut"], answer["iterationNextToken"]) == (5, False, None)


async def test_without_a_sort_order_the_oldest_come_first(portal: TedStandIn) -> None:
    _, oldest = await post(portal)
    _, newest = await post(portal, query=f"{ASKED['query']} SORT BY publication-date DESC")

    assert [each["publication-number"] for each in (oldest["notices"][0], newest["notices"][0])] == ["1-2026", "5-2026"]


async def test_a_day_in_the_wrong_order_is_taken_and_finds_nothing(portal: TedStandIn) -> None:
    assert (await post(portal, query="publication-date >= 03032026"))[1]["totalNoticeCount"] == 0


async def test_pages_may_be_asked_for_by_number(portal: TedStandIn) -> None:
    _, answer = await post(portal, page=3)

    assert [each["publication-number"] for each in answer["notices"]] == ["5-2026"]


async def test_a_check_of_the_syntax_finds_nothing_and_counts_nothing(portal: TedStandIn) -> None:
    status, answer = await post(portal, checkQuerySyntax=True)

    assert (status, answer["notices"], answer["totalNoticeCount"]) == (200, [], None)


async def test_an_unknown_token_is_answered_by_500(portal: TedStandIn) -> None:
    assert (await post(portal, paginationMode="ITERATION", iterationNextToken="AAABffff"))[0] == 500


async def test_an_older_address_leads_to_the_title_page(portal: TedStandIn) -> None:
    status, page = await post(portal, "/v3.0/notices/search")

    assert status == 200
    assert page.startswith("<!doctype html>")
