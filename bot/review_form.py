"""Reads the form of `bot.blocks.review_form`: what a case is to expect, or what is wrong at which field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, cast, get_args

from bot import words_review
from bot.blocks.review_form import BASIS, DEADLINE, KNOCK_OUTS, NONE, VALUE, VERDICTS, WORDS
from jobs.chain.analysis import Verdict
from jobs.chain.tender import Basis
from jobs.evals.case import Expected, ExpectedDeadline, ExpectedFacts, ExpectedKnockOut, ExpectedMoney

MOST_KNOCK_OUTS, MOST_WORDS, LONGEST_WORD = 20, 20, 100
MOST_MONEY = Decimal(10) ** 15
_KNOCK_OUT = re.compile(r"([a-z][a-z_]{1,40})\s*:\s*(fail|unknown)", re.IGNORECASE)
_MONEY = re.compile(r"(\d[\d ,'\u00a0\u202f]{0,30}(?:\.\d{1,4})?)\s*([A-Za-z]{3})?")


@dataclass(frozen=True)
class Mistakes:
    """Sentences by block id, as Slack shows them in the form."""

    errors: Mapping[str, str]


class _Wrong(ValueError):
    """The text of a field cannot be read; its sentence is said at the field."""


def filled_in(values: Mapping[str, Any], before: Expected) -> Expected | Mistakes:
    """`values` is the form's `state.values`; what the form does not ask for stays as in `before`."""
    errors: dict[str, str] = {}
    facts: dict[str, Any] = {}
    for name, block, read in (("deadline", DEADLINE, _deadline), ("value", VALUE, _value)):
        try:
            facts |= read(name, values, before)
        except _Wrong as wrong:
            errors[block] = str(wrong)
    verdicts = _verdicts(values)
    if not verdicts and before.kind in ("opportunity", "unknown"):
        errors[VERDICTS] = words_review.NEEDS_VERDICT
    knock_outs = _knock_outs(values)
    if knock_outs is None:
        errors[KNOCK_OUTS] = words_review.BAD_KNOCK_OUT
    forbidden = tuple(dict.fromkeys(_lines(values, WORDS)))
    if len(forbidden) > MOST_WORDS or any(len(each) > LONGEST_WORD for each in forbidden):
        errors[WORDS] = words_review.TOO_MANY_WORDS
    if errors or knock_outs is None:
        return Mistakes(errors)
    return Expected(kind=before.kind, verdicts=verdicts, knock_outs=knock_outs, facts=ExpectedFacts(**facts), must_not=forbidden)


def _verdicts(values: Mapping[str, Any]) -> tuple[Verdict, ...]:
    chosen = _element(values, VERDICTS).get("selected_options") or []
    picked = {str(each.get("value")) for each in chosen}
    known: tuple[Verdict, ...] = get_args(Verdict)
    return tuple(each for each in known if each in picked)


def _knock_outs(values: Mapping[str, Any]) -> tuple[ExpectedKnockOut, ...] | None:
    lines = _lines(values, KNOCK_OUTS)
    found = [_KNOCK_OUT.fullmatch(line) for line in lines]
    if len(lines) > MOST_KNOCK_OUTS or not all(found):
        return None
    pairs = {hit[1].lower(): hit[2].lower() for hit in found if hit}
    return tuple(ExpectedKnockOut(code=code, status=cast(Literal["fail", "unknown"], status)) for code, status in pairs.items())


def _deadline(name: str, values: Mapping[str, Any], before: Expected) -> dict[str, Any]:
    text = _text(values, DEADLINE)
    if not text:
        return {}
    if text.casefold() == NONE:
        return {name: None}
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise _Wrong(words_review.BAD_DEADLINE) from error
    if instant.tzinfo is None:
        raise _Wrong(words_review.BAD_DEADLINE)
    kept = before.facts.deadline
    return {name: ExpectedDeadline(instant=instant, kind=kept.kind if kept else None)}


def _value(name: str, values: Mapping[str, Any], before: Expected) -> dict[str, Any]:
    text = _text(values, VALUE)
    if not text:
        return {}
    if text.casefold() == NONE:
        return {name: None}
    hit = _MONEY.fullmatch(text)
    if hit is None:
        raise _Wrong(words_review.BAD_VALUE)
    try:
        amount = Decimal(re.sub(r"[^\d.]", "", hit[1]))
    except InvalidOperation as error:
        raise _Wrong(words_review.BAD_VALUE) from error
    if not 0 < amount < MOST_MONEY:
        raise _Wrong(words_review.BAD_VALUE)
    chosen = (_element(values, BASIS).get("selected_option") or {}).get("value")
    kept = before.facts.value
    usual: Basis = kept.basis if kept else "estimated"
    basis = cast(Basis, chosen) if chosen in get_args(Basis) else usual
    currency = hit[2].upper() if hit[2] else None
    return {name: ExpectedMoney(amount=amount, currency=currency, basis=basis, vat=kept.vat if kept else "unknown")}


def _lines(values: Mapping[str, Any], block: str) -> list[str]:
    return [" ".join(line.split()) for line in _text(values, block).splitlines() if line.strip()]


def _text(values: Mapping[str, Any], block: str) -> str:
    return str(_element(values, block).get("value") or "").strip()


def _element(values: Mapping[str, Any], block: str) -> Mapping[str, Any]:
    return values.get(block, {}).get(block) or {}
