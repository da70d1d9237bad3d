"""`bidwright drift`: holds the last seven days of a workspace's answers against the four weeks before, as the worker does each Monday."""

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
from jobs.deps import Deps
from jobs.evals.drift import begin, drift
from jobs.evals.drift_report import LEVEL, Report, lines
from storage import quality
from storage.quality import Week

TITLE = "What has changed in the answers"


@dataclass(frozen=True)
class Looked:
    named: Named
    report: Report
    weeks: Sequence[Week]
    """What the weekly look found before, the newest first."""


def options(parser: argparse.ArgumentParser) -> None:
    workspaces_named.options(parser)
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a page with pictures, which stands alone, as well")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.epilog = "Example: bidwright drift --html build/drift.html\n         bidwright drift --workspace T0123456 --json"


def run(options: argparse.Namespace) -> int:
    """0 where nothing has changed, 1 where something has."""
    looked = asyncio.run(_look(options.workspace))
    if options.html:
        from jobs.evals.quality_page import drift_section, write_page  # draws pictures: a second that others need not wait

        write_page(options.html, TITLE, [drift_section(each.named.name, each.report) for each in looked])
    sys.stdout.write(_json(looked) if options.json else _text(looked))
    return 1 if any(each.report.alarms for each in looked) else 0


async def _look(who: str | None) -> list[Looked]:
    async with wiring.joined(Settings.from_environment()) as (deps, _):
        return [await _one(deps, named) for named in await workspaces_named.chosen(deps, who)]


async def _one(deps: Deps, named: Named) -> Looked:
    until = deps.now()
    async with deps.db.tenant_read(named.tenant_id) as tx:
        runs = await quality.ended(tx, since=begin(until), until=until)
        weeks = await quality.weeks(tx)
    return Looked(named, drift(runs, until), weeks)


def _json(looked: Sequence[Looked]) -> str:
    document = [
        {
            "workspace": each.named.tenant_id,
            "name": each.named.name,
            "now": each.report.model_dump(mode="json"),
            "weeks": [{"week": week.week, "alarm": week.alarm, "told": week.state == "done", "report": week.report} for week in each.weeks],
        }
        for each in looked
    ]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _text(looked: Sequence[Looked]) -> str:
    if not looked:
        return "No workspace is installed here yet.\n"
    return "\n".join("\n".join([each.named.name, *lines(each.report), *_before(each.weeks)]) + "\n" for each in looked)


def _before(weeks: Sequence[Week]) -> list[str]:
    told = {True: f"{LEVEL['alarm'][1]}, the owner is told", False: LEVEL["steady"][1], None: "not measured"}
    return [f"  week {each.week}: {told[each.alarm]}" for each in weeks]
