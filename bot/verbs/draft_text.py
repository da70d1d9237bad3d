"""A draft as Markdown, for the terminal and for files; what others wrote cannot become markup in it."""

import re
from collections.abc import Iterator

from jobs.chain.analysis import Claim
from jobs.chain.drafting.draft import CONFIRM, Draft, Row, Section
from jobs.chain.tender import Tender

MADE_BY = {
    "model": "Written by a language model and checked by code.",
    "template": "Filled template, without a language model.",
    "code": "Set out by code.",
}
STATUS = {"held": "can be shown", "expired": "expired", "not_found": "not found"}
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_SHORT = 160


def markdown(draft: Draft, tender: Tender) -> str:
    """The sections with what each paragraph rests on, and at the end what the bid team still has to do."""
    return "\n".join(_lines(draft, tender)) + "\n"


def _lines(draft: Draft, tender: Tender) -> Iterator[str]:
    yield f"# Draft of a bid: {plain(tender.title or 'no title stated')}"
    yield ""
    yield f"Draft for the bid team, version {draft.version}. {plain(draft.note)}"
    for section in draft.sections:
        yield from _section(section)
    if draft.missing:
        yield from ("", "---", "", "## For the bid team, not part of the bid", "")
        yield from (f"- {plain(each)}" for each in draft.missing)


def _section(section: Section) -> Iterator[str]:
    yield from ("", f"## {plain(section.title)}", "", f"*{MADE_BY[section.made_by]}*")
    for claim in section.paragraphs:
        yield from ("", plain(claim.text))
        yield from (f"> {each}" for each in _proofs(claim))
    if section.rows:
        yield from ("", "| No. | Requirement | Where | Our evidence | Status |", "|---|---|---|---|---|")
        yield from map(_row, section.rows)


def _proofs(claim: Claim) -> Iterator[str]:
    for each in claim.evidence:
        yield f"“{plain(_cut(each.quote))}” ({plain(each.anchor)})"


def _row(row: Row) -> str:
    proofs = "; ".join(f"“{_cut(each.quote)}” ({each.place})" for each in row.proofs) or "none"
    kind = {"mandatory": "mandatory", "scored": "scored", "other": "contract"}[row.kind]
    cells = (row.code, f"{row.requirement} ({kind})", row.place, proofs, STATUS[row.status])
    return f"| {' | '.join(map(plain, cells))} |"


def plain(text: str) -> str:
    """One line in which no character is markup; our own mark stays as people look for it, brackets alone make no link."""
    return CONFIRM.join(_MARKUP.sub(r"\\\1", part) for part in " ".join(text.split()).split(CONFIRM))


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHORT else words[: _SHORT - 1] + "…"
