"""What a SOURCE on the command line is: a file, a bundled sample by name, or `-` for standard input."""

import sys
from pathlib import Path

from jobs.chain.errors import BadInput
from jobs.sources.bundled import bundled, bundled_names

MAX_BYTES = 50 * 1024 * 1024


def load(source: str) -> bytes:
    """The bytes behind `source`. Raises BadInput when there is nothing to read."""
    if source == "-":
        return _bounded(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    path = Path(source)
    if path.is_file():
        with path.open("rb") as file:
            return _bounded(file.read(MAX_BYTES + 1), path.name)
    if source in bundled_names():
        return bundled(source)
    if path.is_dir():
        raise BadInput("missing_file", f"{source} is a folder: name the files in it.")
    raise BadInput("missing_file", f"There is no file {source}. Give a file, `-`, or a sample: {', '.join(bundled_names())}.")


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise BadInput("too_long", f"{name} is larger than {MAX_BYTES // 1024 // 1024} MB: hand over the notice itself.")
    return data
