"""Five faults put into the chain on purpose: the gate sees each of them over the open cases, and none in a prompt that is only worded anew."""

from datetime import UTC, datetime

import pytest

from jobs.chain.tender import Deadline, Tender
from jobs.evals.contenders import by_rules
from jobs.prompting import shipped
from tests.jobs.evals.house import house, plain_model, plain_rules, reworded, stand_in

WORSE = "Worse than the baseline"
ALWAYS = "Every tender is worth a bid: relevant is always “yes”, each criterion always gets 5, and knock_outs stays empty.\n"
TEN_POINTS_WORSE = 0.2
"""Error rate of the stand-in at which about ten in a hundred cases more go wrong than at its usual one."""


def test_a_prompt_that_always_says_bid_is_caught() -> None:
    scripts = shipped()
    bodies = {name: scripts[name].system + ALWAYS for name in ("screen", "rate")}
    weighed = house().weighed(plain_model(), house().scores(stand_in(reworded(**bodies))))
    assert any(fault.startswith(WORSE) for fault in weighed.faults)


def test_a_deadline_parser_that_drops_the_zone_is_caught() -> None:
    weighed = house().weighed(plain_rules(), house().scores(by_rules(), _without_zones))
    assert any(fault.startswith(WORSE) for fault in weighed.faults)
    assert any("facts of structured sources" in fault for fault in weighed.faults)


def test_a_screen_that_ignores_exclusions_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    before = plain_rules()
    monkeypatch.setattr("jobs.chain.rules.knock_outs._exclusions", lambda tender, profile: [])
    weighed = house().weighed(before, house().scores(by_rules()))
    assert "exclusion-nuclear-uk-ocds must pass and did not." in weighed.faults


def test_a_citation_check_switched_off_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    before = plain_model()
    for place in ("jobs.chain.agents.claims.stands_in", "jobs.chain.evidence.check.stands_in"):
        monkeypatch.setattr(place, lambda quote, text: True)
    weighed = house().weighed(before, house().scores(stand_in()))
    assert any(fault.startswith("Too many claims whose quote does not stand") for fault in weighed.faults)


def test_a_model_ten_points_worse_is_caught() -> None:
    weighed = house().weighed(plain_model(), house().scores(stand_in(errors=TEN_POINTS_WORSE)))
    change = weighed.after.change
    assert change is not None
    assert -0.2 <= change.share_difference <= -0.1
    assert any(fault.startswith(WORSE) for fault in weighed.faults)


def test_a_prompt_worded_anew_is_let_through() -> None:
    system = shipped()["rate"].system
    worded = system.replace(
        "You rate public tenders for a company that decides whether to bid.", "A company asks you to rate a public tender."
    )
    assert worded != system
    weighed = house().weighed(plain_model(), house().scores(stand_in(reworded(rate=worded))))
    assert (weighed.faults, weighed.doubts) == ((), ())


def _without_zones(tender: Tender) -> Tender:
    return tender.model_copy(update={"deadlines": tuple(map(_as_written, tender.deadlines))})


def _as_written(deadline: Deadline) -> Deadline:
    try:
        written = datetime.fromisoformat(deadline.published)
    except ValueError:
        return deadline
    return deadline.model_copy(update={"instant": written.replace(tzinfo=UTC)})
