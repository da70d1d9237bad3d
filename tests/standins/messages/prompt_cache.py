"""The vendor's prompt cache, as far as it can be told from outside: prefixes by hash, marks, lifetimes, a smallest size."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.standins.messages.replies import Body

LIFETIMES = {"5m": 300.0, "1h": 3600.0}
MOST_MARKS, LOOK_BACK = 4, 20
"""Marks of one request, and blocks before a mark at which an earlier one is still found (facts/llm.md §1.8)."""


def count(value: object) -> int:
    """Tokens, roughly: a quarter of the characters."""
    return len(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)) // 4


@dataclass(frozen=True)
class Prefix:
    key: str
    tokens: int
    mark: str | None
    """Lifetime asked for where the block is marked."""


@dataclass
class PromptCache:
    """Knows what earlier requests of the same model have marked. An entry counts from the moment its first answer begins."""

    clock: Callable[[], float]
    minimum: int = 1024
    """Tokens below which a mark does nothing, silently."""
    _until: dict[str, float] = field(default_factory=dict[str, float])

    def usage(self, body: Body) -> Body:
        """`usage` without the output, and the entry made. The uncached remainder is `input_tokens`."""
        prefixes = prefixes_of(body)
        total = prefixes[-1].tokens if prefixes else 0
        marks = [at for at, prefix in enumerate(prefixes) if prefix.mark and prefix.tokens >= self.minimum]
        if not marks:
            return _usage(total, 0, 0, "5m")
        now, last = self.clock(), marks[-1]
        found = [at for at in range(max(0, marks[0] - LOOK_BACK), last + 1) if self._until.get(prefixes[at].key, 0) > now]
        read = prefixes[found[-1]].tokens if found else 0
        for at in marks:
            self._until[prefixes[at].key] = now + LIFETIMES[prefixes[at].mark or "5m"]
        written = prefixes[last].tokens - read
        return _usage(total - read - written, read, written, prefixes[last].mark or "5m")


def prefixes_of(body: Body) -> list[Prefix]:
    """Every block of tools, system and messages with the hash and size of all before it and itself."""
    blocks = [*body.get("tools", []), *_blocks(body.get("system", []))]
    for message in body.get("messages", []):
        blocks += [{"role": message.get("role"), **block} for block in _blocks(message.get("content", []))]
    digest, tokens, found = hashlib.sha256(str(body.get("model")).encode()), 0, list[Prefix]()
    for at, block in enumerate(blocks):
        bare = {name: value for name, value in block.items() if name != "cache_control"}
        digest.update(json.dumps(bare, sort_keys=True).encode())
        tokens += count(str(block.get("text", "")) or bare)
        mark = block.get("cache_control") or (body.get("cache_control") if at == len(blocks) - 1 else None)
        found.append(Prefix(digest.hexdigest(), tokens, mark.get("ttl", "5m") if mark else None))
    return found


def too_many_marks(body: Body) -> bool:
    return sum(prefix.mark is not None for prefix in prefixes_of(body)) > MOST_MARKS


def _blocks(content: Any) -> list[Body]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content)


def _usage(remainder: int, read: int, written: int, lifetime: str) -> Body:
    by_lifetime = {f"ephemeral_{each}_input_tokens": written if each == lifetime else 0 for each in LIFETIMES}
    return {
        "input_tokens": remainder,
        "cache_read_input_tokens": read,
        "cache_creation_input_tokens": written,
        "cache_creation": by_lifetime,
        "service_tier": "standard",
    }
