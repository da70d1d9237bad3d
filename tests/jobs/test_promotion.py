"""What becomes a golden case of a workspace: masked, once, by an admin's act, and never a copy of a sealed one."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from jobs import promotion
from jobs.chain.errors import BadInput
from jobs.chain.profile import Profile
from jobs.evals.golden import SHIPPED, load
from jobs.evals.workspace import READ, TEXT, golden_of, input_of, read_stored
from jobs.sources.bundled import bundled
from jobs.sources.read import read_notice
from storage import audit, candidates, eval_log, golden_cases, tenants
from tests.jobs.office import HERE, MEMBER, NOTICE, Office

PERSONAL = "Contact: Ms Adalind Quorrex, tel. +44 20 7946 0958, e-mail adalind.quorrex@town.example"
NOTICE_OF_A_PERSON = f"{NOTICE}\n{PERSONAL}"
EXPECTED: dict[str, Any] = {
    "kind": "opportunity",
    "verdicts": ["bid"],
    "facts": {"value": None},
    "must_not": ["adalind.quorrex@town.example"],
}


async def disputed(office: Office, text: str = NOTICE, *, correction: str | None = None) -> str:
    """A run is judged and disputed; the candidate's id."""
    run_id = await office.ask(text)
    await office.work(run_id)
    run = await office.run(run_id)
    (entry,) = await office.logged(run_id)
    about = promotion.subject_of(entry, run, "answer")
    assert about is not None
    async with office.db.tenant(HERE) as tx:
        return await candidates.dispute(tx, about, member=MEMBER, reasons=["wrong_fact"], correction=correction, now=office.clock.now())


async def written(office: Office, candidate_id: str, expected: dict[str, Any] | None = None) -> None:
    async with office.db.tenant(HERE) as tx:
        assert await candidates.expect(tx, candidate_id, expected or EXPECTED, revision=0, now=office.clock.now())


async def promote(office: Office, candidate_id: str, by: str = "U9") -> str:
    return await promotion.promote(office.deps, HERE, candidate_id, by=by, request_id="req-9")


async def cases(office: Office) -> list[golden_cases.GoldenRow]:
    async with office.db.tenant_read(HERE) as tx:
        return await golden_cases.listed(tx)


async def test_the_log_names_what_made_an_answer_and_holds_nothing_personal(office: Office) -> None:
    await office.with_profile()
    run_id = await office.ask(NOTICE_OF_A_PERSON)
    await office.work(run_id)
    (entry,) = await office.logged(run_id)
    body = entry.body
    assert (body["profile_version"], body["judged_at"]) == (1, office.clock.now().isoformat())
    assert (body["models"], body["calls"], body["cost_micro_usd"], body["prompts"]) == ([], 0, 0, [])
    assert body["outcome"]["analysis"]["knock_outs"]
    assert (body["outcome"]["charged"], body["outcome"]["tender_id"]) == (3, (await office.run(run_id)).tender_id)
    text = json.dumps(body, ensure_ascii=False)
    assert [each for each in ("Quorrex", "7946", "town.example") if each in text] == []


async def test_a_promoted_case_is_masked_keeps_its_origin_and_judges_only_what_was_written(office: Office) -> None:
    await office.with_profile(references=("Lifts of a hospital, ask olga.fenn@bidder.example",))
    id = await disputed(office, NOTICE_OF_A_PERSON, correction="It has no value.")
    assert await promote(office, id) == "unedited"
    await written(office, id)
    assert await promote(office, id) == "promoted"
    assert await promote(office, id) == "decided"
    (row,) = await cases(office)
    stored = json.dumps([row.notice, row.body, row.profile], ensure_ascii=False)
    assert [each for each in ("Quorrex", "7946", "town.example", "olga.fenn") if each in stored] == []
    assert row.provenance["asked_by"] == row.provenance["disputed_by"][0] == MEMBER
    assert (row.provenance["promoted_by"], row.provenance["revision"]) == ("U9", 1)
    golden = golden_of(row.body, row.profile, row.notice)
    assert golden.case.expected.facts.model_fields_set == {"value"}
    assert golden.case.tests == "Disputed: wrong_fact. It has no value."
    (token,) = golden.case.expected.must_not
    assert token in row.notice
    tender = read_stored(golden.notice, golden.case.source)
    assert tender is not None
    assert (tender.source, tender.deadline is not None) == ("text", True)
    assert golden.profile is not None
    async with office.db.tenant_read(HERE) as tx:
        (act,) = [entry for entry in await audit.entries(tx) if entry.act == "case_promoted"]
    assert (act.actor, act.subject, act.after) == ("U9", f"candidate:{id}", {"case": row.id, "run": row.provenance["run"], "revision": 1})


