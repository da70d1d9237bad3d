"""Text that is safe to show: no hidden or stacked characters, no markup, nothing that Slack would act on."""

import re
import unicodedata

from jobs.chain.guards.canonical import BIDI, ZERO_WIDTH, is_tag

LONGEST_WORD = 200
"""A longer one is no word: an address or a digest stays whole, ten thousand letters do not."""
LONGEST_TEXT = 4000
"""Of one field; Slack cuts a section at 3,000 characters."""
MARKS_EACH = 2
"""Combining marks that a letter may carry (Vietnamese needs two); more is a stack that runs over the lines around it."""
SLACK = re.compile(r"<\s*[!@#][^>\n]{0,300}>|(?<![\w.@/])@+(?=(?:channel|here|everyone)\b)", re.IGNORECASE)
MARKUP = re.compile(
    r"<(script|style|iframe|svg|object)\b[^>]{0,500}>.{0,2000}?</\1\s*>|<!--.{0,2000}?-->|</?[a-z][a-z0-9-]{0,20}(?:[\s/][^<>]{0,1000})?/?>",
    re.IGNORECASE | re.DOTALL,
)
HANDLER = re.compile(r"\bon[a-z]{3,20}\s?=\s?(?=[\"'\w])|\b(?:java|vb)script\s{1,3}:", re.IGNORECASE)
_OPENING = re.compile(r"[<＜﹤](?=\s*[!@#/?a-zA-Z])")
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_HIDDEN = ZERO_WIDTH | BIDI


def is_unsafe(text: str) -> bool:
    """Whether the text holds what a reader does not see, or what a program would run."""
    return any(_is_hidden(char) for char in text if char in BIDI or not char.isprintable()) or bool(
        SLACK.search(text) or HANDLER.search(text)
    )


def _is_hidden(char: str) -> bool:
    return (
        (char in _HIDDEN and char != "\u00ad")
        or is_tag(char)
        or (unicodedata.category(char) in ("Cc", "Cs", "Co") and char not in "\n\t\r")
    )


def visible(text: str) -> str:
    """Without control, bidi, zero-width, tag and private characters, stacked marks and endless words."""
    if text.isascii() and text.isprintable():
        kept = text
    else:
        kept = _stacked(
            "".join(" " if char in "\t\r\x0b\x0c\u2028\u2029" else char for char in text if not _is_hidden(char) and char != "\u00ad")
        )
    kept = _LONG.sub(lambda hit: hit[0][: LONGEST_WORD - 1] + "…", kept)
    return kept if len(kept) <= LONGEST_TEXT else kept[: LONGEST_TEXT - 1].rstrip() + "…"


def _stacked(text: str) -> str:
    normal = unicodedata.normalize("NFC", text)
    kept: list[str] = []
    marks = 0
    for char in normal:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= MARKS_EACH:
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def without_markup(text: str) -> str:
    """Tags and handlers gone; what is left of a half one cannot open."""
    return HANDLER.sub("", MARKUP.sub("", text))


def closed(text: str) -> str:
    """No `<` that could begin a tag, a mention or a link; one before a number or a blank stays."""
    return _OPENING.sub("‹", text)
