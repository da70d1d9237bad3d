"""Makes text of strangers safe to show in Slack, and cuts it only where a reader can see the cut."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime

_DROPPED = frozenset({"Cc", "Cf", "Cs"})
"""Controls, format characters (bidi, zero width, tags) and lone surrogates, which no UTF-8 body can carry."""
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]")
"""Letters and marks that draw nothing: text hidden in them would reach readers of the source only."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = re.compile("[&<>]")
_BROKEN_TAIL = re.compile(r"(&[a-z]{0,4}|<[^>]*)$")


def length(text: str) -> int:
    """Length as Slack may count it: UTF-16 units, never fewer than characters."""
    return len(text) + sum(1 for sign in text if ord(sign) > 0xFFFF)


def plain(text: str) -> str:
    """`text` without controls, bidi and zero-width signs; line ends become newlines, other white space one space."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n").replace("\t", " ")
    kept = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in _DROPPED)
    lines = (" ".join(line.split()) for line in _BLANK.sub("", kept).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    return " ".join(plain(text).split())


def escape(text: str) -> str:
    """For mrkdwn. Slack's rule: only `&`, `<` and `>`, once each, so that no text of ours can be forged by a stranger's."""
    return _SPECIAL.sub(lambda match: _ENTITIES[match[0]], plain(text))


def fit(text: str, limit: int) -> str:
    """At most `limit` units of text that is already escaped; a cut shows as `…` and never splits an entity or a token of ours."""
    if length(text) <= limit:
        return text
    return _BROKEN_TAIL.sub("", head(text, limit - 1)).rstrip() + "…"


def head(text: str, units: int) -> str:
    """The longest beginning of `text` that is at most `units` long."""
    for at, sign in enumerate(text):
        units -= 2 if ord(sign) > 0xFFFF else 1
        if units < 0:
            return text[:at]
    return text


def said(text: str, limit: int = 600) -> str:
    """One line of a stranger's words, escaped and then measured."""
    # A megabyte is not cleaned for the sake of its first line.
    begun = text[: limit * 8]
    return fit(escape(one_line(begun)) + ("…" if len(begun) < len(text) else ""), limit)


def chunks(text: str, limit: int) -> Iterable[str]:
    """Escaped text in parts of at most `limit` units, broken at line ends or spaces where there are any."""
    while length(text) > limit:
        part = fit(text, limit).removesuffix("…")
        at = max(part.rfind("\n"), part.rfind(" "))
        part = _BROKEN_TAIL.sub("", part[:at]) if at > limit // 2 else part
        # Never nothing, whatever was handed over: this loop must end.
        part = part or head(text, limit)
        yield part.rstrip()
        text = text[len(part) :].lstrip()
    if text:
        yield text


def date_token(instant: datetime, form: str = "{date_long} at {time}") -> str:
    """An instant in each reader's own zone; readers without a Slack client see it in UTC."""
    fallback = instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"<!date^{int(instant.timestamp())}^{form}|{fallback}>"


def person(user_id: str) -> str:
    """A mention, for Slack's own ids alone; anything else is shown as the text it is."""
    return f"<@{user_id}>" if re.fullmatch(r"[UW][A-Z0-9]{1,20}", user_id) else said(user_id, 60)
