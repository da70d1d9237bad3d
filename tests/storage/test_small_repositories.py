"""Members, receipts, tenders, votes, the eval log and the audit trail: each small enough to be tested side by side."""

from datetime import UTC, datetime
from typing import Any

import pytest

from storage import audit, eval_log, feedback, members, requests, tenders
from storage.db import Database
from storage.errors import Conflict, Forbidden, NotFound
from storage.scope import TenantTx
from storage.tables.audit import audit as audit_table
from tests.storage.builders import HERE, MINUTE, NOW, THERE, accepted, workspaces


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)


async def test_a_person_begins_as_a_member_and_is_changed_where_something_is_said(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        assert await members.ensure(tx, "U1", now=NOW) == members.Member("U1", None, None, "member")
        assert await members.ensure(tx, "U1", now=NOW, name="Ann", role="admin") == members.Member("U1", "Ann", None, "admin")
        assert await members.ensure(tx, "U1", now=NOW, zone="Europe/Rome") == members.Member("U1", "Ann", "Europe/Rome", "admin")
        assert await members.ensure(tx, "U2", now=NOW, role="owner") == members.Member("U2", None, None, "owner")
        assert await members.get(tx, "U2") == members.Member("U2", None, None, "owner")
    async with database.tenant_read(THERE) as tx:
        with pytest.raises(NotFound):
            await members.get(tx, "U1")


async def test_there_is_no_fifth_role(database: Database) -> None:
    with pytest.raises(Conflict):
        async with database.tenant(HERE) as tx:
            await members.ensure(tx, "U1", now=NOW, role="king")


async def test_a_delivery_is_new_once_in_each_workspace_and_again_when_its_receipt_is_gone(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        assert await requests.first_time(tx, "event:Ev1", NOW)
        assert not await requests.first_time(tx, "event:Ev1", NOW)
        assert await requests.first_time(tx, "view:Ev1", NOW + MINUTE)
    async with database.tenant(THERE) as tx:
        assert await requests.first_time(tx, "event:Ev1", NOW)
    async with database.tenant(HERE) as tx:
        assert await requests.purge(tx, NOW + MINUTE) == 1
        assert await requests.first_time(tx, "event:Ev1", NOW)


async def store(tx: TenantTx, **changed: Any) -> tenders.TenderRow:
    values: dict[str, Any] = {
        "source": "ted", "external_id": "1-2026", "version": "1", "content_hash": "h1", "kind": "opportunity", "title": "Straßenbau",
        "buyer": "Δήμος", "deadline_at": datetime(2026, 12, 1, 12, tzinfo=UTC), "body": {"lots": [1, 2]}, "now": NOW,
    }  # fmt: skip
    return await tenders.upsert(tx, **{**values, **changed})


async def test_a_tender_is_stored_once_and_changed_only_with_its_content(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        first = await store(tx)
        assert (first.created, first.changed) == (True, True)
        assert await store(tx, title="not looked at", now=NOW + MINUTE) == tenders.TenderRow(first.id, created=False, changed=False)
        assert (await tenders.get(tx, first.id)).title == "Straßenbau"
        second = await store(tx, content_hash="h2", version="2", deadline_at=None, body={}, now=NOW + MINUTE)
        assert second == tenders.TenderRow(first.id, created=False, changed=True)
        stored = await tenders.get(tx, first.id)
    assert (stored.version, stored.deadline_at, stored.body, stored.created_at, stored.updated_at) == ("2", None, {}, NOW, NOW + MINUTE)


async def test_the_same_tender_of_two_workspaces_is_two_rows(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        here = await store(tx)
    async with database.tenant(THERE) as tx:
        there = await store(tx)
        assert there.created
        assert there.id != here.id
        with pytest.raises(NotFound):
            await tenders.get(tx, here.id)


async def vote(tx: TenantTx, way: Any, member: str = "U1", reasons: tuple[str, ...] = (), correction: str | None = None) -> feedback.Vote:
    return await feedback.vote(tx, run_id="run_1", part="answer", member=member, vote=way, reasons=reasons, correction=correction, now=NOW)


async def test_a_person_has_one_vote_and_may_change_it(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await accepted(tx)
        assert (await vote(tx, "up")).changed
        assert not (await vote(tx, "up")).changed
        changed = await vote(tx, "down", reasons=("deadline", "buyer"), correction="1 March")
        assert changed.changed
        assert await feedback.get(tx, "run_1", "answer", "U1") == feedback.Vote(
            "run_1", "answer", "U1", "down", ("deadline", "buyer"), "1 March", changed=False
        )
        await vote(tx, "up", "U2")
        await vote(tx, "down", "U3")
        assert await feedback.tally(tx, "run_1") == feedback.Tally(up=1, down=2)
        assert await feedback.get(tx, "run_1", "answer", "U9") is None


async def test_nobody_votes_on_another_workspaces_run(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await accepted(tx)
    with pytest.raises(Conflict):
        async with database.tenant(THERE) as tx:
            await vote(tx, "up")


async def test_the_eval_log_keeps_one_entry_a_key(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        assert await eval_log.record(tx, key="answer:run_1", kind="answer", run_id="run_1", body={"v": 1}, now=NOW)
        assert not await eval_log.record(tx, key="answer:run_1", kind="answer", run_id="run_1", body={"v": 2}, now=NOW + MINUTE)
        await eval_log.record(tx, key="feedback:run_1:U1", kind="feedback", run_id="run_1", body={"vote": "down"}, now=NOW + MINUTE)
        await eval_log.record(tx, key="answer:run_2", kind="answer", run_id="run_2", body={}, now=NOW + 2 * MINUTE)
        assert [entry.key for entry in await eval_log.entries(tx, limit=2)] == ["answer:run_2", "feedback:run_1:U1"]
        assert [entry.key for entry in await eval_log.entries(tx, kind="feedback")] == ["feedback:run_1:U1"]
        [answer] = await eval_log.entries(tx, run_id="run_1", kind="answer")
    assert (answer.body, answer.created_at, answer.updated_at) == ({"v": 2}, NOW, NOW + MINUTE)


async def test_the_audit_trail_tells_the_newest_act_first(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        for act in ("profile_changed", "quota_raised"):
            await audit.record(tx, actor="U1", act=act, subject="workspace", before={"n": 1}, after=None, request_id="req_1", now=NOW)
        entries = await audit.entries(tx, limit=5)
    assert [(entry.act, entry.before, entry.after, entry.at) for entry in entries] == [
        ("quota_raised", {"n": 1}, None, NOW),
        ("profile_changed", {"n": 1}, None, NOW),
    ]
    async with database.tenant_read(THERE) as tx:
        assert await audit.entries(tx) == []


async def test_a_row_for_another_workspace_is_refused(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        with pytest.raises(Forbidden):
            await tx.insert(audit_table, tenant_id=THERE, actor="U1", act="a", subject="s", at=NOW)
