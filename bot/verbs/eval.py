"""`bidwright eval`: the golden set through the chain, scored case by case, and the gate's word on it."""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from rich.console import Console
from rich.progress import Progress

from bot import clock
from bot.settings import Settings
from bot.verbs import sources
from bot.verbs.brief import brief
from bot.ways import ways
from jobs.chain.errors import BadInput
from jobs.chain.model import Analyst
from jobs.chain.policy import DEFAULT_POLICY
from jobs.chain.rules.analyst import RulesAnalyst
from jobs.chain.tender import Tender
from jobs.evals.bar import shipped_bar
from jobs.evals.case import Split
from jobs.evals.gate import GateResult, judge
from jobs.evals.golden import OPEN, SHIPPED, Golden, load
from jobs.evals.metered import Metered
from jobs.evals.recording import Recording
from jobs.evals.report import report
from jobs.evals.runner import Meter, Runner
from jobs.evals.scoring import CaseScore, score_case
from jobs.evals.store import read_recording, read_scores, write_recording, write_scores
from jobs.intake.reader import Intake

BASELINE = SHIPPED.with_name("baseline.json")
SPLITS = ("dev", "regression", "sealed")


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--set", type=Path, default=SHIPPED, metavar="DIR", help="folder of golden cases; default: those of this release")
    parser.add_argument("--split", action="append", choices=SPLITS, help="default: dev and regression; sealed only before a release")
    parser.add_argument("--case", action="append", metavar="ID", help="only this case; may be said several times")
    parser.add_argument(
        "--model", choices=("rules", "anthropic"), default="rules", help="who judges; anthropic needs a key and costs money"
    )
    parser.add_argument("--record", type=Path, metavar="FILE", help="keep what the run left, to judge it again without paying again")
    parser.add_argument("--judge", type=Path, metavar="FILE", help="judge a kept run instead of running anything")
    parser.add_argument("--baseline", type=Path, default=BASELINE, metavar="FILE", help="scores to compare with; default: this release's")
    parser.add_argument("--write-baseline", action="store_true", help="take the scores as the new baseline")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the page with pictures, which stands alone, as well")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.epilog = "Example: bidwright eval --record build/rules.json\n         bidwright eval --judge build/rules.json --split regression"


def run(options: argparse.Namespace) -> int:
    """0 where the gate says PASS, 1 for FAIL and INCONCLUSIVE."""
    golden = _chosen(options)
    recording = read_recording(options.judge) if options.judge else asyncio.run(_record(golden, options))
    if options.record:
        write_recording(options.record, recording)
    scores = _scores(golden, recording)
    baseline = read_scores(options.baseline) if options.baseline.is_file() and not options.write_baseline else None
    cases = {each.case.id: each.case for each in golden}
    result = judge(cases, scores, shipped_bar(), baseline)
    if options.write_baseline:
        write_scores(options.baseline, scores)
    if options.html:
        from jobs.evals.page import Evaluation, write_page  # draws pictures: a second that others need not wait

        write_page(options.html, Evaluation(recording, cases, scores, result, shipped_bar(), baseline))
    sys.stdout.write(_json(result, scores) if options.json else report(recording, result, scores, bar=shipped_bar().version))
    return 0 if result.judgement == "PASS" else 1


def _chosen(options: argparse.Namespace) -> tuple[Golden, ...]:
    splits = tuple(cast(list[Split], options.split or list(OPEN)))
    golden = load(options.set, splits)
    if options.case:
        golden = tuple(each for each in golden if each.case.id in options.case)
    if not golden:
        raise BadInput("broken_case", f"There is no such case in {options.set}.")
    return golden


async def _record(golden: Sequence[Golden], options: argparse.Namespace) -> Recording:
    settings = Settings.from_environment()
    analyst = _anthropic(settings) if options.model == "anthropic" else lambda _: (RulesAnalyst(), Meter())
    async with ways(settings) as opened:
        intake = Intake(opened, sources.NoFiles(), limit_chars=settings.max_text_chars)

        async def read(notice: bytes, name: str) -> Tender:
            return await intake.read_file(notice, name=name)

        runner = Runner(read=read, analyst=analyst, show=brief, policy=DEFAULT_POLICY)
        with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as progress:
            task = progress.add_task("judging", total=len(golden))
            runs = await runner.run(golden, on_done=lambda _: progress.advance(task))
    return Recording(name=options.model, synthetic=False, at=clock.utcnow().isoformat(), runs=runs)


def _scores(golden: Sequence[Golden], recording: Recording) -> list[CaseScore]:
    """Those of the cases chosen, in their order. Raises BadInput where the recording lacks one."""
    runs = {each.case_id: each for each in recording.runs}
    absent = [each.case.id for each in golden if each.case.id not in runs]
    if absent:
        raise BadInput("broken_case", f"The kept run has no answer for {absent[0]}: run it again.")
    return [
        score_case(each.case, runs[each.case.id], each.notice, shipped_bar(), twin=runs.get(each.case.expected.same_as or ""))
        for each in golden
    ]


def _anthropic(settings: Settings) -> Callable[[Golden], tuple[Analyst, Meter]]:
    """The model's agents, each case with a meter of its own. Raises BadInput without a key."""
    if settings.anthropic_api_key is None:
        raise BadInput("no_key", "There is no ANTHROPIC_API_KEY: set it, or use --model rules.")
    from bot.analysts import model_analyst, models

    shared, tiers = model_analyst(settings), models(settings)

    def made(_: Golden) -> tuple[Analyst, Meter]:
        metered = Metered(shared.model, tiers)
        return replace(shared, model=metered), Meter(lambda: metered.calls, lambda: metered.micro_usd)

    return made


def _json(result: GateResult, scores: Sequence[CaseScore]) -> str:
    sealed = {"findings"}  # a sealed case shows its score and nothing else
    kept = [each.model_dump(mode="json", exclude=sealed if each.split == "sealed" else None) for each in scores]
    document = result.model_dump(mode="json") | {"scores": kept}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
