"""Holds the words of a document against the coded fields of its notice: where they differ, a person must ask the buyer."""

import re
from datetime import UTC, datetime, timedelta

from jobs.chain.tender import Deadline, Money, Passage, Tender
from jobs.sources.dates import parse_iso
from jobs.sources.months import bare

_SAME = timedelta(minutes=2)
"""23:59 and 24:00 are the same evening to everybody."""
_LEGAL = re.compile(
    r"\b(?:gmbh|mbh|ag|ltd|limited|plc|llp|sa|s\.a\.|spa|s\.p\.a\.|srl|bv|nv|ab|as|oy|the|of|and|der|die|das|und|des|de|la|le|les|du|et|el|los|y|di|il)\b"
)


def contradictions(coded: Tender, text: Tender) -> tuple[str, ...]:
    """Sentences where the text states another deadline, value or buyer than the coded notice; empty where either is silent.

    Only facts of the same kind are compared: a tender deadline with a tender deadline, a net value with one that is not gross.
    """
    found = (_deadline(coded, text), _value(coded, text), _buyer(coded, text))
    return tuple(sentence for sentence in found if sentence)


def _deadline(coded: Tender, text: Tender) -> str | None:
    """The earliest written deadline that none of the coded ones matches."""
    for said in text.deadlines:
        rivals = [field for field in coded.deadlines if said.kind is None or field.kind in (None, said.kind)]
        if not rivals or any(_agree(field, said) for field in coded.deadlines):
            continue
        nearest = min(rivals, key=lambda field: abs(_wall(field) - _wall(said)))
        return (
            f"The notice's field says {_shown(nearest)}, {_place(text, 'deadlines')} says {_shown(said)}: "
            "check with the buyer; act on the earlier."
        )
    return None


def _agree(field: Deadline, said: Deadline) -> bool:
    """The same wall time or the same instant; where either has no time of day, the same day."""
    one, other = parse_iso(field.published), parse_iso(said.published)
    if one is None or other is None:
        return field.published == said.published
    if not (one.has_time and other.has_time):
        return one.local.date() == other.local.date()
    same_instant = field.instant is not None and said.instant is not None and abs(field.instant - said.instant) < _SAME
    zoned = one.offsets and other.offsets and abs(one.local - one.offsets[0] - other.local + other.offsets[0]) < _SAME
    return same_instant or bool(zoned) or abs(one.local - other.local) < _SAME


def _wall(deadline: Deadline) -> datetime:
    moment = parse_iso(deadline.published)
    return moment.local.replace(tzinfo=UTC) if moment else datetime.max.replace(tzinfo=UTC)


def _shown(deadline: Deadline) -> str:
    moment = parse_iso(deadline.published)
    if moment is None:
        return deadline.published
    shown = f"{moment.local.day} {moment.local:%b %Y}"
    return f"{shown} {moment.local:%H:%M}" if moment.has_time else shown


def _value(coded: Tender, text: Tender) -> str | None:
    field, said = coded.estimated_value, text.estimated_value
    if field is None or said is None or field.currency != said.currency or said.currency is None:
        return None
    if "gross" in (field.vat, said.vat) and field.vat != said.vat:
        return None
    if {field.basis, said.basis} & {"framework_maximum", "minimum", "awarded"} and field.basis != said.basis:
        return None
    known = {field.amount, *(lot.value.amount for lot in coded.lots if lot.value)}
    if any(abs(amount - said.amount) <= amount / 100 for amount in known):
        return None
    return (
        f"The notice's field says {_money(field)}, {_place(text, 'estimated_value')} says {_money(said)}: "
        "check with the buyer which one is meant and whether tax is in it."
    )


def _money(value: Money) -> str:
    return f"{value.amount:,f} {value.currency or ''}".rstrip()


def _buyer(coded: Tender, text: Tender) -> str | None:
    if not coded.buyer or not text.buyer:
        return None
    one, other = _words(coded.buyer), _words(text.buyer)
    if not one or not other or one & other or _initials(coded.buyer, text.buyer):
        return None
    return (
        f"The notice's field names {coded.buyer} as the buyer, {_place(text, 'buyer')} names {text.buyer}: "
        "check with the buyer who will sign the contract."
    )


def _words(name: str) -> frozenset[str]:
    """Telling words; one in common is enough to be the same house under a longer or shorter name."""
    return frozenset(word for word in re.findall(r"\w{3,}", _LEGAL.sub(" ", bare(name))))


def _initials(one: str, other: str) -> bool:
    """`MoD` and `Ministry of Defence`."""
    for short, long in ((one, other), (other, one)):
        letters = "".join(word[0] for word in re.findall(r"\w+", bare(long)))
        if bare(re.sub(r"\W", "", short)) == letters:
            return True
    return False


def _place(text: Tender, field: str) -> str:
    """`page 4 of Terms.pdf`, `paragraph 12 of Terms.docx`, `line 8 of the text`."""
    evidence = text.evidence.get(field)
    passage: Passage | None = next((each for each in text.passages if evidence and each.id == evidence.passage_id), None)
    if evidence is None:
        return "the text"
    if passage is None or passage.document == "notice":
        return f"{evidence.anchor} of the text"
    where = f"page {passage.page}" if passage.page is not None else evidence.anchor
    return f"{where} of {passage.document}"
