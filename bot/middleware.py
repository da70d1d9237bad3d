"""What every request gets before a listener sees it: an id for the logs, the tools, the workspace and the person."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot import faults, words
from bot.background import Background
from bot.here import Here
from bot.oauth import InstallationAuthorize
from bot.permission import NotAllowed
from jobs import tracing
from jobs.deps import Deps

Next = Callable[[], Awaitable[Any]]
Middleware = Callable[..., Awaitable[Any]]
_REQUEST_ID = re.compile(r"[\w.:-]{8,64}")


def identify(deps: Deps, background: Background) -> Middleware:
    """Runs before authorisation: from here on every log line carries the request id."""

    async def middleware(req: AsyncBoltRequest, context: AsyncBoltContext, next: Next) -> Any:  # noqa: A002, Bolt's name
        given = req.headers.get("x-slack-request-id", [""])[0]
        context["request_id"] = given if _REQUEST_ID.fullmatch(given) else deps.new_id()
        context["background"] = background
        structlog.contextvars.bind_contextvars(request_id=context["request_id"])
        with tracing.span("slack_request", request_id=context["request_id"]):
            return await next()

    return middleware


def place(deps: Deps, background: Background, workspaces: InstallationAuthorize) -> Middleware:
    """Runs after authorisation: which tenant, and who, as `here`. Nothing of a workspace we do not know goes further."""

    async def middleware(req: AsyncBoltRequest, context: AsyncBoltContext, next: Next) -> Any:  # noqa: A002, Bolt's name
        tenant_id = await workspaces.tenant_of(context.enterprise_id, context.team_id)
        if tenant_id is None:
            # Only the events that Bolt lets through without authorisation come here: an uninstall of a workspace long erased.
            return BoltResponse(status=200, body="")
        if is_foreign(req.body):
            return await faults.handle(NotAllowed(words.FOREIGNER), req.body, context)
        request_id = str(context["request_id"])
        context["here"] = Here(deps, background, workspaces, request_id, tenant_id, context.user_id or "")
        return await next()

    return middleware


def is_foreign(body: dict[str, Any]) -> bool:
    """Whether a person of another company pressed or wrote, in a channel shared with it: they see, and do not drive.

    Within one organisation workspaces differ and the company does not (facts/slack.md: guests and external people).
    """
    if body.get("enterprise") or body.get("enterprise_id") or body.get("is_enterprise_install"):
        return False
    ours = _of(body, "team").get("id") or body.get("team_id")
    event = _of(body, "event")
    theirs = _of(body, "user").get("team_id") or event.get("user_team") or event.get("team")
    return bool(ours and theirs) and ours != theirs


def _of(body: dict[str, Any], name: str) -> dict[str, Any]:
    found = body.get(name)
    return found if isinstance(found, dict) else {}
