"""The closed forms a model fills in for a question and for notes on a thread, and the reply that people get."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from jobs.chain.analysis import Claim
from jobs.chain.tender import Value

Why = Literal["complete", "not_stated", "elsewhere", "contradictory", "unclear_question", "not_about_this_tender"]
Status = Literal["answered", "partly", "not_in_documents", "quoted"]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AnswerQuote(_Form):
    passage: Annotated[str, Field(max_length=20)]
    quote: Annotated[str, Field(max_length=1200)]


class AnsweredClaim(_Form):
    text: Annotated[str, Field(min_length=1, max_length=600)]
    quotes: Annotated[list[AnswerQuote], Field(max_length=3)]


class AnswerReply(_Form):
    found: Literal["yes", "partly", "no"]
    claims: Annotated[list[AnsweredClaim], Field(max_length=6)]
    why: Why


class SummaryReply(_Form):
    notes: Annotated[list[Annotated[str, Field(min_length=1, max_length=300)]], Field(max_length=8)]


class Reply(Value):
    """What people get: claims with quotes that were checked, and an honest word on what is missing."""

    status: Status
    """`quoted`: nobody answered; the claims are the passages that come nearest, as they stand."""
    claims: tuple[Claim, ...] = ()
    why: Why = "complete"
    left_out: int = Field(default=0, ge=0)
    """Sentences of the model that the passages do not bear out."""
    passages_read: int = Field(default=0, ge=0)
    passages_in_all: int = Field(default=0, ge=0)
    label: str
    """A sentence for the reader: who answered, by what means, and how much was read."""
    prompt: str | None = None
    """`name@version#hash`; None where no model answered."""

    @property
    def reusable(self) -> bool:
        """Whether the same question may get it again: it came from a model, rests on quotes, and all that was said stood."""
        return self.status == "answered" and self.prompt is not None and self.left_out == 0 and bool(self.claims)


REASONS: dict[Why, str] = {
    "complete": "",
    "not_stated": "The documents do not say.",
    "elsewhere": "The documents point to another document for it, which is not among those that were read.",
    "contradictory": "The documents contradict each other on it.",
    "unclear_question": "The question can be understood in several ways; name the lot, the document or the requirement you mean.",
    "not_about_this_tender": "This is not a question that the tender's documents can answer.",
}
"""What `why` says to people."""
