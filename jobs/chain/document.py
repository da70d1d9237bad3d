"""`Document`: a file read into blocks of text, each with the place where a person finds it."""

from typing import Literal

from jobs.chain.tender import Value

Media = Literal["pdf", "docx", "xlsx", "html", "text", "notice"]
Status = Literal["read", "partly_read", "cannot_read"]
BlockKind = Literal["text", "heading", "table", "header", "footer"]


class Block(Value):
    """A paragraph, a heading or one row of a table, in reading order."""

    text: str
    anchor: str
    """`page 3`, `paragraph 12`, `table 2 row 4`, `sheet Prices row 7`, `line 40`."""
    page: int | None = None
    kind: BlockKind = "text"
    hidden: bool = False
    """A reader of the file does not see it: white, tiny, off the page, `w:vanish`, a hidden sheet. Kept, so that it can be shown and
    guarded against, and never the source of a fact."""
    inserted: bool = False
    """A tracked insertion: it stands, and is often the corrigendum."""


class Document(Value):
    """One file. What could not be read is said in `reason` and never silently missing."""

    name: str
    """File name, or `pack.zip/annex.pdf` for a member of a pack; safe to show."""
    media: Media
    status: Status
    reason: str | None = None
    """A sentence for people where the status is not `read`: scanned, encrypted, damaged, cut at a limit."""
    pages: int | None = None
    blocks: tuple[Block, ...] = ()
    data: bytes | None = None
    """Of media `notice` alone: the XML or JSON itself, for the readers of notices."""
