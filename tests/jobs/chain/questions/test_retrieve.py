"""What is read for a question: the right lot, exact figures first, other languages too, and never more than the room."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.chain.questions.coded import coded_passages
from jobs.chain.questions.lots import lots_named, lots_of
from jobs.chain.questions.retrieve import excerpt, retrieve
from jobs.chain.tender import Passage
from tests.jobs.chain.questions.rig import ISO, TURNOVER_1, TURNOVER_2, VISIT, passage, tender

FILLER = "The archive keeps its records in rooms with even temperature and lends them to schools and museums of the region. "
GERMAN = "Die Bieter weisen eine Haftpflichtversicherung über mindestens 2 Mio. EUR je Schadensfall nach."


def test_a_short_notice_is_read_whole_and_in_order() -> None:
    found = retrieve("Is ISO 27001 mandatory?", tender())
    assert [each.id for each in found.passages] == ["f1", "f2", "f3", "p1", "p2", "p3", "p4", "p5"]
    assert found.nearest[0].text == ISO
    assert found.in_all == 8


def test_a_question_about_one_lot_reads_nothing_that_belongs_to_another() -> None:
    for number, own, other in (("1", TURNOVER_1, TURNOVER_2), ("2", TURNOVER_2, TURNOVER_1)):
        read = [each.text for each in retrieve(f"What turnover is needed for lot {number}?", tender()).passages]
        assert own in read
        assert other not in read
        assert f"LOT-000{3 - int(number)}:" not in "\n".join(read)


def test_a_passage_of_all_lots_is_read_for_each_and_one_that_names_the_lot_too() -> None:
    both = passage("p9", "The references of lot 1 count for lot 2 as well.", "BT-750-Lot LOT-0001")
    found = retrieve("Which references count for lot 2?", tender(passages=(*tender().passages, both)))
    assert {"p1", "p3", "p4", "p9"} <= {each.id for each in found.passages}
    assert "p2" not in {each.id for each in found.passages}


def test_coded_deadlines_are_lines_that_can_be_quoted_each_with_its_lot() -> None:
    whole, first, second = coded_passages(tender())
    assert "Deadline for submission of tenders: 2026-12-15T11:00:00+00:00" in second.text
    assert "2026-12-15" not in first.text + whole.text
    assert (lots_of(first), lots_of(second), lots_of(whole)) == ({"1"}, {"2"}, frozenset())
    assert "Buyer: Regional Archive of Varnholt" in whole.text


def long(*texts: str) -> list[Passage]:
    noise = [passage(f"p{number}", FILLER * 8) for number in range(10, 90)]
    return [*noise[:40], *(passage(f"p{number}", text) for number, text in enumerate(texts, 100)), *noise[40:]]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Is ISO 27001 mandatory?", ISO),
        ("When can we visit the reading room?", VISIT),
        ("Do we need liability insurance?", GERMAN),
        ("Faut-il une assurance ?", GERMAN),
        ("What is section 4.2.7 about?", "4.2.7 Handover takes place within ten days."),
    ],
)
def test_the_one_passage_that_matters_is_found_in_a_long_pack(question: str, text: str) -> None:
    found = retrieve(question, tender(passages=tuple(long(text))), room=4_000)
    assert found.nearest[0].text == text
    assert text in [each.text for each in found.passages]
    assert sum(len(each.text) for each in found.passages) <= 4_000


def test_a_passage_without_an_end_is_read_where_it_speaks_of_the_question() -> None:
    endless = FILLER * 200 + ISO + FILLER * 200
    found = retrieve("Is ISO 27001 mandatory?", tender(passages=(passage("p1", endless),)), room=4_000)
    [read] = [each for each in found.passages if each.id == "p1"]
    assert ISO in read.text
    assert read.text in endless


def test_the_library_has_its_share_of_the_room_and_keeps_its_order() -> None:
    hits = [Passage(id=f"L{number}", text="We hold ISO 27001. " * 20, anchor="page 1", document="certificate") for number in range(1, 9)]
    found = retrieve("Do we hold ISO 27001?", tender(), hits, room=4_000)
    ours = [each.id for each in found.passages if each.id.startswith("L")]
    assert ours == ["L1", "L2"]
    assert found.in_all == 16


def test_where_no_word_is_found_the_facts_are_read_all_the_same() -> None:
    found = retrieve("Xyzzy?", tender(passages=tuple(long())), room=2_000)
    assert found.nearest == ()
    assert "f1" in [each.id for each in found.passages]


@given(st.text(max_size=200), st.integers(0, 5_000))
@settings(max_examples=60, deadline=None)
def test_no_question_reads_more_than_the_room(question: str, room: int) -> None:
    found = retrieve(question, tender(passages=tuple(long(ISO))[:30]), room=room)
    assert sum(len(each.text) for each in found.passages) <= room


def test_a_lot_is_found_at_the_end_of_a_long_text_and_no_number_is_cut_in_two() -> None:
    for shift in range(60):
        assert lots_named("of lot 3 " + "x" * shift + " LOT-0012 " + "y " * 9_000 + "lot 7") == {"3", "12", "7"}


@pytest.mark.parametrize(
    ("text", "lots"),
    [
        ("lot 2 and lot 3", {"2", "3"}), ("Lots 2, 3 and 4", {"2", "3", "4"}), ("LOT-0012", {"12"}), ("Los 7", {"7"}), ("Lose 1 und 2", {"1", "2"}),
        ("le lot deux", {"2"}), ("lot no. 3", {"3"}), ("Lot B", {"b"}), ("a lot of work", set[str]()), ("the lot", set[str]()), ("ballot 3", set[str]()),
    ],
)  # fmt: skip
def test_lots_are_read_however_they_are_written(text: str, lots: set[str]) -> None:
    assert lots_named(text) == lots


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("What must the equipment support?", "Equipment must support 802.1X and be managed from one place."),
        ("When may buildings be without a connection?", "no building may be without a connection in office hours."),
        ("Xyzzy?", "Replacement of 310 access switches"),
    ],
)
def test_an_excerpt_holds_the_sentences_that_were_asked_for_as_they_stand(question: str, held: str) -> None:
    text = (
        "Replacement of 310 access switches and 18 core switches in 24 council buildings, with configuration and five years of support. "
        "The network stays in use while it is renewed; no building may be without a connection in office hours. "
        "Equipment must support 802.1X and be managed from one place. Offers that leave a building out are not read."
    )
    found = excerpt(question, text, 160)
    assert held in found
    assert found in text
    assert len(found) <= 160


def test_a_sentence_longer_than_the_room_is_cut_at_a_blank() -> None:
    text = "word " * 200
    found = excerpt("word?", text.strip(), 100)
    assert found == ("word " * 20).strip()