async def test_of_two_admins_at_once_one_promotes(office: Office) -> None:
    id = await disputed(office)
    await written(office, id)
    found = await asyncio.gather(promote(office, id, "U8"), promote(office, id, "U9"))
    assert sorted(found) == ["decided", "promoted"]
    assert len(await cases(office)) == 1


async def test_the_same_tender_for_the_same_profile_is_one_case_though_it_was_asked_at_two_depths(office: Office) -> None:
    id = await disputed(office)
    run_id = await office.ask(depth="quick")
    await office.work(run_id)
    (entry,) = await office.logged(run_id)
    about = promotion.subject_of(entry, await office.run(run_id), "answer")
    assert about is not None
    async with office.db.tenant(HERE) as tx:
        other = await candidates.dispute(tx, about, member=MEMBER, reasons=[], correction=None, now=office.clock.now())
    for each in (id, other):
        await written(office, each)
    assert [await promote(office, id), await promote(office, other)] == ["promoted", "known"]
    async with office.db.tenant_read(HERE) as tx:
        assert (await candidates.get(tx, other)).state == "open"


async def test_a_copy_of_a_sealed_notice_is_not_promoted(office: Office) -> None:
    notice = next(each.notice.decode() for each in load(SHIPPED, ("sealed",)) if each.case.shape == "text" and len(each.notice) > 600)
    id = await disputed(office, f"Found on a portal this morning, please look.\n\n{notice}")
    await written(office, id)
    assert await promote(office, id) == "sealed"
    assert await cases(office) == []


async def test_what_it_was_judged_by_must_still_be_there(office: Office) -> None:
    """The deployment's own profile has no versions: once it is another one, nobody knows what the answer was held against."""
    id = await disputed(office)
    await written(office, id)
    other = replace(office.deps, default_profile=Profile(name="Fernhill").model_dump(mode="json"))
    assert await promotion.promote(other, HERE, id, by="U9", request_id=None) == "lost"
    async with office.db.tenant(HERE) as tx:
        await tenants.set_profile(tx, {"name": "later"}, by=MEMBER, now=office.clock.now())
    assert await promote(office, id) == "promoted"
    assert await promote(office, "cnd_none") == "gone"


def entry_of(body: dict[str, Any], entry: eval_log.Entry) -> eval_log.Entry:
    return replace(entry, body=body)


async def test_a_row_of_an_older_version_is_nothing_that_can_be_disputed(office: Office) -> None:
    run_id = await office.ask()
    await office.work(run_id)
    (entry,) = await office.logged(run_id)
    for lacking in ({"outcome": {}}, {"judged_at": None}):
        assert promotion.subject_of(entry_of({**entry.body, **lacking}, entry), await office.run(run_id), "answer") is None


def test_pasted_text_is_read_anew_and_says_the_same_again() -> None:
    """So that a better reader is seen to be better. All else is kept as it was read: the product keeps no more of it."""
    for golden in load(SHIPPED):
        if golden.case.shape == "text":
            before = read_notice(golden.notice)
            name, text = input_of(before)
            after = read_stored(text.encode(), name)
            assert after is not None
            assert (name, after.model_copy(update={"content_hash": before.content_hash, "external_id": before.external_id})) == (
                TEXT,
                before,
            )
    tender = read_notice(bundled("city-network"))
    name, text = input_of(tender)
    assert (name, read_stored(text.encode(), name)) == (READ, tender)
    assert read_stored(b"any other file", "notice.txt") is None


def test_what_another_version_stored_is_said_to_be_so() -> None:
    with pytest.raises(BadInput, match="another version"):
        read_stored(b'{"source": "smoke signals"}', READ)
    with pytest.raises(BadInput, match="workspace-1"):
        golden_of({"id": "workspace-1"}, {}, "")
