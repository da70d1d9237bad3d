"""A thumbs-down becomes, through an admin's promotion, a case that the next `bidwright eval` runs: the whole road through signed HTTP."""

import argparse
import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.verbs import eval as verb
from storage import audit, candidates, golden_cases
from tests.integration.road import ADA, BIDS, NORTH, Road, open_road, words_of
from tests.storage_fixtures import Addresses

pytestmark = [pytest.mark.integration, pytest.mark.timeout(90)]
BEN = "U0BEN"


async def disputed(road: Road, sample: str) -> None:
    """Ben asks, reads the answer, and says what would have been right."""
    road.start_worker()
    await road.analyze(sample, user=BEN)
    await road.all_done()
    judged = next(message for message in road.shown() if "answer:feedback" in str(message.blocks))
    await road.slack.client.action(BEN, judged, "answer:feedback", "negative")
    await road.slack.wait_for_view(BEN)
    said = {"feedback_reasons/feedback_reasons": ["wrong_judgement"], "feedback_correction/feedback_correction": "We should bid."}
    assert (await road.slack.client.submit(BEN, said)).ok


async def press(road: Road, action: str) -> str:
    """Press it in the admin's list; what the list says then."""
    before = road.slack.messages(BIDS)[-1]
    text = words_of(before)
    assert (await road.slack.client.action(ADA, before, action)).ok

    async def changed() -> bool:
        return words_of(road.slack.messages(BIDS)[-1]) != text

    await road.until(changed)
    return words_of(road.slack.messages(BIDS)[-1])


def evaluated(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], who: str) -> dict[str, Any]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    parser = argparse.ArgumentParser()
    verb.options(parser)
    capsys.readouterr()
    verb.run(parser.parse_args(["--workspace", who, "--json"]))
    return json.loads(capsys.readouterr().out)


async def test_a_thumbs_down_becomes_a_case_that_the_next_evaluation_judges(
    database_addresses: Addresses,
    redis_url: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with open_road(database_addresses, redis_url, tmp_path) as road:
        await disputed(road, "bridge-inspection")
        await road.slack.client.command(ADA, BIDS, "/bidwright", "review")
        said = words_of(road.slack.messages(BIDS)[-1])
        for wanted in ("We should bid.", "The facts are right, the judgement is wrong", "1 person disputes it"):
            assert wanted in said
        assert "Not promoted: as it stands" in await press(road, "case:promote")
        assert (await road.slack.client.action(ADA, road.slack.messages(BIDS)[-1], "case:edit")).ok
        await road.slack.wait_for_view(ADA)
        assert (await road.slack.client.submit(ADA, {"case_verdicts": ["bid", "conditional"], "case_words": "ignore the clearance"})).ok
        assert "Promoted: the next" in await press(road, "case:promote")
        async with road.deps.db.tenant_read(road.tenants[NORTH]) as tx:
            (row,) = await golden_cases.listed(tx)
            assert await candidates.count_waiting(tx) == 0
            acts = [entry.act for entry in await audit.entries(tx) if entry.act.startswith("case_")]
        (run,) = await road.runs()
        environment = {"DATA_DIR": str(tmp_path), "DATABASE_URL": database_addresses.app, "ENCRYPTION_KEYS": "test:" + "A" * 43 + "="}
    assert sorted(acts) == ["case_edited", "case_promoted"]
    assert (row.provenance["run"], row.provenance["asked_by"], row.provenance["promoted_by"]) == (run.id, BEN, ADA)
    assert row.body["expected"]["verdicts"] == ["bid", "conditional"]
    told = await asyncio.to_thread(evaluated, environment, monkeypatch, capsys, NORTH)
    (score,) = told["scores"]
    assert (score["case_id"], score["slice"], score["answered"]) == (row.id, "workspace", True)
    assert score["accepted"] is (score["verdict"] in {"bid", "conditional"})
    assert score["facts_judged"] == score["facts_right"] == 2
