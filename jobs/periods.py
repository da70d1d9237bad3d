"""The credit month."""

from datetime import datetime


def period_of(now: datetime) -> str:
    """`2026-12`, a key: nothing is reset when it changes."""
    return now.strftime("%Y-%m")
