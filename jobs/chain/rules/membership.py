"""Competitions inside a framework: only those already in it may offer, and a profile does not say whether the company is one."""

import re

from jobs.chain.analysis import KnockOut
from jobs.chain.quotes import around
from jobs.chain.rules.knock_outs import knock_out
from jobs.chain.rules.words import fold
from jobs.chain.tender import Evidence, Tender

_IN_BETWEEN = r"[^.;:]{0,60}\b"
_CIRCLES = (
    ("only|solely|exclusively|limited to|restricted to", "suppliers?|providers?|contractors?|bidders?|parties|members|holders", "framework|panel|dynamic market"),
    ("nur|ausschliesslich|lediglich", "unternehmen|bieter|auftragnehmer|vertragspartner|partner", r"rahmenvertrag\w{0,3}|rahmenvereinbarung\w{0,3}"),
    (r"seuls?|seules|uniquement|exclusivement|reservee?s?", "titulaires?|attributaires?|operateurs", "accord[- ]cadre"),
    ("solo|unicamente|exclusivamente", r"adjudicatari\w{1,3}|empresas|licitadores", "acuerdo marco"),
    ("solo|soli|soltanto|esclusivamente", r"aggiudicatari\w{0,2}|operatori|imprese", "accordo quadro"),
    ("alleen|uitsluitend", "opdrachtnemers|partijen|leveranciers|inschrijvers", "raamovereenkomst|raamcontract"),
    ("wy[lł]acznie|tylko", r"wykonawc\w{1,3}", r"umow\w{1,3} ramow\w{1,4}"),
    ("endast|enbart|kun", r"leverantor\w{0,4}|leverandor\w{0,4}|tilbudsgiver\w{0,3}|anbudsgivar\w{0,3}", r"ramavtal\w{0,3}|rammeavtale\w{0,2}|rammeaftale\w{0,2}"),
)  # fmt: skip
"""By language: the word that closes the circle, who stands in it, and what it is (folded)."""
CLOSED = re.compile("|".join(rf"\b(?:{only}){_IN_BETWEEN}(?:{who})\b{_IN_BETWEEN}(?:{what})(?!\w)" for only, who, what in _CIRCLES))


def membership(tender: Tender) -> tuple[KnockOut, ...]:
    """A question where a sentence keeps the competition to those in a framework; nothing where none does."""
    for passage in tender.passages:
        if hit := CLOSED.search(fold(passage.text)):
            evidence = (Evidence(anchor=passage.anchor, quote=around(passage.text, *hit.span()), passage_id=passage.id),)
            text = "Only suppliers already in a framework may offer; whether you are one of them is not known."
            return (knock_out("framework_member", "unknown", text, evidence),)
    return ()
