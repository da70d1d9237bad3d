"""The way out over real HTTP: nothing endless is taken, nothing unwanted is read."""

import gzip
import io
import tracemalloc
import zlib

import pytest

from jobs.chain.errors import BadInput, BidwrightError, SourceDown
from jobs.fetch import FetchLimits
from tests.jobs.fetching import SHORT, SMALL, refusal, site
from tests.standins.hostile_web import Page, leads_to


@pytest.mark.parametrize("typed", [True, False])
async def test_a_loop_ends_at_the_first_address_seen_again(typed: bool) -> None:
    async with site({"/a": leads_to("/b"), "/b": leads_to("/a")}) as (server, _, fetcher):
        assert (await refusal(fetcher, "http://site.example/a", typed=typed))[0] == "too_many_redirects"
    assert [seen.target for seen in server.seen] == ["/a", "/b"]


async def test_redirects_are_counted() -> None:
    pages = {f"/{n}": leads_to(f"/{n + 1}") for n in range(9)}
    async with site({**pages, "/9": Page(b"there")}) as (server, _, fetcher):
        assert (await fetcher.get("http://site.example/6", typed=True)).body == b"there"
        server.seen.clear()
        assert (await refusal(fetcher, "http://site.example/5", typed=True))[0] == "too_many_redirects"
        assert len(server.seen) == 1 + SMALL.redirects


@pytest.mark.parametrize("claims", [10 * 1024**3, 256 * 1024 + 1])
async def test_a_body_that_is_announced_too_large_is_not_read(claims: int) -> None:
    async with site({"/": Page(b"x" * 1000, claims=claims)}) as (_, _, fetcher):
        code, sentence = await refusal(fetcher, "http://site.example/")
    assert (code, "larger than 0.25 MB" in sentence) == ("too_large", True)


async def test_an_endless_body_is_left_when_it_is_too_large() -> None:
    async with site({"/": Page(b"x" * 65536, endless=True)}) as (server, _, fetcher):
        assert (await refusal(fetcher, "http://site.example/"))[0] == "too_large"
    # What the kernel's buffers on both sides take beyond the limit differs by machine.
    assert server.sent < 32 * 1024**2


async def test_a_body_of_exactly_the_limit_is_taken() -> None:
    async with site({"/": Page(b"x" * SMALL.max_bytes)}) as (_, _, fetcher):
        assert len((await fetcher.get("http://site.example/", typed=True)).body) == SMALL.max_bytes


@pytest.mark.parametrize("way", ["drip", "silent"])
@pytest.mark.parametrize("typed", [True, False])
async def test_a_server_that_never_comes_to_an_end_is_left_in_time(way: str, typed: bool) -> None:
    page = Page(drip=0.02) if way == "drip" else Page(silent=True)
    async with site({"/": page}) as (_, _, fetcher):
        with pytest.raises(BidwrightError) as caught:
            await fetcher.get("http://site.example/", typed=typed, limits=SHORT)
    assert getattr(caught.value, "code", type(caught.value)) == ("too_slow" if typed else SourceDown)


async def test_a_pause_between_two_pieces_that_is_too_long_ends_it() -> None:
    async with site({"/": Page(drip=30)}) as (_, _, fetcher):
        limits = FetchLimits(seconds=30, idle_seconds=0.1)
        assert (await refusal(fetcher, "http://site.example/", limits=limits))[0] == "too_slow"


async def test_time_is_counted_over_all_redirects() -> None:
    async with site({"/": leads_to("/b"), "/b": Page(silent=True)}) as (_, _, fetcher):
        assert (await refusal(fetcher, "http://site.example/", limits=SHORT))[0] == "too_slow"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_packed_answer_is_unpacked(encoding: str) -> None:
    packed = gzip.compress(b"plain") if encoding == "gzip" else zlib.compress(b"plain")
    async with site({"/": Page(packed, headers={"Content-Encoding": encoding})}) as (_, _, fetcher):
        assert (await fetcher.get("http://site.example/", typed=True)).body == b"plain"


async def test_a_bomb_is_unpacked_up_to_the_limit_only() -> None:
    bomb = _bomb(100 * 1024**2)
    async with site({"/": Page(bomb, headers={"Content-Encoding": "gzip"})}) as (_, _, fetcher):
        tracemalloc.start()
        try:
            assert (await refusal(fetcher, "http://site.example/"))[0] == "too_large"
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert (len(bomb) < SMALL.max_bytes, peak < 4 * 1024**2) == (True, True)


def _bomb(size: int) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9) as bomb:
        for _ in range(size // 1024**2):
            bomb.write(bytes(1024**2))
    return packed.getvalue()


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "x-unheard-of"])
async def test_a_packing_that_was_not_asked_for_is_not_taken(encoding: str) -> None:
    async with site({"/": Page(b"\x00\x01", headers={"Content-Encoding": encoding})}) as (_, _, fetcher):
        with pytest.raises((BadInput, SourceDown)):
            await fetcher.get("http://site.example/", typed=True)


async def test_a_type_that_was_not_asked_for_is_refused_before_the_body_is_read() -> None:
    pages = {
        "/film": Page(b"x" * 65536, content_type="video/mp4", endless=True),
        "/pdf": Page(b"%PDF", content_type="Application/PDF; v=1"),
    }
    async with site(pages) as (_, _, fetcher):
        accept = ("application/pdf", "text/")
        assert (await refusal(fetcher, "http://site.example/film", accept=accept))[0] == "wrong_type"
        assert (await fetcher.get("http://site.example/pdf", typed=True, accept=accept)).content_type == "application/pdf"


async def test_a_failure_comes_back_whatever_its_type() -> None:
    async with site({"/": Page(b"<p>no</p>", status=503)}) as (_, _, fetcher):
        got = await fetcher.get("http://site.example/", typed=False, accept=("application/json",))
    assert (got.status, got.body) == (503, b"<p>no</p>")


@pytest.mark.parametrize("charset", ["hex", "zip", "no-such", "punycode", "IDNA", "unicode-escape", ""])
async def test_a_charset_that_no_page_is_written_in_is_unknown(charset: str) -> None:
    async with site({"/": Page(content_type=f"text/html; charset={charset}")}) as (_, _, fetcher):
        assert (await fetcher.get("http://site.example/", typed=True)).charset is None


async def test_an_answer_without_a_type_has_none_and_is_refused_where_one_is_asked_for() -> None:
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
    async with site({"/": Page(raw=raw)}) as (_, _, fetcher):
        got = await fetcher.get("http://site.example/", typed=True)
        assert (got.content_type, got.charset) == ("", None)
        assert (await refusal(fetcher, "http://site.example/", accept=("text/",)))[0] == "wrong_type"
