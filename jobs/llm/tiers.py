"""Which models there are, what they cost and who stands in for whom: one file, checked whole before anything is called."""

from collections.abc import Hashable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from jobs.chain.errors import BidwrightError
from jobs.chain.model import Tier

SHIPPED = resources.files("jobs.llm") / "tiers.yml"
LONGEST_FILE = 100_000
"""Bytes."""


class TiersError(BidwrightError):
    """The file of models and prices cannot be used; nothing was called."""


class Entry(BaseModel):
    """Closed and frozen, as everything in the file is."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Prices(Entry):
    """USD per million tokens, which is micro-USD a token. A read of the cache is not dearer than a prompt, a write not cheaper."""

    input: Decimal = Field(alias="in", ge=0)
    output: Decimal = Field(alias="out", ge=0)
    cache_read: Decimal = Field(ge=0)
    cache_write_5m: Decimal = Field(ge=0)
    cache_write_1h: Decimal = Field(ge=0)

    @field_validator("*", mode="before")
    @classmethod
    def _as_written(cls, value: object) -> object:
        # 0.1 of the file is a tenth and not the nearest double, else the rounding up would add a millionth here and there
        return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value

    @model_validator(mode="after")
    def _in_order(self) -> "Prices":
        if not self.cache_read <= self.input <= self.cache_write_5m <= self.cache_write_1h:
            raise ValueError("prices must rise from cache_read over in and cache_write_5m to cache_write_1h")
        return self

    def not_below(self, other: "Prices") -> bool:
        return all(getattr(self, name) >= getattr(other, name) for name in Prices.model_fields)


class LongPrompt(Entry):
    """Prices of the whole request when its prompt is longer than `above` tokens."""

    above: int = Field(gt=0)
    prices: Prices


class Model(Entry):
    """`window` and `max_output` in tokens."""

    window: int = Field(gt=0)
    max_output: int = Field(gt=0)
    prices: Prices
    long_prompt: LongPrompt | None = None
    batch_factor: Decimal = Field(default=Decimal(1), gt=0, le=1)
    """Filled in from the head of the file."""

    @model_validator(mode="after")
    def _dearer(self) -> "Model":
        if self.long_prompt is not None and not self.long_prompt.prices.not_below(self.prices):
            raise ValueError("a long prompt must not be cheaper than a short one")
        return self


class TierRule(Entry):
    models: tuple[str, ...] = Field(min_length=1)
    """First choice first."""
    timeout: float = Field(gt=0, le=600)
    """Seconds of one call."""
    budget: float = Field(gt=0, le=3600)
    """Seconds of all calls for one request, waiting included."""
    attempts: int = Field(ge=1, le=10)
    """Calls of one model."""

    @model_validator(mode="after")
    def _sensible(self) -> "TierRule":
        if len(set(self.models)) != len(self.models):
            raise ValueError("a tier names each model once")
        if self.budget < self.timeout:
            raise ValueError("the budget of a tier must not be shorter than the timeout of one call")
        return self


class Ceilings(Entry):
    """USD."""

    run: Decimal = Field(gt=0, le=1_000_000)
    workspace_month: Decimal = Field(gt=0, le=100_000_000)
    deployment_day: Decimal = Field(gt=0, le=100_000_000)


class Rate(Entry):
    """What may begin in a minute; refilled evenly, so that as much may be taken at once after a quiet minute."""

    requests: int = Field(gt=0, le=10_000_000)
    tokens: int = Field(gt=0, le=10**12)
    """Of prompts and replies together."""
    usd: Decimal = Field(gt=0, le=1_000_000)

    def is_below(self, other: "Rate") -> bool:
        return self.requests < other.requests and self.tokens < other.tokens and self.usd < other.usd


class Limit(Entry):
    """Of one model: what the deployment may take of it, and what one workspace may."""

    deployment: Rate
    workspace: Rate

    @model_validator(mode="after")
    def _fair(self) -> "Limit":
        if not self.workspace.is_below(self.deployment):
            raise ValueError("a workspace's limits must be below the deployment's, so that none takes all")
        return self


class Limits(Entry):
    default: Limit
    models: Mapping[str, Limit] = {}
    """Models with limits of their own."""

    def of(self, model: str) -> Limit:
        return self.models.get(model, self.default)


class Tiers(Entry):
    as_of: date
    batch_factor: Decimal = Field(gt=0, le=1)
    models: Mapping[str, Model] = Field(min_length=1)
    tiers: Mapping[Tier, TierRule]
    ceilings: Ceilings
    limits: Limits

    @model_validator(mode="after")
    def _whole(self) -> "Tiers":
        for tier in get_args(Tier):
            if tier not in self.tiers:
                raise ValueError(f"the tier {tier} is missing")
            for name in self.tiers[tier].models:
                if name not in self.models:
                    raise ValueError(f"the tier {tier} names {name}, which has no prices under models")
        for name in self.limits.models:
            if name not in self.models:
                raise ValueError(f"limits are set for {name}, which is not under models")
        return self

    def model(self, name: str) -> Model:
        """Raises KeyError for a model the file does not have."""
        return self.models[name].model_copy(update={"batch_factor": self.batch_factor})

    def preferring(self, choices: Mapping[Tier, str]) -> "Tiers":
        """The same with these models as first choices, the others behind them. Raises TiersError for one without prices."""
        rules = dict(self.tiers)
        for tier, name in choices.items():
            if name not in self.models:
                raise TiersError(
                    f"The model {name!r} of the tier {tier} has no prices: add it to the file of models (see jobs/llm/tiers.yml)."
                )
            rest = tuple(model for model in rules[tier].models if model != name)
            rules[tier] = rules[tier].model_copy(update={"models": (name, *rest)})
        return self.model_copy(update={"tiers": rules})

    def used(self) -> dict[str, tuple[Tier, ...]]:
        """Every model that a tier names, with the tiers that do."""
        names = dict.fromkeys(name for rule in self.tiers.values() for name in rule.models)
        return {name: tuple(tier for tier, rule in self.tiers.items() if name in rule.models) for name in names}


def load(path: Path | None = None) -> Tiers:
    """The shipped file, or the one at `path` in its place. Raises TiersError with one sentence."""
    source = path or SHIPPED
    named = str(path) if path else "jobs/llm/tiers.yml"
    try:
        data = source.read_bytes()
    except OSError as error:
        raise TiersError(f"The file of models {named} cannot be read ({error.strerror}); check its path and rights.") from error
    if len(data) > LONGEST_FILE:
        raise TiersError(f"The file of models {named} is longer than {LONGEST_FILE:,} bytes; it cannot be meant.")
    try:
        return _read(data)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise TiersError(f"The file of models {named} is not YAML{_place(error)}; compare it with jobs/llm/tiers.yml.") from error
    except ValidationError as error:
        raise TiersError(f"The file of models {named} cannot be used: {_first(error)}.") from error


@lru_cache(maxsize=4)
def _read(data: bytes) -> Tiers:
    """Each process asks several times; 30 ms each. Raises yaml.YAMLError, UnicodeDecodeError, RecursionError, ValidationError."""
    return Tiers.model_validate(yaml.load(data, Loader=_OnceLoader))  # noqa: S506, a SafeLoader that refuses repeated keys


class _OnceLoader(yaml.SafeLoader):
    """YAML takes the last of two equal keys silently: a price written twice would be one of them, and nobody knows which."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value} stands twice", problem_mark=key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def _place(error: BaseException) -> str:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return ""
    return f" near line {error.problem_mark.line + 1} ({error.problem})"


def _first(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, found["loc"]))
    what = {"missing": "is missing", "extra_forbidden": "is not known here"}.get(found["type"])
    message = found["msg"].removeprefix("Value error, ")
    return f"{where} {what}" if what else f"{where}: {message}" if where else message
