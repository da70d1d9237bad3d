"""How much the input guard sees: `python -m tests.guard_accuracy [FILE…]` reads JSONL lines {"text", "label": "attack"|"benign"} and prints a table.

Notices (`--notices FOLDER`) are read as tenders are; sentences that only look like orders come from our own frames.
"""

import argparse
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jobs.chain.errors import BadInput
from jobs.chain.guards.guard_in import field_texts, guard_in, inspect
from jobs.sources.read import read_notice
from tests.guard_cues import DISGUISES, cues_in
from tests.jobs.chain.guards.tender_frames import TENDER_SENTENCES

HERE = Path(__file__).parents[1] / "../shared/data/notices"
Z = 1.96
"""Of the normal distribution, for 95 %."""
SHORT, MOST_DISGUISED = 400, 500
"""A disguise is tried on attacks of at most this many characters, and on so many of them, evenly spread."""
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
Label = Literal["attack", "benign"]


class Broken(ValueError):
    """A line that is not as told; the message names file and line."""


@dataclass(frozen=True)
class Sample:
    text: str
    label: Label
    collection: str


@dataclass(frozen=True)
class Row:
    name: str
    flagged: int
    of: int

    @property
    def share(self) -> float:
        return self.flagged / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval for 95 %; (0, 1) where nothing was counted."""
        if not self.of:
            return 0.0, 1.0
        middle = (self.share + Z * Z / (2 * self.of)) / (1 + Z * Z / self.of)
        half = Z / (1 + Z * Z / self.of) * math.sqrt(self.share * (1 - self.share) / self.of + Z * Z / (4 * self.of * self.of))
        return max(0.0, middle - half), min(1.0, middle + half)


def load(paths: Iterable[Path]) -> Iterator[Sample]:
    """Samples of the files, with `collection` where a line has one, else the file's name. Raises `Broken`, `OSError`."""
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                text, label = entry["text"], entry["label"]
            except (ValueError, KeyError, TypeError) as error:
                raise Broken(f"{path}, line {number}") from error
            if not isinstance(text, str) or label not in ("attack", "benign"):
                raise Broken(f"{path}, line {number}")
            yield Sample(text, label, str(entry.get("collection", path.stem)))


def flagged(text: str) -> bool:
    """Whether the guard does anything but let the text pass."""
    return inspect(text).verdict != "allow"


def _row(name: str, texts: Sequence[str]) -> Row:
    return Row(name, sum(map(flagged, texts)), len(texts))


def sample_rows(samples: Sequence[Sample], *, by_collection: bool = False) -> Iterator[Row]:
    """Attacks with cues and without, each disguise, and what is benign; then every collection of its own."""
    attacks = [sample.text for sample in samples if sample.label == "attack"]
    benign = [sample.text for sample in samples if sample.label == "benign"]
    with_cues = [text for text in attacks if cues_in(text)]
    if attacks:
        yield _row("attacks that carry cues", with_cues)
        yield _row("attacks without a cue", [text for text in attacks if not cues_in(text)])
        yield _row("attacks, all", attacks)
        yield from _disguised([text for text in with_cues if len(text) <= SHORT])
    if benign:
        yield _row("benign, all", benign)
    if by_collection:
        for name in sorted({(sample.label, sample.collection) for sample in samples}):
            yield _row(": ".join(name), [sample.text for sample in samples if (sample.label, sample.collection) == name])


def _disguised(attacks: Sequence[str]) -> Iterator[Row]:
    """Attacks in Latin letters, in each disguise; whether the plain text was seen makes no difference."""
    latin = [text for text in attacks if sum(char.isascii() for char in text) >= 0.9 * len(text)]
    chosen = latin[:: max(1, math.ceil(len(latin) / MOST_DISGUISED))]
    if not chosen:
        return
    rows = [_row(f"  as {name}", [disguise(text) for text in chosen]) for name, disguise in DISGUISES.items()]
    yield _row("short cue attacks, plain", chosen)
    yield Row("short cue attacks, disguised", sum(row.flagged for row in rows), sum(row.of for row in rows))
    yield from rows


def notice_rows(folder: Path) -> Iterator[Row]:
    """Notices of a folder as tenders, and every different sentence of them on its own."""
    whole: list[bool] = []
    sentences: dict[str, None] = {}
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".xml", ".json", ".txt") and path.parent != folder):
        try:
            tender = read_notice(path.read_bytes(), name=path.name)
        except BadInput:
            continue
        texts = [*(passage.text for passage in tender.passages), *field_texts(tender)]
        if not any(char.isalpha() for text in texts for char in text):
            continue  # a form without words: there is nothing to mistake
        whole.append(guard_in(tender).verdict != "allow")
        sentences |= dict.fromkeys(part.strip() for text in texts for part in SENTENCE.split(text) if any(map(str.isalpha, part)))
    yield Row("notices, whole", sum(whole), len(whole))
    yield _row("sentences of notices", list(sentences))


def tender_rows() -> Iterator[Row]:
    """The tender-like sentences of our own, all and by language."""
    rows = [_row(f"  {language}", texts) for language, texts in TENDER_SENTENCES.items()]
    yield Row("tender-like sentences", sum(row.flagged for row in rows), sum(row.of for row in rows))
    yield from rows


def table(rows: Iterable[Row]) -> str:
    """A line a row: what was flagged, of how many, the share and its 95 % interval."""
    lines = [f"{'':34}{'flagged':>8}{'of':>8}{'share':>9}   95 % interval"]
    for row in rows:
        low, high = row.interval
        lines.append(f"{row.name:34}{row.flagged:8}{row.of:8}{row.share:9.1%}   {low:.1%} to {high:.1%}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0; 2 for a file that is not there or a line that is not as told."""
    parser = argparse.ArgumentParser(prog="python -m tests.guard_accuracy", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--notices", type=Path, default=HERE, metavar="FOLDER", help="default: ../shared/data/notices, where it is there")
    parser.add_argument("--by-collection", action="store_true", help="a row for every collection that the lines name")
    options = parser.parse_args(arguments)
    try:
        samples = list(load(options.files))
    except (Broken, OSError) as error:
        sys.stderr.write(f'Cannot read {error}: each line is {{"text": "…", "label": "attack" or "benign"}}.\n')
        return 2
    notices = notice_rows(options.notices) if options.notices.is_dir() else ()
    rows = (*sample_rows(samples, by_collection=options.by_collection), *notices, *tender_rows())
    sys.stdout.write(table(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
