"""Prompts are files with a head; this reads one. Whoever wires the chain reads the files, the chain stays pure."""

import hashlib
import re
from typing import Literal, cast, get_args

from pydantic import Field

from jobs.chain.model import Tier
from jobs.chain.tender import Value

FENCE = "---"
HEAD = frozenset({"name", "version", "tier", "schema", "max_tokens", "max_input"})
_CLASS = re.compile(r"[A-Z][A-Za-z0-9]*")
Arm = Literal["stable", "canary"]


class Prompt(Value):
    name: str
    version: str
    tier: Tier
    form: str
    """`schema` of the head: the class of replies this prompt asks for. Whoever asks checks that it is the one it reads."""
    max_tokens: int = Field(gt=0, le=21_000)
    """Above 21,333 the API wants a stream (facts/llm.md §1.6)."""
    max_input: int = Field(gt=0, le=95_000)
    """Tokens of a whole prompt: above 100,000 the price of a small model is five times as high (facts/llm.md §1.3)."""
    system: str
    sha: str
    """SHA-256 of the whole file, hex."""
    arm: Arm = "stable"
    """canary: on trial with a share of the runs."""

    @property
    def label(self) -> str:
        """`name@version#hash`, as answers and the eval log carry it, with `~canary` behind it where it is on trial."""
        return f"{self.name}@{self.version}#{self.sha[:12]}{'~canary' if self.arm == 'canary' else ''}"


def parse_prompt(text: str) -> Prompt:
    """A prompt from `---`, `key: value` lines, `---`, body. Raises ValueError where the head is not exactly that."""
    start, _, rest = text.lstrip("\ufeff").partition(f"{FENCE}\n")
    head, closed, body = rest.partition(f"\n{FENCE}\n")
    if start.strip() or not closed or not body.strip():
        raise ValueError("a prompt file is a head between --- lines and a body")
    pairs = _head(head)
    return Prompt(
        name=pairs["name"],
        version=pairs["version"],
        tier=cast(Tier, pairs["tier"]),
        form=pairs["schema"],
        max_tokens=int(pairs["max_tokens"]),
        max_input=int(pairs["max_input"]),
        system=body.strip() + "\n",
        sha=hashlib.sha256(text.encode()).hexdigest(),
    )


def _head(lines: str) -> dict[str, str]:
    pairs = dict(_pair(line) for line in lines.splitlines() if line.strip())
    if set(pairs) != HEAD:
        raise ValueError(f"the head of a prompt file holds exactly {', '.join(sorted(HEAD))}")
    if pairs["tier"] not in get_args(Tier):
        raise ValueError(f"tier is one of {', '.join(get_args(Tier))}")
    if not _CLASS.fullmatch(pairs["schema"]):
        raise ValueError("schema is the name of a class of replies")
    return pairs


def _pair(line: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    if not colon:
        raise ValueError(f"not a `key: value` line: {line[:40]}")
    return key.strip(), value.strip().strip("\"'")
