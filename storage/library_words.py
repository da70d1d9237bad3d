"""What a word is in the library, the same on both databases, and which of the chunks found stands first."""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MAX_TERMS = 24
"""Words of one search; further ones are left out."""
MAX_TOKENS = 6
"""Tokens of one word of a search (`ISO/IEC 27001:2022` has four)."""
MAX_TOKEN = 64
"""Characters of a token; both index and search cut there."""
PREFIX_FROM = 5
"""Words this long are found with other endings too: from 7 letters on their last two may differ (certificates, certified)."""
OTHER_ENDING = 0.6
"""What a word with another ending counts, against the word itself."""
BETWEEN = 2
"""Tokens that may stand between those of one word: `ISO 27001` is in `ISO/IEC 27001`."""
SATURATION, LENGTH_SHARE, USUAL_LENGTH = 1.2, 0.3, 120
"""BM25's k1, b, and a chunk's length in tokens."""

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?!\w)")
# Letters that Unicode does not take apart.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> list[str]:
    """The tokens of a text in order: runs of letters, lower case and without accents, and runs of digits.

    `ISO27001` is `iso`, `27001`, and `2,000,000` is one number.
    """
    whole = _GROUPED.sub(lambda found: "".join(filter(str.isdigit, found[0])), text)
    if whole.isascii():
        bare = whole.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", whole).casefold())
        bare = "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_PLAIN)
    return [token[:MAX_TOKEN] for token in _TOKEN.findall(bare)]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a search: a token, found by its `stem` where it has one, or several that stand together."""

    tokens: tuple[str, ...]
    stem: str | None = None

    def times(self, tokens: Sequence[str], joined: str) -> float:
        """How often the term stands in these tokens, also given with a blank on each side of each; another ending counts less."""
        word, *others = self.tokens
        if others:
            return float(sum(_follow(others, tokens, at) for at, token in enumerate(tokens) if token == word))
        exact = joined.count(f" {word} ")
        if self.stem is None:
            return float(exact)
        return exact + OTHER_ENDING * (joined.count(f" {self.stem}") - exact)


def _follow(others: Sequence[str], tokens: Sequence[str], at: int) -> bool:
    """Whether the tokens after `at` hold the others in their order, each close to the one before."""
    for other in others:
        near = tokens[at + 1 : at + 2 + BETWEEN]
        if other not in near:
            return False
        at += 1 + near.index(other)
    return True


def terms_of(words: Sequence[str]) -> list[Term]:
    """The terms of a search, each once: whatever a person or a tender wrote, nothing in it is an operator."""
    found: dict[tuple[str, ...], Term] = {}
    for word in words:
        tokens = tuple(fold(word[: MAX_TOKEN * MAX_TOKENS])[:MAX_TOKENS])
        if tokens and len(found) < MAX_TERMS:
            found.setdefault(tokens, Term(tokens, _stem(tokens[0]) if len(tokens) == 1 else None))
    return list(found.values())


def _stem(token: str) -> str | None:
    if len(token) < PREFIX_FROM or not token.isalpha():
        return None
    return token[: max(PREFIX_FROM, len(token) - 2)]


def fts5(tenant_id: str, terms: Sequence[Term]) -> str:
    """The search as FTS5 reads it: every token in quotation marks, in the tenant's rows alone."""
    wanted = " OR ".join(_joined(term, " AND ", '"{}"', '"{}"*') for term in terms)
    owner = tenant_id.replace('"', '""')
    return f'tenant_id : "{owner}" AND words : ({wanted})'


def tsquery(terms: Sequence[Term]) -> str:
    """The search as a tsquery's text: every token in quotation marks."""
    return " | ".join(_joined(term, " & ", "'{}'", "'{}':*") for term in terms)


def _joined(term: Term, both: str, exact: str, prefix: str) -> str:
    if term.stem is not None:
        return prefix.format(term.stem)
    joined = both.join(exact.format(token) for token in term.tokens)
    return f"({joined})" if len(term.tokens) > 1 else joined


def scores(texts: Sequence[str], terms: Sequence[Term], total: int) -> list[float]:
    """BM25 of each text, 0 where no term stands in it. `total` is how many chunks there are; rare words count more.

    Computed here, since FTS5 and Postgres rank differently and FTS5 counts all workspaces' rows.
    """
    folded = [fold(text) for text in texts]
    joined = [f" {'  '.join(tokens)} " for tokens in folded]
    found = [[term.times(tokens, text) for term in terms] for tokens, text in zip(folded, joined, strict=True)]
    weights = [_rarity(sum(row[i] > 0 for row in found), max(total, len(texts))) for i in range(len(terms))]
    return [
        round(sum(w * _saturated(times, len(tokens)) for w, times in zip(weights, row, strict=True)), 4)
        for row, tokens in zip(found, folded, strict=True)
    ]


def _rarity(having: int, total: int) -> float:
    return math.log(1 + (total - having + 0.5) / (having + 0.5))


def _saturated(times: float, length: int) -> float:
    room = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / USUAL_LENGTH)
    return times * (SATURATION + 1) / (times + room)
