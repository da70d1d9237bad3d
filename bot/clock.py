"""The one place where a process takes the time and new ids; everything else is given them."""

import secrets
import time
from datetime import UTC, datetime


def utcnow() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the source of time that is passed on as an argument


def new_id() -> str:
    """A UUIDv7-like id, 32 hex digits: ids made later sort later, which keeps index pages warm."""
    return f"{time.time_ns() // 1_000_000:012x}7{secrets.token_hex(10)[:19]}"
