from datetime import timedelta
from urllib.parse import urlencode

import pytest

from bot.web.slack import MAX_BODY
from tests.bot.rig import NOTICE, OTHER_TEAM, TEAM, Rig

FORM = "application/x-www-form-urlencoded"
BODY = urlencode({"command": "/analyze", "text": NOTICE, "team_id": TEAM, "channel_id": "C1", "user_id": "U1", "trigger_id": "t"}).encode()


async def test_a_request_nobody_signed_is_refused_in_one_line(rig: Rig) -> None:
    async with rig.http.post(f"{rig.bot_url}/slack/events", data=BODY, headers={"Content-Type": FORM}) as response:
        assert response.status == 401
        assert await response.text() == "This request is not signed by Slack, or not recently.\n"
    assert await rig.runs() == []


@pytest.mark.parametrize("timestamp", ["", "soon", "1e9", "-1", "٣", "9" * 400, "nan", "1.5"])
async def test_a_malformed_timestamp_is_refused_without_a_traceback(rig: Rig, timestamp: str) -> None:
    digest = rig.sign(BODY)["X-Slack-Signature"]
    reply = await rig.send(BODY, content_type=FORM, headers={"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": digest})
    assert reply.status == 401
    assert reply.text.count("\n") == 1


@pytest.mark.parametrize("seconds", [-301, 301, 86_400])
async def test_a_stale_request_is_refused_though_its_signature_is_right(rig: Rig, seconds: int) -> None:
    timestamp = str(int((rig.clock.now() + timedelta(seconds=seconds)).timestamp()))
    reply = await rig.send(BODY, content_type=FORM, headers=rig.sign(BODY, timestamp))
    assert reply.status == 401
    assert await rig.runs() == []


@pytest.mark.parametrize("signature", ["", "v0=", "v0=" + "0" * 64, "v0=\xff" + "0" * 63, "v1=" + "0" * 64])
async def test_a_wrong_signature_is_refused(rig: Rig, signature: str) -> None:
    reply = await rig.send(BODY, content_type=FORM, headers={"X-Slack-Signature": signature})
    assert reply.status == 401


async def test_bytes_that_are_no_text_are_refused(rig: Rig) -> None:
    assert (await rig.send(b"\xff\xfe{", content_type="application/json")).status == 401


async def test_a_changed_body_is_refused(rig: Rig) -> None:
    reply = await rig.send(BODY + b"x", content_type=FORM, headers=rig.sign(BODY))
    assert reply.status == 401


async def test_a_body_above_the_limit_is_refused(rig: Rig) -> None:
    reply = await rig.send(b"x" * (MAX_BODY + 1), content_type=FORM)
    assert reply.status == 413


@pytest.mark.parametrize("raw", [b"{broken", b"payload=%7Bbroken", b"[" * 100_000, b'{"a":' * 100_000, b"payload=1", b"[1]"])
async def test_signed_nonsense_is_a_client_error_in_one_line(rig: Rig, raw: bytes) -> None:
    reply = await rig.send(raw, content_type="application/json" if raw[:1] in b"[{" else FORM)
    assert reply.status == 400
    assert reply.text == "This request cannot be read.\n"


async def test_slacks_check_of_the_address_is_answered(rig: Rig) -> None:
    reply = await rig.send(b'{"type": "url_verification", "challenge": "abc"}', content_type="application/json")
    assert (reply.status, "abc" in reply.text) == (200, True)


async def test_two_workspaces_do_not_see_each_other(rig: Rig) -> None:
    await rig.command("/analyze", NOTICE)
    assert (len(await rig.runs(TEAM)), len(await rig.runs(OTHER_TEAM))) == (1, 0)
    assert "100 credits of 100 left" in (await rig.command("/quota", team=OTHER_TEAM)).said


async def test_health_tells_that_it_lives_and_what_is_ready(rig: Rig) -> None:
    async with rig.http.get(f"{rig.bot_url}/livez") as response:
        assert (response.status, await response.json()) == (200, {"status": "ok"})
    async with rig.http.get(f"{rig.bot_url}/readyz") as response:
        body = await response.json()
        assert response.status == 200
    assert {name: part["ok"] for name, part in body["checks"].items()} == dict.fromkeys(("database", "schema", "queue", "backlog"), True)
