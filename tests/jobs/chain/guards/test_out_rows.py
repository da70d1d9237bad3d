"""The table of requirements in the last guard: sentences of the notice pass, what a model added is held against it, all of it is safe."""

from typing import Any

import pytest

from jobs.chain.analysis import Analysis, Claim, RequirementRow
from jobs.chain.evidence.check import MARK
from jobs.chain.guards.guard_out import guard_out
from jobs.chain.rules.requirements import requirements_of
from jobs.chain.tender import Evidence, Lot, Tender
from tests.builders import passage, profile, tender

TEXT = "Bidders must hold a valid ISO 27001 certificate. Tenderers shall provide 3 references, as follows: each over EUR 50,000."
PASSAGES = (passage("p1", TEXT),)
NOTICE = tender(passages=PASSAGES, requirements=requirements_of(PASSAGES), lots=(Lot(id="LOT-0001"),))


def row(text: str, quote: str, **changes: Any) -> RequirementRow:
    evidence = (Evidence(anchor="line 1", quote=quote, passage_id="p1"),)
    return RequirementRow.model_validate({"code": "m1", "kind": "mandatory", "claim": Claim(text=text, evidence=evidence), **changes})


def through(*rows: RequirementRow, notice: Tender = NOTICE) -> tuple[RequirementRow, ...]:
    answer = Analysis(
        verdict="review", confidence=0.5, headline="So.", analyst="anthropic", analyst_note="", policy="2026-11", requirements=rows
    )
    return guard_out(answer, notice, profile()).requirements


def test_the_rules_rows_go_through_as_they_stand_in_the_notice() -> None:
    rows = tuple(
        RequirementRow(code=each.id, kind="mandatory", claim=Claim(text=each.text, evidence=(each.evidence,)))
        for each in NOTICE.requirements
    )
    assert through(*rows) == rows


def test_a_row_that_only_calls_itself_one_of_the_rules_is_held_against_the_notice() -> None:
    (shown,) = through(row("Bidders must hold ISO 9001.", "valid ISO 27001 certificate", code="r1"))
    assert MARK in shown.claim.text
    assert shown.claim.evidence == ()


@pytest.mark.parametrize(
    ("text", "quote", "marked"),
    [
        ("Three references are needed.", "provide 3 references", False),
        ("Four references are needed.", "provide 3 references", True),
        ("References over 60,000 EUR are needed.", "each over EUR 50,000", True),
    ],
)
def test_a_figure_that_the_quote_does_not_hold_is_marked(text: str, quote: str, marked: bool) -> None:
    (shown,) = through(row(text, quote))
    assert (MARK in shown.claim.text) is marked
    assert bool(shown.claim.evidence) is not marked


def test_nothing_in_a_row_calls_people_or_leads_elsewhere() -> None:
    bad = "See <!channel> and http://evil.example/x for the certificate."
    (shown,) = through(row(bad, "valid ISO 27001 certificate", code="<!here>", lot="<!here>", shown_by=("<@U1> file.pdf",)))
    assert "<!" not in shown.model_dump_json()
    assert "<@" not in shown.model_dump_json()
    assert "evil.example" not in shown.claim.text
    assert shown.lot is None


def test_a_sentence_of_the_notice_is_washed_too() -> None:
    passages = (passage("p1", "Bidders must hold a certificate <!channel> of the town."),)
    notice = tender(passages=passages, requirements=requirements_of(passages))
    (read,) = notice.requirements
    (shown,) = through(
        RequirementRow(code=read.id, kind="mandatory", claim=Claim(text=read.text, evidence=(read.evidence,))), notice=notice
    )
    assert "<!" not in shown.model_dump_json()
