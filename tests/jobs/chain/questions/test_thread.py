"""However long a thread is, a question reads as much of it: the last turns as they were, older ones as notes that say nothing new."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.chain.errors import BadOutput
from jobs.chain.questions.context import leans
from jobs.chain.questions.keys import keys_of
from jobs.chain.questions.notes import borne_out, folded
from jobs.chain.questions.thread import FOLD_AT, MOST_FOLDED, ROOM, VERBATIM, Notes, Thread, Turn, cut, extracts, history_of
from tests.jobs.chain.questions.rig import serving, user
from tests.standins.messages_api import NO_JSON, MessagesStandIn, Reply

pytestmark = pytest.mark.enable_socket


def turn(seq: int, question: str = "Is ISO 27001 mandatory for lot 2?", answer: str = "ISO 27001 is mandatory for lot 2.") -> Turn:
    return Turn(seq=seq, question=question, answer=answer)


def turns(count: int) -> tuple[Turn, ...]:
    return tuple(turn(seq) for seq in range(1, count + 1))


@given(
    st.integers(0, 500),
    st.integers(0, 500),
    st.lists(st.text(max_size=3_000), max_size=12),
    st.text(max_size=12_000),
    st.text(max_size=12_000),
)
@settings(max_examples=60, deadline=None)
def test_a_history_has_its_room_whatever_the_length_of_the_thread(
    count: int, through: int, lines: list[str], question: str, answer: str
) -> None:
    thread = Thread(tuple(turn(seq, question, answer) for seq in range(1, count + 1)), Notes(through=through, lines=tuple(lines)))
    assert len(history_of(thread).text) <= ROOM
    assert len(thread.to_fold) <= MOST_FOLDED


@pytest.mark.parametrize("count", [0, 1, 4, 7, 8, 9, 20, 500])
def test_the_last_turns_are_always_there_word_for_word(count: int) -> None:
    assert history_of(Thread(turns(count))).turns[-VERBATIM:] == turns(count)[-VERBATIM:]


def test_older_turns_are_summarised_in_batches_and_each_once() -> None:
    notes, summarised, calls = Notes(), list[int](), 0
    for count in range(1, 501):
        thread = Thread(tuple(each for each in turns(count) if each.seq > notes.through), notes)
        if thread.to_fold:
            calls += 1
            summarised += [each.seq for each in thread.to_fold]
            notes = Notes(through=thread.to_fold[-1].seq, lines=("Lot 2 was asked about.",))
        shown = history_of(Thread(thread.turns, notes)).turns
        assert [each.seq for each in shown] == list(range(notes.through + 1, count + 1))
    assert summarised == list(range(1, notes.through + 1))
    assert calls == (500 - VERBATIM) // FOLD_AT


async def test_notes_hold_what_was_said_and_nothing_else() -> None:
    told = ["ISO 27001 is mandatory for lot 2.", "ISO 27001 is mandatory for lot 3.", "The fee is EUR 900.", "Hexalith runs it today."]
    async with MessagesStandIn(Reply(answer=lambda _: {"notes": told})) as api, serving(api, "summary") as script:
        notes = await folded(Thread(turns(12)), script)
    assert notes == Notes(through=8, lines=("ISO 27001 is mandatory for lot 2.",))
    assert user(api.journal[0]).count("Question") == 8
    assert api.served[0].step == "summary"


async def test_a_short_thread_costs_no_summary() -> None:
    async with MessagesStandIn() as api, serving(api, "summary") as script:
        assert await folded(Thread(turns(VERBATIM + FOLD_AT - 1)), script) is None
        assert api.journal == []


async def test_the_notes_before_go_into_the_next_ones() -> None:
    before = Notes(through=8, lines=("The visit was on 3 March.",))
    async with MessagesStandIn(Reply(answer=lambda _: {"notes": ["The visit was on 3 March."]})) as api, serving(api, "summary") as script:
        notes = await folded(Thread(turns(16)[8:], before), script)
    assert notes == Notes(through=12, lines=("The visit was on 3 March.",))


async def test_notes_that_cannot_be_read_twice_are_an_error_of_ours() -> None:
    async with MessagesStandIn(NO_JSON, NO_JSON) as api, serving(api, "summary") as script:
        with pytest.raises(BadOutput):
            await folded(Thread(turns(12)), script)


def test_a_token_that_nobody_issued_is_no_note() -> None:
    source = "Question 1: Is ⟦NAME-3f9a2c10b4⟧ the contact?"
    assert borne_out(["⟦NAME-3f9a2c10b4⟧ was asked about."], source) == ("⟦NAME-3f9a2c10b4⟧ was asked about.",)
    assert borne_out(["⟦NAME-0000000000⟧ was asked about."], source) == ()


def test_a_cut_never_leaves_half_a_token() -> None:
    assert cut("Ask ⟦NAME-3f9a2c10b4⟧ about it", 12) == "Ask…"


def test_without_a_model_what_was_asked_is_the_note() -> None:
    assert extracts(turns(9), ("older",))[-1] == "Asked earlier: Is ISO 27001 mandatory for lot 2?"
    assert len(extracts(turns(9), ("older",))) == 8


@pytest.mark.parametrize(
    ("question", "before", "leaning"),
    [
        ("When is the submission deadline?", [], False),
        ("When is the submission deadline?", ["Who is the buyer?"], False),
        ("When is the submission deadline?", ["What turnover is needed for lot 2?"], True),
        ("When is the submission deadline for lot 3?", ["What turnover is needed for lot 2?"], False),
        ("Is certification mandatory?", ["Is ISO 27001 accepted?"], True),
        ("Is the insurance required?", ["What does the policy cover?"], True),
        ("Is insurance required?", ["What does the policy cover?"], False),
        ("Is it mandatory?", [], True),
        ("Ist das Zertifikat erforderlich?", ["Gilt die Norm?"], True),
    ],
)
def test_a_question_leans_on_its_thread_where_the_thread_could_change_its_meaning(question: str, before: list[str], leaning: bool) -> None:
    assert leans(question, keys_of(question), [keys_of(each) for each in before]) is leaning
