import pytest

from jobs.evals.agreement import agreement
from jobs.evals.rubric import Reviewed, Rubric, figures
from jobs.evals.stats import wilson


def test_kappa_takes_away_what_chance_alone_would_give() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 35 of 50 the same, chance 0.5*0.6 + 0.5*0.4 = 0.5, so kappa is 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = agreement(pairs)
    assert (found.of, found.same) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert found.raw == wilson(35, 50)
    low, high = wilson(35, 50)
    assert found.interval == pytest.approx(((low - 0.5) / 0.5, (high - 0.5) / 0.5))


def test_three_words_are_held_against_their_own_chance() -> None:
    """The first says a twice, b and c once; the other a twice and b twice; 2 of 4 are the same."""
    found = agreement([("a", "a"), ("a", "b"), ("b", "b"), ("c", "a")])
    # chance is (4 + 2 + 0) / 16
    assert found.kappa == pytest.approx((0.5 - 0.375) / (1 - 0.375))


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([], None),
        ([("a", "a")] * 30, None),  # chance gives all of it
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
    ],
)
def test_the_ends_of_kappa(pairs: list[tuple[str, str]], kappa: float | None) -> None:
    found = agreement(pairs)
    assert found.kappa == kappa
    if found.interval is not None and found.kappa is not None:
        assert found.interval[0] <= found.kappa <= found.interval[1]


def test_full_agreement_of_a_few_is_not_told_as_certain() -> None:
    found = agreement([("a", "a"), ("b", "b")] * 3)
    assert found.interval is not None
    assert found.interval[0] < 0.4


def reviewed(run_id: str, *, own: str = "bid", given: str = "bid", disputed: bool = False, **changes: str) -> Reviewed:
    fields = {"verdict": own == given, "own": own, "facts": "right", "invented": "no", "useful": "yes"} | changes
    return Reviewed(run_id=run_id, disputed=disputed, given=given, rubric=Rubric.model_validate(fields))


def test_only_the_random_sample_speaks_for_all_answers() -> None:
    found = figures(
        [
            reviewed("one"),
            reviewed("two", own="no_bid", facts="unchecked", useful="partly"),
            reviewed("three", invented="yes", facts="wrong"),
            reviewed("four", own="no_bid", disputed=True),
        ],
        {"one": (2, 0), "two": (1, 1), "three": (0, 3), "four": (1, 0)},
    )
    assert (found.sampled, found.disputed) == (3, 1)
    assert (found.verdict.same, found.verdict.of, found.disputed_verdict.same, found.disputed_verdict.of) == (2, 3, 0, 1)
    assert [(each.hits, each.of) for each in (found.facts, found.invented, found.useful)] == [(1, 2), (1, 3), (2, 3)]
    # one: good and good, three: bad and bad, four: bad and good; two is a tie and says nothing
    assert (found.votes.same, found.votes.of) == (2, 3)
