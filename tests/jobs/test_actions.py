"""Policy as code: nothing that has consequences can be reached that the table does not know."""

import argparse
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from bot import cli, listeners
from bot.listeners import bidwright
from jobs.actions import SHIPPED, NotInTheTable, NotPermitted, Table, at_the_terminal, rule, table


class Recorder:
    """Stands for Bolt's app and writes down what is registered."""

    def __init__(self) -> None:
        self.routes: list[tuple[str, str, tuple[Callable[..., Any], ...]]] = []

    def use(self, *_: Any) -> None:
        """Middleware has no way of its own."""

    def __getattr__(self, kind: str) -> Callable[..., Any]:
        def register(name: Any, matchers: Any = ()) -> Callable[[Any], Any]:
            assert isinstance(name, str), f"a {kind} is registered by a name that can be looked up, not by {name!r}"
            self.routes.append((kind, name, tuple(matchers)))
            return lambda listener: listener

        return register


async def slack_ways() -> set[str]:
    app = Recorder()
    listeners.register(app)  # type: ignore[arg-type]
    found: set[str] = set()
    for kind, name, matchers in app.routes:
        words = [word for word in bidwright.WORDS if matchers and await matchers[0]({"text": word})]
        assert bool(words) == bool(matchers), f"{kind} {name}: its words are missing from bidwright.WORDS"
        found.update(f"{kind} {name} {word}".strip() for word in words or [""])
    return found


def terminal_ways() -> set[str]:
    found: set[str] = set()
    for verb, parser in _verbs(cli._parser(list(cli.VERBS))).items():
        below = _verbs(parser)
        found.update(f"cli {verb} {action}" for action in below) if below else found.add(f"cli {verb}")
    return found


def _verbs(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return {
        name: each
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for name, each in action.choices.items()
    }  # fmt: skip


async def registered() -> set[str]:
    return await slack_ways() | terminal_ways()


def listed() -> set[str]:
    return set(table().harmless).union(*(action.ways for action in table().actions.values()))


async def test_everything_that_can_be_asked_for_stands_in_the_table() -> None:
    assert await registered() - listed() == set()


async def test_the_table_names_no_way_that_is_gone() -> None:
    built = set(table().harmless).union(*(action.ways for action in table().actions.values() if not action.planned))
    assert built - await registered() == set()


async def test_the_collection_sees_every_kind_of_way() -> None:
    found = await registered()
    assert {way.split()[0] for way in found} == {"command", "view", "action", "shortcut", "event", "cli"}
    assert {"command /bidwright profile edit", "cli dead-letters replay", "action library:remove", "cli migrate"} <= found


def test_a_button_is_named_as_the_action_it_does() -> None:
    for name, action in table().actions.items():
        assert all(way.removeprefix("action ") == name for way in action.ways if way.startswith("action ")), name


def test_what_comes_from_slack_is_signed_and_of_a_known_workspace() -> None:
    for name, action in table().actions.items():
        if any(not way.startswith("cli ") for way in action.ways):
            assert {"signed", "installed"} <= set(action.guards), name


def test_what_is_posted_for_others_passed_the_output_guard_and_what_a_model_reads_the_input_guard() -> None:
    for name in ("answer:post", "digest:post"):
        assert {"guard_in", "guard_out", "escaped"} <= set(rule(name).guards)
    assert {"guard_in", "ceilings", "limits"} <= set(rule("model:call").guards)


def test_what_cannot_be_undone_and_reaches_further_than_a_thread_is_approved_by_somebody_or_bounded() -> None:
    for name, action in table().actions.items():
        if not action.reversible and action.reach in {"channel", "workspace", "deployment"}:
            assert action.approver != "nobody" or "ceilings" in action.guards, name


def test_a_verb_that_stands_in_no_rule_is_not_done() -> None:
    with pytest.raises(NotInTheTable, match="bidwright gold dig"):
        at_the_terminal("cli gold dig")
    with pytest.raises(NotInTheTable):
        at_the_terminal("cli facts")
    with pytest.raises(NotInTheTable, match="gold:dig"):
        rule("gold:dig")


def test_the_terminal_does_what_is_the_operators_once_its_guards_have_passed() -> None:
    assert at_the_terminal("cli dead-letters replay", {"credits"}).reach == "workspace"
    with pytest.raises(NotPermitted, match="needs credits first"):
        at_the_terminal("cli dead-letters replay")
    with pytest.raises(NotPermitted, match="needs confirmed first"):
        at_the_terminal("cli workspaces erase")


def test_the_terminal_cannot_do_what_people_of_a_workspace_approve() -> None:
    with pytest.raises(NotPermitted, match="approved in Slack"):
        at_the_terminal("action library:remove")


GOOD = {"does": "Something.", "reach": "thread", "guards": ["signed"], "approver": "admin", "reversible": True}
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"actions": {"a:b": {**GOOD, "approver": "anybody"}}, "harmless": []}, "approver"),
    ({"actions": {"a:b": {**GOOD, "guards": ["luck"]}}, "harmless": []}, "guards"),
    ({"actions": {"a:b": {**GOOD, "surprise": 1}}, "harmless": []}, "surprise"),
    ({"actions": {"ab": GOOD}, "harmless": []}, "not a name"),
    ({"actions": {"a:b": {**GOOD, "ways": ["button a:b"]}}, "harmless": []}, "not a name"),
    ({"actions": {"a:b": {**GOOD, "ways": ["action a:b"]}}, "harmless": ["action a:b"]}, "leads to two actions"),
    ({"actions": {"a:b": {**GOOD, "reach": "deployment"}}, "harmless": []}, "nobody of one of them may approve"),
]


@pytest.mark.parametrize(("changed", "sign"), WRONG, ids=[str(number) for number in range(len(WRONG))])
def test_a_table_that_is_wrong_is_refused(changed: dict[str, Any], sign: str) -> None:
    with pytest.raises(ValidationError, match=sign):
        Table.model_validate(changed)


def test_no_row_stands_twice() -> None:
    """YAML would take the last one silently."""
    tree = yaml.compose(SHIPPED.read_text(encoding="utf-8"))
    assert isinstance(tree, yaml.MappingNode)

    def keys(node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            names = [key.value for key, _ in node.value]
            assert len(names) == len(set(names)), names
            for _, value in node.value:
                keys(value)

    keys(tree)
