"""Invented numbers with right check digits, each made by the rule of its issuer; shared by the tests of masking."""

from collections.abc import Callable, Iterable


def total(text: str, weights: Iterable[int]) -> int:
    return sum(int(char) * weight for char, weight in zip(text, weights, strict=True))


def luhn_digit(body: str) -> str:
    doubled = [int(char) * (2 if at % 2 == 0 else 1) for at, char in enumerate(reversed(body))]
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def mod11_10_digit(body: str) -> str:
    product = 10
    for char in body:
        product = 2 * ((int(char) + product) % 10 or 10) % 11
    return str((11 - product) % 10)


def mod97_key(body: str) -> str:
    return f"{97 - int(body) % 97:02d}"


def iban(country: str, account: str) -> str:
    rest = "".join(str(int(char, 36)) for char in account + country + "00")
    return f"{country}{98 - int(rest) % 97:02d}{account}"


def card(prefix: str, length: int) -> str:
    body = (prefix + "4820917356" * 2)[: length - 1]
    return body + luhn_digit(body)


def two_rounds(body: str) -> str:
    for weights in ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)):
        check = total(body, weights[: len(body)]) % 11
        if check < 10:
            return str(check)
    return "0"


def elevens(body: str, weights: Iterable[int]) -> str:
    """Weighted sum and check digit make a multiple of eleven."""
    check = -total(body, weights) % 11
    if check == 10:
        raise ValueError(f"{body} has no check digit")
    return str(check)


def first(make: Callable[[str], str], body: str) -> str:
    """`make` of the first body from `body` on that has a check digit."""
    while True:
        try:
            return make(body)
        except ValueError:
            body = str(int(body) + 1).zfill(len(body))


def _below_ten(check: int) -> str:
    if check == 10:
        raise ValueError("no check digit")
    return str(check)


def dni(body: str) -> str:
    return body + "TRWAGMYFPDXBNJZSQVHLCKE"[int(body) % 23]


def fiscal(body: str) -> str:
    """Codice fiscale: the odd places count by the ministry's table."""
    odd = dict(zip("0123456789", (1, 0, 5, 7, 9, 13, 15, 17, 19, 21), strict=True))
    odd |= dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
            strict=True,
        )
    )
    value = sum(odd[char] if at % 2 == 0 else int(char) if char.isdigit() else ord(char) - 65 for at, char in enumerate(body))
    return body + chr(65 + value % 26)


def norwegian(body: str) -> str:
    first = body + elevens(body, (3, 7, 6, 1, 8, 9, 4, 5, 2))
    return first + elevens(first, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))


def austrian(serial: str, born: str) -> str:
    return f"{serial}{total(serial + born, (3, 7, 9, 5, 8, 4, 2, 1, 6)) % 11}{born}"


