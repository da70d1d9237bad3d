import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.chain.complexity import WEIGHTS, Observed, moved, observe, score
from tests.builders import passage, tender

COUNTS = st.builds(Observed, **{fact: st.integers(0, 10**7) for fact in WEIGHTS})


def test_the_weights_are_one_together_and_cover_every_fact() -> None:
    assert sum(weight for weight, _ in WEIGHTS.values()) == pytest.approx(1)
    assert set(WEIGHTS) == set(Observed.model_fields)


def test_a_short_notice_is_easy_an_ordinary_pack_is_in_between_and_a_long_one_in_lots_is_hard() -> None:
    short = Observed(text_chars=5_000, lots=1, languages=1, requirements=3, unknown_facts=1)
    ordinary = Observed(text_chars=60_000, lots=3, languages=1, tables=5, requirements=15, warnings=1, unknown_facts=1)
    long = Observed(text_chars=500_000, lots=20, languages=2, tables=60, requirements=80, warnings=6, unknown_facts=3)
    assert score(short) == pytest.approx(0.0783, abs=1e-3)
    assert 0.3 < score(ordinary) < 0.7
    assert score(long) > 0.7


def test_nothing_scores_nothing_and_one_lot_in_one_language_adds_nothing() -> None:
    assert score(Observed()) == score(Observed(lots=1, languages=1)) == 0
    assert score(Observed(lots=5)) == pytest.approx(0.075)


@given(observed=COUNTS, fact=st.sampled_from(sorted(WEIGHTS)), more=st.integers(1, 10**6))
def test_the_score_stays_between_nought_and_one_and_no_fact_lowers_it(observed: Observed, fact: str, more: int) -> None:
    harder = observed.model_copy(update={fact: getattr(observed, fact) + more})
    assert 0 <= score(observed) <= score(harder) < 1


@pytest.mark.parametrize(
    ("tier", "complexity", "expected"),
    [
        ("small", 0.0, "small"),
        ("small", 0.5, "small"),
        ("small", 0.71, "middle"),
        ("middle", 0.29, "small"),
        ("middle", 0.3, "middle"),
        ("middle", 0.7, "middle"),
        ("middle", 0.9, "large"),
        ("large", 0.1, "middle"),
        ("large", 0.99, "large"),
    ],
)
def test_a_step_moves_one_tier_at_most_and_never_beyond_the_ladder(tier, complexity, expected) -> None:
    assert moved(tier, complexity) == expected


def test_what_is_observed_is_counted_from_the_tender() -> None:
    seen = observe(
        tender(
            passages=(passage("p1", "x" * 100), passage("p2", "y" * 50)),
            title_lang="ENG",
            notice_lang="eng",
            submission_languages=("deu", "eng"),
            warnings=("Two deadlines differ.",),
            description=None,
            deadlines=(),
            duration="36 months",
            evidence={},
        ),
        tables=7,
    )
    assert seen == Observed(text_chars=150, lots=len(tender().lots), languages=2, tables=7, requirements=0, warnings=1, unknown_facts=2)
