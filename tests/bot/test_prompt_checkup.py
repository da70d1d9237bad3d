"""What `doctor` says of prompts: what is in force, what is on trial, what was taken back and why, what cannot be used."""

from datetime import timedelta
from typing import Any

from bot.checkup import Patient, Result
from bot.prompt_checkup import RECENT, check_prompts
from bot.settings import Settings
from storage import prompts
from storage.db import Database
from storage.prompts import Act
from storage.tables.prompts import prompt_versions
from tests.fakes import FakeClock, fake_deps
from tests.jobs import prompted


async def test_doctor_tells_of_trials_of_what_was_taken_back_and_of_texts_that_were_changed(database: Database) -> None:
    clock = FakeClock()
    nobody: Any = None
    patient = Patient(Settings.load({}), fake_deps(database, clock=clock), nobody, nobody)

    async def said() -> tuple[str, str]:
        result: Result = await check_prompts(patient)
        return result.grade, result.found

    assert await said() == ("good", "those of this release")
    await prompted.put(database, prompted.text("screen", "4"))
    assert await said() == ("good", "in force: screen 4")
    await prompted.put(database, prompted.text("rate", "2"), percent=20)
    assert await said() == ("note", "on trial: rate 2 with 20 % of the runs")
    async with database.system() as sys:
        state = await prompts.of_name(sys, "rate")
        assert state is not None
        await prompts.roll_back(sys, state, why="Voted down in 9 of 14 runs.", act=Act("back", "system", clock.now()))
    assert await said() == ("note", "rate 2 was taken back: Voted down in 9 of 14 runs.")
    clock.forward(RECENT + timedelta(seconds=1))
    assert (await said())[0] == "good"
    async with database.system() as sys:
        await sys.run(sys.update(prompt_versions).where(prompt_versions.c.name == "screen").values(body="x"))
    assert (await said())[0] == "bad"
