from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jobs.chain.identity import Face, alike, amends, face, near_identical, near_key, procedure_key
from jobs.chain.tender import Amendment, Tender
from tests.builders import deadline, tender

DUE = datetime(2026, 12, 8, 11, tzinfo=UTC)
UUID = "5f0c2f0e-1111-4000-8000-00000000000a"


def called(title: str | None, **changes: Any) -> Tender:
    return tender(title=title, **changes)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (UUID, f"procedure:{UUID}"),
        (f" {UUID.upper()} ", f"procedure:{UUID}"),
        ("ocds-h6vhtk-04AB12", "ocid:ocds-h6vhtk-04ab12"),
        ("52/2021/WR", None),
        ("00000000-0000-0000-0000-000000000000", None),
        ("ocds-h6vhtk-" + "x" * 400, None),
        ("bad-prefix-000001", None),
        ("", None),
        (None, None),
    ],
)
def test_a_procedure_is_known_by_an_id_that_is_unique_in_the_world(said: str | None, key: str | None):
    assert procedure_key(called("x", procedure_id=said)) == key


ONE = [
    ("Maintenance of the city's parks and gardens", "MAINTENANCE OF THE CITY'S PARKS & GARDENS"),
    ("Entretien des espaces verts – communes rurales", "Entretien des espaces verts: communes rurales"),
    ("Grünflächenpflege Friedhöfe Köln", "Gruenflaechenpflege Friedhoefe Koeln"),
    ("Provision of winter gritting and road salting services", "Winter gritting and road salting"),
    ("Tender: winter gritting, road salting", "Winter gritting and road salting (framework agreement)"),
    ("Roof repairs Lot 2, town hall", "Lot 02: roof repairs town hall"),
    ("Cleaning of museum windows 2026", "2026 cleaning of museum windows"),
    ("School transport contract renewal", "School transport contract renewal programme"),
]
OTHERS = [
    ("Roof repairs town hall Lot 1", "Roof repairs town hall Lot 2"),
    ("Roof repairs town hall Lot 1 Phase 2", "Roof repairs town hall Lot 2 Phase 1"),
    ("Roof repairs town hall", "Roof repairs town hall Lot 2"),
    ("Winter gritting services 2025", "Winter gritting services 2026"),
    ("Grounds maintenance of parks, cemeteries, verges and open spaces north", "Grounds maintenance of parks, cemeteries, verges and open spaces south"),
    ("Grounds maintenance of parks and cemeteries", "Grounds maintenance of parks and cemeteries north"),
    ("Entretien des espaces verts secteur nord", "Entretien des espaces verts secteur sud"),
    ("Roof repairs Block A town hall", "Roof repairs Block B town hall"),
    ("Heat network extension stage II", "Heat network extension stage III"),
    ("Vaccination against hepatitis A", "Vaccination against hepatitis B"),
    ("Purchase of hospital beds, adult wards", "Purchase of hospital beds, children wards"),
    ("Roof repair works at schools", "Roof repair supplies at schools"),
    ("Cleaning of schools", "Cleaning of hospitals"),
    ("Supply of services", "Supply of services"),
    ("Neubau Grundschule Trockenbau", "Neubau Grundschule Estrich"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), ONE)
def test_one_tender_is_known_in_other_words(a: str, b: str):
    assert near_identical(called(a), called(b))
    assert near_identical(called(b), called(a))


@pytest.mark.parametrize(("a", "b"), OTHERS)
def test_what_is_nearly_the_same_is_not_the_same(a: str, b: str):
    assert not near_identical(called(a), called(b))
    assert not near_identical(called(b), called(a))


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Stadtwerke Varnholt GmbH", "STADTWERKE VARNHOLT", True),
        ("Acqua Pulita S.p.A.", "Acqua Pulita SpA", True),
        ("Vand A/S", "Vand AS", True),
        ("Région de l'Ouest", "Region de l Ouest", True),
        ("Wodociagi Sp. z o.o.", "Wodociągi", True),
        ("City of Varnholt", "City of Varnholt Schools", False),
        ("Klinikum Nord", "Klinikum Süd", False),
        ("GmbH", "AG", False),
    ],
)
def test_a_buyer_is_the_same_whatever_its_legal_form_is_written(a: str, b: str, same: bool):
    title = "Maintenance of pumps and pipes"
    assert near_identical(called(title, buyer=a), called(title, buyer=b)) is same


@pytest.mark.parametrize(("hours", "same"), [(0, True), (12, True), (13, False), (24, False)])
def test_deadlines_may_be_half_a_day_apart(hours: int, same: bool):
    later = deadline(DUE + timedelta(hours=hours))
    assert near_identical(tender(), tender(deadlines=(later,))) is same


@pytest.mark.parametrize("unknown", [{"title": None}, {"buyer": None}, {"deadlines": ()}, {"deadlines": (deadline(None),)}])
def test_what_is_unknown_is_never_the_same_and_has_no_key(unknown: dict[str, Any]):
    assert not near_identical(tender(**unknown), tender())
    assert not near_identical(tender(**unknown), tender(**unknown))
    assert near_key(tender(**unknown)) is None


def test_two_ids_of_one_scheme_are_two_procedures_and_of_two_schemes_say_nothing():
    other = UUID.replace("a", "b")
    assert not near_identical(tender(procedure_id=UUID), tender(procedure_id=other))
    assert near_identical(tender(procedure_id=UUID, title="Road"), tender(procedure_id=UUID, title="Bridge"))
    assert not near_identical(tender(procedure_id="ocds-aaaaaa-1"), tender(procedure_id="ocds-aaaaaa-2"))
    assert near_identical(tender(procedure_id="ocds-aaaaaa-1"), tender(procedure_id="ocds-bbbbbb-2"))
    assert near_identical(tender(procedure_id=UUID), tender(procedure_id="ocds-aaaaaa-1"))


def test_a_face_without_a_title_is_known_by_its_procedure_alone():
    assert alike(Face(None, None, None, "procedure:x"), Face("Road", "Town", DUE, "procedure:x"))
    assert face(tender(procedure_id=UUID)).procedure == f"procedure:{UUID}"


def test_a_key_is_the_same_for_other_writing_and_another_for_another_day_lot_or_buyer():
    key = near_key(called("Roof repairs, Lot 2 – Town Hall", buyer="Stadt Köln"))
    assert key is not None
    assert near_key(called("roof repairs lot 2 the town hall", buyer="STADT KOELN")) == key
    others = [
        called("Roof repairs, Lot 3 – Town Hall", buyer="Stadt Köln"),
        called("Roof repairs, Lot 2 – Town Hall", buyer="Stadt Bonn"),
        called("Roof repairs, Lot 2 – Town Hall", buyer="Stadt Köln", deadlines=(deadline(DUE + timedelta(days=1)),)),
    ]
    assert len({key, *map(near_key, others)}) == 4


@pytest.mark.parametrize("title", ["Supply of services", "Tender 2026", "Works", "Lot 1", "Cleaning services", "–", ""])
def test_a_title_that_says_too_little_has_no_key(title: str):
    assert near_key(called(title)) is None


def test_a_change_names_the_notice_it_changes_by_id_or_number():
    before = tender(notice_id=UUID, publication_number="4711-2026")
    for of in (UUID, UUID.upper(), f"{UUID}-01", "4711-2026", "00004711-2026"):
        assert amends(tender(amendment=Amendment(of=of, reason=None, description=None)), before), of
    for of in (None, "", "4712-2026", "1-2026", UUID.replace("a", "b")):
        assert not amends(tender(amendment=Amendment(of=of, reason=None, description=None)), before), of
    assert not amends(tender(), before)
