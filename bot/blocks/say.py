"""How values of the chain read in a line of mrkdwn: money, deadlines, claims with their evidence."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from bot import words
from bot.blocks.text import date_token, escape, fit, said
from jobs.chain.analysis import Claim
from jobs.chain.tender import Deadline, Evidence, Money, Tender
from jobs.sources.countries import country_name

_WITH_TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d")
_OFFSET = re.compile(r"(Z|[+-]\d\d:?\d\d)$")


def title(tender: Tender | None) -> str:
    """Unescaped, for plain text."""
    return (tender.title if tender else None) or "Notice without a title"


def money(value: Money | None) -> str:
    if value is None:
        return words.NOT_STATED
    amount = value.amount.quantize(1) if value.amount == value.amount.to_integral_value() else value.amount
    currency = said(value.currency, 10) if value.currency else "currency not said"
    return f"{fit(f'{amount:,f}', 60)} {currency} ({words.BASIS[value.basis]}, {words.VAT[value.vat]})"


def wall_time(stamp: str, country: str | None, *, inferred: bool = False) -> str:
    """An ISO 8601 time as published, with the buyer's zone in words: that one is legally binding.

    `inferred`: the zone is not the source's, but the one of the buyer's country.
    """
    where = f"in {said(country_name(country), 60)}" if country else "of the buyer"
    day = _day(stamp)
    if day is None:
        return f"{said(stamp, 60)} (as published)"
    if not _WITH_TIME.match(stamp):
        return f"{day:%a} {day.day} {day:%B %Y} (no hour published)"
    offset = _OFFSET.search(stamp)
    zone = f"UTC{offset[1].replace('Z', '+00:00')} as published by the buyer" if offset else "no offset published"
    place = f", read as local time {where}" if inferred or not offset else f" {where}" if country else ""
    return f"{day:%a} {day.day} {day:%B %Y}, {stamp[11:16]} ({zone}{place})"


def _literal(stamp: str) -> datetime | None:
    """What the stamp says by itself; None where it names no offset."""
    try:
        found = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _day(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp[:10], "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None


def deadline(value: Deadline | None, country: str | None) -> str:
    """Published wall time, then the same instant in the reader's zone."""
    if value is None:
        return f"{words.NOT_STATED} in the notice"
    yours = f"; for you {date_token(value.instant)}" if value.instant else ""
    doubt = f" ({words.TWO_READINGS})" if value.instant and _literal(value.published) not in {None, value.instant} else ""
    return wall_time(value.published, country, inferred=value.zone_inferred) + yours + doubt


def days_left(value: Deadline | None, now: datetime) -> str:
    """Empty where there is nothing to count from."""
    if value is None or value.instant is None:
        return ""
    left = value.instant - now
    if left < timedelta(0):
        return f"passed {_span(-left)} ago"
    return f"{_span(left)} left"


def _span(span: timedelta) -> str:
    for size, name in ((timedelta(days=1), "day"), (timedelta(hours=1), "hour")):
        count = span // size
        if count >= 1 and (name == "hour" or count >= 2):
            return f"{count:,} {name}{'' if count == 1 else 's'}"
    return "under an hour"


def evidence(found: Evidence) -> str:
    return f"“{said(found.quote, 300)}” ({said(found.anchor, 120)})" if found.quote.strip() else f"({said(found.anchor, 120)})"


def claim(value: Claim, *, limit: int = 1200, quotes: int = 3) -> str:
    """A claim with its quotes on lines of their own; one without any says so."""
    found = list(dict.fromkeys(evidence(item) for item in value.evidence))
    lines = [fit(escape(value.text), limit), *(f"> {item}" for item in found[:quotes])]
    if len(found) > quotes:
        lines.append(f"> and {len(found) - quotes} more passages")
    if not value.evidence:
        lines.append(f"> _{words.UNSUPPORTED}_")
    return "\n".join(lines)


def short_claim(value: Claim, limit: int = 280) -> str:
    """One line of a claim for the one-screen card; where it is shortened the whole stands further down."""
    where = f" ({short_anchor(value.evidence[0].anchor)})" if value.evidence else f" (_{words.UNSUPPORTED}_)"
    return said(value.text, limit) + where


def short_anchor(anchor: str) -> str:
    """`BT-131` where the anchor names a business term, for a phone; the path stands on the pages behind."""
    term = re.match(r"(?:BT|OPT|OPP)-[\w()-]+", anchor)
    return said(term[0] if term else anchor, 40)


def source_link(tender: Tender) -> str | None:
    """The notice's own address, shown with its host; None unless it is a plain http or https address."""
    if not tender.url or re.search(r"[\s<>|\"\\^`{}\x00-\x20\x7f-\uffff]", tender.url) or len(tender.url) > 1000:
        return None
    try:
        parts = urlsplit(tender.url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    return f"<{tender.url.replace('&', '&amp;')}|the notice at {said(host, 100)}>"
