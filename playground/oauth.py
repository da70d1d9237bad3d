"""Installing the app: the consent step, without a page, and the exchange of its code for a bot token."""

from __future__ import annotations

from urllib.parse import urlencode

from aiohttp import web

from playground.records import Json
from playground.state import APP_ID, World


class OAuthRoutes:
    """``/oauth/v2/authorize``: agrees at once for workspace ``team`` (default: the first) and ``user`` (default: its owner)."""

    def __init__(self, world: World) -> None:
        self.world = world

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/oauth/v2/authorize", self.authorize)

    async def authorize(self, request: web.Request) -> web.StreamResponse:
        team = request.query.get("team") or next(iter(self.world.workspaces))
        target = request.query.get("redirect_uri", "")
        workspace = self.world.workspaces.get(team)
        if workspace is None or not target.startswith(("http://", "https://")):
            raise web.HTTPBadRequest(text="unknown team or no redirect_uri")
        owner = next(person.id for person in workspace.people.values() if person.is_owner)
        code = new_code(self.world, team, request.query.get("user") or owner)
        raise web.HTTPFound(f"{target}?{urlencode({'code': code, 'state': request.query.get('state', '')})}")


def new_code(world: World, team: str, user: str) -> str:
    """A code to be exchanged once."""
    code = f"code-{world.number()}"
    world.oauth_codes[code] = (team, user)
    return code


def access(world: World, args: Json) -> Json:
    """``oauth.v2.access``: installs the app (again) and hands out the bot token."""
    team, user = world.oauth_codes.pop(str(args.get("code")), ("", ""))
    if not team:
        return {"ok": False, "error": "invalid_code"}
    workspace = world.workspaces[team]
    workspace.installed = True
    world.announce({"kind": "channels", "team": team})
    return {
        "ok": True,
        "app_id": APP_ID,
        "authed_user": {"id": user},
        "scope": ",".join(sorted(workspace.scopes)),
        "token_type": "bot",
        "access_token": workspace.token,
        "bot_user_id": workspace.bot_user,
        "team": {"id": team, "name": workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
