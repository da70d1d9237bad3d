"""One thing that is wrong with an answer."""

from jobs.chain.tender import Value


class Finding(Value):
    check: str
    """`facts.deadline`, `verdict`, `quotes` …"""
    cost: int
    """Points of docs/pass-bar.md."""
    detail: str
    zero: str | None = None
    """The hard zero it is, by its name in bar.yml."""
