"""No secret and no contact data reaches a log line, whatever road it takes there."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from pydantic import TypeAdapter, ValidationError

from bot import logs
from tests.jobs.chain.pii.numbers import CARDS, NATIONAL, VAT

PLANTED = {
    "bot token": "xoxb-12345-67890-abcdefABCDEF",
    "rotated token": "xoxe.xoxb-1-abcdef",
    "app token": "xapp-1-A1-123-abc",
    "model key": "sk-ant-api03-abcdefgh",
    "bearer": "Bearer abcdef123456",
    "password in an address": "postgresql://bidwright:hunter2@db/bidwright",
    "response address": "https://hooks.slack.com/commands/T1/2/abc",
    "e-mail": "procurement.office@town.example",
    "phone": "+44 20 7946 0958",
    "iban": "DE89 3704 0044 0532 0130 00",
    "card": CARDS["Visa"],
    "VAT number": VAT["DE"],
    "national number": NATIONAL["DNI with points"],
    "name behind a label": "Contact: Ms Adalind Quorrex",
}


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.configure("INFO", "json", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def written(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize("secret", PLANTED.values(), ids=PLANTED.keys())
def test_a_secret_is_taken_out_of_values_nested_values_tracebacks_and_foreign_loggers(lines: io.StringIO, secret: str) -> None:
    log = structlog.get_logger()
    log.info("said", note=f"before {secret} after", nested={"deep": [secret]})
    logging.getLogger("somebody").warning("a library says %s", secret)
    try:
        raise ValueError(secret)
    except ValueError:
        log.exception("failed")
    assert secret not in lines.getvalue()
    assert len(written(lines)) == 3
    assert "before" in written(lines)[0]["note"]


def test_values_under_secret_or_content_names_are_not_written_at_all(lines: io.StringIO) -> None:
    structlog.get_logger().info("said", signing_secret="hush", text="The tender says.", blocks=[{"a": 1}], prompt_chars=12)
    entry = written(lines)[0]
    assert entry["signing_secret"] == entry["text"] == entry["blocks"] == "[redacted]"
    assert entry["prompt_chars"] == 12


def test_long_values_are_cut_since_they_are_content(lines: io.StringIO) -> None:
    structlog.get_logger().info("said", note="word " * 1000)
    assert written(lines)[0]["note"].endswith("(5000 characters)")


def test_ids_dates_and_cpv_codes_survive(lines: io.StringIO) -> None:
    kept = {"run_id": "01a1fc2bba64764b5104f0b3c71dba4d", "cpv": "72000000-5", "at": "2026-11-21T03:39:03+00:00", "notice": "762961-2023"}
    structlog.get_logger().info("said", **kept)
    assert kept.items() <= written(lines)[0].items()


@pytest.mark.parametrize("number", [*CARDS.values(), *VAT.values()])
def test_a_number_that_stands_alone_is_taken_out_too(lines: io.StringIO, number: str) -> None:
    structlog.get_logger().info("said", note=number)
    assert number not in lines.getvalue()


def test_an_error_about_a_value_does_not_quote_it(lines: io.StringIO) -> None:
    try:
        TypeAdapter(dict[str, int]).validate_python({"members": "the offer of Adalind Quorrex"})
    except ValidationError:
        structlog.get_logger().exception("failed")
    assert "Quorrex" not in lines.getvalue()
    assert "should be a valid integer" in lines.getvalue()


@pytest.mark.parametrize(
    "kept",
    [
        "0193123456789012345678901234567d",
        "1763700000.123456",
        "req_011CSHoEeqs5C35K2UUqR7Fy",
        "connection to 127.0.0.1:5432 failed: timeout after 30.0 s",
        "This workspace has used up what it may spend on the language model this month; the owner of this deployment can raise it.",
    ],
)
def test_what_operators_need_stays_as_it_is(lines: io.StringIO, kept: str) -> None:
    structlog.get_logger().info("said", note=kept)
    assert written(lines)[0]["note"] == kept


def test_a_traceback_shows_no_local_values(lines: io.StringIO) -> None:
    def fails(tender_text: str) -> None:
        raise RuntimeError(str(len(tender_text)))

    try:
        fails("a confidential passage of the tender")
    except RuntimeError:
        structlog.get_logger().exception("failed")
    assert "confidential passage" not in lines.getvalue()
    assert "RuntimeError" in lines.getvalue()
