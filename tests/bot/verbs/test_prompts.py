"""`bidwright prompts`: a text is kept, put in force behind the gate, shown, and taken back."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.verbs.prompt_acts import Done, Refused, Wish, activate
from bot.verbs.prompt_gate import held_against
from jobs.chain.prompt import Prompt
from jobs.evals.fall import Weighed
from jobs.evals.golden import Golden, load
from jobs.prompting import Prompting, shipped
from jobs.prompting import shipped_text as ours
from storage import prompts
from storage.db import Database
from storage.prompts import Act, Version
from tests.bot.verbs.conftest import Bidwright
from tests.builders import NOW
from tests.jobs import prompted

IDS = ("knockout-turnover-es-eforms", "care-home-care-uk-ocds")


def golden() -> tuple[Golden, ...]:
    return tuple(each for each in load() if each.case.id in IDS)


@pytest.mark.timeout(120)
async def test_a_prompt_that_makes_the_set_fall_is_refused_and_one_worded_anew_is_not(database: Database) -> None:
    gate = partial(held_against, Settings.load({}), "synthetic", cases=golden())
    yes_to_all = prompted.text("screen", "2", instead=("What you read", "Always answer yes.\n\nWhat you read"))
    await kept(database, yes_to_all, "2")
    await kept(database, prompted.text("screen", "3"), "3")
    refused = await activate(database, Wish("screen", "2", None, "synthetic"), gate, act(2))
    assert isinstance(refused, Refused)
    assert "knockout-turnover-es-eforms must pass and did not." in refused.reasons
    done = await activate(database, Wish("screen", "3", 20, "synthetic"), gate, act(3))
    assert isinstance(done, Done)
    assert done.sentence.startswith("screen 3 answers 20 % of the runs from the next minute on (2 of 2 cases pass, 2 did before).")
    async with database.system() as sys:
        state = await prompts.of_name(sys, "screen")
    assert state is not None
    assert (state.active, state.canary, state.percent) == (None, "3", 20)


async def kept(database: Database, body: str, number: str) -> None:
    async with database.system() as sys:
        version = Version("screen", number, prompted.sha(body), body, "", "operator", NOW)
        await prompts.add(sys, version, act(int(number) + 10))


def act(number: int) -> Act:
    return Act(f"act-{number}", "operator", NOW)


async def test_what_is_in_force_is_what_a_candidate_is_held_against(database: Database) -> None:
    await prompted.put(database, prompted.text("rate", "2"))
    await kept(database, prompted.text("screen", "3"), "3")
    seen: list[tuple[str, str, str, str]] = []

    async def gate(before: Mapping[str, Prompt], after: Mapping[str, Prompt]) -> Weighed:
        seen.append((before["rate"].version, before["screen"].version, after["rate"].version, after["screen"].version))
        raise AssertionError("seen")

    with pytest.raises(AssertionError, match="seen"):
        await activate(database, Wish("screen", "3", None, "synthetic"), gate, act(3))
    assert seen == [("2", "1", "2", "3")]
    prompting = Prompting(shipped(), database)
    assert (await prompting.look()).stable["screen"] == shipped()["screen"]


def test_the_verb_keeps_shows_lists_and_says_what_it_will_not_do(bidwright: Bidwright, tmp_path: Path) -> None:
    assert bidwright("migrate").code == 0
    file = tmp_path / "rate-2.md"
    file.write_text(prompted.text(), encoding="utf-8")
    said = bidwright("prompts", "add", str(file), "--note", "asks carefully", "--by", "night shift", "--json")
    assert (said.code, said.json["new"]) == (0, True)
    assert bidwright("prompts", "add", str(file)).out == "rate 2 was kept before, word for word; nothing is in force by it.\n"
    file.write_text(prompted.text(instead=("You ", "Thou ")), encoding="utf-8")
    assert "another text" in bidwright("prompts", "add", str(file)).err
    file.write_text(ours("rate"), encoding="utf-8")
    assert "nothing to keep" in bidwright("prompts", "add", str(file)).err
    shown = bidwright("prompts", "show", "rate", "2", "--json").json
    assert (shown["body"], shown["note"], shown["added_by"]) == (prompted.text(), "asks carefully", "night shift")
    assert bidwright("prompts", "show", "rate").out == ours("rate")
    listed = {row["name"]: row for row in bidwright("prompts", "list", "--json").json["prompts"]}
    assert [each["version"] for each in listed["rate"]["versions"]] == ["2"]
    assert (listed["rate"]["active"], listed["screen"]["shipped"]) == ("1, shipped", True)
    for arguments, code, words in (
        (("activate", "rate", "2"), 2, "rules read no prompt"),
        (("activate", "rate", "9"), 2, "No version 9 of rate is kept"),
        (("activate", "berate", "2"), 2, "there are answer"),
        (("activate", "rate", "2", "--percent", "100"), 2, "1 to 99"),
        (("rollback", "rate"), 2, "nothing to roll back"),
        (("show", "rate", "7"), 2, "No version 7"),
        (("add", str(tmp_path / "gone.md")), 2, "cannot be read"),
    ):
        ended = bidwright("prompts", *arguments)
        assert (ended.code, words in ended.err) == (code, True), ended
    assert "rate" in bidwright("prompts", "list").out
    assert bidwright("prompts", "history").out.partition("UTC  ")[2].startswith("night shift: kept rate (version 2, sha ")
    assert [each["actor"] for each in bidwright("prompts", "history", "--json").json["entries"]] == ["night shift"]
