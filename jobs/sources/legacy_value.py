"""Values of a TED_EXPORT notice: the estimate, the awarded total, a range, or what the lots add up to."""

from decimal import Decimal

from jobs.chain.tender import Basis, Lot, Money
from jobs.sources.draft import Draft
from jobs.sources.legacy_tree import each, first
from jobs.sources.markup import Element
from jobs.sources.money import amount, empty_value_warning, money, repeated_total_warning, sum_of_lots

_TOTALS: tuple[tuple[str, Basis], ...] = (("OBJECT_CONTRACT/VAL_ESTIMATED_TOTAL", "estimated"), ("OBJECT_CONTRACT/VAL_TOTAL", "awarded"))
_RANGES: tuple[tuple[str, Basis], ...] = (
    ("OBJECT_CONTRACT/VAL_RANGE_TOTAL", "awarded"),
    (".//QUANTITY_SCOPE//COSTS_RANGE_AND_CURRENCY", "estimated"),
    (".//TOTAL_ESTIMATED//COSTS_RANGE_AND_CURRENCY", "estimated"),
    (".//QUANTITY_SCOPE_WORKS_DEFENCE/COSTS_RANGE_AND_CURRENCY", "estimated"),
)
_CODED_TOTALS: tuple[tuple[str, Basis], ...] = (("ESTIMATED_TOTAL", "estimated"), ("PROCUREMENT_TOTAL", "awarded"))


def read_value(form: Element | None, coded: Element | None, lots: tuple[Lot, ...], draft: Draft) -> Money | None:
    """The estimate of the procedure; in an award the awarded total; else a range's upper end; else the lots."""
    for path, basis in _TOTALS:
        element = first(form, path)
        if element is not None:
            draft.warn(empty_value_warning(amount(element.text), element.get("CURRENCY")))
            draft.prove("estimated_value", path, element.text)
            total = money(amount(element.text), element.get("CURRENCY"), basis, "net")
            draft.warn(repeated_total_warning(total, lots) if total is not None else None)
            return total
    for path, range_basis in _RANGES:
        found = _range(form, path, "estimated_value", draft, range_basis)
        if found is not None:
            return found
    for name, basis in _CODED_TOTALS:
        element = first(coded, f"NOTICE_DATA/VALUES/VALUE[@TYPE='{name}']")
        if element is not None:
            draft.prove("estimated_value", f"NOTICE_DATA/VALUES/VALUE[@TYPE='{name}']", element.text)
            return money(amount(element.text), element.get("CURRENCY"), basis, "net")
    summed, warning = sum_of_lots(lots)
    draft.warn(warning)
    return summed or _old_total(form, coded, draft) or _only_contract(form, draft)


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


def _only_contract(form: Element | None, draft: Draft) -> Money | None:
    """The value of the contract where a notice tells of a single one and gives no total (F20 always, F03 sometimes)."""
    contracts = list(each(form, "AWARD_CONTRACT"))
    if len(contracts) != 1:
        return None
    total = first(contracts[0], "AWARDED_CONTRACT/VALUES/VAL_TOTAL", "AWARDED_CONTRACT/VAL_TOTAL", "AWARDED_CONTRACT/VALUE/VAL_TOTAL")
    if total is None:
        return None
    draft.prove("estimated_value", "AWARD_CONTRACT/AWARDED_CONTRACT/VAL_TOTAL", total.text)
    return money(amount(total.text), total.get("CURRENCY"), "awarded", "net")


def _range(parent: Element | None, path: str, fact: str, draft: Draft, basis: Basis = "estimated") -> Money | None:
    """A single cost or the upper end of a range, with the lower end said."""
    element = first(parent, path)
    currency = element.get("CURRENCY") if element is not None else None
    low, high = _cost(first(element, "LOW", ".//LOW_VALUE")), _cost(first(element, "HIGH", ".//HIGH_VALUE", "VALUE_COST"))
    found = money(high, currency, basis, "net")
    if found is not None:
        draft.prove(fact, path, f"{high:f}")
        if low is not None and fact == "estimated_value":
            draft.warn(f"The value is a range from {low:,f} to {high:,f} {found.currency or ''}; the upper end is shown.")
    return found


def _cost(element: Element | None) -> Decimal | None:
    return (amount(element.get("FMTVAL")) or amount(element.text)) if element is not None else None


def read_lot_value(element: Element, fact: str, index: int, draft: Draft) -> Money | None:
    coded = first(element, "VAL_OBJECT")
    if coded is not None:
        draft.prove(fact, f"OBJECT_DESCR[{index}]/VAL_OBJECT", coded.text)
        return money(amount(coded.text), coded.get("CURRENCY"), "estimated", "net")
    return _range(element, ".//COSTS_RANGE_AND_CURRENCY", fact, draft)
