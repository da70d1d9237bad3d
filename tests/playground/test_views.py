"""Modals and Home tabs: triggers that expire, hashes that conflict, stacks that end."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError

from playground.server import Playground
from tests.playground.conftest import Api, HandClock
from tests.playground.fake_app import FakeApp, Seen

ADA, BIDS = "U0ADA", "C0NBIDS"


def text(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words}


def form(title: str = "Form", **more: Any) -> dict[str, Any]:
    why = {"type": "input", "block_id": "why", "label": text("Why"), "element": {"type": "plain_text_input", "action_id": "words"}}
    kinds = [{"text": text(kind), "value": kind} for kind in ("fact", "verdict")]
    kind = {
        "type": "input",
        "block_id": "kind",
        "optional": True,
        "label": text("Kind"),
        "element": {"type": "static_select", "action_id": "pick", "options": kinds},
    }
    return {"type": "modal", "title": text(title), "submit": text("Send"), "blocks": [why, kind], **more}


async def code(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def opened(slack: Playground, api: Api, view: dict[str, Any] | None = None) -> Any:
    delivery = await slack.client.command(ADA, BIDS, "/analyze")
    return (await api.views_open(trigger_id=delivery.trigger_id, view=view or form()))["view"]


async def test_a_trigger_opens_a_modal_once(slack: Playground, api: Api) -> None:
    delivery = await slack.client.command(ADA, BIDS, "/analyze")
    await api.views_open(trigger_id=delivery.trigger_id, view=form())
    assert (await slack.wait_for_view(ADA)).content["title"]["text"] == "Form"
    assert await code(api.views_open(trigger_id=delivery.trigger_id, view=form())) == "exchanged_trigger_id"


async def test_a_trigger_lasts_three_seconds(slack: Playground, api: Api, clock: HandClock) -> None:
    delivery = await slack.client.command(ADA, BIDS, "/analyze")
    clock.now += 3.0
    assert await code(api.views_open(trigger_id=delivery.trigger_id, view=form())) == "expired_trigger_id"
    assert await code(api.views_open(trigger_id="1.2.abc", view=form())) == "invalid_trigger_id"


async def test_a_trigger_of_another_workspace_is_invalid(slack: Playground, api: Api) -> None:
    delivery = await slack.client.command("U0HANA", "C0HBIDS", "/analyze")
    assert await code(api.views_open(trigger_id=delivery.trigger_id, view=form())) == "invalid_trigger_id"


async def test_a_view_over_its_limits_is_refused_with_pointers(slack: Playground, api: Api) -> None:
    delivery = await slack.client.command(ADA, BIDS, "/analyze")
    with pytest.raises(SlackApiError) as caught:
        await api.views_open(trigger_id=delivery.trigger_id, view=form("T" * 25))
    assert caught.value.response["error"] == "invalid_arguments"
    assert caught.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert slack.client.modal(ADA) is None


async def test_an_update_with_an_old_hash_conflicts(slack: Playground, api: Api) -> None:
    view = await opened(slack, api)
    newer = await api.views_update(view_id=view["id"], hash=view["hash"], view=form("Second"))
    assert newer["view"]["id"] == view["id"]
    assert await code(api.views_update(view_id=view["id"], hash=view["hash"], view=form("Third"))) == "hash_conflict"
    assert await code(api.views_update(view_id="V0NONE", view=form())) == "not_found"


async def test_home_is_published_and_guarded_by_its_hash(slack: Playground, api: Api) -> None:
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = await api.views_publish(user_id=ADA, view=home)
    await api.views_publish(user_id=ADA, view=home, hash=first["view"]["hash"])
    assert await code(api.views_publish(user_id=ADA, view=home, hash=first["view"]["hash"])) == "hash_conflict"
    assert (await slack.wait_for_home(ADA)).type == "home"


async def test_what_was_typed_reaches_the_app_in_slacks_shapes(slack: Playground, api: Api, app: FakeApp) -> None:
    await opened(slack, api, form(callback_id="answer:wrong", private_metadata="run-1"))
    await slack.client.submit(ADA, {"words": "The date is off", "kind": "fact"})
    payload = app.seen[-1].payload
    assert payload["type"] == "view_submission"
    assert (payload["view"]["callback_id"], payload["view"]["private_metadata"]) == ("answer:wrong", "run-1")
    values = payload["view"]["state"]["values"]
    assert values["why"]["words"] == {"type": "plain_text_input", "value": "The date is off"}
    assert values["kind"]["pick"]["selected_option"]["value"] == "fact"
    assert slack.client.modal(ADA) is None


async def test_errors_keep_the_form_open_and_stand_under_their_fields(slack: Playground, api: Api, app: FakeApp) -> None:
    await opened(slack, api)
    app.answers({"response_action": "errors", "errors": {"why": "Say more."}})
    await slack.client.submit(ADA, {"words": "x"})
    assert (await slack.wait_for_view(ADA)).errors == {"why": "Say more."}


async def test_errors_for_fields_that_do_not_exist_are_trouble(slack: Playground, api: Api, app: FakeApp) -> None:
    await opened(slack, api)
    app.answers({"response_action": "errors", "errors": {"nowhere": "Say more."}})
    await slack.client.submit(ADA, {"words": "x"})
    assert "We had some trouble connecting" in (await slack.wait_for_view(ADA)).problem


async def test_an_answer_can_update_push_and_clear(slack: Playground, api: Api, app: FakeApp) -> None:
    await opened(slack, api)
    app.answers({"response_action": "update", "view": form("Updated")})
    await slack.client.submit(ADA, {"words": "x"})
    assert (await slack.wait_for_view(ADA)).content["title"]["text"] == "Updated"
    app.answers({"response_action": "push", "view": form("Pushed")})
    await slack.client.submit(ADA, {"words": "x"})
    assert [v.content["title"]["text"] for v in slack.world.workspaces["T0NORTH"].modals[ADA]] == ["Updated", "Pushed"]
    app.answers({"response_action": "clear"})
    await slack.client.submit(ADA, {"words": "x"})
    assert slack.client.modal(ADA) is None


async def test_a_failing_app_leaves_the_form_and_says_so(slack: Playground, api: Api, app: FakeApp) -> None:
    await opened(slack, api)
    app.answers({}, status=500)
    delivery = await slack.client.submit(ADA, {"words": "x"})
    assert delivery.status == 500
    assert (await slack.wait_for_view(ADA)).problem == "We had some trouble connecting. Try again?"


async def test_a_press_in_a_modal_may_push_up_to_three(slack: Playground, api: Api, app: FakeApp) -> None:
    pressing = form(blocks=[{"type": "actions", "elements": [{"type": "button", "text": text("More"), "action_id": "more"}]}])
    view = await opened(slack, api, pressing)

    async def push(seen: Seen) -> web.StreamResponse:
        await api.views_push(trigger_id=seen.payload["trigger_id"], view=pressing)
        return web.Response()

    app.answer = push
    top = slack.client.modal(ADA)
    assert top is not None
    assert top.id == view["id"]
    await slack.client.action(ADA, top, "more")
    second = await slack.wait_for_view(ADA, lambda v: v.previous_id == view["id"])
    await slack.client.action(ADA, second, "more")
    third = await slack.wait_for_view(ADA, lambda v: v.previous_id == second.id)
    app.answers({})
    delivery = await slack.client.action(ADA, third, "more")
    assert await code(api.views_push(trigger_id=delivery.trigger_id, view=form())) == "push_limit_reached"


async def test_closing_is_told_only_where_asked(slack: Playground, api: Api, app: FakeApp) -> None:
    await opened(slack, api)
    assert await slack.client.close(ADA) is None
    await opened(slack, api, form(notify_on_close=True))
    delivery = await slack.client.close(ADA)
    assert delivery is not None
    assert app.seen[-1].payload["type"] == "view_closed"
