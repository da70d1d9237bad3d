"""What the database and Slack hold after a storm, and whether each promise of the product was kept."""

import asyncio
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import aiohttp

from jobs.deps import Deps
from jobs.intake.given import Given
from storage import audit, credits, eval_log, outbox, runs, tenants, vault
from tests.chaos.fleet import Fleet
from tests.installing import TOKENS

DRAIN_SECONDS = 90.0


@dataclass
class Found:
    """One run as the database and Slack have it."""

    run: runs.Run
    number: int
    ends: int
    settled: int
    answers: int
    pages: set[tuple[str, int]]
    """(outbox id, page) of every message it should have in Slack."""


async def settled(deps: Deps) -> None:
    """Wait until every run has ended and every message is out. Raises TimeoutError."""
    async with asyncio.timeout(DRAIN_SECONDS):
        while True:
            async with deps.db.system() as sys:
                waiting = await outbox.next_due(sys, deps.now())
                flying, backlog = await runs.in_flight(sys), await runs.backlog(sys, deps.now())
                names = await tenants.all_ids(sys)
            states = [run.state for name in names for run in await recent(deps, name)]
            if waiting is None and not flying and not backlog.runs and runs.ENDED.issuperset(states):
                return
            await asyncio.sleep(0.25)


async def recent(deps: Deps, tenant: str) -> list[runs.Run]:
    async with deps.db.tenant_read(tenant) as tx:
        return await runs.recent(tx, limit=1000)


async def look(deps: Deps, tenant: str, run: runs.Run) -> Found:
    async with deps.db.tenant_read(tenant) as tx:
        text = Given.model_validate_json(await vault.get(tx, deps.cipher, run.input_ref)).text
        ends = [change for change in await runs.transitions(tx, run.id) if change.to_state in runs.ENDED]
        paid = (await credits.of_run(tx, run.id))["request"]
        rows = [await outbox.get(tx, run_id=run.id, part=part) for part in ("root", "progress", "answer", "apology")]
        pages = {(row.id, page.page) for row in rows if row is not None for page in await outbox.pages(tx, row.id)}
        assert all(row.state == "sent" for row in rows if row is not None), rows
        logged = await eval_log.entries(tx, run_id=run.id, kind="answer")
    return Found(run, int(text.split()[1].rstrip(":")), len(ends), paid.settled, len(logged), pages)


def sent(posts: list[dict[str, Any]]) -> Counter[tuple[str, int]]:
    """How often Slack stored each page, by the metadata it carries."""
    count: Counter[tuple[str, int]] = Counter()
    for post in posts:
        metadata = post["args"]["metadata"]
        payload = (json.loads(metadata) if isinstance(metadata, str) else metadata)["event_payload"]
        count[payload["outbox_id"], payload["page"]] += 1
    return count


async def verify(deps: Deps, fleet: Fleet, session: aiohttp.ClientSession, acknowledged: set[int]) -> None:
    """Every promise, held against what there is. `acknowledged`: numbers of the commands whose acceptance was confirmed."""
    async with deps.db.system() as sys:
        names = await tenants.all_ids(sys)
    assert len(names) == len(TOKENS)
    found: list[Found] = []
    for name in names:
        found += [await look(deps, name, run) for run in await recent(deps, name)]
        async with deps.db.tenant_read(name) as tx:
            assert await credits.proof(tx) == []
            assert [entry for entry in await audit.entries(tx, 1000) if entry.act == "message_possibly_doubled"] == []
    by_number: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        by_number[one.number].append(one)
    assert {number: len(those) for number, those in by_number.items() if len(those) != 1} == {}, "a command made two runs"
    assert acknowledged - by_number.keys() == set(), "an acknowledged command was lost"
    for one in found:
        kept = one.run.state == "complete"
        assert kept or one.number not in acknowledged, one
        assert (one.ends, one.settled, one.answers) == ((1, 1 if one.run.depth == "quick" else 3, 1) if kept else (1, 0, 0)), one
    expected = {page for one in found for page in one.pages}
    times = sent(await fleet.posts(session))
    assert {page: n for page, n in times.items() if n != 1} == {}, "a message was posted twice"
    assert expected == times.keys(), "a message is missing, or nobody knows it"
    await verify_threads(fleet, session, found)


async def verify_threads(fleet: Fleet, session: aiohttp.ClientSession, found: list[Found]) -> None:
    """The same by what people read: one thread for each run, in the place where it was asked for, with all its messages."""
    threads: dict[tuple[str, str], list[str]] = {}
    for channel in {one.run.channel for one in found}:
        shown = await fleet.shown(session, channel)
        for root in (message for message in shown if message["root"] == message["ts"]):
            replies = [message["text"] for message in shown if message["root"] == root["ts"] and message is not root]
            key = (channel, root["text"].split(":")[0])
            assert key not in threads, f"{key} has two threads"
            threads[key] = replies
    assert threads.keys() == {(one.run.channel, f"Tender {one.number:04}") for one in found}, "threads and runs differ"
    for one in found:
        replies = threads[one.run.channel, f"Tender {one.number:04}"]
        assert (len(replies), len(set(replies))) == (len(one.pages) - 1, len(replies)), replies
