"""An answer is logged with how sure it looks, and says what people made of such answers once enough of them voted."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from jobs import sureness
from jobs.chain.analysis import Analysis, Claim, Criterion, Finding, GuardReport, KnockOut
from jobs.chain.model import Case
from jobs.chain.pipeline import run_chain
from jobs.chain.policy import DEFAULT_POLICY
from jobs.chain.rules.analyst import RulesAnalyst
from jobs.chain.tender import Evidence
from jobs.evals.calibration import fit
from jobs.evals.confidence import Facts, observe, raw_confidence, unsupported
from storage import quality
from tests.builders import NOW, profile, tender
from tests.jobs.evals.weeks import MONDAY, called, draw
from tests.jobs.office import HERE, Office
from tests.storage.builders import figure

SOLID = Facts(quoted=1, known=1, complete=1, read=1, open=0, findings=0, flagged=False, agrees=True, margin=1, proven=False, profiled=True)
QUOTED = Claim(text="It is ours.", evidence=(Evidence(anchor="line 1", quote="ours"),))


@pytest.mark.parametrize(
    "worse",
    [
        {"quoted": 0.5}, {"known": 0.4}, {"known": None}, {"complete": 0.4}, {"read": 0.6}, {"open": 2}, {"findings": 1}, {"flagged": True},
        {"agrees": False}, {"agrees": None}, {"margin": 0.1}, {"margin": None}, {"profiled": False},
    ],
    ids=str,
)  # fmt: skip
def test_each_fact_that_speaks_against_an_answer_makes_it_look_less_sure(worse: dict[str, object]) -> None:
    solid = SOLID.model_copy(update={"complete": 0.6})
    assert raw_confidence(solid.model_copy(update=worse)) < raw_confidence(solid)


def test_nothing_is_certain_and_nothing_is_less_than_nothing() -> None:
    hollow = Facts(
        quoted=0, known=0, complete=0, read=0, open=9, findings=9, flagged=True, agrees=False, margin=0, proven=False, profiled=False
    )
    assert (raw_confidence(SOLID), raw_confidence(hollow)) == (0.95, 0.0)
    assert raw_confidence(SOLID.model_copy(update={"profiled": False})) == 0.4
    with pytest.raises(ValidationError):
        Facts.model_validate(SOLID.model_dump() | {"quoted": 1.2})


def test_the_facts_of_an_answer_are_counted() -> None:
    analysis = Analysis(
        verdict="conditional", score=60, confidence=0.6, headline="h", reasons=(QUOTED, Claim(text="No passage.")),
        criteria=(Criterion(code="a", weight=75, score=3, claim=QUOTED), Criterion(code="b", weight=25, claim=Claim(text="?"))),
        knock_outs=(KnockOut(code="x", status="unknown", claim=Claim(text="?")), KnockOut(code="y", status="clear", claim=Claim(text="."))),
        guard=GuardReport(verdict="flag", score=0.5, findings=(Finding(family="f", reason="r", start=0, end=1),)),
        analyst="rules", analyst_note="n", policy="p",
    )  # fmt: skip
    read = tender(warnings=("Two deadlines.",))
    facts = observe(analysis, Case(tender=read, profile=profile(), now=NOW), DEFAULT_POLICY, rules_verdict="bid")
    assert facts == Facts(
        quoted=2 / 3, known=0.75, complete=1, read=0.95, open=1, findings=1, flagged=True, agrees=False,
        margin=0.4, proven=False, profiled=True,
    )  # fmt: skip
    assert unsupported(facts) == 0.333


async def test_a_run_leaves_its_figure_with_its_answer_and_without_votes_no_number(office: Office) -> None:
    await office.with_profile(capabilities=("maintenance of lifts",), countries=("GBR",))
    run_id = await office.ask()
    await office.work_through(run_id)
    async with office.db.tenant_read(HERE) as tx:
        found = await quality.figure(tx, run_id)
    run = await office.run(run_id)
    assert found is not None
    assert run.outcome is not None
    assert (found.verdict, found.score) == (run.outcome["analysis"]["verdict"], run.outcome["analysis"]["score"])
    assert Facts.model_validate(found.facts).agrees is None
    assert raw_confidence(Facts.model_validate(found.facts)) == found.raw > 0
    assert (found.share, found.calibration, found.fallback) == (None, None, False)


async def nothing(*_: object) -> None:
    return


async def test_what_a_model_rated_is_read_by_rules_too(office: Office) -> None:
    case = Case(tender=tender(), profile=profile(), now=NOW)
    judged = await run_chain(case, RulesAnalyst(), depth="standard", policy=DEFAULT_POLICY, done={}, on_step=nothing)
    assert judged.analysis is not None
    other = "no_bid" if judged.analysis.verdict != "no_bid" else "bid"
    seen: list[bool | None] = []
    for change in ({}, {"analyst": "anthropic"}, {"analyst": "anthropic", "verdict": other}, {"analyst": "anthropic", "score": None}):
        outcome = judged.model_copy(update={"analysis": judged.analysis.model_copy(update=change)})
        found = await sureness.figure_of(office.deps, HERE, "run_1", outcome, case)
        assert found is not None
        seen.append(Facts.model_validate(found.facts).agrees)
    assert seen == [None, True, False, None]
    refused = judged.model_copy(update={"state": "refused", "analysis": None})
    assert await sureness.figure_of(office.deps, HERE, "run_1", refused, case) is None


async def test_once_votes_are_fitted_a_new_answer_says_what_came_of_such_answers(office: Office) -> None:
    made = fit(sureness.labels_of(called(draw(1))))
    async with office.db.tenant(HERE) as tx:
        version = await sureness.keep(tx, made, office.clock.now())
    run_id = await office.ask()
    await office.work_through(run_id)
    async with office.db.tenant_read(HERE) as tx:
        found = await quality.figure(tx, run_id)
    assert found is not None
    assert made.curve is not None
    assert found.share is not None
    assert found.share == round(made.curve(found.raw), 3)
    assert found.calibration == version == 1
    group = made.group(found.share)
    assert group is not None
    assert (found.called_right, found.called) == (group.right, group.of)


def test_a_fit_that_was_not_taken_or_is_of_another_shape_changes_nothing() -> None:
    bare = figure("run_1")
    refused = fit([(0.5, True)] * 20)
    for body in (refused.model_dump(mode="json"), {"slope": 1}):
        assert sureness.applied(bare, quality.Calibration(1, taken=False, labels=20, body=body, created_at=NOW)) == bare
    assert sureness.applied(bare, None) == bare


def test_only_answers_that_somebody_called_right_or_wrong_are_labels_and_the_newest_count() -> None:
    answers = [replace(each, up=0, down=0) for each in draw(1)]
    assert sureness.labels_of(answers) == []
    voted = called([each for each in draw(1, a_week=1200) if each.figure is not None])
    assert len(sureness.labels_of(voted)) == sureness.MOST_LABELS
    assert all(each.at < MONDAY for each in voted)
