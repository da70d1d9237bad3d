"""Pairs of answers labelled by hand, and who judges them: fixed rules or a model, which reads one order at a time."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Protocol

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from jobs.chain.errors import BadInput, BadOutput
from jobs.chain.model import Model, ModelRequest
from jobs.chain.prompt import Prompt, parse_prompt
from jobs.chain.tender import Value

SHIPPED = Path(__file__).with_name("pairs.yml")
PROMPT = Path(__file__).with_name("pair.md")
Choice = Literal["first", "second", "tie"]
Label = Literal["a", "b", "tie"]
_FIGURE = re.compile(r"\d[\d,.:]*\d|\d")


class Pair(Value):
    id: str
    notice: str
    """With what the company says of itself, where that matters."""
    a: str
    b: str
    better: Label
    why: str


_PAIRS = TypeAdapter(tuple[Pair, ...])


class PairJudge(Protocol):
    """Compares two answers in the order given."""

    async def prefer(self, pair: Pair, first: str, second: str) -> Choice:
        """Raises any `AnalystError`: `BadOutput` where the reply is of no use."""
        ...


class PairReply(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    better: Choice
    why: Annotated[str, Field(min_length=1, max_length=600)]


def load_pairs(path: Path = SHIPPED) -> tuple[Pair, ...]:
    """Raises BadInput."""
    try:
        pairs = _PAIRS.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise BadInput("broken_case", f"{path} is no list of pairs: each has id, notice, a, b, better (a, b or tie) and why.") from error
    if not pairs or len({pair.id for pair in pairs}) < len(pairs):
        raise BadInput("broken_case", f"{path} has no pairs, or two of one id.")
    return pairs


class Rules:
    """Counts figures that the notice does not hold: the answer with fewer of them is better, else it is a tie."""

    async def prefer(self, pair: Pair, first: str, second: str) -> Choice:
        known = set(_FIGURE.findall(pair.notice))
        made_up = [len(set(_FIGURE.findall(answer)) - known) for answer in (first, second)]
        if made_up[0] == made_up[1]:
            return "tie"
        return "first" if made_up[0] < made_up[1] else "second"


@dataclass(frozen=True)
class ModelJudge:
    """Asks a model, one pair and one order a call. `word` draws delimiters that nobody can guess."""

    model: Model
    word: Callable[[], str]
    prompt: Prompt

    @classmethod
    def shipped(cls, model: Model, word: Callable[[], str]) -> "ModelJudge":
        return cls(model, word, parse_prompt(PROMPT.read_text(encoding="utf-8")))

    async def prefer(self, pair: Pair, first: str, second: str) -> Choice:
        word = self.word()
        parts = (("The notice", pair.notice), ("The first answer", first), ("The second answer", second))
        text = "\n\n".join(f"{title}:\n<<<{word}\n{part.replace(word, '')}\n{word}>>>" for title, part in parts)
        request = ModelRequest(
            step=self.prompt.name,
            tier=self.prompt.tier,
            system=self.prompt.system,
            user=f"{text}\n\nNow say which of the two answers is better.",
            reply_schema=PairReply.model_json_schema(),
            max_tokens=self.prompt.max_tokens,
            prompt=self.prompt.label,
        )
        reply = await self.model.complete(request)
        try:
            return PairReply.model_validate_json(reply.text).better
        except ValidationError as error:
            raise BadOutput("The model's comparison of two answers did not have the form asked for.") from error
