"""The library over the whole product: handed in through the form, read by a child of the process, told of, found again after a crash."""

from pathlib import Path

import pytest

from playground.methods_files import new_file
from storage import library
from tests.integration.road import ADA, BIDS, NORTH, Road, open_road, words_of
from tests.jobs.documents.made_pdfs import paragraph_page, pdf
from tests.storage_fixtures import Addresses

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]
CERTIFICATE = pdf(paragraph_page("The management system conforms to ISO 27001.", "Valid until 2031-05-31."))


async def hand_in(road: Road, name: str, data: bytes) -> None:
    await road.slack.client.command(ADA, BIDS, "/bidwright", "library add")
    await road.slack.wait_for_view(ADA)
    file = new_file(road.slack.world, road.slack.world.team_of(ADA), name, len(data), ADA)
    file.content, file.complete = data, True
    submitted = await road.slack.client.submit(ADA, {"library_files": [file.id], "library_kind": "certificate"})
    assert submitted.ok, submitted.text


async def told(road: Road) -> str:
    direct = road.slack.world.workspaces[NORTH].direct(ADA).id
    return words_of(await road.slack.wait_for_message(direct, lambda message: "Your documents were read" in message.text, timeout=20))


async def test_a_certificate_is_handed_in_read_told_of_and_found(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        await hand_in(road, "iso.pdf", CERTIFICATE)
        said = await told(road)
        assert "1 in the library" in said
        assert "iso.pdf" in said
        async with road.deps.db.tenant_read(road.tenants[NORTH]) as tx:
            (hit,) = await library.search(tx, ["iso 27001"], limit=5)
        assert (hit.document, hit.page) == ("iso.pdf", 1)


async def test_what_slack_did_not_hand_over_is_read_by_the_next_round(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        road.slack.faults.add("files.info", "server_error")
        await hand_in(road, "iso.pdf", CERTIFICATE)
        await road.slack.wait_for_call("files.info")
        await road.process.librarian.learn(road.tenants[NORTH])
        assert "1 in the library" in await told(road)
