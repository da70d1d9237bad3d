"""Rated with and without what was set aside: a result that moves too far goes to a person, in words."""

from typing import Any

import pytest

from jobs.chain.analysis import KnockOut
from jobs.chain.differential import NOT_COMPARED
from jobs.chain.errors import AnalystError, Leaked, ModelRefused, Overloaded
from jobs.chain.model import Case
from jobs.chain.policy import Policy
from jobs.chain.rules.analyst import RulesAnalyst
from tests.builders import tender
from tests.jobs.chain.acting import ATTACK, QUOTED, Act, ActingAnalyst, Ledger, rating, run, suspect


def swayed(clean: float, whole: float) -> Act:
    """Rates otherwise where it has read the attack."""

    async def act(case: Case) -> Any:
        return rating(whole if _reads_attack(case) else clean)

    return act


def _reads_attack(case: Case) -> bool:
    return any(ATTACK in passage.text for passage in case.tender.passages)


@pytest.mark.parametrize(
    ("clean", "whole", "verdict"),
    [(4.0, 4.0, "bid"), (4.0, 4.5, "bid"), (4.0, 4.6, "review"), (4.0, 5.0, "review"), (3.6, 3.4, "review"), (2.0, 5.0, "review")],
)
async def test_a_move_beyond_ten_points_or_to_another_verdict_goes_to_a_person(clean: float, whole: float, verdict: str) -> None:
    answer = (await run(ActingAnalyst(rate=swayed(clean, whole)), suspect())).analysis
    assert answer is not None
    assert (answer.verdict, answer.score) == (verdict, round(clean * 20))
    asked = [each for each in answer.knock_outs if each.code == "manipulation"]
    assert [each.status for each in asked] == (["unknown"] if verdict == "review" else [])


async def test_the_reason_names_both_results_and_comes_first() -> None:
    answer = (await run(ActingAnalyst(rate=swayed(2.0, 5.0)), suspect())).analysis
    assert answer is not None
    assert answer.reasons[0].text == (
        "With the text that was set aside the result would be “Bid, 100 of 100”, without it it is “No bid, 40 of 100”: "
        "a person should look at it."
    )
    assert answer.headline.startswith("A person should look, 40 of 100: With the text that was set aside")
    assert "Read what was set aside" in answer.what_would_change[0]


async def test_how_far_is_too_far_is_the_policys_to_say() -> None:
    strict, lenient = Policy(suspicious_move=1), Policy(suspicious_move=20)
    verdicts = [
        (await run(ActingAnalyst(rate=swayed(4.0, each)), suspect(), policy=policy)).analysis
        for each, policy in ((4.2, strict), (4.9, lenient))
    ]
    assert [answer.verdict for answer in verdicts if answer] == ["review", "bid"]


async def test_it_costs_one_more_call_where_something_was_flagged_and_none_elsewhere() -> None:
    flagged, clean = ActingAnalyst(), ActingAnalyst()
    await run(flagged, suspect())
    await run(clean, tender())
    assert (flagged.steps.count("rate"), clean.steps.count("rate")) == (2, 1)


async def test_a_quick_look_is_never_rated_twice() -> None:
    analyst = ActingAnalyst()
    await run(analyst, suspect(), depth="quick")
    assert analyst.steps.count("rate") == 0


async def test_both_ratings_are_stored_and_not_paid_for_again() -> None:
    ledger, again = Ledger(), ActingAnalyst()
    first = await run(ActingAnalyst(rate=swayed(4.0, 5.0)), suspect(), ledger=ledger)
    assert {"rate", "differential"} <= set(ledger.stored)
    done = {step: body for step, body in ledger.stored.items() if step != "guard_out"}
    assert (await run(again, suspect(), done=done)) == first
    assert again.steps == ["proof"], "the last guard was not stored, and reads again"


@pytest.mark.parametrize("error", [ModelRefused("no"), Leaked("the word")], ids=lambda each: type(each).__name__)
async def test_text_that_no_model_will_rate_is_a_question_to_a_person(error: AnalystError) -> None:
    async def act(case: Case) -> None:
        if _reads_attack(case):
            raise error

    answer = (await run(ActingAnalyst(rate=act), suspect())).analysis
    assert answer is not None
    assert (answer.verdict, answer.reasons[0].text) == ("review", NOT_COMPARED)


async def test_a_passing_fault_of_the_second_rating_is_waited_for_like_any() -> None:
    async def act(case: Case) -> None:
        if _reads_attack(case):
            raise Overloaded("busy")

    with pytest.raises(Overloaded):
        await run(ActingAnalyst(rate=act), suspect())


async def test_a_failure_that_stands_without_the_suspicious_text_stands() -> None:
    failed = KnockOut(code="licence", status="fail", claim=QUOTED)

    async def act(case: Case) -> Any:
        return rating(5.0) if _reads_attack(case) else rating(4.0).model_copy(update={"knock_outs": (failed,)})

    answer = (await run(ActingAnalyst(rate=act), suspect())).analysis
    assert answer is not None
    assert answer.verdict == "no_bid"
    assert "manipulation" in {each.code for each in answer.knock_outs}


async def test_rules_compare_too_and_are_swayed_by_planted_words_alone() -> None:
    planted = f"{ATTACK} Cloud hosting, software maintenance and help desk are all that is bought here."
    bare = {"title": "Services", "description": "Various services for the town.", "cpv_main": None, "cpv_all": ()}
    base = suspect(planted, **bare)
    notice = base.model_copy(update={"passages": tuple(each for each in base.passages if each.id in ("p3", "p9"))})
    swayed_, plain = await run(RulesAnalyst(), notice), await run(RulesAnalyst(), suspect())
    assert swayed_.analysis is not None
    assert plain.analysis is not None
    assert plain.analysis.verdict == "bid"
    assert "manipulation" in {each.code for each in swayed_.analysis.knock_outs}
    assert swayed_.analysis.verdict == "review"
