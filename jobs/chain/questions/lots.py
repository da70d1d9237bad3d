"""Which lots a text or a passage is about, so that no answer takes from one lot what stands about another."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from jobs.chain.questions.slots import with_slots
from jobs.chain.questions.words import words_of
from jobs.chain.tender import Passage

_IN_ANCHOR = re.compile(r"(?<![A-Za-z])LOT[-_ ]?0*(\d{1,4})(?!\d)", re.IGNORECASE)
_MENTION = re.compile(r"(?<![^\W_])lo(?:ts?|s|se|sen|ses)(?![^\W\d_])", re.IGNORECASE)
_BROKEN = re.compile(r"[\w-]+$")
BEHIND = 48
"""Characters from the word lot on: room for `lots no. 2, 3 and 4`."""
MOST_PLACES = 400
HEADING = 160
"""Characters at the beginning of a passage that may name the lot it is about."""


def lots_named(text: str) -> frozenset[str]:
    """Numbers or letters of the lots that a text names, without leading zeros; what stands right behind the word is looked at."""
    places = dict.fromkeys(_place(text, found.start()) for found in _MENTION.finditer(text))
    return frozenset(name for place in islice(places, MOST_PLACES) for name in _named(place))


def _place(text: str, start: int) -> str:
    """No number is cut in two: LOT-0012 is not lot 1."""
    place = text[start : start + BEHIND]
    return _BROKEN.sub("", place) if text[start + BEHIND : start + BEHIND + 1].isalnum() else place


@lru_cache(maxsize=4096)
def _named(place: str) -> frozenset[str]:
    words = words_of(place)
    return frozenset(word[4:] for language in ("en", "de", "fr") for word in with_slots(words, language) if word.startswith("lot:"))


def lots_of(passage: Passage) -> frozenset[str]:
    """The lots a passage belongs to: by its place in the notice, else by its first line; empty for one that is about all."""
    placed = frozenset(found[1] for found in _IN_ANCHOR.finditer(passage.anchor))
    return placed or lots_named(passage.text[:HEADING].split("\n", 1)[0])


def is_of_another(passages: Iterable[Passage], wanted: frozenset[str]) -> bool:
    """Whether one of the passages belongs to other lots alone and its text names none of those wanted."""
    return bool(wanted) and any(
        (own := lots_of(passage)) and not own & wanted and not lots_named(passage.text) & wanted for passage in passages
    )
