"""`bidwright eval --workspace` says what is missing instead of judging something else."""

import argparse
import asyncio
from pathlib import Path

import pytest

from bot.verbs import eval as verb
from jobs.chain.errors import BadInput
from storage import schema, tenants
from storage.db import Database
from tests.storage.builders import HERE, NOW


@pytest.mark.parametrize(("who", "sentence"), [("T_NOBODY", "No workspace here has the id T_NOBODY"), (HERE, "has no golden case yet")])
async def test_nothing_to_run_is_a_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str, sentence: str) -> None:
    address = f"sqlite+aiosqlite:///{tmp_path / 'bidwright.db'}"
    await schema.upgrade(address)
    database = Database.open(address)
    async with database.tenant(HERE) as tx:
        await tenants.ensure(tx, name="Here", enterprise_id="", team_id="T_HERE", now=NOW)
    await database.close()
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", address)
    parser = argparse.ArgumentParser()
    verb.options(parser)
    with pytest.raises(BadInput, match=sentence):
        await asyncio.to_thread(verb.run, parser.parse_args(["--workspace", who]))
