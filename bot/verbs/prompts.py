"""`bidwright prompts`: keep versions of prompts, put one in force when the golden set did not fall by it, take it back."""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot import wiring
from bot.settings import Settings
from bot.verbs import prompt_acts
from bot.verbs.prompt_acts import Done, Refused, Wish
from bot.verbs.prompt_gate import MODELS, held_against
from jobs.actions import at_the_terminal
from jobs.canaries import counted
from jobs.chain.errors import BadInput
from jobs.chain.prompt import Prompt
from jobs.deps import Deps
from jobs.prompting import checked, force_of, shipped, shipped_text
from storage import audit, prompts
from storage.prompts import Act, InForce, Version

ENTRIES = 200
ACTS = {"prompt_added": "kept", "prompt_activated": "activated", "prompt_rolled_back": "took back"}


def options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    listing = actions.add_parser("list", help="what is in force, on trial, kept and taken back")
    show = actions.add_parser("show", help="a prompt's text: that in force, or the version named")
    add = actions.add_parser("add", help="keep a text as a new version, which changes nothing yet")
    add.add_argument("file", type=Path, metavar="FILE")
    add.add_argument("--note", default="", help="why it was written")
    activate = actions.add_parser("activate", help="put a kept version in force, if the golden set does not fall by it")
    activate.add_argument("--percent", type=int, metavar="P", help="try it with this share of the runs, 1 to 99")
    activate.add_argument(
        "--model",
        choices=MODELS,
        default="anthropic",
        help="who judges the golden set: anthropic costs money,\nsynthetic is a stand-in that tells only whether something breaks",
    )
    rollback = actions.add_parser("rollback", help="take back what is on trial, or else what is in force")
    rollback.add_argument("--why", default="taken back by hand", help="kept with it")
    history = actions.add_parser("history", help="who did what, the newest first")
    for action in (show, activate, rollback):
        action.add_argument("name", metavar="NAME")
    show.add_argument("version", metavar="VERSION", nargs="?")
    activate.add_argument("version", metavar="VERSION")
    for action in (add, activate, rollback):
        action.add_argument("--by", default="operator", metavar="NAME", help="who does it, for the audit")
    for action in (listing, show, add, activate, rollback, history):
        action.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.epilog = (
        "Example: bidwright prompts add rate-2.md --note 'asks for risks first'\n         bidwright prompts activate rate 2 --percent 20"
    )


def run(options: argparse.Namespace) -> int:
    """0 done, 1 where the golden set falls or a neighbour came first, 2 for bad input."""
    return asyncio.run(_run(options))


