"""Files in three steps, and who may read them."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from playground.server import Playground
from tests.playground.conftest import Api

BIDS = "C0NBIDS"


async def test_the_clients_upload_ends_as_a_file_in_the_thread(slack: Playground, api: Api) -> None:
    root = await api.chat_postMessage(channel=BIDS, text="root")
    done = await api.files_upload_v2(channel=BIDS, thread_ts=root["ts"], filename="brief.md", content="# Brief", title="Full brief")
    reply = slack.thread(BIDS, root["ts"])[1]
    assert (reply.files[0]["title"], reply.subtype) == ("Full brief", "file_share")
    info = await api.files_info(file=done["file"]["id"])
    assert info["file"]["shares"]["public"][BIDS] == [{"ts": reply.ts}]


async def test_a_download_needs_the_token_of_its_workspace(slack: Playground, api: Api) -> None:
    url = (await api.files_upload_v2(channel=BIDS, filename="a.txt", content="secret"))["file"]["url_private"]
    async with aiohttp.ClientSession() as session:
        statuses = []
        for token in (slack.token(), slack.token("T0HARBR"), "none"):
            async with session.get(url, headers={"Authorization": f"Bearer {token}"}, allow_redirects=False) as response:
                statuses.append((response.status, await response.read()))
    assert statuses == [(200, b"secret"), (302, b""), (302, b"")]


async def test_bytes_of_another_length_are_refused(slack: Playground, api: Api) -> None:
    place = await api.files_getUploadURLExternal(filename="a.txt", length=5)
    async with aiohttp.ClientSession() as session, session.post(place["upload_url"], data=b"123") as response:
        assert response.status == 400
    with pytest.raises(SlackApiError, match="file_not_found"):
        await api.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "a"}], channel_id=BIDS)


async def test_a_file_is_not_shared_where_the_bot_is_not(slack: Playground, api: Api) -> None:
    place = await api.files_getUploadURLExternal(filename="a.txt", length=3)
    async with aiohttp.ClientSession() as session:
        await session.post(place["upload_url"], data=b"123")
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await api.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "a"}], channel_id="C0NGENL")


async def test_a_person_can_upload_and_the_bot_can_read_it(slack: Playground, api: Api) -> None:
    form = aiohttp.FormData()
    form.add_field("user", "U0ADA")
    form.add_field("file", b"<notice/>", filename="notice.xml")
    async with aiohttp.ClientSession() as session:
        given = await (await session.post(f"{slack.url}/page/upload", data=form)).json()
    assert (await api.files_info(file=given["id"]))["file"]["name"] == "notice.xml"
