"""Facts of a tender against what the case says the notice states; a field the case leaves out is not judged."""

from jobs.chain.rules.languages import same_language
from jobs.chain.tender import Money, Tender
from jobs.evals.bar import Costs
from jobs.evals.case import ExpectedDeadline, ExpectedFacts, ExpectedMoney
from jobs.evals.findings import Finding

PLAIN = {
    "title": "title", "buyer": "buyer", "country": "buyer_country", "cpv": "cpv_main", "nature": "nature",
    "clarification_deadline": "clarification_deadline", "framework": "framework", "reserved": "reserved", "language": "notice_lang",
}  # fmt: skip
"""Fields that agree when they are equal, white space aside, and where `Tender` keeps them."""


def judged_facts(expected: ExpectedFacts, tender: Tender, costs: Costs) -> tuple[int, list[Finding]]:
    """How many judged fields are right, and a finding for each that is not."""
    found = [each for name in sorted(expected.model_fields_set) if (each := _judge(name, expected, tender, costs)) is not None]
    return len(expected.model_fields_set) - len(found), found


def _judge(name: str, expected: ExpectedFacts, tender: Tender, costs: Costs) -> Finding | None:
    if name == "deadline":
        return _deadline(expected.deadline, tender, costs)
    if name == "value":
        return _value(expected.value, tender.estimated_value, costs)
    if name == "lots":
        return None if expected.lots == len(tender.lots) else _wrong(name, len(tender.lots), expected.lots, costs.unread_fact)
    wanted, given = _plain(getattr(expected, name)), _plain(getattr(tender, PLAIN[name]))
    if wanted == given or (name == "language" and wanted and given and same_language(str(wanted), str(given))):
        return None
    return _wrong(name, given, wanted, costs.unread_fact if given is None else costs.invented_fact)


def _deadline(wanted: ExpectedDeadline | None, tender: Tender, costs: Costs) -> Finding | None:
    given = tender.deadline
    if wanted is None:
        return None if given is None else _wrong("deadline", given.published, None, costs.invented_fact, zero="invented_deadline")
    if given is None or given.instant is None:
        return _wrong("deadline", None, wanted.instant.isoformat(), costs.unread_fact)
    if given.instant != wanted.instant:
        late = given.instant > wanted.instant
        return _wrong(
            "deadline", given.instant.isoformat(), wanted.instant.isoformat(), costs.missed_deadline if late else costs.invented_fact
        )
    if wanted.kind is not None and given.kind != wanted.kind:
        return _wrong("deadline", given.kind, wanted.kind, costs.unread_fact)
    return None


def _value(wanted: ExpectedMoney | None, given: Money | None, costs: Costs) -> Finding | None:
    if wanted is None:
        return None if given is None else _wrong("value", given.amount, None, costs.invented_fact, zero="invented_value")
    if given is None:
        return _wrong("value", None, wanted.amount, costs.unread_fact)
    if (given.amount, given.currency) != (wanted.amount, wanted.currency):
        return _wrong("value", f"{given.amount} {given.currency}", f"{wanted.amount} {wanted.currency}", costs.invented_fact)
    if (given.basis, given.vat) != (wanted.basis, wanted.vat):
        return _wrong("value", f"{given.basis}, {given.vat}", f"{wanted.basis}, {wanted.vat}", costs.unread_fact)
    return None


def _wrong(name: str, given: object, wanted: object, cost: int, zero: str | None = None) -> Finding:
    return Finding(check=f"facts.{name}", cost=cost, detail=f"{given}, not {wanted}"[:200], zero=zero)


def _plain(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value
