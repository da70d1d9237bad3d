"""The arithmetic of check digits: what tells a number of a person or an account from any other number."""

from collections.abc import Iterable, Sequence

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def digits(text: str) -> list[int]:
    return [int(char) for char in text]


def weighted(text: str, weights: Iterable[int]) -> int:
    """Sum of digit times weight, as far as the shorter reaches."""
    return sum(int(char) * weight for char, weight in zip(text, weights, strict=False))


def luhn(text: str) -> bool:
    """ISO/IEC 7812-1 annex B."""
    return sum(value if at % 2 == 0 else value * 2 - 9 * (value > 4) for at, value in enumerate(map(int, reversed(text)))) % 10 == 0


def mod97(text: str) -> bool:
    """ISO/IEC 7064 mod 97-10 over letters and digits; for an IBAN the first four characters come last."""
    return int("".join(str(int(char, 36)) for char in text)) % 97 == 1


def mod11_10(text: str) -> bool:
    """ISO/IEC 7064 mod 11,10: German and Croatian numbers."""
    check = 5
    for value in map(int, text):
        check = ((check or 10) * 2 % 11 + value) % 10
    return check == 1


def ean(text: str) -> bool:
    return weighted(text, (1, 3) * 7) % 10 == 0


def baltic(text: str) -> bool:
    """Two rounds of weights: Estonian and Lithuanian codes, Lithuanian VAT. The last digit checks."""
    body = text[:-1]
    check = sum(value * (1 + at % 9) for at, value in enumerate(digits(body))) % 11
    if check == 10:
        check = sum(value * (1 + (at + 2) % 9) for at, value in enumerate(digits(body))) % 11 % 10
    return check == int(text[-1])


def is_date(month: int, day: int) -> bool:
    """Whether some year has that day."""
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def letter(number: int, alphabet: Sequence[str]) -> str:
    return alphabet[number % len(alphabet)]
