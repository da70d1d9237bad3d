from datetime import timedelta

import pytest

from storage.tender_order import is_older
from tests.storage.builders import NOW

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("version", "than", "older"),
    [
        ("01", "02", True), ("02", "01", False), ("9", "10", True), ("01", "1", False), ("87-2026", "1204-2025", False),
        ("1204-2025", "87-2026", True), ("ocds-x-87", "ocds-x-120", True), ("ocds-x-87", "ocds-y-120", False),
        ("ocds-x-2026-10-01-12345678", "ocds-x-2026-10-02-00000001", True), ("ocds-x-2026-10-01-00000001", "ocds-x-2026-10-01-00000002", False),
        (None, "02", False), ("01", None, False), ("first", "second", False), ("", "1", False), ("9" * 30, "1", False), ("2026-10-01", "5", False),
    ],
)  # fmt: skip
def test_versions_are_compared_where_they_count_alike(version: str | None, than: str | None, older: bool) -> None:
    assert is_older(version, None, than, None) is older


def test_equal_dates_leave_it_to_the_versions() -> None:
    assert is_older("01", NOW, "02", NOW)
    assert not is_older("02", NOW, "01", None)
    assert not is_older("01", NOW + DAY, "02", NOW)
