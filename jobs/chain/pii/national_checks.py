"""The national personal numbers of Europe and the US, each with the check its issuer defines; input is bare digits or letters."""

from collections import Counter

from jobs.chain.pii.checksums import is_date, letter, luhn, mod11_10, weighted

DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
FINNISH_LETTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
IRISH_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV"
_ODD_FISCAL = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", (
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
), strict=True))  # fmt: skip
_EVEN_FISCAL = {char: int(char, 36) - 10 * char.isalpha() for char in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def german_tax(text: str) -> bool:
    """Steuer-ID: in the first ten digits exactly one comes twice or three times."""
    repeated = sorted(Counter(text[:10]).values(), reverse=True)
    return text[0] != "0" and repeated[0] in (2, 3) and repeated[1] == 1 and mod11_10(text)


def french_nir(text: str) -> bool:
    """13 and a key of two; Corsica writes 2A and 2B in the department."""
    body = text[:13].upper().replace("2A", "19", 1).replace("2B", "18", 1) if not text.isdigit() else text[:13]
    month = int(text[3:5])
    return text[0] in "123478" and (1 <= month <= 12 or month >= 20) and body.isdigit() and 97 - int(body) % 97 == int(text[13:])


def spanish_dni(text: str) -> bool:
    return text[-1].upper() == letter(int(text[:-1]), DNI_LETTERS)


def spanish_nie(text: str) -> bool:
    return spanish_dni(str("XYZ".index(text[0].upper())) + text[1:])


def italian_fiscal(text: str) -> bool:
    upper = text.upper()
    total = sum((_EVEN_FISCAL if at % 2 else _ODD_FISCAL)[char] for at, char in enumerate(upper[:15]))
    return upper[15] == chr(65 + total % 26)


def polish_pesel(text: str) -> bool:
    return is_date(int(text[2:4]) % 20, int(text[4:6])) and weighted(text, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def dutch_bsn(text: str) -> bool:
    return text.strip("0") != "" and weighted(text, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def belgian(text: str) -> bool:
    """Months may be raised by 20 or 40 (bis numbers); who is born from 2000 on counts with a 2 in front."""
    check = int(text[9:])
    month, day = int(text[2:4]) % 20, int(text[4:6])
    return month <= 12 and day <= 31 and check in (97 - int(text[:9]) % 97, 97 - int("2" + text[:9]) % 97)


def swedish(text: str) -> bool:
    """10 digits, or 12 with the century; the day is raised by 60 in coordination numbers."""
    ten = text[-10:]
    return text[:-10] in ("", "18", "19", "20") and is_date(int(ten[2:4]), int(ten[4:6]) % 60) and luhn(ten)


def norwegian(text: str) -> bool:
    """Two check digits; the day is raised by 40 in D-numbers, the month in test and help numbers."""
    if not is_date(int(text[2:4]) % 40, int(text[:2]) % 40):
        return False
    return weighted(text, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) % 11 == 0 and weighted(text, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def danish_date(text: str) -> bool:
    """Numbers given out since 2007 need not have a check digit."""
    return is_date(int(text[2:4]), int(text[:2]))


def danish(text: str) -> bool:
    return danish_date(text) and weighted(text, (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def icelandic(text: str) -> bool:
    return danish_date(text) and text[9] in "890" and weighted(text, (3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def finnish(text: str) -> bool:
    """`131052-308T` without a check of the sign in the middle."""
    number = int(text[:6] + text[7:10])
    return is_date(int(text[2:4]), int(text[:2])) and text[10].upper() == letter(number, FINNISH_LETTERS)


def portuguese(text: str) -> bool:
    check = 11 - weighted(text, (9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return text[0] in "1235689" and int(text[8]) == (0 if check >= 10 else check)


def romanian(text: str) -> bool:
    check = weighted(text, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return text[0] != "0" and is_date(int(text[3:5]), int(text[5:7])) and int(text[12]) == (1 if check == 10 else check)


def bulgarian(text: str) -> bool:
    month = int(text[2:4])
    month -= 40 if month > 40 else 20 if month > 20 else 0
    return is_date(month, int(text[4:6])) and int(text[9]) == weighted(text, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10


def czech_date(text: str) -> bool:
    """Nine digits were given out until 1953, without a check digit; months of women are raised by 50, of full series by 20."""
    month = int(text[2:4]) % 50
    return is_date(month - 20 if month > 20 else month, int(text[4:6]))


def czech(text: str) -> bool:
    return czech_date(text) and int(text[:9]) % 11 % 10 == int(text[9])


def yugoslav(text: str) -> bool:
    """EMŠO, JMBG: day, month, three digits of the year, region, serial."""
    check = -weighted(text, (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11 % 10
    return is_date(int(text[2:4]), int(text[:2])) and text[4] in "09" and check == int(text[12])


def latvian(text: str) -> bool:
    return is_date(int(text[2:4]), int(text[:2])) and (1 + weighted(text, (10, 5, 8, 4, 2, 1, 6, 3, 7, 9))) % 11 % 10 == int(text[10])


def greek_afm(text: str) -> bool:
    return text.strip("0") != "" and weighted(text, (256, 128, 64, 32, 16, 8, 4, 2)) % 11 % 10 == int(text[8])


def irish_pps(text: str) -> bool:
    """Seven digits, a check letter, since 2013 a second letter that counts."""
    total = weighted(text[:7], (8, 7, 6, 5, 4, 3, 2))
    second = "WABCDEFGHI".find(text[8:9].upper()) * 9 if text[8:] else 0
    return text[7].upper() in {letter(total, IRISH_LETTERS), letter(total + max(second, 0), IRISH_LETTERS)}


def british_nhs(text: str) -> bool:
    check = 11 - weighted(text, (10, 9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return int(text[9]) == check % 11 and text.strip("0") != ""


def american_ssn(text: str) -> bool:
    """No check digit: only what was never given out is ruled out."""
    return text[:3] not in ("000", "666") and text[0] != "9" and text[3:5] != "00" and text[5:] != "0000"


def austrian(text: str) -> bool:
    """SVNR: serial, check digit, birth date; the month may be 13 and more where a day was full."""
    check = weighted(text, (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)) % 11
    return text[0] != "0" and int(text[6:8]) <= 15 and 1 <= int(text[4:6]) <= 31 and check == int(text[3])


def hungarian(text: str) -> bool:
    return text[0] == "8" and weighted(text, range(1, 10)) % 11 == int(text[9])
