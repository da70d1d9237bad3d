"""Days that are left, as a bid team counts them: Monday to Friday, holidays unknown."""

from datetime import datetime, timedelta


def working_days(now: datetime, until: datetime) -> int:
    """Weekdays after the day of `now` up to and with the day of `until` (both in UTC terms of `until`); never negative."""
    start, end = now.astimezone(until.tzinfo).date(), until.date()
    days = (end - start).days
    if days <= 0:
        return 0
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum(1 for i in range(1, rest + 1) if (start + timedelta(days=i)).weekday() < 5)
