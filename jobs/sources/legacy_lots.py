"""Lots, values and deadlines of a TED_EXPORT notice."""

from decimal import Decimal

from jobs.chain.tender import AwardCriterion, Basis, Deadline, Kind, Lot, Money
from jobs.sources.dates import Moment, distinct_deadlines, parse_iso, parse_moment, read_deadline
from jobs.sources.draft import Draft
from jobs.sources.legacy_tree import each, first, line, paragraphs, value_of
from jobs.sources.markup import Element
from jobs.sources.money import amount, empty_value_warning, money, sum_of_lots
from jobs.sources.wording import cpv_code, distinct, first_of

MAX_LOTS = 1_000
_CRITERIA = (("AC/AC_PRICE", "price"), ("AC/AC_QUALITY", "quality"), ("AC/AC_COST", "cost"))


def read_lots(form: Element | None, draft: Draft) -> tuple[Lot, ...]:
    """`OBJECT_DESCR` of R2.0.9 forms (one for a contract without lots), lot annexes of older ones."""
    elements = list(each(form, "OBJECT_CONTRACT/OBJECT_DESCR")) or [element for element in each(form, ".//*[@ITEM]") if _is_annex(element)]
    return tuple(_read_lot(element, index, draft) for index, element in enumerate(elements[:MAX_LOTS], start=1))


def _is_annex(element: Element) -> bool:
    return isinstance(element.tag, str) and element.tag.endswith("_ANNEX_B")


def _read_lot(element: Element, index: int, draft: Draft) -> Lot:
    lot_id = first_of(line(element, "LOT_NO", "LOT_NUMBER"), element.get("ITEM"), str(index)) or str(index)
    title = first(element, "TITLE", "LOT_TITLE")
    description = first(element, "SHORT_DESCR", "LOT_DESCRIPTION")
    place = first_of(line(element, "MAIN_SITE"), ", ".join(distinct(nuts.get("CODE") for nuts in each(element, "NUTS"))[:5]))
    return Lot(
        id=lot_id[:60],
        title=draft.prove_text(f"lots.{lot_id}.title", f"OBJECT_DESCR[{index}]/TITLE", line(title, ".")),
        description=draft.prove_text(f"lots.{lot_id}.description", f"OBJECT_DESCR[{index}]/SHORT_DESCR", paragraphs(description)),
        cpv=distinct(cpv_code(code.get("CODE")) for code in each(element, ".//CPV_CODE")),
        value=_lot_value(element, f"lots.{lot_id}.value", index, draft),
        place=place,
        award_criteria=_award_criteria(element),
    )


def _award_criteria(element: Element) -> tuple[AwardCriterion, ...]:
    found: list[AwardCriterion] = []
    for path, kind in _CRITERIA:
        for criterion in (*each(element, path), *each(element, f"DIRECTIVE_2009_81_EC/{path}")):
            name = line(criterion, "AC_CRITERION") or {"price": "Price", "cost": "Cost"}.get(kind, "Quality")
            weight = line(criterion, "AC_WEIGHTING")
            found.append(
                AwardCriterion(kind="price" if kind == "price" else "cost" if kind == "cost" else "quality", name=name[:300], weight=weight)
            )
    return tuple(found)


def _lot_value(element: Element, fact: str, index: int, draft: Draft) -> Money | None:
    coded = first(element, "VAL_OBJECT")
    if coded is not None:
        draft.prove(fact, f"OBJECT_DESCR[{index}]/VAL_OBJECT", coded.text)
        return money(amount(coded.text), coded.get("CURRENCY"), "estimated", "net")
    return _range(element, ".//COSTS_RANGE_AND_CURRENCY", fact, draft)


_TOTALS: tuple[tuple[str, Basis], ...] = (("OBJECT_CONTRACT/VAL_ESTIMATED_TOTAL", "estimated"), ("OBJECT_CONTRACT/VAL_TOTAL", "awarded"))
_CODED_TOTALS: tuple[tuple[str, Basis], ...] = (("ESTIMATED_TOTAL", "estimated"), ("PROCUREMENT_TOTAL", "awarded"))


