"""Several documents of one tender -> one `Tender`: the notice among them leads, the others are its passages."""

import hashlib
from collections.abc import Iterable, Sequence

from jobs.chain.document import Block, Document
from jobs.chain.errors import BadInput
from jobs.chain.rules.requirements import requirements_of
from jobs.chain.tender import DocumentLink, Passage, Tender
from jobs.sources.contradictions import contradictions
from jobs.sources.plain_text import read_document_text
from jobs.sources.read import MIN_CHARS, read_notice

MAX_PASSAGES = 6_000
MAX_LINKS = 50
STRUCTURED_CHARS = 2_000_000


def assemble(documents: Sequence[Document], said: str) -> Tender:
    """`said` is what a person wrote beside the files.

    A notice in a portal's format leads; else the document that states most. The passages of all others follow its own, what they
    contradict is a warning, and so is what could not be read. Raises BadInput when nothing could be read.
    """
    warnings = [_unread(document) for document in documents if document.reason is not None]
    read: list[tuple[Document, Tender]] = []
    for document in sorted([*documents, *_written(said)], key=lambda each: each.media != "notice"):  # the notice tells the country
        country = read[0][1].buyer_country if read else None
        try:
            read += [(document, tender)] if (tender := _tender(document, country)) is not None else []
        except BadInput as refused:
            warnings.append(f"{document.name}: {refused.sentence}")
    if not read:
        raise _nothing(documents, warnings)
    leading = max(read, key=lambda pair: _weight(*pair))
    others = [tender for _, tender in read if tender is not leading[1]]
    return _joined(leading[1], others, warnings, digest=_digest(documents, said))


def with_links(tender: Tender, links: Iterable[DocumentLink]) -> Tender:
    """The documents that a page links to, behind those that the notice names itself."""
    known = {link.url for link in tender.documents}
    fresh = [link for link in links if link.url not in known]
    return tender.model_copy(update={"documents": (*tender.documents, *fresh)[:MAX_LINKS]})


def _tender(document: Document, country: str | None) -> Tender | None:
    if document.media == "notice" and document.data is not None:
        return read_notice(document.data, name=document.name, limit_chars=STRUCTURED_CHARS)
    if not any(block.text.strip() for block in document.blocks):
        return None
    text = "\n".join(block.text for block in document.blocks)
    digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    return _placed(read_document_text(document.blocks, name=document.name, digest=digest, country=country), document.name)


def _placed(tender: Tender, name: str) -> Tender:
    """Every anchor names its document: among ten files, `page 3` is no place."""
    passages = tuple(passage.model_copy(update={"anchor": f"{name}, {passage.anchor}"}) for passage in tender.passages)
    evidence = {field: found.model_copy(update={"anchor": f"{name}, {found.anchor}"}) for field, found in tender.evidence.items()}
    return tender.model_copy(update={"passages": passages, "evidence": evidence})


def _written(said: str) -> tuple[Document, ...]:
    if len(said.strip()) < MIN_CHARS:
        return ()
    lines = [Block(text=line, anchor=f"line {number}") for number, line in enumerate(said.splitlines(), 1) if line.strip()]
    return (Document(name="message", media="text", status="read", blocks=tuple(lines)),)


def _weight(document: Document, tender: Tender) -> tuple[bool, bool, int]:
    stated = (tender.deadlines, tender.title, tender.buyer, tender.estimated_value, tender.cpv_main, tender.lots)
    return document.media == "notice", tender.is_opportunity, sum(bool(fact) for fact in stated)


def _joined(leading: Tender, others: Sequence[Tender], warnings: Sequence[str], *, digest: str) -> Tender:
    passages = list(leading.passages)
    for other in others:
        passages += [_renumbered(passage, len(passages) + number) for number, passage in enumerate(other.passages, 1)]
    cut = (
        () if len(passages) <= MAX_PASSAGES else (f"The documents have more than {MAX_PASSAGES:,} pieces of text; the rest was not read.",)
    )
    kept = tuple(passages[:MAX_PASSAGES])
    differ = [sentence for other in others for sentence in contradictions(leading, other)]
    said = dict.fromkeys([*leading.warnings, *differ, *warnings, *cut])
    changes: dict[str, object] = {"passages": kept, "warnings": tuple(said), "content_hash": digest}
    if others or leading.source == "document":
        changes["requirements"] = requirements_of(kept)
    if leading.source in {"document", "text"}:
        changes["external_id"] = digest
    return leading.model_copy(update=changes)


def _renumbered(passage: Passage, number: int) -> Passage:
    return passage.model_copy(update={"id": f"p{number}"})


def _unread(document: Document) -> str:
    return f"{document.name}: {document.reason}"


def _digest(documents: Sequence[Document], said: str) -> str:
    """The same for the same content in any order of the files."""
    parts = [hashlib.sha256(document.data or "\n".join(block.text for block in document.blocks).encode(errors="replace")).digest() for document in documents]  # fmt: skip
    return hashlib.sha256(b"".join([*sorted(parts), said.strip().encode(errors="replace")])).hexdigest()


def _nothing(documents: Sequence[Document], warnings: Sequence[str]) -> BadInput:
    if len(documents) == 1 and documents[0].reason is not None:
        return BadInput("unreadable", documents[0].reason)
    if warnings:
        return BadInput("unreadable", "None of the files could be read. " + " ".join(warnings[:5]))
    return BadInput(
        "empty", "There is nothing to read in it. Send the notice or the tender documents as text, PDF, DOCX, XLSX, HTML or ZIP."
    )
