"""A draft is written once somebody approved what they were shown, charged where a model wrote, and never twice."""

from dataclasses import replace
from typing import Any

import pytest

from jobs import approval, endings
from jobs.approval import Approver, NotWaiting, seal_of
from jobs.chain.drafting.draft import SECTIONS, Draft, Section
from jobs.chain.drafting.template import TemplateDrafter, TemplatePen
from jobs.chain.errors import Overloaded, SpendLimit
from jobs.deps import Limits
from storage import credits, runs, steps
from storage.errors import InsufficientCredits, NotFound
from tests.jobs.office import HERE, THERE, Office

BY = Approver("U2", "req-2")


class Writer(TemplateDrafter):
    """Writes as a model does, and breaks at one section as often as it is told to."""

    def __init__(self, *faults: Exception) -> None:
        super().__init__()
        self.faults, self.written = list(faults), list[str]()

    def begin(self, brief: Any) -> Any:
        return _Pen(self, super().begin(brief))


class _Pen:
    def __init__(self, writer: Writer, pen: TemplatePen) -> None:
        self.writer, self.pen = writer, pen

    async def section(self, code: Any, *, shorter_than: Section | None = None) -> Section:
        if code == "risks" and self.writer.faults:
            raise self.writer.faults.pop(0)
        self.writer.written.append(code)
        written = await self.pen.section(code, shorter_than=shorter_than)
        return written if written.made_by == "code" else written.model_copy(update={"made_by": "model", "prompt": "draft@1#a"})


def writing(office: Office, *faults: Exception) -> Writer:
    writer = Writer(*faults)
    office.deps = replace(office.deps, drafter=lambda _: writer)
    return writer


async def answered(office: Office, depth: Any = "draft") -> runs.Run:
    """A run whose answer is there."""
    await office.with_profile(capabilities=["lift maintenance"], countries=["DEU"])
    run_id = await office.ask(depth=depth)
    await office.work(run_id)
    return await office.run(run_id)


async def approved(office: Office) -> runs.Run:
    run = await answered(office)
    await approval.approve(office.deps, HERE, run.id, seal_of(run), BY)
    return await office.run(run.id)


async def of_draft(office: Office, run_id: str) -> tuple[int, int]:
    async with office.db.tenant_read(HERE) as tx:
        used = (await credits.of_run(tx, run_id))["draft"]
    return used.reserved, used.settled


async def test_only_the_depth_draft_waits_for_approval_and_its_answer_is_charged(office: Office) -> None:
    waiting = await answered(office)
    assert (waiting.state, await office.balance()) == ("awaiting_approval", (0, 3))
    assert {"root", "answer", "approval"} <= await office.parts(waiting.id)
    standard = await office.ask("Another town invites offers for its bridges. Offers by 12 January 2027.", depth="standard")
    await office.work(standard)
    assert (await office.run(standard)).state == "complete"
    assert "approval" not in await office.parts(standard)


async def test_an_approved_draft_is_written_posted_and_charged_once(office: Office) -> None:
    writer, run = writing(office), await approved(office)
    assert (run.state, await of_draft(office, run.id)) == ("drafting", (7, 0))
    await office.work(run.id, gen=run.gen)
    await office.work(run.id, gen=run.gen)
    done = await office.run(run.id)
    assert done.outcome is not None
    draft = Draft.model_validate(done.outcome["draft"])
    assert [section.code for section in draft.sections] == list(SECTIONS)
    assert (done.state, done.outcome["charged"], await office.balance()) == ("complete", 10, (0, 10))
    assert "draft" in await office.parts(run.id)
    assert sorted(writer.written) == sorted(SECTIONS)


async def test_what_no_model_wrote_is_not_charged(office: Office) -> None:
    run = await approved(office)
    await office.work(run.id, gen=run.gen)
    assert (await office.run(run.id)).state == "complete"
    assert (await of_draft(office, run.id), await office.balance()) == ((0, 0), (0, 3))


