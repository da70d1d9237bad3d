"""What a message of the API says, for sure: its text, what it cost, and who wrote it. Pure; the SDK validates nothing it parses."""

import json
import re
from typing import cast

from jobs.chain.errors import BadOutput, Transient
from jobs.chain.model import ModelReply, ModelRequest, StopReason, Usage
from jobs.llm.faults import UNREACHABLE, fault_of_status, fault_of_stop
from jobs.llm.prices import tokens

DATE = re.compile(r"[-@]\d{8}$")
FRAME_BYTES = 4_000
"""What the API may add to a prompt: roles, and its own words about the form of the reply."""


def reply_of(message: object, request: ModelRequest | None = None, asked: str | None = None, duration: float = 0.0) -> ModelReply:
    """The reply of a message that is whole and comes from the model that was asked. Raises any `AnalystError`.

    A 200 may hold an error, a page of HTML or half a message. A reply of another model is not believed: its prompt was tried on
    another, and its price is not known.
    """
    if getattr(message, "type", None) != "message":
        body = getattr(message, "error", None)
        kind = _text(body.get("type")) if isinstance(body, dict) else None
        raise fault_of_status(200, kind, None, "", None) if kind else Transient(UNREACHABLE)
    stated = text_of(message, "model")
    if stated and asked and not is_same_model(asked, stated):
        raise Transient("The language model's answer came from another model than was asked; it is tried again.")
    reason = text_of(message, "stop_reason")
    fault = fault_of_stop(reason)
    if fault is not None:
        raise fault
    text = _words(message)
    if not text.strip():
        raise BadOutput("The language model's answer was empty.")
    return ModelReply(
        text=text,
        stop_reason=cast(StopReason, reason),
        usage=usage_of(message, request),
        model=stated or "unknown",
        request_id=text_of(message, "_request_id"),
        duration=max(duration, 0.0),
    )


def usage_of(message: object, request: ModelRequest | None = None) -> Usage:
    """What the call cost: as stated where that can be; else the most it may have cost, as it was reserved, so that no ceiling is passed unseen.

    A token has a byte at least, and no reply is longer than was asked for. Without the request what is not stated counts as nothing.
    """
    stated = getattr(message, "usage", None)
    counts = [_count(stated, name) for name in ("input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")]
    fresh, written, read, stored = counts
    usage = Usage(input=fresh or 0, output=written or 0, cache_read=read or 0, cache_write=stored or 0)
    if request is None:
        return usage
    size = _prompt_bytes(request)
    whole = usage.input + usage.cache_read + usage.cache_write
    if fresh is None or written is None or written > request.max_tokens or whole > size + FRAME_BYTES:
        return Usage(input=tokens(size), output=request.max_tokens)
    return usage


def is_same_model(asked: str, stated: str) -> bool:
    """An alias answers with its dated name (`…-20261001`, `…@20261001`), a gateway with a name of its own around it."""
    bare = re.escape(DATE.sub("", asked))
    return re.search(rf"(?<![\w-]){bare}(?:[-@]\d{{8}})?(?:-v\d[\w:.]*)?(?![\w@-]|\.\d)", stated) is not None


def _count(usage: object, name: str) -> int | None:
    value = getattr(usage, name, None)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _words(message: object) -> str:
    content = getattr(message, "content", None)
    blocks = content if isinstance(content, list) else []
    return "".join(text_of(block, "text") or "" for block in blocks if getattr(block, "type", None) == "text")


def _prompt_bytes(request: ModelRequest) -> int:
    texts = (request.system, request.prefix, request.user, json.dumps(request.reply_schema, ensure_ascii=False))
    return sum(len(text.encode(errors="surrogatepass")) for text in texts)


def text_of(thing: object, name: str) -> str | None:
    """That attribute where it is text: what the other side put there may be anything."""
    return _text(getattr(thing, name, None))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
