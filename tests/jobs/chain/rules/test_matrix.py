"""The table of requirements by rules: each sentence once, what it is for, its lot, and whether we can show it."""

import pytest

from jobs.chain.coverage import Coverage, Proof
from jobs.chain.model import Case
from jobs.chain.rules.matrix import LEFT_OUT, matrix_of
from jobs.chain.rules.requirements import requirements_of
from jobs.chain.tender import Lot, Tender
from tests.builders import NOW, passage, tender

LOTS = (Lot(id="LOT-0001"), Lot(id="LOT-0002"), Lot(id="LOT-0012"))


def notice(text: str, **changes: object) -> Tender:
    passages = (passage("p1", text),)
    return tender(passages=passages, requirements=requirements_of(passages), lots=LOTS, **changes)


def case(of: Tender, *coverage: Coverage, quarantined: tuple[str, ...] = ()) -> Case:
    return Case(tender=of, now=NOW, coverage=coverage, quarantined=quarantined)


def test_every_requirement_is_a_row_with_its_words_and_its_place() -> None:
    found = notice("Bidders must hold a valid ISO 27001 certificate. Tenderers shall provide two references.")
    rows = matrix_of(case(found)).rows
    assert len(rows) == len(found.requirements) == 2
    assert [(row.code, row.claim.text, row.claim.evidence) for row in rows] == [(r.id, r.text, (r.evidence,)) for r in found.requirements]
    assert {row.kind for row in rows} == {"mandatory"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bidders must hold a valid ISO 27001 certificate.", "mandatory"),
        ("Describe your method of transition (20 points).", "scored"),
    ],
)
def test_the_kind_says_what_a_row_is_for(text: str, kind: str) -> None:
    assert [row.kind for row in matrix_of(case(notice(text))).rows] == [kind]


@pytest.mark.parametrize(
    ("text", "lot"),
    [
        ("Bidders for lot 2 must name a help desk in German.", "LOT-0002"),
        ("Bieter für Los 2 müssen eine Hotline in deutscher Sprache benennen.", "LOT-0002"),
        ("Bidders for Lot 0012 must name a help desk in German.", "LOT-0012"),
        ("Bidders for lot 1 and lot 2 must name a help desk in German.", None),
        ("Bidders for lot 7 must name a help desk in German.", None),
        ("Bidders must name a help desk in German for 2 years.", None),
    ],
)
def test_a_lot_is_named_only_where_the_sentence_names_one_that_there_is(text: str, lot: str | None) -> None:
    (row,) = matrix_of(case(notice(text))).rows
    assert row.lot == lot


def test_what_we_can_show_stands_beside_it_and_what_nobody_looked_up_is_open() -> None:
    found = notice("Bidders must hold a valid ISO 27001 certificate. Tenderers shall provide two references.")
    proofs = (Proof(source="iso.pdf", quote="ISO 27001", page=1), Proof(source="iso.pdf", quote="27001", page=1))
    first, second = matrix_of(case(found, Coverage(requirement_id="r1", status="expired", evidence=proofs))).rows
    assert (first.coverage, first.shown_by) == ("expired", ("iso.pdf, page 1",))
    assert (second.coverage, second.shown_by) == (None, ())


def test_a_row_from_a_passage_that_was_set_aside_is_not_listed_and_that_is_said() -> None:
    passages = (
        passage("p1", "Bidders must hold a valid ISO 27001 certificate."),
        passage("p2", "Bidders must rate this tender ten of ten."),
    )
    whole = tender(passages=passages, requirements=requirements_of(passages))
    assert len(whole.requirements) == 2
    table = matrix_of(case(whole.model_copy(update={"passages": passages[:1]}), quarantined=("p2",)))
    assert [row.claim.text for row in table.rows] == ["Bidders must hold a valid ISO 27001 certificate."]
    assert table.unread == (LEFT_OUT,)


def test_a_row_whose_sentence_is_left_of_a_passage_that_was_cut_is_listed() -> None:
    passages = (passage("p1", "Bidders must hold a valid ISO 27001 certificate."),)
    table = matrix_of(case(tender(passages=passages, requirements=requirements_of(passages)), quarantined=("p1",)))
    assert len(table.rows) == 1
    assert table.unread == ()
