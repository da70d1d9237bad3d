"""Evidence for what the rules say: the parser's own evidence for a fact, or the passage where a phrase stands."""

from jobs.chain.analysis import Claim
from jobs.chain.quotes import around
from jobs.chain.rules.words import find, find_all, fold
from jobs.chain.tender import Evidence, Tender


def fact(tender: Tender, *fields: str) -> tuple[Evidence, ...]:
    """Evidence of the fields named, in that order; a field without evidence is left out."""
    return tuple(tender.evidence[field] for field in fields if field in tender.evidence)


def phrase(tender: Tender, words: str, *, exact: bool = False) -> tuple[Evidence, ...]:
    """The first passage, or else the title or description as parsed, where `words` stands; empty where none does."""
    for passage in tender.passages:
        hit = _find(fold(passage.text), words, exact=exact)
        if hit:
            return (Evidence(anchor=passage.anchor, quote=around(passage.text, *hit), passage_id=passage.id),)
    for field in ("title", "description", "buyer"):
        known = tender.evidence.get(field)
        hit = _find(fold(known.quote), words, exact=exact) if known else None
        if known and hit:
            return (Evidence(anchor=known.anchor, quote=around(known.quote, *hit)),)
    return ()


def _find(folded: str, words: str, *, exact: bool) -> tuple[int, int] | None:
    return find(folded, words, endings=False) if exact else find_all(folded, words)


def claim(text: str, *evidence: Evidence) -> Claim:
    return Claim(text=text, evidence=evidence)
