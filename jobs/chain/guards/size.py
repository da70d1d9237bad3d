"""Whether there is anything to read, and not more than anyone would."""

from jobs.chain.analysis import Finding

LONGEST = 2_000_000
"""Characters of one notice with its texts (INTERFACES.md, limits)."""


def size_findings(text: str) -> tuple[Finding, ...]:
    """`empty` where no letter stands, `too_long` above the limit; nothing otherwise."""
    if len(text) > LONGEST:
        return (Finding(family="too_long", reason=f"longer than {LONGEST:,} characters", start=LONGEST, end=len(text)),)
    if not any(char.isalpha() for char in text):
        return (Finding(family="empty", reason="there is no readable text", start=0, end=len(text)),)
    return ()
