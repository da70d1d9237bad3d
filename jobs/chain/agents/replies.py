"""The closed forms a model fills in. Small on purpose: large grammars are refused, free notes would carry orders on."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from jobs.chain.analysis import Objection

Text = Annotated[str, Field(min_length=1, max_length=600)]
AddedCode = Literal["certificate", "turnover", "clearance", "insurance", "licence", "presence", "conflict"]
RatedCode = Literal["capability", "strategy", "winnability", "references", "commercial"]


class _Reply(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuotedClaim(_Reply):
    text: Text
    passage: Annotated[str, Field(max_length=20)]
    quote: Annotated[str, Field(max_length=1200)]


class RepliedKnockOut(_Reply):
    code: AddedCode
    status: Literal["clear", "fail", "unknown"]
    claim: QuotedClaim


class RepliedCriterion(_Reply):
    code: RatedCode
    score: Annotated[int, Field(ge=0, le=5)] | None
    claim: QuotedClaim


class ScreenReply(_Reply):
    relevant: Literal["yes", "no", "unclear"]
    claim: QuotedClaim
    knock_outs: Annotated[list[RepliedKnockOut], Field(max_length=10)]


class RateReply(_Reply):
    criteria: Annotated[list[RepliedCriterion], Field(min_length=1, max_length=5)]
    knock_outs: Annotated[list[RepliedKnockOut], Field(max_length=10)]
    risks: Annotated[list[QuotedClaim], Field(max_length=5)]
    what_would_change: Annotated[list[Text], Field(max_length=5)]


class JudgedPlace(_Reply):
    passage: Annotated[str, Field(max_length=20)]
    verdict: Literal["order", "clear"]
    aim: Literal["override", "role", "score", "secrecy", "exfiltration", "other"]
    quote: Annotated[str, Field(max_length=1200)]


class JudgeReply(_Reply):
    places: Annotated[list[JudgedPlace], Field(max_length=20)]


class ProofReply(_Reply):
    objections: Annotated[list[Objection], Field(max_length=4)]


class RepliedRow(_Reply):
    kind: Literal["mandatory", "scored", "other"]
    lot: Annotated[str, Field(max_length=60)]
    claim: QuotedClaim


class RequirementsReply(_Reply):
    rows: Annotated[list[RepliedRow], Field(max_length=40)]
