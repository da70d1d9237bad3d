import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.card import RunCard
from bot.blocks.limits import check
from bot.blocks.message import Message
from bot.blocks.render import render
from jobs.chain.analysis import Claim, Criterion
from jobs.chain.tender import Deadline, Lot
from playground.limits import check_blocks
from tests.bot.blocks.cards import NOW, analysis, card, cards, claim, tender

TOKEN = re.compile(r"<[^>]*>")
OURS = re.compile(r"<(!date\^\d+\^[^|<>]*\|[^|<>]*UTC|@[UW][A-Z0-9]+|https?://[^|<>\s]+\|the notice at [^|<>]*)>")


def shown(messages: tuple[Message, ...]) -> str:
    return json.dumps([[message.text, message.blocks] for message in messages], ensure_ascii=False)


def mrkdwn(value: object) -> list[str]:
    """Every string that Slack parses: fallback texts and mrkdwn objects."""
    match value:
        case {"type": "mrkdwn", "text": text}:
            return [str(text)]
        case dict():
            return [text for inner in value.values() for text in mrkdwn(inner)]
        case list() | tuple():
            return [text for inner in value for text in mrkdwn(inner)]
        case _:
            return []


@given(hostile=cards, view=st.sampled_from(["root", "progress", "answer", "apology"]))
def test_no_hostile_run_breaks_a_limit_or_leaks_a_control_sequence(hostile: RunCard, view: str) -> None:
    for message in render(view, hostile, now=NOW):
        assert check(message) == []
        for text in [message.text, *mrkdwn(message.blocks)]:
            assert all(OURS.fullmatch(token) for token in TOKEN.findall(text)), text
            assert "<" not in TOKEN.sub("", text)
            assert not re.search("[\u202a-\u202e\u200b-\u200f\x00-\x09\x0b-\x1f\ud800-\udfff]", text)
        json.dumps(message.blocks, ensure_ascii=False).encode()


def test_the_first_page_answers_on_one_screen_and_carries_the_feedback_buttons_last() -> None:
    first = render("answer", card(), now=NOW)[0]
    text = shown((first,))
    for part in (
        "Bid under conditions",
        "64 of 100",
        "medium, not yet measured",
        "20 days left",
        "1,250,000 EUR (estimated by the buyer",
        "Port of Anywhere",
    ):
        assert part in text
    assert "Judged by rules: no model is configured." in text
    *above, foot = first.blocks
    assert len(above) <= 7
    assert foot["elements"][0]["positive_button"]["value"] == "up|01JRUN|answer"
    assert foot["elements"][0]["action_id"] == "answer:feedback"


def test_the_one_thing_that_could_end_it_is_the_open_knock_out() -> None:
    assert "Certificate unknown: ISO 9001 may be asked for" in shown(render("answer", card(), now=NOW)[:1])


def test_a_failed_knock_out_comes_before_an_open_one_and_a_risk_comes_last() -> None:
    none = analysis(knock_outs=())
    assert "A bond of 5 % is due" in shown(render("answer", card(analysis=none), now=NOW)[:1])
    neither = analysis(knock_outs=(), risks=())
    assert "Nothing was found that alone would end this bid" in shown(render("answer", card(analysis=neither), now=NOW)[:1])


def test_criteria_show_score_weight_and_passage_and_say_which_are_unknown() -> None:
    page = shown(render("answer", card(), now=NOW)[1:2])
    assert "*Capability fit*: 4 of 5 · weight 25" in page
    assert "“cranes” (BT-131" in page
    assert "unknown, left out" in page


def test_a_score_without_a_passage_is_marked_and_not_knowing_is_not() -> None:
    bare = Claim(text="It fits.")
    scored, unknown = (
        shown(
            render("answer", card(analysis=analysis(criteria=(Criterion(code="strategy", weight=25, score=score, claim=bare),))), now=NOW)[
                1:2
            ]
        )
        for score in (4.0, None)
    )
    assert "no passage is quoted for this" in scored
    assert "no passage is quoted for this" not in unknown


def test_facts_show_their_place_the_missing_ones_and_the_source_with_its_host() -> None:
    page = shown(render("answer", card(), now=NOW)[2:])
    assert "Harbour cranes &amp; their care" in page
    assert "*Procedure:* not stated" in page
    assert "The estimated duration" in page
    assert "<https://ted.europa.eu/en/notice/1-2026|the notice at ted.europa.eu>" in page
    assert "weight not stated" in page


