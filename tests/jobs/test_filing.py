"""Filing a tender: once per content, a version for each change, one tender however many portals tell it."""

from datetime import UTC, datetime
from typing import Any

from jobs.chain.tender import Amendment, Deadline, Tender
from jobs.filing import Filed, file_tender
from storage import tenders
from tests.builders import tender
from tests.jobs.office import HERE, THERE, Office

PROCEDURE = "5f1c2d3e-1111-4222-8333-444455556666"
NOTICE_ID = "5f1c2d3e-1111-4222-8333-000000000001"


def told(external_id: str = "n-1", digest: str = "a" * 64, **changes: Any) -> Tender:
    return tender(external_id=external_id, content_hash=digest, **changes)


def due(day: int) -> tuple[Deadline, ...]:
    return (Deadline(kind="tender", published=f"2026-12-{day:02}T12:00:00+01:00", instant=datetime(2026, 12, day, 11, tzinfo=UTC)),)


async def filed(office: Office, notice: Tender, tenant: str = HERE) -> Filed:
    async with office.db.tenant(tenant) as tx:
        return await file_tender(tx, office.deps, notice)


async def test_the_same_content_twice_is_one_row_and_no_news(office: Office) -> None:
    first, again = await filed(office, told()), await filed(office, told())
    assert first.tender_id == again.tender_id
    assert (first.news, again.news, again.same_as) == ((), (), None)


async def test_a_new_version_says_field_by_field_what_changed(office: Office) -> None:
    await filed(office, told(deadlines=due(8)))
    changed = await filed(office, told(digest="b" * 64, deadlines=due(15)))
    assert len(changed.news) == 1
    assert "deadlines" in changed.news[0]
    assert "→" in changed.news[0]
    async with office.db.tenant_read(HERE) as tx:
        newest, oldest = await tenders.versions(tx, changed.tender_id)
    assert (newest.number, oldest.number) == (2, 1)
    assert [change["field"] for change in newest.changes] == ["deadlines"]


async def test_a_tender_told_by_two_portals_is_noted_as_one(office: Office) -> None:
    first = await filed(office, told(source="ted_eforms"))
    other = await filed(office, told("ocds-h6vhtk-1-x", "c" * 64, source="ocds"))
    assert other.tender_id != first.tender_id
    assert other.same_as == first.tender_id
    assert "The same tender came before from TED" in other.news[0]
    assert (await filed(office, told("ocds-h6vhtk-1-x", "c" * 64, source="ocds"))).same_as == first.tender_id


async def test_lots_of_one_title_and_other_workspaces_are_no_twins(office: Office) -> None:
    await filed(office, told(title="Road works lot 1", source="ted_eforms"))
    assert (await filed(office, told("n-2", "d" * 64, title="Road works lot 2"))).same_as is None
    assert (await filed(office, told(title="Road works lot 1", source="ocds"), THERE)).same_as is None


async def test_a_notice_that_changes_another_becomes_its_next_version(office: Office) -> None:
    first = await filed(office, told(notice_id=NOTICE_ID, procedure_id=PROCEDURE, deadlines=due(8)))
    amendment = Amendment(of=f"{NOTICE_ID}-01", reason="update-add", description=None)
    change = await filed(office, told("n-9", "e" * 64, notice_id="n-9", procedure_id=PROCEDURE, deadlines=due(15), amendment=amendment))
    assert change.tender_id == first.tender_id
    assert "deadlines" in change.news[0]
