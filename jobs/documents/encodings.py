"""Bytes -> text, for files that say nothing or the wrong thing about their encoding."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ASCII_BASED = re.compile(r"(?i)(iso-?8859|windows-?125|cp125|koi8|utf-?8|us-ascii|big5|gb|euc|shift)")


def decoded(data: bytes, declared: str | None = None) -> str | None:
    """The text; None where the bytes are not text in any encoding known here.

    A mark wins, then UTF-8 where the bytes are valid UTF-8 (other encodings next to never are), then what is declared, then
    Windows-1252.
    """
    text = _marked(data)
    if text is None:
        text = _strictly(data, "utf-8")
    if text is None and declared and _ASCII_BASED.match(declared):
        text = _strictly(data, _western(declared))
    if text is None:
        text = _fallback(data)
    if text is None or "\0" in text[:20_000] or len(_CONTROLS.findall(text[:20_000])) > 3:
        return None
    return text


def _marked(data: bytes) -> str | None:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    return data.decode(encoding, errors="replace") if encoding else None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _western(declared: str) -> str:
    """ISO 8859-1 on the web means Windows-1252 (WHATWG Encoding, labels)."""
    return "cp1252" if re.sub(r"[^a-z0-9]", "", declared.lower()) in ("iso88591", "latin1", "usascii") else declared


def _fallback(data: bytes) -> str | None:
    text = data.decode("cp1252", errors="replace")
    sample = text[:200_000]
    odd = sum(1 for sign in sample if sign == "\ufffd" or ("\x80" <= sign <= "\xff" and not sign.isalpha()))
    return None if odd > max(len(sample) // 50, 2) else text
