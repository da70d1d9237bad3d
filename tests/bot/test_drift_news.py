"""The owner of a workspace hears of a change in a direct message: once, and only where there is somebody to tell."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import wiring
from bot.blocks.verdict import confidence
from bot.cards import load_card
from bot.drift_news import DriftNews
from bot.processes import ready_database
from bot.settings import Settings
from jobs.evals.drift import drift
from storage import installations, outbox, quality, runs, tenants
from storage.db import Database
from tests.bot.blocks.cards import analysis, card
from tests.bot.poster_desk import CIPHER, NORTH, RUN, TENANT, Desk, open_desk
from tests.jobs.evals.weeks import MONDAY, House, draw
from tests.storage.builders import figure

CHANGED = drift(draw(1, now=House(score=90, slower=3)), MONDAY)
NOWHERE = "http://127.0.0.1:9/api/"


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    async with open_desk(database) as opened:
        yield opened


def news(desk: Desk, url: str = "") -> DriftNews:
    return DriftNews(desk.db, CIPHER, desk.session, url or desk.slack.api_url)


async def test_who_installed_it_reads_what_changed_and_by_how_much(desk: Desk) -> None:
    assert await news(desk).drifted(TENANT, "2026-W46", CHANGED)
    [call] = desk.calls("chat.postMessage")
    assert call["channel"] == "U0ADA"
    shown = f"{call['text']} {call['blocks']}"
    for words in (
        "Scores given: spread otherwise by an index of",
        "Time from request to answer",
        "Week 2026-W46",
        "bidwright drift --html",
    ):
        assert words in shown
    assert "Requests refused" not in shown


async def test_each_try_of_a_week_carries_the_same_id_and_another_week_another(desk: Desk) -> None:
    for week in ("2026-W46", "2026-W46", "2026-W47"):
        await news(desk).drifted(TENANT, week, CHANGED)
    ids = [call["client_msg_id"] for call in desk.calls("chat.postMessage")]
    assert ids[0] == ids[1] != ids[2]


async def test_a_slack_that_is_away_is_asked_again_later(desk: Desk) -> None:
    assert not await news(desk, NOWHERE).drifted(TENANT, "2026-W46", CHANGED)


async def test_without_an_installer_an_admin_who_wrote_the_profile_is_told_and_without_both_nobody(desk: Desk) -> None:
    nameless = replace(await desk.installation(), installed_by="")
    async with desk.db.tenant(TENANT) as tx:
        await installations.save(tx, nameless, CIPHER, desk.clock.now())
    assert await news(desk).drifted(TENANT, "2026-W46", CHANGED)
    assert desk.calls("chat.postMessage") == []
    async with desk.db.tenant(TENANT) as tx:
        await tenants.set_profile(tx, {"name": NORTH}, by="U0BEN", now=desk.clock.now())
    assert await news(desk).drifted(TENANT, "2026-W46", CHANGED)
    assert [call["channel"] for call in desk.calls("chat.postMessage")] == ["U0BEN"]


async def test_a_workspace_that_left_is_not_written_to(desk: Desk) -> None:
    async with desk.db.tenant(TENANT) as tx:
        await installations.revoke(tx, desk.clock.now(), "gone")
    assert await news(desk).drifted(TENANT, "2026-W46", CHANGED)
    assert desk.calls("chat.postMessage") == []


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (None, "medium, not yet measured"),
        (figure(RUN, raw=0.8), "high, not yet measured"),
        (figure(RUN, raw=0.3), "low, not yet measured"),
        (figure(RUN, share=0.85, called_right=34, called=40, calibration=1), "85 %: of 40 answers as sure as this, 34 were called right"),
    ],
    ids=["not counted", "high", "low", "measured"],
)
async def test_an_answer_says_a_number_only_where_votes_have_measured_it(desk: Desk, stored: quality.Figure | None, said: str) -> None:
    await desk.accept()
    await desk.end(analysis=analysis().model_dump(mode="json"))
    await desk.put("answer", 2)
    async with desk.db.tenant(TENANT) as tx:
        if stored is not None:
            await quality.note(tx, stored)
        row, run = await outbox.get(tx, run_id=RUN, part="answer"), await runs.get(tx, RUN)
        assert row is not None
        made = await load_card(tx, row, run, allowance=None, now=desk.clock.now())
    assert confidence(card(sureness=made.sureness), analysis()) == said


async def test_a_process_as_it_starts_has_the_weekly_look_joined(tmp_path: Path) -> None:
    settings = Settings.load({"DATA_DIR": str(tmp_path)})
    await ready_database(settings)
    async with wiring.process(settings) as process:
        async with process.deps.db.tenant(TENANT) as tx:
            await tenants.ensure(tx, name=NORTH, enterprise_id="", team_id=NORTH, now=process.deps.now())
        await process.quality.look()
        async with process.deps.db.tenant_read(TENANT) as tx:
            assert [(each.state, each.alarm) for each in await quality.weeks(tx)] == [("done", False)]
