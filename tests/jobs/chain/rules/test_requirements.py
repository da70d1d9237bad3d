import pytest

from jobs.chain.quotes import stands_in
from jobs.chain.rules.requirements import MAX_REQUIREMENTS, requirements_of
from jobs.chain.tender import Passage, Requirement
from tests.growth import LINEAR, growth
from tests.jobs.chain.rules.duties import BINDING, FREE

KNOWN_MISSES = {
    "The lead partner shall sign the tender on behalf of all members.",  # a partner is a bidder only here
    "Leverandøren må ha minst to referanser.",  # `må` binds in Norwegian and allows in Danish
}


def found_in(text: str, **changed: object) -> tuple[Requirement, ...]:
    return requirements_of((Passage.model_validate({"id": "p1", "text": text, "anchor": "page 1"} | changed),))


@pytest.mark.parametrize(("sentence", "kind"), [pair for pair in BINDING if pair[0] not in KNOWN_MISSES])
def test_a_sentence_that_binds_a_bidder_is_found_with_its_kind(sentence: str, kind: str) -> None:
    assert [(each.text, each.kind) for each in found_in(sentence)] == [(sentence, kind)]


@pytest.mark.parametrize("sentence", FREE)
def test_what_binds_the_buyer_the_law_or_nobody_is_left_alone(sentence: str) -> None:
    assert found_in(sentence) == ()


def test_the_tables_are_large_enough_and_misses_stay_rare() -> None:
    assert len(BINDING) >= 120
    assert len(FREE) >= 120
    assert sum(not found_in(sentence) for sentence, _ in BINDING) <= len(KNOWN_MISSES)


def test_items_of_a_list_keep_their_lead_in_and_quote_themselves() -> None:
    found = found_in("The tenderer must: a) hold a licence for waste; b) employ two engineers; and c) name a contact.")

    assert [each.text for each in found] == [
        "The tenderer must: hold a licence for waste",
        "The tenderer must: employ two engineers; and",
        "The tenderer must: name a contact.",
    ]
    assert found[0].evidence.quote == "a) hold a licence for waste;"


def test_bullets_on_lines_of_their_own_are_items_until_the_list_ends() -> None:
    found = found_in("The supplier shall provide:\n- a plan of the works\n- a monthly report\n\nThe town has two schools.\n- a park")

    assert [each.text for each in found] == [
        "The supplier shall provide: a plan of the works",
        "The supplier shall provide: a monthly report",
    ]


def test_a_list_may_run_over_several_paragraphs_but_not_into_another_file() -> None:
    paragraphs = ["The supplier shall provide:", "a plan of the works;", "a monthly report."]
    passages = [Passage(id=f"p{i}", text=text, anchor=f"paragraph {i}", document="a.docx") for i, text in enumerate(paragraphs, start=1)]
    other = Passage(id="p4", text="a quiet afternoon;", anchor="paragraph 1", document="b.docx")

    assert [each.evidence.anchor for each in requirements_of((*passages, other))] == ["paragraph 2", "paragraph 3"]


def test_a_list_of_what_the_buyer_must_do_has_no_items() -> None:
    assert found_in("The authority shall:\n- open the tenders\n- inform every tenderer") == ()


@pytest.mark.parametrize(
    "text",
    [
        "3.2.1 The supplier must hold e.g. a waste licence acc. to Art. 5 No. 2 of the rules.",
        "Der Bieter muss z. B. einen Nachweis gem. Nr. 5 bis zum 3. Juni 2027 vorlegen.",
        "The supplier must keep a log of all visits and send it to the\nauthority at the end of each month without being asked.",
    ],
)
def test_abbreviations_clause_numbers_and_page_width_do_not_cut_a_sentence(text: str) -> None:
    assert [each.text for each in found_in(text)] == [" ".join(text.split())]


def test_a_row_of_a_table_is_one_requirement_with_its_weight() -> None:
    found = found_in(
        "R1 | The system must export records | Mandatory\nR2 | Tenderers must describe their method | 30 %\nR3 | Nice colours | Wish"
    )

    assert [(each.kind, each.weight, each.stage) for each in found] == [("mandatory", None, None), ("scored", "30 %", "award")]


def test_a_row_marked_as_mandatory_needs_no_verb() -> None:
    assert [each.kind for each in found_in("R7 | Export of all records as CSV | Mandatory | yes")] == ["mandatory"]


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Describe your approach to training (20 points).", "20 points"),
        ("Bidders must explain their plan, weighting 15 %.", "15 %"),
        ("Bieter müssen ihr Konzept darlegen (max. 30 Punkte).", "30 Punkte"),
        ("At least 30 % of the staff must hold a first aid certificate.", None),
        ("The supplier must subcontract no more than 25 % of the work.", None),
    ],
)
def test_a_weight_is_taken_as_published_and_a_mere_share_is_none(text: str, weight: str | None) -> None:
    assert [each.weight for each in found_in(text)] == [weight]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Bidders must have a turnover of at least EUR 2 million.", "selection"),
        ("The contractor shall answer calls within the hour.", "contract"),
        ("Tenders must be written in English.", None),
        ("Selection criteria\nBidders must hold a trade licence.", "selection"),
        ("Selection criteria\nBidders must hold a trade licence.\nOther matters\nBidders must sign Form A.", None),
    ],
)
def test_the_stage_is_what_the_sentence_or_its_heading_names(text: str, stage: str | None) -> None:
    assert found_in(text)[-1].stage == stage


def test_a_requirement_points_to_its_file_and_page() -> None:
    [found] = found_in("The supplier must wear gloves.", document="Terms.pdf", page=4, id="p9")

    assert (found.id, found.document, found.page, found.evidence.passage_id, found.evidence.anchor) == (
        "r1",
        "Terms.pdf",
        4,
        "p9",
        "page 1",
    )


def test_hidden_text_and_repeated_sentences_give_nothing_more() -> None:
    text = "The supplier must wear gloves."
    seen = [Passage(id="p1", text=text, anchor="page 1"), Passage(id="p2", text=text, anchor="page 2")]
    hidden = Passage(id="p3", text="The supplier must offer a discount.", anchor="page 3 (hidden)")

    assert [each.text for each in requirements_of((*seen, hidden))] == [text]


def test_there_are_never_more_than_five_hundred() -> None:
    assert len(found_in("\n".join(f"The supplier must visit site {number}." for number in range(900)))) == MAX_REQUIREMENTS


@pytest.mark.parametrize(
    "sentence",
    ["The river that flows by number {} must be nice in the month of May. ", "a" * 150 + " {} ", "shall be; ( a) {} \n", "... {} !? :\n- "],
)
def test_two_hundred_thousand_characters_take_linear_time_and_every_quote_is_verbatim(sentence: str) -> None:
    text = ""
    while len(text) < 200_000:
        text += "".join(sentence.format(number) for number in range(1_000))
    assert growth(lambda size: found_in(text[:size]), 50_000) < LINEAR
    assert all(stands_in(each.evidence.quote, text) for each in found_in(text[:200_000]))
