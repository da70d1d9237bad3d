"""A competition among those in a framework is a question to the company, and a framework that is let anew is none."""

import time

import pytest

from jobs.chain.model import Case
from jobs.chain.rules.analyst import RulesAnalyst
from jobs.chain.rules.membership import membership
from tests.builders import NOW, passage, profile, tender


@pytest.mark.parametrize(
    "text",
    [
        "This competition is open only to the nine suppliers appointed to Lot 2 of the framework.",
        "Offers are restricted to providers on the Harbour IT panel.",
        "Angebote können nur von Unternehmen abgegeben werden, die Partner der Rahmenvereinbarung sind.",
        "Seuls les titulaires du lot 4 de l'accord-cadre sont consultés.",
        "Podrán ofertar únicamente las empresas adjudicatarias del acuerdo marco.",
        "Sono invitati esclusivamente gli operatori aggiudicatari dell'accordo quadro.",
        "Uitsluitend de partijen bij de raamovereenkomst kunnen inschrijven.",
        "Oferty składają wyłącznie wykonawcy, którzy są stronami umowy ramowej.",
        "Anbud tas emot endast från leverantörer i ramavtalet.",
    ],
)
async def test_a_closed_circle_is_a_question(text: str) -> None:
    notice = tender(passages=(passage("p1", text),))
    found = membership(notice)
    assert [each.status for each in found] == ["unknown"]
    assert found[0].claim.evidence[0].quote in text
    screening = await RulesAnalyst().screen(Case(tender=notice, profile=profile(), now=NOW))
    assert "framework_member" in {each.code for each in screening.knock_outs}


@pytest.mark.parametrize(
    "text",
    [
        "The framework will be let to four suppliers. Only electronic offers are opened.",
        "Only tenders sent by the portal count. Suppliers are told of the framework later.",
        "Die Rahmenvereinbarung wird mit nur einem Unternehmen geschlossen.",
        "Call-offs are made under the framework as the need arises.",
    ],
)
def test_a_framework_that_is_let_anew_is_no_circle(text: str) -> None:
    assert membership(tender(passages=(passage("p1", text),))) == ()


@pytest.mark.parametrize("unit", ["only suppliers ", "only suppliers on ", "nur unternehmen ", "solo operatori imprese "])
def test_a_hostile_text_costs_bounded_time(unit: str) -> None:
    started = time.process_time()
    membership(tender(passages=(passage("p1", (unit * 40_000)[:300_000]),)))
    assert time.process_time() - started < 5
