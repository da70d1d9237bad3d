"""Who answers questions in a thread."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jobs.chain.model import Model
from jobs.chain.prompt import Prompt
from jobs.llm.purse import Payer


@dataclass(frozen=True)
class Answering:
    """`model` gives one for whoever pays, None where none is configured; `scripts` holds the prompts `answer` and `summary`."""

    model: Callable[[Payer], Model] | None
    scripts: Mapping[str, Prompt]
    word: Callable[[], str] = lambda: secrets.token_hex(8)
    random: Callable[[int], bytes] = secrets.token_bytes
