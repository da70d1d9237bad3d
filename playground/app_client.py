"""What people do to the app: commands, buttons, forms, shortcuts, messages; and what Slack shows of the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

import aiohttp

from playground import views
from playground.app_events import Events
from playground.calls import ApiError, as_list, message_to_api
from playground.delivery import Delivery
from playground.inputs import action_of, elements_of, find_element, state_of
from playground.limits import check_blocks
from playground.records import Channel, Json, Message, View
from playground.state import APP_ID, Workspace, World

SLACKBOT = "USLACKBOT"
TROUBLE = "We had some trouble connecting. Try again?"


class AppClient(Events):
    """Signed requests to the app. People, channels and views are named by their ids; the workspace follows from them."""

    def __init__(self, world: World, session: aiohttp.ClientSession, app_url: str | None, base_url: str) -> None:
        super().__init__(world, session, app_url)
        self.base_url = base_url

    # --- commands --------------------------------------------------------------------------------------------

    async def command(self, user: str, channel: str, command: str, text: str = "") -> Delivery:
        """``/command text`` typed by ``user`` in ``channel``; the acknowledgement is shown as Slack shows it."""
        workspace = self.world.team_of(user)
        place = workspace.channels[channel]
        fields: Json = {
            "token": "playground",
            "team_id": workspace.id,
            "team_domain": workspace.domain,
            "channel_id": place.id,
            "channel_name": {"im": "directmessage", "group": "privategroup"}.get(place.kind, place.name),
            "user_id": user,
            "user_name": workspace.people[user].name,
            "command": command,
            "text": text,
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": self.base_url + self.world.new_response_url(workspace.id, user, channel, from_command=True),
            "trigger_id": self.world.new_trigger(user),
        }
        delivery = await self.send_form("command", workspace.id, fields)
        self._show_answer(workspace, place, user, command, delivery)
        return delivery

    def _show_answer(self, workspace: Workspace, place: Channel, user: str, command: str, delivery: Delivery) -> None:
        if not delivery.ok:
            code = "operation_timeout" if delivery.timed_out else "dispatch_failed"
            self.slackbot(user, place.id, f'{command} failed with the error "{code}"')
            return
        answer = delivery.json()
        if not isinstance(answer, dict):
            answer = {"text": delivery.text.strip()}
        given = cast("Json", answer)
        blocks = as_list(given.get("blocks") or [])
        if blocks is None or check_blocks(blocks):
            self.slackbot(user, place.id, f'{command} failed with the error "invalid_command_response"')
        elif given.get("text") or blocks:
            self.post_as_app(workspace, place.id, given, user, from_command=True)

    def post_as_app(
        self, workspace: Workspace, channel: str, content: Json, user: str, *, thread_ts: str | None = None, from_command: bool = False
    ) -> Message:
        """A message of the app from an acknowledgement or a response_url: ephemeral to ``user`` unless ``in_channel``."""
        message = Message(
            ts=self.world.next_ts(),
            channel=channel,
            user=workspace.bot_user,
            bot_id=workspace.bot_id,
            text=str(content.get("text") or ""),
            blocks=self.world.with_ids(content.get("blocks") or []),
            thread_ts=thread_ts,
            ephemeral_to=None if content.get("response_type") == "in_channel" else user,
            metadata=content.get("metadata"),
            from_command=from_command,
        )
        return self.world.add_message(workspace.id, message)

    def slackbot(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
        """Words of Slack itself, seen by one person."""
        message = Message(self.world.next_ts(), channel, SLACKBOT, text, ephemeral_to=user, thread_ts=thread_ts)
        return self.world.add_message(self.world.team_of(user).id, message)

    # --- interactions ----------------------------------------------------------------------------------------

    def _interaction(self, kind: str, user: str, *, view: str | None = None) -> tuple[Workspace, Json]:
        workspace = self.world.team_of(user)
        person = workspace.people[user]
        return workspace, {
            "type": kind,
            "team": {"id": workspace.id, "domain": workspace.domain},
            "enterprise": None,
            "is_enterprise_install": False,
            "user": {"id": user, "username": person.name, "name": person.name, "team_id": workspace.id},
            "api_app_id": APP_ID,
            "token": "playground",
            "trigger_id": self.world.new_trigger(user, view),
        }

    async def action(
        self,
        user: str,
        source: Message | View,
        action_id: str,
        chosen: Any = None,
        *,
        block_id: str | None = None,
        state: Mapping[str, Any] | None = None,
    ) -> Delivery:
        """Press or choose something in a message, modal or Home tab.

        ``chosen``: nothing for buttons, "positive"/"negative" for feedback buttons, else an option value, id, text or a list of them.
        Raises: LookupError when there is no such element or option.
        """
        blocks = source.blocks if isinstance(source, Message) else cast("list[Json]", source.content["blocks"])
        block, element = find_element(blocks, action_id, block_id)
        in_view = source.id if isinstance(source, View) and source.type == "modal" else None
        workspace, payload = self._interaction("block_actions", user, view=in_view)
        action = action_of(block, element, chosen, self.world.next_ts())
        choice = {f"{block.get('block_id')}/{action_id}": chosen} if "value" not in action or element["type"].endswith("_input") else {}
        values = state_of(blocks, {**(state or {}), **choice})
        payload |= {"actions": [action], **self._where(workspace, user, source, values)}
        return await self.send_interaction(workspace.id, payload)

    def _where(self, workspace: Workspace, user: str, source: Message | View, values: Json) -> Json:
        if isinstance(source, View):
            return {"container": {"type": "view", "view_id": source.id}, "view": views.to_api(workspace, source, values)}
        channel = workspace.channels[source.channel]
        container = {
            "type": "message",
            "message_ts": source.ts,
            "channel_id": source.channel,
            "is_ephemeral": source.ephemeral_to is not None,
            **({"thread_ts": source.thread_ts} if source.thread_ts else {}),
        }
        url = self.world.new_response_url(workspace.id, user, source.channel, message=source)
        where: Json = {
            "container": container,
            "channel": {"id": channel.id, "name": channel.name or "directmessage"},
            "state": {"values": values},
            "response_url": self.base_url + url,
        }
        return where if source.ephemeral_to else {**where, "message": message_to_api(workspace, source)}

    async def shortcut(self, user: str, callback_id: str, message: Message | None = None) -> Delivery:
        """A global shortcut, or with ``message`` a message shortcut."""
        workspace, payload = self._interaction("message_action" if message else "shortcut", user)
        payload |= {"callback_id": callback_id, "action_ts": self.world.next_ts()}
        if message:
            channel = workspace.channels[message.channel]
            url = self.world.new_response_url(workspace.id, user, channel.id, message=message)
            payload |= {
                "channel": {"id": channel.id, "name": channel.name or "directmessage"},
                "message": message_to_api(workspace, message),
                "message_ts": message.ts,
                "response_url": self.base_url + url,
            }
        return await self.send_interaction(workspace.id, payload)

    # --- modals ----------------------------------------------------------------------------------------------

    def modal(self, user: str) -> View | None:
        """The modal on top of this person's screen."""
        stack = self.world.team_of(user).modals.get(user)
        return stack[-1] if stack else None

    def _open(self, user: str, view: View | None) -> View:
        found = view or self.modal(user)
        if found is None:
            raise LookupError(f"{user} has no modal open")
        return found

    async def submit(self, user: str, values: Mapping[str, Any] | None = None, view: View | None = None) -> Delivery:
        """Press the modal's submit button. ``values`` as in :func:`playground.inputs.state_of`; required fields are not checked here.

        The acknowledgement takes effect: closed, errors shown (``view.errors``), updated, pushed or cleared.
        Raises: LookupError when no modal is open or an option is unknown.
        """
        found = self._open(user, view)
        workspace, payload = self._interaction("view_submission", user, view=found.id)
        files = {ident: file.to_api(self.base_url, workspace.id) for ident, file in workspace.files.items()}
        state = state_of(found.content["blocks"], values or {}, files)
        payload |= {"view": views.to_api(workspace, found, state), "response_urls": self._response_urls(workspace, found, state)}
        delivery = await self.send_interaction(workspace.id, payload)
        self._after_submit(workspace, found, delivery)
        return delivery

    def _response_urls(self, workspace: Workspace, view: View, state: Json) -> list[Json]:
        urls: list[Json] = []
        for block, element in elements_of(view.content["blocks"]):
            if element.get("response_url_enabled"):
                value: Json = state[block["block_id"]][element["action_id"]]
                if channel := value.get("selected_conversation") or value.get("selected_channel"):
                    url = self.base_url + self.world.new_response_url(workspace.id, view.user, channel)
                    ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                    urls.append({**ids, "channel_id": channel, "response_url": url})
        return urls

    def _after_submit(self, workspace: Workspace, view: View, delivery: Delivery) -> None:
        answer = delivery.json() if delivery.ok else None
        given = cast("Json", answer) if isinstance(answer, dict) else {}
        try:
            if not delivery.ok or (delivery.body.strip() and not given and answer != {}):
                raise ApiError("dispatch_failed")
            self._respond(workspace, view, given)
        except ApiError as error:
            view.problem = TROUBLE if error.code == "dispatch_failed" else f"{TROUBLE} ({error.code})"
            views.announce(self.world, workspace, view.user)

    def _respond(self, workspace: Workspace, view: View, given: Json) -> None:
        action = given.get("response_action")
        if action is None:
            views.close(self.world, workspace, view)
        elif action == "clear":
            views.close(self.world, workspace, view, everything=True)
        elif action == "errors":
            known = {str(block["block_id"]) for block in view.content["blocks"]}
            errors = cast("dict[str, str]", given.get("errors") or {})
            if not errors or not set(errors) <= known:
                raise ApiError("invalid_errors")
            view.errors, view.problem = errors, ""
            views.announce(self.world, workspace, view.user)
        elif action == "update":
            content = views.checked(self.world, workspace, given.get("view"), kind="modal", replaces=view)
            views.replace(self.world, workspace, view, content)
        elif action == "push":
            content = views.checked(self.world, workspace, given.get("view"), kind="modal")
            views.show(self.world, workspace, view.user, content, on_top=True)
        else:
            raise ApiError("invalid_response_action")

    async def close(self, user: str, view: View | None = None, *, everything: bool = False) -> Delivery | None:
        """Close a modal; the app hears of it only where ``notify_on_close`` is set."""
        found = self._open(user, view)
        workspace, payload = self._interaction("view_closed", user)
        views.close(self.world, workspace, found, everything=everything)
        if not found.content.get("notify_on_close"):
            return None
        payload |= {"view": views.to_api(workspace, found), "is_cleared": everything}
        return await self.send_interaction(workspace.id, payload)


def slack_escape(workspace: Workspace, typed: str) -> str:
    """Typed words as Slack hands them on: ``& < >`` escaped, then mentions, channels and links in angle brackets."""
    text = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    people = {person.name: person.id for person in workspace.people.values()}
    channels = {channel.name: channel.id for channel in workspace.channels.values() if channel.name}
    text = re.sub(r"(?<![\w/])@([\w.-]+)", lambda m: f"<@{people[m[1]]}>" if m[1] in people else m[0], text)
    text = re.sub(r"(?<![\w/&])#([\w-]+)", lambda m: f"<#{channels[m[1]]}|{m[1]}>" if m[1] in channels else m[0], text)
    return re.sub(r"https?://[^\s<>|]+", lambda m: f"<{m[0]}>", text)
