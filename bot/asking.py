"""What a person typed after `/analyze`, understood: help, the form, a sample, or a notice."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot import words
from bot.blocks.message import fit_plain
from jobs.chain.analysis import CREDITS, Depth
from jobs.chain.errors import BadInput
from jobs.intake.given import Given
from jobs.intake.reader import sample

DEFAULT: Depth = "standard"
LONGEST_WORD = 100
"""Characters; what is longer without a space is a notice in a script that needs none."""
_LINK = re.compile(r"<(https?://[^<>|\s]+)(?:\|[^<>]*)?>|<mailto:([^<>|\s]+)(?:\|[^<>]*)?>")
_REFERENCE = re.compile(r"https?://\S+|ocds-\w{6}-\S+|\d{1,8}-(19|20)\d\d", re.IGNORECASE)


@dataclass(frozen=True)
class Help:
    pass


@dataclass(frozen=True)
class Form:
    pass


@dataclass(frozen=True)
class Ask:
    given: Given
    depth: Depth


Asked = Help | Form | Ask


def unescape(text: str) -> str:
    """Undo what Slack does to the text of a command: its link markup, then its three entities, `&` last."""
    text = _LINK.sub(lambda match: match[1] or match[2], text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def understand(text: str, samples: Sequence[str]) -> Asked:
    """`text` as Slack sends it. Raises BadInput for a word that is nothing, with the nearest word there is."""
    text = unescape(text).strip()
    depth, rest = _depth(text)
    if not rest:
        return Form()
    if rest.casefold() in {"help", "?", "-h", "--help"}:
        return Help()
    word = len(rest) <= LONGEST_WORD and len(rest.split()) == 1 and not rest.startswith(("<", "{", "["))
    return Ask(named(rest, samples) if word else Given(text=rest), depth)


def named(word: str, samples: Sequence[str]) -> Given:
    """The sample called `word`, with or without a file's ending. Raises BadInput otherwise."""
    known = {name.casefold(): name for name in samples}
    stem = word.casefold().partition(".")[0]
    if stem in known:
        return sample(known[stem])
    if _REFERENCE.fullmatch(word):
        raise BadInput("unknown_reference", words.NOT_READ_YET)
    near = nearest(word, [*samples, "help", *CREDITS])
    raise BadInput("unknown_sample", words.unknown_word(fit_plain(word, 60), near, "/analyze"))


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word a typing error away, or None."""
    names = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold()[:60], list(names), n=1, cutoff=0.5)
    return names[found[0]] if found else None


def depth_called(name: str | None) -> Depth | None:
    return next((depth for depth in CREDITS if depth == name), None)


def _depth(text: str) -> tuple[Depth, str]:
    first = text.split(maxsplit=1)[0] if text else ""
    depth = depth_called(first.casefold())
    return (DEFAULT, text) if depth is None else (depth, text[len(first) :].strip())
