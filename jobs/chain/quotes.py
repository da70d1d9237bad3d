"""A quote is evidence only if it stands in the source, word for word, white space aside."""

from jobs.chain.tender import Evidence, Tender

LONGEST_QUOTE = 300
"""Characters shown of a passage; more is reading, not evidence."""


def squash(text: str) -> str:
    """Every run of white space as one blank, none at the ends."""
    return " ".join(text.split())


def stands_in(quote: str, text: str) -> bool:
    """False for an empty quote: it would stand anywhere."""
    wanted = squash(quote)
    return bool(wanted) and wanted in squash(text)


def is_verified(evidence: Evidence, tender: Tender) -> bool:
    """Whether the quote stands in the passage it names, or was read by the parser as a fact at that very anchor."""
    if evidence.passage_id is not None:
        return any(stands_in(evidence.quote, p.text) for p in tender.passages if p.id == evidence.passage_id)
    facts = [fact for fact in tender.evidence.values() if fact.anchor == evidence.anchor]
    if any(stands_in(evidence.quote, fact.quote) for fact in facts):
        return True
    return any(stands_in(evidence.quote, p.text) for p in tender.passages if p.anchor == evidence.anchor)


def around(text: str, start: int, end: int, room: int = 90) -> str:
    """A verbatim piece of `text` holding [start, end) and at most `room` characters on both sides, cut at blanks."""
    left, right = max(0, start - room), min(len(text), end + room)
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    return text[left:right].strip()[:LONGEST_QUOTE]
