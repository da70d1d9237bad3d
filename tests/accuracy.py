"""How exact the facts are: `python -m tests.accuracy [FOLDER] [--verbose]` holds them against the hand-read ones in its truth.jsonl."""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from jobs.chain.errors import BadInput
from jobs.sources.facts import facts
from jobs.sources.read import read_notice

HERE = Path(__file__).parents[1] / "../shared/data/notices"
FIELDS = (
    "title", "title_lang", "notice_lang", "buyer", "buyer_country", "cpv_main", "deadline", "deadline_kind", "deadlines_all",
    "estimated_value", "lots", "nature", "procedure", "notice_type", "form_type", "framework", "kind", "is_opportunity",
)  # fmt: skip
NEVER_INVENTED = ("deadline", "deadlines_all", "estimated_value")
LEAST = 0.97
_NOTHING = (None, [], "")
Verdict = Literal["right", "wrong", "missing", "invented"]
Facts = dict[str, object]


@dataclass
class Tally:
    """What was counted of one source."""

    read: int = 0
    checked: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)

    @property
    def exact(self) -> float | None:
        """Share of fields that are right; None where nothing was checked."""
        return self.verdicts["right"] / self.verdicts.total() if self.verdicts else None


@dataclass(frozen=True)
class Report:
    tallies: dict[str, Tally]
    """By source (`ted_eforms`, `ted_legacy`, `ocds` …)."""
    refused: tuple[str, ...]
    """Files that are no notice, each with the sentence."""
    lines: tuple[str, ...]
    """One a file."""
    invented: tuple[str, ...]
    """Deadlines and values that stand in no notice."""

    @property
    def kept(self) -> bool:
        """Whether the bar is met: 97 % of the fields checked are right, and no deadline or value is invented."""
        exact = _total(self.tallies).exact
        return not self.invented and (exact is None or exact >= LEAST)


def judge(ours: object, truth: object) -> Verdict:
    """One field: what we say against what a person read."""
    if ours == truth:
        return "right"
    if truth in _NOTHING:
        return "invented"
    return "missing" if ours in _NOTHING else "wrong"


def measure(folder: Path) -> Report:
    """Reads every file of the folder and holds those with a line in truth.jsonl against it."""
    truths = _truths(folder)
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    refused: list[str] = []
    lines: list[str] = []
    invented: list[str] = []
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            tender = read_notice(path.read_bytes(), name=path.name)
        except BadInput as refusal:
            refused.append(f"{name}: {refusal.sentence}")
            continue
        tally = tallies[tender.source]
        tally.read += 1
        if name not in truths:
            lines.append(f"{name}: {tender.source}, read without error, not hand-checked")
            continue
        tally.checked += 1
        verdicts = _compare(facts(tender, source=name), truths[name])
        tally.verdicts.update(verdicts.values())
        lines.append(_line(name, tender.source, verdicts))
        invented += [f"{name}: {key}" for key in NEVER_INVENTED if verdicts.get(key) == "invented"]
    return Report(dict(sorted(tallies.items())), tuple(refused), tuple(lines), tuple(invented))


def _truths(folder: Path) -> dict[str, Facts]:
    path = folder / "truth.jsonl"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {str(truth["file"]): truth for truth in map(json.loads, filter(None, lines))}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix in (".xml", ".json", ".txt") and path.parent != folder)


def _compare(ours: Facts, truth: Facts) -> dict[str, Verdict]:
    value = ours["estimated_value"]
    stated = {key: value[key] for key in ("amount", "currency")} if isinstance(value, dict) else None
    shown = ours | {"estimated_value": stated}
    return {key: judge(shown[key], truth[key]) for key in FIELDS if key in truth}


def _line(name: str, source: str, verdicts: dict[str, Verdict]) -> str:
    off = ", ".join(f"{key} {verdict}" for key, verdict in verdicts.items() if verdict != "right")
    right = sum(verdict == "right" for verdict in verdicts.values())
    return f"{name}: {source}, {right} of {len(verdicts)} right" + (f" ({off})" if off else "")


def _total(tallies: dict[str, Tally]) -> Tally:
    total = Tally()
    for tally in tallies.values():
        total.read += tally.read
        total.checked += tally.checked
        total.verdicts.update(tally.verdicts)
    return total


def _row(name: str, tally: Tally) -> str:
    if tally.exact is None:
        return f"{name:12}{tally.read:6}{tally.checked:9}   read without error, not hand-checked"
    counts = "".join(f"{tally.verdicts[verdict]:10}" for verdict in ("right", "wrong", "missing", "invented"))
    return f"{name:12}{tally.read:6}{tally.checked:9}{counts}{tally.exact:9.1%}"


def table(report: Report) -> str:
    """The counts a source, and a total."""
    head = f"{'source':12}{'read':>6}{'checked':>9}{'right':>10}{'wrong':>10}{'missing':>10}{'invented':>10}{'exact':>9}"
    rows = [_row(name, tally) for name, tally in report.tallies.items()]
    return "\n".join([head, *rows, _row("total", _total(report.tallies)), f"{len(report.refused)} files refused as no notice"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 where the bar is met, 1 where not, 2 for a folder that is not there."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE, metavar="FOLDER", help="default: ../shared/data/notices")
    parser.add_argument("--verbose", action="store_true", help="a line for every file")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        sys.stderr.write(f"There is no folder {options.folder}. Name the one that holds notices and their truth.jsonl.\n")
        return 2
    report = measure(options.folder)
    if options.verbose:
        sys.stdout.write("\n".join((*report.lines, *report.refused)) + "\n\n")
    sys.stdout.write(table(report) + "\n")
    return 0 if report.kept else 1


if __name__ == "__main__":
    sys.exit(main())
