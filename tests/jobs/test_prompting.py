"""Which prompts answer: what was put in force, for a steady share of the runs, and never a text that is not the one that was added."""

import pytest
from structlog.testing import capture_logs

from jobs.chain.errors import BadInput
from jobs.llm.purse import Payer
from jobs.prompting import Canary, Force, Prompting, checked, shipped, shipped_text
from storage.db import Database
from storage.tables.prompts import prompt_versions
from tests.jobs import prompted
from tests.jobs.prompted import text

OURS = shipped()
FAULTS: list[tuple[str, str]] = [
    ("not a prompt", "head between"),
    (text().replace("tier: middle\n", ""), "holds exactly"),
    (text().replace("tier: middle", "tier: huge"), "tier is one of"),
    (text().replace("max_tokens: 8000", "max_tokens: many"), "whole numbers"),
    (text().replace("max_input: 60000", "max_input: 96000"), "max_input: input should be"),
    (text().replace("name: rate", "name: berate"), "There is no prompt 'berate': there are answer, draft"),
    (text().replace("schema: RateReply", "schema: ScreenReply"), "asks for the form RateReply"),
    (text(version="1"), "is the shipped one"),
    (text(version="2 beta"), "letters and digits"),
    (text().replace("│", "|"), "no orders"),
    (text() + "\x00", "control characters"),
    (text() + "\ud800", "control characters"),
    (text() + "x" * 40_000, "at most 40,000"),
]


@pytest.mark.parametrize(("given", "said"), FAULTS, ids=map(str, range(len(FAULTS))))
def test_a_text_that_cannot_stand_in_is_told_why(given: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        checked(given, OURS)


@pytest.mark.parametrize("name", OURS)
def test_the_shipped_text_worded_anew_can_stand_in_for_itself(name: str) -> None:
    assert checked(text(name), OURS).label.startswith(f"{name}@2#")
    assert checked(shipped_text(name), OURS) == OURS[name]


def test_a_fifth_of_the_runs_is_tried_each_try_of_a_run_alike_and_a_larger_share_keeps_them() -> None:
    tried = checked(text(), OURS).model_copy(update={"arm": "canary"})

    def taken(percent: int) -> set[str]:
        force = Force(OURS, (Canary(tried, percent),))
        names = [f"ten_{number % 40}\0run_{number}" for number in range(4_000)]
        drawn = {who for who in names if force.scripts(who)["rate"].label == tried.label}
        assert drawn == {who for who in names if force.scripts(who)["rate"].label.endswith("~canary")}
        return drawn

    fifth, half = taken(20), taken(50)
    assert 720 <= len(fifth) <= 880, "3 standard deviations are 76"
    assert len({who.partition("\0")[0] for who in fifth}) == 40, "of each workspace"
    assert fifth < half


def payer(run: str) -> Payer:
    return Payer("ten_1", "analyze", run, "U1")


async def test_what_was_put_in_force_answers_after_the_next_look_and_one_on_trial_says_so(database: Database) -> None:
    prompting = Prompting(OURS, database)
    with capture_logs() as logs:
        await prompting.look()
    assert (prompting.scripts(payer("r")), logs) == (OURS, [])
    version = await prompted.put(database, text())
    await prompted.put(database, text("screen"), percent=99)
    assert prompting.scripts(payer("r")) == OURS
    await prompting.look()
    labels = {name: {prompting.scripts(payer(f"run_{number}"))[name].label for number in range(300)} for name in ("rate", "screen")}
    assert labels["rate"] == {f"rate@2#{version.sha[:12]}"}
    assert sorted("~canary" in label for label in labels["screen"]) == [False, True]


async def test_a_text_that_was_changed_behind_our_back_answers_nobody(database: Database) -> None:
    await prompted.put(database, text())
    async with database.system() as sys:
        await sys.run(sys.update(prompt_versions).values(body=text().replace("You ", "You never ", 1)))
    prompting = Prompting(OURS, database)
    with capture_logs() as logs:
        force = await prompting.look()
        await prompting.look()
    assert prompting.scripts(payer("r")) == OURS
    assert [line["sentence"] for line in logs if line["event"] == "prompt_not_usable"] == list(force.faults)
    assert force.faults == ("The version 2 of rate cannot be used, the shipped prompt answers: its text is not the one that was added",)
