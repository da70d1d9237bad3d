"""Whether a prompt may take the place of the one in force: what the gate says of it and did not say of that one."""

import re
from collections.abc import Mapping, Sequence

from jobs.chain.tender import Value
from jobs.evals.bar import Bar
from jobs.evals.case import GoldenCase
from jobs.evals.gate import GateResult, judge
from jobs.evals.scoring import CaseScore

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Weighed(Value):
    """A candidate against what is in force. `faults`: what is new and wrong, in the gate's words; `doubts`: what so few cases cannot tell."""

    before: GateResult
    after: GateResult
    faults: tuple[str, ...]
    doubts: tuple[str, ...]


def weigh(cases: Mapping[str, GoldenCase], before: Sequence[CaseScore], after: Sequence[CaseScore], bar: Bar) -> Weighed:
    """`before` is judged by the bar alone and is the baseline of `after`.

    A floor that the one in force misses as well is no fall; missing it by more is found by the comparison.
    """
    was = judge(cases, before, bar, None)
    now = judge(cases, after, bar, before)
    known = {_kind(reason) for reason in was.reasons}
    new = tuple(reason for reason in now.reasons if _kind(reason) not in known)
    doubts = tuple(reason for reason in new if reason.startswith("Perhaps"))
    return Weighed(before=was, after=now, faults=tuple(reason for reason in new if reason not in doubts), doubts=doubts)


def _kind(reason: str) -> str:
    """Without its figures."""
    return _NUMBER.sub("#", reason)
