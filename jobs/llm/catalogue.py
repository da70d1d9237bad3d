"""Is the file of models true? Each model it names is held against what the API says of it."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from pydantic import AwareDatetime, BaseModel, ConfigDict

from jobs.llm.tiers import Tiers

RETIREMENT_NOTICE = timedelta(days=60)


class Known(BaseModel):
    """What the API says of a model, as far as it matters here; `anthropic.types.ModelInfo` has these names."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    max_input_tokens: int | None = None
    max_tokens: int | None = None
    lifecycle: str = "active"
    """active, deprecated, retired."""
    retires_at: AwareDatetime | None = None


class Catalogue(Protocol):
    async def retrieve(self, model: str) -> Known | None:
        """None for a model the key does not know. May raise any `AnalystError`."""
        ...


@dataclass(frozen=True)
class Doubt:
    sentence: str
    grave: bool = True
    """Whether calls fail by it now; else there is time."""


async def check(tiers: Tiers, catalogue: Catalogue, *, now: datetime) -> list[Doubt]:
    """What is unknown, on its way out or other than the file says, model by model; empty when all is well.

    Raises what the catalogue raises.
    """
    used = tiers.used()
    found = await asyncio.gather(*(catalogue.retrieve(name) for name in used))
    return [doubt for name, known in zip(used, found, strict=True) for doubt in _of(tiers, name, known, now)]


def _of(tiers: Tiers, name: str, known: Known | None, now: datetime) -> list[Doubt]:
    tier = " and ".join(tiers.used()[name])
    if known is None:
        return [Doubt(f"The API does not know {name}, which the tier {tier} names; correct it in the file of models.")]
    if known.lifecycle == "retired":
        return [Doubt(f"{name} is retired and answers no more; name another model in the tier {tier}.")]
    ours, at = tiers.models[name], known.retires_at
    said: list[Doubt] = []
    if known.lifecycle == "deprecated":
        until = f", retires on {at:%Y-%m-%d}" if at else ""
        said.append(Doubt(f"{name} is deprecated{until}; name another model in the tier {tier}.", grave=False))
    elif at is not None and at - now < RETIREMENT_NOTICE:
        said.append(Doubt(f"{name} retires on {at:%Y-%m-%d}; name another model in the tier {tier}.", grave=False))
    for what, stated, real in (("window", ours.window, known.max_input_tokens), ("max_output", ours.max_output, known.max_tokens)):
        if real is not None and real != stated:
            sentence = f"{name} has a {what} of {real:,} tokens and the file of models says {stated:,}; correct it."
            said.append(Doubt(sentence, grave=real < stated))
    return said
