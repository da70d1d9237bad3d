"""`bidwright calibration`: what the confidence of answers is worth by what people called them, and fitting it anew."""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import wiring
from bot.settings import Settings
from bot.verbs import workspaces_named
from bot.verbs.workspaces_named import Named
from jobs import sureness
from jobs.actions import at_the_terminal
from jobs.deps import Deps
from jobs.evals.calibration import Fit, fit
from storage import quality

TITLE = "How sure answers are, and whether that holds"
NEVER = Fit(labels=0, reason="Nothing has been fitted yet: the worker does it each Monday, `bidwright calibration fit` at once.")
OTHER_VERSION = Fit(labels=0, reason="What is stored was fitted by another version of Bidwright: run `bidwright calibration fit`.")


@dataclass(frozen=True)
class Kept:
    named: Named
    version: int | None
    fitted: Fit


def options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    for name, purpose in (("show", "the fit in force and how reliable it is"), ("fit", "fit anew from all votes and reviews")):
        action = actions.add_parser(name, help=purpose)
        workspaces_named.options(action)
        action.add_argument("--html", type=Path, metavar="FILE", help="write a page with pictures, which stands alone, as well")
        action.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.epilog = (
        "Example: bidwright calibration show --html build/calibration.html\n         bidwright calibration fit --workspace T0123456"
    )


def run(options: argparse.Namespace) -> int:
    kept = asyncio.run(_act(options.action, options.workspace))
    if options.html:
        from jobs.evals.quality_page import calibration_section, write_page  # draws pictures: a second that others need not wait

        sections = [calibration_section(each.named.name, each.version, each.fitted) for each in kept]
        write_page(options.html, TITLE, sections)
    sys.stdout.write(_json(kept) if options.json else _text(kept))
    return 0


async def _act(action: str, who: str | None) -> list[Kept]:
    act = _fit if action == "fit" else _show
    async with wiring.joined(Settings.from_environment()) as (deps, _):
        return [await act(deps, named) for named in await workspaces_named.chosen(deps, who)]


async def _show(deps: Deps, named: Named) -> Kept:
    async with deps.db.tenant_read(named.tenant_id) as tx:
        kept = await quality.calibration(tx)
    if kept is None:
        return Kept(named, None, NEVER)
    return Kept(named, kept.version, sureness.fitted_of(kept) or OTHER_VERSION)


async def _fit(deps: Deps, named: Named) -> Kept:
    at_the_terminal("cli calibration fit")
    async with deps.db.tenant_read(named.tenant_id) as tx:
        runs = await quality.ended(tx, until=deps.now())
    made = fit(sureness.labels_of(runs))
    async with deps.db.tenant(named.tenant_id) as tx:
        version = await sureness.keep(tx, made, deps.now())
    return Kept(named, version, made)


def _json(kept: Sequence[Kept]) -> str:
    document = [
        {"workspace": each.named.tenant_id, "name": each.named.name, "version": each.version, "taken": each.fitted.curve is not None}
        | each.fitted.model_dump(mode="json")
        for each in kept
    ]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _text(kept: Sequence[Kept]) -> str:
    return "\n".join("\n".join(_lines(each)) + "\n" for each in kept) or "No workspace is installed here yet.\n"


def _lines(kept: Kept) -> list[str]:
    version = "nothing stored" if kept.version is None else f"version {kept.version}"
    groups = (
        f"  {each.low:>4.0%} to {each.high:>4.0%} sure: of {each.of} answers {each.right} were called right ({each.right / each.of:.0%})"
        for each in kept.fitted.groups
    )
    return [f"{kept.named.name}: {version}. {kept.fitted.reason}", *groups]
