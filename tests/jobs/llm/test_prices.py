import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.chain.model import Usage
from jobs.llm.prices import Lifetime, cost, estimate, micro_usd, tokens
from jobs.llm.tiers import load

TIERS = load()
HAIKU, SONNET = TIERS.model("claude-haiku-5-5"), TIERS.model("claude-sonnet-5-5")


def test_a_prompt_over_a_hundred_thousand_tokens_costs_the_long_price_as_a_whole() -> None:
    assert cost(HAIKU, Usage(input=90_000, output=1_000)) == 9_500
    assert cost(HAIKU, Usage(input=110_000, output=1_000)) == 57_500
    assert cost(HAIKU, Usage(input=100_000)) == 10_000
    assert cost(HAIKU, Usage(input=100_001)) == 50_001


def test_what_is_read_from_the_cache_counts_for_the_length_and_at_its_own_price() -> None:
    assert cost(HAIKU, Usage(input=1_000, cache_read=99_001)) == 5_451
    assert cost(SONNET, Usage(input=10, output=10, cache_read=100, cache_write=100)) == 20 + 100 + 10 + 250
    assert cost(SONNET, Usage(cache_write=100), lifetime="1h") == 400


def test_a_batch_costs_half_of_everything() -> None:
    usage = Usage(input=1_000, output=100, cache_read=500, cache_write=200)
    assert cost(SONNET, usage, batch=True) * 2 == cost(SONNET, usage) == 3_550


def test_a_part_of_a_millionth_is_rounded_up_and_nothing_costs_nothing() -> None:
    assert cost(HAIKU, Usage(input=1)) == 1
    assert cost(HAIKU, Usage(input=10)) == 1
    assert cost(HAIKU, Usage(input=11)) == 2
    assert cost(HAIKU, Usage()) == 0


def test_an_estimate_takes_three_characters_a_token_and_the_longest_reply() -> None:
    assert [tokens(chars) for chars in (0, 1, 3, 4)] == [0, 1, 1, 2]
    assert estimate(SONNET, 3_000, 100) == 2_000 + 1_000
    assert estimate(SONNET, 3_000, 100, cached_chars=3_000) == 2_500 + 1_000
    assert estimate(SONNET, 3_000, 100, batch=True) == 1_500


@pytest.mark.parametrize(("chars", "most", "cached"), [(-1, 1, 0), (1, -1, 0), (1, 1, 2), (1, 1, -1)])
def test_an_estimate_of_nonsense_is_refused(chars: int, most: int, cached: int) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        estimate(SONNET, chars, most, cached_chars=cached)


@given(
    name=st.sampled_from(sorted(TIERS.models)),
    chars=st.integers(0, 3_000_000),
    most=st.integers(0, 64_000),
    lifetime=st.sampled_from(["5m", "1h"]),
    batch=st.booleans(),
    data=st.data(),
)
def test_no_call_within_the_bounds_costs_more_than_its_estimate(
    name: str, chars: int, most: int, lifetime: Lifetime, *, batch: bool, data: st.DataObject
) -> None:
    cached_chars = data.draw(st.integers(0, chars))
    written = data.draw(st.integers(0, tokens(cached_chars)))
    read = data.draw(st.integers(0, tokens(cached_chars) - written))
    plain = data.draw(st.integers(0, tokens(chars) - written - read))
    usage = Usage(input=plain, output=data.draw(st.integers(0, most)), cache_read=read, cache_write=written)
    model = TIERS.model(name)
    bound = estimate(model, chars, most, cached_chars=cached_chars, batch=batch, lifetime=lifetime)
    assert cost(model, usage, batch=batch, lifetime=lifetime) <= bound


def test_a_ceiling_is_rounded_down_to_the_millionth() -> None:
    assert micro_usd(TIERS.ceilings.run) == 5_000_000
