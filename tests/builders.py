"""Values for tests, whole and plausible, changed where the test says so."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from jobs.chain.profile import Certificate, Profile
from jobs.chain.tender import AwardCriterion, Deadline, Evidence, Money, Passage, Tender

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""A Monday morning; the default tender is due five weeks and a day later."""
TITLE = "Cloud hosting and software maintenance for the regional archive"
DESCRIPTION = (
    "The regional archive of Varnholt buys cloud hosting, software maintenance and a help desk for its digital reading room. "
    "The platform holds about forty terabytes of scanned files and serves two hundred readers a day. "
    "The contract runs for three years and may be extended once by one year."
)
REQUIREMENTS = "Bidders must hold a valid ISO 27001 certificate or equivalent. Offers are written in English and sent through the portal."


def passage(id: str = "p1", text: str = DESCRIPTION, **changes: Any) -> Passage:
    return Passage.model_validate({"id": id, "text": text, "anchor": f"line {id[1:]}", **changes})


def deadline(instant: datetime | None = datetime(2026, 12, 8, 11, 0, tzinfo=UTC), **changes: Any) -> Deadline:
    published = instant.isoformat() if instant else "soon"
    return Deadline.model_validate({"kind": "tender", "published": published, "instant": instant, **changes})


def money(amount: str = "450000", **changes: Any) -> Money:
    return Money.model_validate({"amount": Decimal(amount), "currency": "EUR", "basis": "estimated", "vat": "net", **changes})


def tender(**changes: Any) -> Tender:
    """An opportunity the default profile should bid for. Evidence is made to fit the fields unless given."""
    fields: dict[str, Any] = {
        "source": "ted_eforms",
        "external_id": "123456-2026",
        "content_hash": "0" * 64,
        "kind": "opportunity",
        "notice_id": "5f0c2f0e-0000-4000-8000-000000000001",
        "publication_number": "123456-2026",
        "title": TITLE,
        "title_lang": "ENG",
        "notice_lang": "eng",
        "description": DESCRIPTION,
        "buyer": "Regional Archive of Varnholt",
        "buyer_country": "DEU",
        "cpv_main": "72415000",
        "cpv_all": ("72415000", "72267000"),
        "nature": "services",
        "procedure": "open",
        "notice_type": "cn-standard",
        "form_type": "competition",
        "deadlines": (deadline(),),
        "clarification_deadline": "2026-11-24T11:00:00+00:00",
        "estimated_value": money(),
        "award_criteria": (
            AwardCriterion(kind="price", name="Price", weight="60"),
            AwardCriterion(kind="quality", name="Concept", weight="40"),
        ),
        "url": "https://portal.example/notices/123456-2026",
        "passages": (passage("p1", TITLE), passage("p2", DESCRIPTION), passage("p3", REQUIREMENTS)),
    }
    fields |= changes
    fields.setdefault("evidence", _evidence(fields))
    return Tender.model_validate(fields)


def profile(**changes: Any) -> Profile:
    fields: dict[str, Any] = {
        "name": "Nordlicht Systems",
        "capabilities": ("cloud hosting", "software maintenance", "help desk"),
        "cpv": ("72",),
        "countries": ("DEU", "AUT"),
        "languages": ("eng", "deu"),
        "value_min": Decimal(100_000),
        "value_max": Decimal(2_000_000),
        "currency": "EUR",
        "turnover": Decimal(6_000_000),
        "exclusions": ("weapons",),
        "certificates": (Certificate(name="ISO/IEC 27001:2022", expires="2028-05-31"), Certificate(name="ISO 9001")),
        "references": ("Hosting and maintenance of the software of a city archive, 2023 to 2026",),
        "strategic_buyers": ("Regional Archive",),
        "bid_days": 10,
    }
    return Profile.model_validate(fields | changes)


def _evidence(fields: dict[str, Any]) -> dict[str, Evidence]:
    shown = {
        "title": fields["title"],
        "buyer": fields["buyer"],
        "buyer_country": fields["buyer_country"],
        "cpv_main": fields["cpv_main"],
        "notice_type": fields["notice_type"],
        "notice_lang": fields["notice_lang"],
        "deadlines": fields["deadlines"][0].published if fields["deadlines"] else None,
        "estimated_value": str(fields["estimated_value"].amount) if fields["estimated_value"] else None,
    }
    return {field: Evidence(anchor=f"/{field}", quote=quote) for field, quote in shown.items() if quote}
