"""How a request's texts are laid out for the vendor's prompt cache: what is the same from call to call first, its end marked. Pure."""

from typing import Literal, TypedDict

from jobs.chain.model import ModelRequest

LEAST_CHARS = 4_096
"""Below 1,024 tokens no model caches (facts/llm.md §1.8), and four characters a token is what text has: a mark would be of no use.
Between there and 4,096 tokens the model decides, silently; an unused mark costs nothing."""


class Lifetime(TypedDict):
    type: Literal["ephemeral"]


class Text(TypedDict):
    type: Literal["text"]
    text: str


class MarkedText(Text):
    cache_control: Lifetime


Part = Text | MarkedText


def system_of(request: ModelRequest) -> str | list[Part]:
    """Marked where it is long enough by itself and what follows is shared too: else each call would pay a write that nobody reads."""
    return [_marked(request.system)] if request.prefix and len(request.system) >= LEAST_CHARS else request.system


def content_of(request: ModelRequest) -> str | list[Part]:
    """The user turn: `prefix`, marked where all up to its end is long enough, then `user`."""
    if not request.prefix:
        return request.user
    return [_marked(request.prefix) if is_marked(request) else _plain(request.prefix), _plain(request.user)]


def is_marked(request: ModelRequest) -> bool:
    """Whether the call asks for the prompt cache."""
    return bool(request.prefix) and len(request.system) + len(request.prefix) >= LEAST_CHARS


def marked_chars(request: ModelRequest) -> int:
    """Bytes of UTF-8 that may be written to the cache: all up to the last mark."""
    texts = (request.system, request.prefix) if is_marked(request) else ()
    return sum(len(text.encode(errors="surrogatepass")) for text in texts)


def _plain(text: str) -> Text:
    return {"type": "text", "text": text}


def _marked(text: str) -> MarkedText:
    return {"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}
