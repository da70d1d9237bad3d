"""The judge beside the first look: what it finds counts, what it does not find lifts nothing, and without it rules stand."""

from typing import Any

import pytest

from jobs.chain.analysis import Claim, Finding, GuardReport, KnockOut, Screening
from jobs.chain.errors import AnalystError, KeyRefused, Leaked, Overloaded
from jobs.chain.guards.second_look import LEAK, LEAKED, NOT_TAKEN
from jobs.chain.model import Case
from jobs.chain.rules.analyst import RulesAnalyst
from jobs.chain.tender import Evidence
from tests.builders import tender
from tests.jobs.chain.acting import WORDING, Act, ActingAnalyst, Ledger, run, suspect

FOUND = Finding(family="judge", reason="an order to a machine", start=0, end=len(WORDING), quote=WORDING, passage_id="p9")


def says(verdict: Any, *findings: Finding) -> Act:
    async def act(_: Case) -> GuardReport:
        return GuardReport(verdict=verdict, score=0.8, findings=findings)

    return act


def fails(error: AnalystError) -> Act:
    async def act(_: Case) -> None:
        raise error

    return act


async def test_a_judge_that_refuses_ends_the_run_after_the_first_look_and_nothing_more_is_spent() -> None:
    analyst = ActingAnalyst(judge=says("refuse", FOUND))
    outcome = await run(analyst, suspect(WORDING))
    assert (outcome.state, outcome.analysis, outcome.guard.verdict) == ("refused", None, "refuse")
    assert sorted(analyst.steps) == ["judge", "screen"]


async def test_what_the_judge_flags_is_set_aside_for_all_that_follow_and_the_reader_is_told() -> None:
    analyst = ActingAnalyst(judge=says("flag", FOUND))
    outcome = await run(analyst, suspect(WORDING))
    assert outcome.analysis is not None
    assert outcome.guard.findings == (FOUND,)
    seen = [case for step, case in analyst.calls if step in ("rate", "requirements") and case.quarantined == ("p9",)]
    assert len(seen) == 2
    assert all(WORDING not in case.tender.model_dump_json() for case in seen)
    assert any("set aside" in risk.text for risk in outcome.analysis.risks)


async def test_the_judge_reads_the_whole_notice_and_the_first_look_what_rules_left() -> None:
    analyst = ActingAnalyst()
    await run(analyst, suspect())
    whole, clean = (next(case for name, case in analyst.calls if name == step) for step in ("judge", "screen"))
    assert ("p9" in {p.id for p in whole.tender.passages}, "p9" in {p.id for p in clean.tender.passages}) == (True, False)


async def test_a_first_look_that_read_what_was_flagged_afterwards_ends_nothing() -> None:
    """Its "no" and the knock-out it quotes from there are gone; rules say whether it is our trade."""
    evidence = (Evidence(anchor="line 9", quote=WORDING, passage_id="p9"),)

    async def misled(_: Case) -> Screening:
        claim = Claim(text="Not ours.", evidence=evidence)
        return Screening(relevant=False, claim=claim, knock_outs=(KnockOut(code="licence", status="fail", claim=claim),))

    believed = await run(ActingAnalyst(screen=misled), suspect(WORDING))
    outcome = await run(ActingAnalyst(screen=misled, judge=says("flag", FOUND)), suspect(WORDING))
    assert believed.state == "filtered_out"
    assert outcome.state == "complete"
    assert outcome.analysis is not None
    assert "licence" not in {each.code for each in outcome.analysis.knock_outs}


@pytest.mark.parametrize("error", [Overloaded("busy"), KeyRefused("no")], ids=lambda each: type(each).__name__)
async def test_without_a_judge_the_rules_report_stands_and_the_reader_is_told(error: AnalystError) -> None:
    ledger = Ledger()
    outcome = await run(ActingAnalyst(judge=fails(error)), suspect(), ledger=ledger)
    plain = await run(RulesAnalyst(), suspect())
    assert outcome.analysis is not None
    assert (outcome.guard.verdict, outcome.guard.findings) == ("flag", plain.guard.findings)
    assert NOT_TAKEN in {risk.text for risk in outcome.analysis.risks}
    assert "judge" not in ledger.stored, "a later try asks again"


async def test_a_judge_that_gives_orders_away_is_itself_a_finding() -> None:
    outcome = await run(ActingAnalyst(judge=fails(Leaked("held the word"))))
    assert outcome.state == "complete"
    assert outcome.analysis is not None
    assert (outcome.guard.verdict, outcome.guard.findings) == ("flag", (LEAK,))
    assert LEAKED in {risk.text for risk in outcome.analysis.risks}


@pytest.mark.parametrize("step", ["screen", "rate", "requirements"])
async def test_a_step_that_gives_orders_away_is_bad_output_and_the_finding_is_kept_for_whoever_answers_instead(step: str) -> None:
    ledger = Ledger()
    with pytest.raises(Leaked):
        await run(ActingAnalyst(**_named(step, fails(Leaked("held the word")))), ledger=ledger)
    answer = (await run(RulesAnalyst(), done={"guard_in": ledger.stored["guard_in"]})).analysis
    assert answer is not None
    assert answer.guard is not None
    assert (answer.analyst, answer.guard.findings) == ("rules", (LEAK,))
    assert LEAKED in {risk.text for risk in answer.risks}


async def test_what_the_last_guard_says_of_the_guards_own_words_leaves_them_as_they_are() -> None:
    """They hold no figure: a figure that no passage bears out would be marked."""
    outcome = await run(ActingAnalyst(judge=fails(Overloaded("busy"))), suspect())
    assert outcome.analysis is not None
    assert not [risk.text for risk in outcome.analysis.risks if "not found in the documents" in risk.text]


async def test_what_rules_settle_alone_costs_no_call() -> None:
    analyst = ActingAnalyst()
    outcome = await run(analyst, tender(buyer_country="FRA"))
    assert outcome.analysis is not None
    assert (outcome.state, outcome.analysis.verdict, analyst.calls) == ("filtered_out", "no_bid", [])
    assert "before any language model was asked" in outcome.analysis.analyst_note


async def test_news_are_told_without_a_judge() -> None:
    analyst = ActingAnalyst()
    await run(analyst, tender(kind="award"))
    assert analyst.calls == []


def _named(step: str, act: Act) -> dict[str, Any]:
    return {step: act}
