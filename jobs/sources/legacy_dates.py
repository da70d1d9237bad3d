"""Deadlines of a TED_EXPORT notice, which never have a zone, and how long its contracts run."""

from jobs.chain.tender import Deadline, DeadlineKind, Kind
from jobs.sources.dates import Moment, distinct_deadlines, parse_iso, parse_moment, read_deadline
from jobs.sources.draft import Draft
from jobs.sources.legacy_forms import is_prior_call
from jobs.sources.legacy_tree import first, line
from jobs.sources.markup import Element
from jobs.sources.periods import counted, spanning


def read_deadlines(
    form: Element | None, coded: Element | None, kind: Kind, country: str | None, draft: Draft, *, restricted: bool
) -> tuple[Deadline, ...]:
    """Date and time of receipt from the form, else from the coded section; the form has no zone (R2.0.x never does)."""
    if kind in ("award", "planning"):
        return ()
    in_form = _form_moment(form)
    raw = line(coded, "CODIF_DATA/DT_DATE_FOR_SUBMISSION")
    in_code = parse_iso(raw)
    moment = in_form or in_code
    if moment is None:
        return ()
    if in_form and in_code and in_form.local.date() != in_code.local.date():
        draft.warn(f"The form says {in_form.published}, the coded section {in_code.published}: work to the earlier one and ask the buyer.")
    if restricted:
        draft.warn("Candidates are selected first: the date is the last day for requests to participate, not for offers.")
    wanted: DeadlineKind = "expression" if is_prior_call(form) else "tender"
    found: list[Deadline] = []
    for each_moment in (in_form, in_code if in_form and in_code and in_form.local != in_code.local else None) if in_form else (in_code,):
        if each_moment is not None:
            reading = read_deadline(each_moment, wanted, country)
            for sentence in reading.warnings:
                draft.warn(sentence)
            found.append(reading.deadline)
    dated = distinct_deadlines(found)
    if in_form and dated[0].published == in_form.published:
        draft.prove("deadlines", "PROCEDURE/DATE_RECEIPT_TENDERS", _raw_form_date(form))
    else:
        draft.prove("deadlines", "CODIF_DATA/DT_DATE_FOR_SUBMISSION", raw)
    return dated


def _form_moment(form: Element | None) -> Moment | None:
    moment = parse_moment(line(form, "PROCEDURE/DATE_RECEIPT_TENDERS"), line(form, "PROCEDURE/TIME_RECEIPT_TENDERS"))
    limit = first(form, ".//RECEIPT_LIMIT_DATE")
    if moment is not None or limit is None:
        return moment
    day, month, year = (line(limit, part) or "" for part in ("DAY", "MONTH", "YEAR"))
    return parse_moment(f"{year}-{month.zfill(2)}-{day.zfill(2)}", line(limit, "TIME"))


def _raw_form_date(form: Element | None) -> str | None:
    day, hour = line(form, "PROCEDURE/DATE_RECEIPT_TENDERS"), line(form, "PROCEDURE/TIME_RECEIPT_TENDERS")
    return f"{day} {hour or ''}".strip() if day else line(form, ".//RECEIPT_LIMIT_DATE")


def read_duration(holder: Element | None) -> str | None:
    """`24 months`, `2027-01-01 to 2028-12-31`, `unlimited` of an `OBJECT_DESCR` or a lot annex; None where it says none."""
    measure = first(holder, "DURATION")
    if measure is not None or first(holder, "DATE_START", "DATE_END", "INDEFINITE_DURATION") is not None:
        length = counted(measure.text, measure.get("TYPE")) if measure is not None else None
        endless = "unlimited" if first(holder, "INDEFINITE_DURATION") is not None else None
        return spanning(length or endless, _day(line(holder, "DATE_START")), _day(line(holder, "DATE_END")))
    return _older_duration(first(holder, "PERIOD_WORK_DATE_STARTING"))


def common_duration(form: Element | None) -> str | None:
    """What R2.0.8 forms state once: beside the lots, or for the framework."""
    framework = counted(line(form, ".//DURATION_FRAMEWORK_MONTH"), "MONTH") or counted(line(form, ".//DURATION_FRAMEWORK_YEAR"), "YEAR")
    return _older_duration(first(form, "*/*/PERIOD_WORK_DATE_STARTING")) or framework


def _older_duration(period: Element | None) -> str | None:
    length = counted(line(period, "MONTHS"), "MONTH") or counted(line(period, "DAYS"), "DAY")
    return spanning(length, _parted_day(first(period, "INTERVAL_DATE/START_DATE")), _parted_day(first(period, "INTERVAL_DATE/END_DATE")))


def _day(text: str | None) -> str | None:
    moment = parse_moment(text)
    return moment.published[:10] if moment else None


def _parted_day(element: Element | None) -> str | None:
    day, month, year = (line(element, part) or "" for part in ("DAY", "MONTH", "YEAR"))
    return _day(f"{year}-{month.zfill(2)}-{day.zfill(2)}")
