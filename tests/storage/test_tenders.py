import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage import tenders
from storage.db import Database
from storage.errors import Conflict
from storage.scope import TenantTx
from tests.storage.builders import HERE, MINUTE, NOW, THERE, workspaces

DEADLINE = datetime(2026, 12, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)


async def store(tx: TenantTx, external_id: str = "1-2026", **changed: Any) -> tenders.TenderRow:
    values: dict[str, Any] = {
        "source": "ted_eforms", "external_id": external_id, "version": None, "content_hash": "h1", "kind": "opportunity", "title": "Roof",
        "buyer": "Town", "deadline_at": DEADLINE, "body": {"n": 1}, "now": NOW,
    }  # fmt: skip
    return await tenders.upsert(tx, **{**values, **changed})


def diff(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"field": "n", "before": str(before["n"]), "after": str(after["n"])}]


async def test_each_new_content_is_kept_with_what_changed(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        row = await store(tx, diff=diff)
        assert (await store(tx, content_hash="h2", version="2", body={"n": 2}, now=NOW + MINUTE, diff=diff)).changed
        assert not (await store(tx, content_hash="h2", version="2", body={"n": 2}, now=NOW + 2 * MINUTE, diff=diff)).changed
        second, first = await tenders.versions(tx, row.id)
    assert (first.number, first.content_hash, first.body, first.changes, first.seen_at, first.late) == (1, "h1", {"n": 1}, [], NOW, False)
    assert (second.number, second.version, second.body, second.seen_at) == (2, "2", {"n": 2}, NOW + MINUTE)
    assert second.changes == [{"field": "n", "before": "1", "after": "2"}]


async def test_without_a_diff_a_version_is_kept_without_changes(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        row = await store(tx)
        await store(tx, content_hash="h2", body={"n": 2})
        assert [version.changes for version in await tenders.versions(tx, row.id)] == [[], []]


async def test_an_older_version_that_comes_late_is_kept_and_takes_nobodys_place(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        row = await store(tx, version="02", content_hash="new", body={"n": 2}, diff=diff)
        for _ in range(2):
            late = await store(tx, version="01", content_hash="old", body={"n": 1}, now=NOW + MINUTE, diff=diff)
            assert late == tenders.TenderRow(row.id, created=False, changed=False)
        stored, versions = await tenders.get(tx, row.id), await tenders.versions(tx, row.id)
    assert (stored.version, stored.body, stored.updated_at) == ("02", {"n": 2}, NOW)
    assert [(version.version, version.late, version.changes) for version in versions] == [("01", True, []), ("02", False, [])]


async def test_the_date_of_publication_decides_before_the_version(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        row = await store(tx, version="9", published_at=NOW)
        assert not (await store(tx, version="10", published_at=NOW - DAY, content_hash="h2", body={"n": 2})).changed
        assert (await store(tx, version="8", published_at=NOW + DAY, content_hash="h3", body={"n": 3})).changed
        assert (await tenders.get(tx, row.id)).published_at == NOW + DAY


async def test_content_that_was_the_newest_once_does_not_come_back(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        row = await store(tx)
        assert (await store(tx, content_hash="h2", body={"n": 2})).changed
        assert not (await store(tx, content_hash="h1", body={"n": 1})).changed
        assert (await tenders.get(tx, row.id)).body == {"n": 2}
        assert len(await tenders.versions(tx, row.id)) == 2


async def test_keys_are_set_on_a_row_from_before_them(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        row = await store(tx)
        assert not (await store(tx, procedure_key="procedure:p", near_key="near:n")).changed
        stored = await tenders.get(tx, row.id)
        assert (stored.procedure_key, stored.near_key, stored.updated_at) == ("procedure:p", "near:n", NOW)
        await store(tx)
        assert (await tenders.get(tx, row.id)).procedure_key == "procedure:p"


async def test_twins_have_the_same_procedure_or_look_alike(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        mine = await store(tx, procedure_key="p", near_key="n")
        by_procedure = await store(tx, "2", source="ocds", procedure_key="p", now=NOW + MINUTE)
        by_face = await store(tx, "3", near_key="n", now=NOW + 2 * MINUTE)
        await store(tx, "4", procedure_key="q", near_key="m")
        await store(tx, "5")
        twins = await tenders.same(tx, procedure_key="p", near_key="n", except_id=mine.id)
        assert [(twin.id, twin.source, twin.procedure_key) for twin in twins] == [
            (by_procedure.id, "ocds", "p"), (by_face.id, "ted_eforms", None),
        ]  # fmt: skip
        assert [twin.id for twin in await tenders.same(tx, procedure_key=None, near_key="n", except_id=mine.id)] == [by_face.id]
        assert await tenders.same(tx, procedure_key=None, near_key=None, except_id=mine.id) == []
    async with database.tenant_read(THERE) as tx:
        assert await tenders.same(tx, procedure_key="p", near_key="n", except_id="") == []


async def test_tenders_due_about_the_same_time_are_found_by_deadline(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        mine = await store(tx)
        near = await store(tx, "2", deadline_at=DEADLINE + timedelta(hours=3))
        await store(tx, "3", deadline_at=DEADLINE + DAY)
        await store(tx, "4", deadline_at=None)
        found = await tenders.due_within(tx, since=DEADLINE - DAY / 2, until=DEADLINE + DAY / 2, except_id=mine.id)
    assert [(twin.id, twin.title, twin.buyer) for twin in found] == [(near.id, "Roof", "Town")]


async def test_one_tender_stands_for_all_that_are_the_same(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        a, b, c, d = [(await store(tx, name)).id for name in "abcd"]
        assert await tenders.note_same(tx, b, a, now=NOW) == a
        assert await tenders.note_same(tx, c, b, now=NOW) == a
        assert await tenders.note_same(tx, a, d, now=NOW) == d
        assert [await tenders.same_as(tx, each) for each in (a, b, c, d)] == [d, d, d, None]


async def test_two_that_are_noted_as_each_other_keep_the_first(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        a, b = [(await store(tx, name)).id for name in "ab"]
        await tenders.note_same(tx, b, a, now=NOW)
        assert await tenders.note_same(tx, a, b, now=NOW) == a
        assert [await tenders.same_as(tx, each) for each in (a, b)] == [None, a]
        with pytest.raises(Conflict):
            await tenders.note_same(tx, a, a, now=NOW)


async def test_nothing_is_the_same_as_another_workspaces_tender(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        here = (await store(tx)).id
    with pytest.raises(Conflict):
        async with database.tenant(THERE) as tx:
            await tenders.note_same(tx, (await store(tx)).id, here, now=NOW)


async def test_of_two_versions_at_once_each_is_held_against_the_one_before(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        row = await store(tx)

    async def one(number: int) -> None:
        async with database.tenant(HERE) as tx:
            await store(tx, content_hash=f"h{number}", body={"n": number}, diff=diff)

    await asyncio.gather(one(2), one(3))
    async with database.tenant_read(HERE) as tx:
        third, second, _ = await tenders.versions(tx, row.id)
        assert (await tenders.get(tx, row.id)).body == third.body
    assert second.changes[0]["before"] == "1"
    assert third.changes[0]["before"] == second.changes[0]["after"]
