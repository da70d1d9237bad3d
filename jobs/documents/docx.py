"""Reads a Word document in the order of its pages, with the tables, headers and tracked insertions that other readers lose."""

from collections.abc import Iterator
from itertools import chain

from jobs.chain.document import Block, BlockKind, Document
from jobs.chain.errors import BadInput
from jobs.documents.docx_body import Body, Place, Said
from jobs.documents.docx_styles import Styles, W
from jobs.documents.gathering import Gathering, together
from jobs.documents.limits import DocumentLimits
from jobs.documents.ooxml import Element, Package

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_UNREAD = {
    "oleObject": "embedded files",
    "package": "embedded files",
    "aFChunk": "parts kept in another format",
    "diagramData": "diagrams",
}
"""What the document holds that is not walked: kinds of relation, and the words for it."""


def read_docx(data: bytes, *, name: str, limits: DocumentLimits) -> Document:
    """The text of a DOCX (also DOCM, DOTX; usual or strict) as blocks: page headers, body, notes, page footers.

    Anchors: `paragraph 12` (those with text are counted), `table 2 row 4`, `footnote 3`, `header 1`, each with `, text box` for what
    stands in one. A paragraph or row with a tracked insertion in it is `inserted`; deletions and comments are left out. Text that a
    reader does not see is a block of its own, `hidden`. Status is partly_read where something was left unread.

    Raises `BadInput`: too_large, damaged, hostile, encrypted, unsupported, too_many_files, scanned, empty.
    """
    package = Package(data, name=name, limits=limits)
    part = package.main_part()
    gathering = Gathering(limits)
    for said in _Stories(package, part, _root(package, part)).blocks():
        if not gathering.add(said.text, said.anchor, kind=said.kind, hidden=said.hidden, inserted=said.inserted):
            break
    if not gathering.blocks:
        raise _nothing(package)
    reason = together((gathering.cut, *_gaps(package, part, gathering.blocks)))
    return Document(name=name, media="docx", status="partly_read" if reason else "read", reason=reason, blocks=gathering.blocks)


def _root(package: Package, part: str) -> Element:
    if part.endswith(".bin"):
        raise _no_word(package)
    root = package.tree(part)
    if root.tag != f"{W}document":
        raise _no_word(package)
    return root


def _no_word(package: Package) -> BadInput:
    return BadInput("unsupported", f"{package.label} is no Word document inside; save it as DOCX and send it again.")


def _nothing(package: Package) -> BadInput:
    if _has_pictures(package):
        return BadInput("scanned", f"{package.label} holds pictures and no text; send it with text that can be selected.")
    return BadInput("empty", f"{package.label} holds no text; check that it is the right file.")


def _gaps(package: Package, part: str, blocks: tuple[Block, ...]) -> Iterator[str]:
    """What a person has to look at herself, a sentence each."""
    kinds = {relation.kind for relation in package.relations(part) if not relation.external}
    for words in dict.fromkeys(words for kind, words in _UNREAD.items() if kind in kinds):
        yield f"{package.label} holds {words}, which were not read; open it in Word and look at them."
    if all(block.hidden or block.kind in {"header", "footer"} for block in blocks) and _has_pictures(package):
        yield f"{package.label} holds only pictures between header and footer; text in pictures is not read."


def _has_pictures(package: Package) -> bool:
    return any("/media/" in part for part in package.names)


class _Stories:
    """The parts of a document that hold text: Word calls each a story."""

    def __init__(self, package: Package, part: str, root: Element) -> None:
        self._package = package
        self._root = root
        self._relations = [said for said in package.relations(part) if not said.external and package.has(said.target)]
        styles = self._of_kind("styles")
        self._body = Body(Styles(package.tree(styles)) if styles else Styles(None))

    def blocks(self) -> Iterator[Said]:
        body = self._root.find(f"{W}body")
        return chain(
            self._margin("header", "headerReference"),
            self._body.blocks(body, Place()) if body is not None else (),
            self._notes("footnote"),
            self._notes("endnote"),
            self._margin("footer", "footerReference"),
        )

    def _of_kind(self, kind: str) -> str | None:
        return next((said.target for said in self._relations if said.kind == kind), None)

    def _margin(self, kind: BlockKind, reference: str) -> Iterator[Said]:
        """Headers or footers in the order of the sections, each text once however many sections and first pages repeat it."""
        ids = dict.fromkeys(found.get(_RELATION_ID) for found in self._root.iter(f"{W}{reference}"))
        targets = {said.id: said.target for said in self._relations}
        parts = dict.fromkeys(targets[said] for said in ids if said in targets)
        seen = set[str]()
        for number, part in enumerate(parts, start=1):
            for block in self._body.blocks(self._package.tree(part), Place(kind, f"{kind} {number}")):
                if block.text not in seen:
                    seen.add(block.text)
                    yield block

    def _notes(self, kind: str) -> Iterator[Said]:
        """Those that the text refers to, numbered as Word shows them: by the order of the references, not by id."""
        ids = dict.fromkeys(note_id for said, note_id in self._body.notes if said == kind)
        part = self._of_kind(f"{kind}s")
        if not ids or part is None:
            return
        notes = {note.get(f"{W}id"): note for note in self._package.tree(part).iter(f"{W}{kind}")}
        for number, note_id in enumerate(ids, start=1):
            if note_id in notes:
                yield from self._body.blocks(notes[note_id], Place(anchor=f"{kind} {number}"))
