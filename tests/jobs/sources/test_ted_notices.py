from collections.abc import AsyncIterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from jobs.chain.errors import BadInput, SourceDown
from jobs.sources.read import read_notice
from jobs.sources.ted_api import read_ted_api
from jobs.sources.ted_search import FIELDS, TedClient, tender_of
from tests.jobs.sources.ted_clients import DAY, OF_THE_DAY, Naps, client_of
from tests.standins.portals.serving import (
    BROKEN_DOWN,
    CUT,
    DROPPED,
    HTML_PAGE,
    TOO_MANY_HTML,
    TOO_MANY_WAIT,
    UNAVAILABLE_WAIT,
    Fault,
)
from tests.standins.portals.ted import TedStandIn
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


class Watched(dict[str, Any]):
    """A notice that remembers what of it was looked at."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        super().__init__(given)
        self.read: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.read.add(key)
        return super().get(key, default)


def test_all_that_a_tender_is_read_from_is_asked_for_and_no_deadline_that_is_another() -> None:
    watched = [Watched(notice(1)), Watched({"publication-number": "1-2026", "form-type": "competition"})]

    for each in watched:
        read_ted_api(each, b"{}")

    assert watched[0].read | watched[1].read <= {*FIELDS, "notices"}
    assert not {"deadline", "deadline-date-lot"} & set(FIELDS)
    assert len(set(FIELDS)) == len(FIELDS)


async def test_a_notice_of_the_search_reads_as_a_tender(ted: TedClient, portal: TedStandIn) -> None:
    portal.notices = [notice(8, DAY, total_value=0.1)]

    tender = tender_of(await anext(ted.search(OF_THE_DAY, fields=[*FIELDS, "total-value"])))

    assert (tender.publication_number, tender.title, tender.buyer_country) == ("8-2026", "Road repair for Oberfingen, batch 8", "DEU")
    assert [deadline.published for deadline in tender.deadlines] == ["2026-10-12T12:00:00+02:00"]
    assert tender.cpv_all == ("45233141", "98000000")
    assert tender.buyer_city is None
    assert tender.estimated_value is not None
    assert tender.estimated_value.amount == Decimal(8000)


def test_one_notice_has_one_hash_in_whatever_order_its_fields_come() -> None:
    made: dict[str, object] = {**notice(1), "total-value": Decimal("0.10")}

    assert tender_of(made).content_hash == tender_of(dict(reversed(made.items()))).content_hash
    assert tender_of(made).content_hash != tender_of(made | {"total-value": Decimal("0.2")}).content_hash


@pytest.mark.parametrize("number", ["105-2026", "00000105-2026", " 105-2026 "])
async def test_the_xml_of_a_notice_is_got_by_its_number_however_padded(ted: TedClient, portal: TedStandIn, number: str) -> None:
    tender = read_notice(await ted.notice_xml(number))

    assert (tender.publication_number, tender.source) == ("105-2026", "ted_eforms")
    assert [request.path for request in portal.journal] == ["/en/notice/105-2026/xml"]


async def test_a_notice_that_is_not_there_is_bad_input(ted: TedClient) -> None:
    with pytest.raises(BadInput, match="TED has no notice 999-2026") as refused:
        await ted.notice_xml("999-2026")
    assert refused.value.code == "not_found"


@pytest.mark.parametrize("number", ["", "105", "105-2026/../../x", "105-20261", "TED 105-2026"])
async def test_what_is_no_publication_number_is_never_asked_for(ted: TedClient, portal: TedStandIn, number: str) -> None:
    with pytest.raises(BadInput) as refused:
        await ted.notice_xml(number)
    assert refused.value.code == "unknown_reference"
    assert portal.journal == []


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        (TOO_MANY_HTML, 30.0),
        (TOO_MANY_WAIT, 7.0),
        (UNAVAILABLE_WAIT, 11.0),
        (BROKEN_DOWN, None),
        (HTML_PAGE, None),
        (Fault(202, b""), None),
        (Fault(body=b""), None),
        (Fault(body=b'{"message": "x"}'), None),
        (CUT, None),
        (DROPPED, None),
    ],
)
async def test_a_site_that_gives_no_xml_now_is_down_and_says_when_to_come_back(
    ted: TedClient, portal: TedStandIn, fault: Fault, wait: float | None
) -> None:
    portal.fail_next("/en/notice", fault, times=2)  # a GET on a connection that breaks is sent once more by the HTTP client

    with pytest.raises(SourceDown) as down:
        await ted.notice_xml("105-2026")
    assert down.value.retry_after == wait


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b"\n  ", "<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16")])
async def test_xml_with_a_mark_or_white_space_before_it_is_xml(ted: TedClient, portal: TedStandIn, start: bytes) -> None:
    body = start if start.startswith(b"\xff") else start + b"<?xml version='1.0'?><a/>"
    portal.fail_next("/en/notice", Fault(body=body, content_type="application/octet-stream"))

    assert await ted.notice_xml("105-2026") == body
