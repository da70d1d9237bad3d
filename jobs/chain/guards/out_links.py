"""Addresses in an answer: only those of the notice stay, and none hides behind other words."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

import pycountry

from jobs.chain.tender import Passage, Tender

REMOVED = "‹link removed›"
"""In signs that neither markdown nor Slack reads: a bracket before or behind it would make a link or a mask token of it."""
_COMMON = "com net org info biz io dev app xyz online site shop store tech cloud link click top live example test local gov edu mil int name pro eu uk agency"
_TLDS = frozenset(_COMMON.split()) | {country.alpha_2.lower() for country in pycountry.countries}
_HOST = r"(?:[^\W_](?:[\w-]{0,62}[^\W_])?[.。．])"
LINK = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,20}://|(?:mailto|slack|javascript|vbscript|callto|skype|(?<![a-z])(?:tel|file|data|sms)):)[^\s<>|\]\"]{1,2000}"
    rf"|(?<![\w.@-])[\w.+%-]{{1,64}}@{_HOST}{{1,8}}[^\W\d_]{{2,24}}"
    r"|(?<![\w.@-])www\.[^\s<>|\]\"]{1,2000}"
    rf"|(?<![\w.@-])(?P<host>{_HOST}{{1,8}}(?P<tld>[^\W\d_]{{2,24}}))(?![\w-])(?:[:/?#][^\s<>|\]\"]{{0,2000}})?"
    r"|(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?/[^\s<>|\]\"]{0,2000}",
    re.IGNORECASE,
)
MASKED = re.compile(
    r"!?\[([^\[\]\n]{0,300})\]\(([^()\n]{0,2000})\)|<([^|<>\n]{1,2000})\|([^<>\n]{0,300})>|!?\[([^\[\]\n]{0,300})\]\[[^\[\]\n]{0,100}\]"
)
_TAIL = ".,;:!?)'*_~"


class KnownLinks:
    """Addresses that the answer may show: coded links, and what stands in passages that the first guard did not set aside."""

    def __init__(self, tender: Tender, passages: Mapping[str, Passage], untrusted: Iterable[str]) -> None:
        self._coded = [tender.url, tender.submission_url, *(each.url for each in tender.documents)]
        aside = frozenset(untrusted)
        self._texts = [passage.text for id_, passage in passages.items() if id_ not in aside] + [tender.buyer or "", tender.title or ""]

    @cached_property
    def _known(self) -> frozenset[str]:
        coded = {_bare(each) for each in self._coded if each}
        return frozenset(coded | {_bare(hit[0]) for text in self._texts for hit in LINK.finditer(text)})

    def holds(self, address: str) -> bool:
        return _bare(address) in self._known


def _bare(address: str) -> str:
    return address.rstrip(_TAIL).rstrip("/")


def without_foreign(text: str, known: KnownLinks) -> str:
    """Labels stay without their addresses; a bare address stays only where the notice has it."""
    if not any(mark in text for mark in ".。．:|]"):
        return text
    plain = MASKED.sub(
        lambda hit: (
            f" {label} " if (label := hit[1] or hit[4] or hit[5] or "") and hit.start() and not text[hit.start() - 1].isspace() else label
        ),
        text,
    )
    return LINK.sub(lambda hit: hit[0] if _is_word(hit) or known.holds(hit[0]) else REMOVED + _end(hit[0]), plain)


def _is_word(hit: re.Match[str]) -> bool:
    """`z.B`, `annex.pdf`, `Nr.12`: no host that Slack would make a link of."""
    host = hit["host"]
    if host is None:
        return False
    return hit["tld"].lower() not in _TLDS and hit["tld"].isascii() and hit[0] == host


def _end(address: str) -> str:
    return address[-1] if address[-1] in ".,;!?)" and not address.startswith("javascript") else ""
