"""What a person sees of a run under way: which steps are done, which one runs, which wait."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jobs.chain.analysis import StepName

SHOW_AFTER = timedelta(seconds=1)
STANDARD_STEPS = ("read", "screen", "rate", "answer")
QUICK_STEPS = ("read", "screen", "answer")
SHOWN: Mapping[StepName, str] = {
    "guard_in": "read",
    "judge": "read",
    "screen": "screen",
    "rate": "rate",
    "differential": "rate",
    "requirements": "rate",
    "guard_out": "answer",
}
"""What a person sees of the chain's steps: the guards are part of reading and answering, the table of requirements of rating."""
UNSEEN: frozenset[StepName] = frozenset({"guard_in", "judge"})
"""Nobody waits to see these end: the notice shows as read from the start of the chain."""
BESIDE: frozenset[StepName] = frozenset({"differential", "requirements"})
"""These run beside the step that shows: that they are done does not make it done."""


@dataclass
class Progress:
    """State of the steps as a person sees it; changed as the run goes."""

    names: tuple[str, ...]
    due_at: datetime
    """Nothing is shown before: a run that is over by then needs no progress."""
    shown: bool
    """False for a run that waits for nobody, neither a portal nor a model: it is over before anybody could look."""
    steps: dict[str, str] = field(default_factory=dict[str, str])
    begun: set[str] = field(default_factory=set[str])
    under_way: set[StepName] = field(default_factory=set[StepName])
    """Steps of the chain that run now, several side by side."""

    @classmethod
    def of(cls, depth: str, *, now: datetime, shown: bool) -> "Progress":
        progress = cls(QUICK_STEPS if depth == "quick" else STANDARD_STEPS, now + SHOW_AFTER, shown)
        progress.advance()
        return progress

    def resume(self, done: Iterable[StepName]) -> None:
        """The notice is read, and what an earlier attempt has done stays done; the first of the rest is running."""
        self.begun = {"read", *(SHOWN[step] for step in done if step not in BESIDE)}
        self.advance()

    def start(self, step: StepName) -> None:
        """Steps that show as another one are over: what came of them is known, or they were called off."""
        self.begun.add(SHOWN[step])
        if step not in UNSEEN:
            self.under_way = {each for each in self.under_way if SHOWN[each] == SHOWN[step]}
            self.under_way.add(step)

    def end(self, step: StepName) -> None:
        self.under_way.discard(step)

    def advance(self) -> None:
        """What has begun is done unless a part of it still runs; then the next step runs."""
        busy = {SHOWN[step] for step in self.under_way}
        self.steps = {name: "running" if name in busy else "done" if name in self.begun else "waiting" for name in self.names}
        following = next((name for name in self.names if name not in self.begun), None)
        if following is not None and not busy:
            self.steps[following] = "running"

    def finish(self) -> None:
        """A step that was not needed is left waiting."""
        self.steps = {name: "done" if name in self.begun else "waiting" for name in self.names}
