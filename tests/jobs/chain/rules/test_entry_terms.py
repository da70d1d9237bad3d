"""Terms of taking part that a profile says nothing of are asked, not assumed."""

import pytest

from jobs.chain.coverage import Coverage, Proof
from jobs.chain.model import Case
from jobs.chain.rules.certificates import text_knock_outs
from jobs.chain.rules.entry_terms import entry_knock_outs
from jobs.chain.tender import Evidence, Requirement, RequirementKind
from tests.builders import NOW, passage, profile, tender

COVER = "Bidders must hold professional indemnity insurance of EUR 13 million."


def case_of(text: str, after: str = "", kind: RequirementKind = "mandatory", **changes: object) -> Case:
    demand = Requirement.model_validate(
        {"id": "r1", "text": text, "kind": kind, "stage": "selection", "weight": None, **changes}
        | {"evidence": Evidence(anchor="line 1", quote=text, passage_id="p1")}
    )
    notice = tender(requirements=(demand,), passages=(passage("p1", f"{text}{after}"),))
    return Case(tender=notice, profile=profile(), now=NOW)


def codes(case: Case) -> list[tuple[str, str]]:
    return [(each.code, each.status) for each in entry_knock_outs(case)]


@pytest.mark.parametrize(
    "text",
    [
        "Staff must hold security clearance on the day of tender.",
        "Engineers must be SC cleared.",
        "Leverantören ska ha ett säkerhetsskyddsavtal på nivå 2.",
        "Der Bieter muss einen Sicherheitsbescheid vorlegen.",
        "Le candidat doit disposer d'une habilitation de sécurité.",
    ],
)
def test_a_clearance_is_asked_in_any_language(text: str) -> None:
    assert codes(case_of(text)) == [("clearance", "unknown")]


def test_a_clearance_that_binds_only_in_the_contract_is_no_entry_ticket() -> None:
    assert codes(case_of("The contractor must hold security clearance.", stage="contract")) == []


def test_a_cover_whose_lack_ends_the_offer_is_asked() -> None:
    assert codes(case_of(COVER, " Tenders without proof of this cover will be rejected.", "insurance")) == [("insurance", "unknown")]


def test_an_insurance_like_any_other_is_left_to_the_table() -> None:
    assert codes(case_of(COVER, kind="insurance")) == []


def test_what_ends_another_demand_of_the_list_does_not_end_this_one() -> None:
    assert codes(case_of(COVER, "\n2. Late offers will be rejected.", "insurance")) == []


def test_what_the_library_shows_is_not_asked() -> None:
    shown = Coverage(requirement_id="r1", status="held", evidence=(Proof(source="policy.pdf", quote="EUR 15 million", page=1),))
    case = case_of(COVER, " Tenders without it will be rejected.", "insurance")
    assert codes(case.model_copy(update={"coverage": (shown,)})) == []


def test_every_question_carries_its_sentence_and_joins_what_the_text_demands() -> None:
    found, _ = text_knock_outs(case_of("Staff must hold security clearance."))
    assert [each.claim.evidence[0].quote for each in found] == ["Staff must hold security clearance."]
