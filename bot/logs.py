"""Structured logs: one JSON line an event, with request and run ids, and with secrets and personal data taken out first."""

import logging
import re
import sys
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, Literal, TextIO

import structlog

from jobs.chain.pii.find import find

MAX_VALUE = 500
"""Characters of a value that reach a log line: longer ones are content, and content is not logged."""

SECRETS = (
    (re.compile(r"\bxox[a-z]{1,2}(?:\.xox[a-z])?-[\w-]+"), "[slack-token]"),
    (re.compile(r"\bxapp-[\w-]+"), "[slack-token]"),
    (re.compile(r"\bsk-[\w-]{6,}"), "[model-key]"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{6,}"), r"\1 [credential]"),
    (re.compile(r"(?i)\b(\w*(?:secret|password|token|api_?key|authorization)\w*)([\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;]+"), r"\1\2[secret]"),
    (re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+@"), "[credentials]@"),
    (re.compile(r"https://hooks\.slack\.com/\S+|https?://\S*/(?:actions|commands|response)/\S+"), "[response-url]"),
    (re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"), "[e-mail]"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"), "[iban]"),
    (re.compile(r"(?<![\w.:-])\+\d[\d ()/.-]{7,}\d(?![\w:-])"), "[phone]"),
    (re.compile(r"input_value=.*?(?=, input_type=|$)", re.DOTALL), "input_value=[content]"),  # pydantic's errors quote what they refuse
)
WORTH_A_LOOK = re.compile(r"\s|(?<!\d)(?!\d{4}-\d\d-\d\dT)\d[\d./-]{6}")
"""What the scan for personal data may find something in: no id, no time, no name of an event."""
SECRET_NAMES = re.compile(r"(?i)secret|password|token$|api_?key|authorization|cookie|response_url|^(text|body|blocks|payload|prompt)$")


def redact(text: str) -> str:
    """`text` with credentials, response addresses and personal data replaced by what they were.

    Names are seen where their place marks them (`Contact: …`); which ones a workspace knows is not known here.
    """
    for pattern, word in SECRETS:
        text = pattern.sub(word, text)
    return _impersonal(text) if WORTH_A_LOOK.search(text) else text


def _impersonal(text: str) -> str:
    at, pieces = 0, list[str]()
    for found in find(text):
        pieces += [text[at : found.start], f"[{found.type}]"]
        at = found.end
    return "".join([*pieces, text[at:]])


def redact_event(_: Any, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """structlog processor; stands right before the renderer, so that nothing comes after it."""
    clean = {name: "[redacted]" if name != "event" and SECRET_NAMES.search(name) else _clean(value) for name, value in event.items()}
    if isinstance(event.get("exception"), str):
        clean["exception"] = redact(event["exception"])  # a traceback as text: code and messages, whole
    return clean


def _clean(value: Any, depth: int = 0) -> Any:
    if depth > 6:
        return "[deep]"
    match value:
        case str():
            text = redact(value)
            return text if len(text) <= MAX_VALUE else f"{text[:MAX_VALUE]}… ({len(text)} characters)"
        case dict():
            return {
                str(name): "[redacted]" if SECRET_NAMES.search(str(name)) else _clean(inner, depth + 1)
                for name, inner in value.items()  # pyright: ignore[reportUnknownVariableType]
            }
        case list() | tuple():
            return [_clean(inner, depth + 1) for inner in value]  # pyright: ignore[reportUnknownVariableType]
        case _:
            return value


def _tracebacks() -> structlog.processors.ExceptionRenderer:
    # show_locals would print prompt text and tokens (facts/llm.md §5)
    return structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))


def configure(level: str = "INFO", style: Literal["json", "console"] = "json", stream: TextIO | None = None) -> None:
    """Route structlog and the standard library through one chain to stderr (or `stream`)."""
    target = stream or sys.stderr
    shared: list[Callable[..., Any]] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _tracebacks() if style == "json" else structlog.processors.format_exc_info,
        redact_event,
    ]
    last = structlog.processors.JSONRenderer() if style == "json" else structlog.dev.ConsoleRenderer(colors=target.isatty())
    structlog.configure(
        processors=[*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(target),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(target)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=last, foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared]))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.getLevelNamesMapping()[level], logging.INFO))
    for name in ("slack_bolt", "slack_sdk", "arq", "aiohttp.access", "httpx2", "alembic", "sqlalchemy"):
        # at DEBUG the Slack SDK logs bodies and client secrets (facts/slack.md §5, trap 11)
        logging.getLogger(name).setLevel(logging.WARNING)
