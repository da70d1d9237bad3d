"""The list of disputed answers and its form keep Slack's limits whatever people wrote, and the form reads back what it shows."""

from datetime import UTC, datetime
from decimal import Decimal

from bot.blocks.limits import CHARS_PER_MESSAGE, check, check_view
from bot.blocks.message import weigh
from bot.blocks.review import PAGE, Disputed, Voice, review_card, voices
from bot.blocks.review_form import case_form
from bot.review_form import filled_in
from bot.words import REASON
from jobs.evals.case import Expected, ExpectedDeadline, ExpectedFacts, ExpectedKnockOut, ExpectedMoney
from playground.inputs import state_of

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
LONG = Voice("U0001", tuple(REASON), "<&> " * 750)
FACTS = ExpectedFacts(
    deadline=ExpectedDeadline(instant=SINCE, kind="request"),
    value=ExpectedMoney(amount=Decimal("1250000.50"), currency="EUR", basis="framework_maximum", vat="net"),
)
FULL = Expected(
    kind="opportunity",
    verdicts=("bid", "conditional"),
    knock_outs=(ExpectedKnockOut(code="country", status="fail"), ExpectedKnockOut(code="turnover", status="unknown")),
    facts=FACTS,
    must_not=("chlorine", "a mention of asbestos"),
)


def row(number: int = 0, **changes: object) -> Disputed:
    fields: dict[str, object] = {
        "id": f"cnd_{number:024}", "title": "T" * 3000, "verdict": "bid", "voices": (LONG,) * 9, "since": SINCE, "days": 20, "is_written": False,
    }  # fmt: skip
    return Disputed(**(fields | changes))  # type: ignore[arg-type]


def test_a_full_page_of_long_words_fits_one_message() -> None:
    card = review_card([row(number) for number in range(PAGE)], start=PAGE, total=100, lead="Done. " * 20)
    assert check(card) == []
    assert weigh(list(card.blocks)) <= CHARS_PER_MESSAGE
    assert "20 days ago" in str(card.blocks)
    assert "9 people dispute it" in str(card.blocks)


def test_an_answer_without_a_verdict_or_a_title_is_named_as_such() -> None:
    card = review_card([row(verdict=None, title=None, voices=(Voice("U1", (), None),))], start=0, total=1)
    assert check(card) == []
    assert "and 6 more" in voices([Voice("U1", (), None)] * 9)
    for wanted in ("no verdict was given", "A tender without a title", "no reason given yet"):
        assert wanted in str(card.blocks)


def test_the_form_keeps_the_limits_and_gives_back_what_it_shows() -> None:
    for expected in (FULL, Expected(kind="award"), Expected(kind="opportunity", verdicts=("review",), facts=ExpectedFacts(value=None))):
        view = case_form(expected, title="T" * 3000, said_of_it=[LONG] * 9, metadata="cnd_1|0")
        assert check_view(view) == []
        blocks = [{"block_id": "opening", **block} for block in view["blocks"]]
        again = filled_in(state_of(blocks, {}), expected)
        assert again == expected
        assert isinstance(again, Expected)
        assert again.facts.model_fields_set == expected.facts.model_fields_set
