"""The same cases judged several times: which answers flip, and the run of each case that speaks for it."""

from collections.abc import Sequence

from jobs.chain.tender import Value
from jobs.evals.recording import Recording
from jobs.evals.scoring import CaseScore


class Flip(Value):
    """A case that not every run judged alike."""

    case_id: str
    verdicts: tuple[str, ...]
    """Of each run in order; `none` where it gave none."""
    passed: int
    of: int


def flips(rounds: Sequence[Sequence[CaseScore]]) -> tuple[Flip, ...]:
    """Cases whose verdict, or whose passing, is not the same in all rounds; every round has the same cases in the same order."""
    found: list[Flip] = []
    for same in zip(*rounds, strict=True):
        verdicts, passed = tuple(each.verdict or "none" for each in same), [each.passed for each in same]
        if len(set(verdicts)) > 1 or len(set(passed)) > 1:
            found.append(Flip(case_id=same[0].case_id, verdicts=verdicts, passed=sum(passed), of=len(passed)))
    return tuple(found)


def spoken_for(recordings: Sequence[Recording], rounds: Sequence[Sequence[CaseScore]]) -> Recording:
    """One recording of all: of each case the run of the middle score, and one with a hard zero before any other, since once is too often."""
    chosen = [_chosen(same) for same in zip(*rounds, strict=True)]
    by_id = [{each.case_id: each for each in recording.runs} for recording in recordings]
    ids = [each.case_id for each in rounds[0]]
    runs = tuple(by_id[place][case_id] for case_id, place in zip(ids, chosen, strict=True))
    return recordings[0].model_copy(update={"name": f"{recordings[0].name}, {len(recordings)} runs", "runs": runs})


def _chosen(same: Sequence[CaseScore]) -> int:
    places = sorted(range(len(same)), key=lambda place: (same[place].score, place))
    return next((place for place in places if same[place].zeros), places[(len(places) - 1) // 2])
