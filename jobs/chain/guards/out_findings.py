"""What the last guard hands back beside the answer: what it found, where, and what it did about it."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from jobs.chain.analysis import Analysis
from jobs.chain.tender import Value

Family = Literal[
    "hate",
    "violence",
    "illegal_advice",
    "off_topic",
    "mask_token",
    "personal_data",
    "unsupported",
    "quote",
    "foreign_link",
    "slack_control",
    "unsafe_text",
    "judge_away",
]
UNPROVEN: frozenset[Family] = frozenset({"unsupported", "quote"})
"""What is marked for want of evidence; all else gives rise to doubt about the whole answer."""
Action = Literal["removed", "marked", "replaced", "refused"]


class Spot(Protocol):
    """Character offsets, end exclusive."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


FindPersonalData = Callable[[str], Sequence[Spot]]
"""Personal data of a text, with offsets into it."""


class OutFinding(Value):
    family: Family
    action: Action
    reason: str
    """A sentence a person can read; quotes nothing of what was taken out but figures and names that no source holds."""
    place: str
    """`headline`, `reasons 2`, `criteria capability` …, for logs and the reader of a trace."""


class Guarded(Value):
    analysis: Analysis
    findings: tuple[OutFinding, ...] = ()

    @property
    def refused(self) -> bool:
        return any(each.action == "refused" for each in self.findings)


class JudgeVerdict(Value):
    """What a judge model holds of a whole answer."""

    families: tuple[Family, ...] = ()
    """Empty where nothing is wrong with it."""
    reason: str = ""


class Judge(Protocol):
    async def judge(self, text: str) -> JudgeVerdict:
        """Raises `AnalystError` where no answer comes."""
        ...
