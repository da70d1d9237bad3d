"""What orders to a machine look like: slots of words in a row, with the characters that may lie between them.

A window of text is flagged when the weights in it reach 1: strong rules do so alone, weak ones need company of another
family. No filter is a boundary (facts/llm.md §3): what it misses meets closed schemas, checked quotes and code that decides.
"""

from functools import reduce
from operator import or_
from typing import NamedTuple

from jobs.chain.guards.slots import SLOT


class Rule(NamedTuple):
    family: str
    reason: str
    weight: float
    steps: tuple[tuple[int, int], ...]
    """For each step the slots that fill it, and how far it may stand from the end of the step before."""
    imperative: bool
    """Whether it is an order only where nobody else is the subject: `the system shall show …` orders nothing."""
    opening: bool
    """Whether it counts only where it opens a clause, so not after `if`."""
    contextual: bool
    """Whether procurement words in the sentence may mean that tenderers are addressed, not a machine."""


def _rules(family: str, reason: str, *lines: str) -> list[Rule]:
    """Lines are `weight flags: SLOT 40 SLOT|SLOT 20 SLOT`; flags are i (imperative), o (opening), c (contextual)."""
    return [_rule(family, reason, *line.split(": ")) for line in lines]


def _rule(family: str, reason: str, head: str, body: str) -> Rule:
    weight, _, flags = head.partition(" ")
    words = body.split()
    masks = [_mask(word) for word in words[::2]]
    gaps = [0, *(int(word) for word in words[1::2])]
    return Rule(family, reason, float(weight), tuple(zip(masks, gaps, strict=True)), "i" in flags, "o" in flags, "c" in flags)


def _mask(names: str) -> int:
    bits = 0
    for name in names.split("|"):
        bits |= SLOT[name]
    return bits


