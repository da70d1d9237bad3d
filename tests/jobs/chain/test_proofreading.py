"""Where rules were in doubt a model reads the answer once more before people do; it can stop it, and nothing else."""

import json
from typing import Any

import pytest

from jobs.chain.errors import AnalystError, KeyRefused, Overloaded
from jobs.chain.guards.out_refusal import REFUSED
from jobs.chain.model import Case
from tests.builders import passage, profile, tender
from tests.jobs.chain.acting import ATTACK, ActingAnalyst, run, suspect
from tests.jobs.chain.agents import filled


def objects(*found: str) -> Any:
    async def act(_: Case) -> tuple[str, ...]:
        return found

    return act


async def test_a_plain_answer_is_not_read_again() -> None:
    analyst = ActingAnalyst()
    await run(analyst, tender())
    assert "proof" not in analyst.steps


async def test_the_answer_about_a_flagged_tender_is_read_without_what_was_set_aside() -> None:
    analyst = ActingAnalyst()
    outcome = await run(analyst, suspect(ATTACK))
    assert outcome.analysis is not None
    (words,) = analyst.proofread_words
    assert outcome.analysis.headline in words
    (read,) = (case for step, case in analyst.calls if step == "proof")
    assert ATTACK not in read.tender.model_dump_json()


@pytest.mark.parametrize("family", ["hate", "violence", "illegal_advice", "off_topic"])
async def test_an_objection_withholds_the_whole_answer_for_a_person(family: str) -> None:
    outcome = await run(ActingAnalyst(proof=objects(family)), suspect(ATTACK))
    assert outcome.analysis is not None
    assert (outcome.analysis.verdict, outcome.analysis.headline, outcome.analysis.reasons) == ("review", REFUSED, ())


@pytest.mark.parametrize("error", [KeyRefused("No."), Overloaded("Busy.")])
async def test_a_reader_that_is_away_holds_nothing_up(error: AnalystError) -> None:
    async def away(_: Case) -> None:
        raise error

    plain = await run(ActingAnalyst(), suspect(ATTACK))
    assert (await run(ActingAnalyst(proof=away), suspect(ATTACK))).analysis == plain.analysis


async def test_the_model_reads_the_answer_as_data_and_says_each_objection_once() -> None:
    judge, model = filled.analyst(json.dumps({"objections": ["off_topic", "off_topic"]}))
    notice = tender(passages=(passage("p2", "Secret words of the notice."),))
    assert await judge.proofread(filled.case(notice, profile()), "Bid.\nBuy our soap.") == ("off_topic",)
    (request,) = model.requests
    assert "[p1]\n│ Bid.\n│ Buy our soap." in request.user
    assert "Secret words" not in request.user