async def _run(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    async with wiring.joined(settings) as (deps, _):
        if options.action == "list":
            return await _list(deps, options)
        if options.action == "history":
            return await _history(deps, options)
        if options.action == "show":
            return await _show(deps, options)
        if options.action == "add":
            return await _add(deps, options)
        act = Act(deps.new_id(), options.by, deps.now())
        if options.action == "activate":
            gate = partial(held_against, settings, options.model)
            wish = Wish(options.name, options.version, options.percent, options.model)
            return _done(options, await prompt_acts.activate(deps.db, wish, gate, act))
        return _done(options, await prompt_acts.roll_back(deps.db, options.name, options.why, act))


async def _list(deps: Deps, options: argparse.Namespace) -> int:
    async with deps.db.system() as sys_tx:
        states, kept = await prompts.all_in_force(sys_tx), await prompts.listed(sys_tx)
    force, of = force_of(shipped(), states, kept), {state.name: state for state in states}
    rows = [_row(ours, of.get(name), [each for each in kept if each.name == name]) for name, ours in sorted(shipped().items())]
    for row in rows:
        if row["canary"]:
            row["on_trial"], row["others"] = map(asdict, await counted(deps.db, of[row["name"]]))
    if options.json:
        return _say(options, {"prompts": rows, "faults": list(force.faults)}, "")
    table = Table("prompt", "in force", "on trial", "kept", "taken back", title_justify="left")
    for row in rows:
        trial = f"{row['canary']} ({row['percent']} %): {_tally(row['on_trial'])}; others: {_tally(row['others'])}" if row["canary"] else ""
        back = "; ".join(f"{each['version']}: {each['why']}" for each in row["versions"] if each["why"])
        table.add_row(row["name"], row["active"], trial, ", ".join(each["version"] for each in row["versions"]), back)
    Console().print(table, markup=False)
    for fault in force.faults:
        sys.stdout.write(f"{fault}\n")
    return 0


def _tally(counts: Mapping[str, int]) -> str:
    return f"{counts['down']} of {counts['voted']} voted down, {counts['spoilt']} of {counts['runs']} of no use"


def _row(ours: Prompt, state: InForce | None, kept: list[Version]) -> dict[str, Any]:
    active = state.active if state and state.active else None
    return {
        "name": ours.name,
        "active": active or f"{ours.version}, shipped",
        "shipped": active is None,
        "canary": state.canary if state else None,
        "percent": state.percent if state else None,
        "versions": [{name: _plain(value) for name, value in asdict(each).items() if name not in ("name", "body")} for each in kept],
    }


async def _show(deps: Deps, options: argparse.Namespace) -> int:
    ours = prompt_acts.ours(options.name)
    async with deps.db.system() as sys_tx:
        state = await prompts.of_name(sys_tx, ours.name)
        wanted = options.version or (state.active if state else None)
        kept = await prompts.get(sys_tx, ours.name, wanted) if wanted and wanted != ours.version else None
    if kept is not None:
        return _say(options, {name: _plain(value) for name, value in asdict(kept).items()}, kept.body.removesuffix("\n"))
    if wanted not in (None, ours.version):
        raise BadInput("unknown_reference", prompt_acts.unknown(ours.name, wanted))
    body = shipped_text(ours.name)
    return _say(
        options, {"name": ours.name, "version": ours.version, "sha": ours.sha, "body": body, "shipped": True}, body.removesuffix("\n")
    )


async def _history(deps: Deps, options: argparse.Namespace) -> int:
    async with deps.db.system() as sys_tx:
        entries = [entry for entry in await audit.deployment_entries(sys_tx, limit=ENTRIES) if entry.act in ACTS]
    if options.json:
        return _say(options, {"entries": [{name: _plain(value) for name, value in asdict(each).items()} for each in entries]}, "")
    for entry in entries:
        change = ", ".join(f"{name} {value}" for name, value in (entry.after or {}).items() if value is not None)
        sys.stdout.write(
            f"{entry.at:%Y-%m-%d %H:%M} UTC  {entry.actor}: {ACTS[entry.act]} {entry.subject} ({change or 'the shipped one'})\n"
        )
    return 0


async def _add(deps: Deps, options: argparse.Namespace) -> int:
    at_the_terminal("cli prompts add")
    try:
        text = options.file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("missing_file", f"{options.file} cannot be read as UTF-8 text: check the path.") from error
    prompt = checked(text, shipped())
    if prompt.version == prompt_acts.ours(prompt.name).version:
        raise BadInput("broken_prompt", f"This is the shipped {prompt.name} {prompt.version}, word for word: there is nothing to keep.")
    now = deps.now()
    version = Version(prompt.name, prompt.version, prompt.sha, text, options.note, options.by, now)
    async with deps.db.system() as sys_tx:
        new = await prompts.add(sys_tx, version, Act(deps.new_id(), options.by, now))
    said = f"{prompt.name} {prompt.version} is kept" if new else f"{prompt.name} {prompt.version} was kept before, word for word"
    return _say(
        options, {"name": prompt.name, "version": prompt.version, "sha": prompt.sha, "new": new}, f"{said}; nothing is in force by it."
    )


def _done(options: argparse.Namespace, done: Done | Refused) -> int:
    return _refuse(options, done.reasons) if isinstance(done, Refused) else _say(options, done.document, done.sentence)


def _refuse(options: argparse.Namespace, reasons: Sequence[str]) -> int:
    if options.json:
        _say(options, {"activated": False, "reasons": list(reasons)}, "")
    else:
        sys.stderr.write("".join(f"bidwright: {reason}\n" for reason in ("Nothing was changed.", *reasons)))
    return 1


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _say(options: argparse.Namespace, document: dict[str, Any], sentence: str) -> int:
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n" if options.json else sentence + "\n")
    return 0