RULES: tuple[Rule, ...] = (
    *_rules(
        "override",
        "asks to ignore earlier instructions",
        "1.0 ic: IGNORE 90 PRIOR 45 ORDERS",
        "1.0 ic: IGNORE 45 ORDERS 45 PRIOR|TOLD|HIGHER",
        "1.0 i: IGNORE 40 YOUR 40 ORDERS|PROMPT|LIMITS",
        "1.0 i: IGNORE 30 SYSTEM_PROMPT|AI",
        "1.0: IGNORE_U 12 ORDERS_U|SYSTEM_PROMPT_U|LIMITS_U",
        "1.0: ORDERS_U|SYSTEM_PROMPT_U|LIMITS_U 12 IGNORE_U",
        "0.7 c: STRICTLY_PRIOR 30 ORDERS 40 IGNORE",
        "1.0 c: PRIOR 40 ORDERS 30 IGNORE_LAST",
        "0.8 ic: IGNORE 45 SAY",
        "1.0 ic: DROP 40 STRICTLY_PRIOR 30 PROMPT",
        "0.7 i: DROP 20 YOUR 30 PROMPT|LIMITS",
        "0.7 c: STRICTLY_PRIOR|YOUR 30 ORDERS 30 VOID",
        "1.0 ic: IGNORE 14 ORDERS|PROMPT 40 STATE|CREATE|HELP_ME",
        "0.7 ic: IGNORE 8 PROMPT",
        "1.0 ic: IGNORE 30 DOCUMENT 30 STATE",
        "0.6 i: IGNORE 20 DOCUMENT",
    ),
    *_rules(
        "override",
        "asks to forget everything said before",
        "1.0 ic: IGNORE 25 EVERYTHING 60 TOLD|HIGHER|STRICTLY_PRIOR",
        "1.0 i: IGNORE 40 TOLD",
        "1.0 ic: IGNORE 20 ALL_BEFORE",
        "1.0: IGNORE 20 ABOVE 60 SAY|INSTEAD|CREATE|NOW|SHOW",
        "0.7 ic: IGNORE 20 EVERYTHING|ABOVE",
        "0.7 i: DROP 20 EVERYTHING|ABOVE 40 SAY|INSTEAD|CREATE|TOLD|NOW",
        "0.7 ic: IGNORE 20 TASK",
        "0.6 i: IGNORE 12 BELOW",
    ),
    *_rules(
        "new_task",
        "announces another task",
        "0.6 c: NEW 15 TASK",
        "0.6 i: INSTEAD 20 SAY|CREATE|TRANSLATE",
        "0.6 i: SAY|CREATE|TRANSLATE 50 INSTEAD",
        "0.5 c: CHANGE_SUBJECT",
        "0.9 i: HALT 5 SAY|CREATE",
        "0.9 c: INSTEAD_OF",
        "0.7 c: YOUR_TASK",
        "1.0: YOUR_NEW_TASK",
        "0.4: PRAISE",
    ),
    *_rules(
        "role_change",
        "gives the reader another role",
        "1.0 c: YOU_NOW",
        "1.0: YOU_NOW_U",
        "1.0 i: PRETEND",
        "0.8: PRETEND_U",
        "0.8 ic: ROLE 45 PERSONA",
        "0.6 i: ROLE",
        "1.0 c: FROM_NOW 60 YOU 50 SAY|IGNORE|ROLE|UNBOUND|FREE|HIDE|OBEY",
        "1.0 c: FROM_NOW 30 YOU_ARE",
        "1.0 c: FROM_NOW 40 SAY|ROLE",
        "0.7 oc: YOU_ARE 45 PERSONA",
        "1.0: YOU_ARE 60 UNBOUND|FREE",
        "1.0 i: I_WANT_YOU 60 ROLE|SAY|IGNORE|CREATE|PRETEND|SHOW|PERSONA",
        "0.8 c: I_WANT_YOU",
        "0.6 oc: YOU_ARE_A",
        "0.6 oc: YOU_ARE_NOW",
        "1.0 oc: YOU_ARE_NOW 60 ROLE|PERSONA|SAY",
        "0.4 c: FICTION",
        "0.6: FICTION 120 FICTION",
    ),
    *_rules(
        "jailbreak",
        "asks for a mode without rules",
        "1.0 i: ENTER 40 MODE_KIND 25 MODE",
        "1.0 i: ENTER 30 MODE 30 MODE_KIND",
        "1.0 i: ENTER 30 MODE|MODE_KIND 2 MODE_KIND|MODE",
        "0.7: MODE_KIND 12 MODE 30 ENTER",
        "0.9: MODE_KIND_U 6 MODE_U",
        "0.4 c: MODE_KIND 12 MODE",
        "0.5 c: FREE",
        "0.5 c: JAIL",
        "0.6: FREE_U",
        "1.0: FREE 30 AI|AGENT|MODE",
        "1.0: AI|YOU_ARE 60 FREE",
        "0.8: YOU|SAY|PERSONA 60 FREE",
        "1.0: UNBOUND 12 AI|AGENT",
    ),
    *_rules(
        "jailbreak",
        "wants safety rules lifted",
        "1.0 i: LIFT 50 YOUR|SAFETY 35 LIMITS",
        "1.0: LIFT_U 12 LIMITS_U",
        "1.0: LIMITS_U 12 LIFT_U",
        "0.7 ic: LIFT 20 PRIOR 14 LIMITS",
        "0.8 i: SAY 60 NO 30 LIMITS",
        "0.8: AI|PERSONA|YOU_ARE 60 NO 30 LIMITS",
        "0.8: NO 25 SAFETY 25 LIMITS",
        "0.4: NO 40 VICE 60 VICE",
        "0.5: AI|PERSONA|SAY|ROLE 90 VICE 80 VICE",
        "0.6: OBEY",
        "0.7 c: SAFETY 16 LIMITS 40 VOID",
        "0.6: RUN_TOOL",
        "0.5: GAME 60 IN_CHAT 60 VICE|FREE|NO",
    ),
    *_rules(
        "machine_address",
        "speaks to a machine that reads the notice",
        "1.0: AI 25 READING 25 THIS",
        "0.6 c: AI|AGENT 12 READING 20 THIS",
        "0.8: MACHINE_ONLY",
        "0.6: IF_ASKED",
        "0.5 c: IF 14 YOU 14 AI",
        "1.0: IF 14 YOU_ARE 14 AI",
    ),
    *_rules("authority", "claims authority over the reader", "0.7: AUTHORITY"),
    *_rules(
        "prompt_theft",
        "asks for the instructions or a secret",
        "1.0 i: SHOW 60 YOUR 30 PROMPT|SYSTEM_PROMPT",
        "1.0 i: SHOW 60 SYSTEM_PROMPT",
        "1.0: SHOW_U 14 SYSTEM_PROMPT_U",
        "1.0: SYSTEM_PROMPT_U 14 SHOW_U|ASK_U|IGNORE_U",
        "1.0: ASK 25 YOUR 35 PROMPT|SYSTEM_PROMPT",
        "1.0: ASK 25 PROMPT|SYSTEM_PROMPT 12 YOUR",
        "1.0: ASK_U 14 SYSTEM_PROMPT_U",
        "1.0 ic: DISCLOSE 30 ME|YOUR 30 PASSWORD",
        "0.8 ic: DISCLOSE 25 PASSWORD",
        "0.7 c: WHAT 25 PASSWORD",
        "1.0 i: REPEAT 30 ALL_TEXT 30 HIGHER",
        "0.8 i: REPEAT 30 ABOVE",
        "1.0 ic: SHOW 40 STRICTLY_PRIOR 25 ORDERS|ALL_TEXT",
        "1.0 c: ASK 14 STRICTLY_PRIOR 25 PROMPT",
        "0.7 ic: SHOW 30 PRIOR 14 PROMPT",
        "0.6 ic: REPEAT 10 THE_INSTRUCTIONS",
        "1.0 ic: LEAK 14 THE_INSTRUCTIONS|PROMPT",
        "0.7 i: SHOW 60 YOUR 30 RULES",
        "0.7 c: ASK 20 YOUR 30 RULES",
        "0.8 i: WHAT 25 WRITTEN 50 HIGHER",
        "0.6: WHAT 25 SYSTEM_PROMPT",
        "0.4 c: SYSTEM_PROMPT",
        "0.4 c: PASSWORD",
        "0.6: YOUR 12 SYSTEM_PROMPT",
    ),
    *_rules(
        "second_person",
        "speaks to a model in the second person",
        "0.4: CONVERSATION",
        "0.5: YOUR 16 PROMPT|SYSTEM_PROMPT",
        "0.5: YOUR 20 SAFETY 14 LIMITS",
    ),
    *_rules(
        "output_order",
        "dictates the words of the answer",
        "1.0 ic: SAY 60 NOTHING_ELSE",
        "0.6 ic: UTTER 16 ONLY",
        "0.6 ic: ONLY 14 UTTER",
        "0.6: START 25 YOUR_REPLY",
        "1.0: PREFIX 25 YOUR_REPLY",
        "0.5 oc: RESPOND_WITH",
        "0.5 i: REPEAT|CREATE|SAY 90 REPEAT_FOREVER",
        "0.6: YOUR_REPLY 25 START",
        "0.7 c: YOUR_REPLY 40 ONLY",
        "1.0 c: MODIFY 50 YOUR_REPLY",
        "1.0: ADD 70 YOUR_REPLY 70 CROWD",
        "1.0: ADD 60 CROWD 60 YOUR_REPLY",
        "1.0: YOUR_REPLY 15 ADD 60 CROWD",
        "0.9: ADD 70 YOUR_REPLY 70 LURE",
        "0.9: ADD 60 LURE 60 YOUR_REPLY",
        "0.9: YOUR_REPLY 15 ADD 60 LURE",
        "1.0 oc: CHANGE|ADD|CREATE|START|MODIFY 70 YOUR_MESSAGE",
        "1.0 oc: MANGLE 60 YOUR_REPLY",
        "1.0: CHANGE 60 LETTERS 50 YOUR_REPLY",
        "1.0: CHANGE 40 YOUR_REPLY 50 LETTERS",
        "0.7: YOUR_REPLY 50 LETTERS",
        "0.7 i: CHANGE 25 LETTERS 25 LETTERS",
        "0.6 i: ADD 70 YOUR_REPLY",
    ),
    *_rules(
        "off_task",
        "asks for something that is not about the notice",
        "0.8 i: CREATE 45 ART",
        "0.7 i: CREATE 45 WORK",
        "0.6 ic: CREATE 30 CODE_WORK",
        "0.9 i: CREATE 40 TOXIC 30 LINE|WORK|ART",
        "0.3 c: HELP_ME",
        "0.5 ic: TELL_ME",
        "0.6 ic: TRANSLATE 60 LANGUAGE",
    ),
    *_rules(
        "secrecy",
        "asks to hide something from the reader",
        "0.7 i: HIDE 70 HIDDEN_THING",
        "1.0 i: HIDE 40 THIS_ORDER",
        "1.0 i: HIDE 25 THIS_ORDER",
        "0.8: HIDE_U 12 HIDDEN_THING_U",
        "0.8: HIDDEN_THING_U 12 HIDE_U",
    ),
    *_rules("exfiltration", "wants data carried to an address", "1.0 ic: SEND 60 DATA 70 OUTSIDE", "0.6 i: SEND 50 SYSTEM_PROMPT|PASSWORD"),
    *_rules(
        "verdict_order",
        "orders a verdict or a score",
        "0.8 i: RATE 60 SCORE 30 TOP",
        "1.0 ic: GIVE 60 TOP_SCORE",
        "1.0 ic: GIVE 60 TOP 20 POINTS",
        "1.0 ic: GIVE 60 POINTS 12 TOP_WORD",
        "0.8 i: RATE 40 TOP 25 SCORE",
        "0.6: RATE_U 14 SCORE_U",
        "1.0: RATE_U 14 TOP_U",
        "0.6 i: RATE 12 THIS 60 TOP",
    ),
    *_rules(
        "foreign_code",
        "asks to run or decode something",
        "0.6 i: RUN 25 COMMAND",
        "0.8 i: DECODE 60 CODED 80 FOLLOW",
        "0.8 i: DECODE 60 FOLLOW 60 CODED|COMMAND|PROMPT",
        "0.7: CODED 80 DECODE 80 FOLLOW",
    ),
)
USED = reduce(or_, (slots for rule in RULES for slots, _ in rule.steps))
"""All slots that some rule asks for."""
