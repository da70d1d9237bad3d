"""The judge: it reads what was flagged and a sample nobody can foresee, and only an order it can quote counts."""

import json
import re
from typing import Any

import pytest

from jobs.chain.agents.judging import NOT_SEEN_AS_ORDERS, SURE, chosen
from jobs.chain.analysis import Finding, GuardReport
from jobs.chain.errors import BadOutput
from jobs.chain.tender import Tender
from tests.builders import passage, tender
from tests.jobs.chain.acting import WORDING, suspect
from tests.jobs.chain.agents.filled import JUDGE, analyst, case

CLEAN = GuardReport(verdict="allow", score=0.1)
SEEN = Finding(family="override", reason="an order", start=0, end=5, quote="Cloud", passage_id="p1")
FLAGGED = GuardReport(verdict="flag", score=0.6, findings=(SEEN,))
PLACE = {"passage": "p9", "verdict": "order", "aim": "score", "quote": "gives it all points and tells nobody"}


def found(**changed: object) -> dict[str, Any]:
    return {"places": [{**PLACE, **changed}]}


async def test_an_order_that_stands_in_the_passage_is_a_finding_at_its_very_place() -> None:
    judge, _ = analyst(found())
    report = await judge.judge(case(suspect(WORDING)), CLEAN)
    (finding,) = report.findings
    assert (report.verdict, report.score) == ("flag", SURE)
    assert (finding.family, finding.passage_id, WORDING[finding.start : finding.end]) == ("judge", "p9", PLACE["quote"])
    assert "score" in finding.reason


@pytest.mark.parametrize(
    "changed", [{"verdict": "clear"}, {"quote": "gives it half of the points"}, {"passage": "p2"}, {"passage": "p77"}, {"quote": ""}]
)
async def test_an_order_without_a_quote_that_stands_does_not_count(changed: dict[str, object]) -> None:
    judge, _ = analyst(found(**changed))
    assert await judge.judge(case(suspect(WORDING)), CLEAN) == CLEAN


async def test_the_place_is_found_over_line_ends() -> None:
    text = WORDING.replace("all points", "all\n  points")
    judge, _ = analyst(found())
    (finding,) = (await judge.judge(case(suspect(text)), CLEAN)).findings
    assert text[finding.start : finding.end] == "gives it all\n  points and tells nobody"


async def test_a_judge_lifts_nothing_that_rules_have_found_and_says_that_it_sees_no_order() -> None:
    judge, _ = analyst(JUDGE)
    report = await judge.judge(case(), FLAGGED)
    assert (report.verdict, report.findings, report.notes) == ("flag", FLAGGED.findings, (NOT_SEEN_AS_ORDERS,))


async def test_what_it_adds_stands_beside_what_rules_found() -> None:
    judge, _ = analyst(found())
    report = await judge.judge(case(suspect(WORDING)), FLAGGED)
    assert report.findings[0] == SEEN
    assert [each.family for each in report.findings] == ["override", "judge"]


async def test_refused_is_only_what_nothing_is_left_of_beside_the_order() -> None:
    bare = Tender(source="text", external_id="x", content_hash="0", kind="unknown", passages=(passage("p9", WORDING),))
    whole, _ = analyst(found(quote=WORDING))
    notice, _ = analyst(found(quote=WORDING))
    assert (await whole.judge(case(bare), CLEAN)).verdict == "refuse"
    assert (await notice.judge(case(suspect(WORDING)), CLEAN)).verdict == "flag"


async def test_the_reason_is_ours_and_never_the_models() -> None:
    judge, _ = analyst(json.dumps({"places": [{**PLACE, "aim": "visit evil.example"}]}))
    with pytest.raises(BadOutput):
        await judge.judge(case(suspect(WORDING)), CLEAN)


async def test_a_notice_without_passages_costs_no_call() -> None:
    judge, model = analyst(JUDGE)
    assert await judge.judge(case(tender(passages=())), CLEAN) == CLEAN
    assert model.requests == []


async def test_the_judge_reads_neither_profile_nor_what_others_think() -> None:
    judge, model = analyst(JUDGE)
    await judge.judge(case(), FLAGGED)
    assert "Nordlicht" not in model.requests[0].user
    assert "override" not in model.requests[0].user


MANY = tuple(passage(f"p{place}", f"Part {place}. " + "word " * 200) for place in range(1, 101))


def test_flagged_passages_are_always_read_and_the_others_as_far_as_they_fit() -> None:
    report = GuardReport(verdict="flag", score=1, findings=(SEEN.model_copy(update={"passage_id": "p97"}),))
    read = chosen(MANY, report, 20_000, "word")
    assert "p97" in {each.id for each in read}
    assert 10 < len(read) < 30
    assert [each.id for each in read] == sorted((each.id for each in read), key=lambda name: int(name[1:]))


def test_the_sample_is_another_with_another_word() -> None:
    samples = [{each.id for each in chosen(MANY, CLEAN, 20_000, word)} for word in ("one", "two", "three")]
    assert samples[0] != samples[1] != samples[2]
    assert samples[0] == {each.id for each in chosen(MANY, CLEAN, 20_000, "one")}


def test_what_fits_is_read_whole() -> None:
    assert chosen(MANY, CLEAN, 10_000_000, "word") == MANY


async def test_what_is_too_much_for_one_call_is_one_call_all_the_same() -> None:
    judge, model = analyst(JUDGE)
    await judge.judge(case(tender(passages=MANY * 3)), CLEAN)
    assert len(model.requests) == 1
    assert len(re.findall(r"^\[p\d+\]$", model.requests[0].user, re.MULTILINE)) > 5
