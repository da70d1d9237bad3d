"""Puts a kept prompt in force once the golden set has not fallen by it, and takes one back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.verbs.prompt_gate import JUDGED
from jobs.actions import at_the_terminal
from jobs.chain.errors import BadInput
from jobs.chain.prompt import Prompt
from jobs.evals.fall import Weighed
from jobs.prompting import checked, force_of, shipped
from storage import prompts
from storage.db import Database
from storage.prompts import CHANGED, Act

SHARE = range(1, 100)
STOOD_IN = " The stand-in model judged: nothing broke, and nothing is known of how a live model reads it."
UNREAD = "The golden set does not read the prompt {name}: nothing can be said of it, so it only goes out with a release."


Gate = Callable[[Mapping[str, Prompt], Mapping[str, Prompt]], Awaitable[Weighed]]
"""The prompts in force, then those with the candidate among them."""


@dataclass(frozen=True)
class Wish:
    """`percent` None: for all runs. `model`: who judges the golden set."""

    name: str
    version: str
    percent: int | None
    model: str


@dataclass(frozen=True)
class Done:
    document: dict[str, Any]
    sentence: str


@dataclass(frozen=True)
class Refused:
    """Nothing was changed; the gate's words, or why there are none."""

    reasons: tuple[str, ...]


async def activate(db: Database, wish: Wish, gate: Gate, act: Act) -> Done | Refused:
    """Raises BadInput for a name, version, share or model there is not, Conflict where somebody else came first."""
    if wish.percent is not None and wish.percent not in SHARE:
        raise BadInput("broken_prompt", "--percent is 1 to 99; without it the version answers all runs.")
    name = ours(wish.name).name
    async with db.system() as sys:
        states, kept = await prompts.all_in_force(sys), await prompts.listed(sys)
    version = next((each for each in kept if (each.name, each.version) == (name, wish.version)), None)
    if version is None:
        raise BadInput("unknown_reference", unknown(name, wish.version))
    candidate, before = checked(version.body, shipped()), force_of(shipped(), states, kept).stable
    if name not in JUDGED:
        return Refused((UNREAD.format(name=name),))
    weighed = await gate(before, {**before, name: candidate})
    if reasons := (*weighed.faults, *(weighed.doubts if wish.percent is None else ())):
        return Refused(reasons)
    at_the_terminal("cli prompts activate", {"gate"})
    rev = next((state.rev for state in states if state.name == name), 0)
    async with db.system() as sys:
        await prompts.activate(sys, name, version.version, percent=wish.percent, rev=rev, act=act)
    return _activated(wish, weighed)


def _activated(wish: Wish, weighed: Weighed) -> Done:
    share = "all runs" if wish.percent is None else f"{wish.percent} % of the runs"
    now, was = weighed.after.figures.all, weighed.before.figures.all
    document = {
        "name": wish.name,
        "version": wish.version,
        "percent": wish.percent,
        "model": wish.model,
        "activated": True,
        "reasons": list(weighed.doubts),
    }
    doubts = "".join(f" {doubt}" for doubt in weighed.doubts) + (STOOD_IN if wish.model == "synthetic" else "")
    passed = f"{now.passed} of {now.cases} cases pass, {was.passed} did before"
    return Done(document, f"{wish.name} {wish.version} answers {share} from the next minute on ({passed}).{doubts}")


async def roll_back(db: Database, name: str, why: str, act: Act) -> Done | Refused:
    """Raises BadInput for a name there is not, Conflict where the shipped prompt alone is in force."""
    at_the_terminal("cli prompts rollback")
    prompt = ours(name)
    async with db.system() as sys:
        seen = await prompts.of_name(sys, prompt.name)
        after = await prompts.roll_back(sys, seen, why=why, act=act) if seen else None
    if seen is None:
        raise BadInput("unknown_reference", f"The shipped prompt {prompt.name} is in force; there is nothing to roll back.")
    if after is None:
        return Refused((CHANGED.format(name=prompt.name),))
    out, left = seen.canary or seen.active, after.active or f"the shipped {prompt.version}"
    return Done({"name": name, "rolled_back": out, "active": after.active}, f"{name} {out} is taken back; {left} answers.")


def ours(name: str) -> Prompt:
    """The shipped prompt. Raises BadInput."""
    found = shipped().get(name)
    if found is None:
        raise BadInput("unknown_reference", f"There is no prompt {name!r}: there are {', '.join(sorted(shipped()))}.")
    return found


def unknown(name: str, version: str) -> str:
    return f"No version {version} of {name} is kept: `bidwright prompts list` shows those that are, `prompts add FILE` keeps one."
