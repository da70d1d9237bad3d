"""The one closed form of a drafted section. All sections share it: another schema would make another prompt for the vendor's cache."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class _Reply(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RepliedQuote(_Reply):
    passage: Annotated[str, Field(max_length=20)]
    """`p3` of the tender, `o2` of what the company can show."""
    quote: Annotated[str, Field(max_length=1200)]


class RepliedParagraph(_Reply):
    text: Annotated[str, Field(min_length=1, max_length=1500)]
    quotes: Annotated[list[RepliedQuote], Field(max_length=4)]


class SectionReply(_Reply):
    paragraphs: Annotated[list[RepliedParagraph], Field(max_length=10)]
