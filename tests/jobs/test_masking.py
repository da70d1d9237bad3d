"""A model sees no personal data, a second worker masks as the first did, and what is stored of a run tells nobody's name."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from jobs import masking
from jobs.chain.analysis import Claim, Rating, Screening
from jobs.chain.errors import KeyRefused, Overloaded
from jobs.chain.model import Case
from jobs.chain.pii.case import tokens_in
from jobs.masking import masked
from storage import members, steps, tenders, vault
from storage.errors import NotFound
from tests.builders import NOW, passage, tender
from tests.fakes import FakeIds
from tests.jobs.doubles import WaveringAnalyst
from tests.jobs.office import HERE, MEMBER, Office

MAIL, PHONE, CONTACT, KNOWN = "adalind.quorrex@town.example", "+44 20 7946 0958", "Adalind Quorrex", "Ottokar Brunnwald"
SECRETS = (MAIL, PHONE, CONTACT, KNOWN)
NOTICE = f"""The town of Varnholt invites offers for the maintenance of twelve lifts in its schools and its town hall.
Contact: Ms {CONTACT}, tel. {PHONE}, {MAIL}.
The site visit was agreed with {KNOWN} in spring. Bidders must send proof of insurance to {MAIL}.
Offers must reach the town by 12 January 2027, 12:00.
The estimated value is 240000 EUR. The contract runs for four years."""


@dataclass
class Noting(WaveringAnalyst):
    """Notes the cases it sees, and repeats in its claim all tokens of the notice."""

    seen: list[Case] = field(default_factory=list[Case])

    async def screen(self, case: Case) -> Screening:
        self.seen.append(case)
        found = await super().screen(case)
        return found.model_copy(update={"claim": Claim(text=f"Ask {' or '.join(sorted(tokens_in(case)))}.")})

    async def rate(self, case: Case, screening: Screening) -> Rating:
        self.seen.append(case)
        return await super().rate(case, screening)


@pytest.fixture
async def desk(office: Office) -> Office:
    async with office.db.tenant(HERE) as tx:
        await members.ensure(tx, "U7", now=office.clock.now(), name=KNOWN)
    return office


async def kept(office: Office, run_id: str) -> masking.Kept | None:
    async with office.db.tenant_read(HERE) as tx:
        return await masking.kept(tx, office.deps.cipher, run_id)


async def test_the_analyst_sees_tokens_and_the_vault_knows_what_they_stand_for(desk: Office) -> None:
    analyst = Noting()
    run_id = await desk.with_analyst(analyst).ask(NOTICE)
    await desk.work(run_id)
    seen = "\n".join(case.model_dump_json() for case in analyst.seen)
    assert len(analyst.seen) == 2
    assert [secret for secret in SECRETS if secret in seen] == []
    found = await kept(desk, run_id)
    assert found is not None
    assert set(SECRETS) <= set(found.tokens.values())
    assert tokens_in(*analyst.seen) <= found.tokens.keys()


async def test_outcome_steps_and_eval_log_hold_tokens_alone_while_the_notice_is_filed_as_it_is(desk: Office) -> None:
    run_id = await desk.with_analyst(Noting()).ask(NOTICE)
    await desk.work(run_id)
    run = await desk.run(run_id)
    async with desk.db.tenant_read(HERE) as tx:
        stored: list[Any] = [run.outcome, await steps.done(tx, run_id), *(entry.body for entry in await desk.logged(run_id))]
        assert run.tender_id is not None
        filed = json.dumps((await tenders.get(tx, run.tender_id)).body)
    shown = json.dumps(stored, ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in shown] == []
    assert "⟦NAME-" in shown
    assert "‹removed›" not in shown
    assert MAIL in filed


async def test_another_worker_goes_on_with_the_same_key_and_tokens(desk: Office) -> None:
    first, second = Noting([None, Overloaded("busy")]), Noting()
    run_id = await desk.with_analyst(first).ask(NOTICE)
    await desk.work(run_id)
    before = await kept(desk, run_id)
    desk.forward(61)
    await desk.another().with_analyst(second).work(run_id, gen=2)
    assert (await desk.run(run_id)).state == "complete"
    assert second.seen[0].tender == first.seen[0].tender
    assert await kept(desk, run_id) == before


async def test_two_runs_on_one_notice_share_no_token(desk: Office) -> None:
    analyst = Noting()
    for _ in range(2):
        await desk.with_analyst(analyst).work(await desk.ask(NOTICE))
    assert tokens_in(analyst.seen[0]).isdisjoint(tokens_in(analyst.seen[-1]))


async def test_rules_that_take_over_from_a_failed_model_judge_the_masked_notice(desk: Office) -> None:
    run_id = await desk.with_analyst(Noting([KeyRefused("The key is refused.")])).ask(NOTICE)
    await desk.work(run_id)
    (entry,) = await desk.logged(run_id)
    shown = json.dumps(entry.body, ensure_ascii=False)
    assert entry.body["outcome"]["analysis"]["analyst"] == "rules"
    assert [secret for secret in SECRETS if secret in shown] == []


async def test_rules_alone_mask_nothing_and_keep_nothing(desk: Office) -> None:
    run_id = await desk.ask(NOTICE)
    await desk.work(run_id)
    assert (await desk.run(run_id)).state == "complete"
    assert await kept(desk, run_id) is None


async def test_what_has_changed_since_the_last_version_is_masked_too(desk: Office) -> None:
    """News come from the filed notice, which is in clear."""
    for title in ("Lifts", f"Lifts, ask {KNOWN} or {MAIL}"):
        notice = tender(title=title, content_hash=f"{len(title):064}", passages=(passage("p1", title),), evidence={})
        desk.deps = desk.another(intake=Reads(notice), new_id=FakeIds(f"w{len(title)}").new).deps
        run_id = await desk.with_analyst(Noting()).ask(NOTICE)
        await desk.work(run_id)
    run = await desk.run(run_id)
    assert run.outcome is not None
    (news,) = run.outcome["news"]
    assert "Lifts, ask ⟦NAME-" in news
    assert MAIL not in news
    found = await kept(desk, run_id)
    assert found is not None
    assert tokens_in(run.outcome) <= found.tokens.keys()


@dataclass
class Reads:
    notice: Any

    async def read(self, *_: Any, **__: Any) -> Any:
        return self.notice


async def test_tokens_leave_the_vault_when_their_time_is_up(desk: Office) -> None:
    run_id = await desk.with_analyst(Noting()).ask(NOTICE)
    await desk.work(run_id)
    end = desk.clock.now() + timedelta(days=desk.deps.limits.vault_days)
    async with desk.db.tenant(HERE) as tx:
        await vault.purge(tx, end - timedelta(seconds=1))
    assert await kept(desk, run_id) is not None
    async with desk.db.tenant(HERE) as tx:
        await vault.purge(tx, end)
        with pytest.raises(NotFound):
            await vault.get(tx, desk.deps.cipher, f"mask:{run_id}")
    assert await kept(desk, run_id) is None


async def test_a_worker_that_lost_its_run_keeps_no_token(desk: Office) -> None:
    analyst = Noting()
    desk.with_analyst(analyst)
    run_id = await desk.ask(NOTICE)
    slow = desk.another(intake=Stolen(desk, run_id))
    await slow.work(run_id)
    assert analyst.seen == []
    assert await kept(desk, run_id) is None


@dataclass
class Stolen:
    """While the notice is read, the lease lapses and goes to another worker."""

    desk: Office
    run_id: str

    async def read(self, given: Any, *, tenant_id: str) -> Any:
        self.desk.forward(13)
        await self.desk.tick()
        return await self.desk.deps.intake.read(given, tenant_id=tenant_id)


async def test_contacts_of_the_notice_stay_where_the_deployment_lets_them(desk: Office) -> None:
    given = Case(tender=tender(passages=(passage("p1", f"Contact: Ms {CONTACT}, {MAIL}."),), evidence={}), now=NOW)
    safe, _ = await masked(desk.deps, HERE, "run-1", given, keep_contacts=True)
    text = safe.tender.passages[0].text
    assert MAIL in text
    assert CONTACT not in text
    closed, _ = await masked(desk.deps, HERE, "run-1", given)
    assert MAIL not in closed.tender.passages[0].text


async def test_names_of_people_without_one_are_no_names(desk: Office) -> None:
    async with desk.db.tenant(HERE) as tx:
        await members.ensure(tx, MEMBER, now=desk.clock.now())
    given = Case(tender=tender(passages=(passage("p1", f"Led by {KNOWN}, {MEMBER}."),), evidence={}), now=NOW)
    safe, _ = await masked(desk.deps, HERE, "run-1", given)
    assert KNOWN not in safe.tender.passages[0].text
    assert MEMBER in safe.tender.passages[0].text
