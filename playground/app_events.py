"""Events API: what happened in a workspace, sent to the app as event_callback, and sent again."""

from __future__ import annotations

from typing import Any

from playground.delivery import Delivery, Line
from playground.records import Json, Message
from playground.state import APP_ID


class Events(Line):
    """Event envelopes with their ids; redelivery repeats the same bytes with the retry headers."""

    async def event(self, team: str, event: Json, *, event_id: str | None = None, retry: int = 0, reason: str = "http_timeout") -> Delivery:
        """Send ``event`` of workspace ``team``. ``retry`` 1 to 3 adds the headers of a repetition."""
        workspace = self.world.workspaces[team]
        body: Json = {
            "token": "playground",
            "team_id": team,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": event_id or f"Ev0{self.world.number():08d}",
            "event_time": int(self.world.clock()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team,
                    "user_id": workspace.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{team}",
        }
        return await self.send_json(f"event:{event['type']}", team, body, _retry_headers(retry, reason))

    async def redeliver(self, delivery: Delivery, *, retry: int = 1, reason: str = "http_timeout") -> Delivery:
        """The same event once more, as Slack does when it got no 200 in time."""
        team = str(delivery.payload["team_id"])
        return await self.send_json(delivery.kind, team, delivery.payload, _retry_headers(retry, reason))

    # --- people talking --------------------------------------------------------------------------------------

    async def say(
        self, user: str, channel: str, text: str, thread_ts: str | None = None, files: list[Json] | None = None
    ) -> tuple[Message, Delivery | None]:
        """A person writes; the app hears of it when mentioned where it is a member, or in its DM. ``text`` is in Slack's encoding."""
        workspace = self.world.team_of(user)
        place = workspace.channels[channel]
        ident = f"00000000-0000-4000-8000-{self.world.number():012d}"
        message = Message(self.world.next_ts(), channel, user, text, thread_ts=thread_ts, client_msg_id=ident, files=files or [])
        message.subtype = "file_share" if files else None
        self.world.add_message(workspace.id, message)
        if workspace.bot_user not in place.members or not workspace.installed:
            return message, None
        if place.kind == "im":
            extra: Json = {"channel_type": "im"}
            return message, await self.event(workspace.id, self._message_event("message", message, extra))
        if f"<@{workspace.bot_user}>" in text:
            return message, await self.event(workspace.id, self._message_event("app_mention", message, {}))
        return message, None

    def _message_event(self, kind: str, message: Message, extra: Json) -> Json:
        optional: dict[str, Any] = {
            "thread_ts": message.thread_ts,
            "client_msg_id": message.client_msg_id,
            "files": message.files or None,
            "subtype": message.subtype,
        }
        return {
            "type": kind,
            "user": message.user,
            "ts": message.ts,
            "text": message.text,
            "team": self.world.team_of(message.user).id,
            "channel": message.channel,
            "event_ts": message.ts,
            "blocks": [{"type": "rich_text", "elements": [_words(message.text)]}],
            **{name: value for name, value in optional.items() if value is not None},
            **extra,
        }

    async def mention(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> tuple[Message, Delivery | None]:
        """``@bidwright text`` in a channel or thread."""
        bot = self.world.team_of(user).bot_user
        return await self.say(user, channel, f"<@{bot}> {text}", thread_ts)

    async def direct_message(self, user: str, text: str, thread_ts: str | None = None) -> tuple[Message, Delivery | None]:
        """A message in the DM with the app (``message`` event with channel_type im)."""
        return await self.say(user, self.world.team_of(user).direct(user).id, text, thread_ts)

    # --- the rest --------------------------------------------------------------------------------------------

    async def open_home(self, user: str, tab: str = "home") -> Delivery:
        """``app_home_opened``; the view is in it once published."""
        workspace = self.world.team_of(user)
        home = workspace.homes.get(user)
        event: Json = {"type": "app_home_opened", "user": user, "channel": workspace.direct(user).id, "tab": tab}
        event["event_ts"] = self.world.next_ts()
        if home and tab == "home":
            event["view"] = home.to_api(workspace.id, APP_ID, workspace.bot_id)
        return await self.event(workspace.id, event)

    async def invite_bot(self, channel: str, inviter: str) -> Delivery | None:
        """Add the app to a channel (``member_joined_channel`` for the bot itself); None when it was there."""
        workspace = self.world.team_of(channel)
        place = workspace.channels[channel]
        if workspace.bot_user in place.members:
            return None
        place.members.append(workspace.bot_user)
        self.world.announce({"kind": "channels", "team": workspace.id})
        event: Json = {"type": "member_joined_channel", "user": workspace.bot_user, "channel": channel, "team": workspace.id}
        event |= {"channel_type": "G" if place.kind == "group" else "C", "inviter": inviter, "event_ts": self.world.next_ts()}
        return await self.event(workspace.id, event)

    async def uninstall(self, team: str) -> list[Delivery]:
        """Remove the app: the token dies, then ``app_uninstalled`` and ``tokens_revoked`` are sent."""
        workspace = self.world.workspaces[team]
        workspace.installed = False
        self.world.announce({"kind": "channels", "team": team})
        revoked: Json = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot_user]}}
        return [await self.event(team, {"type": "app_uninstalled"}), await self.event(team, revoked)]

    async def url_verification(self, challenge: str = "playground-challenge") -> Delivery:
        return await self.send_json("url_verification", "", {"token": "playground", "challenge": challenge, "type": "url_verification"})

    async def ssl_check(self) -> Delivery:
        return await self.send_form("ssl_check", "", {"ssl_check": "1", "token": "playground"})


def _retry_headers(retry: int, reason: str) -> dict[str, str]:
    return {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason} if retry else {}


def _words(text: str) -> Json:
    return {"type": "rich_text_section", "elements": [{"type": "text", "text": text or " "}]}
