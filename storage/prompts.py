"""Versions of prompts kept beside the shipped ones, and which is in force: the deployment's, put there by whoever runs it.

Every change names the revision it was decided on and carries its entry of the audit with it, so that of two processes which decide at
once one does, and it stands in the books once.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func

from storage import audit
from storage.audit import DeploymentEntry
from storage.errors import Conflict
from storage.rows import value_of, values_of
from storage.scope import SystemTx, TenantTx
from storage.tables.feedback import feedback
from storage.tables.prompts import prompt_versions as versions
from storage.tables.prompts import prompts_in_force as in_force
from storage.tables.spend import llm_calls

JUDGED = ("ok", "ModelRefused", "BadOutput")
"""Outcomes of a call that tell something of its prompt; the others are about money, pace or the line."""
SYSTEM = "system"
CHANGED = "Somebody else changed what is in force of {name} meanwhile: look again."


@dataclass(frozen=True, slots=True)
class Act:
    """Who did what, when: `id` is new, `by` the name that was given, or "system"."""

    id: str
    by: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a prompt, which never changes; `sha` is the SHA-256 of `body`, hex. `why` it was taken out, if it was."""

    name: str
    version: str
    sha: str
    body: str
    note: str
    added_by: str
    added_at: datetime
    rolled_back_at: datetime | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """What answers for one prompt. `active` None: the shipped one; `previous`: what a rollback of `active` goes back to.

    `percent` of the runs take `canary`, since `canary_at`.
    """

    name: str
    rev: int
    active: str | None
    previous: str | None
    canary: str | None
    percent: int | None
    canary_at: datetime | None
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """Runs whose replies can be judged, those with a reply that was refused or of no use, those voted on, and those voted down."""

    runs: int = 0
    spoilt: int = 0
    voted: int = 0
    down: int = 0

    def plus(self, other: "Tally") -> "Tally":
        return Tally(self.runs + other.runs, self.spoilt + other.spoilt, self.voted + other.voted, self.down + other.down)


async def add(sys: SystemTx, version: Version, act: Act) -> bool:
    """Keeps it; False where the very same is there already. Raises Conflict where that version has another text."""
    row = {**asdict(version), "added_by": act.by, "added_at": act.now}
    if await sys.insert_new(versions, [row], key=("name", "version")):
        await _note(sys, act, "prompt_added", version.name, None, {"version": version.version, "sha": version.sha})
        return True
    kept = await get(sys, version.name, version.version)
    if kept is None or kept.sha != version.sha:
        raise Conflict(f"There is a version {version.version} of {version.name} with another text: give this one another version.")
    return False


async def get(sys: SystemTx, name: str, version: str) -> Version | None:
    """None where no such version is kept."""
    row = await sys.first(sys.select(versions, *versions.columns).where(versions.c.name == name, versions.c.version == version))
    return None if row is None else value_of(Version, row)


async def listed(sys: SystemTx) -> list[Version]:
    """All that are kept, by name, the oldest first."""
    every = sys.select(versions, *versions.columns).order_by(versions.c.name, versions.c.added_at, versions.c.version)
    return values_of(Version, await sys.all(every))


async def all_in_force(sys: SystemTx) -> list[InForce]:
    """One for each prompt that was ever activated, by name."""
    return values_of(InForce, await sys.all(sys.select(in_force, *in_force.columns).order_by(in_force.c.name)))


async def of_name(sys: SystemTx, name: str) -> InForce | None:
    """None where nothing was ever activated: the shipped one answers."""
    row = await sys.first(sys.select(in_force, *in_force.columns).where(in_force.c.name == name))
    return None if row is None else value_of(InForce, row)


