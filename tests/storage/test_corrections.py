"""What people say of answers: one word each, changeable, decided once, and never across workspaces."""

from datetime import timedelta

import pytest

from storage import corrections, eval_log, feedback, reviews, row_marks, schema, tenders
from storage.corrections import NewCorrection
from storage.db import Database
from storage.errors import Conflict
from storage.scope import TenantTx
from tests.storage.builders import HERE, MINUTE, NOW, THERE
from tests.storage.everything import seed
from tests.storage_fixtures import Addresses

LATER = NOW + MINUTE


@pytest.fixture(autouse=True)
async def _seeded(database: Database) -> None:
    for tenant in (HERE, THERE):
        async with database.tenant(tenant) as tx:
            await seed(tx)


def said(tx: TenantTx, text: str, *, about: corrections.About = "tender", part: str = "answer", member: str = "U2") -> NewCorrection:
    tender = tenders.tender_id(tx.tenant_id, "ted", "1") if about == "tender" else None
    return NewCorrection(f"cor_{member}_{part}_{text[:3]}", "run_1", part, member, about, tender, text, None)


async def test_a_person_has_one_sentence_an_answer_and_other_words_replace_it(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        assert await corrections.put(tx, said(tx, "one"), NOW)
        assert not await corrections.put(tx, said(tx, "one"), LATER)
        assert await corrections.put(tx, said(tx, "two"), LATER)
        (kept,) = [each for each in await corrections.undecided(tx) if each.member == "U2"]
    assert (kept.id, kept.text, kept.state, kept.created_at, kept.updated_at) == ("cor_U2_answer_one", "two", "noted", NOW, LATER)


async def test_what_was_decided_is_decided_once_and_the_same_words_do_not_open_it_again(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        new = said(tx, "we hold it", about="company")
        await corrections.put(tx, new, NOW)
        assert await corrections.decide(tx, new.id, state="applied", by="U9", now=LATER, version=4)
        assert not await corrections.decide(tx, new.id, state="declined", by="U8", now=LATER)
        assert not await corrections.withdraw(tx, run_id="run_1", part="answer", member="U2", now=LATER)
        assert not await corrections.put(tx, new, LATER)
        kept = await corrections.get(tx, new.id)
        assert kept is not None
        assert (kept.state, kept.decided_by, kept.version) == ("applied", "U9", 4)
        assert await corrections.put(tx, said(tx, "no, another", about="company"), LATER)
        again = await corrections.get(tx, new.id)
    assert again is not None
    assert (again.state, again.decided_by, again.version) == ("open", None, None)


async def test_a_tender_has_the_notes_of_its_own_workspace_from_before_the_run_and_none_taken_back(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        mine = tenders.tender_id(HERE, "ted", "1")
        await corrections.put(tx, said(tx, "early"), NOW)
        await corrections.put(tx, said(tx, "late", member="U3"), LATER)
        await corrections.put(tx, said(tx, "gone", member="U4"), NOW)
        await corrections.withdraw(tx, run_id="run_1", part="answer", member="U4", now=NOW)
        assert [each.text for each in await corrections.of_tender(tx, [mine], before=LATER)] == ["t", "early"]
        assert [each.text for each in await corrections.of_tender(tx, [mine], before=LATER + MINUTE)] == ["t", "early", "late"]
    async with database.tenant(THERE) as tx:
        assert await corrections.of_tender(tx, [mine], before=LATER + MINUTE) == []
        with pytest.raises(Conflict):
            await row_marks.mark(tx, run_id="run_of_nobody", row="r", member="U1", wrong=True, correction=None, now=NOW)


async def test_a_row_has_one_word_a_person_and_the_last_counts(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        for wrong, right in ((True, "two"), (False, None)):
            await row_marks.mark(tx, run_id="run_1", row="criterion:effort", member="U2", wrong=wrong, correction=right, now=LATER)
        found = await row_marks.of_run(tx, "run_1")
        mine = await row_marks.of_run(tx, "run_1", member="U2")
    assert [(each.member, each.wrong, each.correction) for each in found] == [("U1", True, "c"), ("U2", False, None)]
    assert [each.member for each in mine] == ["U2"]


async def test_a_week_is_drawn_once_and_holds_what_was_disputed_in_it(database: Database) -> None:
    since, until = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
    async with database.tenant(HERE) as tx:
        assert await reviews.answers_of(tx, since=since, until=until) == ["run_1"]
        assert await reviews.answers_of(tx, since=until, until=until + MINUTE) == []
        assert await reviews.disputed(tx, since=since, until=until) == ["run_1"]
        await feedback.vote(tx, run_id="run_1", part="answer", member="U1", vote="up", reasons=[], correction=None, now=NOW)
        assert await reviews.disputed(tx, since=since, until=until) == ["run_1"]  # a row is still called wrong
        await row_marks.mark(tx, run_id="run_1", row="criterion:effort", member="U1", wrong=False, correction=None, now=NOW)
        assert await reviews.disputed(tx, since=since, until=until) == []
        await eval_log.record(tx, key="answer:run_2", kind="answer", run_id="run_2", body={}, now=NOW)
        drawn = [reviews.Drawn("run_1", "disputed", "bid"), reviews.Drawn("run_2", "sample", "review")]
        assert not await reviews.is_drawn(tx, "2026-W47")
        assert await reviews.draw(tx, "2026-W47", drawn, reviewer="U2", now=NOW)
        assert not await reviews.draw(tx, "2026-W47", drawn, reviewer="U3", now=NOW)
        assert await reviews.draw(tx, "2026-W48", [], reviewer="U2", now=NOW)
        assert await reviews.answer(tx, "2026-W47", "run_2", {"verdict": "bid"}, now=LATER)
        assert not await reviews.answer(tx, "2026-W48", "run_2", {"verdict": "bid"}, now=LATER)
        (done,) = await reviews.answered(tx)
    assert (done.run_id, done.reviewer, done.why, done.given, done.rubric) == ("run_2", "U2", "sample", "review", {"verdict": "bid"})


async def test_a_workspace_has_one_reviewer_or_none(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await reviews.name(tx, "U2", by="U9", now=LATER)
        assert await reviews.reviewer(tx) == reviews.Reviewer("U2", "U9", LATER)
        assert await reviews.nobody(tx)
        assert not await reviews.nobody(tx)
        assert await reviews.reviewer(tx) is None


async def test_the_ninth_migration_goes_back_and_forth(empty_database: Addresses) -> None:
    await schema.upgrade(empty_database.owner, "0009")
    await schema.downgrade(empty_database.owner, "0008")
    await schema.upgrade(empty_database.owner)
    assert await schema.differences(empty_database.owner) == []
