"""Keeps the sealed split sealed: tells whether a tender is one of its notices, or so much like one that a case of it would give it away."""

import re
from collections.abc import Iterable
from functools import cache

from jobs.chain.identity import near_identical
from jobs.chain.tender import Tender
from jobs.documents.limits import DocumentLimits
from jobs.documents.read import read_document
from jobs.evals.golden import SHIPPED, Golden, load
from jobs.intake.assemble import assemble
from jobs.sources.read import read_notice

RUN_OF_WORDS = 5
SHARED = 0.5
"""Of the runs of words of the shorter text. Between the open cases and the sealed ones it is 0.15 at most (21 November 2026)."""
LEAST_RUNS = 8
"""Shorter texts say too little to be told apart by their words."""
_WORD = re.compile(r"[^\W_]+")
Runs = frozenset[tuple[str, ...]]


def is_near_copy(tender: Tender) -> bool:
    """Whether the tender is near a sealed notice. Takes a second the first time: call it beside the event loop."""
    mine = _runs(passage.text for passage in tender.passages)
    return any(tender.content_hash == each.content_hash or near_identical(tender, each) or _alike(mine, runs) for each, runs in sealed())


@cache
def sealed() -> tuple[tuple[Tender, Runs], ...]:
    """The sealed notices as they are read, with their runs of words; nobody is shown any of it."""
    read = (_read(golden) for golden in load(SHIPPED, ("sealed",)))
    return tuple((tender, _runs(passage.text for passage in tender.passages)) for tender in read)


def _read(golden: Golden) -> Tender:
    """In this process: these files are our own."""
    name = golden.case.source
    if golden.case.shape in ("pdf", "docx"):
        return assemble([read_document(golden.notice, name=name, limits=DocumentLimits())], "")
    return read_notice(golden.notice, name=name)


def _runs(texts: Iterable[str]) -> Runs:
    words = [word for text in texts for word in _WORD.findall(text.casefold())]
    return frozenset(tuple(words[at : at + RUN_OF_WORDS]) for at in range(len(words) - RUN_OF_WORDS + 1))


def _alike(mine: Runs, theirs: Runs) -> bool:
    shorter = min(len(mine), len(theirs))
    return shorter >= LEAST_RUNS and len(mine & theirs) >= SHARED * shorter
