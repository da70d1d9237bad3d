"""What the stand-in model reads out of a prompt: the orders it follows, the company, the coded facts, the numbered passages."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Literal

from pydantic import ValidationError

from jobs.chain.agents.material import MARK
from jobs.chain.analysis import Claim, Criterion, Finding, KnockOut
from jobs.chain.guards.guard_in import guard_in
from jobs.chain.model import Case, ModelRequest
from jobs.chain.profile import Profile
from jobs.chain.rules.analyst import relevance
from jobs.chain.rules.certificates import text_knock_outs
from jobs.chain.rules.criteria import rate_by_rules
from jobs.chain.rules.membership import membership
from jobs.chain.rules.requirements import requirements_of
from jobs.chain.tender import AwardCriterion, Deadline, DeadlineKind, Money, Nature, Passage, Tender, Value

_PASSAGE = re.compile(rf"^\[(p\d+)\]\n((?:{re.escape(MARK.rstrip())}.*(?:\n|\Z))+)", re.MULTILINE)
_FACTS = re.compile(rf"^\[facts\]\n{re.escape(MARK)}(.*)$", re.MULTILINE)
_COMPANY = re.compile(r"^The company profile:\n(\{.*\})$", re.MULTILINE)
_GENEROUS = re.compile(
    r"\b(?:always|every (?:tender|notice|criterion)|each (?:tender|notice|criterion)|whatever (?:it|the notice) says)\b"
    r"[^.]{0,100}(?:\b(?:bid|yes|highest|five|full points)\b|\b5\b)",
    re.IGNORECASE,
)
_DEAF = re.compile(r"\b(?:none|nothing|no part|not one word)\b[^.]{0,80}\b(?:instruction|order|command)", re.IGNORECASE)
_LITERAL = re.compile(r"letter\s+by\s+letter|word\s+for\s+word|verbatim|exactly\s+as\s+it\s+stands", re.IGNORECASE)
_DOUBT = re.compile(r"\bnull\b|\bunclear\b", re.IGNORECASE)
_SEEN = datetime(2026, 1, 1, tzinfo=UTC)
"""A prompt names no day: what runs out is held against this one."""


@dataclass(frozen=True)
class Orders:
    """What the orders of a prompt ask for, as far as the stand-in understands them: whoever leaves one out gets a worse model."""

    generous: bool
    """Everything is to come out well."""
    deaf: bool
    """What the notice tells its reader to do is no order."""
    literal: bool
    """Quotes are copied."""
    doubts: bool
    """Not knowing is an answer."""

    @classmethod
    def of(cls, system: str) -> "Orders":
        flat = " ".join(system.split())
        return cls(*(bool(pattern.search(flat)) for pattern in (_GENEROUS, _DEAF, _LITERAL, _DOUBT)))


class _Deadline(Deadline):
    kind: DeadlineKind | None = None
    instant: datetime | None = None


class _Money(Money):
    currency: str | None = None


class _AwardCriterion(AwardCriterion):
    kind: Literal["price", "cost", "quality"] | None = None
    weight: str | None = None


class _Facts(Value):
    """The coded facts of a prompt (`material.FACTS`), from which all that is unknown is left out."""

    title: str | None = None
    buyer: str | None = None
    buyer_country: str | None = None
    cpv_all: tuple[str, ...] = ()
    nature: Nature | None = None
    procedure: str | None = None
    framework: bool | None = None
    deadlines: tuple[_Deadline, ...] = ()
    estimated_value: _Money | None = None
    award_criteria: tuple[_AwardCriterion, ...] = ()


@dataclass(frozen=True)
class Notice:
    """What stands below the orders of one prompt, and what rules make of it."""

    text: str

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(
            Passage(id=hit[1], text="\n".join(line.removeprefix(MARK) for line in hit[2].splitlines()), anchor=hit[1])
            for hit in _PASSAGE.finditer(self.text)
        )

    @cached_property
    def case(self) -> Case:
        """The prompt as a case that rules can read; what it does not hold is unknown."""
        hit = _COMPANY.search(self.text)
        return Case(tender=self._tender(), profile=_profile(hit[1]) if hit else None, now=_SEEN)

    @cached_property
    def relevance(self) -> tuple[bool | None, Claim]:
        return relevance(self.case.tender, self.case.profile)

    @cached_property
    def demands(self) -> tuple[KnockOut, ...]:
        return (*self._demanded[0], *membership(self.case.tender))

    @cached_property
    def mentions(self) -> tuple[Claim, ...]:
        return self._demanded[1]

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        return rate_by_rules(self.case)

    @cached_property
    def orders_in_it(self) -> tuple[Finding, ...]:
        """What a guard sees of orders to a machine."""
        return guard_in(self.case.tender).findings

    @cached_property
    def _demanded(self) -> tuple[tuple[KnockOut, ...], tuple[Claim, ...]]:
        return text_knock_outs(self.case)

    def _tender(self) -> Tender:
        described = Tender(
            source="text",
            external_id="",
            content_hash="",
            kind="opportunity",
            description="\n".join(each.text for each in self.passages),
            passages=self.passages,
            requirements=requirements_of(self.passages),
        )
        hit = _FACTS.search(self.text)
        try:
            facts = _Facts.model_validate_json(hit[1]) if hit else _Facts()
        except ValidationError:  # cut where it was too long
            return described
        return described.model_copy(update={name: getattr(facts, name) for name in _Facts.model_fields})


@lru_cache(maxsize=512)
def noticed(text: str) -> Notice:
    """Kept for as many prompts as the open cases have: two steps of a case read the same, and a second run reads all of it again."""
    return Notice(text)


@dataclass(frozen=True)
class Material:
    """One prompt, read."""

    request: ModelRequest

    @cached_property
    def orders(self) -> Orders:
        return Orders.of(self.request.system)

    @property
    def notice(self) -> Notice:
        return noticed(self.request.prefix + self.request.user)


def _profile(body: str) -> Profile | None:
    try:
        return Profile.model_validate_json(body)
    except ValidationError:  # cut where it was too long
        return None
