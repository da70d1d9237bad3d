"""The way out over real HTTP: every failure is one error of ours, and no text of it holds a key."""

import asyncio
import socket
import traceback
from datetime import UTC, datetime, timedelta

import pytest

from jobs.chain.errors import BadInput, BidwrightError, SourceDown
from jobs.fetch import Fetched, Fetcher, FetchLimits, succeeded
from tests.jobs.fetching import PUBLIC, SHORT, SMALL, fetching, site
from tests.standins.hostile_web import Internet, Page, leads_to


@pytest.mark.parametrize("typed", [True, False])
async def test_a_name_that_does_not_exist_is_the_persons_matter_only_where_it_was_typed(typed: bool) -> None:
    async with fetching(Internet()) as fetcher:
        with pytest.raises(BidwrightError) as caught:
            await fetcher.get("http://nowhere.example/", typed=typed)
    assert getattr(caught.value, "code", type(caught.value)) == ("not_found" if typed else SourceDown)


@pytest.mark.parametrize("typed", [True, False])
async def test_a_name_server_in_trouble_and_a_closed_door_may_be_tried_again(typed: bool) -> None:
    async def in_trouble(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    internet = Internet()
    internet.names["closed.example"] = [[PUBLIC]]
    internet.names["empty.example"] = [[]]
    troubled = Fetcher(own_origins=frozenset(), user_agent="bidwright-test", resolve=in_trouble)
    async with fetching(internet) as fetcher:
        with pytest.raises(SourceDown):
            await troubled.get("http://site.example/", typed=typed)
        with pytest.raises(SourceDown):
            await fetcher.get("http://closed.example/", typed=typed)
        with pytest.raises((BadInput, SourceDown)):
            await fetcher.get("http://empty.example/", typed=typed)
    await troubled.close()


@pytest.mark.parametrize("typed", [True, False])
async def test_a_server_that_lets_a_connection_hang_may_be_tried_again(typed: bool) -> None:
    over = asyncio.Event()

    async def hang(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await over.wait()
        writer.close()

    internet = Internet()
    internet.names["hanging.example"] = [[PUBLIC]]
    async with await asyncio.start_server(hang, "127.0.0.1", 0) as server, fetching(internet) as fetcher:
        internet.servers[PUBLIC, 443] = server.sockets[0].getsockname()[1]
        with pytest.raises(SourceDown):
            await fetcher.get("https://hanging.example/", typed=typed, limits=FetchLimits(idle_seconds=0.1))
        over.set()


BROKEN = {
    "no http": b"SSH-2.0-OpenSSH\r\n",
    "nothing": b"",
    "cut head": b"HTTP/1.1 200 OK\r\nContent-",
    "cut body": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
    "cut chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal",
    "bad chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "huge header": b"HTTP/1.1 200 OK\r\nX-A: " + b"x" * 100_000 + b"\r\n\r\n",
    "many headers": b"HTTP/1.1 200 OK\r\n" + b"X-A: x\r\n" * 20_000 + b"\r\n",
    "bad gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nxyz",
}


@pytest.mark.parametrize("kind", BROKEN)
async def test_a_broken_answer_may_be_tried_again_and_no_key_is_in_any_text_of_the_error(kind: str) -> None:
    async with site({"/": Page(raw=BROKEN[kind])}) as (_, _, fetcher):
        with pytest.raises(SourceDown) as caught:
            await fetcher.get("http://site.example/?key=made-up-key", typed=True)
    _holds_no_key(caught.value)


@pytest.mark.parametrize(
    ("url", "limits"),
    [
        ("http://site.example/silent?key=made-up-key", SHORT),
        ("http://site.example/silent?key=made-up-key", FetchLimits(idle_seconds=0.1)),
        ("http://nowhere.example/?key=made-up-key", SMALL),
        ("http://closed.example/?key=made-up-key", SMALL),
        ("http://site.example/big?key=made-up-key", SMALL),
        ("http://site.example/loop?key=made-up-key", SMALL),
        ("http://site.example/away?key=made-up-key", SMALL),
        ("http://made-up-key:x@site.example/", SMALL),
        ("http://site.example:99999/?key=made-up-key", SMALL),
        ("http://[made-up-key/?", SMALL),
    ],
)
async def test_no_key_is_in_any_text_of_an_error(url: str, limits: FetchLimits) -> None:
    pages = {
        "/silent": Page(silent=True),
        "/big": Page(claims=10**10),
        "/loop": leads_to("?key=made-up-key"),
        "/away": leads_to("http://10.0.0.1/"),
    }
    async with site(pages) as (_, internet, fetcher):
        internet.names["closed.example"] = [[PUBLIC]]
        internet.servers.pop((PUBLIC, 443), None)
        with pytest.raises(BidwrightError) as caught:
            await fetcher.get(url.replace("closed.example/", "closed.example:443/"), typed=True, limits=limits)
    _holds_no_key(caught.value)


def _holds_no_key(error: BaseException) -> None:
    chain: BaseException | None = error
    while chain is not None:
        assert "made-up-key" not in f"{chain!r} {chain} {chain.args}"
        chain = chain.__cause__ or chain.__context__
    written = "".join(line for line in traceback.format_exception(error) if not line.lstrip().startswith("File "))
    assert "made-up-key" not in written


@pytest.mark.parametrize(
    ("status", "code"),
    [*((status, "not_found") for status in (404, 410, 400, 422, 304)), *((status, "no_access") for status in (401, 403, 407, 451))],
)
async def test_a_page_that_cannot_be_had_is_bad_input(status: int, code: str) -> None:
    async with site({"/": Page(b"", status=status)}) as (_, _, fetcher):
        assert (await fetcher.get("http://site.example/", typed=True)).status == status
        with pytest.raises(BadInput) as caught:
            await fetcher.page("http://site.example/", typed=True)
    assert caught.value.code == code


NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
STAMP = "%a, %d %b %Y %H:%M:%S GMT"


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize(
    ("after", "seconds"),
    [
        (None, None),
        ("7", 7.0),
        ("0", 0.0),
        ("99999", 300.0),
        ("9" * 400, 300.0),
        ("-5", None),
        ("inf", None),
        ("soon", None),
        ((NOW + timedelta(seconds=90)).strftime(STAMP), 90.0),
        ((NOW + timedelta(days=9)).strftime(STAMP), 300.0),
        ((NOW - timedelta(days=9)).strftime(STAMP), 0.0),
    ],
)
def test_a_server_in_trouble_says_how_long_to_wait(status: int, after: str | None, seconds: float | None) -> None:
    headers = {"date": NOW.strftime(STAMP)} | ({} if after is None else {"retry-after": after})
    with pytest.raises(SourceDown) as caught:
        succeeded(Fetched("http://site.example/", status, headers, b"", "", None))
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize("date", ["", "noon"])
def test_a_date_to_wait_for_means_nothing_where_the_server_does_not_say_what_time_it_has(date: str) -> None:
    headers = {"date": date, "retry-after": NOW.strftime(STAMP)}
    with pytest.raises(SourceDown) as caught:
        succeeded(Fetched("http://site.example/", 503, headers, b"", "", None))
    assert caught.value.retry_after is None


async def test_a_page_that_can_be_had_comes_back() -> None:
    async with site({"/": Page(b"here")}) as (_, _, fetcher):
        assert (await fetcher.page("http://site.example/", typed=True, accept=("text/",))).body == b"here"
