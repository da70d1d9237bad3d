"""Who may change what belongs to the workspace, by our own roles and by what Slack says of a person."""

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.here import Here
from bot.oauth import InstallationAuthorize
from bot.permission import NotAllowed, Permission, may, require
from jobs.actions import NotInTheTable
from storage.db import Database
from tests.bot.listeners.desk import ADA, BEN, CLEO, GUS, NORTH, Desk, open_desk


async def asked(desk: Desk, user: str, action: str = "profile:edit", *, requester: str | None = None, seconds: float = 5.0) -> Permission:
    return await may(here(desk, user), client(desk), action, requester=requester, seconds=seconds)


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
        await require(here(desk, ADA), client(desk), "library:remove")
        people = desk.slack.world.workspaces[NORTH].people
        people[ADA] = replace(people[ADA], is_admin=False, is_owner=False)
        with pytest.raises(NotAllowed, match="Only owners and admins"):
            await require(here(desk, ADA), client(desk), "library:remove")


@pytest.mark.parametrize(("kind", "details"), [("server_error", {}), ("refused", {}), ("hang", {"seconds": 60.0}), ("rate_limited", {})])
async def test_where_slack_does_not_answer_nobody_is_an_admin(database: Database, kind: str, details: dict[str, Any]) -> None:
    async with open_desk(database) as desk:
        # aiohttp itself asks again after a connection that was cut.
        desk.slack.faults.add("users.info", kind, times=2, **details)
        assert await asked(desk, ADA, seconds=0.3) == "unknown"


async def test_whoever_asked_for_a_run_may_stop_it_and_so_may_an_admin(database: Database) -> None:
    async with open_desk(database) as desk:
        assert await asked(desk, CLEO, "run:stop", requester=CLEO) == "yes"
        assert [await asked(desk, user, "run:stop", requester="U0OTHER") for user in (ADA, CLEO)] == ["yes", "no"]
        assert await asked(desk, CLEO, "run:stop") == "no"


async def test_an_event_that_nobody_caused_is_nobodys_request(database: Database) -> None:
    async with open_desk(database) as desk:
        assert await asked(desk, "", "run:stop", requester="") != "yes"


async def test_what_the_table_leaves_to_the_operator_no_admin_may_do_from_slack(database: Database) -> None:
    async with open_desk(database) as desk:
        assert await asked(desk, ADA, "workspace:erase") == "no"
        assert await asked(desk, CLEO, "answer:feedback") == "yes"
        with pytest.raises(NotAllowed, match="outside of Slack"):
            await require(here(desk, ADA), client(desk), "prompt:activate", passed={"gate"})


async def test_a_guard_that_was_left_out_stops_even_an_admin(database: Database) -> None:
    async with open_desk(database) as desk:
        with pytest.raises(NotAllowed, match="has to be checked first"):
            await require(here(desk, ADA), client(desk), "run:approve", passed={"once", "credits"})
        await require(here(desk, ADA), client(desk), "run:approve", passed={"once", "credits", "guard_in"})


async def test_what_stands_in_no_rule_is_not_done(database: Database) -> None:
    async with open_desk(database) as desk:
        with pytest.raises(NotInTheTable, match="gold:dig"):
            await require(here(desk, ADA), client(desk), "gold:dig")
