"""What needs no model: a knock-out that is a fact, or a trade so far from ours that no word of the notice is one of ours."""

import re
from collections.abc import Iterable

from jobs.chain.analysis import KnockOut, Screening
from jobs.chain.missing import THIN, text_length
from jobs.chain.model import Case
from jobs.chain.profile import Profile
from jobs.chain.rules.analyst import relevance
from jobs.chain.rules.knock_outs import fixed_knock_outs
from jobs.chain.rules.languages import same_language
from jobs.chain.rules.matching import capability_hits, cpv_nearness
from jobs.chain.rules.words import ANY_TRADE, STEM, find, fold
from jobs.chain.tender import Tender

LEAST_LETTERS = 4
"""Shorter words (of, for, IT) say nothing of a trade."""


def settled(case: Case) -> Screening | None:
    """The first look where rules alone end it; None where a model has to read.

    Everything here is a no-bid that a model could not turn (`CODE_OWNED`), or another trade by every sign there is. In doubt None: a call
    costs a thousandth of what a tender not looked at does.
    """
    knock_outs = fixed_knock_outs(case)
    if any(_proven(each) for each in knock_outs):
        relevant, claim = relevance(case.tender, case.profile)
        return Screening(relevant=relevant, claim=claim, knock_outs=knock_outs)
    if case.profile is None or case.quarantined or not _another_trade(case.tender, case.profile):
        return None
    relevant, claim = relevance(case.tender, case.profile)
    return Screening(relevant=False, claim=claim, knock_outs=knock_outs) if relevant is False and claim.evidence else None


def _proven(knock_out: KnockOut) -> bool:
    return knock_out.status == "fail" and bool(knock_out.claim.evidence)


def _another_trade(tender: Tender, profile: Profile) -> bool:
    """All of it: codes on both sides that differ from the first digit on, text enough, in a language our words are in, and none of them in it.

    Divisions of one first digit are neighbours (72 and 79, 71 and 75): a buyer in a hurry takes the one for the other.
    """
    codes = tender.cpv_all or ((tender.cpv_main,) if tender.cpv_main else ())
    near = cpv_nearness(codes, profile.cpv)
    if near is None or near[0] >= 1 or not profile.capabilities or text_length(tender) < THIN:
        return False
    if not any(same_language(tender.notice_lang or "", each) for each in profile.languages):
        return False
    if any(buyer and find(fold(tender.buyer or ""), buyer) for buyer in profile.strategic_buyers):
        return False  # whom they wait for they want to see, whatever is bought
    return not any(capability_hits(tender, profile)) and not _speaks_of(tender, _stems(profile.capabilities))


def _stems(capabilities: Iterable[str]) -> set[str]:
    """The beginnings of the words we describe ourselves with: `networks`, `networking` and `Netzwerk` begin alike with `networ` or `netzwe`."""
    words = (word for each in capabilities for word in re.findall(r"\w+", fold(each)))
    return {word[:STEM] for word in words if len(word) >= LEAST_LETTERS} - ANY_TRADE


def _speaks_of(tender: Tender, stems: set[str]) -> bool:
    """Whether any word of the notice begins like one of ours or holds it (`Gebäudereinigung`); yes where all of ours are any trade's."""
    texts = (tender.title, tender.description, *(lot.title for lot in tender.lots), *(passage.text for passage in tender.passages))
    pattern = re.compile("|".join(re.escape(stem) if len(stem) == STEM else rf"\b{re.escape(stem)}" for stem in sorted(stems)))
    return not stems or any(pattern.search(fold(text)) for text in texts if text)
