"""Collects passages, evidence and warnings while a notice is read, bounded, so that every reader builds them the same way."""

from typing import Any, NamedTuple

from jobs.chain.tender import Evidence, Passage
from jobs.sources.wording import MAX_PASSAGE, clean, one_line

MAX_PASSAGES = 3_000
MAX_WARNINGS = 60
MAX_QUOTE = 300
"""Characters of a quote; a longer text is quoted by its beginning."""


class Citation(NamedTuple):
    """A text that stands in a passage, and the proof of it."""

    text: str
    evidence: Evidence


class Draft:
    """What is known of one notice so far. Not a value: it lives inside one `read_*` call."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.evidence: dict[str, Evidence] = {}
        self._warnings: dict[str, None] = {}
        self._seen: dict[str, str] = {}

    @property
    def warnings(self) -> tuple[str, ...]:
        """Each sentence once, in the order it came up."""
        return tuple(self._warnings)[:MAX_WARNINGS]

    def filed(self) -> dict[str, Any]:
        """Passages, evidence and warnings under the names they have in `Tender`; asked for when everything is read."""
        return {"passages": tuple(self.passages), "evidence": self.evidence, "warnings": self.warnings}

    def warn(self, sentence: str | None) -> None:
        """Keeps a sentence that a bid manager must read; None is ignored."""
        if sentence:
            self._warnings[sentence] = None

    def passage(self, value: object, anchor: str) -> str | None:
        """Files readable text under the next id and returns that id; the same text twice is one passage."""
        text = clean(value)
        if text is None:
            return None
        if len(text) > MAX_PASSAGE:
            self.warn(f"A text of {len(text):,} characters ({anchor}) was cut to {MAX_PASSAGE:,}; read the end of it in the original.")
            text = text[:MAX_PASSAGE]
        if text in self._seen:
            return self._seen[text]
        if len(self.passages) >= MAX_PASSAGES:
            self.warn(f"The notice has more than {MAX_PASSAGES:,} pieces of text; the rest was not read.")
            return None
        self.passages.append(Passage(id=f"p{len(self.passages) + 1}", text=text, anchor=anchor))
        self._seen[text] = self.passages[-1].id
        return self.passages[-1].id

    def prove(self, field: str, anchor: str, quote: object) -> None:
        """Evidence for a coded fact: the quote stands at the anchor in the source. Nothing is filed for no quote."""
        text = one_line(quote)
        if text:
            self.evidence[field] = Evidence(anchor=anchor, quote=text[:MAX_QUOTE])

    def prove_first(self, field: str, anchor: str, quote: object) -> None:
        """Like `prove`, but keeps evidence that is already there."""
        if field not in self.evidence:
            self.prove(field, anchor, quote)

    def prove_text(self, field: str, anchor: str, value: object) -> str | None:
        """Files the text as a passage, points the field's evidence at it, and returns the cleaned text."""
        cited = self.cite(value, anchor)
        if cited is None:
            return None
        self.evidence[field] = cited.evidence
        return cited.text

    def cite(self, value: object, anchor: str) -> Citation | None:
        """Files the text as a passage; the cleaned text and evidence that quotes its first line. None for no text."""
        passage_id = self.passage(value, anchor)
        if passage_id is None:
            return None
        text = self.passages[int(passage_id[1:]) - 1].text
        return Citation(text, Evidence(anchor=anchor, quote=text.split("\n", 1)[0][:MAX_QUOTE], passage_id=passage_id))
