"""Codes that a run of marks may be written in: each turns the run into bytes that may be words."""

import base64
import binascii
import html
import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,20000}={0,2}")
# Where a class or a character comes first, sre skips what cannot begin a run, which it does not for a group or a repeat.
HEX = re.compile(
    r"[0-9a-fA-F\\](?=[0-9a-fA-Fx][0-9a-fA-Fx\\ :,]{22})(?<![^\W_][0-9a-fA-F\\])(?:(?<=[0\\])x[0-9a-fA-F]{2}|(?<=[0-9a-fA-F])[0-9a-fA-F])[ :,]{0,2}"
    r"(?:(?:0x|\\x)?[0-9a-fA-F]{2}[ :,]{0,2}){11,9999}"
)
ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4}[^\\\n]{0,2}){6,5000}")
ENTITIES = re.compile(r"(?:&#(?:x[0-9a-fA-F]{1,5}|\d{1,6});? ?){6,5000}")
PERCENT = re.compile(
    r"%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2}){0,39}[A-Za-z0-9 .,+-]{0,40}(?:(?:%[0-9a-fA-F]{2}){1,40}[A-Za-z0-9 .,+-]{0,40}){5,1999}"
)
BITS = re.compile(r"[01][01]{7}[ ,]?(?:[01]{8}[ ,]?){7,4999}")
GLUED = re.compile(r"[A-Za-z]{1,30}(?:(?:%20|\\x20|\\u0020|&nbsp;|&#32;)[A-Za-z]{1,30}){2,400}")
"""Words with a code where the blanks were."""
BLANK = re.compile(r"%20|\\x20|\\u0020|&nbsp;|&#32;")
MORSE = re.compile(r"(?:[.\u00b7\u2022-]{1,5}[ /|]{1,3}){8,4000}[.\u00b7\u2022-]{1,5}")
MORSE_ALPHABET = (
    "a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-. s... t- u..- v...- w.-- x-..- y-.-- z--.."
)
"""ITU-R M.1677-1; digits and marks are left out, they are no words."""
MORSE_LETTERS = {each[1:]: each[0] for each in MORSE_ALPHABET.split()}
LEAST = 12
DIGITS = frozenset("0123456789")


def _from_base64(run: str) -> bytes:
    if not (any(c.islower() for c in run) and any(c.isupper() for c in run)):
        return b""
    run = run.rstrip("=").replace("-", "+").replace("_", "/")
    run = run[: len(run) - (len(run) % 4 == 1)]
    try:
        return base64.b64decode(run + "=" * (-len(run) % 4), validate=True)
    except binascii.Error:
        return b""


def _from_hex(run: str) -> bytes:
    unbroken = max(re.split(r"[ :,]+", run), key=len)  # `de 4967…`: a short word before the run is no part of it
    digits = re.sub(r"0x|\\x|[ :,]", "", unbroken if len(unbroken) >= 2 * LEAST else run)
    return b"" if set(digits) <= DIGITS and len(digits) < 2 * LEAST else bytes.fromhex(digits[: len(digits) // 2 * 2])


def _from_escapes(run: str) -> bytes:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda hit: chr(int(hit[1], 16)), run).encode("utf-8", "ignore")


def _from_entities(run: str) -> bytes:
    return html.unescape(re.sub(r"(?<=\d)(?=&|$)", ";", run)).encode("utf-8", "ignore")


def _from_bits(run: str) -> bytes:
    digits = re.sub(r"[ ,]", "", run)
    return bytes(int(digits[i : i + 8], 2) for i in range(0, len(digits) - 7, 8))


def _from_glued(run: str) -> bytes:
    return BLANK.sub(" ", run).encode()


def _from_morse(run: str) -> bytes:
    words = re.split(r"[/|]| {3,}", run.replace("\u00b7", ".").replace("\u2022", "."))
    return " ".join("".join(MORSE_LETTERS.get(letter, "") for letter in word.split()) for word in words).encode()


CODES: tuple[tuple[str, re.Pattern[str], str, Callable[[str], bytes]], ...] = (
    ("base64", BASE64, "", _from_base64),
    ("hex", HEX, "", _from_hex),
    ("escapes", ESCAPES, "\\u", _from_escapes),
    ("character codes", ENTITIES, "&#", _from_entities),
    ("an encoded address", PERCENT, "%", unquote_to_bytes),
    ("bits", BITS, "0", _from_bits),
    ("codes between its words", GLUED, "%20", _from_glued),
    ("codes between its words", GLUED, "\\x20", _from_glued),
    ("codes between its words", GLUED, "\\u0020", _from_glued),
    ("codes between its words", GLUED, "&nbsp;", _from_glued),
    ("codes between its words", GLUED, "&#32;", _from_glued),
    ("Morse", MORSE, ".-", _from_morse),
)
"""Name, what a run looks like, what must stand in the text for one, and what it says."""


def readable(raw: bytes) -> str | None:
    """The text of the bytes, where it is one: enough of it, and letters for the most part."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    letters = sum(1 for c in text if c.isalpha() or c in " .,!?:'\n")
    return text if len(text) >= LEAST and letters / len(text) > 0.85 else None
