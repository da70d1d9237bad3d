"""Reads what was handed over, wherever it stands, into one `Tender`."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import PurePosixPath
from typing import Protocol, TypeVar
from urllib.parse import unquote, urlsplit

from jobs.chain.document import Document
from jobs.chain.errors import BadInput
from jobs.chain.tender import DocumentLink, Tender
from jobs.documents.reader import DocumentReader
from jobs.fetch import Fetcher
from jobs.intake.assemble import STRUCTURED_CHARS, assemble, with_links
from jobs.intake.given import PORTALS, Given, Reference, SlackFile
from jobs.sources.bundled import bundled
from jobs.sources.ocds_portals import OcdsPortal, portal_for_ocid
from jobs.sources.read import Headline, headline_of, read_headline, read_notice
from jobs.sources.ted_search import TedClient
from jobs.sources.web_page import links_to_documents

READ_AT_ONCE = 50_000
"""Bytes; up to here reading takes about two milliseconds, which is what a thread would cost."""
T = TypeVar("T")
READABLE = ("text/", "application/", "binary/octet-stream")
"""Beginnings of media types that may hold a notice or a document; what it is, its content says."""


class Files(Protocol):
    """The files that Slack keeps for a workspace."""

    async def download(self, tenant_id: str, file: SlackFile) -> bytes:
        """Raises BadInput for a file that is gone, too large or not ours to see, SourceDown when Slack does not answer."""
        ...


@dataclass(frozen=True)
class Ways:
    """Where notices and documents come from."""

    fetcher: Fetcher
    ted: TedClient
    portals: Mapping[str, OcdsPortal]
    documents: DocumentReader


async def read_at_hand(given: Given, *, limit_chars: int) -> Tender:
    """A sample or pasted text, without asking anybody. Raises BadInput. What is large is read beside the event loop."""
    if given.reference is not None:
        return _sample(given.reference.id)
    return await _notice(given.text.encode(errors="replace"), "", limit_chars)


async def glance_at_hand(given: Given, *, limit_chars: int) -> Headline:
    """What names the same, for the acknowledgement. Raises BadInput for whatever `read_at_hand` would refuse."""
    if given.reference is not None:
        return headline_of(_sample(given.reference.id))
    data = given.text.encode(errors="replace")
    return await _beside(len(data), partial(read_headline, data, limit_chars=limit_chars))


@lru_cache(maxsize=8)
def _sample(name: str) -> Tender:
    """A file of this package, the same for as long as the process runs."""
    return read_notice(bundled(name), name=name)


async def _notice(data: bytes, name: str, limit_chars: int) -> Tender:
    return await _beside(len(data), partial(read_notice, data, name=name, limit_chars=limit_chars))


async def _beside(size: int, reading: Callable[[], T]) -> T:
    return reading() if size <= READ_AT_ONCE else await asyncio.to_thread(reading)


def _is_written(data: bytes) -> bool:
    """XML and JSON, which are read here: their parsers are bounded, and a process of its own would cost ten times the reading."""
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"{", b"[", b"<")) and not start.startswith((b"<!doctype html", b"<html"))


class Intake:
    """`jobs.deps.Intake`. `limit_chars` bounds pasted text."""

    def __init__(self, ways: Ways, files: Files, *, limit_chars: int) -> None:
        self._ways, self._files, self._limit_chars = ways, files, limit_chars

    async def read(self, given: Given, *, tenant_id: str) -> Tender:
        """Raises BadInput for what cannot be read, SourceDown for a source that does not answer now."""
        if given.at_hand:
            return await read_at_hand(given, limit_chars=self._limit_chars)
        if given.reference is not None:
            return await self.read_reference(given.reference)
        documents: list[Document] = []
        for file in given.files:
            documents += await self._ways.documents.read(await self._files.download(tenant_id, file), name=file.name)
        return await asyncio.to_thread(assemble, documents, given.text)

    async def read_reference(self, reference: Reference) -> Tender:
        """A notice by what names it. Raises BadInput, SourceDown."""
        if reference.portal == "web":
            return await self._read_page(reference.id)
        if reference.portal == "ted":
            data = await self._ways.ted.notice_xml(reference.id)
        else:
            data = await self._portal(reference).notice(reference.id)
        return await _notice(data, reference.typed, STRUCTURED_CHARS)

    async def read_file(self, data: bytes, *, name: str) -> Tender:
        """A file of any kind. Raises BadInput."""
        if _is_written(data):
            return await _notice(data, name, STRUCTURED_CHARS)
        return await asyncio.to_thread(assemble, await self._ways.documents.read(data, name=name), "")

    async def _read_page(self, url: str) -> Tender:
        page = await self._ways.fetcher.page(url, typed=True, accept=READABLE)
        name = PurePosixPath(unquote(urlsplit(page.url).path)).name or str(urlsplit(page.url).hostname)
        documents = await self._ways.documents.read(page.body, name=name)
        tender = await asyncio.to_thread(assemble, documents, "")
        if documents[0].media == "html":
            found = await asyncio.to_thread(links_to_documents, page.body, page.url)
            tender = with_links(tender, (DocumentLink(url=link.url, title=link.title) for link in found))
        return tender if tender.url is not None else tender.model_copy(update={"url": url})

    def _portal(self, reference: Reference) -> OcdsPortal:
        found = self._ways.portals.get(reference.portal) or portal_for_ocid(self._ways.portals, reference.id)
        if found is None:
            known = ", ".join(name for portal, name in PORTALS.items() if portal not in {"sample", "web", "ocds"})
            raise BadInput(
                "unknown_reference",
                f"No source is set up for {reference.typed[:80]}. {known}s are fetched by their number; send any other as a file or as text.",
            )
        return found
