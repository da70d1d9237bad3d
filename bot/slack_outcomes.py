"""The few ways in which a Slack call can end, and the one place that reads Slack's answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from slack_sdk.errors import SlackApiError

from bot import slack_codes

LONGEST_BLOCK = 3600.0


@dataclass(frozen=True)
class Done:
    """Slack said ok."""

    body: Mapping[str, Any]


@dataclass(frozen=True)
class Posted:
    channel: str
    """Where it stands: a DM's own id where a person's was given."""
    ts: str


@dataclass(frozen=True)
class Limited:
    """429: nothing was done; ask again after `wait`."""

    wait: timedelta


@dataclass(frozen=True)
class Unclear:
    """No usable answer: it may have been done or not."""

    cause: str


@dataclass(frozen=True)
class Unreached:
    """No connection was made: it was certainly not done."""

    cause: str


@dataclass(frozen=True)
class Refused:
    """Slack said no; it was not done."""

    code: str
    details: tuple[str, ...] = ()
    """Json pointers of bad blocks; no content."""


@dataclass(frozen=True)
class Sighting:
    """One of our own messages as a look-up found it; `payload` is its metadata's `event_payload`."""

    ts: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """What a look-up read. `complete` is False when there was more than it may read."""

    sightings: tuple[Sighting, ...]
    complete: bool


Failure = Limited | Unclear | Unreached | Refused


def failure(error: SlackApiError) -> Failure:
    response: Any = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", None)
    data = getattr(response, "data", None)
    body: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
    code = body.get("error")
    if status == 429 or code in slack_codes.LIMITED:
        return Limited(_retry_after(getattr(response, "headers", {})))
    if not isinstance(code, str) or not code or (isinstance(status, int) and status >= 500):
        return Unclear(f"http_{status}")
    if code in slack_codes.UNCLEAR:
        return Unclear(code[:80])
    more = body.get("response_metadata")
    lines = more.get("messages") if isinstance(more, Mapping) else None
    return Refused(code[:80], _pointers(lines) if isinstance(lines, list) else ())


def _pointers(lines: Sequence[object]) -> tuple[str, ...]:
    """Where blocks are wrong, without what stands there: Slack's sentences may quote the message."""
    return tuple(line[line.index("[json-pointer:") :][:120] for line in lines[:5] if isinstance(line, str) and "[json-pointer:" in line)


def _retry_after(headers: Mapping[str, Any]) -> timedelta:
    value = str(headers.get("Retry-After", ""))
    seconds = float(value) if value.isascii() and value.isdigit() and len(value) < 9 else 30.0
    return timedelta(seconds=min(max(seconds, 1.0), LONGEST_BLOCK))


def posted(answer: Done | Failure) -> Posted | Failure:
    if not isinstance(answer, Done):
        return answer
    channel, ts = answer.body.get("channel"), answer.body.get("ts")
    return Posted(channel, ts) if isinstance(channel, str) and isinstance(ts, str) and ts else Unclear("no_ts")


def sightings(body: Mapping[str, Any], event_type: str) -> list[Sighting]:
    found: list[Sighting] = []
    messages = body.get("messages")
    for message in messages if isinstance(messages, list) else []:
        match message:
            case {"ts": str(ts), "metadata": {"event_type": str(kind), "event_payload": dict(payload)}} if kind == event_type:
                found.append(Sighting(ts, payload))
            case _:
                continue
    return found


def next_cursor(body: Mapping[str, Any]) -> str | None:
    match body.get("response_metadata"):
        case {"next_cursor": str(cursor)} if cursor:
            return cursor
        case _:
            return None
