"""Writes a draft: the first section alone, the others together, each stored as it comes, none written twice."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from pydantic import ValidationError

from jobs.chain.analysis import AnalystName
from jobs.chain.drafting.check import washed, washer
from jobs.chain.drafting.coded import rows
from jobs.chain.drafting.draft import SECTIONS, Brief, Draft, Section, SectionCode
from jobs.chain.drafting.prefix import read_of
from jobs.chain.errors import AnalystError, BadOutput, KeyRefused, ModelRefused, SpendLimit
from jobs.chain.guards.out_findings import FindPersonalData
from jobs.chain.missing import missing_facts

AT_ONCE = 6
"""Calls of one draft under way at a time: all that follow the first. What many runs may do together is the router's to bound."""
MIXED = "Written in part by a language model, checked by code sentence by sentence; promises are marked for confirmation."
MOST = 40
"""Gaps told one by one."""
CALLS_NOBODY = "draft:compliance"
"""The step that warms no cache: its table is code's."""
OnStep = Callable[[str, dict[str, object]], Awaitable[None]]
OnStart = Callable[[str], Awaitable[None]]


class Pen(Protocol):
    async def section(self, code: SectionCode, *, shorter_than: Section | None = None) -> Section: ...


class Drafter(Protocol):
    """Who writes. A section may raise any `AnalystError`; the template raises none."""

    @property
    def name(self) -> AnalystName: ...
    @property
    def note(self) -> str:
        """A sentence for the reader: who wrote, by what means."""
        ...

    calls_model: bool

    def begin(self, brief: Brief) -> Pen: ...


Task = Callable[[], Awaitable[Section]]


def step_of(code: SectionCode, version: int = 1) -> str:
    """Under which name a section is stored: `draft:risks`, `draft:risks:2` in the second version."""
    return f"draft:{code}" if version == 1 else f"draft:{code}:{version}"


async def write_draft(
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
    """The whole draft. `done` holds stored steps by name (`step_of`); those sections are not written again.

    Raises the `AnalystError` of a section once all others that were begun are stored: call again later for what is missing, or with
    the `TemplateDrafter`; each section and the note say who wrote it.
    """
    wash = washer(brief, known_tokens, find_personal)
    pen = drafter.begin(brief)

    def task(code: SectionCode) -> Task:
        async def work() -> Section:
            # In a thread: the first look reads the whole pack once more, and heartbeats go on meanwhile.
            return await asyncio.to_thread(washed, await pen.section(code), wash)

        return work

    tasks = {step_of(code): task(code) for code in SECTIONS}
    written = await run_sections(tasks, done=done, on_step=on_step, on_start=on_start, warm=drafter.calls_model, at_once=at_once)
    return assembled(tuple(written[step_of(code)] for code in SECTIONS), brief, drafter)


async def run_sections(
    tasks: Mapping[str, Task],
    *,
    done: Mapping[str, dict[str, object]],
    on_step: OnStep,
    on_start: OnStart | None,
    warm: bool,
    at_once: int,
) -> dict[str, Section]:
    """Each section by its step. `warm`: the first runs alone, since prompts share a cache only after one has answered (facts/llm.md §3)."""
    written = _stored(tasks, done)
    left = sorted((step for step in tasks if step not in written), key=lambda step: step.startswith(CALLS_NOBODY))
    one_by_one, slots = asyncio.Lock(), asyncio.Semaphore(max(1, at_once))

    async def run(step: str) -> AnalystError | None:
        async with slots:
            if on_start is not None:
                await on_start(step)
            try:
                section = await tasks[step]()
            except AnalystError as error:
                return error
        async with one_by_one:  # whoever stores a step need not expect another meanwhile
            await on_step(step, section.model_dump(mode="json"))
            written[step] = section
        return None

    faults: list[AnalystError] = []
    if warm and left and (fault := await run(left.pop(0))) is not None:
        if not isinstance(fault, BadOutput | ModelRefused):
            raise fault
        faults.append(fault)  # the model answers, though not this: its cache is warm
    faults += await _together([run(step) for step in left])
    if faults:
        raise _foremost(faults)
    return written


def _foremost(faults: Sequence[AnalystError]) -> AnalystError:
    """Money and key first, they end it; then what waiting can mend, so that it is waited for; else the first."""
    final = (each for each in faults if isinstance(each, SpendLimit | KeyRefused))
    return [*final, *(each for each in faults if each.retryable), *faults][0]


def _stored(tasks: Mapping[str, Task], done: Mapping[str, dict[str, object]]) -> dict[str, Section]:
    found: dict[str, Section] = {}
    for step in tasks:
        if step in done:
            with suppress(ValidationError):  # stored by an older version: written again
                found[step] = Section.model_validate(done[step])
    return found


async def _together(works: Sequence[Awaitable[AnalystError | None]]) -> list[AnalystError]:
    """The faults. Whatever else is raised ends the rest, and nothing runs on behind the caller's back."""
    running = [asyncio.ensure_future(work) for work in works]
    try:
        return [fault for fault in await asyncio.gather(*running) if fault is not None]
    finally:
        for each in running:
            each.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def assembled(sections: tuple[Section, ...], brief: Brief, drafter: Drafter) -> Draft:
    by_model = [each for each in sections if each.made_by == "model"]
    made_by: AnalystName = "anthropic" if by_model else "rules"
    prompts = tuple(dict.fromkeys(each.prompt for each in by_model if each.prompt))
    return Draft(sections=sections, made_by=made_by, note=_note(sections, drafter), prompts=prompts, missing=_missing(sections, brief))


def _note(sections: Sequence[Section], drafter: Drafter) -> str:
    filled = [each.title for each in sections if each.made_by == "template"]
    written = [each.title for each in sections if each.made_by == "model"]
    if not filled or not written:
        return drafter.note
    return f"{MIXED} Written by a language model: {', '.join(written)}. Filled template, without a language model: {', '.join(filled)}."


def _missing(sections: Sequence[Section], brief: Brief) -> tuple[str, ...]:
    """The most dangerous gap first: what the notice does not say, what we cannot show, what was left out."""
    case = brief.case
    gaps = list(missing_facts(case.tender))
    if case.profile is None:
        gaps.append("No company profile is set: nothing could be said about the company.")
    gaps += [f"Open: {each.claim.text}" for each in brief.analysis.knock_outs if each.status == "unknown"]
    words = {"expired": "what we have has expired", "not_found": "nothing was found in profile and library"}
    gaps += [f"{row.code} ({row.place}): {words[row.status]}. “{row.requirement}”" for row in rows(brief) if row.status in words][:MOST]
    if sum(len(each.text) for each in read_of(brief)) < sum(len(each.text) for each in case.tender.passages):
        gaps.append("The documents are longer than what was read: the last part is not in the draft.")
    if case.quarantined:
        gaps.append("Passages that read like orders to a machine were set aside and not used.")
    lost = [each for each in sections if each.left_out]
    gaps += [f"{each.title}: {each.left_out} sentences of the model were left out, since nothing bears them out." for each in lost]
    return tuple(gaps)