def test_a_deadline_stands_as_published_and_as_a_token_for_the_readers_zone() -> None:
    text = shown(render("root", card(), now=NOW))
    instant = int(datetime(2026, 12, 11, 11, 0, tzinfo=UTC).timestamp())
    assert "Fri 11 December 2026, 12:00 (UTC+01:00 as published by the buyer in Germany)" in text
    assert f"<!date^{instant}^{{date_long}} at {{time}}|2026-12-11 11:00 UTC>" in text


def test_a_deadline_with_two_readings_shows_the_earlier_and_says_so() -> None:
    due = Deadline(kind="tender", published="2026-12-11T12:00:00+00:00", instant=datetime(2026, 12, 11, 11, 0, tzinfo=UTC))
    text = shown(render("root", card(tender=tender(deadlines=(due,))), now=NOW))
    assert "12:00 (UTC+00:00 as published by the buyer in Germany)" in text
    assert "2026-12-11 11:00 UTC> (its offset is not the buyer's on that day" in text
    assert "its offset" not in shown(render("root", card(), now=NOW))


def test_what_is_unknown_is_said_and_not_guessed() -> None:
    text = shown(render("answer", card(tender=tender(deadlines=(), estimated_value=None, buyer=None)), now=NOW)[:1])
    assert "*Deadline*\\nnot stated in the notice" in text
    assert "*Value*\\nnot stated" in text


def test_a_passed_deadline_is_said_to_have_passed() -> None:
    assert "passed 20 days ago" in shown(render("answer", card(), now=datetime(2026, 12, 31, 12, 0, tzinfo=UTC))[:1])


def test_a_thousand_lots_are_counted_where_they_are_not_listed() -> None:
    lots = tuple(Lot(id=f"LOT-{n:04}", title="x" * 300) for n in range(1000))
    messages = render("answer", card(tender=tender(lots=lots)), now=NOW)
    assert all(check(message) == [] for message in messages)
    assert "… and 940 more lots" in shown(messages)
    assert len(messages) < 8


def test_a_reason_shortened_on_the_card_stands_in_full_on_the_next_page() -> None:
    long = claim("word " * 150 + "END", "quote")
    messages = render("answer", card(analysis=analysis(reasons=(long,))), now=NOW)
    assert "END" not in shown(messages[:1])
    assert "END" in shown(messages[1:2])


def test_long_pages_become_more_messages_and_lose_nothing() -> None:
    missing = tuple(f"fact {n} " + "y" * 900 for n in range(50))
    messages = render("answer", card(analysis=analysis(missing=missing)), now=NOW)
    text = shown(messages)
    assert all(f"fact {n} " in text for n in range(50))
    assert len(messages) > 3


def test_an_award_is_shown_as_nothing_to_bid_for() -> None:
    assert "an award notice, nothing to bid for" in shown(render("root", card(tender=tender(kind="award")), now=NOW))


def test_an_apology_says_what_happened_what_it_cost_and_the_reference() -> None:
    (message,) = render("apology", card(state="failed", analysis=None, error="The model did not answer.", charged=0), now=NOW)
    for part in ("could not be finished", "The model did not answer.", "Nothing was charged", "Reference JRUN"):
        assert part in message.text
    assert render("answer", card(analysis=None), now=NOW)[0].blocks[0]["type"] == "section"


def test_a_refusal_and_a_stop_are_not_called_our_mistake() -> None:
    refused = render("answer", card(state="refused", analysis=None, charged=0), now=NOW)[0].text
    stopped = render("apology", card(state="cancelled", analysis=None, charged=0), now=NOW)[0].text
    assert "reads like instructions to software" in refused
    assert "It was stopped before it was finished" in stopped
    assert "went wrong on our side" not in refused + stopped


@given(hostile=cards, view=st.sampled_from(["root", "progress", "answer", "apology"]))
def test_the_local_slack_takes_all_that_we_render(hostile: RunCard, view: str) -> None:
    for message in render(view, hostile, now=NOW):
        assert check_blocks(list(message.blocks)) == []


def test_progress_names_each_step_with_its_state_in_words() -> None:
    (message,) = render("progress", card(state="running", steps=(("read", "done"), ("screen", "running"), ("rate", "waiting"))), now=NOW)
    assert message.text == "1 of 3 steps done, now: First look at whether it concerns us."
    assert "✅ Read the notice: done" in shown((message,))


def test_metadata_holds_ids_alone() -> None:
    for message in render("answer", card(), now=NOW):
        assert message.metadata == {"event_type": "bidwright_message", "event_payload": {"run_id": "01JRUN", "part": "answer"}}


def test_an_unknown_view_is_an_error_of_ours() -> None:
    with pytest.raises(ValueError, match="no view 'nonsense'"):
        render("nonsense", card(), now=NOW)
