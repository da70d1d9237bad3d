"""What a sign of an order is made of: a family, a weight, a bounded pattern, and when context speaks against it."""

import re
from typing import NamedTuple

from jobs.chain.guards.canonical import canonical

GAP = r"[\W_]{1,8}"
FILL = rf"(?:[^\W_]{{1,20}}{GAP}){{0,4}}"
FILL2 = rf"(?:[^\W_]{{1,20}}{GAP}){{0,2}}"
FILL10 = rf"(?:[^\W_]{{1,20}}{GAP}){{0,10}}"
"""Words and the gaps between them share no character: there is one way to read a text, and matching stays linear."""
AI = (
    r"(?:ai|a\.i\.|ki|ia|llms?|gpt\w{0,3}|chatgpt|claude|gemini|copilot|chatbot|(?:large )?language models?|sprachmodelle?"
    r"|(?:ai|virtual|digital) assistants?|modelos? de lenguaje|modeles? de langage|modello linguistico)"
)
READER = (
    rf"(?:{AI}(?: (?:assistants?|models?|systems?|reviewers?|evaluators?|agents?|readers?|tools?))?"
    r"|(?:automated|automatic|automatisierte\w?|automatise\w{0,2}) (?:\w{1,12} )?"
    r"(?:reviewer|evaluator|system|screening|analyst|assessor|reader)s?)"
)


class Family(NamedTuple):
    name: str
    reason: str
    weight: float
    pattern: re.Pattern[str]
    contextual: bool
    """Whether procurement words nearby may mean that tenderers are addressed, not a machine."""
    imperative: bool
    """Whether it is an order only where nobody else is the subject: `the system shall show …` orders nothing."""


def family(name: str, weight: float, reason: str, pattern: str, *, contextual: bool = False, imperative: bool = False) -> Family:
    return Family(name, reason, weight, re.compile(pattern), contextual, imperative)


def near(one: str, other: str, room: int = 24) -> str:
    """A pattern for a word of each list (set apart by blanks) within `room` characters, in either order, folded as canonical text is."""
    first, second = ("|".join(re.escape(canonical(word).text) for word in words.split()) for words in (one, other))
    return rf"(?:{first})[^\n]{{0,{room}}}?(?:{second})|(?:{second})[^\n]{{0,{room}}}?(?:{first})"
