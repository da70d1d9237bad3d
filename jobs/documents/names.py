"""Makes names from strangers fit to be shown: nothing in them climbs, hides or turns the text around."""

import unicodedata

_LONGEST = 120
"""Characters of a shown name; longer ones keep their beginning and their ending."""
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Unicode categories of what a reader does not see, or what turns writing around: controls, bidi marks, surrogates, private use."""


def shown_name(raw: str) -> str:
    """A path inside an archive as a relative name with `/`; empty where nothing of it can be shown."""
    written = "".join(" " if char.isspace() else char for char in raw if char.isspace() or unicodedata.category(char) not in _UNSEEN)
    parts = (part.strip() for part in written.replace("\\", "/").split("/"))
    kept = [part for part in parts if part.strip(".") and not _is_drive(part)]
    return _shortened("/".join(_without_drive(part) for part in kept))


def unique_name(name: str, taken: set[str]) -> str:
    """The name, with a number where a twin (also one of other case or accents written otherwise) was there before; it is then taken."""
    stem, dot, ending = name.rpartition(".") if "." in name.rpartition("/")[2].lstrip(".") else (name, "", "")
    chosen, number = name, 1
    while (key := unicodedata.normalize("NFKC", chosen).casefold()) in taken:
        number += 1
        chosen = f"{stem} ({number}){dot}{ending}"
    taken.add(key)
    return chosen


def _is_drive(part: str) -> bool:
    return len(part) == 2 and part[0].isalpha() and part[1] == ":"


def _without_drive(part: str) -> str:
    return part[2:].strip() if _is_drive(part[:2]) else part


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 31]}…{name[-30:]}"
