"""What changed between two versions of one notice, field by field, in words a bid team can read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from jobs.chain.tender import AwardCriterion, Deadline, DocumentLink, Lot, Money, Tender, Value

MOST_CHANGES = 60
"""Further ones are counted in a last change of the field `more`."""
MOST_PARTS = 6
"""Deadlines, codes or criteria shown of one side; the rest is counted."""
LONGEST = 300
"""Characters of one side."""
ALIKE = 0.6
"""Share of words two requirements have in common for the one to be the other, changed."""
MOST_PAIRED = 40
"""Requirements of a side that are looked through for pairs; beyond that they are only added and removed."""

Pair = tuple[str | None, str | None]


class Change(Value):
    field: str
    """As in `Tender`: `deadlines`, `estimated_value`, `lots.LOT-0001.value`, `requirements.r7`; or `more`."""
    before: str | None
    """None where nothing was said or the thing was not there."""
    after: str | None


def changes(before: Tender, after: Tender) -> tuple[Change, ...]:
    """What people care about, most important first: deadlines, kind, value, lots, title, buyer, codes, criteria, requirements, documents.

    Equal instants, amounts and words written another way are no change. In another language words are not compared.
    """
    same_tongue = not (before.notice_lang and after.notice_lang and before.notice_lang != after.notice_lang)
    found = _of_the_whole(before, after)
    criteria = _changed("award_criteria", _criteria(before.award_criteria, after.award_criteria)) if same_tongue else []
    known = {(change.field, change.before, change.after) for change in (*found, *criteria)}
    lots = _of_lots(before.lots, after.lots, same_tongue)
    found += [change for change in lots if (_leaf(change.field), change.before, change.after) not in known]
    if same_tongue:
        found += _changed("title", _words_changed(before.title, after.title))
        found += _changed("buyer", _words_changed(before.buyer, after.buyer))
    main, every = (before.cpv_main, after.cpv_main), _codes(before.cpv_all, after.cpv_all)
    found += _changed("cpv_main", main if main[0] != main[1] else None)
    found += _changed("cpv_all", every if every != main else None)
    found += criteria
    if same_tongue:
        found += _texts("selection_criteria", _selection(before), _selection(after))
        found += _texts("requirements", _requirements(before), _requirements(after))
    found += _documents(before.documents, after.documents)
    return _bounded(found)


def between_bodies(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """`changes` between tenders as stored, as JSON; nothing where an older program stored what no longer reads as a `Tender`."""
    try:
        return [change.model_dump() for change in changes(Tender.model_validate(before), Tender.model_validate(after))]
    except ValidationError:
        return []


def _of_the_whole(before: Tender, after: Tender) -> list[Change]:
    return [
        *_changed("deadlines", _deadlines(before.deadlines, after.deadlines)),
        *_changed("clarification_deadline", _moments(before.clarification_deadline, after.clarification_deadline)),
        *_changed("kind", _kind(before, after)),
        *_changed("estimated_value", _money(before.estimated_value, after.estimated_value)),
    ]


def _kind(before: Tender, after: Tender) -> Pair | None:
    """A change notice restates what it changes: that it is one is no change."""
    return None if after.kind in (before.kind, "change") else (before.kind.replace("_", " "), after.kind.replace("_", " "))


def _of_lots(before: Sequence[Lot], after: Sequence[Lot], same_tongue: bool) -> list[Change]:
    old, new = {lot.id: lot for lot in before}, {lot.id: lot for lot in after}
    found = [Change(field=f"lots.{id}", before=_lot(lot), after=None) for id, lot in old.items() if id not in new]
    found += [Change(field=f"lots.{id}", before=None, after=_lot(lot)) for id, lot in new.items() if id not in old]
    for id, lot in new.items():
        if id not in old:
            continue
        found += _changed(f"lots.{id}.deadlines", _deadlines(old[id].deadlines, lot.deadlines))
        found += _changed(f"lots.{id}.value", _money(old[id].value, lot.value))
        found += _changed(f"lots.{id}.framework_maximum", _money(old[id].framework_maximum, lot.framework_maximum))
        if same_tongue:
            found += _changed(f"lots.{id}.award_criteria", _criteria(old[id].award_criteria, lot.award_criteria))
    return found


def _leaf(field: str) -> str:
    """The tender's field that says of the whole what this one says of a lot."""
    name = field.rpartition(".")[2]
    return "estimated_value" if name == "value" else name


def _changed(field: str, pair: Pair | None) -> list[Change]:
    return [Change(field=field, before=_short(pair[0]), after=_short(pair[1]))] if pair else []


def _short(text: str | None) -> str | None:
    if text is None:
        return None
    joined = " ".join(text.split())
    return joined if len(joined) <= LONGEST else joined[: LONGEST - 1].rstrip() + "…"


def _bounded(found: list[Change]) -> tuple[Change, ...]:
    if len(found) <= MOST_CHANGES:
        return tuple(found)
    rest = len(found) - MOST_CHANGES
    return (*found[:MOST_CHANGES], Change(field="more", before=None, after=f"{rest} further changes"))


