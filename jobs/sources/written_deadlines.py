"""Deadlines of a text: the earliest that binds comes first, tracked changes win, and what disagrees is said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from jobs.chain.tender import Deadline
from jobs.sources.dates import Moment, distinct_deadlines, parse_moment, read_deadline
from jobs.sources.draft import Draft
from jobs.sources.months import TWO_MONTHS, bare
from jobs.sources.text_dates import find_dates
from jobs.sources.text_deadlines import TextDeadline, find_deadlines, undated
from jobs.sources.text_lines import Line, prove

_MONTH_FIRST = ("USA",)
_EITHER = (None, "CAN", "PHL")
"""Where 03/04 in English may be the third of April or the fourth of March."""
_NOVEMBER, _OCTOBER = ("POL", "CZE", "SVK"), ("HRV", "BIH")
"""What `listopad` is where."""
_AUSTRALIAN = ("AUS",)
MAX_DATES = 200
_Found = list[tuple[Deadline, TextDeadline]]


class Dates(NamedTuple):
    binding: tuple[Deadline, ...]
    clarification: str | None


def read_deadlines(lines: Sequence[Line], country: str | None, draft: Draft) -> Dates:
    """Submission deadlines, earliest first, and the date for questions; proven and warned about in `draft`."""
    found: _Found = []
    questions: list[tuple[Moment, TextDeadline]] = []
    swap = _swaps(lines)
    for said in find_deadlines(lines):
        if len(found) + len(questions) >= MAX_DATES:
            break
        if said.question:
            day = said.written.day
            if moment := parse_moment(day, said.written.hour):
                questions.append((moment, said))
        elif deadline := _deadline(said, country, swap, draft):
            found.append((deadline, said))
    found = _without_replaced(found, draft)
    binding = distinct_deadlines([deadline for deadline, _ in found])
    if binding:
        said = next(said for deadline, said in found if (deadline.kind, deadline.published) == (binding[0].kind, binding[0].published))
        prove("deadlines", said.line, draft, said.quote)
    elif day := undated(lines):
        draft.warn(f"The text says “{day}” without a year; ask the buyer for the full date.")
    _say_disagreement(binding, draft)
    return Dates(binding, _clarification(questions, draft))


def _swaps(lines: Sequence[Line]) -> bool | None:
    """What the text's own plain dates tell of 03/04: False day first, True month first, None where they are silent or differ."""
    habits: set[bool] = set()
    for line in lines[:5_000]:
        if "/" in line.text:
            for date in find_dates(line.text[:1_000]):
                numbers = date.quote.split("/")
                if date.other_day is None and len(numbers) == 3 and numbers[0][-2:].isdigit() and numbers[1].isdigit():
                    habits.add(int(numbers[1]) > 12)
    return habits.pop() if len(habits) == 1 else None


def _deadline(said: TextDeadline, country: str | None, swap: bool | None, draft: Draft) -> Deadline | None:
    written = said.written
    named = any(word in TWO_MONTHS for word in bare(written.quote).split())
    unsure = written.ambiguous and (country not in _NOVEMBER if named else said.english and country in _EITHER and swap is None)
    other_first = country in _OCTOBER if named else said.english and (country in _MONTH_FIRST or (country in _EITHER and bool(swap)))
    unsure = unsure and not other_first
    month_first = bool(written.other_day) and other_first
    moment = parse_moment(written.other_day if month_first else written.day, _hour_in(country, written.hour))
    if moment is None:
        return None
    if written.other_offset and moment.offsets:
        moment = replace(moment, offsets=(*moment.offsets, _offset(written.other_offset)))
        draft.warn(f"“{written.quote}” names a winter zone in summer time; the earlier reading counts. Ask the buyer which clock is meant.")
    reading = read_deadline(moment, said.kind, country)
    for sentence in reading.warnings:
        draft.warn(sentence)
    if not unsure:
        return reading.deadline
    other = parse_moment(written.other_day, _hour_in(country, written.hour))
    draft.warn(_unsure(said, named, written.other_day or ""))
    instants = [reading.deadline.instant, read_deadline(other, said.kind, country).deadline.instant if other else None]
    return reading.deadline.model_copy(update={"instant": min((instant for instant in instants if instant), default=None)})


def _hour_in(country: str | None, hour: str | None) -> str | None:
    """Without an American offset in an Australian notice: `Eastern Time` is Sydney's there, fifteen hours before New York's."""
    return hour[:-6] if hour and country in _AUSTRALIAN and hour[-6:-4] == "-0" else hour


def _unsure(said: TextDeadline, named: bool, other: str) -> str:
    if named:
        return f"“{said.written.quote}” is November in Polish and Czech and October in Croatian; work to the earlier and ask the buyer."
    return (
        f"“{said.written.quote}” was read as day/month/year; if the buyer writes the month first, it is {other}. "
        "Work to the earlier of the two and ask the buyer."
    )


def _offset(text: str) -> timedelta:
    size = timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))
    return -size if text[0] == "-" else size


def _without_replaced(found: _Found, draft: Draft) -> _Found:
    """Where a tracked insertion states another deadline of a kind, what stood before falls away, with a sentence that names both."""
    changed = {deadline.kind: deadline for deadline, said in found if said.line.inserted}
    kept: _Found = []
    for deadline, said in found:
        new = changed.get(deadline.kind)
        if new is None or said.line.inserted:
            kept.append((deadline, said))
        elif new.published != deadline.published:
            draft.warn(
                f"A tracked change says {new.published} where the text says {deadline.published}: "
                "the change was taken. Ask the buyer to confirm it."
            )
    return kept


def _say_disagreement(binding: Sequence[Deadline], draft: Draft) -> None:
    moments = sorted({_shown(deadline.published) for deadline in binding if deadline.kind == "tender"})
    days = sorted({moment[:10] for moment in moments})
    if len(days) > 1:
        draft.warn(f"The text names {len(days)} different days for offers ({', '.join(days[:6])}); work to the earliest and ask the buyer.")
    elif len({moment[11:16] for moment in moments if len(moment) > 10}) > 1:
        draft.warn(f"The text names different times for offers ({', '.join(moments[:6])}); work to the earliest and ask the buyer.")


def _shown(published: str) -> str:
    return published.replace("T", " ")[:16]


def _clarification(questions: list[tuple[Moment, TextDeadline]], draft: Draft) -> str | None:
    if not questions:
        return None

    def local(pair: tuple[Moment, TextDeadline]) -> datetime:
        return pair[0].local

    inserted = [pair for pair in questions if pair[1].line.inserted]
    moment, said = min(inserted or questions, key=local)
    prove("clarification_deadline", said.line, draft, said.quote)
    return moment.published
