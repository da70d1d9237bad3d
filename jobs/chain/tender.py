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
SourceName = Literal["ted_eforms", "ted_legacy", "ted_api", "ocds", "text", "document"]
Basis = Literal["estimated", "framework_maximum", "awarded", "lots_sum", "minimum", "stated"]
Vat = Literal["net", "gross", "unknown"]
RequirementKind = Literal["mandatory", "scored", "attachment", "certification", "insurance", "policy"]


class Value(BaseModel):
    """Base of every value in the chain: frozen, closed, compared by content."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Value):
    """Where a fact was read. `quote` stands verbatim in the passage named, or in the source at `anchor`."""

    anchor: str
    """BT number and short XPath, JSON pointer, or `line 12`."""
    quote: str
    passage_id: str | None = None


HIDDEN = " (hidden)"
"""How the anchor ends of a passage that a reader of the document does not see."""


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


class SelectionCriterion(Value):
    """What a bidder must be or have shown (BT-750, BT-809): the entry ticket, not the score."""

    kind: str | None
    """Code of the source (`sui-act`, `ef-stand`, `tp-abil` …; OCDS: suitability, economic, technical), None where not coded."""
    text: str
    evidence: Evidence


class Requirement(Value):
    """A sentence that obliges the bidder, as it stands in a document."""

    id: str
    """`r1`, `r2` … in reading order, stable for one content hash."""
    text: str
    """The sentence, whitespace joined."""
    kind: RequirementKind
    stage: Literal["selection", "award", "contract"] | None
    """Who you are, how the offer is scored, or what binds later; None where the text does not tell."""
    weight: str | None
    """As published (`30 %`, `20 points`); None where the sentence states none."""
    evidence: Evidence
    document: str = "notice"
    page: int | None = None


class DocumentLink(Value):
    url: str
    title: str | None = None
    language: str | None = None
    """ISO 639-3 where stated."""
    restricted: bool | None = None
    """True where the notice says that access needs a login or a request."""


class Amendment(Value):
    """What a change notice says of the notice it changes (BT-758, BT-140, BT-141)."""

    of: str | None
    """Notice id or publication number of the changed notice, without version."""
    reason: str | None
    """Code as published (`cor-buy`, `update-add`, `cancel` …)."""
    description: str | None


class Lot(Value):
    id: str
    title: str | None = None
    description: str | None = None
    cpv: tuple[str, ...] = ()
    value: Money | None = None
    deadlines: tuple[Deadline, ...] = ()
    place: str | None = None
    award_criteria: tuple[AwardCriterion, ...] = ()
    selection_criteria: tuple[SelectionCriterion, ...] = ()
    duration: str | None = None
    """As published with its unit (`24 months`, `2027-01-01 to 2028-12-31`)."""
    framework_maximum: Money | None = None


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
    dynamic: bool | None = None
    """A dynamic purchasing system or dynamic market, which stays open to newcomers."""
    reserved: bool | None = None
    lots: tuple[Lot, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    """Distinct submission deadlines of all kinds, earliest first."""
    clarification_deadline: str | None = None
    estimated_value: Money | None = None
    award_criteria: tuple[AwardCriterion, ...] = ()
    selection_criteria: tuple[SelectionCriterion, ...] = ()
    """Those of the whole procedure; a lot has its own."""
    exclusion_grounds: tuple[str, ...] = ()
    """Codes or sentences as published (BT-67)."""
    guarantee: str | None = None
    """What the notice says of a bid or performance guarantee (BT-75), or `required` where it says only that."""
    security_clearance: bool | None = None
    duration: str | None = None
    submission_languages: tuple[str, ...] = ()
    """ISO 639-3 of languages an offer may be written in (BT-97)."""
    submission_url: str | None = None
    documents: tuple[DocumentLink, ...] = ()
    """Where the tender documents are (BT-15)."""
    amendment: Amendment | None = None
    requirements: tuple[Requirement, ...] = ()
    """Found by rules in the passages."""
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
