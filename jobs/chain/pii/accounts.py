"""Bank accounts and payment cards in a text: fixed length, known issuer, check digits."""

import re
from collections.abc import Iterator

from jobs.chain.pii.bare import EDGE, Bare
from jobs.chain.pii.checksums import luhn, mod97
from jobs.chain.pii.finding import Finding

LENGTHS = {
    country: int(length)
    for length, countries in {
        "15": "NO", "16": "BE", "18": "DK FI FO GL NL SD FK", "19": "MK SI", "20": "AT BA EE KZ LT LU XK MN", "21": "CH HR LI LV",
        "22": "BG BH CR DE GB GE IE ME RS VA", "23": "AE GI IL IQ OM SO TL", "24": "AD CZ ES MD PK RO SA SE SK TN VG", "25": "LY PT ST",
        "26": "IS TR", "27": "BI DJ FR GR IT MC MR SM", "28": "AL AZ BY CY DO GT HN HU LB NI PL SV", "29": "BR EG PS QA UA",
        "30": "JO KW MU YE", "31": "MT SC", "32": "LC", "33": "RU",
    }.items()
    for country in countries.split()
}  # fmt: skip
"""Of a whole IBAN, by country (SWIFT's IBAN registry)."""
IBAN_HEAD = re.compile(
    rf"[A-Za-z](?:(?<![{EDGE}][A-Za-z])|(?<=[Ii][Bb][Aa][Nn][A-Za-z]))[A-Za-z][ \n]?\d[ \n]?\d(?=[ \n.-]{{0,3}}[0-9A-Za-z])"
)
_REST = {length: re.compile(rf"(?:[ \n.-]{{0,3}}[0-9A-Za-z]){{{length - 4}}}(?!\d)") for length in set(LENGTHS.values())}
_DIGITS_ONLY = frozenset(
    ["AT", "BE", "CZ", "DE", "DK", "EE", "ES", "FI", "HR", "HU", "LT", "NO", "PL", "PT", "SE", "SI", "SK", "IS", "ME", "RS"]
)
_PLAIN = re.compile(r"[^0-9A-Za-z]")
_IBAN_LABEL = re.compile(r"iban[^\w\n]{0,4}$")

CARD = re.compile(
    rf"[2-689](?<![{EDGE}]\d)(?<![{EDGE}][.,/_-]\d)\d{{3}}(?:[ .\n-]\d{{4}}[ .\n-]\d{{4}}[ .\n-]\d{{1,4}}(?:[ .\n-]\d{{1,3}}(?!\d))?"
    rf"|[ .\n-]\d{{6}}[ .\n-]\d{{4,5}}|[ .\n-]\d{{3}}[ .\n-]\d{{3}}[ .\n-]\d{{3}}|\d{{9,15}})(?![{EDGE}])"
)
_ISSUERS = tuple((re.compile(prefix), frozenset(lengths)) for prefix, lengths in (
    ("4", (13, 16, 19)),
    ("5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720", (16,)),
    ("3[47]", (15,)),
    ("30[0-5]|3[689]", (14,)),
    ("6011|64[4-9]|65|62|35(?:2[89]|[3-8])|81|82|508|220[0-4]|9792", (16, 17, 18, 19)),
    ("5018|5019|5020|5038|5893|6304|6759|676[1-3]|6799", range(13, 20)),
))  # fmt: skip
"""First digits and lengths: Visa, Mastercard, American Express, Diners, the others of 16 and more, Maestro."""
_GOODS = re.compile(r"(?:ean|gtin|gln|isbn|issn|siret|imei|udi|barcode|strichcode)[^\n]{0,12}$")


def ibans(bare: Bare) -> Iterator[Finding]:
    """Offsets in `bare`. What stands behind the word IBAN counts even where its check digits do not hold."""
    for hit in filter(None, (IBAN_HEAD.match(bare.text, at) for at in country_starts(bare))):
        country = hit[0][:2].upper()
        length = LENGTHS.get(country)
        rest = _REST[length].match(bare.text, hit.end()) if length else None
        if rest is None:
            continue
        number = _PLAIN.sub("", bare.text[hit.start() : rest.end()]).upper()
        if country in _DIGITS_ONLY and not number[4:].isdigit():
            continue
        if mod97(number[4:] + number[:4]) or _IBAN_LABEL.search(bare.lower[max(0, hit.start() - 10) : hit.start()]):
            yield Finding("iban", hit.start(), rest.end())


def country_starts(bare: Bare) -> Iterator[int]:
    """Where the two letters of a country stand alone, or behind the word IBAN."""
    for word in bare.words:
        if word.upper() in LENGTHS or word[-6:-2] == "iban":
            yield from (at + len(word) - 2 for at in bare.starts(word))


def cards(bare: Bare) -> Iterator[Finding]:
    """Offsets in `bare`."""
    for hit in bare.matches(CARD, bare.numbers):
        number = re.sub(r"\D", "", hit[0])
        if not any(len(number) in lengths and prefix.match(number) for prefix, lengths in _ISSUERS) or not luhn(number):
            continue
        contiguous = hit.end() - hit.start() == len(number)
        if contiguous and len(number) == 14 and luhn(number[:9]):
            continue  # a SIRET has a Luhn digit too, and so has the SIREN it begins with
        if not _GOODS.search(bare.lower[max(0, hit.start() - 30) : hit.start()]):
            yield Finding("card", hit.start(), hit.end())
