"""How the text of one setting becomes a value; each function raises ValueError with what is expected."""

import base64
import binascii
import re
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, SecretBytes

Origin = tuple[str, str, int]
"""Scheme, host, port."""


class EncryptionKey(BaseModel):
    """One AES-256 key with the id that is written beside what it encrypts."""

    model_config = ConfigDict(frozen=True)

    id: str
    key: SecretBytes


def split(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise ValueError("it must be an http or https address without name, query or fragment")
    _ = parts.port  # raises ValueError itself when out of range
    return url


def source_address(url: str) -> str:
    """A web address that may have a query, and placeholders in braces, and behind `#` the prefix of the publisher's OCIDs."""
    parts = urlsplit(url)
    web_address(parts._replace(query="", fragment="").geturl())
    return url


def origin(url: str) -> Origin:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def async_database_url(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    drivers = {"postgres": "postgresql+asyncpg", "postgresql": "postgresql+asyncpg", "sqlite": "sqlite+aiosqlite"}
    scheme = drivers.get(scheme, scheme)
    if not mark or scheme not in {"postgresql+asyncpg", "sqlite+aiosqlite"}:
        raise ValueError("it must begin with postgresql:// or sqlite:///")
    rest = re.sub(r"([?&])sslmode=", r"\1ssl=", rest)
    # libpq says sslmode, asyncpg says ssl; the values are the same.
    return f"{scheme}://{rest}"


def encryption_key(text: str) -> EncryptionKey:
    key_id, mark, encoded = text.partition(":")
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not mark or not re.fullmatch(r"[A-Za-z0-9_.-]{1,32}", key_id) or len(key) != 32:
        raise ValueError("each part must be id:base64 of exactly 32 bytes")
    return EncryptionKey(id=key_id, key=SecretBytes(key))


def redis_url(url: str) -> str:
    if urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        raise ValueError("it must begin with redis:// or rediss://")
    return url
