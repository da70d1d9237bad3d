"""What a person typed after `/analyze`, understood: help, the form, a sample, or a notice."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import words
from bot.blocks.message import fit_plain
from jobs.chain.analysis import CREDITS, Depth
from jobs.chain.errors import BadInput
from jobs.intake.given import Given, SlackFile
from jobs.intake.references import reference_of, references_in

DEFAULT: Depth = "standard"
MOST_FILES = 20
"""A request may have (INTERFACES.md, Limits)."""
LONGEST_REQUEST = 12
"""Words around a number or an address that still are a request and no notice."""
LONGEST_WORD = 100
"""Characters; what is longer without a space is a notice in a script that needs none."""
_PERSON = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
_LINK = re.compile(r"<(https?://[^<>|\s]+)(?:\|[^<>]*)?>|<mailto:([^<>|\s]+)(?:\|[^<>]*)?>")


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
    depth, rest = _depth_and_rest(text)
    if not rest:
        return Form()
    if rest.casefold() in {"help", "?", "-h", "--help"}:
        return Help()
    word = len(rest) <= LONGEST_WORD and len(rest.split()) == 1 and not rest.startswith(("<", "{", "["))
    return Ask(named(rest, samples) if word else _mentioned(rest) or Given(text=rest), depth)


def in_message(message: Mapping[str, Any], samples: Sequence[str]) -> Asked:
    """What a message asks for: its words without mentions of people, and its files. Raises BadInput."""
    text, files = _PERSON.sub(" ", str(message.get("text") or "")), slack_files(message.get("files"))
    if not files:
        return understand(text, samples)
    depth, rest = _depth_and_rest(unescape(text).strip())
    return Ask(Given(text=rest, files=files), depth)


def without_people(text: str) -> str:
    """What a message says without its mentions, as it was typed."""
    return unescape(_PERSON.sub(" ", text)).strip()


def named(word: str, samples: Sequence[str]) -> Given:
    """The notice that `word` names by its number, OCID or address, or the sample called so. Raises BadInput otherwise."""
    known = {name.casefold(): name for name in samples}
    stem = word.casefold().partition(".")[0]
    if stem in known:
        return Given.sample(known[stem])
    reference = reference_of(word)
    if reference is not None:
        return Given(reference=reference)
    near = nearest(word, [*samples, "help", *CREDITS])
    raise BadInput("unknown_sample", words.unknown_word(fit_plain(word, 60), near, "/analyze"))


def _mentioned(text: str) -> Given | None:
    """The notice that a short request names ("please look at 123456-2026"); longer text is a notice itself, whatever it names.

    Raises BadInput for more than one.
    """
    if (whole := reference_of(text)) is not None:
        return Given(reference=whole)
    if len(text.split()) > LONGEST_REQUEST:
        return None
    found = references_in(text)
    if len(found) > 1:
        raise BadInput("several", words.one_at_a_time(len(found), ", ".join(fit_plain(each.typed, 60) for each in found[:4])))
    return Given(reference=found[0]) if found else None


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word a typing error away, or None."""
    names = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold()[:60], list(names), n=1, cutoff=0.5)
    return names[found[0]] if found else None


def slack_files(given: Any) -> tuple[SlackFile, ...]:
    """The file objects of a form or a message, without what is no file. Raises BadInput for more than 20."""
    found = [each for each in given if isinstance(each, Mapping) and isinstance(each.get("id"), str)] if isinstance(given, list) else []
    if len(found) > MOST_FILES:
        raise BadInput("too_many_files", words.too_many_files(len(found), MOST_FILES))
    return tuple(
        SlackFile(id=each["id"], name=fit_plain(str(each.get("name") or "file"), 120), size=_size(each.get("size"))) for each in found
    )


def _size(given: Any) -> int | None:
    return given if isinstance(given, int) and not isinstance(given, bool) and given >= 0 else None


def depth_called(name: str | None) -> Depth | None:
    return next((depth for depth in CREDITS if depth == name), None)


def _depth_and_rest(text: str) -> tuple[Depth, str]:
    first = text.split(maxsplit=1)[0] if text else ""
    depth = depth_called(first.casefold())
    return (DEFAULT, text) if depth is None else (depth, text[len(first) :].strip())
