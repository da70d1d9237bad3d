"""A question in a thread: looked up, answered from the tender and the library, stored once, and dated where it is served again."""

import asyncio
from dataclasses import dataclass, replace

import structlog

from jobs import threads
from jobs.answerers import Answering
from jobs.chain.errors import AnalystError, BadInput
from jobs.chain.guards.guard_in import guard_in
from jobs.chain.guards.quarantine import set_aside
from jobs.chain.model import Case
from jobs.chain.pii.case import mask_case
from jobs.chain.pii.mask import Masker
from jobs.chain.questions.answer import answer, quoted
from jobs.chain.questions.context import leans
from jobs.chain.questions.keys import QuestionKeys, keys_of
from jobs.chain.questions.notes import folded
from jobs.chain.questions.prompting import Script
from jobs.chain.questions.replies import Reply
from jobs.chain.questions.retrieve import Found, retrieve
from jobs.chain.questions.thread import History, Notes, Thread, extracts, history_of
from jobs.chain.questions.words import LONGEST
from jobs.chain.tender import Tender
from jobs.deps import Deps
from jobs.llm.purse import Payer
from jobs.masking import KEY_BYTES
from jobs.threads import Answered, Asked, Ground
from storage import questions

log = structlog.get_logger()

ROOM = 24_000
"""Characters of passages a question is answered from."""


@dataclass(frozen=True)
class _Desk:
    """What lies ready for one question, masked alike by `masker`."""

    question: str
    keys: QuestionKeys
    found: Found
    facts: Tender
    key: bytes
    masker: Masker


async def ask(deps: Deps, answering: Answering, tenant_id: str, asked: Asked) -> Answered:
    """The answer, stored. A question whose id was asked before gets what is stored.

    Raises BadInput (`empty`, `too_long`), NotFound for a tender of another workspace, StorageError. A model that fails raises nothing:
    the nearest passages are the answer, and say so.
    """
    if not asked.text.strip():
        raise BadInput("empty", "Ask a question about this tender.")
    if len(asked.text) > LONGEST:
        raise BadInput("too_long", f"A question may have {LONGEST:,} characters; this one has {len(asked.text):,}.")
    async with deps.db.tenant_read(tenant_id) as tx:
        there = await questions.get(tx, asked.id)
        if there is not None:
            return await threads.answered(tx, deps.cipher, there)
        ground = await threads.ground(tx, deps, asked)
    # In a thread: a pack of two million characters takes a second or two, and others are served meanwhile.
    desk = await asyncio.to_thread(_laid_out, deps, answering, asked, ground)
    version = questions.Version(asked.tender_id, ground.content_hash, ground.library_hash, answering.scripts["answer"].label)
    async with deps.db.tenant_read(tenant_id) as tx:
        thread, before = await threads.thread(tx, asked.thread, ground.content_hash)
        leaning = leans(desk.question, desk.keys, [*before, *map(keys_of, thread.notes.lines)])
        served = None if leaning else await threads.same(tx, deps, version, desk.keys)
        offered = () if served else await threads.similar(tx, version, asked.thread, desk.question)
    if served is not None:
        reply, notes = Reply.model_validate(served.body), None
    else:
        reply, notes = await _reply(answering, Payer(tenant_id, "question", asked.run_id, asked.member), desk, thread if leaning else None)
    new = _row(asked, desk, version, reply, reusable=reply.reusable and not leaning, answered_from=served.id if served else None)
    async with deps.db.tenant(tenant_id) as tx:
        row = await threads.keep(tx, deps, new, notes, answering.scripts["summary"].label, (desk.key, desk.masker))
        return await threads.answered(tx, deps.cipher, row, offered)


def _row(
    asked: Asked, desk: _Desk, version: questions.Version, reply: Reply, *, reusable: bool, answered_from: str | None
) -> questions.NewQuestion:
    return questions.NewQuestion(
        id=asked.id,
        thread=asked.thread,
        version=version,
        signature=desk.keys.signature,
        keys=desk.keys.model_dump(mode="json"),
        text=desk.question,
        body=reply.model_dump(mode="json"),
        reusable=reusable,
        member=asked.member,
        answered_from=answered_from,
    )


def _laid_out(deps: Deps, answering: Answering, asked: Asked, ground: Ground) -> _Desk:
    """The question and what may be read for it: retrieved from the whole, what the guard flags set aside, all of it masked."""
    key = ground.known.key if ground.known else answering.random(KEY_BYTES)
    names = [value for token, value in (ground.known.tokens if ground.known else {}).items() if token.startswith("\u27e6NAME-")]
    masker = Masker(key, names=(*ground.names, *names))
    found = retrieve(asked.text, ground.tender, ground.hits, ROOM)
    case = Case(tender=ground.tender.model_copy(update={"passages": found.passages}), now=deps.now())
    facts = mask_case(set_aside(case, guard_in(case.tender)), masker).tender
    question = masker.mask(asked.text)
    read = {each.id: each for each in facts.passages}
    nearest = tuple(read[each.id] for each in found.nearest if each.id in read)
    return _Desk(question, keys_of(question), Found(facts.passages, nearest, found.in_all), facts, key, masker)


async def _reply(answering: Answering, payer: Payer, desk: _Desk, thread: Thread | None) -> tuple[Reply, Notes | None]:
    """The reply, and new notes on the thread where some were made.

    `thread` is None for a question that stands by itself: answered by itself, its answer holds in any other thread.
    """
    if answering.model is None:
        return quoted(desk.found, question=desk.question), None
    script = Script(answering.model(payer), answering.scripts["answer"], answering.word)
    notes, history = await _remembered(thread, replace(script, prompt=answering.scripts["summary"])) if thread else (None, History())
    try:
        return await answer(desk.question, desk.found, history, script, facts=desk.facts), notes
    except AnalystError as error:
        log.warning("question_fell_back", error=type(error).__name__)
        return quoted(desk.found, question=desk.question), notes


async def _remembered(thread: Thread, script: Script) -> tuple[Notes | None, History]:
    """New notes where enough turns wait for them, and what the question is told of its thread; without a model what was asked must do."""
    try:
        notes = await folded(thread, script)
    except AnalystError as error:
        log.warning("thread_not_summarised", error=type(error).__name__)
        return None, replace(history_of(thread), notes=extracts(thread.to_fold, thread.notes.lines))
    return notes, history_of(replace(thread, notes=notes) if notes else thread)
