"""All signs of an order to a machine, and how the words around one weigh.

A window of text is flagged when the weights in it reach 1: strong signs do so alone, weak ones need company of another
family. No filter is a boundary (facts/llm.md §3): what it misses meets closed schemas, checked quotes and code that decides.
"""

import re

from jobs.chain.guards import tongues
from jobs.chain.guards.dictation import DICTATION
from jobs.chain.guards.sign import AI, Family
from jobs.chain.guards.steering import STEERING
from jobs.chain.guards.takeover import TAKEOVER

FAMILIES: tuple[Family, ...] = (*TAKEOVER, *STEERING, *DICTATION)
DOUBT = 0.4
"""What is left of a weight where the context speaks for tenderers or systems being talked about."""
CONTEXT = 160
CLAUSE = 90
CLAUSE_END = re.compile("[.!?:;,\n\"'()<>\\[\\]{}*#\u2013\u2014\u201c\u201d\u201e\u3001\u3002\u00ab\u00bb-]")
AND = re.compile(r"\b(?:and|und|et|y|och|og|oraz|en|i|or|oder|ou) ")
MODAL = re.compile(r"\b(?:shall|will|must|should|may|can|is|are|to|soll|muss|wird|kann|doit|debe|deve|moet|musi|ska|skal)\b")
FILLERS = frozenset(tongues.SUBJECT_FILLERS.split())
YOU = re.compile(rf"\b(?:{'|'.join(tongues.YOU_WORDS.split())})\b")
TENDER_WORDS = re.compile(rf"\b(?:{tongues.TENDER_WORDS})\b")
MACHINE_WORDS = re.compile(
    rf"\b(?:{AI}|prompts?|you are (?:an?|now|the)|your (?:task|answer|output|reply)|respond|reply with|output"
    rf"|answer (?:with|only|yes)"
    r"|say (?:that|yes|only)|print|verdict|rate (?:this|it|the)|score (?:this|it)|recommend|du bist|deine? (?:aufgabe"
    r"|antwort)|antworte"
    r"|schreibe?|tell me|instead|reveal|poem|joke|password)\b"
)


def weight_of(family: Family, text: str, start: int, end: int) -> float:
    """The family's weight at [start, end) of canonical text, lowered where tenderers are told or a system is described."""
    if family.imperative and not _is_order(text, start, end):
        return family.weight * DOUBT
    if not family.contextual:
        return family.weight
    around = text[max(0, start - CONTEXT) : start] + " \n " + text[end : end + CONTEXT]
    inside = text[start:end]
    if TENDER_WORDS.search(inside) or (TENDER_WORDS.search(around) and not MACHINE_WORDS.search(around)):
        return family.weight * DOUBT
    return family.weight


def _is_order(text: str, start: int, end: int) -> bool:
    """An imperative opens its clause, or somebody is addressed as you. `The system shall show …` does neither."""
    clause = CLAUSE_END.split(text[max(0, start - CLAUSE) : start])[-1]
    if start > CLAUSE <= len(clause):
        return False
    *earlier, last = AND.split(clause)
    if YOU.search(clause) or YOU.search(text[start:end]):
        return True
    return all(word in FILLERS for word in last.split()) and not MODAL.search(" ".join(earlier))
