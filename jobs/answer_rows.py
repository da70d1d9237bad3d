"""The rows of an answer that a person can call wrong: each criterion, knock-out question and requirement, under an id that lasts."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from jobs.chain.analysis import Analysis, Criterion, KnockOut, RequirementRow
from jobs.chain.tender import Value

RowKind = Literal["criterion", "knock_out", "requirement"]
LONGEST_CODE = 40
"""Characters of a code in an id: codes of a model are cut, ours are shorter."""


class AnswerRow(Value):
    id: str
    """`criterion:capability`; a code that comes again counts on: `knock_out:language~2`."""
    kind: RowKind
    code: str
    text: str
    """What the row says, as stored: masked where the run was."""


def rows_of(analysis: Analysis) -> tuple[AnswerRow, ...]:
    """Every row, in the order in which an answer shows them."""
    seen: Counter[str] = Counter()
    found: list[AnswerRow] = []
    for kind, row in _all(analysis):
        id = f"{kind}:{_plain(row.code)}"
        seen[id] += 1
        found.append(AnswerRow(id=id if seen[id] == 1 else f"{id}~{seen[id]}", kind=kind, code=row.code, text=row.claim.text))
    return tuple(found)


def _all(analysis: Analysis) -> Iterator[tuple[RowKind, Criterion | KnockOut | RequirementRow]]:
    for criterion in analysis.criteria:
        yield "criterion", criterion
    for knock_out in analysis.knock_outs:
        yield "knock_out", knock_out
    for requirement in analysis.requirements:
        yield "requirement", requirement


def _plain(code: str) -> str:
    """Without what separates ids: a model chose some of the codes."""
    return "".join(sign if sign.isalnum() and sign.isascii() else "_" for sign in code[:LONGEST_CODE])
