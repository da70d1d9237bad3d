"""`bidwright eval --gate`: what `make check` asks. The rules and kept replies over the open cases, against the baselines of this release."""

import argparse
import sys
from collections.abc import Iterator, Sequence

from bot.settings import Settings
from bot.verbs.eval_options import baseline_of, contender
from bot.verbs.eval_room import room
from jobs.chain.errors import BadInput
from jobs.evals.bar import Bar, shipped_bar
from jobs.evals.gate import GateResult
from jobs.evals.golden import Golden
from jobs.evals.judging import gated, scored
from jobs.evals.recording import Recording
from jobs.evals.report import report
from jobs.evals.scoring import CaseScore
from jobs.evals.store import read_scores, write_scores

ASKED = ("rules", "cassettes")
NO_BASELINE = "There is no baseline {}: `make eval-baseline` writes it."


async def run(golden: Sequence[Golden], options: argparse.Namespace) -> int:
    """1 where either fails. With `--write-baseline` both are judged against the old baselines and then are the new ones."""
    settings, bar = Settings.from_environment(), shipped_bar()
    results: list[GateResult] = []
    async with room(settings) as opened:
        for name in ASKED:
            asked = argparse.Namespace(**(vars(options) | {"model": name, "save_cassettes": None, "repeat": 1}))
            async with contender(asked, settings) as who:
                recording = await opened.record(golden, who)
            scores = scored(golden, recording, bar)
            result = gated(golden, scores, bar, _baseline(name, options))
            results.append(result)
            sys.stdout.write("".join(f"{line}\n" for line in _lines(recording, result, scores, bar)))
            if options.write_baseline:
                write_scores(baseline_of(name), scores)
    return 1 if any(each.judgement == "FAIL" for each in results) else 0


def _baseline(name: str, options: argparse.Namespace) -> tuple[CaseScore, ...] | None:
    path = baseline_of(name)
    if path.is_file():
        return read_scores(path)
    if options.write_baseline:
        return None
    raise BadInput("missing_file", NO_BASELINE.format(path.name))


def _lines(recording: Recording, result: GateResult, scores: Sequence[CaseScore], bar: Bar) -> Iterator[str]:
    figures = result.figures.all
    if result.judgement == "PASS":
        moved = "" if result.change is None else f", {len(result.change.fell)} fell and {len(result.change.rose)} rose"
        yield f"eval gate: PASS · {recording.name} · {figures.passed} of {figures.cases} cases pass{moved}"
        return
    yield f"eval gate: {result.judgement} · {recording.name}"
    silent = [each for each in recording.runs if each.error]
    if silent:
        yield f"{len(silent)} cases have no answer. The first: {silent[0].error}"
    yield report(recording, result, scores, bar=bar.version)
