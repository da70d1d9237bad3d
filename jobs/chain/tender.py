"""`Tender`: what every source is turned into, each fact with the place where a person can see it."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal[
    "opportunity",
    "award",
    "planning",
    "market_consultation",
    "qualification_system",
    "change",
    "cancellation",
    "test_notice",
    "unknown",
]
DeadlineKind = Literal["tender", "request", "expression"]
Nature = Literal["works", "supplies", "services"]
SourceName = Literal["ted_eforms", "ted_legacy", "ted_api", "ocds", "text"]
Basis = Literal["estimated", "framework_maximum", "awarded", "lots_sum", "minimum", "stated"]
Vat = Literal["net", "gross", "unknown"]


class Value(BaseModel):
    """Base of every value in the chain: frozen, closed, compared by content."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Value):
    """Where a fact was read. `quote` stands verbatim in the passage named, or in the source at `anchor`."""

    anchor: str
    """BT number and short XPath, JSON pointer, or `line 12`."""
    quote: str
    passage_id: str | None = None


class Passage(Value):
    """A piece of readable source text that claims point to."""

    id: str
    """`p1`, `p2` … in reading order, stable for one content hash."""
    text: str
    anchor: str
    document: str = "notice"
    page: int | None = None


class Money(Value):
    amount: Decimal
    currency: str | None
    """ISO 4217, None where the source does not say."""
    basis: Basis
    vat: Vat = "unknown"


class Deadline(Value):
    kind: DeadlineKind | None
    published: str
    """ISO 8601 exactly as published; with offset where the source has one."""
    instant: datetime | None
    """The earliest instant it can mean, in UTC: an offset that is not the buyer country's real one on that day
    gives two readings, and the earlier one binds (17 % of real coded deadlines, facts/tenders.md §1.2)."""
    zone_inferred: bool = False
    lot_ids: tuple[str, ...] = ()


class AwardCriterion(Value):
    kind: Literal["price", "cost", "quality"] | None
    name: str
    weight: str | None
    """As published (`40`, `40 %`, `poi-exa 30`); None means the notice does not state it."""


class Lot(Value):
    id: str
    title: str | None = None
    description: str | None = None
    cpv: tuple[str, ...] = ()
    value: Money | None = None
    deadlines: tuple[Deadline, ...] = ()
    place: str | None = None
    award_criteria: tuple[AwardCriterion, ...] = ()


class Tender(Value):
    """One notice, read. Unknown is None or empty and never guessed."""

    source: SourceName
    external_id: str
    """Unique within the source: notice id, publication number, ocid, or a hash of pasted text."""
    version: str | None = None
    content_hash: str
    """SHA-256 of the canonical source bytes, hex."""
    kind: Kind
    notice_id: str | None = None
    publication_number: str | None = None
    procedure_id: str | None = None
    title: str | None = None
    title_lang: str | None = None
    notice_lang: str | None = None
    description: str | None = None
    buyer: str | None = None
    buyer_country: str | None = None
    """ISO 3166 alpha-3."""
    buyer_city: str | None = None
    cpv_main: str | None = None
    """8 digits, leading zeros kept."""
    cpv_all: tuple[str, ...] = ()
    nature: Nature | None = None
    procedure: str | None = None
    notice_type: str | None = None
    form_type: str | None = None
    framework: bool | None = None
    reserved: bool | None = None
    lots: tuple[Lot, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    """Distinct submission deadlines of all kinds, earliest first."""
    clarification_deadline: str | None = None
    estimated_value: Money | None = None
    award_criteria: tuple[AwardCriterion, ...] = ()
    url: str | None = None
    passages: tuple[Passage, ...] = ()
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    """Keyed by the field names of this class (`title`, `deadlines`, `estimated_value`, `lots.LOT-0001.value` …)."""
    warnings: tuple[str, ...] = ()
    """Sentences a bid manager must read: contradictions, suspicious zones, unreadable parts."""

    @property
    def is_opportunity(self) -> bool:
        """Only `opportunity` can be bid for; everything else is news about one."""
        return self.kind == "opportunity"

    @property
    def deadline(self) -> Deadline | None:
        """The earliest binding submission deadline, None where the notice states none."""
        return self.deadlines[0] if self.deadlines else None
