"""What the stand-in can be told to answer: a good reply unless something is changed, and every fault that is known by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.standins.messages.judging import Body, plausible

Answer = Callable[[Body], Body]
COUNTED: Mapping[str, Any] = {"counted": True}
"""Stands for usage as the stand-in counts it."""


@dataclass(frozen=True)
class Reply:
    """One entry of the script. Without changes it is a good reply computed from the request."""

    answer: Answer | None = None
    """The JSON object to reply with; None takes the plausible one."""
    text: str | None = None
    """Raw text of the reply instead of JSON."""
    stop_reason: str | None = "end_turn"
    thinking: bool = True
    """Whether a thinking block stands before the text, as models of 2026 send it."""
    model: str | None = None
    """The model the reply names, `{model}` in it for the one that was asked; None names that one."""
    usage: Any = field(default_factory=lambda: COUNTED)
    """Sent as it is; None leaves it out."""
    status: int = 200
    error: tuple[str, str | None] | None = None
    """`error.type` and `error.details.error_code` of an error body; with status 200 in a stream it comes after the first words."""
    message: str = "so it goes"
    """Of the error."""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    raw: bytes | None = None
    """Body sent as it is."""
    content_type: str = "application/json"
    delay: float = 0.0
    """Seconds before the first byte, beside the latency of the step."""
    cut: bool = False
    """The connection is closed in the middle of the body."""
    refuse_connection: bool = False
    """The connection is closed before any byte of an answer."""
    hang_up: bool = False
    """The connection is closed after the headers."""
    slow: bool = False
    """A byte every twentieth of a second, for ever."""


def error(status: int, kind: str, code: str | None = None, message: str = "so it goes", **headers: str) -> Reply:
    """An error body as the API sends it; underscores in the names of `headers` are hyphens."""
    return Reply(
        status=status, error=(kind, code), message=message, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )


def page(status: int, text: str) -> Reply:
    """What a proxy in front of the API answers."""
    return Reply(status=status, raw=f"<html><body><h1>{text}</h1></body></html>".encode(), content_type="text/html; charset=utf-8")


def beyond(body: Body) -> Body:
    """The form filled with numbers and lists that no schema of the API keeps out."""
    reply = plausible(body)
    for criterion in reply.get("criteria", []):
        criterion["score"] = 11
    return reply if "criteria" in reply else {**reply, "knock_outs": [None] * 99}


GOOD = Reply()
OVERLOADED = error(529, "overloaded_error")
OVERLOADED_INSIDE = replace(OVERLOADED, status=200)
RATE_LIMITED = error(429, "rate_limit_error", retry_after="7")
RATE_LIMITED_UNTIL = error(429, "rate_limit_error", retry_after="Wed, 21 Oct 2026 07:28:09 GMT", date="Wed, 21 Oct 2026 07:28:00 GMT")
"""Nine seconds, as a date."""
RATE_LIMITED_SILENTLY = error(429, "rate_limit_error")
RATE_LIMITED_FOR_AGES = error(429, "rate_limit_error", retry_after="31536000")
RATE_LIMITED_ABSURDLY = error(429, "rate_limit_error", retry_after="-1e999")
SPEND_LIMIT = error(429, "rate_limit_error", "enforced_spend_limit_reached", retry_after="3600")
NO_MONEY = error(402, "billing_error")
NO_CREDIT = error(400, "invalid_request_error", message="Your credit balance is too low to use the API.")
BROKEN_DOWN = error(500, "api_error")
BAD_GATEWAY = page(502, "Bad gateway")
UNAVAILABLE = page(503, "Service temporarily unavailable")
GATEWAY_TIMEOUT = error(504, "timeout_error")
BAD_KEY = error(401, "authentication_error")
NO_RIGHT = error(403, "permission_error")
UNKNOWN_MODEL = error(404, "not_found_error", message="model: not here")
BAD_REQUEST = error(400, "invalid_request_error")
TOO_LARGE = error(413, "request_too_large")
TOO_LONG = error(400, "invalid_request_error", message="prompt is too long: 1000001 tokens > 1000000 maximum")
REFUSED = Reply(text="", stop_reason="refusal")
REFUSED_IN_WORDS = Reply(text="I cannot help with this.", stop_reason="refusal")
CUT_SHORT = Reply(text='{"relevant": "ye', stop_reason="max_tokens")
WINDOW_FULL = Reply(text="", stop_reason="model_context_window_exceeded")
BROKE_OFF = Reply(text='{"relevant"', stop_reason=None)
GARBAGE = Reply(raw=b'{"id": "msg_1", "type": "mess')
NO_UTF8 = Reply(raw=b"\xff\xfe\x00\x01")
EMPTY = Reply(raw=b"")
NO_CONTENT = Reply(text="")
A_LIST = Reply(raw=b"[1, 2]")
A_PAGE = page(200, "All is well")
NO_JSON = Reply(text="I would rather talk about the weather.")
HALF_JSON = Reply(text='{"relevant": "yes", "claim": {"text": "So')
WRONG_FORM = Reply(answer=lambda _: {"verdict": "bid", "confidence": 1})
OUT_OF_RANGE = Reply(answer=beyond)
NO_THINKING = Reply(thinking=False)
ANOTHER_MODEL = Reply(model="claude-from-somewhere-else")
DATED_MODEL = Reply(model="{model}-20261001")
"""The full name of the model that was asked."""
NO_USAGE = Reply(usage=None)
ABSURD_USAGE = Reply(
    usage={"input_tokens": 10**15, "output_tokens": -5, "cache_read_input_tokens": "many", "cache_creation_input_tokens": True}
)
CUT_CONNECTION = Reply(cut=True)
CLOSED_DOOR = Reply(refuse_connection=True)
HUNG_UP = Reply(hang_up=True)
SLOW_BYTES = Reply(slow=True)
SILENT = Reply(delay=600.0)
