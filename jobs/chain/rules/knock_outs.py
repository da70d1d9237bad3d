"""Knock-outs that code decides, whoever judges the rest: kind, deadline, country, reserved, exclusions, size."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from jobs.chain.analysis import KnockOut, KnockOutStatus
from jobs.chain.model import Case
from jobs.chain.profile import Profile
from jobs.chain.rules import cite
from jobs.chain.rules.calendar import working_days
from jobs.chain.rules.exclusions import told_otherwise
from jobs.chain.rules.matching import far_over, size_fit
from jobs.chain.rules.words import has
from jobs.chain.tender import Deadline, Evidence, Kind, Tender

CODE_OWNED = frozenset({"notice_kind", "deadline", "country", "reserved", "exclusion", "size", "manipulation"})
"""A model may add knock-outs of other codes; these it may not touch."""
PLACEHOLDER = timedelta(days=3650)
"""Nobody waits ten years for offers: such dates are put in where a form wants one (2099-12-31)."""
KIND_WORDS: dict[Kind, str] = {
    "opportunity": "a call for competition",
    "award": "an award notice: the contract has been given",
    "planning": "a planning notice: nothing can be offered yet",
    "market_consultation": "a market consultation: the buyer asks, it does not buy yet",
    "qualification_system": "a qualification system: one applies to be listed, there is no contract in it",
    "change": "a change to an earlier notice",
    "cancellation": "a cancellation: the procedure has ended without a contract",
    "test_notice": "a test notice, not a real procedure",
    "unknown": "a notice of a kind that could not be told",
}


def fixed_knock_outs(case: Case) -> tuple[KnockOut, ...]:
    """All that can be said without judgement, clear ones too, so that a reader sees what was looked at."""
    found = [_notice_kind(case.tender), _deadline(case)]
    found += [*_reserved(case.tender), *_clearance(case.tender)]
    if case.profile is not None:
        found += [*_country(case.tender, case.profile), *_exclusions(case.tender, case.profile), *_size(case.tender, case.profile)]
    return tuple(found)


def knock_out(code: str, status: KnockOutStatus, text: str, evidence: Iterable[Evidence] = ()) -> KnockOut:
    return KnockOut(code=code, status=status, claim=cite.claim(text, *evidence))


def _notice_kind(tender: Tender) -> KnockOut:
    status: KnockOutStatus = "clear" if tender.is_opportunity else "unknown" if tender.kind == "unknown" else "fail"
    return knock_out("notice_kind", status, f"This is {KIND_WORDS[tender.kind]}.", cite.fact(tender, "kind", "notice_type", "form_type"))


def _deadline(case: Case) -> KnockOut:
    tender, now = case.tender, case.now
    evidence = cite.fact(tender, "deadlines", "deadline")
    if not tender.deadlines:
        return knock_out("deadline", "unknown", "The notice states no deadline for offers.", evidence)
    open_ones = open_deadlines(tender, now)
    if not open_ones:
        if any(deadline.instant is None for deadline in tender.deadlines):
            return knock_out("deadline", "unknown", f"The deadline {tender.deadlines[0].published} could not be read as a date.", evidence)
        return knock_out("deadline", "fail", f"The deadline has passed: {tender.deadlines[-1].published}.", evidence)
    first, instant = open_ones[0]
    if instant - now > PLACEHOLDER:
        return knock_out("deadline", "unknown", f"The deadline {first.published} looks like a placeholder.", evidence)
    days = working_days(now, instant)
    if days < 1:
        return knock_out("deadline", "unknown", f"Less than a working day is left until {first.published}.", evidence)
    text = f"Offers are due {first.published}, {days} working days from now."
    if len(open_ones) < len(tender.deadlines):
        text += f" An earlier date has passed ({tender.deadlines[0].published}); what is open may be single lots only."
    return knock_out("deadline", "clear", text, evidence)


def open_deadlines(tender: Tender, now: datetime) -> list[tuple[Deadline, datetime]]:
    """Deadlines still ahead, with the instant that binds, earliest first."""
    ahead = [(d, d.instant) for d in tender.deadlines if d.instant is not None and d.instant > now]
    return sorted(ahead, key=lambda pair: pair[1])


def _reserved(tender: Tender) -> list[KnockOut]:
    if tender.reserved is None:
        return []
    evidence = cite.fact(tender, "reserved")
    if not tender.reserved:
        return [knock_out("reserved", "clear", "The contract is not reserved.", evidence)]
    return [
        knock_out("reserved", "unknown", "The contract is reserved for certain bidders; whether you belong to them is not known.", evidence)
    ]


def _clearance(tender: Tender) -> list[KnockOut]:
    """BT-578; a profile says nothing of clearances, so that a person has to."""
    if tender.security_clearance is not True:
        return []
    text = "The notice says that a security clearance is needed; whether you hold it is not known."
    return [knock_out("clearance", "unknown", text, cite.fact(tender, "security_clearance"))]


def _country(tender: Tender, profile: Profile) -> list[KnockOut]:
    country = tender.buyer_country
    if not profile.countries and not profile.excluded_countries:
        return []
    evidence = cite.fact(tender, "buyer_country")
    if country is None and any(has(tender.buyer, name) for name in profile.strategic_buyers):
        return [knock_out("country", "clear", "The notice does not state the buyer's country; the buyer is one you named as strategic.")]
    if country is None:
        return [knock_out("country", "unknown", "The notice does not state the buyer's country.", evidence)]
    if country in profile.excluded_countries:
        return [knock_out("country", "fail", f"The buyer's country {country} is on your excluded list.", evidence)]
    if not profile.countries or country in profile.countries:
        return [knock_out("country", "clear", f"The buyer's country {country} is one you deliver in.", evidence)]
    return [
        knock_out(
            "country", "fail", f"The buyer's country {country} is none of those you deliver in ({', '.join(profile.countries)}).", evidence
        )
    ]


def _exclusions(tender: Tender, profile: Profile) -> list[KnockOut]:
    texts = (tender.title, tender.buyer, tender.description, *(lot.title for lot in tender.lots))
    hits = [word for word in profile.exclusions if any(has(text, word, endings=False) for text in texts)]
    if not hits and (other := told_otherwise(tender, profile.exclusions)):
        text = f"You excluded “{other.line}”, and the notice says {other.said}" + ("." if other.sure else ": a person should look.")
        return [knock_out("exclusion", "fail" if other.sure else "unknown", text, other.evidence)]
    if not hits:
        return [knock_out("exclusion", "clear", "None of your exclusions is named.")] if profile.exclusions else []
    evidence = cite.phrase(tender, hits[0], exact=True)
    return [knock_out("exclusion", "fail", f"You excluded “{hits[0]}”, and the notice names it.", evidence)]


def _size(tender: Tender, profile: Profile) -> list[KnockOut]:
    money = tender.estimated_value
    if money is None or size_fit(money, profile) is None:
        return []
    lots = [size_fit(lot.value, profile) for lot in tender.lots]
    too_big = far_over(money, profile) and money.basis != "framework_maximum"
    if not too_big or (len(tender.lots) > 1 and any(fit in (None, "within", "near") for fit in lots)):
        return []
    text = f"{money.amount:,.0f} {money.currency} is more than three times the largest contract you take ({profile.value_max:,.0f} {profile.currency})."
    return [knock_out("size", "fail", text, cite.fact(tender, "estimated_value"))]