async def activate(sys: SystemTx, name: str, version: str, *, percent: int | None, rev: int, act: Act) -> InForce:
    """Puts a kept version in force, for all runs or as a canary for `percent` of them (1..99); the share of a canary may be changed.

    `rev`: of what it was held against, 0 for the shipped one. Raises Conflict where it is in force already, where another version is on
    trial, where no such version is kept, and where what is in force has changed since.
    """
    seen = await of_name(sys, name) or InForce(name, 0, None, None, None, None, None, act.by, act.now)
    if seen.rev != rev:
        raise Conflict(CHANGED.format(name=name))
    if seen.canary not in (None, version):
        raise Conflict(f"Version {seen.canary} of {name} is on trial: activate it or roll it back first.")
    if seen.active == version:
        raise Conflict(f"Version {version} of {name} is in force already.")
    if percent is None:
        after = replace(seen, active=version, previous=seen.active, canary=None, percent=None, canary_at=None)
    else:
        after = replace(seen, canary=version, percent=percent, canary_at=seen.canary_at or act.now)
    after = replace(after, rev=seen.rev + 1, changed_by=act.by, changed_at=act.now)
    if not await _put(sys, seen, after):
        raise Conflict(CHANGED.format(name=name))
    await sys.run(sys.update(versions).where(versions.c.name == name, versions.c.version == version).values(rolled_back_at=None, why=None))
    await _note(sys, act, "prompt_activated", name, _told(seen), _told(after))
    return after


async def roll_back(sys: SystemTx, seen: InForce, *, why: str, act: Act) -> InForce | None:
    """Takes the canary out, or else the active version, for the one before it. None where another process changed it first.

    Raises Conflict where the shipped prompt alone is in force.
    """
    out = seen.canary or seen.active
    if out is None:
        raise Conflict(f"The shipped prompt {seen.name} is in force; there is nothing to roll back.")
    if seen.canary is None:
        after = replace(seen, active=seen.previous, previous=None)
    else:
        after = replace(seen, canary=None, percent=None, canary_at=None)
    after = replace(after, rev=seen.rev + 1, changed_by=act.by, changed_at=act.now)
    if not await _put(sys, seen, after):
        return None
    gone = sys.update(versions).where(versions.c.name == seen.name, versions.c.version == out)
    await sys.run(gone.values(rolled_back_at=act.now, why=why))
    await _note(sys, act, "prompt_rolled_back", seen.name, _told(seen), {**_told(after), "version": out, "why": why})
    return after


async def tallies(tx: TenantTx, name: str, *, canary: str, since: datetime) -> tuple[Tally, Tally]:
    """Of this workspace since that time: the runs with the canary, by its label `name@version#hash~canary`, and all others of the name."""
    others = llm_calls.c.prompt.startswith(f"{name}@", autoescape=True) & (llm_calls.c.prompt != canary)
    return await _tally(tx, llm_calls.c.prompt == canary, since), await _tally(tx, others, since)


async def _tally(tx: TenantTx, mine: ColumnElement[bool], since: datetime) -> Tally:
    # The period is there for its index; a run counts once, however many windows and repairs it took.
    scope = (mine, llm_calls.c.period >= f"{since:%Y-%m}", llm_calls.c.at >= since)
    one = func.coalesce(llm_calls.c.run_id, llm_calls.c.id)
    bad = llm_calls.c.again.is_(True) | llm_calls.c.outcome.in_(JUDGED[1:])
    counts = (func.count(one.distinct()).label("runs"), func.count(case((bad, one)).distinct()).label("spoilt"))
    calls = await tx.first(tx.select(llm_calls, *counts).where(*scope, llm_calls.c.outcome.in_(JUDGED)))
    down = func.max(case((feedback.c.vote == "down", 1), else_=0)).label("down")
    asked = tx.select(llm_calls, llm_calls.c.run_id).where(*scope)
    voted = await tx.all(tx.select(feedback, feedback.c.run_id, down).where(feedback.c.run_id.in_(asked)).group_by(feedback.c.run_id))
    runs, spoilt = (0, 0) if calls is None else (int(calls.runs), int(calls.spoilt))
    return Tally(runs, spoilt, len(voted), sum(int(row.down) for row in voted))


async def _put(sys: SystemTx, seen: InForce, after: InForce) -> bool:
    """Whether `seen` was still what is in force."""
    if seen.rev == 0:
        return await sys.insert_new(in_force, [asdict(after)], key=("name",)) == 1
    values = {name: value for name, value in asdict(after).items() if name != "name"}
    return await sys.run(sys.update(in_force).where(in_force.c.name == seen.name, in_force.c.rev == seen.rev).values(**values)) == 1


def _told(state: InForce) -> dict[str, Any]:
    return {"active": state.active, "canary": state.canary, "percent": state.percent}


async def _note(sys: SystemTx, act: Act, what: str, name: str, before: dict[str, Any] | None, after: dict[str, Any]) -> None:
    await audit.record_for_deployment(sys, DeploymentEntry(act.id, act.by, what, name, before, after, act.now))
