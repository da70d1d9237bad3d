"""Evidence for what the rules say: the parser's own evidence for a fact, or the passage where a phrase stands."""

from jobs.chain.analysis import Claim
from jobs.chain.quotes import around
from jobs.chain.rules.words import find, fold
from jobs.chain.tender import Evidence, Tender


def fact(tender: Tender, *fields: str) -> tuple[Evidence, ...]:
    """Evidence of the fields named, in that order; a field without evidence is left out."""
    return tuple(tender.evidence[field] for field in fields if field in tender.evidence)


def phrase(tender: Tender, words: str, *, endings: bool = True) -> tuple[Evidence, ...]:
    """The first passage, or else the title or description as parsed, where `words` stands; empty where none does."""
    for passage in tender.passages:
        hit = find(fold(passage.text), words, endings=endings)
        if hit:
            return (Evidence(anchor=passage.anchor, quote=around(passage.text, *hit), passage_id=passage.id),)
    for field in ("title", "description", "buyer"):
        known = tender.evidence.get(field)
        hit = find(fold(known.quote), words, endings=endings) if known else None
        if known and hit:
            return (Evidence(anchor=known.anchor, quote=around(known.quote, *hit)),)
    return ()


def claim(text: str, *evidence: Evidence) -> Claim:
    return Claim(text=text, evidence=evidence)
