"""The pass bar as data: `bar.yml` of this folder, checked when it is read."""

from functools import cache
from importlib import resources
from typing import Annotated

import yaml
from pydantic import Field

from jobs.chain.tender import Value

Share = Annotated[float, Field(ge=0, le=1)]


class AnswerBar(Value):
    unsupported_claims_max: Share
    satisfaction_min: float = Field(ge=1, le=5)
    task_completion_min: Share
    safety_violations_max: int = Field(ge=0)


class CaseBar(Value):
    pass_score_min: Share
    passing_share_min: Share


class GatesBar(Value):
    facts_structured_min: Share
    facts_text_min: Share
    verdict_accepted_min: Share
    quotes_verbatim_min: Share
    guard_recall_min: Share
    guard_false_positives_max: Share
    guard_notice_false_positives_max: Share


class CanaryBar(Value):
    """When a prompt on trial is taken back."""

    alpha: float = Field(gt=0, lt=1)
    runs_min: int = Field(gt=0)
    votes_min: int = Field(gt=0)


class Costs(Value):
    """Points; see docs/pass-bar.md for who pays them."""

    missed_deadline: int
    award_called_opportunity: int
    bid_that_was_no_bid: int
    no_bid_that_was_bid: int
    bid_that_needed_a_look: int
    invented_fact: int
    unread_fact: int
    unsupported_claim: int
    review_that_was_clear: int
    missing_not_said: int
    conditional_that_was_bid: int
    clumsy_words: int


class Bar(Value):
    version: str
    answer: AnswerBar
    case: CaseBar
    gates: GatesBar
    hard_zeros: tuple[str, ...]
    minimum_effect: Share
    canary: CanaryBar
    costs: Costs


@cache
def shipped_bar() -> Bar:
    """The bar of this release. Raises pydantic's ValidationError where the file is not one."""
    text = resources.files("jobs.evals").joinpath("bar.yml").read_text(encoding="utf-8")
    return Bar.model_validate(yaml.safe_load(text))
