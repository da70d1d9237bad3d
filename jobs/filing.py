"""Files a tender in its workspace: its row and versions, what changed since the last one, and where else it is published."""

from dataclasses import dataclass
from datetime import timedelta

from jobs.chain.changes import between_bodies
from jobs.chain.identity import Face, alike, amends, face, near_key, procedure_key
from jobs.chain.tender import Tender
from jobs.deps import Deps
from storage import tenders
from storage.scope import TenantTx

APART = timedelta(hours=12)
"""Deadlines of one tender in two portals: one of them often has lost its zone."""
MOST_NEWS = 8


@dataclass(frozen=True)
class Filed:
    tender_id: str
    same_as: str | None
    """The row that stands for this tender; None where it stands for itself."""
    news: tuple[str, ...]
    """Sentences for the reader: what changed since the version before, and that it is known from elsewhere."""


async def file_tender(tx: TenantTx, deps: Deps, tender: Tender) -> Filed:
    """Store the tender; the same content a second time changes nothing."""
    procedure, near = procedure_key(tender), near_key(tender)
    source, external_id = await _place(tx, tender, procedure)
    row = await tenders.upsert(
        tx,
        source=source,
        external_id=external_id,
        version=tender.version,
        content_hash=tender.content_hash,
        kind=tender.kind,
        title=tender.title,
        buyer=tender.buyer,
        deadline_at=tender.deadline.instant if tender.deadline else None,
        body=tender.model_dump(mode="json"),
        now=deps.now(),
        procedure_key=procedure,
        near_key=near,
        diff=between_bodies,
    )
    news = await _changed(tx, row.id) if row.changed and not row.created else ()
    if not row.created:
        return Filed(row.id, await tenders.same_as(tx, row.id), news)
    twin = await _twin(tx, tender, row.id, procedure, near)
    if twin is None:
        return Filed(row.id, None, news)
    first = await tenders.note_same(tx, row.id, twin.id, now=deps.now())
    return Filed(row.id, first, (f"The same tender came before from {_source(twin.source)}: {twin.external_id[:80]}.", *news))


async def _place(tx: TenantTx, tender: Tender, procedure: str | None) -> tuple[str, str]:
    """A notice that changes one we have becomes its next version; TED gives such a notice an id of its own."""
    if tender.amendment is not None and procedure is not None:
        for known in await tenders.same(tx, procedure_key=procedure, near_key=None, except_id=""):
            before = Tender.model_validate((await tenders.get(tx, known.id)).body)
            if amends(tender, before):
                return known.source, known.external_id
    return tender.source, tender.external_id


async def _changed(tx: TenantTx, tender_id: str) -> tuple[str, ...]:
    (newest, *_) = await tenders.versions(tx, tender_id, limit=1)
    return tuple(_sentence(change) for change in newest.changes[:MOST_NEWS])


def _sentence(change: dict[str, str | None]) -> str:
    field, before, after = (change.get(name) for name in ("field", "before", "after"))
    return f"Changed since the last version: {field}: {before or 'not stated'} → {after or 'not stated'}"


async def _twin(tx: TenantTx, tender: Tender, tender_id: str, procedure: str | None, near: str | None) -> tenders.Twin | None:
    """The oldest row that is the same tender: by its procedure, else by title, buyer and deadline."""
    known = await tenders.same(tx, procedure_key=procedure, near_key=near, except_id=tender_id)
    if procedure is not None and (certain := next((twin for twin in known if twin.procedure_key == procedure), None)):
        return certain
    mine = face(tender)
    if mine.deadline is not None:
        known += await tenders.due_within(tx, since=mine.deadline - APART, until=mine.deadline + APART, except_id=tender_id)
    return next((twin for twin in known if alike(mine, _face(twin))), None)


def _face(twin: tenders.Twin) -> Face:
    return Face(twin.title, twin.buyer, twin.deadline_at, twin.procedure_key)


def _source(name: str) -> str:
    return {"ocds": "an OCDS portal", "text": "pasted text", "document": "a document"}.get(name, "TED")
