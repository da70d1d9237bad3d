"""Asks TED: the notices of a query, page by page, and the XML of one notice."""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from jobs.chain.errors import BadInput, SourceDown
from jobs.chain.tender import Tender
from jobs.fetch import Fetched, Fetcher
from jobs.sources.ted_api import Object, read_ted_api
from jobs.sources.ted_pages import SearchPage, Walk, read_page, refusal
from jobs.sources.wording import publication_number

FIELDS = (
    # All that `read_ted_api` reads. One name that the service does not know fails every request.
    "publication-number", "notice-identifier", "change-notice-version-identifier", "procedure-identifier", "publication-date",
    "notice-type", "form-type", "official-language", "links",
    "notice-title", "title-proc", "title-lot", "description-proc", "description-lot",
    "buyer-name", "buyer-country", "buyer-city", "place-of-performance-country-proc",
    "classification-cpv", "main-classification-proc", "additional-classification-proc",
    "contract-nature", "contract-nature-main-proc", "procedure-type", "framework-agreement-lot", "identifier-lot",
    "deadline-receipt-tender-date-lot", "deadline-receipt-tender-time-lot",
    "deadline-receipt-request-date-lot", "deadline-receipt-request-time-lot",
    "deadline-receipt-expressions-date-lot", "deadline-receipt-expressions-time-lot", "deadline-receipt-request",
    "estimated-value-proc", "estimated-value-cur-proc", "estimated-value-lot", "estimated-value-cur-lot",
    "framework-maximum-value-lot", "framework-maximum-value-cur-lot",
    "dps-usage-lot", "document-url-lot", "submission-url-lot", "submission-language",
)  # fmt: skip
MAX_LIMIT = 250
MAX_CELLS = 10_000
Scope = Literal["ACTIVE", "LATEST", "ALL"]
Sleep = Callable[[float], Awaitable[None]]

BACKOFF: Mapping[int, tuple[float, ...]] = {429: (30.0, 60.0, 120.0), 502: (5.0, 15.0), 503: (5.0, 15.0), 504: (5.0, 15.0)}
"""Seconds to wait before each further try. 429 is HTML without Retry-After; shorter waits than half a minute do not help."""
MAX_WAIT = 300.0


