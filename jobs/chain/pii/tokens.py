"""What stands in for a value: a token that a model copies, NFKC leaves alone and nobody outside a run can guess."""

import hashlib
import hmac
import re
from collections.abc import Mapping

from jobs.chain.pii.bare import bare

LABELS = {
    "email": "EMAIL", "phone": "PHONE", "iban": "IBAN", "card": "CARD", "vat": "VAT", "national_id": "ID", "name": "NAME", "contact": "NAME",
    "url_credentials": "LOGIN", "forged": "TEXT",
}  # fmt: skip
SHORTEST = 10
"""Hex digits: 40 bits, one guess in a million million."""
_LABEL = "|".join(sorted(set(LABELS.values())))
TOKEN = re.compile(rf"\u27e6(?:{_LABEL})-[0-9a-f]{{{SHORTEST},64}}\u27e7")
FORGED = re.compile(r"\u27e6[^\u27e6\u27e7\n]{0,80}\u27e7")
"""Whatever stands in the brackets of a token; they are in no keyboard's reach and in next to no notice."""
LOOKALIKE = re.compile(
    rf"{FORGED.pattern}|[\u27e6\[({{<]{{1,2}} ?(?:{_LABEL}) ?[-_: ] ?[0-9a-f]{{{SHORTEST},64}} ?[\u27e7\])}}>]{{1,2}}"
    rf"|(?<!\w)(?:{_LABEL})[-_](?=\d{{0,64}}[a-f])[0-9a-f]{{{SHORTEST},64}}(?!\w)",
    re.IGNORECASE,
)
"""A token, and what a careless model makes of one: other brackets, none, another case, blanks."""


def token(key: bytes, kind: str, value: str, size: int = SHORTEST) -> str:
    """`⟦EMAIL-3f9a2c10b4⟧`: the kind, and `size` hex digits of an HMAC-SHA-256 over kind and value."""
    digest = hmac.new(key, f"{LABELS[kind]}\0{value}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
    return f"\u27e6{LABELS[kind]}-{digest[:size]}\u27e7"


def unmask(text: str, tokens: Mapping[str, str], *, in_links: bool = True) -> str:
    """`text` with known tokens replaced by their values, exactly and once: nothing in a value is read again.

    Meant for single fields, where they are shown. With `in_links` False a token inside a web address stays: an address that a
    model was made to write would carry the value out.
    """
    links = [] if in_links else [hit.span() for hit in _LINK.finditer(text)]

    def value(hit: re.Match[str]) -> str:
        if any(start <= hit.start() < end for start, end in links):
            return hit[0]
        return tokens.get(hit[0], hit[0])

    return TOKEN.sub(value, text)


_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]{1,15}://|www\.)[^\s<>\"|]{1,2000}", re.IGNORECASE)


def unknown_tokens(text: str, tokens: Mapping[str, str]) -> tuple[str, ...]:
    """What looks like a token, well made or not, and is none of `tokens`; as written, each once, in order."""
    copy = bare(text)
    found = (text[slice(*copy.span(*hit.span()))] for hit in LOOKALIKE.finditer(copy.text))
    return tuple(dict.fromkeys(each for each in found if each not in tokens))
