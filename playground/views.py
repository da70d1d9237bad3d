"""Modals and Home tabs: opening, stacking, replacing; for views.* and for what an acknowledgement asks."""

from __future__ import annotations

import json
from typing import cast

from playground.calls import ApiError, Call, listed
from playground.limits import VIEW_BYTES, check_view
from playground.records import Json, View
from playground.state import APP_ID, Workspace, World

STACK = 3


def checked(world: World, workspace: Workspace, given: object, *, kind: str, replaces: View | None = None) -> Json:
    """A view's content with ids filled in.

    Raises: ApiError view_too_large, invalid_arguments (with pointers), duplicate_external_id.
    """
    if not isinstance(given, dict):
        raise listed("invalid_arguments", ["[ERROR] must be an object [json-pointer:/view]"])
    view = cast("Json", given)
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        raise ApiError("view_too_large")
    problems = check_view(view)
    if view.get("type") != kind:
        problems.append(f"[ERROR] must be {kind} [json-pointer:/view/type]")
    if problems:
        raise listed("invalid_arguments", problems)
    external = view.get("external_id")
    if external and any(other.external_id == external and other is not replaces for other in workspace.views()):
        raise ApiError("duplicate_external_id")
    return {**view, "blocks": world.with_ids(view["blocks"])}


def show(world: World, workspace: Workspace, user: str, content: Json, *, on_top: bool) -> View:
    """Open a modal, alone or over the one there.

    Raises: ApiError push_limit_reached past three.
    """
    stack = workspace.modals.get(user, []) if on_top else []
    if len(stack) >= STACK:
        raise ApiError("push_limit_reached")
    ident = f"V0{world.number():06d}"
    below = stack[-1] if stack else None
    view = View(ident, "modal", user, content, new_hash(world), below.root_id if below else ident, below.id if below else None)
    workspace.modals[user] = [*stack, view]
    announce(world, workspace, user)
    return view


def replace(world: World, workspace: Workspace, view: View, content: Json) -> View:
    """New content in an open view; its id stays, its hash changes, what it said about errors goes."""
    view.content, view.hash, view.errors, view.problem = content, new_hash(world), {}, ""
    announce(world, workspace, view.user)
    return view


def close(world: World, workspace: Workspace, view: View, *, everything: bool = False) -> None:
    stack = workspace.modals.get(view.user, [])
    workspace.modals[view.user] = [] if everything else [other for other in stack if other is not view]
    announce(world, workspace, view.user)


def announce(world: World, workspace: Workspace, user: str) -> None:
    world.announce({"kind": "view", "team": workspace.id, "user": user})


def new_hash(world: World) -> str:
    return f"{int(world.clock())}.{world.number():06d}"


def to_api(workspace: Workspace, view: View, state: Json | None = None) -> Json:
    return view.to_api(workspace.id, APP_ID, workspace.bot_id, state)


# --- views.* -----------------------------------------------------------------------------------------------------


def _exchange(call: Call) -> tuple[str, str | None]:
    """Use up the trigger: (user, view it was pressed in).

    Raises: ApiError invalid_trigger_id, expired_trigger_id, exchanged_trigger_id.
    """
    ident = call.need("trigger_id")
    trigger = call.world.triggers.get(ident)
    if trigger is None or trigger.user not in call.workspace.people:
        raise ApiError("invalid_trigger_id")
    if trigger.used:
        raise ApiError("exchanged_trigger_id")
    if call.world.clock() >= trigger.expires:
        raise ApiError("expired_trigger_id")
    trigger.used = True
    return trigger.user, trigger.view


def _content(call: Call, kind: str, replaces: View | None = None) -> Json:
    return checked(call.world, call.workspace, call.structure("view", "invalid_arguments"), kind=kind, replaces=replaces)


def open_view(call: Call) -> Json:
    content = _content(call, "modal")
    user, _ = _exchange(call)
    return {"view": to_api(call.workspace, show(call.world, call.workspace, user, content, on_top=False))}


def push_view(call: Call) -> Json:
    content = _content(call, "modal")
    user, pressed_in = _exchange(call)
    if pressed_in is None or not call.workspace.modals.get(user):
        raise ApiError("not_found")
    return {"view": to_api(call.workspace, show(call.world, call.workspace, user, content, on_top=True))}


def update_view(call: Call) -> Json:
    ident, external = call.text("view_id"), call.text("external_id")
    if not ident and not external:
        raise listed("invalid_arguments", ["[ERROR] missing required field: view_id"])
    view = next((v for v in call.workspace.views() if (v.id == ident if ident else v.external_id == external)), None)
    if view is None:
        raise ApiError("not_found")
    if call.text("hash") and call.text("hash") != view.hash:
        raise ApiError("hash_conflict")
    content = _content(call, view.type, view)
    return {"view": to_api(call.workspace, replace(call.world, call.workspace, view, content))}


def publish_view(call: Call) -> Json:
    user = call.need("user_id")
    if user not in call.workspace.people:
        raise ApiError("user_not_found")
    home = call.workspace.homes.get(user)
    if home and call.text("hash") and call.text("hash") != home.hash:
        raise ApiError("hash_conflict")
    content = _content(call, "home", home)
    if home is None:
        ident = f"V0{call.world.number():06d}"
        home = call.workspace.homes[user] = View(ident, "home", user, content, new_hash(call.world), ident)
        announce(call.world, call.workspace, user)
    else:
        replace(call.world, call.workspace, home, content)
    return {"view": to_api(call.workspace, home)}
