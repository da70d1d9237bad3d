"""Where sentences end: words of one order rarely stand on both sides."""

import re

SENTENCE_END = re.compile(r"[.!?\u3002](?=[\s\"')]|$)|;|\n[ \t]*\n|\n[ \t]*[-*\u2022\d]")
PAUSE = 30
"""Characters that the end of a sentence counts for."""


def ends_between(text: str, start: int, end: int) -> int:
    """How much farther apart two places are for the sentences that end between them, in characters."""
    if end - start < 2:
        return 0
    return PAUSE * len(SENTENCE_END.findall(text, start, end))
