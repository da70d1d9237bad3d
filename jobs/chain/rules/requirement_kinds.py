"""Types a requirement: what it asks for, when it counts, and how much, by the words of its own sentence and the heading above."""

import re
from typing import Literal

from jobs.chain.rules.obligations import ATTACHMENT, AWARD, CERTIFICATION, CONTRACT, INSURANCE, POLICY, SELECTION
from jobs.chain.tender import RequirementKind

Stage = Literal["selection", "award", "contract"]
_WEIGHT = re.compile(
    r"(?P<points>[0-9]{1,3}(?:[.,][0-9]{1,2})?\s?(?:points?|marks|punkte?n?|puntos|punti|punten|pkt|punktów|poäng|point|pistettä|bod[ůy]|pont|puncte)\b(?!\s?\.?\s?[0-9]))"
    r"|(?P<share>[0-9]{1,3}(?:[.,][0-9]{1,2})?\s?(?:%|per ?cent\b))",
    re.IGNORECASE,
)
_WEIGHS = re.compile(
    r"\b(?:weight\w*|worth|scor\w+|out of|max\w*|gewicht\w*|wertung\w*|pondér\w*|notée?s?|coefficient|ponderaci\w+|peso|puntu\w+|weging|weegt|wag[aąi]|viktas|vægt\w*|vekt\w*|painoarvo|váh[ay])\b",
    re.IGNORECASE,
)
_NO_WEIGHT = re.compile(
    r"\b(?:at least|minimum|mindestens|au moins|al menos|almeno|minst|co najmniej|pass mark|threshold|exceed\w*|ust|art|§)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)


def weight_of(text: str) -> str | None:
    """The share or points as published; a percentage counts only beside a word of weight, in brackets or in a cell of its own."""
    for found in _WEIGHT.finditer(text):
        before, after = text[max(0, found.start() - 60) : found.start()], text[found.end() : found.end() + 40]
        if _NO_WEIGHT.search(before):
            continue
        alone = before.rstrip().endswith(("(", "|", "[")) and after.lstrip()[:1] in (")", "|", "]", ",", "")
        if found["points"] or alone or _WEIGHS.search(before) or _WEIGHS.search(after[:25]):
            return found[0]
    return None


def kind_of(text: str, weight: str | None) -> RequirementKind:
    if weight is not None:
        return "scored"
    if INSURANCE.search(text):
        return "insurance"
    if CERTIFICATION.search(text):
        return "certification"
    if POLICY.search(text):
        return "policy"
    return "attachment" if ATTACHMENT.search(text) else "mandatory"


def stage_of(text: str, weight: str | None, heading: Stage | None) -> Stage | None:
    if weight is not None:
        return "award"
    return named_stage(text) or heading


def named_stage(text: str) -> Stage | None:
    """None where the words name no stage, or two."""
    named: list[Stage] = []
    if SELECTION.search(text):
        named.append("selection")
    if AWARD.search(text):
        named.append("award")
    if CONTRACT.search(text):
        named.append("contract")
    return named[0] if len(named) == 1 else None
