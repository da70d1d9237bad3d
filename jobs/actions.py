"""Policy as a table: what has consequences, how far it reaches, which guards come first and who approves (`jobs/actions.yml`)."""

import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from jobs.chain.errors import BidwrightError

SHIPPED = resources.files("jobs") / "actions.yml"
ID = re.compile(r"[a-z_]+:[a-z_]+")
WAY = re.compile(r"(?:command /|(?:action|view|shortcut|event|cli) )\S+(?: [\w-]+)*")

Reach = Literal["person", "thread", "channel", "workspace", "deployment"]
Guard = Literal[
    "signed", "installed", "once", "credits", "limits", "ceilings", "masked", "guard_in", "guard_out", "escaped", "approval", "confirmed", "gate"
]  # fmt: skip
Approver = Literal["nobody", "requester", "admin", "owner", "operator"]


class NotInTheTable(BidwrightError):
    """Nobody has decided about this: it is not done."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} stands in no rule of this version, so it was not done.")


class NotPermitted(BidwrightError):
    """The table leaves it to somebody else; nothing was changed."""


class Action(BaseModel):
    """One row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    does: str = Field(min_length=1)
    reach: Reach
    guards: tuple[Guard, ...]
    approver: Approver
    reversible: bool
    ways: tuple[str, ...] = ()
    planned: bool = False

    def lacks(self, passed: Collection[Guard]) -> tuple[Guard, ...]:
        """The guards that have not passed, in the order of the table."""
        return tuple(guard for guard in self.guards if guard not in passed)


class Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    actions: Mapping[str, Action]
    harmless: tuple[str, ...]

    @model_validator(mode="after")
    def _whole(self) -> "Table":
        ways = [*self.harmless, *(way for action in self.actions.values() for way in action.ways)]
        if wrong := [way for way in ways if not WAY.fullmatch(way)] + [name for name in self.actions if not ID.fullmatch(name)]:
            raise ValueError(f"not a name that the table knows: {', '.join(wrong)}")
        if twice := {way for way in ways if ways.count(way) > 1}:
            raise ValueError(f"leads to two actions: {', '.join(sorted(twice))}")
        for name, action in self.actions.items():
            if action.reach == "deployment" and action.approver in {"requester", "admin", "owner"}:
                raise ValueError(f"{name} reaches all workspaces, which nobody of one of them may approve")
        return self

    def by_way(self, way: str) -> str | None:
        """The action's name."""
        return next((name for name, action in self.actions.items() if way in action.ways), None)


@cache
def table() -> Table:
    """The shipped file, read once. Raises ValidationError where it is wrong: a test reads it before anybody else."""
    return Table.model_validate(yaml.safe_load(SHIPPED.read_text(encoding="utf-8")))


def rule(action: str) -> Action:
    """Raises NotInTheTable."""
    found = table().actions.get(action)
    if found is None:
        raise NotInTheTable(action)
    return found


def at_the_terminal(way: str, passed: Collection[Guard] = ()) -> Action:
    """The rule of what a verb of the command line is about to do, for whoever runs the deployment.

    Raises NotInTheTable, and NotPermitted where people of a workspace approve it or a guard that `passed` lacks comes first: nobody
    at a terminal shows who they are in Slack.
    """
    name = table().by_way(way)
    if name is None:
        raise NotInTheTable(f"`bidwright {way.removeprefix('cli ')}`")
    found = rule(name)
    if found.approver not in {"nobody", "operator"}:
        raise NotPermitted(f"This is approved in Slack ({found.approver}), not at the terminal. Nothing was changed.")
    if lacking := found.lacks(passed):
        raise NotPermitted(f"This needs {', '.join(lacking)} first. Nothing was changed.")
    return found
