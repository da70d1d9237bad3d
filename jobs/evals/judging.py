"""From what a run left to the gate's word on it: each case scored, all of them held against bar and baseline."""

from collections.abc import Sequence

from jobs.chain.errors import BadInput
from jobs.evals.bar import Bar
from jobs.evals.gate import GateResult, judge
from jobs.evals.golden import Golden
from jobs.evals.recording import Recording
from jobs.evals.scoring import CaseScore, score_case


def scored(golden: Sequence[Golden], recording: Recording, bar: Bar) -> tuple[CaseScore, ...]:
    """Scores of the cases given, in their order. Raises BadInput where the recording lacks one."""
    runs = {each.case_id: each for each in recording.runs}
    absent = [each.case.id for each in golden if each.case.id not in runs]
    if absent:
        raise BadInput("broken_case", f"The kept run has no answer for {absent[0]}: run it again.")
    return tuple(
        score_case(each.case, runs[each.case.id], each.notice, bar, twin=runs.get(each.case.expected.same_as or "")) for each in golden
    )


def gated(golden: Sequence[Golden], scores: Sequence[CaseScore], bar: Bar, baseline: Sequence[CaseScore] | None) -> GateResult:
    return judge({each.case.id: each.case for each in golden}, scores, bar, baseline)
