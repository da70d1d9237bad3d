"""What rules settle without a model, and what they must leave to one."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from jobs.chain.model import Case
from jobs.chain.rules.settle import settled
from tests.bench.chain import covered, settled_without_a_call
from tests.bench.notices import mixed
from tests.builders import NOW, deadline, passage, profile, tender

FAR = (
    "Fresh meals for nine primary schools, about fourteen hundred a day, one dish without meat, allergens labelled. Kitchens are in the "
    "schools; cooks, food and transport are the contractor's. Parents order and pay on a portal of the town, from the first day of term."
)


def far_away(**changes: Any) -> Case:
    """A tender that is none of the default profile's business, changed where the test says so."""
    company = {name.removeprefix("profile_"): changes.pop(name) for name in list(changes) if name.startswith("profile_")}
    text = changes.pop("text", FAR)
    fields = {"title": "School meals", "buyer": "Town of Hallbeck", "description": text, "cpv_main": "15894210", "cpv_all": ("15894210",)}
    fields |= {"passages": (passage("p1", text),)}
    return Case(tender=tender(**(fields | changes)), profile=profile(**company), now=NOW)


def test_a_trade_that_is_far_from_ours_by_code_and_by_every_word_is_settled_with_the_code_as_its_quote() -> None:
    screening = settled(far_away())
    assert screening is not None
    assert screening.relevant is False
    assert screening.claim.evidence[0].quote == "15894210"


@pytest.mark.parametrize(
    "changes",
    [
        {"cpv_main": "72415000", "cpv_all": ("15894210", "72415000")},
        {"cpv_main": "79710000", "cpv_all": ("79710000",)},
        {"cpv_main": None, "cpv_all": ()},
        {"text": f"{FAR} The contractor also keeps the ordering software running."},
        {"text": f"{FAR} Die Bestellungen laufen über ein Hostingangebot."},
        {"title": "School meals and a cloud for orders"},
        {"text": "See documents."},
        {"notice_lang": "fra"},
        {"notice_lang": None},
        {"buyer": "Regional Archive of Varnholt, branch office"},
        {"profile_cpv": ()},
        {"profile_capabilities": ()},
        {"profile_capabilities": ("services", "project management")},
    ],
    ids=[
        "one code is ours",
        "a neighbouring code",
        "no code",
        "a word of ours",
        "a word of ours in a compound",
        "a word of ours in the title",
        "hardly any text",
        "a language our words are not in",
        "a language nobody stated",
        "a buyer we wait for",
        "no codes of ours",
        "no words of ours",
        "words of any trade only",
    ],
)
def test_any_sign_that_it_may_be_ours_leaves_it_to_a_model(changes: dict[str, Any]) -> None:
    assert settled(far_away(**changes)) is None


def test_without_a_profile_and_with_text_set_aside_no_trade_is_told() -> None:
    case = far_away()
    assert settled(case) is not None
    assert settled(case.model_copy(update={"quarantined": ("p1",)})) is None
    assert settled(case.model_copy(update={"profile": None})) is None


def test_a_knock_out_that_is_a_fact_settles_whatever_the_trade() -> None:
    past = deadline(NOW - timedelta(days=2))
    for changes in ({"deadlines": (past,)}, {"buyer_country": "PRT"}, {"title": "Cloud hosting for weapons"}):
        screening = settled(Case(tender=tender(**changes), profile=profile(), now=NOW))
        assert screening is not None
        assert "fail" in {each.status for each in screening.knock_outs}
    assert settled(Case(tender=tender(), profile=profile(), now=NOW)) is None


def test_a_failure_without_a_quote_is_left_to_be_looked_at() -> None:
    past = tender(deadlines=(deadline(NOW - timedelta(days=2)),), evidence={})
    assert settled(Case(tender=past, profile=profile(), now=NOW)) is None


async def test_rules_settle_half_of_the_mixed_set_without_a_call_and_drop_no_good_tender() -> None:
    notices = mixed()
    alone = [each for each in notices if await settled_without_a_call(each)]
    assert (len(notices), len({each.case.tender.external_id for each in notices})) == (300, 300)
    assert len(alone) >= 150
    assert Counter(each.label for each in alone) == {"bad": len(alone)}


def test_time_in_which_calls_overlap_is_counted_once() -> None:
    calls = [(0.0, 0.5), (0.1, 0.8), (2.0, 4.0), (2.1, 3.0)]
    assert covered([{"arrived": arrived, "latency": latency} for arrived, latency in calls]) == pytest.approx(0.9 + 4.0)
