"""Whether what a claim says stands in what it rests on: every number, date, currency, identifier and proper name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pycountry

from jobs.chain.analysis import Claim
from jobs.chain.evidence.figures import figures
from jobs.chain.evidence.ground import Pool, known_figures, unborne
from jobs.chain.evidence.names import names, strange_names, words_of
from jobs.chain.profile import Profile
from jobs.chain.quotes import stands_in
from jobs.chain.tender import Evidence, Passage, Tender, Value

OnFailure = Literal["mark", "drop"]
CheckStatus = Literal["supported", "marked", "dropped"]
MARK = "not found in the documents"


class Checked(Value):
    claim: Claim
    """As it may be shown: quotes that do not stand are gone, and a failed claim has none and says so."""
    status: CheckStatus
    missing: tuple[str, ...] = ()
    """The figures and names, as written, that the evidence does not hold."""


@dataclass(frozen=True)
class Ground:
    """What claims about one tender may rest on beside their quotes; made once, read for every claim."""

    facts: Tender
    profile: Profile | None = None
    allowed: tuple[str, ...] = ()
    """Figures that code derived (`26 working days`), as they are written."""

    @cached_property
    def known(self) -> Pool:
        return known_figures(self.facts, self.profile)

    @cached_property
    def extras(self) -> Pool:
        return Pool(self.allowed)

    @cached_property
    def names(self) -> frozenset[str]:
        facts = self.facts
        shown = [facts.title, facts.buyer, facts.buyer_city, facts.buyer_country, facts.publication_number, *facts.submission_languages]
        shown += [text for lot in facts.lots for text in (lot.title, lot.place)] + [each.name for each in facts.award_criteria]
        shown += [fact.quote for fact in facts.evidence.values()]
        shown += [_country(code) for code in (facts.buyer_country, *(self.profile.countries if self.profile else ()))]
        profile = self.profile.model_dump_json() if self.profile else ""
        return words_of(" ; ".join(text for text in shown if text)) | words_of(profile) | words_of(" ; ".join(self.allowed))


def check_claim(
    claim: Claim,
    passages: Mapping[str, Passage],
    *,
    facts: Tender,
    profile: Profile | None = None,
    policy: OnFailure = "mark",
    allowed: Sequence[str] = (),
    ground: Ground | None = None,
) -> Checked:
    """The claim with the quotes that stand, and whether they hold its figures and names.

    `passages` are those of the tender by id. `allowed` are figures that code derived, as written. `ground` saves the work of reading
    `facts`, `profile` and `allowed` again where many claims are checked. A claim with neither figure, name nor quote is `supported`:
    that it has no evidence is seen from its evidence.
    """
    base = ground or Ground(facts, profile, tuple(allowed))
    kept = tuple(each for each in claim.evidence if holds(each, passages, base.facts))
    missing = _missing(claim, kept, passages, base)
    if not missing and (kept or not claim.evidence):
        return Checked(claim=claim if kept == claim.evidence else Claim(text=claim.text, evidence=kept), status="supported")
    if policy == "drop":
        return Checked(claim=Claim(text=marked(claim.text, missing)), status="dropped", missing=missing)
    return Checked(claim=Claim(text=marked(claim.text, missing)), status="marked", missing=missing)


def marked(text: str, missing: Sequence[str] = ()) -> str:
    """The text with the mark at its end, once."""
    if MARK in text:
        return text
    return f"{text} ({MARK}{': ' if missing else ''}{', '.join(missing[:6])})"


def holds(evidence: Evidence, passages: Mapping[str, Passage], facts: Tender) -> bool:
    """Whether the quote stands in the passage it names, or is a fact read at that very anchor."""
    if evidence.passage_id is not None:
        passage = passages.get(evidence.passage_id)
        return passage is not None and stands_in(evidence.quote, passage.text)
    there = [fact.quote for fact in facts.evidence.values() if fact.anchor == evidence.anchor]
    there += [each.text for each in passages.values() if each.anchor == evidence.anchor]
    return any(stands_in(evidence.quote, text) for text in there)


def _missing(claim: Claim, kept: Sequence[Evidence], passages: Mapping[str, Passage], ground: Ground) -> tuple[str, ...]:
    claimed = figures(claim.text)
    lacking: list[str] = []
    if claimed:
        quotes = Pool(tuple(text for each in kept for text in (each.quote, _lot_of(each.anchor)) if text))
        lacking = [claim.text[each.start : each.end].strip() for each in unborne(claimed, quotes, ground.known, ground.extras)]
    if next(names(claim.text), None):
        sources = [each.quote for each in kept] + [passages[id_].text for each in kept if (id_ := each.passage_id or "") in passages]
        lacking += strange_names(claim.text, [ground.names, *map(words_of, sources)], sources)
    return tuple(dict.fromkeys(lacking))


def _lot_of(anchor: str) -> str:
    """The lot that an anchor names; its other digits are places, not figures."""
    return " ".join(anchor[each.start : each.end] for each in figures(anchor) if each.kind == "label" and each.unit == "lot")


def _country(code: str | None) -> str | None:
    found = pycountry.countries.get(alpha_3=code) if code else None
    return f"{found.name} {getattr(found, 'common_name', '')}" if found else None
