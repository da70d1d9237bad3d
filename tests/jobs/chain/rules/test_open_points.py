"""What makes a yes a conditional one."""

from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType

import pytest

from jobs.chain.analysis import Analysis
from jobs.chain.answer import rated_answer
from jobs.chain.guards.guard_in import guard_in
from jobs.chain.model import Case
from jobs.chain.policy import DEFAULT_POLICY
from jobs.chain.profile import Profile
from jobs.chain.rules.analyst import RulesAnalyst
from jobs.chain.rules.open_points import open_points
from jobs.chain.tender import Lot, Tender
from tests.builders import NOW, deadline, money, profile, tender

LATE = MappingProxyType({"deadlines": (deadline(NOW + timedelta(days=9)),)})


def texts(notice: Tender, company: Profile | None) -> str:
    return " ".join(each.text for each in open_points(Case(tender=notice, profile=company, now=NOW)))


async def answered(notice: Tender) -> Analysis:
    case, analyst = Case(tender=notice, profile=profile(), now=NOW), RulesAnalyst()
    screening = await analyst.screen(case)
    return rated_answer(case, screening, await analyst.rate(case, screening), guard_in(notice), analyst, DEFAULT_POLICY)


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        (tender(notice_lang="dan"), "written in dan"),
        (tender(submission_languages=("swe", "fin")), "written in swe"),
        (tender(notice_lang="fra", submission_languages=("eng",)), "written in fra"),
        (tender(estimated_value=money("2500000")), "just outside"),
        (tender(estimated_value=money("20000")), "below"),
        (tender(**LATE), "working days are left"),
    ],
)
async def test_an_open_point_makes_a_yes_conditional_and_stands_first(notice: Tender, said: str) -> None:
    answer = await answered(notice)
    assert answer.verdict == "conditional"
    assert said in answer.headline
    assert said in answer.what_would_change[0]
    assert answer.reasons[0].evidence


async def test_hardly_any_text_is_for_a_person_whatever_the_sum_says() -> None:
    answer = await answered(tender(description="Hosting.", passages=()))
    assert answer.verdict == "review"
    assert "hardly any text" in answer.headline


async def test_hardly_any_text_lifts_no_refusal() -> None:
    assert (await answered(tender(description="Hosting.", passages=(), buyer_country="FRA"))).verdict == "no_bid"


async def test_a_notice_without_open_points_is_a_plain_yes() -> None:
    assert (await answered(tender())).verdict == "bid"


async def test_an_open_point_lifts_no_refusal() -> None:
    assert (await answered(tender(buyer_country="FRA", notice_lang="fra"))).verdict == "no_bid"


@pytest.mark.parametrize(
    "notice",
    [
        tender(submission_languages=("dan", "eng")),
        tender(notice_lang="dan", submission_languages=("dan", "eng")),
        tender(notice_lang="mul", submission_languages=("eng",)),
        tender(notice_lang=None),
        tender(estimated_value=money("2500000", basis="framework_maximum")),
        tender(estimated_value=money("2500000"), lots=(Lot(id="L1"), Lot(id="L2"))),
        tender(estimated_value=None),
        tender(deadlines=()),
    ],
)
def test_what_is_not_stated_or_can_be_chosen_is_no_open_point(notice: Tender) -> None:
    assert texts(notice, profile()) == ""


def test_without_a_profile_there_is_nothing_to_settle() -> None:
    assert texts(tender(notice_lang="dan", estimated_value=money("9000000000")), None) == ""
    assert texts(tender(), profile(languages=(), value_min=None, value_max=Decimal(10_000_000), bid_days=0)) == ""


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2026-11-01T12:00:00+01:00", True),
        ("2026-11-02T08:59:00+00:00", True),
        ("2026-11-02T09:01:00+00:00", False),
        ("2026-11-01T20:00:00", True),
        ("2026-11-01T22:00:00", False),
        ("2026-10-31", True),
        ("2026-11-01", False),
        ("soon", False),
        (None, False),
    ],
)
async def test_a_day_for_questions_that_has_passed_everywhere_is_said_and_ends_nothing(published: str | None, said: bool) -> None:
    answer = await answered(tender(clarification_deadline=published))
    assert answer.verdict == "bid"
    assert any("questions has passed" in risk.text for risk in answer.risks) is said
