"""Mask tokens are drawn anew for each run; here they become their place in the text, so that two runs' texts can be compared."""

import re
from collections.abc import Sequence

from jobs.chain.pii.tokens import TOKEN

PLACE = re.compile(r"\u27e6[A-Z]+#([1-9]\d{0,5})\u27e7")
"""`⟦EMAIL#2⟧`: the second token of its text. No token, no lookalike of one, and unmasked by nothing."""


def tokens_in(text: str) -> tuple[str, ...]:
    """Each token once, in order of its first place."""
    return tuple(dict.fromkeys(hit[0] for hit in TOKEN.finditer(text)))


def steady(text: str, known: Sequence[str] | None = None) -> str:
    """The text with its tokens as places; the same for two runs whose texts are the same but for the values that were masked.

    Places count in `known` (None: the text's own tokens); a token that is none of them stays.
    """
    order = {each: place for place, each in enumerate(tokens_in(text) if known is None else known, 1)}

    def place(hit: re.Match[str]) -> str:
        return f"{hit[0].partition('-')[0]}#{order[hit[0]]}\u27e7" if hit[0] in order else hit[0]

    return TOKEN.sub(place, text)


def restored(text: str, known: Sequence[str]) -> str:
    """The opposite. Raises LookupError for a place that `known` does not have."""
    return PLACE.sub(lambda hit: known[int(hit[1]) - 1], text)
