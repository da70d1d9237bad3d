"""Every way in, from the command or the form to the answer, over real HTTP: numbers, links, OCIDs, files, packs."""

import io
import zipfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.integration.road import ADA, Road, open_road, words_of
from tests.jobs.documents.made_pdfs import paragraph_page, pdf
from tests.standins.portals.ocds import OcdsStandIn
from tests.standins.portals.serving import BROKEN_DOWN
from tests.standins.portals.ted import TedStandIn
from tests.standins.portals.ted_notices import notice
from tests.storage_fixtures import Addresses

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]
OCID = "ocds-h6vhtk-0a1b2c"
NOTICE = (
    "Maintenance of twelve lifts",
    "Contracting authority: Town of Varnholt",
    "Country: Germany",
    "Deadline for offers: 12 January 2029, 12:00",
    "Estimated value: 240,000 EUR excluding VAT",
    "CPV: 50750000",
    "The tenderer must hold a valid ISO 9001 certificate.",
)


TERMS = (
    b"<html><body><h1>Terms</h1><p>The tenderer shall provide evidence of public liability insurance of 5 million EUR.</p></body></html>"
)


@asynccontextmanager
async def way_in(addresses: Addresses, redis_url: str | None, folder: Path) -> AsyncIterator[tuple[Road, TedStandIn, OcdsStandIn]]:
    async with AsyncExitStack() as stack:
        ted = await stack.enter_async_context(TedStandIn([notice(123456)]))
        portal = await stack.enter_async_context(OcdsStandIn())
        named = {"TED_API_URL": ted.url, "TED_WEB_URL": ted.url, "FTS_API_URL": portal.url}
        yield await stack.enter_async_context(open_road(addresses, redis_url, folder, **named)), ted, portal


async def answered(road: Road) -> str:
    await road.all_done()
    return "\n".join(words_of(message) for message in road.shown())


async def filled_in(road: Road, files: Mapping[str, bytes], **fields: Any) -> Any:
    """`/analyze` alone, the form filled in with uploaded files, submitted."""
    await road.analyze("")
    await road.slack.wait_for_view(ADA)
    ids: list[str] = []
    async with aiohttp.ClientSession() as session:
        for name, data in files.items():
            form = aiohttp.FormData({"user": ADA})
            form.add_field("file", data, filename=name)
            async with session.post(f"{road.slack.url}/page/upload", data=form) as response:
                ids.append((await response.json())["id"])
    return await road.slack.client.submit(ADA, {"notice_files": ids, **fields})


async def test_a_ted_number_is_fetched_and_judged(database_addresses: Addresses, redis_url: str | None, tmp_path: Path) -> None:
    async with way_in(database_addresses, redis_url, tmp_path) as (road, ted, _):
        road.start_worker()
        acknowledged = await road.analyze("please look at 123456-2026")
        assert "TED notice 123456-2026" in acknowledged.text
        said = await answered(road)
        assert "123456-2026" in said
        assert [asked.path for asked in ted.journal] == ["/en/notice/123456-2026/xml"]
        assert await road.balance() == (0, 3)


async def test_a_notice_that_ted_does_not_have_costs_nothing_and_says_so(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with way_in(database_addresses, redis_url, tmp_path) as (road, _, _):
        road.start_worker()
        await road.analyze("https://ted.europa.eu/en/notice/-/detail/999999-2026")
        said = await answered(road)
        assert "TED has no notice 999999-2026" in said
        assert await road.balance() == (0, 0)


async def test_a_portal_that_is_down_for_a_moment_is_asked_again(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with way_in(database_addresses, redis_url, tmp_path) as (road, ted, _):
        ted.fail_next("/en/notice", BROKEN_DOWN)
        road.start_worker()
        await road.analyze("123456-2026")
        await answered(road)
        (run,) = await road.runs()
        assert run.attempt == 2
        assert run.tender_id is not None
        assert len(ted.journal) == 2


async def test_an_ocid_is_asked_of_its_portal(database_addresses: Addresses, redis_url: str | None, tmp_path: Path) -> None:
    async with way_in(database_addresses, redis_url, tmp_path) as (road, _, portal):
        portal.add(OCID, "012345-2027", datetime(2027, 1, 12, 9, tzinfo=UTC))
        road.start_worker()
        assert "Find a Tender notice" in (await road.analyze(OCID)).text
        await answered(road)
        (run,) = await road.runs()
        assert run.tender_id is not None
        assert portal.journal


async def test_an_inner_address_is_refused_in_words_and_costs_nothing(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with way_in(database_addresses, redis_url, tmp_path) as (road, ted, _):
        road.start_worker()
        await road.analyze(f"{ted.url}/en/notice/123456-2026/xml")
        said = await answered(road)
        (run,) = await road.runs()
        assert run.state == "refused"
        assert run.error is not None
        assert run.error in said
        assert ted.journal == []
        assert await road.balance() == (0, 0)


async def test_files_of_the_form_are_read_together_and_evidence_names_the_page(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with way_in(database_addresses, redis_url, tmp_path) as (road, _, _):
        road.start_worker()
        submitted = await filled_in(road, {"notice.pdf": pdf(paragraph_page(*NOTICE)), "terms.html": TERMS})
        assert submitted.ok, submitted.text
        said = await answered(road)
        assert "Maintenance of twelve lifts" in said
        assert "notice.pdf, page 1" in said
        assert "terms.html, " in said


async def test_a_zip_pack_is_opened(database_addresses: Addresses, redis_url: str | None, tmp_path: Path) -> None:
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w") as archive:
        archive.writestr("notice.txt", "\n".join(NOTICE))
        archive.writestr("../annex.txt", "The tenderer shall provide evidence of public liability insurance of 5 million EUR.")
    async with way_in(database_addresses, redis_url, tmp_path) as (road, _, _):
        road.start_worker()
        await filled_in(road, {"pack.zip": pack.getvalue()})
        assert "notice.txt" in await answered(road)


async def test_a_file_that_cannot_be_read_says_why_and_costs_nothing(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with way_in(database_addresses, redis_url, tmp_path) as (road, _, _):
        road.start_worker()
        await filled_in(road, {"scan.pdf": b"%PDF-1.7 and then nothing that a reader could use"})
        said = await answered(road)
        assert "scan.pdf" in said or "damaged" in said
        assert await road.balance() == (0, 0)


async def test_a_number_beside_files_is_asked_back(database_addresses: Addresses, redis_url: str | None, tmp_path: Path) -> None:
    async with way_in(database_addresses, redis_url, tmp_path) as (road, _, _):
        await filled_in(road, {"a.txt": "\n".join(NOTICE).encode()}, notice_name="123456-2026")
        assert await road.runs() == []
        assert road.slack.client.modal(ADA) is not None, "the form stays open with what was typed"
