"""Characters that only a machine reads: letters made of invisible ones, and direction switches in the middle of words."""

import re
from collections.abc import Iterator

TAGS = re.compile("[\U000e0000-\U000e007f]")
TURNED = re.compile("[\u202d\u202e]")
NOBODY_SEES = re.compile("(?:[\u200b-\u200d\u2060-\u2064\ufeff\U000e0100-\U000e01ef]){8,}")
"""Runs of these carry text as bits; honest writing has one or two at a time."""
FLAG = "\U0001f3f4"
LEAST_TAGS, LEAST_TAGS_BESIDE_FLAGS = 4, 40


def hidden_in(text: str) -> Iterator[tuple[str, str, float, int, int]]:
    """Family, reason, weight and place of each kind of invisible writing."""
    if text.isascii():
        return
    tags = [match.start() for match in TAGS.finditer(text)]
    if len(tags) >= (LEAST_TAGS_BESIDE_FLAGS if FLAG in text else LEAST_TAGS):
        yield "hidden_text", "letters written with invisible characters", 1.0, tags[0], tags[-1] + 1
    turned = [match.start() for match in TURNED.finditer(text)]
    if turned:
        yield "hidden_text", "the direction of the text is switched", 1.0, turned[0], turned[-1] + 1
    if run := NOBODY_SEES.search(text):
        yield "hidden_text", "a long run of characters that nobody sees", 1.0, *run.span()
