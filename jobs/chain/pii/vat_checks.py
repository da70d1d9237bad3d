"""VAT numbers by country: shape without prefix, and the check its tax office defines; input has no separators, letters are capital."""

import re
from collections.abc import Callable
from typing import NamedTuple

from jobs.chain.pii import national_checks as national
from jobs.chain.pii.checksums import baltic, digits, letter, luhn, mod11_10, mod97, weighted

_FRENCH = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CYPRUS = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)


def _austrian(text: str) -> bool:
    total = sum(value if at % 2 == 0 else value * 2 - 9 * (value > 4) for at, value in enumerate(digits(text[1:8])))
    return (6 - total) % 10 == int(text[8])


def _belgian(text: str) -> bool:
    return 97 - int(text[:8]) % 97 == int(text[8:])


def _bulgarian(text: str) -> bool:
    if len(text) == 9:
        check = weighted(text, range(1, 9)) % 11
        return int(text[8]) == (weighted(text, range(3, 11)) % 11 % 10 if check == 10 else check)
    foreign = weighted(text, (21, 19, 17, 13, 11, 9, 7, 3, 1)) % 10 == int(text[9])
    other = -weighted(text, (4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11 == int(text[9])
    return foreign or other or national.bulgarian(text)


def _cypriot(text: str) -> bool:
    total = sum(value if at % 2 else _CYPRUS[value] for at, value in enumerate(digits(text[:8])))
    return text[8] == chr(65 + total % 26)


def _czech(text: str) -> bool:
    if len(text) > 8:
        return national.czech(text) if len(text) == 10 else text[0] == "6" or national.czech_date(text)
    check = (11 - weighted(text, range(8, 1, -1)) % 11) % 11
    return (check or 1) % 10 == int(text[7])


def _spanish(text: str) -> bool:
    if text[0].isdigit():
        return national.spanish_dni(text)
    if text[0] in "XYZ":
        return national.spanish_nie(text)
    if text[0] in "KLM" and text[8].isalpha():
        return text[8] == letter(int(text[1:8]), national.DNI_LETTERS)
    check = -sum(value if at % 2 else value * 2 - 9 * (value > 4) for at, value in enumerate(digits(text[1:8]))) % 10
    return text[8] in (str(check), "JABCDEFGHI"[check])


def _french(text: str) -> bool:
    """Two digits, or since 1998 letters among them, then the SIREN; Monaco's (000…) has no Luhn digit."""
    key, siren = text[:2], text[2:]
    if key.isdigit():
        return int(siren + "12") % 97 == int(key) and (siren.startswith("000") or luhn(siren))
    first, second = (_FRENCH.find(char) for char in key)
    if min(first, second) < 0:
        return False
    check = first * 24 + second - 10 if first < 10 else first * 34 + second - 100
    return (int(siren) + 1 + check // 11) % 11 == check % 11


def _irish(text: str) -> bool:
    if text[1].isdigit():
        return national.irish_pps(text)
    return national.irish_pps(f"0{text[2:7]}{text[0]}{text[7]}")


def _latvian(text: str) -> bool:
    if text[0] > "3":
        return weighted(text, (9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)) % 11 == 3
    return text.startswith("32") or national.latvian(text)


def _dutch(text: str) -> bool:
    """From 2020 on sole traders have numbers that check as a whole, with the prefix."""
    return national.dutch_bsn(text[:9]) or mod97("NL" + text)


def _romanian(text: str) -> bool:
    return weighted(text[:-1].zfill(9), (7, 5, 3, 2, 1, 7, 5, 3, 2)) * 10 % 11 % 10 == int(text[-1])


def _slovenian(text: str) -> bool:
    check = 11 - weighted(text, range(8, 1, -1)) % 11
    return check != 11 and check % 10 == int(text[7])


def _british(text: str) -> bool:
    if not text.isdigit():
        return (text[:2] == "GD" and text[2:] < "500") or (text[:2] == "HA" and text[2:] >= "500")
    return weighted(text, (8, 7, 6, 5, 4, 3, 2, 10, 1)) % 97 in (0, 42)


def _swiss(text: str) -> bool:
    return -weighted(text, (5, 4, 3, 2, 7, 6, 5, 4)) % 11 == int(text[8])


class Number(NamedTuple):
    shapes: tuple[str, ...]
    """`9` any digit, `A` any letter, `*` either, others stand for themselves; longest first."""
    holds: Callable[[str], bool]


NUMBERS = {
    "AT": Number(("U99999999",), _austrian),
    "BE": Number(("9999999999",), _belgian),
    "BG": Number(("9999999999", "999999999"), _bulgarian),
    "CHE": Number(("999999999",), _swiss),
    "CY": Number(("99999999A",), _cypriot),
    "CZ": Number(("9999999999", "999999999", "99999999"), _czech),
    "DE": Number(("999999999",), mod11_10),
    "DK": Number(("99999999",), lambda text: weighted(text, (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0),
    "EE": Number(("999999999",), lambda text: weighted(text, (3, 7, 1, 3, 7, 1, 3, 7, 1)) % 10 == 0),
    "EL": Number(("999999999",), national.greek_afm),
    "ES": Number(("*9999999*",), _spanish),
    "FI": Number(("99999999",), lambda text: weighted(text, (7, 9, 10, 5, 8, 4, 2, 1)) % 11 == 0),
    "FR": Number(("**999999999",), _french),
    "GB": Number(("999999999999", "999999999", "AA999"), _british),
    "GR": Number(("999999999",), national.greek_afm),
    "HR": Number(("99999999999",), mod11_10),
    "HU": Number(("99999999",), lambda text: weighted(text, (9, 7, 3, 1, 9, 7, 3, 1)) % 10 == 0),
    "IE": Number(("9999999AA", "9*99999A"), _irish),
    "IT": Number(("99999999999",), luhn),
    "LT": Number(("999999999999", "999999999"), lambda text: text[-2] == "1" and baltic(text)),
    "LU": Number(("99999999",), lambda text: int(text[:6]) % 89 == int(text[6:])),
    "LV": Number(("99999999999",), _latvian),
    "MT": Number(("99999999",), lambda text: weighted(text, (3, 4, 6, 7, 8, 9, 10, 1)) % 37 == 0),
    "NL": Number(("999999999B99",), _dutch),
    "NO": Number(("999999999",), lambda text: weighted(text, (3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0),
    "PL": Number(("9999999999",), lambda text: weighted(text, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(text[9])),
    "PT": Number(("999999999",), national.portuguese),
    "RO": Number(("9999999999", "999999999", "99999999", "9999999", "999999", "99999"), _romanian),
    "SE": Number(("999999999999",), lambda text: luhn(text[:10]) and text[10:] != "00"),
    "SI": Number(("99999999",), _slovenian),
    "SK": Number(("9999999999",), lambda text: text[2] in "234789" and int(text) % 11 == 0),
    "XI": Number(("999999999999", "999999999", "AA999"), _british),
}
"""RO starts at five digits: two to four, as the law has them, stand in every text."""
_SIGNS = {"9": r"\d", "A": "[A-Z]", "*": r"[A-Z\d]"}


def _pattern(number: Number) -> re.Pattern[str]:
    shapes = ("[ .-]?".join(_SIGNS.get(sign, sign) for sign in shape) for shape in number.shapes)
    return re.compile(rf"(?:{'|'.join(shapes)})(?:(?![^\W_])|(?=MVA|MWST|TVA|IVA))", re.IGNORECASE)


PATTERNS = {country: _pattern(number) for country, number in NUMBERS.items()}
