"""How near a notice is to a profile: CPV codes by their tree, words by their place, values by their range."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from jobs.chain.profile import Profile
from jobs.chain.rules.sentences import sentences_of
from jobs.chain.rules.words import SCAN_LIMIT, find_all, fold
from jobs.chain.tender import Money, Tender

SizeFit = Literal["within", "near", "over", "under"]
FAR = 3
"""A value this many times beyond the range is another business, not a stretch."""
LIKE_SIZED = frozenset({"EUR", "GBP", "USD", "CHF"})
"""Currencies that have been within a factor of two of each other for decades: what holds at half and at twice holds at any rate."""


def cpv_root(code: str) -> str:
    """The digits that say something: `72000000-5` and `72` are both `72`; two digits at least."""
    digits = "".join(c for c in code.split("-", maxsplit=1)[0] if c.isdigit())[:8]
    return digits[:2] + digits[2:].rstrip("0")


def cpv_nearness(notice: Iterable[str], wanted: Iterable[str]) -> tuple[int, str, str] | None:
    """The best pair: (shared leading digits, notice code, profile code); None where one side has no code.

    A notice code under a profile code, or equal to it, counts as 8: CPV is a tree and the profile means the branch.
    """
    best: tuple[int, str, str] | None = None
    for ours in wanted:
        root = cpv_root(ours)
        for theirs in notice:
            if len(root) < 2 or len(cpv_root(theirs)) < 2:
                continue
            shared = 8 if cpv_root(theirs).startswith(root) else _shared(cpv_root(theirs), root)
            if best is None or shared > best[0]:
                best = (shared, theirs, ours)
    return best


def _shared(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def capability_hits(tender: Tender, profile: Profile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Capabilities of the profile named in the title, and those named only in the rest of the text."""
    title = fold(tender.title or "")
    rest = [fold(text) for text in _texts(tender) if text]
    in_title = tuple(word for word in profile.capabilities if find_all(title, word))
    return in_title, tuple(word for word in profile.capabilities if word not in in_title and any(find_all(text, word) for text in rest))


def _texts(tender: Tender) -> Iterable[str]:
    yield tender.description or ""
    for lot in tender.lots:
        yield f"{lot.title or ''} {lot.description or ''}"
    yield from _shown(tender)


def only_in_passing(tender: Tender, words: Sequence[str]) -> bool:
    """Whether no more than one sentence names any of `words`, and none does that tells what is bought: a title or the first of a text."""
    texts = [text[:SCAN_LIMIT] for text in (tender.description, *(lot.description for lot in tender.lots), *_shown(tender)) if text]
    told = [tender.title or "", *(lot.title or "" for lot in tender.lots)]
    told += [next((sentence.text for sentence in sentences_of(text)), "") for text in texts]
    if any(_names(each, words) for each in told):
        return False
    said = (sentence.text for text in texts if _names(text, words) for sentence in sentences_of(text))
    return len({" ".join(each.split()) for each in said if _names(each, words)}) <= 1


def _shown(tender: Tender) -> Iterable[str]:
    return (passage.text for passage in tender.passages)


def _names(text: str, words: Sequence[str]) -> bool:
    folded = fold(text)
    return any(find_all(folded, word) for word in words)


def size_fit(money: Money | None, profile: Profile) -> SizeFit | None:
    """Where a value lies against the profile's range; None where either is unknown or the currencies cannot be compared.

    Values under 100 are placeholders (`1 HUF`) and say nothing. VAT is not converted: `near` leaves room for it. Nor are
    currencies: those of like size count where half and twice the amount lie alike.
    """
    if money is None or money.amount < 100 or (profile.value_min is None and profile.value_max is None):
        return None
    if money.currency == profile.currency:
        return _fit(money.amount, profile)
    if not {money.currency, profile.currency} <= LIKE_SIZED:
        return None
    least, most = _fit(money.amount / 2, profile), _fit(money.amount * 2, profile)
    return least if least == most else None


def _fit(amount: Decimal, profile: Profile) -> SizeFit:
    if profile.value_max is not None and amount > profile.value_max:
        return "near" if amount <= profile.value_max * Decimal("1.5") else "over"
    if profile.value_min is not None and amount < profile.value_min:
        return "near" if amount >= profile.value_min / Decimal("1.5") else "under"
    return "within"


def far_over(money: Money, profile: Profile) -> bool:
    """More than three times the largest contract, in whatever currency."""
    if profile.value_max is None or size_fit(money, profile) is None:
        return False
    least = money.amount if money.currency == profile.currency else money.amount / 2
    return least > profile.value_max * FAR
