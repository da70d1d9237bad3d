"""What a claim may rest on: the figures of its quotes first, then those of coded facts and of the company's own profile."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from jobs.chain.evidence.dates import Day, says_day
from jobs.chain.evidence.figures import Figure, figures
from jobs.chain.evidence.units import CROWNS, CURRENCIES, GLUED_ONLY, UNITS
from jobs.chain.profile import Profile
from jobs.chain.rules.words import fold
from jobs.chain.tender import Money, Tender

_IN_MONTHS = {"year": 12, "month": 1}
_IN_DAYS = {"week": 7, "day": 1}
_CODES = frozenset(CURRENCIES.values())
_WORD = re.compile(r"[^\W\d_]+[23]?|[%€$£¥]")
_CUT = re.compile(r"[-/:.]")


@dataclass(frozen=True)
class Pool:
    """Figures that texts hold, ready to be asked whether they bear one out."""

    texts: tuple[str, ...]
    more: tuple[Figure, ...] = field(default=())
    """Figures that stand in no text of it."""

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return (*(each for text in self.texts for each in figures(text)), *self.more)

    @cached_property
    def _by_kind(self) -> dict[str, list[Figure]]:
        sorted_: dict[str, list[Figure]] = {}
        for each in self.figures:
            sorted_.setdefault(each.kind, []).append(each)
        return sorted_

    @cached_property
    def _by_value(self) -> dict[Decimal, list[Figure]]:
        amounts: dict[Decimal, list[Figure]] = {}
        for each in self._by_kind.get("amount", ()):
            for value in each.values:
                if isinstance(value, Decimal):
                    amounts.setdefault(value, []).append(each)
                    amounts.setdefault(_base(value, each.unit)[0], []).append(each)
        return amounts

    @cached_property
    def _named(self) -> frozenset[str]:
        """Units and currencies that its words name, beside a number or not."""
        words = {word for text in self.texts for word in _WORD.findall(fold(text))}
        units = {UNITS[word] for word in words if word in UNITS and word not in GLUED_ONLY}
        return frozenset(
            units | {CURRENCIES[word] for word in words if word in CURRENCIES} | {each.unit for each in self.more if each.unit}
        )

    def bears(self, claimed: Figure) -> tuple[Figure, ...]:
        """The figures that bear `claimed` out; none where it is not held."""
        test: Callable[[Figure], tuple[Figure, ...]] = {
            "date": self._dates,
            "time": self._times,
            "id": self._ids,
            "label": self._labels,
            "amount": self._amounts,
        }[claimed.kind]
        return test(claimed)

    def _dates(self, claimed: Figure) -> tuple[Figure, ...]:
        (wanted,) = claimed.values
        assert isinstance(wanted, Day)
        dated = [(each, day) for each in self._by_kind.get("date", ()) for day in each.values if isinstance(day, Day)]
        hits = tuple(each for each, day in dated if says_day(wanted, day))
        if hits or not wanted.year:
            return hits
        yearless = [each for each, day in dated if day.year == 0 and says_day(wanted._replace(year=0), day)]
        return tuple(yearless) if yearless and Decimal(wanted.year) in self._by_value else ()

    def _times(self, claimed: Figure) -> tuple[Figure, ...]:
        hits = [each for each in self._by_kind.get("time", ()) if each.values & claimed.values]
        minutes = next(iter(claimed.values))
        if not hits and isinstance(minutes, int) and minutes % 60 == 0:  # `12 h` is read as a length of time
            hits = [each for each in self._by_value.get(Decimal(minutes // 60), ()) if each.unit == "hour"]
        return tuple(hits)

    def _ids(self, claimed: Figure) -> tuple[Figure, ...]:
        wanted = str(next(iter(claimed.values)))
        pool = [(each, str(value)) for each in self._by_kind.get("id", ()) for value in each.values]
        hits = [each for each, said in pool if _same_id(wanted, said) and _same_prefix(claimed.unit, each.unit)]
        if hits:
            return tuple(hits)
        if wanted.isdigit() and (claimed.unit is None or any(claimed.unit.split("/")[0] in fold(text) for text in self.texts)):
            return tuple(each for each in self._by_value.get(Decimal(wanted), ()) if each.unit is None or each.unit in _CODES)
        root, _, check = wanted.partition("-")
        if len(root) == 8 and root.isdigit() and len(check) == 1 and not any(said.startswith(f"{root}-") for _, said in pool):
            return tuple(each for each, said in pool if said == root)
        if "/" in wanted and all(part.isdigit() for part in wanted.split("/")):
            parts = [self._by_value.get(Decimal(part), []) for part in wanted.split("/")]
            return tuple(part[0] for part in parts) if all(parts) else ()
        return ()

    def _labels(self, claimed: Figure) -> tuple[Figure, ...]:
        same = [each for each in self._by_kind.get("label", ()) if each.unit == claimed.unit]
        hits = tuple(each for each in same if each.values & claimed.values)
        value = str(next(iter(claimed.values)))
        if hits or any(not each.soft for each in same):
            return hits
        if value.isdigit():
            return tuple(each for each in self._by_value.get(Decimal(value), ()) if each.unit in (None, "ordinal"))
        return tuple(each for each in self._by_kind.get("id", ()) if value in each.values)

    def _amounts(self, claimed: Figure) -> tuple[Figure, ...]:
        hits: list[Figure] = []
        for value in claimed.values:
            assert isinstance(value, Decimal)
            hits += [each for each in self._by_value.get(value, ()) if self._same_unit(claimed.unit, each.unit) and value in each.values]
            base, unit = _base(value, claimed.unit)
            if unit is not None:
                near = self._by_value.get(base, ())
                hits += [
                    each
                    for each in near
                    if each.unit and any((base, unit) == _base(v, each.unit) for v in each.values if isinstance(v, Decimal))
                ]
            if not hits and claimed.unit in (None, "ordinal") and value == value.to_integral_value():
                hits += self._number_elsewhere(int(value), claimed.unit)
        return tuple(hits)

    def _number_elsewhere(self, number: int, unit: str | None) -> list[Figure]:
        """A year or a day of a date, and a number that the source calls by a label."""
        days = [(each, day) for each in self._by_kind.get("date", ()) for day in each.values if isinstance(day, Day)]
        hits = [each for each, day in days if number == (day.year if unit is None and number > 1900 else day.day if unit else -1)]
        if unit == "ordinal":
            hits += [each for each in self._by_kind.get("label", ()) if str(number) in each.values]
        return hits + [each for each in self._by_kind.get("id", ()) if str(number) in each.values]

    def _same_unit(self, claimed: str | None, said: str | None) -> bool:
        if claimed == said or (claimed is None and said != "ordinal"):
            return True
        if said is None:
            return claimed == "ordinal" or claimed in self._named or (claimed in CROWNS and "KR" in self._named)
        return (said == "KR" and claimed in CROWNS) or (claimed == "KR" and said in CROWNS)


def _base(value: Decimal, unit: str | None) -> tuple[Decimal, str | None]:
    """Two years are 24 months and two weeks 14 days; nothing else is counted over."""
    if unit in _IN_MONTHS:
        return value * _IN_MONTHS[unit], "month"
    if unit in _IN_DAYS:
        return value * _IN_DAYS[unit], "day"
    return value, None


def _same_id(wanted: str, said: str) -> bool:
    """Equal, or the first part of a longer one: `27001` of `27001:2022`."""
    return wanted == said or (said.startswith(wanted) and len(wanted) >= 3 and bool(_CUT.match(said, len(wanted))))


def _same_prefix(claimed: str | None, said: str | None) -> bool:
    return claimed is None or said is None or bool(set(claimed.split("/")) & set(said.split("/")))


def kind_of(figure: Figure) -> str:
    """What a figure is about: a date cannot be replaced by an amount, nor a share by a count."""
    if figure.kind == "label":
        return f"label {figure.unit}"
    if figure.kind != "amount":
        return figure.kind
    if figure.unit in _CODES:
        return "money"
    if figure.unit in ("percent", "point"):
        return "share"
    return "length" if figure.unit in ("year", "month", "week", "day", "working_day", "hour", "minute") else "count"


def unborne(claimed: Iterable[Figure], quotes: Pool, known: Pool, allowed: Pool) -> list[Figure]:
    """Figures that nothing bears out. Facts and profile help only where the quotes' own figures of the kind are all in the claim:
    else a date that was changed into another date of the same notice would pass.
    """
    wanted = [each for each in claimed if not each.soft]
    lacking, used = [], set[Figure]()
    for each in wanted:
        hits = quotes.bears(each)
        used.update(hits)
        if not hits:
            lacking.append(each)
    if not lacking:
        return []
    unused = {kind_of(each) for each in quotes.figures if not each.soft and each not in used}
    return [each for each in lacking if not allowed.bears(each) and not any(kind_of(hit) not in unused for hit in known.bears(each))]


def known_figures(tender: Tender, profile: Profile | None) -> Pool:
    """Coded facts, each with its kind: `40` of an award criterion may be a share, a CPV code is a code."""
    shown = [tender.publication_number, tender.procedure_id, tender.notice_id, tender.title, tender.cpv_main, *tender.cpv_all, tender.buyer]
    shown += [tender.clarification_deadline, tender.duration, tender.procedure, tender.guarantee, tender.external_id]
    shown += [each.published for each in tender.deadlines]
    shown += [each.instant.isoformat() for each in tender.deadlines if each.instant]
    shown += [
        money(each)
        for each in (tender.estimated_value, *(lot.value for lot in tender.lots), *(lot.framework_maximum for lot in tender.lots))
    ]
    for lot in tender.lots:
        shown += [lot.id, lot.title, lot.duration, *lot.cpv]
    shown += [fact.quote for fact in tender.evidence.values()]
    criteria = (*tender.award_criteria, *(each for lot in tender.lots for each in lot.award_criteria))
    weights = [each for criterion in criteria for each in figures(criterion.weight or "")]
    more = [
        each._replace(unit=unit)
        for each in weights
        if each.kind == "amount"
        for unit in (("percent", "point") if not each.unit else (each.unit,))
    ]
    if tender.lots:
        more.append(Figure("amount", frozenset({Decimal(len(tender.lots))}), None, 0, 0))
    return Pool((*(text for text in shown if text), *_said(profile)), tuple(more))


def money(said: Money | None) -> str:
    return f"{format(said.amount, 'f')} {said.currency or ''}" if said else ""


def _said(profile: Profile | None) -> tuple[str, ...]:
    if profile is None:
        return ()
    sums = [
        f"{format(amount, 'f')} {profile.currency}"
        for amount in (profile.value_min, profile.value_max, profile.turnover)
        if amount is not None
    ]
    lines = [*sums, f"{profile.bid_days} working days", *profile.cpv, *profile.references, *profile.capabilities, profile.name]
    return (*lines, *(f"{each.name} {each.expires or ''}" for each in profile.certificates))
