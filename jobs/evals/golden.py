"""Reads golden cases from a folder: `<split>/<id>/case.yaml`, the notice beside it, profiles in `profiles/<name>.yaml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, get_args

import yaml
from pydantic import ValidationError

from jobs.chain.errors import BadInput
from jobs.chain.profile import Profile
from jobs.evals.case import GoldenCase, Split

M = TypeVar("M", GoldenCase, Profile)
SHIPPED = Path(__file__).with_name("golden")
OPEN: tuple[Split, ...] = ("dev", "regression")
"""Splits anybody may look at; `sealed` is judged on purpose only, before a release."""


@dataclass(frozen=True)
class Golden:
    """A case with what it is judged by."""

    case: GoldenCase
    notice: bytes
    profile: Profile | None
    """None: a workspace that had none."""


def load(folder: Path = SHIPPED, splits: Iterable[Split] = OPEN) -> tuple[Golden, ...]:
    """Every case of the splits, by id. Raises BadInput with code `broken_case` that names the file."""
    profiles = load_profiles(folder)
    found = [_case(path, split, profiles) for split in splits for path in sorted((folder / split).glob("*/case.yaml"))]
    return tuple(sorted(found, key=lambda each: each.case.id))


def load_profiles(folder: Path = SHIPPED) -> Mapping[str, Profile]:
    """The companies that cases are judged for, by name. Raises BadInput."""
    return {path.stem: _parsed(path, Profile) for path in sorted((folder / "profiles").glob("*.yaml"))}


def _case(path: Path, split: Split, profiles: Mapping[str, Profile]) -> Golden:
    case = _parsed(path, GoldenCase)
    if case.id != path.parent.name or case.split != split or split not in get_args(Split):
        raise BadInput("broken_case", f"{path}: its id and split must be those of its folder.")
    if case.profile not in profiles or Path(case.source).name != case.source:
        raise BadInput("broken_case", f"{path}: its profile or the name of its source is not one of this set.")
    try:
        notice = (path.parent / case.source).read_bytes()
    except OSError as error:
        raise BadInput("broken_case", f"{path}: its source {case.source} cannot be read.") from error
    return Golden(case, notice, profiles[case.profile])


def _parsed(path: Path, kind: type[M]) -> M:
    try:
        return kind.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadInput("broken_case", f"{path}: it is not YAML in UTF-8.") from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise BadInput("broken_case", f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}.") from error
