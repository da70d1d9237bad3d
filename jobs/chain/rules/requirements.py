"""Finds the sentences that bind a bidder, types them, and leaves alone what binds the buyer, the law or nobody."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jobs.chain.quotes import LONGEST_QUOTE, squash
from jobs.chain.rules.binding import binds
from jobs.chain.rules.requirement_kinds import Stage, kind_of, named_stage, stage_of, weight_of
from jobs.chain.rules.sentences import Sentence, bare_start, sentences_of
from jobs.chain.tender import HIDDEN, Evidence, Passage, Requirement

MAX_REQUIREMENTS = 500
_SHORTEST, _LONGEST = 15, 1_200
_HEADING = 80
_ASKS = re.compile(
    r"^(?:please )?(?:describe|explain|set out|outline|demonstrate|detail|provide|state|submit|beschreiben sie|erläutern sie|legen sie|décri(?:vez|re)|présentez|describa|expliqu[ea]|descriva|illustri|beschrijf|omschrijf|opisz|beskriv|kuvaa|popište)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?:^|\|\s*|\t\s*)(?:mandatory|must[- ]have|pass ?/ ?fail|pflicht|muss(?:-?kriterium)?|ausschlusskriterium|a-kriterium|obligatoire|obligatorio|obbligatorio|verplicht|knock-?out|obowiązkow[eay]|skall?-?krav|absolut krav)\s*(?:\||\t|$)",
    re.IGNORECASE,
)
_INTERROGATIVE = re.compile(
    r"^(?:what|how|when|where|which|who|was|wie|wann|wer|quels?|quelles?|comment|qué|cómo|cosa|come|wat|hoe|co|jak|vad|hur)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"^(?:\w+\s){1,3}(?:which|that|qui|que|che|die|dat)\s", re.IGNORECASE)
"""`Instructions which tenderers must follow` names a chapter."""


@dataclass
class _Above:
    """What was read before in the same document. Not a value: it lives inside one call; a list may run over several passages."""

    document: str = ""
    lead: str = ""
    heading: Stage | None = None


def requirements_of(passages: Sequence[Passage]) -> tuple[Requirement, ...]:
    """At most 500, in reading order, each sentence once, with its quote verbatim. Linear in the text; hidden passages are left out."""
    found: dict[str, Requirement] = {}
    above = _Above()
    for passage in passages:
        if passage.anchor.endswith(HIDDEN):
            continue
        if passage.document != above.document:
            above = _Above(document=passage.document)
        for text, sentence, stage in _binding(passage.text, above):
            if len(found) >= MAX_REQUIREMENTS:
                return tuple(found.values())
            if text not in found:
                found[text] = _requirement(f"r{len(found) + 1}", text, sentence, stage, passage)
    return tuple(found.values())


def _requirement(name: str, text: str, sentence: Sentence, stage: Stage | None, passage: Passage) -> Requirement:
    weight = weight_of(text)
    return Requirement(
        id=name,
        text=text,
        kind=kind_of(text, weight),
        stage=stage_of(text, weight, stage),
        weight=weight,
        evidence=Evidence(anchor=passage.anchor, quote=sentence.text[:LONGEST_QUOTE].strip(), passage_id=passage.id),
        document=passage.document,
        page=passage.page,
    )


def _binding(text: str, above: _Above) -> Iterator[tuple[str, Sentence, Stage | None]]:
    """Sentences that bind, with the lead-in of a list put before its items, and the stage the heading above names."""
    for sentence in sentences_of(text):
        shown = squash(sentence.text)
        plain = bare_start(shown)
        if above.lead and _is_item(sentence, plain):
            whole = f"{above.lead} {plain}".rstrip(" ;,")
            if len(plain) >= 3 and len(whole) <= _LONGEST and not _is_sub_lead(plain):
                yield whole, sentence, above.heading
            continue
        above.lead = ""
        if _is_heading(sentence, shown, plain):
            above.heading = named_stage(plain) if sentence.line_start else above.heading
        elif shown.endswith(":") and len(shown) <= 400:
            above.lead = plain if binds(plain) else ""
        elif _SHORTEST <= len(plain) <= _LONGEST and (binds(plain) or _asked(sentence, plain)):
            yield shown, sentence, above.heading


def _is_item(sentence: Sentence, plain: str) -> bool:
    return not sentence.row and (sentence.item or plain[:1].islower() or plain.endswith(";"))


def _is_sub_lead(plain: str) -> bool:
    return plain.endswith(":") and len(plain) < 30


def _is_heading(sentence: Sentence, shown: str, plain: str) -> bool:
    """A short line without an end: it names what follows and binds nobody, unless it says so itself."""
    if sentence.row or sentence.item or len(shown) > _HEADING or shown.endswith((".", ";", ":", "!", "?", ",")):
        return False
    return bool(_INTERROGATIVE.match(plain) or _RELATIVE.search(plain)) or not binds(plain)


def _asked(sentence: Sentence, plain: str) -> bool:
    """A scored question, `Describe your method (20 points)`, or a row of a table that is marked as mandatory."""
    if sentence.row:
        return bool(_MARKED.search(plain)) and len(plain) >= 2 * _SHORTEST
    return bool(_ASKS.match(plain)) and weight_of(plain) is not None