def _cnp(body: str) -> str:
    return body + str(total(body, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11 % 10)


def _czech(body: str) -> str:
    return body + str(int(body) % 11 % 10)


def _nhs(body: str) -> str:
    return body + elevens(body, range(10, 1, -1))


_NHS = first(_nhs, "482195736")


def _ahv(body: str) -> str:
    return body + str(-total(body, (1, 3) * 6) % 10)


_OIB = "4821957360"
_PESEL = "8506124378"
_STEUER = "4781956032"[:9] + "4"
NATIONAL = {  # number by name; none needs a label
    "Steuer-ID": _STEUER + mod11_10_digit(_STEUER),
    "NIR": "285067511243" + "6" + mod97_key("2850675112436"),
    "NIR in groups": "2 85 06 75 112 436 " + mod97_key("2850675112436"),
    "NIR of Corsica": "285062A112436" + mod97_key("2850619112436"),
    "DNI": dni("48219573"),
    "DNI with points": "48.219.573-" + dni("48219573")[-1],
    "NIE": "Y" + dni("14821957")[1:],
    "codice fiscale": fiscal("VRDNNA85H52F205"),
    "codice fiscale, small": fiscal("VRDNNA85H52F205").lower(),
    "PESEL": _PESEL + str(-total(_PESEL, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10),
    "rijksregister": "85.06.12-243." + mod97_key("850612243"),
    "rijksregister, born after 1999": "05061224" + "3" + mod97_key("2050612243"),
    "personnummer": "850612-437" + luhn_digit("850612437"),
    "personnummer, twelve": "19850612437" + luhn_digit("850612437"),
    "fødselsnummer": first(norwegian, "120685243"),
    "fødselsnummer in groups": first(norwegian, "120685243")[:6] + " " + first(norwegian, "120685243")[6:],
    "CPR": "120685-" + first(lambda body: body + elevens(body, (4, 3, 2, 7, 6, 5, 4, 3, 2)), "120685243")[6:],
    "henkilötunnus": "120685-243" + "0123456789ABCDEFHJKLMNPRSTUVWXY"[120685243 % 31],
    "kennitala": "120685-" + first(lambda body: body + elevens(body, (3, 2, 7, 6, 5, 4, 3, 2)), "12068524")[6:] + "9",
    "CNP": _cnp("285061212243"),
    "EGN": "850612243" + str(total("850612243", (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10),
    "rodné číslo": _czech("855612243")[:6] + "/" + _czech("855612243")[6:],
    "EMŠO": first(lambda body: body + elevens(body, (7, 6, 5, 4, 3, 2) * 2), "120698550024"),
    "isikukood": "4850612243" + two_rounds("4850612243"),
    "personas kods": "120685-1024" + str((1 + total("1206851024", (10, 5, 8, 4, 2, 1, 6, 3, 7, 9))) % 11 % 10),
    "PPS": "4821957" + "WABCDEFGHIJKLMNOPQRSTUV"[total("4821957", range(8, 1, -1)) % 23],
    "NINO": "JK 48 21 95 C",
    "NHS": f"{_NHS[:3]} {_NHS[3:6]} {_NHS[6:]}",
    "SSN": "482-19-5736",
    "AHV": f"756.4821.9573.6{_ahv('756482195736')[-1]}",
    "SVNR": austrian("482", "120685")[:4] + " 120685",
}
LABELLED = {  # number by label; the check digit alone proves too little
    "BSN": first(lambda body: body + _below_ten(total(body, range(9, 1, -1)) % 11), "48219573"),
    "NIF": "24821957" + str(min(11 - total("24821957", range(9, 1, -1)) % 11, 10) % 10),
    "ΑΦΜ": "04821957" + str(total("04821957", (256, 128, 64, 32, 16, 8, 4, 2)) % 11 % 10),
    "OIB": _OIB + mod11_10_digit(_OIB),
    "NHS number": _NHS,
    "CPR-nr.": "120685-2430",
    "Social security no.": "482195736",
    "adóazonosító jel": first(lambda body: body + _below_ten(total(body, range(1, 10)) % 11), "848219573"),
}


def _siren() -> str:
    return "48219573" + luhn_digit("48219573")


def _vat_de() -> str:
    return "DE48219573" + mod11_10_digit("48219573")


def _cif() -> str:
    return "ESB4821957" + luhn_digit("4821957")


def _maltese(digit: str) -> str:
    check = -total("48219" + digit, (3, 4, 6, 7, 8, 9)) % 37
    return f"{digit}{_tens(check)}"


def _tens(check: int) -> str:
    """Two digits, ten times the first and once the second, that make `check` modulo 37."""
    return next(f"{at:02d}" for at in range(100) if (at // 10 * 10 + at % 10) % 37 == check)


VAT = {
    "AT": "ATU4821957" + str((6 - sum(v // 10 + v % 10 for v in (int(c) * (1 + at % 2) for at, c in enumerate("4821957")))) % 10),
    "BE": "BE04821957" + mod97_key("04821957"),
    "BE with points": f"BE 0482.195.7{mod97_key('04821957')}",
    "BG": "BG48219573" + str(total("48219573", range(1, 9)) % 11),
    "CH": "CHE-482.195." + first(lambda body: body + elevens(body, (5, 4, 3, 2, 7, 6, 5, 4)), "48219573")[6:] + " MWST",
    "CY": "CY48219573" + chr(65 + (9 + 8 + 5 + 1 + 21 + 5 + 17 + 3) % 26),
    "LV": "LV" + first(lambda body: body + _below_ten((3 - total(body, (9, 1, 4, 8, 3, 10, 2, 5, 7, 6))) % 11), "4821957360"),
    "MT": f"MT48219{first(_maltese, '5')}",
    "CZ": "CZ4821957" + str((11 - total("4821957", range(8, 1, -1)) % 11) % 10),
    "DE": _vat_de(),
    "DE in groups": f"DE {_vat_de()[2:5]} {_vat_de()[5:8]} {_vat_de()[8:]}",
    "DE, small": _vat_de().lower(),
    "DK": "DK" + first(lambda body: body + elevens(body, (2, 7, 6, 5, 4, 3, 2)), "4821957"),
    "EE": "EE10482195" + str(-total("10482195", (3, 7, 1) * 2 + (3, 7)) % 10),
    "EL": "EL" + LABELLED["ΑΦΜ"],
    "ES, a company": _cif(),
    "ES, a person": "ES" + dni("48219573"),
    "FI": "FI" + first(lambda body: body + elevens(body, (7, 9, 10, 5, 8, 4, 2)), "4821953"),
    "FR": f"FR{(12 + 3 * (int(_siren()) % 97)) % 97:02d} {_siren()[:3]} {_siren()[3:6]} {_siren()[6:]}",
    "GB": f"GB 482 1957 {97 - total('4821957', range(8, 1, -1)) % 97:02d}",
    "HR": "HR" + LABELLED["OIB"],
    "HU": "HU4821957" + str(-total("4821957", (9, 7, 3, 1, 9, 7, 3)) % 10),
    "IE": "IE4821957" + "WABCDEFGHIJKLMNOPQRSTUV"[total("4821957", range(8, 1, -1)) % 23],
    "IT": "IT0482195736" + luhn_digit("0482195736"),
    "LT": "LT4821957" + "1" + two_rounds("48219571"),
    "LU": f"LU482195{482195 % 89:02d}",
    "NL": f"NL{LABELLED['BSN']}B01",
    "NO": "NO " + first(lambda body: body + elevens(body, (3, 2, 7, 6, 5, 4, 3, 2)), "48219573") + " MVA",
    "PL": "PL" + first(lambda body: body + _below_ten(total(body, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11), "482195736"),
    "PT": "PT" + LABELLED["NIF"],
    "RO": "RO4821957" + str(total("4821957", (3, 2, 1, 7, 5, 3, 2)) * 10 % 11 % 10),
    "SE": "SE556482195" + luhn_digit("556482195") + "01",
    "SI": "SI" + first(lambda body: body + elevens(body, range(8, 1, -1)), "4821957"),
    "SK": f"SK{2024821957 + -2024821957 % 11}",
    "XI": f"XI4821957{97 - total('4821957', range(8, 1, -1)) % 97:02d}",
}
IBANS = {
    "DE": iban("DE", "100500001234567890"),
    "FR": iban("FR", "20041010050500013M02606"),
    "NL": iban("NL", "BWBK0482195736"),
    "GB": iban("GB", "BWBK10482195736482"[:18]),
    "NO": iban("NO", "48219573604"),
    "MT": iban("MT", "BWBK01100001234ABCDEFGHIJKL"[:27]),
}
CARDS = {
    "Visa": card("4", 16), "Mastercard": card("52", 16), "Mastercard, new": card("2310", 16), "American Express": card("37", 15),
    "Discover": card("6011", 16), "Maestro": card("6759", 19), "Visa, old": card("4", 13), "JCB": card("3530", 16),
}  # fmt: skip
