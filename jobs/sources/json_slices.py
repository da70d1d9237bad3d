"""Goes through JSON text value by value, so that each is decoded once and can be kept exactly as it was written."""

import json
import re
from collections.abc import Iterator

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
"""Numbers stay text: `1e9999` is no number to any database, and 5,000 digits are none to Python."""
_ZEROS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\w.+-])(-?)0+(?=[0-9])', re.DOTALL)
"""A string, or the surplus zeros before a number."""


class JsonText:
    """A reader with a place in the text. Every method raises `json.JSONDecodeError` where the text is not JSON,
    `RecursionError` where a value is nested too deep to decode.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def sign(self) -> str:
        """The next character that is no white space, which stays where it is; empty at the end."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def value(self) -> tuple[object, str]:
        """The next value, decoded (its numbers as text) and as written."""
        self.sign()
        start = self.at
        value, self.at = _DECODER.raw_decode(self.text, start)
        return value, self.text[start : self.at]

    def members(self) -> Iterator[str]:
        """Keys of an object; the caller takes each value before it asks for the next key."""
        for _ in self._entries("{", "}"):
            key, _ = self.value()
            self._take(":")
            yield str(key)

    def items(self) -> Iterator[None]:
        """One step for each item of an array; the caller takes the item before it asks for the next."""
        return self._entries("[", "]")

    def _entries(self, opening: str, closing: str) -> Iterator[None]:
        self._take(opening)
        if self.sign() == closing:
            self.at += 1
            return
        while True:
            yield
            if self.sign() == closing:
                self.at += 1
                return
            self._take(",")

    def _take(self, sign: str) -> None:
        if self.sign() != sign:
            raise json.JSONDecodeError(f"Expecting '{sign}'", self.text, self.at)
        self.at += 1


def without_surplus_zeros(text: str) -> str:
    """The text with `000` as `0` and `007` as `7` outside strings: Find a Tender publishes such (kingfisher-collect)."""
    return _ZEROS.sub(lambda found: found[0] if found[1] is None else found[1], text)
