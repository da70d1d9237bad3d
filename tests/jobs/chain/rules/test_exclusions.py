"""What a company excluded is found in other words, other languages and codes, and what is only near it is asked of a person."""

import pytest

from jobs.chain.model import Case
from jobs.chain.rules.exclusions import told_otherwise
from jobs.chain.rules.knock_outs import fixed_knock_outs
from jobs.chain.tender import Lot, Tender
from tests.builders import NOW, passage, profile, tender


def road(**changes: object) -> Tender:
    return tender(**{"title": "Travaux", "description": "Travaux de voirie.", "cpv_main": "45233000", "passages": (), **changes})


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("asbestos removal", "Désamiantage de l'ancienne gare"),
        ("asbestos removal", "Asbestsanierungsarbeiten im Rathaus"),
        ("Asbestsanierung", "Bonifica amianto scuola media"),
        ("weapons", "Lieferung von Schusswaffen"),
        ("nuclear", "Rückbau im Kernkraftwerk Nordufer"),
        ("prison", "Santé au centre pénitentiaire de Belval"),
        ("body leasing", "Arbeitnehmerüberlassung von Fachkräften"),
        ("demolition by explosives", "Sprengabbruch zweier Kühltürme"),
    ],
)
def test_an_exclusion_is_found_in_a_title_of_another_language(line: str, title: str) -> None:
    hit = told_otherwise(road(title=title, passages=(passage("p1", title),)), (line,))
    assert hit is not None
    assert hit.sure
    assert hit.evidence


@pytest.mark.parametrize(("line", "cpv"), [("asbestos removal", "45262660"), ("weapons", "35321000"), ("body leasing", "79620000")])
def test_the_main_code_alone_tells_it(line: str, cpv: str) -> None:
    hit = told_otherwise(road(cpv_main=cpv, cpv_all=(cpv,)), (line,))
    assert hit is not None
    assert hit.sure
    assert cpv in hit.said


def test_the_title_of_a_lot_tells_it() -> None:
    hit = told_otherwise(road(lots=(Lot(id="L2", title="Retrait d'amiante"),)), ("asbestos removal",))
    assert hit is not None
    assert hit.sure


@pytest.mark.parametrize(
    "notice", [road(description="Un désamiantage aura lieu avant les travaux."), road(title="Repérage amiante des écoles")]
)
def test_a_word_in_the_text_or_one_near_it_in_the_title_is_a_question_not_an_end(notice: Tender) -> None:
    hit = told_otherwise(notice, ("asbestos removal",))
    assert hit is not None
    assert not hit.sure


def test_a_renovation_that_tells_of_asbestos_is_no_hit() -> None:
    assert told_otherwise(road(description="Le bâtiment contient de l'amiante."), ("asbestos removal",)) is None


@pytest.mark.parametrize("line", ["tobacco", "weapons", "cleaning of prisons"])
def test_what_the_company_did_not_exclude_is_no_hit(line: str) -> None:
    assert told_otherwise(road(title="Désamiantage", cpv_main="45262660"), (line,)) is None


@pytest.mark.parametrize(
    ("notice", "status"),
    [
        (road(title="Désamiantage de la halle"), "fail"),
        (road(description="Avec retrait d'amiante en option."), "unknown"),
        (road(), "clear"),
    ],
)
def test_the_knock_out_says_which_word_stands_for_what_was_excluded(notice: Tender, status: str) -> None:
    case = Case(tender=notice, profile=profile(exclusions=("asbestos removal",)), now=NOW)
    found = next(each for each in fixed_knock_outs(case) if each.code == "exclusion")
    assert found.status == status
    assert ("asbestos removal" in found.claim.text) is (status != "clear")
