"""What the chain is given, and the two protocols it speaks to: somebody who judges, and a language model."""

from typing import Literal, Protocol

from pydantic import AwareDatetime, Field

from jobs.chain.analysis import AnalystName, GuardReport, Matrix, Objection, Rating, Screening
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
    """Judges a case. Every method may raise any `AnalystError`; the rules analyst raises none."""

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

    async def judge(self, case: Case, report: GuardReport) -> GuardReport:
        """A second look at what the first guard flagged and at some of the rest. It may add to the report and lifts nothing.

        `case` is whole: nothing is set aside.
        """
        ...

    async def screen(self, case: Case) -> Screening: ...
    async def rate(self, case: Case, screening: Screening) -> Rating: ...
    async def requirements(self, case: Case) -> Matrix:
        """The table of requirements: never less than the rules found."""
        ...

    async def proofread(self, case: Case, words: str) -> tuple[Objection, ...]:
        """What speaks against sending an answer of these words; nothing where nobody but rules reads it."""
        ...


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
    prefix: str = ""
    """Stable head of the user text: sent before `user` as a block of its own and marked for the vendor's prompt cache.

    The vendor reads `system`, then `prefix`, then `user`, and finds in its cache only what is the same bytes from the start on: neither
    `system` nor `prefix` may hold a date, an id, or a delimiter or canary drawn for one call. Several calls of a run that share
    a drawn word share it for the whole run. Whatever differs goes into `user`.
    """
    cache_key: str | None = Field(default=None, min_length=1, max_length=200)
    """What makes this request the same as another, for the exact cache; None: never served from it, never kept.

    A hash of content, not of the delimited text: the prompt's `name@version#hash`, every text the model reads as it is after masking
    and before delimiter and canary are put in, passed through `jobs.chain.pii.steady.steady` (mask tokens differ from run to run), and
    the facts, numbers and profile beside it. Tenant, step, tier, models, schema and max_tokens are added by the cache. Two requests of
    one key may get one reply: leave nothing out that may change it. A request to repair a bad reply keeps the key of the first.
    """
    prompt: str | None = None
    """`name@version#hash` of the prompt file asked with, for the books; no part of what is sent."""
    again: bool = False
    """Whether it repairs a reply that was of no use; for the books too."""


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
