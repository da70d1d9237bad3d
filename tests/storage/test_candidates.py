"""Disputed answers: the same dispute is one row, a changed mind takes it back, and what is decided stays decided."""

from dataclasses import replace

import pytest

from storage import candidates, golden_cases, tenders
from storage.candidates import Subject
from storage.db import Database
from storage.errors import Conflict, NotFound
from storage.scope import TenantTx
from tests.storage.builders import HERE, MINUTE, NOW, THERE, accepted, workspaces


@pytest.fixture(autouse=True)
async def _workspaces(database: Database) -> None:
    await workspaces(database)


async def subject(tx: TenantTx, run_id: str = "run_1") -> Subject:
    """An answer to one question; two runs may give it."""
    await accepted(tx, run_id)
    row = await tenders.upsert(
        tx, source="ted", external_id="1", version=None, content_hash="h", kind="opportunity", title="Lifts", buyer="b", deadline_at=NOW,
        body={"lots": []}, now=NOW,
    )  # fmt: skip
    return Subject("h", "q", 1, "answer", run_id, row.id, "bid", {"run": run_id})


async def says(tx: TenantTx, about: Subject, member: str = "U1", *reasons: str, correction: str | None = None) -> str:
    return await candidates.dispute(tx, about, member=member, reasons=reasons, correction=correction, now=NOW)


async def test_the_same_dispute_again_raises_a_count_and_no_second_row(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        first = await subject(tx)
        for member, about in (("U1", first), ("U1", first), ("U2", first), ("U3", await subject(tx, "run_2"))):
            id = await says(tx, about, member, "wrong_fact", correction=f"by {member}")
        [found] = await candidates.waiting(tx)
        assert (found.id, found.run_id, found.provenance) == (id, "run_1", {"run": "run_1"})
        assert {each.member: each.correction for each in (await candidates.disputes_of(tx, [id]))[id]} == {
            "U1": "by U1", "U2": "by U2", "U3": "by U3",
        }  # fmt: skip
        other = replace(first, profile_version=2)
        assert await says(tx, other, "U4") != id
        assert await candidates.count_waiting(tx) == 2
        assert await candidates.titles(tx, [first.tender_id]) == {first.tender_id: "Lifts"}


async def test_a_changed_mind_withdraws_what_nobody_else_disputes_and_a_new_one_opens_it_again(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        about = await subject(tx)
        for member in ("U1", "U2"):
            id = await says(tx, about, member)
        for member, waiting in (("U1", 1), ("U1", 1), ("U2", 0)):
            await candidates.withdraw(tx, run_id="run_1", part="answer", member=member, now=NOW)
            assert await candidates.count_waiting(tx) == waiting
        assert (await candidates.get(tx, id)).state == "withdrawn"
        assert not await candidates.decide(tx, id, "promoted", by="U9", now=NOW)
        await says(tx, about)
        assert (await candidates.get(tx, id)).state == "open"


async def test_what_is_decided_stays_so_whatever_votes_come_after(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        about = await subject(tx)
        id = await says(tx, about)
        assert await candidates.expect(tx, id, {"kind": "opportunity"}, revision=0, now=NOW)
        assert not await candidates.expect(tx, id, {"kind": "award"}, revision=0, now=NOW)
        assert not await candidates.decide(tx, id, "promoted", revision=0, by="U9", now=NOW)
        assert await candidates.decide(tx, id, "promoted", revision=1, by="U9", now=NOW + MINUTE)
        assert not await candidates.decide(tx, id, "dismissed", by="U8", now=NOW)
        assert not await candidates.expect(tx, id, {"kind": "award"}, revision=1, now=NOW)
        await candidates.withdraw(tx, run_id="run_1", part="answer", member="U1", now=NOW)
        await says(tx, about, "U2")
        found = await candidates.get(tx, id)
    assert (found.state, found.decided_by, found.expected, found.revision) == ("promoted", "U9", {"kind": "opportunity"}, 1)


async def test_a_case_is_kept_once_and_the_first_stays(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        id = await says(tx, await subject(tx))
        row = golden_cases.GoldenRow("workspace-1", "same", id, "notice", {}, {"n": 1}, {"run": "run_1"}, NOW)
        assert await golden_cases.add(tx, row)
        assert not await golden_cases.add(tx, replace(row, id="workspace-2", notice="other"))
        assert await golden_cases.listed(tx) == [row]


async def test_another_workspace_neither_disputes_nor_sees_it(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        about = await subject(tx)
        id = await says(tx, about)
    with pytest.raises(Conflict):
        async with database.tenant(THERE) as tx:
            await says(tx, about)
    async with database.tenant(THERE) as tx:
        assert await candidates.waiting(tx) == []
        assert await candidates.titles(tx, [about.tender_id]) == {}
        assert not await candidates.decide(tx, id, "dismissed", by="U1", now=NOW)
        with pytest.raises(NotFound):
            await candidates.get(tx, id)
