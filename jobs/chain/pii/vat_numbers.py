"""VAT numbers in a text: with their country in front, or behind a label."""

import re
from collections.abc import Iterator

from jobs.chain.pii.bare import EDGE, Bare
from jobs.chain.pii.finding import Finding
from jobs.chain.pii.national_numbers import MONEY_AFTER
from jobs.chain.pii.vat_checks import NUMBERS, PATTERNS

HEAD = re.compile(rf"[A-Za-z](?<![{EDGE}][A-Za-z])(?:[Hh][Ee]|[A-Za-z])(?=([ .:-]{{0,2}})[\dA-Za-z]{{1,3}}[ -]?[.\d])")
LABEL = re.compile(
    r"(?:ust|umsatzsteuer|mwst|mehrwertsteuer|vat|tva|iva|btw|moms|alv|kmkr|pvn|pvm|dph|ddv|pdv|φπα|ддс)[ .-]*"
    r"(?:id\w*[ .-]*)?(?:reg\w*[ .-]*)?(?:intra\w*[ .-]*)?(?:nr|no|n[°o]|num\w*|code|cod\w*|id\w*|kod\w*|szam\w*)"
    r"|ust-?id\w*|vatin|partita iva|p\.? ?iva|piva|part\. iva|n\. iva|numero de tva|n[°o]? ?(?:de )?tva|numero de iva|nip|nipc|cif|ic dph|dic|adoszam\w*|afm|αφμ"
    r"|steuernummer|steuer-?nr|vat registration\w*|company vat|y-tunnus|numer(?:em)? vat|vat-?eu|vat ue|kaibemaksu\w*|cui"
)
TRIGGERS = frozenset(
    [
        "ust",
        "ustid",
        "ustidnr",
        "umsatzsteuer",
        "mwst",
        "mehrwertsteuer",
        "vat",
        "vatin",
        "tva",
        "iva",
        "piva",
        "btw",
        "moms",
        "alv",
        "kmkr",
        "pvn",
        "pvm",
        "dph",
        "ddv",
        "pdv",
        "φπα",
        "ддс",
        "partita",
        "numero",
        "nip",
        "nipc",
        "cif",
        "dic",
        "adoszam",
        "adoszama",
        "afm",
        "αφμ",
        "steuernummer",
        "steuer",
        "cui",
    ]
)
ITALIAN = ("p.iva", "p. iva", "p iva", "part. iva", "n. iva")
"""Labels that begin with a word too common to look at each."""
VALUE = re.compile(
    r"(?:[ .:#=\"'|>/-]|nr|no|number|num|is|lautet|est|es){0,8}?(?<![^\W_])"
    r"((?:[A-Za-z]{1,3}[ -]?)?\d[\dA-Za-z]{0,14}(?:[ ./-]\d[\dA-Za-z]{0,11}){0,6}|[A-Z]-?\d{7}[\dA-Z])(?![^\W_])"
)
SHORTEST, LONGEST = 7, 13
_HEADS = frozenset(country[:2] for country in NUMBERS)
_SEPARATORS = re.compile(r"[ .-]")
_SUFFIX = re.compile(r" ?(?:MWST|TVA|IVA|MVA)(?![^\W_])")
_NORWAY = re.compile(rf"(?<![{EDGE}])\d{{3}} ?\d{{3}} ?\d{{3}} ?MVA(?![{EDGE}])")


def vat_numbers(bare: Bare) -> Iterator[Finding]:
    """Numbers with a country prefix whose check holds, and labelled ones whatever their check says; offsets in `bare`."""
    for hit in filter(None, (HEAD.match(bare.text, at) for at in country_starts(bare))):
        end = _prefixed(bare, hit)
        if end is not None:
            yield Finding("vat", hit.start(), end)
    for hit in _NORWAY.finditer(bare.text) if "MVA" in bare.text else ():
        yield Finding("vat", hit.start(), hit.end())
    for word in TRIGGERS & bare.words:
        for at in bare.each(word):
            yield from _labelled(bare, at)
    for phrase in ITALIAN:
        for at in bare.each_phrase(phrase):
            yield from _labelled(bare, at)


def country_starts(bare: Bare) -> Iterator[int]:
    """Words that begin with a country; no number has more than two letters between that and its first digit."""
    for word in bare.words:
        if len(word) <= 4 and word[:2].upper() in _HEADS:
            yield from bare.starts(word)


def _prefixed(bare: Bare, hit: re.Match[str]) -> int | None:
    country, gap = hit[0].upper(), hit[1]
    if country not in NUMBERS or (gap and not hit[0].isupper()):
        return None  # `de 2024 …` is a word and a number
    body = PATTERNS[country].match(bare.text, hit.end() + len(gap))
    if body is None or not NUMBERS[country].holds(_SEPARATORS.sub("", body[0]).upper()):
        return None
    tail = _SUFFIX.match(bare.text, body.end()) if country in ("CHE", "NO") else None
    if country == "NO" and tail is None:
        return None  # a register number of a company, and `NO` is a word
    return tail.end() if tail else body.end()


def _labelled(bare: Bare, at: int) -> Iterator[Finding]:
    label = LABEL.match(bare.lower, at)
    value = VALUE.match(bare.text, label.end()) if label else None
    if value is None:
        return
    end = value.end(1)
    while (count := sum(map(str.isdigit, bare.text[value.start(1) : end]))) > LONGEST:
        end = max(bare.text.rfind(sign, value.start(1), end) for sign in " ./-")
        if end < 0:
            return
    if count >= SHORTEST and not MONEY_AFTER.match(bare.lower, end):
        yield Finding("vat", value.start(1), end)
