"""Notes, rows, corrections and reviews as blocks: whatever strangers wrote, Slack takes them and no control sequence gets through."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.card import Note, RunCard
from bot.blocks.corrections import Waiting, correction_form, corrections_card
from bot.blocks.feedback_form import about_in, feedback_form
from bot.blocks.limits import check, check_view
from bot.blocks.message import Message
from bot.blocks.render import render
from bot.blocks.reviewer import rubric_form
from bot.blocks.rows import Marked, rows_form
from jobs.answer_rows import rows_of
from jobs.chain.analysis import RequirementRow
from jobs.company_words import Proposal
from jobs.evals.rubric import Rubric
from playground.limits import check_blocks
from tests.bot.blocks.cards import NOW, analysis, card, cards, claims, hostile
from tests.bot.blocks.test_render import OURS, TOKEN, mrkdwn, shown

notes = st.lists(st.builds(Note, at=st.just(NOW), text=hostile), max_size=5).map(tuple)
proposals = st.builds(Proposal, field=st.sampled_from(["references", "value_min"]), how=st.sampled_from(["add", "set"]), value=hostile)
waitings = st.builds(
    Waiting, id=st.just("cor_1"), about=st.sampled_from(["company", "tender"]), member=hostile, at=st.just(NOW), text=hostile,
    proposal=proposals | st.none(), subject=hostile | st.none(),
)  # fmt: skip


def taken(message: Message) -> None:
    assert check(message) == []
    assert check_blocks(list(message.blocks)) == []
    for text in [message.text, *mrkdwn(message.blocks)]:
        assert all(OURS.fullmatch(token) for token in TOKEN.findall(text)), text
        assert "<" not in TOKEN.sub("", text)
        assert not re.search("[\u202a-\u202e\u200b-\u200f\x00-\x09\x0b-\x1f\ud800-\udfff]", text)


@given(hostile_card=cards, said=notes, why=st.sampled_from(["sample", "disputed"]) | hostile)
def test_a_review_and_an_answer_with_notes_keep_the_limits(hostile_card: RunCard, said: tuple[Note, ...], why: str) -> None:
    changed = replace(hostile_card, notes=said, review=("2026-W47", why))
    for view in ("review", "answer"):
        for message in render(view, changed, now=NOW):
            taken(message)


@given(page=st.lists(waitings, max_size=8), lead=st.just("") | st.just("Done."))
def test_a_list_of_corrections_and_its_form_keep_the_limits(page: list[Waiting], lead: str) -> None:
    ids = [replace(each, id=f"cor_{number}") for number, each in enumerate(page)]
    taken(corrections_card(ids, start=16, more=True, lead=lead))
    for each in page[:1]:
        assert check_view(correction_form(each)) == []


@given(found=st.lists(st.builds(RequirementRow, code=hostile, kind=st.just("other"), claim=claims), min_size=1, max_size=8), note=hostile)
def test_the_forms_of_rows_and_rubric_keep_the_limits(found: list[RequirementRow], note: str) -> None:
    rows = rows_of(analysis(requirements=tuple(found)))
    view = rows_form("run", rows, [Marked(row.id, wrong=True) for row in rows])
    assert check_view(view) == []
    json.dumps(view, ensure_ascii=False).encode()
    before = Rubric(verdict=True, own="bid", facts="right", invented="no", useful="no", note=note or None)
    assert check_view(rubric_form("2026-W47", "run", before)) == []


def test_a_note_stands_beside_the_facts_and_is_told_as_a_persons_word() -> None:
    noted = card(notes=(Note(datetime(2026, 11, 3, tzinfo=UTC), "The lift is out of order <!here>."),))
    page = shown(render("answer", noted, now=NOW)[2:])
    assert "A colleague noted on 3 November 2026: “The lift is out of order &lt;!here&gt;.”" in page
    assert page.index("Said by colleagues: not in the notice, checked by nobody") > page.index("All deadlines")


def test_a_review_shows_the_answer_and_neither_who_asked_nor_buttons_for_those_in_the_thread() -> None:
    page = shown(render("review", card(review=("2026-W47", "disputed")), now=NOW))
    assert "Somebody voted it down" in page
    assert "64 of 100" in page
    assert "U012ABC" not in page
    assert "answer:feedback" not in page
    assert "row:wrong" not in page
    assert render("review", card(review=("2026-W47", "sample"), analysis=None), now=NOW) == ()


def test_what_a_thumbs_down_is_about_is_chosen_or_implied_by_its_reason() -> None:
    assert check_view(feedback_form("run", "answer")) == []
    chosen = {"feedback_about": {"feedback_about": {"selected_option": {"value": "company"}}}}
    assert about_in(chosen, ["wrong_fact"]) == "company"
    assert about_in({}, ["other", "wrong_fact"]) == "tender"
    assert about_in({}, ["wrong_judgement"]) is None
    chosen["feedback_about"]["feedback_about"]["selected_option"]["value"] = "judgement"
    assert about_in(chosen, ["wrong_fact"]) is None
