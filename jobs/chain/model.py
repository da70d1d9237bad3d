"""What the chain is given, and the two protocols it speaks to: somebody who judges, and a language model."""

from typing import Literal, Protocol

from pydantic import AwareDatetime, Field

from jobs.chain.analysis import AnalystName, Rating, Screening
from jobs.chain.coverage import Coverage
from jobs.chain.profile import Profile
from jobs.chain.tender import Tender, Value

Tier = Literal["small", "middle", "large"]
StopReason = Literal["end_turn", "max_tokens", "stop_sequence", "tool_use", "pause_turn", "refusal", "model_context_window_exceeded"]


class Case(Value):
    """One tender before one company at one moment."""

    tender: Tender
    profile: Profile | None = None
    now: AwareDatetime
    quarantined: tuple[str, ...] = ()
    """Ids of passages the guard set aside: no analyst sees their text."""
    coverage: tuple[Coverage, ...] = ()
    """What the company can show for the tender's requirements."""


class Analyst(Protocol):
    """Judges a case. Both methods may raise any `AnalystError`; the rules analyst raises none."""

    @property
    def name(self) -> AnalystName: ...
    @property
    def note(self) -> str:
        """A sentence for the reader: who judged, by what means."""
        ...

    @property
    def prompts(self) -> tuple[str, ...]:
        """`name@version#hash` of each prompt in use; empty for rules."""
        ...

    calls_model: bool
    """Whether a step takes seconds and money, so that its result is stored at once and people see how far the run is."""

    async def screen(self, case: Case) -> Screening: ...
    async def rate(self, case: Case, screening: Screening) -> Rating: ...


class Usage(Value):
    """Tokens of one call. `input` is the uncached remainder: the prompt is input + cache_read + cache_write."""

    input: int = Field(default=0, ge=0)
    output: int = Field(default=0, ge=0)
    cache_read: int = Field(default=0, ge=0)
    cache_write: int = Field(default=0, ge=0)


class ModelRequest(Value):
    """One call: no tools, no history, one schema for the reply."""

    step: str
    tier: Tier
    system: str
    user: str
    reply_schema: dict[str, object]
    """JSON schema of the reply: closed objects, no ranges (the reader of the reply enforces those)."""
    max_tokens: int = Field(gt=0, le=64_000)


class ModelReply(Value):
    text: str
    stop_reason: StopReason
    usage: Usage
    model: str
    request_id: str | None = None
    duration: float = Field(default=0.0, ge=0)
    """Seconds."""


class Model(Protocol):
    async def complete(self, request: ModelRequest) -> ModelReply:
        """The reply as text, whatever it says.

        Raises `ModelRefused`, `TooLong`, `BadOutput` (cut at max_tokens), and the connection, pace, money, key and
        request errors of `jobs.chain.errors`.
        """
        ...
