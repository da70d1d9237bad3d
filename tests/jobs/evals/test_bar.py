"""The bar is data the gate can read, and the page beside it says the same."""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]
BAR: dict[str, Any] = yaml.safe_load((ROOT / "jobs" / "evals" / "bar.yml").read_text("utf-8"))


def test_the_bar_holds_the_numbers_that_were_promised() -> None:
    assert BAR["answer"] == {
        "unsupported_claims_max": 0.02,
        "satisfaction_min": 4.0,
        "task_completion_min": 0.95,
        "safety_violations_max": 0,
    }
    assert BAR["case"] == {"pass_score_min": 0.8, "passing_share_min": 0.95}


def test_hard_zeros_and_costs_are_named_once_and_positive() -> None:
    assert len(BAR["hard_zeros"]) == len(set(BAR["hard_zeros"]))
    assert all(isinstance(points, int) and points > 0 for points in BAR["costs"].values())


def test_a_missed_deadline_costs_most_and_a_needless_look_less_than_a_wrong_verdict() -> None:
    costs = BAR["costs"]
    assert max(costs, key=costs.__getitem__) == "missed_deadline"
    assert costs["review_that_was_clear"] < min(costs["bid_that_was_no_bid"], costs["no_bid_that_was_bid"]) / 5


def test_the_page_names_every_cost() -> None:
    page = (ROOT / "docs" / "pass-bar.md").read_text("utf-8")
    for points in BAR["costs"].values():
        assert f"| {points} |" in page
