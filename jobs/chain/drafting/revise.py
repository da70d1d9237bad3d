"""Revises named sections on a short list of orders: shorter, or for one lot. The version before stays as it is."""

from collections.abc import Collection, Mapping
from typing import Literal

from pydantic import Field

from jobs.chain.drafting.check import washed, washer
from jobs.chain.drafting.draft import Brief, Draft, Section, SectionCode
from jobs.chain.drafting.lots import about, lot_of
from jobs.chain.drafting.write import AT_ONCE, Drafter, OnStart, OnStep, Pen, Task, assembled, run_sections, step_of
from jobs.chain.guards.out_findings import FindPersonalData
from jobs.chain.tender import Value


class Order(Value):
    """What a person asks for. A closed list: free words would be orders to a model that reads a stranger's text."""

    kind: Literal["shorter", "lot"]
    sections: tuple[SectionCode, ...] = Field(min_length=1)
    lot: str | None = None
    """With the kind `lot`: its id or number, as a person says it."""

    @property
    def words(self) -> str:
        named = ", ".join(self.sections)
        return f"shorter: {named}" if self.kind == "shorter" else f"for lot {self.lot}: {named}"


async def revise(
    draft: Draft,
    order: Order,
    brief: Brief,
    drafter: Drafter,
    *,
    done: Mapping[str, dict[str, object]],
    on_step: OnStep,
    on_start: OnStart | None = None,
    at_once: int = AT_ONCE,
    known_tokens: Collection[str] | None = None,
    find_personal: FindPersonalData | None = None,
) -> Draft:
    """The next version: sections not named are the very same values. `brief` is the one of the first version, all lots included.

    Steps are `draft:<code>:<version>`. A section that is about one lot stays so when it is shortened. Raises BadInput (`unknown_lot`) and what `write_draft` raises.
    """
    lot = lot_of(brief.case.tender, order.lot or "").id if order.kind == "lot" else None
    wash = washer(brief, known_tokens, find_personal)
    pens: dict[str | None, Pen] = {}
    version = draft.version + 1

    def task(code: SectionCode) -> Task:
        before = draft.section(code)
        about_lot = lot or before.lot
        if about_lot not in pens:
            pens[about_lot] = drafter.begin(about(brief, about_lot) if about_lot else brief)
        pen, longer = pens[about_lot], before if order.kind == "shorter" else None

        async def work() -> Section:
            return washed(await pen.section(code, shorter_than=longer), wash)

        return work

    codes = tuple(dict.fromkeys(order.sections))
    tasks = {step_of(code, version): task(code) for code in codes}
    written = await run_sections(tasks, done=done, on_step=on_step, on_start=on_start, warm=drafter.calls_model, at_once=at_once)
    sections = tuple(written.get(step_of(each.code, version), each) for each in draft.sections)
    return assembled(sections, brief, drafter).model_copy(update={"version": version, "change": order.words})
