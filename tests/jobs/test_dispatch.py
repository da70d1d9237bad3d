"""The dispatcher: one leads, nothing is lost for long, nobody is starved."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from jobs.admission import announce
from jobs.deps import Limits
from jobs.dispatch import LEAD_SECONDS, UPKEEP_EVERY
from jobs.payloads import WakeUp
from jobs.window import RESEND_AFTER, Window
from storage import runs, vault
from storage.errors import NotFound
from storage.scope import TenantTx
from tests.jobs.doubles import LONG, AwayDatabase, BrokenQueue, HeardQueue
from tests.jobs.office import HERE, THERE, Office


def sent(office: Office) -> list[str]:
    return [wake_up.run_id for wake_up in office.queue.sent]


async def lost(office: Office, run_id: str, gen: int = 1) -> None:
    """A worker claims the run and is never heard of again."""
    async with office.db.tenant(HERE) as tx:
        assert await runs.claim(tx, run_id, gen, token=f"dead-{gen}", now=office.clock.now(), lease_seconds=12)


async def test_one_dispatcher_leads_and_another_takes_over_when_it_falls_silent(office: Office) -> None:
    other = office.another()
    assert await office.tick()
    assert not await other.tick()
    office.forward(LEAD_SECONDS - 1)
    assert await office.tick()
    office.forward(LEAD_SECONDS - 1)
    assert not await other.tick()
    office.forward(1)
    assert await other.tick()
    assert not await office.tick()


async def test_who_does_not_lead_sends_nothing(office: Office) -> None:
    other = office.another()
    await office.tick()
    await office.ask()
    await other.tick()
    assert sent(other) == []


async def test_a_dispatcher_that_stops_gives_the_lead_away_at_once(office: Office) -> None:
    stop, queue = asyncio.Event(), HeardQueue()
    await office.ask()
    running = asyncio.create_task(office.another("first", queue=queue).dispatcher.run(stop))
    await asyncio.wait_for(queue.heard.wait(), LONG)
    stop.set()
    await asyncio.wait_for(running, LONG)
    assert await office.another().tick()


async def test_a_run_nobody_was_woken_for_is_admitted(office: Office) -> None:
    run_id = await office.ask()
    await office.tick()
    assert office.queue.sent == [WakeUp(run_id=run_id, gen=1)]
    await office.tick()
    assert len(office.queue.sent) == 1


async def test_a_wake_up_that_redis_lost_is_sent_again(office: Office) -> None:
    wide = office.another(window=Window(1))
    admitted = await wide.admit()
    await announce(wide.deps, admitted)
    assert sent(office) == []
    office.forward(RESEND_AFTER.total_seconds() - 1)
    await office.tick()
    assert sent(office) == []
    office.forward(1.1)
    await office.tick()
    assert sent(office) == [admitted.run_id]


async def test_a_lapsed_lease_makes_a_new_generation_that_is_sent_at_once(office: Office) -> None:
    run_id = await office.ask()
    await lost(office, run_id)
    office.forward(11)
    await office.tick()
    assert sent(office) == []
    office.forward(1)
    await office.tick()
    assert office.queue.sent == [WakeUp(run_id=run_id, gen=2)]
    await office.work(run_id, gen=2)
    assert (await office.run(run_id)).state == "complete"


async def test_a_run_whose_workers_keep_dying_becomes_a_dead_letter_with_an_apology(office: Office) -> None:
    """A poison pill: each attempt kills its worker, so no attempt can bury it."""
    run_id = await office.ask()
    for gen in range(1, 6):
        await lost(office, run_id, gen)
        office.forward(13)
        await office.tick()
    (letter,) = await office.letters()
    assert (letter.run_id, letter.cause, (await office.run(run_id)).state) == (run_id, "lease lapsed", "failed")
    assert await office.parts(run_id) == {"root", "apology"}
    assert await office.balance() == (0, 0)
    assert office.poster.kicks == 1


async def test_the_window_is_twice_the_slots_and_shared_between_workspaces(office: Office) -> None:
    narrow = office.another(limits=Limits(slots=2))
    whale = [await narrow.ask() for _ in range(6)]
    office.forward(1)
    small = await narrow.ask(tenant=THERE)
    await narrow.tick()
    assert len(narrow.queue.sent) == 4
    assert small in sent(narrow)
    assert [run_id for run_id in sent(narrow) if run_id in whale] == whale[:3]


async def test_a_workspace_with_runs_in_flight_waits_behind_one_without(office: Office) -> None:
    narrow = office.another(limits=Limits(slots=1))
    busy = await narrow.ask()
    await lost(narrow, busy)
    await narrow.ask()
    office.forward(1)
    small = await narrow.ask(tenant=THERE)
    await narrow.tick()
    assert sent(narrow) == [small]


async def test_nothing_is_sent_while_the_window_is_full_and_the_rest_follows(office: Office) -> None:
    narrow = office.another(limits=Limits(slots=1))
    ids = [await narrow.ask() for _ in range(3)]
    await narrow.tick()
    await narrow.tick()
    assert sent(narrow) == ids[:2]
    await narrow.work(ids[0])
    await narrow.tick()
    assert sent(narrow) == ids


async def test_a_run_in_back_off_is_sent_when_it_is_due_and_not_before(office: Office) -> None:
    run_id = await office.ask()
    await lost(office, run_id)
    async with office.db.tenant(HERE) as tx:
        due_at = office.clock.now() + timedelta(seconds=30)
        await runs.retry_later(tx, run_id, "dead-1", due_at=due_at, cause="Overloaded", now=office.clock.now())
    office.forward(29)
    await office.tick()
    assert sent(office) == []
    office.forward(1)
    await office.tick()
    assert office.queue.sent == [WakeUp(run_id=run_id, gen=2)]


async def test_a_queue_that_takes_nothing_costs_only_time(office: Office) -> None:
    run_id = await office.ask()
    cut_off = office.another(queue=BrokenQueue())
    await cut_off.tick()
    office.forward(RESEND_AFTER.total_seconds() + LEAD_SECONDS)
    await office.tick()
    assert sent(office) == [run_id]


async def test_a_database_that_is_away_is_waited_for(office: Office) -> None:
    run_id, away, stop, queue = await office.ask(), AwayDatabase(office.db), asyncio.Event(), HeardQueue()
    there = office.another(db=away, queue=queue)
    running = asyncio.create_task(there.dispatcher.run(stop))
    await asyncio.wait_for(away.asked.wait(), LONG)
    away.back = True
    await asyncio.wait_for(queue.heard.wait(), LONG)
    stop.set()
    await asyncio.wait_for(running, LONG)
    assert [wake_up.run_id for wake_up in queue.sent] == [run_id]


async def test_one_run_that_cannot_be_mended_keeps_no_other_waiting(office: Office) -> None:
    """A run without its reservation cannot give it back, and so cannot be buried; all others must go on."""
    broken, fine = await office.ask(), await office.ask()
    for run_id in (broken, fine):
        await lost(office, run_id)
    office.forward(13)

    class Forgetful(AwayDatabase):
        @asynccontextmanager
        async def tenant(self, tenant_id: str) -> AsyncIterator[TenantTx]:
            async with self._database.tenant(tenant_id) as tx:
                yield tx
            if not self.asked.is_set():
                self.asked.set()
                raise NotFound("reservation", broken)

    database = Forgetful(office.db)
    database.back = True
    there = office.another(db=database)
    assert await there.tick()
    assert fine in sent(there)


async def test_what_has_expired_in_the_vault_is_deleted_now_and_then(office: Office) -> None:
    run = await office.run(await office.ask())
    await office.work(run.id)
    office.forward(31 * 86_400)
    await office.tick()
    async with office.db.tenant(HERE) as tx:
        assert await vault.purge(tx, office.clock.now()) == 0
    assert timedelta(minutes=1) < UPKEEP_EVERY < timedelta(hours=1)
