"""A quote stands in the source or it is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.chain.quotes import around, is_verified, stands_in
from jobs.chain.tender import Evidence
from tests.builders import TITLE, tender


@pytest.mark.parametrize(
    ("quote", "stands"),
    [("three  years", True), ("three\nyears", True), ("three years.", False), ("Three years", False), ("", False), ("  ", False)],
)
def test_only_white_space_may_differ(quote: str, stands: bool) -> None:
    assert stands_in(quote, "It runs for three\t years and no longer") is stands


@pytest.mark.parametrize(
    ("evidence", "verified"),
    [
        (Evidence(anchor="x", quote="cloud hosting", passage_id="p2"), True),
        (Evidence(anchor="x", quote="cloud hosting", passage_id="p3"), False),
        (Evidence(anchor="x", quote="cloud hosting", passage_id="p99"), False),
        (Evidence(anchor="/title", quote=TITLE), True),
        (Evidence(anchor="/buyer", quote=TITLE), False),
        (Evidence(anchor="line 2", quote="forty terabytes"), True),
        (Evidence(anchor="nowhere", quote="forty terabytes"), False),
    ],
)
def test_a_quote_is_looked_up_where_it_says_it_stands(evidence: Evidence, verified: bool) -> None:
    assert is_verified(evidence, tender()) is verified


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 30))
def test_what_is_cut_out_of_a_text_stands_in_it(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    piece = around(text, start, min(len(text), start + length), 20)
    assert piece in text
