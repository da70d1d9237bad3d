"""Opens JSON from strangers: any of the encodings publishers use, no infinite numbers, bounded size and depth."""

import json
from decimal import Decimal, InvalidOperation

from jobs.chain.errors import BadInput
from jobs.sources.markup import MAX_STRUCTURED_BYTES

Object = dict[str, object]
"""What a JSON object becomes."""
MAX_DEPTH = 60
_MAX_DIGITS = 40
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(data: bytes) -> str | None:
    """Text of UTF-8 or of UTF-16 with its mark; None where the bytes are neither."""
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def parse_json(data: bytes) -> tuple[object, tuple[str, ...]]:
    """The document and warnings about numbers that had to be dropped.

    Numbers with a fraction come as `Decimal`; `1e9999` (the OCDS EU profile's "unlimited"), `Infinity`, `NaN` and numbers
    of more than 40 digits come as None: no database stores them. Bytes that are not UTF-8 are read as ISO 8859-1
    (UK Contracts Finder publishes such). Raises `BadInput` too_long, broken_json (also nesting deeper than 60).
    """
    if len(data) > MAX_STRUCTURED_BYTES:
        raise BadInput("too_long", f"The JSON has {len(data):,} bytes; at most {MAX_STRUCTURED_BYTES:,} are read. Send one notice a file.")
    text = decode(data)
    if text is None:
        text = data.decode("latin-1")
    dropped: list[str] = []

    def fraction(literal: str) -> Decimal | None:
        return _bounded(literal, dropped)

    def whole(literal: str) -> int | None:
        if len(literal) <= _MAX_DIGITS:
            return int(literal)
        dropped.append(literal)
        return None

    try:
        document = json.loads(text, parse_float=fraction, parse_int=whole, parse_constant=dropped.append)
    except json.JSONDecodeError as cause:
        raise _not_json(cause) from cause
    except RecursionError as cause:
        raise _too_deep() from cause
    _check_depth(document)
    if not dropped:
        return document, ()
    shown = ", ".join(sorted({literal[:12] for literal in dropped})[:3])
    return document, (f"Some numbers are not finite or absurdly long ({shown}); they were read as not stated.",)


def _not_json(cause: json.JSONDecodeError) -> BadInput:
    if cause.msg == "Extra data" and cause.colno == 1:
        return BadInput("broken_json", "This file holds one JSON document a line, as bulk downloads do. Send one of its lines.")
    return BadInput(
        "broken_json", f"This is not valid JSON (line {cause.lineno}, column {cause.colno}). Send the file as the portal gave it."
    )


def _bounded(literal: str, dropped: list[str]) -> Decimal | None:
    try:
        number = Decimal(literal)
    except InvalidOperation:
        number = Decimal("Infinity")
    if number.is_finite() and len(literal) <= 2 * _MAX_DIGITS and abs(number.adjusted()) <= _MAX_DIGITS:
        return number
    dropped.append(literal)
    return None


def _check_depth(document: object) -> None:
    """Walks level by level, so that depth costs no stack."""
    level: list[object] = [document]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in _children(node)]
        if not level:
            return
    raise _too_deep()


def _children(node: object) -> list[object]:
    if isinstance(node, dict):
        return list(node.values())
    return list(node) if isinstance(node, list) else []


def _too_deep() -> BadInput:
    return BadInput("broken_json", f"The JSON is nested deeper than {MAX_DEPTH} levels; no notice is. Send the release or notice itself.")


def mapping(value: object) -> Object:
    """The value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def mappings(value: object) -> list[Object]:
    """The objects of a list; a single object counts as a list of one, numbered ones (`{"1": {…}}`, Find a Tender 2021) as a list."""
    if isinstance(value, dict):
        return [value] if not value or not all(key.isdecimal() for key in value) else mappings(list(value.values()))
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def decimal(value: object) -> Decimal | None:
    """A finite number given as number or as plain text, else None."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
        return None
    if isinstance(value, str) and len(value) > _MAX_DIGITS:
        return None
    try:
        number = Decimal(value.strip().replace(" ", "") if isinstance(value, str) else value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _MAX_DIGITS else None
