"""Working days as a bid team counts them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.chain.rules.calendar import working_days

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("days", "expected"), [(-3, 0), (0, 0), (1, 1), (4, 4), (5, 4), (6, 4), (7, 5), (14, 10), (36, 26)])
def test_weekends_do_not_count(days: int, expected: int) -> None:
    assert working_days(MONDAY, MONDAY + timedelta(days=days)) == expected


def test_a_date_in_seventy_years_is_counted_at_once() -> None:
    assert working_days(MONDAY, datetime(2099, 12, 31, tzinfo=UTC)) > 19_000


@given(st.integers(0, 400), st.integers(0, 400))
def test_later_is_never_fewer_days(one: int, more: int) -> None:
    assert working_days(MONDAY, MONDAY + timedelta(days=one)) <= working_days(MONDAY, MONDAY + timedelta(days=one + more))
