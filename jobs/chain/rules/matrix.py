"""The table of requirements by rules: the sentences that bind, what they are for, their lot, and whether we can show them."""

import re
from collections.abc import Iterator

from jobs.chain.analysis import Claim, Matrix, RequirementRow, RowKind
from jobs.chain.model import Case
from jobs.chain.quotes import stands_in
from jobs.chain.tender import Lot, Requirement

LEFT_OUT = Claim(text="Requirements that stand in text which was set aside are not listed: a person should read it.")
MOST_PLACES = 3
_LOT = re.compile(
    r"\b(?:lots?|lose?|lott[oi]|lotes?|perceel|percelen|część|części|delkontrakt|delaftale|osa|část)[\s\-]*(?:n[°ºor.]*\s*)?0*(\d{1,4})\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"0*(\d+)\D*$")


def matrix_of(case: Case) -> Matrix:
    """One row for each requirement the rules found, in reading order, but those of passages that were set aside."""
    held = {each.requirement_id: each for each in case.coverage}
    lots = _by_number(case.tender.lots)
    kept = list(_standing(case))
    rows: list[RequirementRow] = []
    for requirement in kept:
        ours = held.get(requirement.id)
        rows.append(
            RequirementRow(
                code=requirement.id,
                kind=kind_of(requirement),
                claim=Claim(text=requirement.text, evidence=(requirement.evidence,)),
                lot=lot_of(requirement.text, lots) if lots else None,
                coverage=ours.status if ours else None,
                shown_by=tuple(dict.fromkeys(proof.place for proof in ours.evidence))[:MOST_PLACES] if ours else (),
            )
        )
    return Matrix(rows=tuple(rows), unread=(LEFT_OUT,) if len(kept) < len(case.tender.requirements) else ())


def kind_of(requirement: Requirement) -> RowKind:
    if requirement.kind == "scored":
        return "scored"
    return "other" if requirement.stage == "contract" else "mandatory"


def lot_of(text: str, lots: dict[str, str]) -> str | None:
    """The id of the one lot that `text` names; `lots` are ids by number."""
    named = {lots[hit[1]] for hit in _LOT.finditer(text) if hit[1] in lots}
    return named.pop() if len(named) == 1 else None


def _by_number(lots: tuple[Lot, ...]) -> dict[str, str]:
    numbers = [(hit[1], lot.id) for lot in lots if (hit := _NUMBER.search(lot.id))]
    return dict(numbers) if len({number for number, _ in numbers}) == len(numbers) else {}


def _standing(case: Case) -> Iterator[Requirement]:
    """Those whose quote an analyst may read; with nothing set aside all of them."""
    if not case.quarantined:
        yield from case.tender.requirements
        return
    texts = {passage.id: passage.text for passage in case.tender.passages}
    for requirement in case.tender.requirements:
        if requirement.evidence.passage_id not in case.quarantined or stands_in(
            requirement.evidence.quote, texts.get(requirement.evidence.passage_id or "", "")
        ):
            yield requirement
