"""One table: which answer of the API is which error of ours."""

import pytest

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
from jobs.llm.faults import fault_of_status, fault_of_stop, seconds_of


@pytest.mark.parametrize(
    ("status", "kind", "code", "message", "expected"),
    [
        (429, "rate_limit_error", None, "", RateLimited),
        (429, "rate_limit_error", "ramp_limit_exceeded", "", RateLimited),
        (429, "rate_limit_error", "enforced_spend_limit_reached", "", SpendLimit),
        (429, "rate_limit_error", "contract_spend_limit_reached", "", SpendLimit),
        (402, "billing_error", None, "", SpendLimit),
        (400, "invalid_request_error", None, "Your credit balance is too low", SpendLimit),
        (529, "overloaded_error", None, "", Overloaded),
        (200, "overloaded_error", None, "", Overloaded),
        (200, "rate_limit_error", None, "", RateLimited),
        (200, "api_error", None, "", Transient),
        (200, None, None, "", Transient),
        (500, "api_error", None, "", Transient),
        (502, None, None, "", Transient),
        (504, "timeout_error", None, "", Transient),
        (408, None, None, "", Transient),
        (409, "conflict_error", None, "", Transient),
        (401, "authentication_error", None, "", KeyRefused),
        (403, "permission_error", None, "", KeyRefused),
        (404, "not_found_error", None, "", BadRequest),
        (400, "invalid_request_error", None, "temperature", BadRequest),
        (422, None, None, "", BadRequest),
        (413, "invalid_request_error", None, "", TooLong),
        (400, "invalid_request_error", None, "prompt is too long: 1", TooLong),
    ],
)
def test_each_answer_has_its_error(status: int, kind: str | None, code: str | None, message: str, expected: type[AnalystError]) -> None:
    assert type(fault_of_status(status, kind, code, message, None)) is expected


SENT = "Wed, 21 Oct 2026 07:28:00 GMT"


@pytest.mark.parametrize(
    ("header", "sent", "expected"),
    [
        (None, SENT, None),
        ("7", SENT, 7),
        ("0.5", None, 0.5),
        ("3600", None, 60),
        ("-1", None, None),
        ("soon", SENT, None),
        ("", SENT, None),
        ("inf", None, None),
        ("nan", None, None),
        ("9" * 5000, None, None),
        ("Wed, 21 Oct 2026 07:28:09 GMT", SENT, 9),
        ("Wed, 21 Oct 2026 09:28:09 +0200", SENT, 9),
        ("Thu, 21 Oct 2126 07:28:00 GMT", SENT, 60),
        ("Wed, 21 Oct 2026 07:27:00 GMT", SENT, None),
        ("Wed, 21 Oct 2026 07:28:09 GMT", None, None),
        ("Wed, 21 Oct 2026 07:28:09 GMT", "yesterday", None),
        ("Wed, 21 Oct 2026 07:28:09", SENT, None),
        ("Wed, 99 Oct 2026 07:28:09 GMT", SENT, None),
    ],
)
def test_the_wait_asked_for_is_capped_at_a_minute_and_a_date_is_held_against_the_answer_s_own(
    header: str | None, sent: str | None, expected: float | None
) -> None:
    assert seconds_of(header, sent) == expected
    assert fault_of_status(429, None, None, "", seconds_of(header, sent)).retry_after == expected


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("end_turn", None),
        ("stop_sequence", None),
        ("refusal", ModelRefused),
        ("max_tokens", BadOutput),
        ("model_context_window_exceeded", TooLong),
        ("tool_use", BadOutput),
        ("pause_turn", BadOutput),
        (None, Transient),
    ],
)
def test_each_stop_has_its_meaning(reason: str | None, expected: type[AnalystError] | None) -> None:
    fault = fault_of_stop(reason)
    assert (type(fault) if fault else None) is expected


def test_no_sentence_quotes_the_other_side() -> None:
    assert "hush" not in fault_of_status(400, "invalid_request_error", None, "hush", None).sentence