def _key(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _words_changed(before: str | None, after: str | None) -> Pair | None:
    return None if _key(before) == _key(after) else (before, after)


def _listed(parts: Iterable[str]) -> str | None:
    shown = list(parts)
    rest = len(shown) - MOST_PARTS
    return "; ".join(shown[:MOST_PARTS]) + (f"; and {rest} more" if rest > 0 else "") or None


def _deadlines(before: Sequence[Deadline], after: Sequence[Deadline]) -> Pair | None:
    if {_due(deadline) for deadline in before} == {_due(deadline) for deadline in after}:
        return None
    return _listed(_shown_deadline(each) for each in before), _listed(_shown_deadline(each) for each in after)


def _due(deadline: Deadline) -> tuple[str | None, str]:
    return deadline.kind, deadline.instant.isoformat() if deadline.instant else deadline.published


def _shown_deadline(deadline: Deadline) -> str:
    named = {"request": " (request to participate)", "expression": " (expression of interest)"}
    return _moment(deadline.published) + named.get(deadline.kind or "", "")


def _moments(before: str | None, after: str | None) -> Pair | None:
    if before == after or (before and after and _parsed(before) is not None and _parsed(before) == _parsed(after)):
        return None
    return _moment(before) if before else None, _moment(after) if after else None


def _parsed(published: str) -> datetime | None:
    try:
        return datetime.fromisoformat(published)
    except ValueError:
        return None


def _moment(published: str) -> str:
    """`2026-12-08T12:00:00+01:00` as `8 December 2026, 12:00 (+01:00)`; what is no date stays as it is."""
    moment = _parsed(published)
    if moment is None:
        return published
    day = f"{moment.day} {moment:%B %Y}"
    if "T" not in published and " " not in published.strip():
        return day
    offset = f" ({moment.isoformat()[-6:]})" if moment.tzinfo else ""
    return f"{day}, {moment:%H:%M}{offset}"


def _money(before: Money | None, after: Money | None) -> Pair | None:
    if (before and (before.amount, before.currency, before.basis)) == (after and (after.amount, after.currency, after.basis)):
        return None
    return _shown_money(before), _shown_money(after)


def _shown_money(money: Money | None) -> str | None:
    if money is None:
        return None
    # A hostile exponent would make a text of gigabytes.
    plain = money.amount.is_finite() and -6 <= money.amount.adjusted() <= 18
    amount = f"{money.amount:,.2f}".removesuffix(".00") if plain else str(money.amount)
    return f"{amount} {money.currency or '(currency not stated)'}, {money.basis.replace('_', ' ')}"


def _lot(lot: Lot) -> str | None:
    value = _shown_money(lot.value or lot.framework_maximum)
    return _short("; ".join(part for part in (lot.title or lot.id, value) if part))


def _codes(before: Sequence[str], after: Sequence[str]) -> Pair | None:
    """The codes that are gone, and those that are new."""
    if set(before) == set(after):
        return None
    return _listed(each for each in before if each not in after), _listed(each for each in after if each not in before)


def _criteria(before: Sequence[AwardCriterion], after: Sequence[AwardCriterion]) -> Pair | None:
    if sorted(_criterion(each).casefold() for each in before) == sorted(_criterion(each).casefold() for each in after):
        return None
    return _listed(map(_criterion, before)), _listed(map(_criterion, after))


def _criterion(criterion: AwardCriterion) -> str:
    return " ".join(f"{criterion.name} {criterion.weight or ''}".split())


def _selection(tender: Tender) -> dict[str, tuple[str, str]]:
    found = [*tender.selection_criteria, *(each for lot in tender.lots for each in lot.selection_criteria)]
    return {_key(each.text): ("selection_criteria", each.text) for each in found}


def _requirements(tender: Tender) -> dict[str, tuple[str, str]]:
    return {_key(each.text): (f"requirements.{each.id}", each.text) for each in tender.requirements}


def _texts(field: str, before: Mapping[str, tuple[str, str]], after: Mapping[str, tuple[str, str]]) -> list[Change]:
    """Sentences by key: reworded ones first, then those gone, then new ones.

    Where one side has none at all they are counted: it may be a side whose documents were not read.
    """
    if bool(before) != bool(after):
        return _changed(field, (_count(before), _count(after)))
    gone = {key: before[key] for key in before if key not in after}
    new = {key: after[key] for key in after if key not in before}
    pairs = _pairs(list(gone), list(new)) if max(len(gone), len(new)) <= MOST_PAIRED else []
    found = [Change(field=new[key][0], before=_short(gone[old][1]), after=_short(new[key][1])) for old, key in pairs]
    paired = {key for pair in pairs for key in pair}
    found += [Change(field=name, before=_short(text), after=None) for key, (name, text) in gone.items() if key not in paired]
    found += [Change(field=name, before=None, after=_short(text)) for key, (name, text) in new.items() if key not in paired]
    return found


def _count(found: Mapping[str, tuple[str, str]]) -> str | None:
    return f"{len(found)} listed" if found else None


def _pairs(gone: list[str], new: list[str]) -> list[tuple[str, str]]:
    """Each old key with the new one it shares most words with, where that is enough; no key twice."""
    words = {key: frozenset(key.split()) for key in (*gone, *new)}
    shares = [(2 * len(words[old] & words[key]) / (len(words[old]) + len(words[key]) or 1), old, key) for old in gone for key in new]
    found: dict[str, str] = {}
    for share, old, key in sorted(shares, key=lambda each: (-each[0], gone.index(each[1]), new.index(each[2]))):
        if share >= ALIKE and old not in found and key not in found.values():
            found[old] = key
    return list(found.items())


def _documents(before: Sequence[DocumentLink], after: Sequence[DocumentLink]) -> list[Change]:
    old, new = {each.url: each for each in before}, {each.url: each for each in after}
    gone = [Change(field="documents", before=_document(each), after=None) for url, each in old.items() if url not in new]
    return [*gone, *(Change(field="documents", before=None, after=_document(each)) for url, each in new.items() if url not in old)]


def _document(link: DocumentLink) -> str | None:
    return _short(f"{link.title}: {link.url}" if link.title else link.url)
