"""What a question finds stored and leaves stored: its tender, its thread, answers to questions like it, the tokens behind its masks."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from jobs.chain.pii.case import tokens_in
from jobs.chain.pii.mask import Masker
from jobs.chain.questions.keys import QuestionKeys, keys_of
from jobs.chain.questions.replies import REASONS, Reply
from jobs.chain.questions.same import LEAST_SHARED, shared
from jobs.chain.questions.thread import Notes, Thread, Turn
from jobs.chain.tender import Passage, Tender
from jobs.deps import Deps
from jobs.library.terms import terms_of
from jobs.masking import Kept, Masking, kept
from storage import gazetteer, library, questions, tenders
from storage.cipher import Cipher
from storage.scope import TenantTx

HITS = 6
"""Passages of the company's library that a question may be answered from."""
MOST_DOCUMENTS = 1_000
"""Documents of a library that tell whether it changed."""
MOST_OFFERED = 2


@dataclass(frozen=True)
class Asked:
    """One question. `id` is the same for each try of it; `thread` names the conversation, the same for all its questions."""

    id: str
    thread: str
    tender_id: str
    text: str
    member: str
    run_id: str | None = None
    """The run whose books the calls go to."""


@dataclass(frozen=True)
class Earlier:
    """A question that was answered before, offered or served; its text is masked."""

    id: str
    text: str
    asked_at: datetime


@dataclass(frozen=True)
class Answered:
    """What the thread gets. Texts are masked; `tokens` are those of them that may be put back when it is shown."""

    id: str
    reply: Reply
    label: str
    """Who answered; of an answer that is served again also when, and to which question."""
    tokens: Mapping[str, str]
    served: Earlier | None = None
    similar: tuple[Earlier, ...] = ()
    """Questions like it that were answered: offered, never served."""


@dataclass(frozen=True)
class Ground:
    """What a question may be answered from."""

    tender: Tender
    content_hash: str
    library_hash: str
    hits: tuple[Passage, ...]
    names: tuple[str, ...]
    known: Kept | None
    """Key and tokens of the thread's masks."""


async def ground(tx: TenantTx, deps: Deps, asked: Asked) -> Ground:
    """Raises NotFound for a tender that is not this workspace's, StorageError."""
    stored = await tenders.get(tx, asked.tender_id)
    documents = await library.listed(tx, limit=MOST_DOCUMENTS)
    found = await library.search(tx, terms_of(asked.text), limit=HITS) if documents else []
    hits = tuple(
        Passage(id=f"L{number}", text=hit.text, anchor=hit.anchor, document=hit.document, page=hit.page)
        for number, hit in enumerate(found, 1)
    )
    told = "\n".join(sorted(f"{each.id} {each.content_hash}" for each in documents))
    return Ground(
        tender=Tender.model_validate(stored.body),
        content_hash=stored.content_hash,
        library_hash=hashlib.sha256(told.encode()).hexdigest(),
        hits=hits,
        names=await gazetteer.names(tx),
        known=await kept(tx, deps.cipher, _ref(asked.thread)),
    )


async def thread(tx: TenantTx, name: str, content_hash: str) -> tuple[Thread, list[QuestionKeys]]:
    """The turns about this content of the tender that no note holds, with the notes; and the keys of those turns."""
    noted = await questions.summary(tx, name, content_hash)
    notes = Notes(through=noted.through, lines=tuple(noted.text.splitlines())) if noted else Notes()
    rows = await questions.turns(tx, name, content_hash, after=notes.through)
    keys = [keys_of(row.text) for row in rows]
    return Thread(tuple(Turn(seq=row.seq, question=row.text, answer=_told(row)) for row in rows), notes), keys


async def same(tx: TenantTx, deps: Deps, version: questions.Version, keys: QuestionKeys) -> questions.Question | None:
    """The stored answer to the very question about this very version; None where its mask tokens can no longer be put back."""
    found = await questions.same(tx, version, keys.signature) if keys.signature else None
    if found is None or found.keys != keys.model_dump(mode="json"):
        return None
    needed = tokens_in(found.body)
    return found if not needed or needed <= set(await _tokens(tx, deps.cipher, found.thread)) else None


async def similar(tx: TenantTx, version: questions.Version, name: str, question: str) -> tuple[Earlier, ...]:
    """The nearest of the questions answered about this version; one with the masks of another thread cannot be shown in this one."""
    known = [row for row in await questions.earlier(tx, version) if row.thread == name or not tokens_in(row.text)]
    rows = [(shared(question, row.text), row) for row in known]
    near = sorted(((share, row) for share, row in rows if share >= LEAST_SHARED), key=lambda each: -each[0])
    return tuple(earlier(row) for _, row in near[:MOST_OFFERED])


async def keep(
    tx: TenantTx, deps: Deps, question: questions.NewQuestion, notes: Notes | None, made_by: str, masks: tuple[bytes, Masker]
) -> questions.Question:
    """Stores question, answer, notes and the tokens behind them, in the caller's transaction; what is stored under the id already stays."""
    version, now = question.version, deps.now()
    stored = await questions.put(tx, question, now)
    if notes is not None:
        told = questions.ThreadSummary(
            question.thread, version.content_hash, version.tender_id, notes.through, "\n".join(notes.lines), made_by, now
        )
        await questions.keep_summary(tx, told)
    # Read after the row was put: of two questions at once in a thread the second waits for the first there, so no tokens are lost.
    known = await kept(tx, deps.cipher, _ref(question.thread))
    key, masker = masks
    await Masking(_ref(question.thread), key, masker, known.tokens if known else None).keep(tx, deps)
    return stored


async def answered(tx: TenantTx, cipher: Cipher, row: questions.Question, offered: tuple[Earlier, ...] = ()) -> Answered:
    """What the thread gets of a stored question."""
    reply = Reply.model_validate(row.body)
    source = await questions.get(tx, row.answered_from) if row.answered_from else None
    known = await _tokens(tx, cipher, row.thread) | (await _tokens(tx, cipher, source.thread) if source else {})
    needed = tokens_in(row.body, row.text, *(each.text for each in (*offered, *((earlier(source),) if source else ()))))
    label = reply.label
    if source is not None:
        label = f"Answered on {source.asked_at:%-d %B %Y, %H:%M} UTC for the same question, from the same version of the tender. {label}"
    tokens = {token: value for token, value in known.items() if token in needed}
    return Answered(row.id, reply, label, tokens, served=earlier(source) if source else None, similar=offered)


def earlier(row: questions.Question) -> Earlier:
    return Earlier(row.id, row.text, row.asked_at)


def _told(row: questions.Question) -> str:
    """An answer as a later question is told of it: its sentences, without quotes."""
    try:
        reply = Reply.model_validate(row.body)
    except ValidationError:  # stored by an older version: what was asked is still told
        return ""
    if reply.status == "quoted":
        return "No model answered; passages were shown."
    return " ".join(filter(None, (*(claim.text for claim in reply.claims), REASONS[reply.why])))


async def _tokens(tx: TenantTx, cipher: Cipher, name: str) -> dict[str, str]:
    known = await kept(tx, cipher, _ref(name))
    return dict(known.tokens) if known else {}


def _ref(name: str) -> str:
    return f"thread:{name}"
