"""Who may change what belongs to the workspace, by our own roles and by what Slack says of a person."""

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.here import Here
from bot.oauth import InstallationAuthorize
from bot.permission import NotAllowed, Permission, may_edit, require_editor
from storage.db import Database
from tests.bot.listeners.desk import ADA, BEN, CLEO, GUS, NORTH, Desk, open_desk


async def asked(desk: Desk, user: str, *, seconds: float = 5.0) -> Permission:
    return await may_edit(here(desk, user), client(desk), seconds=seconds)


def here(desk: Desk, user: str) -> Here:
    authorize = InstallationAuthorize(desk.deps.db, desk.deps.cipher, now=desk.deps.now)
    return Here(desk.deps, desk.app.background, authorize, "request-1", desk.tenants[NORTH], user)


def client(desk: Desk) -> AsyncWebClient:
    return AsyncWebClient(token=desk.slack.token(NORTH), base_url=desk.slack.api_url, retry_handlers=[])


async def test_slacks_admins_and_our_own_may_edit_and_nobody_else(database: Database) -> None:
    async with open_desk(database) as desk:
        await desk.make("admin", BEN)
        await desk.make("viewer", GUS)
        assert [await asked(desk, user) for user in (ADA, BEN, CLEO, GUS, "U0NOBODY")] == ["yes", "yes", "no", "no", "unknown"]


@pytest.mark.parametrize("stained", [{"guest": True}, {"is_bot": True}])
async def test_a_guest_or_a_bot_is_no_admin_whatever_else_slack_says(database: Database, stained: dict[str, bool]) -> None:
    async with open_desk(database) as desk:
        people = desk.slack.world.workspaces[NORTH].people
        people[BEN] = replace(people[BEN], is_admin=True)
        assert await asked(desk, BEN) == "yes"
        people[BEN] = replace(people[BEN], **stained)
        assert await asked(desk, BEN) == "no"


async def test_a_right_that_was_taken_away_counts_at_the_next_request(database: Database) -> None:
    async with open_desk(database) as desk:
        await require_editor(here(desk, ADA), client(desk))
        people = desk.slack.world.workspaces[NORTH].people
        people[ADA] = replace(people[ADA], is_admin=False, is_owner=False)
        with pytest.raises(NotAllowed, match="Only owners and admins"):
            await require_editor(here(desk, ADA), client(desk))


@pytest.mark.parametrize(("kind", "details"), [("server_error", {}), ("refused", {}), ("hang", {"seconds": 60.0}), ("rate_limited", {})])
async def test_where_slack_does_not_answer_nobody_is_an_admin(database: Database, kind: str, details: dict[str, Any]) -> None:
    async with open_desk(database) as desk:
        # aiohttp itself asks again after a connection that was cut.
        desk.slack.faults.add("users.info", kind, times=2, **details)
        assert await asked(desk, ADA, seconds=0.3) == "unknown"
