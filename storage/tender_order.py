"""Which of two versions of a notice is the older, by what their publishers say of them."""

import re
from datetime import datetime

# What jobs.sources makes of a release without an id: ocid, date, digest.
_DATED = re.compile(r"(?P<head>.*)-(?P<date>\d{4}-\d\d-\d\d)-[0-9a-f]{8}", re.DOTALL)
# Find a Tender and TED number their notices anew each year.
_YEARLY = re.compile(r"(?P<number>\d{1,18})-(?P<year>(?:19|20)\d\d)")
_COUNTED = re.compile(r"(?P<head>.*?)(?P<number>\d{1,18})", re.DOTALL)


def is_older(version: str | None, published_at: datetime | None, than: str | None, than_published_at: datetime | None) -> bool:
    """Whether the first was published before the second. False where that cannot be told: then what arrives last counts.

    Dates decide where both are known and differ, else the versions where they count alike: `01` and `02`, `1204-2026` and `87-2027`,
    or one text with a higher number at its end.
    """
    if published_at is not None and than_published_at is not None and published_at != than_published_at:
        return published_at < than_published_at
    mine, other = _place(version), _place(than)
    if mine is None or other is None or mine[0] != other[0]:
        return False
    return mine[1] < other[1]


def _place(version: str | None) -> tuple[str, tuple[int, ...]] | None:
    """What a version counts in, and where it stands there; None for a version that counts nothing."""
    text = (version or "").strip()
    if dated := _DATED.fullmatch(text):
        return f"dated {dated['head']}", tuple(int(part) for part in dated["date"].split("-"))
    if yearly := _YEARLY.fullmatch(text):
        return "yearly", (int(yearly["year"]), int(yearly["number"]))
    if counted := _COUNTED.fullmatch(text):
        return f"counted {counted['head']}", (int(counted["number"]),)
    return None
