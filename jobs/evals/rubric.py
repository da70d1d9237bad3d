"""What a human reviewer says of one answer, and what many of them come to."""

from collections.abc import Mapping, Sequence
from typing import Literal

from jobs.chain.analysis import Verdict
from jobs.chain.tender import Value
from jobs.evals.agreement import Agreement, agreement
from jobs.evals.stats import Interval, wilson


class Rubric(Value):
    verdict: bool
    """Whether the answer's verdict is the reviewer's own."""
    own: Verdict
    facts: Literal["right", "wrong", "unchecked"]
    invented: Literal["no", "yes"]
    useful: Literal["yes", "partly", "no"]
    note: str | None = None
    """Masked."""

    @property
    def good(self) -> bool:
        """Whether the answer as a whole could go out."""
        return self.verdict and self.facts != "wrong" and self.invented == "no"


class Reviewed(Value):
    run_id: str
    disputed: bool
    """Drawn because somebody disputed it; the others are a random sample, and only they speak for all answers."""
    given: str
    """The answer's verdict."""
    rubric: Rubric


class Share(Value):
    hits: int
    of: int
    interval: Interval


class Figures(Value):
    sampled: int
    disputed: int
    verdict: Agreement
    """Reviewer and answer on the verdict, over the random sample."""
    disputed_verdict: Agreement
    """The same over what was disputed, where less is to be expected."""
    facts: Share
    """Right, of the sample where they were checked."""
    invented: Share
    useful: Share
    votes: Agreement
    """Reviewer and people's thumbs on whether the answer was good, over everything that has both and no tie."""


def figures(reviewed: Sequence[Reviewed], votes: Mapping[str, tuple[int, int]]) -> Figures:
    """`votes`: (up, down) by run."""
    sample = [each for each in reviewed if not each.disputed]
    disputed = [each for each in reviewed if each.disputed]
    checked = [each.rubric.facts == "right" for each in sample if each.rubric.facts != "unchecked"]
    return Figures(
        sampled=len(sample),
        disputed=len(disputed),
        verdict=_on_verdict(sample),
        disputed_verdict=_on_verdict(disputed),
        facts=_share(checked),
        invented=_share([each.rubric.invented == "yes" for each in sample]),
        useful=_share([each.rubric.useful == "yes" for each in sample]),
        votes=agreement([(_word(each.rubric.good), thumb) for each in reviewed if (thumb := _thumb(votes.get(each.run_id)))]),
    )


def _on_verdict(reviewed: Sequence[Reviewed]) -> Agreement:
    return agreement([(each.rubric.own, each.given) for each in reviewed])


def _share(hits: Sequence[bool]) -> Share:
    return Share(hits=sum(hits), of=len(hits), interval=wilson(sum(hits), len(hits)))


def _word(good: bool) -> str:
    return "good" if good else "bad"


def _thumb(votes: tuple[int, int] | None) -> str | None:
    """What most people thought; None for a tie, and where nobody voted."""
    if votes is None or votes[0] == votes[1]:
        return None
    return _word(votes[0] > votes[1])
