"""`bidwright eval`: the golden set through the chain, scored case by case, and the gate's word on it."""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from bot.settings import Settings
from bot.verbs import eval_gate
from bot.verbs.eval_options import baseline_of, contender
from bot.verbs.eval_room import Room, room
from jobs.chain.errors import BadInput
from jobs.evals import cassettes, synthetic
from jobs.evals.bar import shipped_bar
from jobs.evals.case import Split
from jobs.evals.gate import GateResult
from jobs.evals.golden import OPEN, SHIPPED, Golden, load
from jobs.evals.judging import gated, scored
from jobs.evals.recording import Recording
from jobs.evals.repeats import Flip, flips, spoken_for
from jobs.evals.report import report
from jobs.evals.scoring import CaseScore
from jobs.evals.store import read_recording, read_scores, write_recording, write_scores

SPLITS = ("dev", "regression", "sealed")
MODELS = ("rules", "cassettes", "synthetic", "anthropic")


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--set", type=Path, default=SHIPPED, metavar="DIR", help="folder of golden cases; default: those of this release")
    parser.add_argument("--split", action="append", choices=SPLITS, help="default: dev and regression; sealed only before a release")
    parser.add_argument("--workspace", metavar="ID", help="the cases that this Slack team's admins promoted, beside any --split named")
    parser.add_argument("--case", action="append", metavar="ID", help="only this case; may be said several times")
    who = parser.add_argument_group("who judges")
    who.add_argument("--model", choices=MODELS, default="rules", help="anthropic needs a key and costs money; default: rules")
    who.add_argument("--cassettes", type=Path, default=cassettes.SHIPPED, metavar="FILE", help="kept replies; default: this release's")
    who.add_argument("--save-cassettes", type=Path, metavar="FILE", help="keep the model's replies, to run without it")
    who.add_argument("--seed", type=int, default=synthetic.SEED, metavar="N", help="of the stand-in model's mistakes; default: %(default)s")
    who.add_argument("--error-rate", type=_share, default=synthetic.ERRORS, metavar="E", help="of the stand-in; default: %(default)s")
    who.add_argument("--repeat", type=_count, default=1, metavar="N", help="run N times and tell which answers flip")
    parser.add_argument("--record", type=Path, metavar="FILE", help="keep what the run left, to judge it again without paying again")
    parser.add_argument("--judge", type=Path, metavar="FILE", help="judge a kept run instead of running anything")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="scores to compare with; default: this release's")
    parser.add_argument("--write-baseline", action="store_true", help="take the scores as the new baseline")
    parser.add_argument("--gate", action="store_true", help="rules and kept replies against this release's baselines, as in `make check`")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the page with pictures, which stands alone, as well")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.epilog = (
        "Example: bidwright eval --record build/rules.json\n"
        "         bidwright eval --judge build/rules.json --split regression\n"
        "         bidwright eval --model synthetic --error-rate 0.2 --repeat 3"
    )


def run(options: argparse.Namespace) -> int:
    """0 where the gate says PASS, 1 for FAIL and INCONCLUSIVE; with `--gate` 1 for FAIL alone."""
    _refuse_partial_baseline(options)
    golden = _chosen(options)
    if options.gate:
        return asyncio.run(eval_gate.run(golden, options))
    recording, flipped = (read_recording(options.judge), ()) if options.judge else asyncio.run(_record(golden, options))
    if options.record:
        write_recording(options.record, recording)
    path, bar = options.baseline or baseline_of(options.model), shipped_bar()
    scores = scored(golden, recording, bar)
    baseline = read_scores(path) if path.is_file() and not options.write_baseline else None
    result = gated(golden, scores, bar, baseline)
    if options.write_baseline:
        write_scores(path, scores)
    if options.html:
        from jobs.evals.page import Evaluation, write_page  # draws pictures: a second that others need not wait

        cases = {each.case.id: each.case for each in golden}
        write_page(options.html, Evaluation(recording, cases, scores, result, bar, baseline))
    told = _json(result, scores, flipped) if options.json else report(recording, result, scores, bar=bar.version) + _told(flipped, options)
    sys.stdout.write(told)
    return 0 if result.judgement == "PASS" else 1


def _refuse_partial_baseline(options: argparse.Namespace) -> None:
    """The baselines of this release hold all open cases, and those of the rules and of the kept replies are no stand-in's of the day."""
    ours = options.write_baseline and (options.gate or not options.baseline)
    partial = options.case or options.split or options.workspace or options.set != SHIPPED or options.model == "synthetic"
    if ours and partial:
        raise BadInput(
            "broken_case", "This release's baseline holds all open cases by rules or kept replies: name another with --baseline."
        )


def _chosen(options: argparse.Namespace) -> tuple[Golden, ...]:
    splits = tuple(cast(list[Split], options.split or list(OPEN)))
    if options.save_cassettes and "sealed" in splits:
        raise BadInput("broken_case", "Replies about sealed cases are not kept: whoever reads them has unsealed the set.")
    golden = () if options.workspace and not options.split else load(options.set, splits)
    if options.workspace:
        from bot.verbs.workspace_cases import promoted  # wires the whole bot: a second that others need not wait

        golden += asyncio.run(promoted(Settings.from_environment(), options.workspace))
    if options.case:
        golden = tuple(each for each in golden if each.case.id in options.case)
    if not golden:
        raise BadInput("broken_case", f"There is no such case in {options.set}.")
    return golden


async def _record(golden: Sequence[Golden], options: argparse.Namespace) -> tuple[Recording, tuple[Flip, ...]]:
    """The run, or of several the ones that speak for their cases, and what flips."""
    settings = Settings.from_environment()
    async with room(settings) as opened:
        recordings = [await _once(opened, golden, options, settings, place) for place in range(options.repeat)]
    if len(recordings) == 1:
        return recordings[0], ()
    rounds = [scored(golden, each, shipped_bar()) for each in recordings]
    return spoken_for(recordings, rounds), flips(rounds)


async def _once(opened: Room, golden: Sequence[Golden], options: argparse.Namespace, settings: Settings, place: int) -> Recording:
    async with contender(options, settings, place) as who:
        recording = await opened.record(golden, who)
    if who.tape is not None:
        cassettes.write_cassettes(options.save_cassettes, who.tape.label, who.tape.replies.values())
    return recording


def _told(flipped: Sequence[Flip], options: argparse.Namespace) -> str:
    if options.judge or options.repeat == 1:
        return ""
    lines = [f"of {options.repeat} runs: {len(flipped)} cases flip"]
    lines += [f"  {each.case_id}: {', '.join(each.verdicts)}; passes {each.passed} of {each.of}" for each in flipped]
    return "\n" + "\n".join(lines) + "\n"


def _json(result: GateResult, scores: Sequence[CaseScore], flipped: Sequence[Flip]) -> str:
    sealed = {"findings"}  # a sealed case shows its score and nothing else
    kept = [each.model_dump(mode="json", exclude=sealed if each.split == "sealed" else None) for each in scores]
    document = result.model_dump(mode="json") | {"scores": kept, "flips": [each.model_dump(mode="json") for each in flipped]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError("a share is a number from 0 to 1")
    return share


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= 20:
        raise argparse.ArgumentTypeError("a number from 1 to 20")
    return count
