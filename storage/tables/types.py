"""Column types that hold the same values on SQLite and Postgres."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MAX_JSON_CHARS = 8_000_000
# Postgres cannot keep U+0000 in text or jsonb; an escaped backslash before u0000 is harmless.
_NUL_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def micros(value: datetime) -> int:
    """Microseconds since 1970 UTC. Raises ValueError for a time without zone."""
    if value.tzinfo is None:
        raise ValueError("a time without zone cannot be stored")
    return (value - EPOCH) // MICROSECOND


def from_micros(value: int) -> datetime:
    """The aware UTC time of `micros`."""
    return EPOCH + value * MICROSECOND


class Utc(TypeDecorator[datetime]):
    """An aware UTC time: timestamptz on Postgres, integer microseconds on SQLite, so both compare in SQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        instant = micros(value)
        return instant if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return from_micros(value) if dialect.name == "sqlite" else value.astimezone(UTC)


class Plain(TypeDecorator[str]):
    """Text that both databases can hold: no U+0000 (Postgres refuses it), no lone surrogate (neither can encode it)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002, SQLAlchemy's signature
        if value is None or (value.isascii() and "\0" not in value):
            return value
        if "\0" in value:
            raise ValueError("text with U+0000 cannot be stored")
        value.encode()
        return value


def dumps(value: Any) -> str:
    """JSON text for a column.

    Raises ValueError for NaN, infinity, U+0000, lone surrogates, depth beyond Python's stack or more than 8 M characters.
    """
    try:
        text = json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    except RecursionError as error:
        raise ValueError("JSON nested too deeply cannot be stored") from error
    if len(text) > MAX_JSON_CHARS:
        raise ValueError(f"JSON of more than {MAX_JSON_CHARS} characters cannot be stored")
    if "\\u0000" in text and _NUL_ESCAPE.search(text):
        raise ValueError("JSON with U+0000 cannot be stored")
    text.encode()
    return text


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
Serial = BigInteger().with_variant(Integer(), "sqlite")