async def test_a_second_attempt_writes_only_what_is_missing(office: Office) -> None:
    writer, run = writing(office, Overloaded("busy")), await approved(office)
    await office.work(run.id, gen=run.gen)
    assert (await office.run(run.id)).state == "drafting"
    done = await office.work_through(run.id)
    assert done.state == "complete"
    assert sorted(writer.written) == sorted(SECTIONS)
    assert await office.balance() == (0, 10)


@pytest.mark.parametrize("fault", [SpendLimit("spent"), Overloaded("busy")], ids=["final", "at the last attempt"])
async def test_where_the_model_cannot_write_the_template_fills_in_and_says_so(office: Office, fault: Exception) -> None:
    writing(office, *([fault] * 5))
    run = await approved(office)
    done = await office.work_through(run.id)
    assert done.outcome is not None
    draft = Draft.model_validate(done.outcome["draft"])
    assert done.state == "complete"
    assert draft.section("risks").made_by == "template"
    assert "Risks" in draft.note


async def test_an_approval_is_bound_to_what_was_shown(office: Office) -> None:
    run = await answered(office)
    with pytest.raises(NotWaiting, match="another one by now"):
        await approval.approve(office.deps, HERE, run.id, "0" * 16, BY)
    assert (await office.run(run.id)).state == "awaiting_approval"
    assert await office.balance() == (0, 3)


async def test_two_people_at_once_are_one_approval(office: Office) -> None:
    run = await approved(office)
    for decide in (approval.approve, approval.decline):
        with pytest.raises(NotWaiting, match="does not wait"):
            await decide(office.deps, HERE, run.id, seal_of(run), BY)
    assert await of_draft(office, run.id) == (7, 0)


async def test_without_credits_nothing_is_approved(office: Office) -> None:
    run = await answered(office)
    poor = office.another(limits=Limits(monthly_credits=9))
    with pytest.raises(InsufficientCredits):
        await approval.approve(poor.deps, HERE, run.id, seal_of(run), BY)
    assert (await office.run(run.id)).state == "awaiting_approval"


async def test_a_run_of_another_workspace_is_not_there(office: Office) -> None:
    run = await answered(office)
    with pytest.raises(NotFound):
        await approval.approve(office.deps, THERE, run.id, seal_of(run), BY)


async def test_declined_the_answer_stays_and_costs_no_more(office: Office) -> None:
    run = await answered(office)
    await approval.decline(office.deps, HERE, run.id, seal_of(run), BY)
    done = await office.run(run.id)
    assert done.outcome is not None
    assert (done.state, done.outcome["analysis"] is not None, await office.balance()) == ("complete", True, (0, 3))


async def test_what_nobody_approves_in_fourteen_days_is_over(office: Office) -> None:
    run = await answered(office)
    office.forward(13 * 86_400)
    await endings.lapse(office.deps)
    assert (await office.run(run.id)).state == "awaiting_approval"
    office.forward(2 * 86_400)
    await office.tick()
    assert (await office.run(run.id)).state == "complete"


async def test_a_draft_that_is_stopped_gives_its_price_back_and_leaves_the_answer(office: Office) -> None:
    run = await approved(office)
    await office.cancel(run.id)
    await office.work(run.id, gen=run.gen)
    stopped = await office.run(run.id)
    assert stopped.outcome is not None
    assert (stopped.state, await of_draft(office, run.id)) == ("cancelled", (0, 0))
    assert "apology" not in await office.parts(run.id)


async def test_the_sections_of_a_lost_worker_are_kept(office: Office) -> None:
    writing(office, Overloaded("busy"))
    run = await approved(office)
    await office.work(run.id, gen=run.gen)
    async with office.db.tenant_read(HERE) as tx:
        stored = {name for name in await steps.done(tx, run.id) if name.startswith("draft:")}
    assert len(stored) == len(SECTIONS) - 1
