"""Which error of ours an answer of the model API means. Pure, so that one table shows it all (facts/llm.md §1.6)."""

from email.utils import parsedate_to_datetime

from jobs.chain.errors import (
    AnalystError,
    BadOutput,
    BadRequest,
    KeyRefused,
    ModelRefused,
    Overloaded,
    RateLimited,
    SpendLimit,
    TooLong,
    Transient,
)

LONGEST_WAIT = 60.0
"""Seconds. The API's Retry-After has no cap of its own; two minutes asleep in a worker slot were measured."""
MONEY_CODES = frozenset(
    {
        "enforced_spend_limit_reached",
        "contract_spend_limit_reached",
        "linked_organization_spend_limit_reached",
        "linked_organization_billing_unavailable",
        "organization_on_hold",
    }
)
UNREACHABLE = "The language model could not be reached; it is tried again."


def fault_of_status(status: int, kind: str | None, code: str | None, message: str, wait: float | None) -> AnalystError:
    """From an error body and its status; `kind` is `error.type`, which decides where the status is 200 (inside a stream).

    `wait`: seconds the other side asked for, from `seconds_of`.
    """
    if code in MONEY_CODES or kind == "billing_error" or status == 402 or "credit balance" in message.lower():
        return SpendLimit("The spending limit of the language model account is reached; the owner of this deployment has to raise it.")
    if status == 529 or kind == "overloaded_error":
        return Overloaded("The language model is overloaded; it is tried again.", retry_after=wait)
    if status == 429 or kind == "rate_limit_error":
        return RateLimited("The language model asks for a slower pace; it is tried again.", retry_after=wait)
    if status in (401, 403) or kind in ("authentication_error", "permission_error"):
        return KeyRefused("The key for the language model was refused; the owner of this deployment has to check it.")
    if status == 413 or kind == "request_too_large" or "prompt is too long" in message.lower():
        return TooLong("The notice is longer than the language model can read at once.")
    if status in (408, 409) or status >= 500 or kind in ("api_error", "timeout_error", "conflict_error"):
        return Transient(UNREACHABLE, retry_after=wait)
    if status >= 400 or kind is not None:
        return BadRequest(f"The language model refused the request ({status}, {kind or 'no reason given'}); this is a fault of the set-up.")
    return Transient(UNREACHABLE)


def fault_of_stop(reason: str | None) -> AnalystError | None:
    """From the stop reason of a reply that did arrive; None where it is whole."""
    if reason in ("end_turn", "stop_sequence"):
        return None
    if reason == "refusal":
        return ModelRefused("The language model declined to read this notice.")
    if reason == "max_tokens":
        return BadOutput("The language model's answer was cut off before its end.")
    if reason == "model_context_window_exceeded":
        return TooLong("The notice is longer than the language model can read at once.")
    if reason is None:
        return Transient("The language model's answer broke off; it is tried again.")
    return BadOutput(f"The language model stopped for a reason nobody asked for ({reason[:40]}).")


def seconds_of(retry_after: str | None, sent: str | None) -> float | None:
    """A Retry-After of seconds, or of a date (RFC 9110 §10.2.3) against the answer's own Date, capped; None for anything else.

    Our clock has no say: the two may differ by more than the wait.
    """
    try:
        wait = float(retry_after) if retry_after is not None else None
    except ValueError:
        wait = _between(sent, retry_after)
    return None if wait is None or not 0 <= wait < float("inf") else min(wait, LONGEST_WAIT)


def _between(one: str | None, other: str | None) -> float | None:
    try:
        return (parsedate_to_datetime(other or "") - parsedate_to_datetime(one or "")).total_seconds()
    except (TypeError, ValueError, OverflowError, IndexError):  # no date, or one with a zone and one without
        return None
