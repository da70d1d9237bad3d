"""Files of an evaluation: kept runs, and the scores a later run is held against."""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from jobs.chain.errors import BadInput
from jobs.evals.recording import Recording
from jobs.evals.scoring import CaseScore

_SCORES = TypeAdapter(tuple[CaseScore, ...])


def write_recording(path: Path, recording: Recording) -> None:
    """Raises BadInput where the file cannot be written."""
    _write(path, recording.model_dump_json(indent=1) + "\n")


def read_recording(path: Path) -> Recording:
    """Raises BadInput."""
    try:
        return Recording.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise BadInput("missing_file", f"{path} is not a kept run of `bidwright eval --record`.") from error


def write_scores(path: Path, scores: Sequence[CaseScore]) -> None:
    """One line a case, so that a change reads well. Raises BadInput where the file cannot be written."""
    lines = [json.dumps(each.model_dump(mode="json", exclude={"findings"}), ensure_ascii=False) for each in scores]
    _write(path, "[\n" + ",\n".join(lines) + "\n]\n")


def read_scores(path: Path) -> tuple[CaseScore, ...]:
    """Raises BadInput."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return _SCORES.validate_python([{"findings": (), **each} for each in kept])
    except (OSError, UnicodeDecodeError, ValueError, TypeError) as error:
        raise BadInput("missing_file", f"{path} is not a baseline of `bidwright eval --write-baseline`.") from error


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput("missing_file", f"{path} cannot be written.") from error
