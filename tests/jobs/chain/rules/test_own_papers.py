"""Papers and buyers that the company named itself are known by the names it gave them."""

import pytest

from jobs.chain.analysis import KnockOut
from jobs.chain.model import Case
from jobs.chain.profile import Certificate
from jobs.chain.rules.certificates import text_knock_outs
from jobs.chain.rules.knock_outs import fixed_knock_outs
from tests.builders import NOW, passage, profile, tender


def demanded(text: str, *certificates: Certificate) -> list[KnockOut]:
    case = Case(tender=tender(passages=(passage("p1", text),)), profile=profile(certificates=certificates), now=NOW)
    return [each for each in text_knock_outs(case)[0] if each.code == "certificate"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("CQC registration", "Providers must hold CQC registration for transport."),
        ("Eintragung ins Güterverzeichnis", "Verlangt wird die Eintragung ins Güterverzeichnis."),
        ("Gas Safe", "Every fitter must be Gas Safe registered."),
    ],
)
def test_a_paper_of_our_own_is_known_by_its_name(name: str, text: str) -> None:
    found = demanded(text, Certificate(name=name))
    assert [each.status for each in found] == ["clear"]
    assert found[0].claim.evidence[0].quote in text


def test_a_paper_of_our_own_that_expired_is_a_question() -> None:
    found = demanded("Providers must hold CQC registration.", Certificate(name="CQC registration", expires="2025-01-31"))
    assert [each.status for each in found] == ["unknown"]
    assert "expired on 2025-01-31" in found[0].claim.text


def test_a_name_too_short_to_mean_anything_is_not_looked_for() -> None:
    assert demanded("Providers must hold it.", Certificate(name="it")) == []


def test_a_standard_is_named_once_however_it_is_written() -> None:
    assert len(demanded("Bidders must hold ISO 9001.", Certificate(name="ISO 9001"))) == 1


def test_a_buyer_the_company_named_needs_no_country() -> None:
    def country(buyer: str) -> str:
        case = Case(tender=tender(buyer=buyer, buyer_country=None), profile=profile(), now=NOW)
        return next(each.status for each in fixed_knock_outs(case) if each.code == "country")

    assert (country("Regional Archive of Varnholt"), country("Harbour Office")) == ("clear", "unknown")
