"""Lots of a TED_EXPORT notice."""

from jobs.chain.tender import Lot
from jobs.sources.draft import Draft
from jobs.sources.legacy_criteria import read_award_criteria
from jobs.sources.legacy_dates import read_duration
from jobs.sources.legacy_tree import each, first, line, paragraphs
from jobs.sources.legacy_value import read_lot_value
from jobs.sources.markup import Element
from jobs.sources.wording import cpv_code, distinct, first_of

MAX_LOTS = 1_000


def read_lots(form: Element | None, draft: Draft) -> tuple[Lot, ...]:
    """`OBJECT_DESCR` of R2.0.9 forms (one for a contract without lots), lot annexes of older ones."""
    elements = list(each(form, "OBJECT_CONTRACT/OBJECT_DESCR")) or [element for element in each(form, ".//*") if _is_annex(element)]
    return tuple(_read_lot(element, index, draft) for index, element in enumerate(elements[:MAX_LOTS], start=1))


def _is_annex(element: Element) -> bool:
    return isinstance(element.tag, str) and (element.tag.endswith("_ANNEX_B") or element.tag == "LOT_PRIOR_INFORMATION")


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
        value=read_lot_value(element, f"lots.{lot_id}.value", index, draft),
        place=place,
        award_criteria=read_award_criteria(element),
        duration=read_duration(element),
    )
