"""A prompt on trial that is worse is taken back by itself, once, whoever looks; one that is as good stays."""

import asyncio
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from jobs.canaries import CHECK_EVERY, LEADERSHIP, CanaryKeeper, Clock, worse
from jobs.evals.bar import shipped_bar
from jobs.llm.purse import Payer
from jobs.prompting import Force, Prompting, label_of, shipped
from storage import audit, leases, prompts, tenants
from storage.db import Database
from storage.prompts import Tally, Version
from storage.scope import TenantTx
from storage.tables.spend import llm_calls
from tests.builders import NOW
from tests.jobs import prompted
from tests.jobs.doubles import AwayDatabase
from tests.storage.builders import MINUTE, PERIOD, call

BAR = shipped_bar().canary


@pytest.mark.parametrize(
    ("canary", "rest", "said"),
    [
        (Tally(voted=14, down=9), Tally(voted=40, down=3), "Voted down in 9 of 14 runs, with the prompt before in 3 of 40"),
        (Tally(runs=20, spoilt=8), Tally(runs=80, spoilt=2), "Refused or of no use in 8 of 20 runs"),
        (Tally(voted=9, down=9), Tally(voted=40, down=3), None),
        (Tally(runs=19, spoilt=19), Tally(runs=80, spoilt=2), None),
        (Tally(runs=100, spoilt=9, voted=60, down=14), Tally(runs=400, spoilt=25, voted=200, down=40), None),
        (Tally(runs=100, spoilt=0, voted=60, down=0), Tally(runs=400, spoilt=200, voted=200, down=199), None),
        (Tally(runs=30, spoilt=30), Tally(), None),
    ],
    ids=["votes", "replies", "few votes", "few runs", "as good", "better", "nothing to compare with"],
)
def test_a_canary_goes_where_it_is_worse_beyond_chance(canary: Tally, rest: Tally, said: str | None) -> None:
    found = worse(canary, rest, BAR)
    assert (found is None) if said is None else (found or "").startswith(said)


@dataclass
class Worker:
    """What each process has of its own."""

    database: Database
    at: datetime = NOW
    ids: int = field(default=0)
    name: str = "one"

    def __post_init__(self) -> None:
        self.prompting = Prompting(shipped(), self.database)
        self.keeper = CanaryKeeper(self.database, self.prompting, BAR, Clock(lambda: self.at, self._new_id))

    def _new_id(self) -> str:
        self.ids += 1
        return f"{self.name}-{self.ids}"

    def label(self, run: str) -> str:
        return self.prompting.scripts(Payer("ten_1", "analyze", run))["rate"].label


async def booked(tx: TenantTx, prompts_and_again: Iterable[tuple[str, bool]], *, after: int) -> None:
    """Calls as the purse books them, of questions and so without a run: each counts for itself."""
    rows = [
        asdict(call(f"call_{after}_{number}", run_id=None, prompt=prompt, again=again)) | {"period": PERIOD, "at": NOW + after * MINUTE}
        for number, (prompt, again) in enumerate(prompts_and_again)
    ]
    await tx.insert_new(llm_calls, rows, key=("id",))


async def on_trial(database: Database, *, spoilt: int) -> Version:
    """A canary for half of the calls of two workspaces, 24 of whose replies are known; `spoilt` of them were of no use."""
    version = await prompted.put(database, prompted.text(), percent=50)
    for tenant in ("ten_1", "ten_2"):
        async with database.tenant(tenant) as tx:
            await tenants.ensure(tx, name=tenant, enterprise_id="", team_id=tenant, now=NOW)
            mine = [(label_of(version), number < spoilt // 2) for number in range(12)]
            await booked(tx, [*mine, *[("rate@1#aaa", False)] * 12], after=1)
    return version


async def test_a_worse_canary_is_taken_back_once_by_two_workers_and_both_work_with_the_prompt_before(database: Database) -> None:
    await on_trial(database, spoilt=20)
    workers = [Worker(database), Worker(database, name="two")]
    await asyncio.gather(*(worker.prompting.look() for worker in workers))
    run = next(f"r{number}" for number in range(99) if workers[0].label(f"r{number}").endswith("~canary"))
    assert workers[1].label(run).endswith("~canary")
    with capture_logs() as logs:
        taken = await asyncio.gather(*(worker.keeper.check() for worker in workers))
    assert sorted(taken) == [[], ["rate"]]
    for worker in workers:
        await worker.keeper.tick()
        assert worker.label(run) == shipped()["rate"].label
    async with database.system() as sys:
        entries = [entry for entry in await audit.deployment_entries(sys) if entry.act == "prompt_rolled_back"]
        [kept] = await prompts.listed(sys)
    assert [entry.actor for entry in entries] == ["system"]
    assert kept.why == "Refused or of no use in 20 of 24 runs, with the prompt before in 0 of 24 (p = 6.3e-10)."
    assert [(line["name"], line["why"]) for line in logs if line["event"] == "prompt_rolled_back"] == [("rate", kept.why)]


async def test_one_leads_and_looks_again_after_a_while_and_a_canary_that_is_as_good_stays(database: Database) -> None:
    version = await on_trial(database, spoilt=0)
    first, second = Worker(database), Worker(database, name="two")
    await first.keeper.tick()
    await second.keeper.tick()
    async with database.system() as sys:
        state = await prompts.of_name(sys, "rate")
    assert state is not None
    assert state.canary == version.version
    async with database.tenant("ten_2") as tx:
        await booked(tx, [(label_of(version), True)] * 12, after=2)
    second.at += CHECK_EVERY
    await second.keeper.tick()
    assert await still_on_trial(database), "the other one leads"
    first.at += CHECK_EVERY - timedelta(seconds=1)
    await first.keeper.tick()
    assert await still_on_trial(database), "it has looked just now"
    first.at += timedelta(seconds=1)
    await first.keeper.tick()
    assert not await still_on_trial(database)


async def still_on_trial(database: Database) -> bool:
    async with database.system() as sys:
        state = await prompts.of_name(sys, "rate")
    return state is not None and state.canary is not None


class Watched(Prompting):
    """Tells when it has looked."""

    def __init__(self, database: Database) -> None:
        super().__init__(shipped(), database)
        self.looked = asyncio.Event()

    async def look(self) -> Force:
        force = await super().look()
        self.looked.set()
        return force


async def test_the_keeper_looks_at_once_gives_up_its_lead_at_the_end_and_waits_for_a_database_that_is_away(database: Database) -> None:
    await on_trial(database, spoilt=0)
    clock = Clock(lambda: NOW, lambda: "token")
    watched, stop = Watched(database), asyncio.Event()
    keeping = asyncio.create_task(CanaryKeeper(database, watched, BAR, clock).run(stop))
    await watched.looked.wait()
    stop.set()
    await keeping
    async with database.system() as sys:
        assert await leases.acquire(sys, LEADERSHIP, token="another", now=NOW, seconds=1)

    away, stop = AwayDatabase(database), asyncio.Event()
    waiting = Prompting(shipped(), away)  # type: ignore[arg-type]
    keeping = asyncio.create_task(CanaryKeeper(away, waiting, BAR, clock).run(stop))  # type: ignore[arg-type]
    await away.asked.wait()
    stop.set()
    await keeping
    assert waiting.scripts(Payer("ten_1", "analyze", "r")) == shipped()
