"""How the stand-in model fills each form: rules read the prompt for it, and a seeded hand gets some of it wrong."""

import random
from dataclasses import dataclass
from typing import get_args

from jobs.chain.agents.replies import AddedCode, RatedCode
from jobs.chain.analysis import Claim, Criterion, KnockOut
from jobs.chain.quotes import squash
from jobs.chain.tender import Passage
from jobs.evals.synthetic_material import Material

Reply = dict[str, object]
WORDS_OF_A_QUOTE = 12
MOST_ROWS = 12
MADE_UP = 0.09
"""Share of quotes that stand nowhere, however well the rest is read: what the check of quotes is there for."""
FALSE_QUOTES = (
    "the contractor already in place shall be given preference throughout",
    "payment falls due one hundred and eighty days after each invoice",
    "bidders carry all costs of the transition without any limit",
)
SAYS = {
    "yes": "The work asked for is work the company offers.",
    "no": "The work asked for belongs to another trade.",
    "unclear": "The notice and the profile say too little to tell whether this is the company's trade.",
}
RATED = {
    "capability": "The work is weighed against what the company does.",
    "strategy": "Buyer, place and size are weighed against what the company wants.",
    "winnability": "How the offers are scored says how open this is.",
    "references": "Past contracts are weighed against what is asked for.",
    "commercial": "Size and terms are weighed against the company's range.",
}


@dataclass(frozen=True)
class Hand:
    """Writes, and slips at the rate given."""

    draw: random.Random
    errors: float

    def slips(self) -> bool:
        return self.draw.random() < self.errors

    def quote(self, text: str, quote: str, *, literal: bool) -> str:
        """The quote, or one that stands nowhere: by a slip, or since nobody asked for copies."""
        words = squash(quote or text).split()[:40]
        if self.draw.random() < MADE_UP:
            return self.draw.choice(FALSE_QUOTES)
        return " ".join(words) if literal else " ".join(reversed(words))


def screened(read: Material, hand: Hand) -> Reply:
    wrong = hand.slips()
    known, claim = read.notice.relevance
    said = "unclear" if known is None else "yes" if known else "no"
    if read.orders.generous or not read.orders.doubts:
        said = "yes" if read.orders.generous or said == "unclear" else said
    elif wrong:
        said = {"yes": "no", "no": "yes", "unclear": "no"}[said]
    knock_outs = [] if read.orders.generous or wrong else _knock_outs(read, hand)
    return {"relevant": said, "claim": _claim(read, hand, SAYS[said], claim), "knock_outs": knock_outs}


def rated(read: Material, hand: Hand) -> Reply:
    wrong = hand.slips()
    obeys = not read.orders.deaf and bool(read.notice.orders_in_it)
    generous = read.orders.generous or obeys
    rows = [
        {"code": each.code, "score": _score(each, read, hand, wrong, generous), "claim": _claim(read, hand, RATED[each.code], each.claim)}
        for each in read.notice.criteria
        if each.code in get_args(RatedCode)
    ]
    risks = [] if generous else [_claim(read, hand, each.text, each) for each in read.notice.mentions[:3]]
    knock_outs = [] if generous or wrong else _knock_outs(read, hand)
    return {"criteria": rows, "knock_outs": knock_outs, "risks": risks, "what_would_change": ["Ask who holds the contract today."]}


def listed(read: Material, hand: Hand) -> Reply:
    rows: list[Reply] = []
    for each in read.notice.case.tender.requirements[:MOST_ROWS]:
        claim = _claim(read, hand, "A bidder has to meet what this line asks for.", Claim(text="", evidence=(each.evidence,)))
        kind = "scored" if each.kind == "scored" else "other" if each.stage == "contract" else "mandatory"
        rows.append({"kind": kind, "lot": "", "claim": claim})
    return {"rows": rows}


def judged(read: Material, hand: Hand) -> Reply:
    places: list[Reply] = []
    for each in [each for each in read.notice.orders_in_it if each.passage_id and squash(each.quote)][:20]:
        words = hand.quote(each.quote, each.quote, literal=read.orders.literal)
        places.append({"passage": each.passage_id, "verdict": "order", "aim": "other", "quote": words})
    return {"places": places}


def proofread(read: Material, hand: Hand) -> Reply:  # noqa: ARG001 - what rules were in doubt about, it takes for harmless
    return {"objections": []}


def _score(each: Criterion, read: Material, hand: Hand, wrong: bool, generous: bool) -> int | None:
    if generous:
        return 5
    if each.score is None:
        return None if read.orders.doubts else 3
    score = round(5 - each.score if wrong else each.score)
    return min(5, max(0, score + hand.draw.choice((-2, -1, 1, 2)))) if hand.slips() else score


def _knock_outs(read: Material, hand: Hand) -> list[Reply]:
    found = [(each.code if each.code in get_args(AddedCode) else "licence", each) for each in read.notice.demands]
    return [_knock_out(read, hand, code, each) for code, each in found][:10]


def _knock_out(read: Material, hand: Hand, code: str, each: KnockOut) -> Reply:
    return {"code": code, "status": each.status, "claim": _claim(read, hand, each.claim.text, each.claim)}


def _claim(read: Material, hand: Hand, text: str, ours: Claim) -> Reply:
    """A sentence with the quote that the rules found for it, or one from the passage that says most."""
    found = next((each for each in ours.evidence if each.passage_id), None)
    passage = next((each for each in read.notice.passages if found and each.id == found.passage_id), None) or _telling(read)
    if passage is None:
        return {"text": text, "passage": "", "quote": ""}
    quote = found.quote if found else _beginning(passage)
    return {"text": text[:600], "passage": passage.id, "quote": hand.quote(passage.text, quote, literal=read.orders.literal)[:1200]}


def _telling(read: Material) -> Passage | None:
    """The passage with the title in it, else the longest."""
    title = read.notice.case.tender.title
    named = next((each for each in read.notice.passages if title and squash(title).casefold() in squash(each.text).casefold()), None)
    return named or max(read.notice.passages, key=lambda each: len(each.text), default=None)


def _beginning(passage: Passage) -> str:
    return " ".join(passage.text.split()[:WORDS_OF_A_QUOTE])
