"""Of several runs over the same cases: what flips, and which run speaks for a case."""

from typing import Any

from jobs.evals.findings import Finding
from jobs.evals.recording import Recording
from jobs.evals.repeats import flips, spoken_for
from jobs.evals.scoring import CaseScore
from tests.jobs.evals.builders import recorded


def score(id: str, points: float, **changes: Any) -> CaseScore:
    fields: dict[str, Any] = {"slice": "clear_bid", "split": "dev", "findings": (), "verdict": "bid"}
    return CaseScore(case_id=id, score=points, passed=points >= 0.8, **(fields | changes))


def of_three(*points: float) -> list[list[CaseScore]]:
    return [[score("roof", each), score("wall", 1.0)] for each in points]


def recordings(count: int) -> list[Recording]:
    runs = [tuple(recorded(id, shown=f"{id} {place}") for id in ("roof", "wall")) for place in range(count)]
    return [Recording(name="rules", synthetic=False, at="2026-12-01T09:00:00+00:00", runs=each) for each in runs]


def test_a_case_flips_by_its_verdict_or_by_passing() -> None:
    rounds = of_three(1.0, 1.0, 0.5)
    rounds[1][1] = score("wall", 1.0, verdict="review")
    roof, wall = flips(rounds)
    assert (roof.case_id, roof.verdicts, roof.passed, roof.of) == ("roof", ("bid", "bid", "bid"), 2, 3)
    assert (wall.case_id, wall.verdicts, wall.passed) == ("wall", ("bid", "review", "bid"), 3)
    assert flips(of_three(1.0, 0.9)) == ()


def test_the_run_of_the_middle_score_speaks_for_a_case() -> None:
    spoken = spoken_for(recordings(3), of_three(1.0, 0.2, 0.9))
    assert [each.shown for each in spoken.runs] == ["roof 2", "wall 1"]
    assert spoken.name == "rules, 3 runs"


def test_a_run_with_what_may_never_happen_speaks_before_any_other() -> None:
    rounds = of_three(1.0, 0.2, 0.9)
    rounds[0][0] = score("roof", 1.0, findings=(Finding(check="kind", cost=0, detail="", zero="invented_deadline"),))
    assert spoken_for(recordings(3), rounds).runs[0].shown == "roof 0"
