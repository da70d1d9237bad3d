"""Lots and numbers in words, each written one way."""

from collections.abc import Sequence

from jobs.chain.questions.languages import word_set

_LOT = word_set("lot lots los lose losen loses")
_MANY = word_set("lots lose losen")
_NUMBER_OF = word_set("no nr number numéro nummer n°")
_JOINS = word_set("and or to und oder bis et ou à / -")
_NUMBERS: dict[str, dict[str, str]] = {
    language: {word: str(number) for number, word in enumerate(words.split(), 2)}
    for language, words in {
        "en": "two three four five six seven eight nine ten eleven twelve",
        "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
    }.items()
}


def with_slots(words: Sequence[str], language: str) -> tuple[str, ...]:
    """`two` is `2`, `lots 2 and 3` is `lot:2 and lot:3`, `lot one` and `lot 01` are `lot:1`."""
    numbers = _NUMBERS[language]
    plain = [numbers.get(word, word) for word in words]
    found: list[str] = []
    at = 0
    while at < len(plain):
        at, pieces = _lots(plain, at)
        found += pieces
    return tuple(found)


def _lots(words: Sequence[str], at: int) -> tuple[int, list[str]]:
    """Where to go on, and what stands here."""
    word = words[at]
    if word not in _LOT:
        return at + 1, [word]
    first = at + 2 if at + 1 < len(words) and words[at + 1] in _NUMBER_OF else at + 1
    if first >= len(words) or not _numbers_a_lot(words[first]):
        return at + 1, [word]
    found = [_lot(words[first])]
    at = first + 1
    while word in _MANY and at < len(words):
        if _numbers_a_lot(words[at]):
            found.append(_lot(words[at]))
            at += 1
        elif words[at] in _JOINS and at + 1 < len(words) and _numbers_a_lot(words[at + 1]):
            found += [words[at], _lot(words[at + 1])]
            at += 2
        else:
            break
    return at, found


def _numbers_a_lot(word: str) -> bool:
    return word in ("one", "eins") or (word[:1].isdigit() and len(word) <= 9 and all(char.isdigit() or char == "-" for char in word))


def _lot(word: str) -> str:
    return f"lot:{ {'one': '1', 'eins': '1'}.get(word, word).lstrip('0') or '0' }"
