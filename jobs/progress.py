"""What a person sees of a run under way: which steps are done, which one runs, which wait."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jobs.chain.analysis import StepName

SHOW_AFTER = timedelta(seconds=1)
STANDARD_STEPS = ("read", "screen", "rate", "answer")
QUICK_STEPS = ("read", "screen", "answer")
SHOWN: Mapping[StepName, str] = {"guard_in": "read", "screen": "screen", "rate": "rate", "guard_out": "answer"}
"""What a person sees of the chain's steps: the guards are part of reading and answering."""


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

    @classmethod
    def of(cls, depth: str, *, now: datetime, shown: bool) -> "Progress":
        progress = cls(QUICK_STEPS if depth == "quick" else STANDARD_STEPS, now + SHOW_AFTER, shown)
        progress.advance()
        return progress

    def resume(self, done: Iterable[StepName]) -> None:
        """The notice is read, and what an earlier attempt has done stays done; the first of the rest is running."""
        self.begun = {"read", *(SHOWN[step] for step in done)}
        self.advance()

    def start(self, step: StepName) -> None:
        self.begun.add(SHOWN[step])

    def advance(self) -> None:
        """What has begun is done, and the next step runs."""
        self.finish()
        following = next((name for name in self.names if name not in self.begun), None)
        if following is not None:
            self.steps[following] = "running"

    def finish(self) -> None:
        """A step that was not needed is left waiting."""
        self.steps = {name: "done" if name in self.begun else "waiting" for name in self.names}
