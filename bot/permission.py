"""Who may do what the table of actions names (`jobs/actions.yml`): asked anew for every request, remembered for none."""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import words
from bot.here import Here
from jobs.actions import Approver, Guard, rule
from jobs.chain.errors import BidwrightError
from storage import members
from storage.errors import NotFound

ASK_SECONDS = 1.0
"""Of the 3 s in which the request must be answered and its form opened."""
ROLES: Mapping[Approver, frozenset[str]] = {"admin": frozenset({"owner", "admin"}), "owner": frozenset({"owner"})}
FLAGS: Mapping[Approver, tuple[str, ...]] = {
    # Of a person in Slack.
    "admin": ("is_admin", "is_owner", "is_primary_owner"),
    "owner": ("is_owner", "is_primary_owner"),
}
PASSED: frozenset[Guard] = frozenset({"signed", "installed"})
"""What has held for every request that has a `Here`."""

Permission = Literal["yes", "no", "unknown"]
log = structlog.get_logger()


class NotAllowed(BidwrightError):
    """The person may not do this, or nobody could say so in time; nothing was changed."""


async def may(here: Here, client: AsyncWebClient, action: str, *, requester: str | None = None, seconds: float = ASK_SECONDS) -> Permission:
    """Whether the table of actions lets this person do it, as requester, by a role here or by what Slack says of them.

    `requester`: who asked for what is acted upon. `unknown` where Slack did not say in time. Raises NotInTheTable, StorageError.
    """
    approver = rule(action).approver
    if approver == "nobody" or (approver == "requester" and here.member and here.member == requester):
        return "yes"
    if approver == "operator":
        return "no"
    needed: Approver = "admin" if approver == "requester" else approver
    if await _role(here) in ROLES[needed]:
        return "yes"
    user = await _in_slack(here, client, seconds)
    if user is None:
        return "unknown"
    return "yes" if _has_one(user, FLAGS[needed]) else "no"


async def require(here: Here, client: AsyncWebClient, action: str, *, requester: str | None = None, passed: Collection[Guard] = ()) -> None:
    """Raises NotAllowed where the person may not, or a guard of the table that is neither of `PASSED` nor of `passed` comes first;
    NotInTheTable, StorageError.
    """
    lacking = rule(action).lacks(PASSED.union(passed))
    if lacking:
        log.error("guard_left_out", action=action, guards=lacking)
        raise NotAllowed(words.GUARD_LEFT_OUT)
    found = await may(here, client, action, requester=requester)
    if found != "yes":
        raise NotAllowed(words.who_may(found, rule(action).approver))


async def _in_slack(here: Here, client: AsyncWebClient, seconds: float) -> dict[str, Any] | None:
    """What Slack says of the person; empty where that is nothing of use, None where it did not answer."""
    try:
        async with asyncio.timeout(seconds):
            answer = await client.users_info(user=here.member)
        user: Any = answer.get("user")
    except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError, AttributeError, TypeError, ValueError) as error:
        # The last three: the SDK trips over answers that are no JSON object.
        log.warning("permission_unknown", error=type(error).__name__)
        return None
    return user if isinstance(user, dict) else {}


def _has_one(user: dict[str, Any], flags: Iterable[str]) -> bool:
    # A stranger of a shared channel may be the admin of another company.
    if any(user.get(name) for name in ("deleted", "is_bot", "is_stranger", "is_restricted", "is_ultra_restricted")):
        return False
    return any(user.get(name) is True for name in flags)


async def _role(here: Here) -> str | None:
    async with here.deps.db.tenant_read(here.tenant_id) as tx:
        try:
            return (await members.get(tx, here.member)).role
        except NotFound:
            return None