def read_value(form: Element | None, coded: Element | None, lots: tuple[Lot, ...], draft: Draft) -> Money | None:
    """The estimate of the procedure; in an award the awarded total; else a range's upper end; else the lots."""
    for path, basis in _TOTALS:
        element = first(form, path)
        if element is not None:
            draft.warn(empty_value_warning(amount(element.text), element.get("CURRENCY")))
            draft.prove("estimated_value", path, element.text)
            return money(amount(element.text), element.get("CURRENCY"), basis, "net")
    for path in ("OBJECT_CONTRACT/VAL_RANGE_TOTAL", ".//QUANTITY_SCOPE//COSTS_RANGE_AND_CURRENCY"):
        found = _range(form, path, "estimated_value", draft)
        if found is not None:
            return found
    for name, basis in _CODED_TOTALS:
        element = first(coded, f"NOTICE_DATA/VALUES/VALUE[@TYPE='{name}']")
        if element is not None:
            draft.prove("estimated_value", f"NOTICE_DATA/VALUES/VALUE[@TYPE='{name}']", element.text)
            return money(amount(element.text), element.get("CURRENCY"), basis, "net")
    summed, warning = sum_of_lots(lots)
    draft.warn(warning)
    return summed or _old_total(form, coded, draft)


def _old_total(form: Element | None, coded: Element | None, draft: Draft) -> Money | None:
    """R2.0.8: the final value of an award, and the coded section's list of values."""
    final = first(form, ".//TOTAL_FINAL_VALUE//COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE", ".//TOTAL_FINAL_VALUE//COSTS_RANGE_AND_CURRENCY")
    number = _cost(first(final, "VALUE_COST", ".//HIGH_VALUE"))
    if final is not None and number is not None:
        draft.prove("estimated_value", "TOTAL_FINAL_VALUE", f"{number:f}")
        return money(number, final.get("CURRENCY"), "awarded", "gross" if first(final, "INCLUDING_VAT") is not None else "net")
    single = first(coded, "NOTICE_DATA/VALUES_LIST/VALUES[@TYPE='GLOBAL']/SINGLE_VALUE/VALUE")
    if single is None:
        return None
    draft.prove("estimated_value", "NOTICE_DATA/VALUES_LIST/VALUES[@TYPE='GLOBAL']", single.text)
    return money(amount(single.text), single.get("CURRENCY"), "estimated", "unknown")


def _range(parent: Element | None, path: str, fact: str, draft: Draft) -> Money | None:
    """A single cost or the upper end of a range, with the lower end said."""
    element = first(parent, path)
    currency = element.get("CURRENCY") if element is not None else None
    low, high = _cost(first(element, "LOW", ".//LOW_VALUE")), _cost(first(element, "HIGH", ".//HIGH_VALUE", "VALUE_COST"))
    found = money(high, currency, "estimated", "net")
    if found is not None:
        draft.prove(fact, path, f"{high:f}")
        if low is not None and fact == "estimated_value":
            draft.warn(f"The value is a range from {low:,f} to {high:,f} {found.currency or ''}; the upper end is shown.")
    return found


def _cost(element: Element | None) -> Decimal | None:
    return (amount(element.get("FMTVAL")) or amount(element.text)) if element is not None else None


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
    draft.prove(
        "deadlines",
        "PROCEDURE/DATE_RECEIPT_TENDERS" if in_form else "CODIF_DATA/DT_DATE_FOR_SUBMISSION",
        _raw_form_date(form) if in_form else raw,
    )
    found: list[Deadline] = []
    for each_moment in (in_form, in_code if in_form and in_code and in_form.local != in_code.local else None) if in_form else (in_code,):
        if each_moment is not None:
            reading = read_deadline(each_moment, "tender", country)
            for sentence in reading.warnings:
                draft.warn(sentence)
            found.append(reading.deadline)
    return distinct_deadlines(found)


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


def is_framework(form: Element | None) -> bool:
    """R2.0.9 has `FRAMEWORK` in the procedure; older forms code it in the contract type."""
    return first(form, ".//FRAMEWORK", ".//NOTICE_INVOLVES_DESC/CONCLUSION_FRAMEWORK_AGREEMENT") is not None or (
        value_of(form, ".//CONCLUSION_FRAMEWORK_AGREEMENT", "VALUE") == "YES"
    )
