"""Whether a past contract of the company is like what is bought: words that say what was done, not who bought it or for how much."""

import re

from jobs.chain.analysis import Claim
from jobs.chain.profile import Profile
from jobs.chain.rules import cite
from jobs.chain.rules.words import ANY_TRADE, STEM, find, fold, has
from jobs.chain.tender import Tender

ANY_BUYER = frozenset(
    re.findall(
        r"\w+",
        "counci county distri munici author govern minist depart agency univer region nation provin gemein landkr mairie commun ayunta comune "
        "millio thousa hundre annual during before betwee throug",
    )
)
"""Beginnings of words that tell who buys, how much or when, not what."""
NO_PROFILE = "No company profile is set, so this cannot be judged."
MOST = 100
"""References looked at."""


def akin(tender: Tender, profile: Profile | None) -> tuple[float | None, Claim]:
    """Points of five and the reference that is most like it; None where none is, or there is no profile."""
    if profile is None or not profile.references:
        return None, cite.claim("Your profile lists no references." if profile else NO_PROFILE)
    folded = fold(f"{tender.title or ''}\n{tender.description or ''}")
    best: tuple[int, str, list[str]] = (0, "", [])
    for line in profile.references[:MOST]:
        words = {word.strip(".,;:()") for word in line.split()}
        shared = sorted(word for word in words if _telling(word) and find(folded, word))
        buyer = bool(tender.buyer) and has(line, tender.buyer or "", endings=False)
        best = max(best, (len(shared) + 2 * buyer, line, shared), key=lambda each: each[0])
    strength, line, shared = best
    if not strength:
        return None, cite.claim("No reference shares a word with the notice; a person may know one that fits.")
    evidence = [piece for word in shared[:2] for piece in cite.phrase(tender, word)]
    return min(5.0, 2.0 + strength), cite.claim(f"Your reference “{line[:120]}” is akin.", *evidence)


def _telling(word: str) -> bool:
    """Whether a word of a reference says what was done."""
    return len(word) >= STEM and not word.isdigit() and fold(word)[:STEM] not in ANY_TRADE | ANY_BUYER
