"""Questions about tenders with their answers: the turns of a thread, what may be served again, summaries of older turns.

What is stored is masked; the caller seals the values behind the mask tokens in the vault.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func

from storage.errors import Conflict
from storage.rows import value_of, values_of
from storage.scope import TenantTx
from storage.tables.questions import questions, thread_summaries

MOST_TURNS = 60
"""Turns of a thread that are read at once, the newest."""
MOST_EARLIER = 200
"""Earlier questions about a version that are held against a new one."""
ATTEMPTS = 10
"""For the next number of a thread, where several people ask at once."""


@dataclass(frozen=True, slots=True)
class Version:
    """What an answer rests on: one content of one tender, one state of the company's library, one way to answer."""

    tender_id: str
    content_hash: str
    library_hash: str
    made_by: str
    """Prompts and model tier, so that a better prompt does not serve a worse one's answers."""


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question and its answer, both masked. `signature` is None where the question means nothing outside its thread."""

    id: str
    thread: str
    version: Version
    signature: str | None
    keys: Mapping[str, Any]
    text: str
    body: Mapping[str, Any]
    reusable: bool
    """Whether the answer may be served to the same question; an answer without a model, or without evidence, may not."""
    member: str
    answered_from: str | None = None
    """The question whose answer was served again."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as stored; `seq` counts those of the thread from 1."""

    id: str
    thread: str
    seq: int
    tender_id: str
    content_hash: str
    library_hash: str
    made_by: str
    signature: str | None
    keys: dict[str, Any]
    text: str
    body: dict[str, Any]
    reusable: bool
    answered_from: str | None
    member: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class ThreadSummary:
    """What the turns up to number `through` were about, as far as they asked about this content of the tender."""

    thread: str
    content_hash: str
    tender_id: str
    through: int
    text: str
    made_by: str
    updated_at: datetime


async def put(tx: TenantTx, question: NewQuestion, now: datetime) -> Question:
    """Adds the question with the next number of its thread; one whose id is there already stays as it was and is given back.

    Raises Conflict for a tender or an earlier question that is not this workspace's.
    """
    there = await get(tx, question.id)
    if there is not None:
        return there
    version = question.version
    row: dict[str, Any] = {
        "id": question.id, "thread": question.thread, "tender_id": version.tender_id, "content_hash": version.content_hash,
        "library_hash": version.library_hash, "made_by": version.made_by, "signature": question.signature, "keys": dict(question.keys),
        "text": question.text, "body": dict(question.body), "reusable": question.reusable, "answered_from": question.answered_from,
        "member": question.member, "asked_at": now,
    }  # fmt: skip
    for _ in range(ATTEMPTS):
        seq = await _last(tx, question.thread) + 1
        if await tx.insert_new(questions, [row | {"seq": seq}], key=("thread", "seq")):
            return Question(**row, seq=seq)
    raise Conflict("The thread is written to by too many at once; asking again is sensible.")


async def get(tx: TenantTx, id: str) -> Question | None:
    """The question of that id, None where this workspace has none."""
    row = await tx.first(tx.select(questions).where(questions.c.id == id))
    return None if row is None else value_of(Question, row)


async def same(tx: TenantTx, version: Version, signature: str) -> Question | None:
    """The newest question of this signature whose own answer may be served for this very version."""
    mine = and_(_of(version), questions.c.signature == signature, questions.c.reusable, questions.c.answered_from.is_(None))
    row = await tx.first(tx.select(questions).where(mine).order_by(questions.c.asked_at.desc(), questions.c.id).limit(1))
    return None if row is None else value_of(Question, row)


async def earlier(tx: TenantTx, version: Version, *, limit: int = MOST_EARLIER) -> list[Question]:
    """Questions whose own answers may be shown for this very version, newest first."""
    mine = and_(_of(version), questions.c.reusable, questions.c.answered_from.is_(None))
    query = tx.select(questions).where(mine).order_by(questions.c.asked_at.desc(), questions.c.id)
    return values_of(Question, await tx.all(query.limit(min(limit, MOST_EARLIER))))


async def turns(tx: TenantTx, thread: str, content_hash: str, *, after: int = 0, limit: int = MOST_TURNS) -> list[Question]:
    """The newest turns of the thread about that content, in their order, those up to number `after` left out."""
    mine = and_(questions.c.thread == thread, questions.c.content_hash == content_hash, questions.c.seq > after)
    rows = await tx.all(tx.select(questions).where(mine).order_by(questions.c.seq.desc()).limit(min(limit, MOST_TURNS)))
    return values_of(Question, reversed(rows))


async def summary(tx: TenantTx, thread: str, content_hash: str) -> ThreadSummary | None:
    """The summary of the thread's older turns about that content, None where there is none yet."""
    mine = and_(thread_summaries.c.thread == thread, thread_summaries.c.content_hash == content_hash)
    row = await tx.first(tx.select(thread_summaries).where(mine))
    return None if row is None else value_of(ThreadSummary, row)


async def keep_summary(tx: TenantTx, summary: ThreadSummary) -> None:
    """Stores the summary unless one that reaches as far is there: of two made at once, the longer-reaching stays."""
    row = {name: getattr(summary, name) for name in ("thread", "content_hash", "tender_id", "through", "text", "made_by", "updated_at")}
    if await tx.insert_new(thread_summaries, [row], key=("thread", "content_hash")):
        return
    of = thread_summaries.c
    shorter = and_(of.thread == summary.thread, of.content_hash == summary.content_hash, of.through < summary.through)
    changes = {name: row[name] for name in ("through", "text", "made_by", "updated_at")}
    await tx.run(tx.update(thread_summaries).where(shorter).values(**changes))


async def _last(tx: TenantTx, thread: str) -> int:
    return await tx.scalar(tx.select(questions, func.max(questions.c.seq)).where(questions.c.thread == thread)) or 0


def _of(version: Version) -> ColumnElement[bool]:
    return and_(
        questions.c.tender_id == version.tender_id,
        questions.c.content_hash == version.content_hash,
        questions.c.library_hash == version.library_hash,
        questions.c.made_by == version.made_by,
    )
