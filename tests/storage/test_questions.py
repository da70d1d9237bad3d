"""Questions and summaries as stored: numbered within a thread, bound to one version, never given to another workspace."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from storage import questions, tenders
from storage.db import Database
from storage.errors import Conflict
from storage.scope import TenantTx
from tests.storage.builders import HERE, NOW, SECOND, THERE, VERSION, question, workspaces

NOTICE = tenders.tender_id(HERE, "ted", "1")
MINE = replace(VERSION, tender_id=NOTICE)


async def file(tx: TenantTx, external_id: str = "1") -> str:
    row = await tenders.upsert(
        tx, source="ted", external_id=external_id, version=None, content_hash="h", kind="opportunity", title="t", buyer="b",
        deadline_at=None, body={}, now=NOW,
    )  # fmt: skip
    return row.id


@pytest.fixture(autouse=True)
async def _filed(database: Database) -> None:
    await workspaces(database)
    for tenant in (HERE, THERE):
        async with database.tenant(tenant) as tx:
            await file(tx)


async def test_questions_of_a_thread_are_numbered_in_the_order_they_came(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        for n in (1, 2):
            await questions.put(tx, question(f"q_{n}", NOTICE), NOW + n * SECOND)
        await questions.put(tx, question("q_other", NOTICE, thread="run_2"), NOW)
        assert [(each.id, each.seq) for each in await questions.turns(tx, "run_1", "h")] == [("q_1", 1), ("q_2", 2)]
        assert [each.seq for each in await questions.turns(tx, "run_2", "h")] == [1]


async def test_people_who_ask_at_once_in_one_thread_are_all_kept(database: Database) -> None:
    async def ask(n: int) -> None:
        async with database.tenant(HERE) as tx:
            await questions.put(tx, question(f"q_{n}", NOTICE), NOW)

    await asyncio.gather(*(ask(n) for n in range(6)))
    async with database.tenant_read(HERE) as tx:
        assert [each.seq for each in await questions.turns(tx, "run_1", "h")] == [1, 2, 3, 4, 5, 6]


async def test_a_question_stored_twice_stays_as_it_was_first(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        first = await questions.put(tx, question("q_1", NOTICE), NOW)
        again = await questions.put(tx, question("q_1", NOTICE, body={"claims": ["another"]}), NOW + SECOND)
        assert again == first
        assert await questions.get(tx, "q_1") == first
        assert await questions.get(tx, "q_9") is None


async def test_an_answer_is_served_for_its_very_version_alone(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        stored = await questions.put(tx, question("q_1", NOTICE), NOW)
        assert await questions.same(tx, MINE, "1:abc") == stored
        assert await questions.same(tx, MINE, "1:abd") is None
        for field in ("tender_id", "content_hash", "library_hash", "made_by"):
            other = replace(MINE, **{field: "other"})
            assert await questions.same(tx, other, "1:abc") is None, field
            assert await questions.earlier(tx, other) == [], field


async def test_what_may_not_be_reused_and_what_was_served_again_is_no_source(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await questions.put(tx, question("q_1", NOTICE, reusable=False), NOW)
        assert await questions.same(tx, MINE, "1:abc") is None
        await questions.put(tx, question("q_2", NOTICE), NOW)
        await questions.put(tx, question("q_3", NOTICE, answered_from="q_2"), NOW + SECOND)
        found = await questions.same(tx, MINE, "1:abc")
        assert found is not None
        assert found.id == "q_2"
        assert [each.id for each in await questions.earlier(tx, MINE)] == ["q_2"]


async def test_a_workspace_neither_reads_nor_points_to_anothers_questions(database: Database) -> None:
    theirs = tenders.tender_id(THERE, "ted", "1")
    async with database.tenant(HERE) as tx:
        await questions.put(tx, question("q_1", NOTICE), NOW)
    async with database.tenant(THERE) as tx:
        assert await questions.get(tx, "q_1") is None
        assert await questions.same(tx, MINE, "1:abc") is None
        assert await questions.turns(tx, "run_1", "h") == []
    for stray in (question("q_2", NOTICE), question("q_2", theirs, answered_from="q_1")):
        with pytest.raises(Conflict):
            async with database.tenant(THERE) as tx:
                await questions.put(tx, stray, NOW)


async def test_turns_are_the_newest_after_what_is_summarised_and_of_one_content(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        for n in range(1, 8):
            changed = {"version": {"content_hash": "new"}} if n == 4 else {}
            await questions.put(tx, question(f"q_{n}", NOTICE, **changed), NOW)
        assert [each.seq for each in await questions.turns(tx, "run_1", "h", after=2, limit=3)] == [5, 6, 7]
        assert [each.seq for each in await questions.turns(tx, "run_1", "h", after=2)] == [3, 5, 6, 7]
        assert [each.seq for each in await questions.turns(tx, "run_1", "new")] == [4]


async def test_a_summary_is_replaced_only_by_one_that_reaches_further(database: Database) -> None:
    told = questions.ThreadSummary("run_1", "h", NOTICE, 6, "six", "summary@1#a", NOW)
    async with database.tenant(HERE) as tx:
        await questions.keep_summary(tx, told)
        await questions.keep_summary(tx, replace(told, through=4, text="four"))
        assert await questions.summary(tx, "run_1", "h") == told
        further = replace(told, through=12, text="twelve", updated_at=NOW + timedelta(hours=1))
        await questions.keep_summary(tx, further)
        assert await questions.summary(tx, "run_1", "h") == further
        assert await questions.summary(tx, "run_1", "new") is None
