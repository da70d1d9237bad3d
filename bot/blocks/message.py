"""What one Slack message is made of, and the few block shapes all pages share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks.limits import BLOCKS_PER_MESSAGE, CHARS_PER_MESSAGE, CONTEXT_TEXT, FALLBACK, HEADER, SECTION_TEXT
from bot.blocks.text import chunks, fit, head, length, one_line

Block = dict[str, Any]


@dataclass(frozen=True)
class Message:
    text: str
    """What screen readers and notifications read: a whole, escaped summary, never just a title."""
    blocks: tuple[Block, ...] = ()
    metadata: dict[str, Any] | None = None
    """Ids only: every app of the workspace can read it."""


def mrkdwn(text: str) -> Block:
    # verbatim: Slack then links no bare address and no #name that a stranger wrote; our own tokens still work.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain_text(text: str, limit: int) -> Block:
    """Never parsed by Slack, so it is cleaned and cut but not escaped."""
    return {"type": "plain_text", "text": fit_plain(text, limit), "emoji": False}


def fit_plain(text: str, limit: int) -> str:
    """One line of at most `limit` units; `<` and `&` mean nothing in plain text, so a cut may fall anywhere."""
    text = one_line(text[: limit * 8])
    if length(text) <= limit:
        return text or " "
    return head(text, limit - 1).rstrip() + "…"


def header(text: str) -> Block:
    return {"type": "header", "text": plain_text(text, HEADER)}


def section(text: str) -> Block:
    return {"type": "section", "text": mrkdwn(fit(text, SECTION_TEXT))}


def fields(*texts: str) -> Block:
    return {"type": "section", "fields": [mrkdwn(fit(text, 2000)) for text in texts]}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(fit(text, CONTEXT_TEXT)) for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def paragraphs(title: str, lines: Iterable[str]) -> list[Block]:
    """Lines as few sections as they fit into, under a bold title; a line too long for one section goes on in the next."""
    blocks: list[Block] = []
    text = f"*{title}*" if title else ""
    for line in lines:
        for part in chunks(line, SECTION_TEXT - 200):
            if text and length(text) + 1 + length(part) > SECTION_TEXT:
                blocks.append(section(text))
                text = part
            else:
                text = f"{text}\n{part}" if text else part
    return [*blocks, section(text)] if text else blocks


def pages(text: str, blocks: Sequence[Block], metadata: dict[str, Any] | None) -> tuple[Message, ...]:
    """The blocks in as many messages as Slack's limits need, split between blocks; the later ones say that they go on."""
    groups: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        weight = weigh(block)
        if groups[-1] and (len(groups[-1]) >= BLOCKS_PER_MESSAGE or size + weight > CHARS_PER_MESSAGE):
            groups.append([])
            size = 0
        groups[-1].append(block)
        size += weight
    total = len(groups)
    texts = [text if n == 0 else f"{text} ({n + 1} of {total})" for n in range(total)]
    return tuple(Message(fit(words, FALLBACK), tuple(group), metadata) for words, group in zip(texts, groups, strict=True))


def weigh(value: object) -> int:
    """Units of text in a block, whatever its shape."""
    match value:
        case str():
            return length(value)
        case dict():
            return sum(weigh(inner) for inner in value.values())  # pyright: ignore[reportUnknownVariableType]
        case list() | tuple():
            return sum(weigh(inner) for inner in value)  # pyright: ignore[reportUnknownVariableType]
        case _:
            return 0
