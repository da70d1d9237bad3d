"""A golden case: one notice in the shape it would arrive in, one company, and what a careful answer may and must say."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from jobs.chain.analysis import Verdict
from jobs.chain.tender import Basis, DeadlineKind, Kind, Nature, RequirementKind, Value, Vat

Split = Literal["dev", "regression", "sealed", "workspace"]
"""`workspace`: no part of the shipped set, but promoted by the admins of a workspace from its own disputes."""
Slice = Literal[
    "clear_bid",
    "clear_no_bid",
    "borderline",
    "knock_out",
    "not_an_opportunity",
    "deadline",
    "value",
    "lots",
    "language",
    "injection",
    "size",
    "duplicate",
    "personal_data",
    "workspace",
]
Shape = Literal["eforms", "ted_export", "ted_search", "ocds", "text", "pdf", "docx"]
STRUCTURED: frozenset[Shape] = frozenset({"eforms", "ted_export", "ted_search", "ocds"})
"""Shapes whose fields are coded: their facts have a higher bar."""
Unit = Annotated[float, Field(ge=0, le=1)]


class ExpectedMoney(Value):
    amount: Decimal
    currency: str | None
    basis: Basis
    vat: Vat = "unknown"


class ExpectedDeadline(Value):
    instant: AwareDatetime
    """The earliest instant it can mean."""
    kind: DeadlineKind | None = None
    """None where either reading is right."""


class ExpectedFacts(Value):
    """What the notice states. A field left out of the file is not judged; one that is null must be said to be unknown."""

    title: str | None = None
    buyer: str | None = None
    country: str | None = None
    """ISO 3166 alpha-3."""
    cpv: str | None = None
    nature: Nature | None = None
    deadline: ExpectedDeadline | None = None
    clarification_deadline: str | None = None
    value: ExpectedMoney | None = None
    lots: int | None = Field(default=None, ge=0)
    framework: bool | None = None
    reserved: bool | None = None
    language: str | None = None
    """ISO 639-3 of the notice."""


class ExpectedRequirement(Value):
    quote: str
    """A piece of it as it stands in the source."""
    kind: RequirementKind | None = None
    """None where several are right."""


class ExpectedKnockOut(Value):
    code: str
    status: Literal["fail", "unknown"]


class Expected(Value):
    """What is right. Sets and ranges where careful people differ."""

    kind: Kind
    verdicts: tuple[Verdict, ...] = ()
    """All that are acceptable; empty where the notice is no opportunity and must have none."""
    score: tuple[int, int] | None = None
    """Lowest and highest sum of 100 that can be defended; None: not judged."""
    confidence: tuple[Unit, Unit] | None = None
    knock_outs: tuple[ExpectedKnockOut, ...] = ()
    facts: ExpectedFacts = ExpectedFacts()
    missing: tuple[str, ...] = ()
    """Words of which each must stand in what the answer calls missing."""
    risks: tuple[str, ...] = ()
    """Words of which each must stand in a risk, a warning or a reason."""
    requirements: tuple[ExpectedRequirement, ...] = ()
    must_not: tuple[str, ...] = ()
    """What must stand nowhere in what people read."""
    flagged: bool | None = None
    """Whether the guard must set something aside; None: not judged."""
    same_as: str | None = None
    """The case whose tender this one is, in another portal or version."""


class GoldenCase(Value):
    """`case.yaml` in a folder named as its id, the notice beside it in `source`."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    slice: Slice
    split: Split
    sector: str
    country: str
    """ISO 3166 alpha-3 of the buyer."""
    language: str
    """ISO 639-3 of the notice."""
    shape: Shape
    source: str
    """Name of the file with the notice."""
    profile: Literal["software", "building", "care", "workspace"]
    now: AwareDatetime
    """When it is judged: deadlines pass."""
    tests: str
    """One sentence: what this case is there to catch."""
    labelled_by: tuple[str, ...] = Field(min_length=2)
    """At least two methods, such as `written to plan` and `read again from the source alone`."""
    max_model_calls: int = Field(default=4, ge=0)
    must_pass: bool = False
    """A canary: where it fails the gate fails, whatever the rest says."""
    expected: Expected
