"""How near a notice is to a profile: CPV codes by their tree, words by their place, values by their range."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from jobs.chain.profile import Profile
from jobs.chain.rules.words import find_all, fold
from jobs.chain.tender import Money, Tender

SizeFit = Literal["within", "near", "over", "under"]
FAR = 3
"""A value this many times beyond the range is another business, not a stretch."""


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
    yield from (passage.text for passage in tender.passages)


def size_fit(money: Money | None, profile: Profile) -> SizeFit | None:
    """Where a value lies against the profile's range; None where either is unknown or currencies differ.

    Values under 100 are placeholders (`1 HUF`) and say nothing. VAT is not converted: `near` leaves room for it.
    """
    if money is None or money.amount < 100 or money.currency != profile.currency:
        return None
    if profile.value_min is None and profile.value_max is None:
        return None
    if profile.value_max is not None and money.amount > profile.value_max:
        return "near" if money.amount <= profile.value_max * Decimal("1.5") else "over"
    if profile.value_min is not None and money.amount < profile.value_min:
        return "near" if money.amount >= profile.value_min / Decimal("1.5") else "under"
    return "within"


def far_over(money: Money, profile: Profile) -> bool:
    return profile.value_max is not None and money.amount > profile.value_max * FAR
