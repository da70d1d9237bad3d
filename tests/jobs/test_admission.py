"""Asking: all of it is stored in one transaction, or nothing is, however often and from wherever it comes."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jobs.admission import announce, dedupe_key
from jobs.chain.errors import BadInput
from jobs.deps import Limits
from jobs.intake.given import Given
from jobs.payloads import WakeUp
from jobs.periods import period_of
from jobs.window import Window
from storage import credits, runs, vault
from storage.errors import InsufficientCredits
from tests.jobs.office import CHANNEL, HERE, MEMBER, NOTICE, THERE, Office


async def test_an_asking_stores_run_sealed_input_reservation_and_root_message(office: Office) -> None:
    admitted = await office.admit(response_url="https://hooks.example/1")
    assert (admitted.created, admitted.price, admitted.credits_left) == (True, 3, 97)
    assert admitted.headline is not None
    assert (
        admitted.headline.title
        == "The town of Varnholt invites offers for the maintenance of twelve lifts in its schools and its town hall."
    )
    run = await office.run(admitted.run_id)
    assert (run.state, run.gen, run.channel, run.requester) == ("queued", 1, CHANNEL, MEMBER)
    assert await office.balance() == (3, 0)
    assert await office.parts(run.id) == {"root"}
    async with office.db.tenant_read(HERE) as tx:
        assert Given.model_validate_json(await vault.get(tx, office.deps.cipher, run.input_ref)) == Given(text=NOTICE)
        assert run.response_url_ref is not None
        assert await vault.get(tx, office.deps.cipher, run.response_url_ref) == b"https://hooks.example/1"


async def test_the_response_address_is_forgotten_with_its_use_and_the_notice_kept(office: Office) -> None:
    run = await office.run((await office.admit(response_url="https://hooks.example/1")).run_id)
    assert run.response_url_ref is not None
    async with office.db.tenant(HERE) as tx:
        assert await vault.purge(tx, office.clock.now() + timedelta(minutes=31)) == 1
        assert Given.model_validate_json(await vault.get(tx, office.deps.cipher, run.input_ref)).text == NOTICE


async def test_input_that_cannot_be_read_stores_and_charges_nothing(office: Office) -> None:
    for text in ("", "<?xml version='1.0'?><a>", "x" * 200_001):
        with pytest.raises(BadInput):
            await office.ask(text)
    async with office.db.tenant_read(HERE) as tx:
        assert await runs.recent(tx) == []
    assert await office.balance() == (0, 0)


async def test_too_few_credits_leave_nothing_behind(office: Office) -> None:
    poor = office.another(limits=Limits(monthly_credits=5))
    await poor.ask()
    with pytest.raises(InsufficientCredits) as error:
        await poor.ask()
    assert (error.value.asked, error.value.left) == (3, 2)
    async with office.db.tenant_read(HERE) as tx:
        assert len(await runs.recent(tx)) == 1
    assert (await poor.admit(depth="quick")).credits_left == 1


async def test_the_same_delivery_again_joins_its_run_and_costs_nothing_more(office: Office) -> None:
    first = await office.admit(key="trigger")
    again = await office.admit(key="trigger")
    assert (again.run_id, again.created, again.credits_left) == (first.run_id, False, 97)
    assert await office.balance() == (3, 0)


async def test_a_joined_delivery_is_recognised_though_no_credits_are_left(office: Office) -> None:
    poor = office.another(limits=Limits(monthly_credits=3))
    first = await poor.admit(key="trigger")
    assert (await poor.admit(key="trigger")).run_id == first.run_id


async def test_one_delivery_to_two_processes_at_once_is_one_run_and_no_error(office: Office) -> None:
    """Slack sends again after three seconds, while the first may still wait for the database."""
    processes = [office, *(office.another(f"p{n}") for n in range(5))]
    admitted = await asyncio.gather(*(process.admit(key="trigger") for process in processes))
    assert len({one.run_id for one in admitted}) == 1
    assert [one.created for one in admitted].count(True) == 1
    assert await office.balance() == (3, 0)


async def test_many_askings_at_once_never_reserve_more_than_there_is(office: Office) -> None:
    poor = office.another(limits=Limits(monthly_credits=10))
    given = await asyncio.gather(*(poor.ask() for _ in range(8)), return_exceptions=True)
    assert sum(isinstance(one, str) for one in given) == 3
    assert all(isinstance(one, str | InsufficientCredits) for one in given)
    assert await poor.balance() == (9, 0)


@pytest.mark.parametrize("change", [{"surface": "form"}, {"member": "U2"}, {"channel": "C2"}, {"key": "other"}], ids=str)
def test_what_makes_two_askings_different(office: Office, change: dict[str, Any]) -> None:
    assert dedupe_key(office.request(key="same")) == dedupe_key(office.request(key="same"))
    changed: dict[str, Any] = {"key": "same"} | change
    assert dedupe_key(office.request(**changed)) != dedupe_key(office.request(key="same"))


async def test_two_workspaces_with_the_same_delivery_key_do_not_meet(office: Office) -> None:
    here, there = await office.admit(key="same"), await office.admit(key="same", tenant=THERE)
    assert here.run_id != there.run_id
    assert (await office.balance(HERE), await office.balance(THERE)) == ((3, 0), (3, 0))


async def test_after_the_commit_poster_and_worker_are_woken(office: Office) -> None:
    wide = office.another(window=Window(1))
    admitted = await wide.admit()
    await announce(wide.deps, admitted)
    assert wide.poster.kicks == 1
    assert wide.queue.sent == [WakeUp(run_id=admitted.run_id, gen=1)]
    assert (await office.run(admitted.run_id)).admitted_at == office.clock.now()


async def test_a_delivery_that_joins_a_run_wakes_nobody_again(office: Office) -> None:
    wide = office.another(window=Window(1))
    for _ in range(2):
        await announce(wide.deps, await wide.admit(key="same"))
    assert len(wide.queue.sent) == 1


async def test_beyond_the_window_the_run_waits_for_the_dispatcher(office: Office) -> None:
    narrow = office.another(limits=Limits(slots=1), window=Window(1))
    admitted = [await narrow.admit() for _ in range(3)]
    for one in admitted:
        await announce(narrow.deps, one)
    ids = [one.run_id for one in admitted]
    assert [wake_up.run_id for wake_up in narrow.queue.sent] == ids[:2]
    assert (await office.run(ids[2])).admitted_at is None


async def test_a_new_month_begins_with_all_its_credits(office: Office) -> None:
    assert period_of(datetime(2026, 12, 1, tzinfo=UTC)) == "2026-12"
    await office.ask()
    office.clock.instant = datetime(2026, 12, 1, 0, 0, 1, tzinfo=UTC)
    assert (await office.admit()).credits_left == 97
    async with office.db.tenant_read(HERE) as tx:
        assert (await credits.balance(tx, period="2026-11", allowance=100)).reserved == 3
