"""`bidwright drift` and `bidwright calibration` on a database with five weeks of answers, read from a terminal and as a page."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import clock
from storage import quality, tenants
from storage.db import Database
from storage.schema import upgrade
from tests.bot.verbs.conftest import Bidwright
from tests.jobs.evals.weeks import MONDAY, House, called, draw, store

NAME = "Northlight <script>"


@pytest.fixture
def home(bidwright: Bidwright, tmp_path: Path) -> Bidwright:
    """One workspace whose scores have changed in the last seven days, and one without a single answer."""
    folder = tmp_path / "data"
    folder.mkdir()
    shift = clock.utcnow() - MONDAY + timedelta(minutes=10)
    answers = [
        replace(each, at=each.at + shift, figure=each.figure and replace(each.figure, created_at=each.at + shift))
        for each in called(draw(1, now=House(score=90)))
    ]

    async def fill() -> None:
        await upgrade(f"sqlite:///{folder / 'bidwright.db'}")
        database = Database.open(f"sqlite+aiosqlite:///{folder / 'bidwright.db'}")
        for tenant, team in (("ten_a", "T0A"), ("ten_b", "T0B")):
            async with database.tenant(tenant) as tx:
                await tenants.ensure(tx, name=NAME, enterprise_id="", team_id=team, now=clock.utcnow())
                await store(tx, answers) if tenant == "ten_a" else None
        await database.close()

    asyncio.run(fill())
    return bidwright


def test_a_change_is_named_with_exit_code_1_and_without_one_0(home: Bidwright, tmp_path: Path) -> None:
    page = tmp_path / "new" / "drift.html"
    ended = home("drift", "--html", str(page))
    assert ended.code == 1
    assert "Scores given: spread otherwise by an index of" in ended.out
    text = page.read_text(encoding="utf-8")
    assert text.count("<svg") >= 4
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids)) > 0
    assert "<script" not in text
    assert "Northlight &lt;script&gt; (T0A)" in text
    one = home("drift", "--workspace", "T0B", "--json")
    assert (one.code, [each["workspace"] for each in one.json]) == (0, ["ten_b"])
    assert {each["level"] for each in one.json[0]["now"]["measures"]} == {"too_few"}


def test_a_fit_is_made_at_once_shown_and_drawn(home: Bidwright, tmp_path: Path) -> None:
    assert "Nothing has been fitted yet" in home("calibration", "show").out
    made = home("calibration", "fit", "--json")
    assert made.code == 0
    assert [(each["workspace"], each["version"], each["taken"], each["method"]) for each in made.json] == [
        ("ten_a", 1, True, "isotonic"), ("ten_b", 1, False, None),
    ]  # fmt: skip
    page = tmp_path / "calibration.html"
    shown = home("calibration", "show", "--workspace", "ten_a", "--html", str(page))
    assert "version 1. Taken: on answers it had not seen its Brier score is" in shown.out
    assert "were called right" in shown.out
    text = page.read_text(encoding="utf-8")
    assert 'aria-label="Confidence against the share right' in text
    assert "Version 1" in text


@pytest.mark.parametrize("verb", [("drift",), ("calibration", "show"), ("calibration", "fit")])
def test_a_workspace_that_is_not_here_is_bad_input(home: Bidwright, verb: tuple[str, ...]) -> None:
    ended = home(*verb, "--workspace", "T0NOBODY")
    assert ended.code == 2
    assert "No workspace here has the id T0NOBODY" in ended.err


def test_weeks_that_the_worker_measured_are_listed(home: Bidwright, tmp_path: Path) -> None:
    async def measured() -> None:
        database = Database.open(f"sqlite+aiosqlite:///{tmp_path / 'data' / 'bidwright.db'}")
        async with database.tenant("ten_b") as tx:
            now = clock.utcnow()
            await quality.claim_week(tx, "2026-W46", token="t", now=now, seconds=9)
            await quality.week_measured(tx, "2026-W46", token="t", report={"answers": 3}, alarm=True, now=now)
        await database.close()

    asyncio.run(measured())
    told = next(each for each in home("doctor", "--json").json if each["name"] == "quality")
    assert (told["grade"], told["found"]) == ("note", "answers have changed: ten_b in 2026-W46, not told yet")
    ended = home("drift", "--workspace", "ten_b")
    assert "week 2026-W46: changed" in ended.out
    [found] = home("drift", "--workspace", "ten_b", "--json").json
    assert found["weeks"] == [{"week": "2026-W46", "alarm": True, "told": False, "report": {"answers": 3}}]
