"""`bidwright dead-letters`: runs that failed for good, and the way back for them."""

import argparse
import asyncio
import json
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from bot import wiring
from bot.settings import Settings
from jobs import replays
from jobs.actions import at_the_terminal
from jobs.chain.errors import BadInput
from jobs.deps import Deps
from storage import dead_letters, runs


def options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    listing = actions.add_parser("list", help="all that wait for a decision")
    listing.add_argument("--json", action="store_true")
    for name, purpose in (("show", "one, with its history"), ("replay", "run it again, charged anew"), ("drop", "let it rest")):
        action = actions.add_parser(name, help=purpose)
        action.add_argument("run_id", metavar="RUN")
        action.add_argument("--json", action="store_true")
    parser.epilog = "Example: bidwright dead-letters list\n         bidwright dead-letters replay 0192f0c1a2b37c"


def run(options: argparse.Namespace) -> int:
    return asyncio.run(_run(options))


async def _run(options: argparse.Namespace) -> int:
    async with wiring.joined(Settings.from_environment()) as (deps, _):
        if options.action == "list":
            return await _list(deps, as_json=options.json)
        tenant_id = await _locate(deps, options.run_id)
        if options.action == "show":
            return await _show(deps, tenant_id, options.run_id)
        if options.action == "replay":
            at_the_terminal("cli dead-letters replay", {"credits"})  # `replay` reserves them in its own transaction, or raises
            gen = await replays.replay(deps, tenant_id, options.run_id)
            return _report(options, {"run_id": options.run_id, "replayed_as": gen}, f"Run {options.run_id} is queued again.")
        at_the_terminal("cli dead-letters drop")
        async with deps.db.tenant(tenant_id) as tx:
            await dead_letters.drop(tx, options.run_id, deps.now())
        return _report(options, {"run_id": options.run_id, "dropped": True}, f"Run {options.run_id} rests.")


async def _locate(deps: Deps, run_id: str) -> str:
    async with deps.db.system() as sys_tx:
        tenant_id = await runs.locate(sys_tx, run_id)
    if tenant_id is None:
        raise BadInput("unknown_reference", f"There is no run {run_id}: `bidwright dead-letters list` shows the ids.")
    return tenant_id


async def _list(deps: Deps, *, as_json: bool) -> int:
    async with deps.db.system() as sys_tx:
        ids = await dead_letters.all_ids(sys_tx, limit=500)
    rows: list[dict[str, Any]] = []
    for tenant_id, run_id in ids:
        async with deps.db.tenant_read(tenant_id) as tx:
            letter = await dead_letters.get(tx, run_id)
        rows.append({"run_id": run_id, "workspace": tenant_id, "cause": letter.cause, "at": letter.created_at.isoformat()})
    if as_json:
        sys.stdout.write(json.dumps(rows, indent=2) + "\n")
        return 0
    table = Table("run", "workspace", "cause", "since", title=f"{len(rows)} dead letters", title_justify="left")
    for row in rows:
        table.add_row(row["run_id"], row["workspace"], row["cause"], row["at"])
    Console().print(table, markup=False)
    return 0


async def _show(deps: Deps, tenant_id: str, run_id: str) -> int:
    async with deps.db.tenant_read(tenant_id) as tx:
        letter = await dead_letters.get(tx, run_id)
        history = await runs.transitions(tx, run_id)
    document = {
        "run_id": run_id,
        "workspace": tenant_id,
        "cause": letter.cause,
        "detail": letter.detail,
        "state": letter.state,
        "history": [{"at": t.at.isoformat(), "from": t.from_state, "to": t.to_state, "cause": t.cause} for t in history],
    }
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    return 0


def _report(options: argparse.Namespace, document: dict[str, Any], sentence: str) -> int:
    sys.stdout.write(json.dumps(document) + "\n" if options.json else sentence + "\n")
    return 0
