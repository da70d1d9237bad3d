"""The table of requirements of a model: the rules' rows first and whole, what is new behind them, nothing twice."""

from typing import Any

import pytest

from jobs.chain.coverage import Coverage, Proof
from jobs.chain.rules.analyst import RulesAnalyst
from jobs.chain.rules.requirements import requirements_of
from jobs.chain.tender import Lot
from tests.builders import passage, tender
from tests.jobs.chain.agents.filled import analyst, case

ASKED = (
    "Bidders must hold a valid ISO 27001 certificate. The price list in annex C is part of the offer. "
    "Two references for archives earn points. Bidders for lot 2 must name a help desk in German."
)
PASSAGES = (*tender().passages[:2], passage("p3", ASKED))
NOTICE = tender(passages=PASSAGES, requirements=requirements_of(PASSAGES), lots=(Lot(id="LOT-0001"), Lot(id="LOT-0002")))


def row(text: str, quote: str, **changed: object) -> dict[str, Any]:
    return {"kind": "mandatory", "lot": "", "claim": {"text": text, "passage": "p3", "quote": quote}, **changed}


PRICES = row("A price list is part of the offer.", "The price list in annex C is part of the offer")


async def test_no_row_of_the_rules_is_lost_and_new_ones_stand_behind_them() -> None:
    ours = (await RulesAnalyst().requirements(case(NOTICE))).rows
    judge, _ = analyst({"rows": [PRICES, row("References count.", "Two references for archives earn points", kind="scored")]})
    rows = (await judge.requirements(case(NOTICE))).rows
    assert ours
    assert rows[: len(ours)] == ours
    assert [(each.code, each.kind) for each in rows[len(ours) :]] == [("m1", "mandatory"), ("m2", "scored")]
    assert all(each.claim.evidence for each in rows)


@pytest.mark.parametrize(
    "again",
    [
        row("A certificate is needed.", "Bidders must hold a valid ISO 27001 certificate."),
        row("A certificate is needed.", "must hold a valid ISO 27001"),
        row("A certificate is needed.", "hold a valid ISO 27001 certificate. The price"),
    ],
)
async def test_a_demand_that_rules_have_is_not_listed_twice(again: dict[str, Any]) -> None:
    judge, _ = analyst({"rows": [again, PRICES, PRICES]})
    rows = (await judge.requirements(case(NOTICE))).rows
    assert [each.code for each in rows if each.code.startswith("m")] == ["m1"]


@pytest.mark.parametrize(
    "wrong",
    [
        row("A price list is part.", "The price list in annex D is part of the offer"),
        row("A price list of 12 pages is part.", "The price list in annex C is part of the offer"),
        row("The price list is for Merlingen.", "The price list in annex C is part of the offer"),
        row("A price list is part.", "The price list in annex C is part of the offer") | {"claim": {**PRICES["claim"], "passage": "p2"}},
    ],
)
async def test_a_row_that_its_quote_does_not_bear_out_is_dropped(wrong: dict[str, Any]) -> None:
    judge, _ = analyst({"rows": [wrong]})
    assert (await judge.requirements(case(NOTICE))).rows == (await RulesAnalyst().requirements(case(NOTICE))).rows


@pytest.mark.parametrize(("said", "kept"), [("LOT-0001", "LOT-0001"), ("[lot-0001]", "LOT-0001"), ("LOT-0009", None), ("", None)])
async def test_a_lot_is_one_the_notice_has(said: str, kept: str | None) -> None:
    judge, _ = analyst({"rows": [{**PRICES, "lot": said}]})
    assert (await judge.requirements(case(NOTICE))).rows[-1].lot == kept


async def test_a_model_may_name_the_lot_of_a_row_where_rules_saw_none_but_not_another_one() -> None:
    named = row("A certificate.", "Bidders must hold a valid ISO 27001 certificate", lot="LOT-0001")
    other = row("German.", "Bidders for lot 2 must name a help desk in German", lot="LOT-0001")
    judge, _ = analyst({"rows": [named, other]})
    rows = {each.claim.text: each.lot for each in (await judge.requirements(case(NOTICE))).rows}
    assert rows["Bidders must hold a valid ISO 27001 certificate."] == "LOT-0001"
    assert rows["Bidders for lot 2 must name a help desk in German."] == "LOT-0002"


async def test_what_we_can_show_comes_from_the_library_and_is_left_open_for_rows_of_the_model() -> None:
    held = Coverage(requirement_id="r1", status="held", evidence=(Proof(source="iso.pdf", quote="ISO/IEC 27001", page=2),))
    judge, _ = analyst({"rows": [PRICES]})
    rows = (await judge.requirements(case(NOTICE).model_copy(update={"coverage": (held,)}))).rows
    assert (rows[0].coverage, rows[0].shown_by) == ("held", ("iso.pdf, page 2",))
    assert (rows[-1].code, rows[-1].coverage) == ("m1", None)