def page_limit(fields: Sequence[str]) -> int:
    """Notices a page: `limit` times fields may not exceed 10,000 cells, and some name costs as two."""
    return max(1, min(MAX_LIMIT, MAX_CELLS // (len(fields) + 1)))


def tender_of(notice: Object) -> Tender:
    """The tender in one notice of the search; its hash is that of the notice written with sorted keys."""
    return read_ted_api(notice, json.dumps(notice, sort_keys=True, ensure_ascii=False, default=_number).encode(errors="replace"))


def _number(value: object) -> str:
    assert isinstance(value, Decimal)
    return f"{value:f}"


class TedClient:
    """Requests go one at a time with a pause between them: about a dozen without one are answered by 429."""

    def __init__(self, fetcher: Fetcher, *, api_url: str, web_url: str, sleep: Sleep, pause_seconds: float = 1.5) -> None:
        self._fetcher = fetcher
        self._search_url = f"{api_url.rstrip('/')}/v3/notices/search"
        self._web_url = web_url.rstrip("/")
        self._sleep = sleep
        self._pause_seconds = pause_seconds
        self._turn = asyncio.Lock()
        self._asked = False

    async def notice_xml(self, number: str) -> bytes:
        """The XML as published; `number` with any padding.

        Raises `BadInput` unknown_reference (no publication number), not_found; `SourceDown` where TED gives no XML now.
        """
        published = publication_number(number)
        if published is None:
            raise BadInput("unknown_reference", f"“{number[:40]}” is no TED publication number. They look like 123456-2026.")
        answer = await self._fetcher.get(f"{self._web_url}/en/notice/{published}/xml", typed=False)
        if answer.status in (404, 410):
            raise BadInput("not_found", f"TED has no notice {published}. Check the number; a new notice appears on its day of publication.")
        if answer.status != 200:
            raise SourceDown(
                f"TED does not give out notice {published} at the moment ({answer.status}). Try again later.",
                retry_after=_asked_to_wait(answer) or next(iter(BACKOFF.get(answer.status, ())), None),
            )
        if not _looks_like_xml(answer.body):
            # The site is an application of its own that answers 200 or 202 with a page for what it has no file of.
            raise SourceDown(f"TED answered a web page instead of the XML of notice {published}. Check the number, or try again later.")
        return answer.body

    async def search(
        self,
        query: str,
        *,
        fields: Sequence[str] = FIELDS,
        scope: Scope = "ACTIVE",
        limit: int = MAX_LIMIT,
        only_latest_versions: bool = True,
    ) -> AsyncGenerator[Object, None]:
        """Every notice of the query, as the service gives it, numbers with a fraction as `Decimal`; one page in memory.

        `query` as `ted_query` writes it; `limit` is notices a page, lowered to what so many fields allow. A notice may
        come before an error does: only a walk that ends by itself is complete, so nothing may be ticked off before.
        Raises `SourceDown` on anything but complete pages that add up to the number announced.
        """
        body: dict[str, object] = {
            "query": query,
            "fields": list(fields),
            "limit": max(1, min(limit, page_limit(fields))),
            "scope": scope,
            "paginationMode": "ITERATION",
            # Otherwise nine of a hundred rows are versions that have been replaced.
            "onlyLatestVersions": only_latest_versions,
        }
        walk, ended = Walk(), False
        while not ended:
            page = await self._page(body)
            ended = walk.ends_with(page)
            body["iterationNextToken"] = page.token
            for notice in page.notices:
                yield notice

    async def _page(self, body: dict[str, object]) -> SearchPage:
        answer = await self._post(body)
        if answer.status != 200:
            fields = body["fields"]
            assert isinstance(fields, list)
            raise refusal(answer.status, answer.body, fields, paging="iterationNextToken" in body)
        # Reading the larger pages takes long enough to hold up others on the event loop.
        return await asyncio.to_thread(read_page, answer.body)

    async def _fetched(self, body: dict[str, object]) -> Fetched:
        try:
            return await self._fetcher.post(self._search_url, json=body)
        except BadInput as cause:
            # Nobody gave this address: what is wrong with it or with what stands there is no bad input.
            raise SourceDown("TED's search gave an answer that cannot be taken, for its size or its kind. Try again later.") from cause

    async def _post(self, body: dict[str, object]) -> Fetched:
        """The answer, tried again after a wait where the status asks for it. Raises `SourceDown` where it still does."""
        async with self._turn:
            if self._asked:
                await self._sleep(self._pause_seconds)
            self._asked = True
            attempts = 0
            while True:
                answer = await self._fetched(body)
                waits = BACKOFF.get(answer.status, ())
                if not waits:
                    return answer
                if attempts >= len(waits):
                    raise _still_busy(answer, waits[-1])
                await self._sleep(max(waits[attempts], _asked_to_wait(answer) or 0.0))
                attempts += 1


def _still_busy(answer: Fetched, wait: float) -> SourceDown:
    return SourceDown(
        f"TED's search asks us to wait ({answer.status}) and still does after several tries. Try again in some minutes.",
        retry_after=_asked_to_wait(answer) or wait,
    )


def _asked_to_wait(answer: Fetched) -> float | None:
    """Seconds of Retry-After, capped; None where there is none, as is usual here."""
    value = answer.headers.get("retry-after", "").strip()
    return min(float(value), MAX_WAIT) if value.isascii() and value.isdigit() and len(value) < 9 else None


def _looks_like_xml(body: bytes) -> bool:
    start = body[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return start.startswith(b"<") and not start.startswith((b"<!doctype html", b"<html"))
