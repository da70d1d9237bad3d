"""Takes personal data out before a text leaves, and remembers what stood where."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from jobs.chain.pii.bare import BLOCK, Bare, bare
from jobs.chain.pii.contacts import read_name
from jobs.chain.pii.find import find_in
from jobs.chain.pii.finding import Finding, PiiType, resolve
from jobs.chain.pii.gazetteer import Gazetteer
from jobs.chain.pii.tokens import FORGED, SHORTEST, token

LEAST_KEY = 16
ANYWHERE = 7
"""A value of so many characters with a digit or an @ in it goes wherever it stands, shorter ones and names only as words."""
_NOT_DIGIT = re.compile(r"\D")
_Spot = tuple[int, int, str]


@dataclass(frozen=True)
class Masked:
    text: str
    tokens: Mapping[str, str]
    """Token to original, as `unmask` wants it."""


class Masker:
    """One per run: the same value has the same token in all its texts, and another in every other run.

    `key` is secret, at least 16 bytes, new for each run. `names` are those the workspace knows. `keep` are e-mail addresses and
    telephone numbers that may leave, such as the contact a buyer publishes; nothing else is ever kept. Raises ValueError for a
    short key.
    """

    def __init__(self, key: bytes, *, names: Sequence[str] = (), keep: Collection[str] = ()) -> None:
        if len(key) < LEAST_KEY:
            raise ValueError(f"a masking key has at least {LEAST_KEY} bytes")
        self._key = key
        self._gazetteer = Gazetteer(names)
        self._keep = frozenset(plain for each in keep for plain in (_address(each), _number(each)) if plain)
        self._values: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        self._met: dict[str, PiiType] = {}
        """What was found, in its bare form, to be found again where no label stands."""

    @property
    def tokens(self) -> Mapping[str, str]:
        """Token to original, of everything masked so far."""
        return MappingProxyType(self._values)

    def mask(self, text: str) -> str:
        """`text` with a token for each finding; tokens of this run stay, whatever else looks like one is masked as text."""
        copy = bare(text)
        own, forged = self._standing(copy)
        copy = copy.without(sorted(own + forged))
        return self._replaced(copy, forged, find_in(copy, self._gazetteer))

    def mask_again(self, text: str) -> str:
        """Only what was met since: values found and names learned in other texts of the run. Far cheaper than `mask`."""
        copy = bare(text)
        own, forged = self._standing(copy)
        copy = copy.without(sorted(own + forged))
        return self._replaced(copy, forged, list(self._gazetteer.find(copy)))

    def learn(self, name: str) -> None:
        """Takes the name of a contact for one to be masked in all texts that follow, unless it is an office's."""
        copy = bare(name)
        read = read_name(copy, 0)
        if read is not None and read.size > 1 and read.end >= len(copy.text.rstrip()):
            self._gazetteer.learn(copy.text[read.start : read.end])

    def _standing(self, copy: Bare) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Places in brackets of tokens: those of this run, and all others."""
        own: list[tuple[int, int]] = []
        forged: list[tuple[int, int]] = []
        for hit in FORGED.finditer(copy.text) if BLOCK in copy.text else ():
            start, end = copy.span(*hit.span())
            (own if copy.original[start:end] in self._values else forged).append(hit.span())
        return own, forged

    def _replaced(self, copy: Bare, forged: Iterable[tuple[int, int]], findings: Sequence[Finding]) -> str:
        found = [each for each in resolve(findings) if not self._is_kept(copy, each)]
        for each in found:
            self._remember(copy.text[each.start : each.end], each.type)
        kept = [each for each in resolve(findings) if each not in found] if self._keep else []
        rest = copy.without((each.start, each.end) for each in sorted([*found, *kept], key=lambda each: each.start))
        found = [*found, *resolve(self._met_again(rest))]
        spots: list[_Spot] = [(*span, "forged") for span in forged]
        spots += [(each.start, each.end, each.type) for each in found]
        pieces: list[str] = []
        at = 0
        for start, end, kind in sorted(spots):
            start, end = copy.span(start, end)  # noqa: PLW2901 (from here on in the original)
            pieces += [copy.original[at:start], self._token(kind, copy.original[start:end])]
            at = end
        return "".join(pieces) + copy.original[at:]

    def _remember(self, value: str, kind: PiiType) -> None:
        if len(value) >= 4:
            self._met.setdefault(value, kind)
        if kind == "contact":
            self.learn(value)

    def _met_again(self, rest: Bare) -> Iterable[Finding]:
        for value, kind in self._met.items():
            at = rest.text.find(value)
            while at >= 0:
                end = at + len(value)
                if _goes_anywhere(value) or not (_joins(rest.text[at - 1 : at]) or _joins(rest.text[end : end + 1])):
                    yield Finding(kind, at, end)
                at = rest.text.find(value, end)

    def _is_kept(self, copy: Bare, finding: Finding) -> bool:
        if not self._keep or finding.type not in ("email", "phone"):
            return False
        written = copy.text[finding.start : finding.end]
        return (_address(written) if finding.type == "email" else _number(written)) in self._keep

    def _token(self, kind: str, value: str) -> str:
        known = self._tokens.get(value)
        if known is not None:
            return known
        size = SHORTEST
        made = token(self._key, kind, value, size)
        while made in self._values:
            size += 2
            made = token(self._key, kind, value, size)
        self._values[made] = value
        self._tokens[value] = made
        return made


def mask_text(text: str, key: bytes, *, names: Sequence[str] = (), keep: Collection[str] = ()) -> Masked:
    """One text by a masker of its own. Raises ValueError for a short key."""
    masker = Masker(key, names=names, keep=keep)
    return Masked(masker.mask(text), masker.tokens)


def _goes_anywhere(value: str) -> bool:
    return len(value) >= ANYWHERE and any(char.isdigit() or char == "@" for char in value)


def _joins(char: str) -> bool:
    return char.isalnum() or char in ("_", BLOCK)


def _address(value: str) -> str:
    return value.strip().lower() if "@" in value else ""


def _number(value: str) -> str:
    return _NOT_DIGIT.sub("", value).removeprefix("00") if "@" not in value else ""
