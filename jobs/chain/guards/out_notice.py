"""The facts of a notice as they are posted: people are left in the notice."""

import re
from collections.abc import Iterable

from jobs.chain.guards.out_contacts import TITLE, contacts_in
from jobs.chain.tender import Tender

_HINT = re.compile(
    rf"@|[0-9](?:[ ()./\-\u00a0]{{0,3}}[0-9]){{5}}|{TITLE.pattern}"
    r"|(?i:\b(?:contacts?|kontakt\w*|contacto|contatto|ansprech\w*|sachbearbeit\w*|interlocut\w*|correspondant\w*|referent\w*|attn|att|fao|tel|phone|officer|z\. ?hd|zu händen|osob\w*|osoba)\b)"
)
"""Without one of these a sentence is not searched: a pack has hundreds."""


def discreet(tender: Tender) -> Tender:
    """The notice as its facts are shown, without people in its title, lots, requirements, quotes and remarks. Passages stay: nobody posts them."""
    told = [
        tender.title or "",
        *tender.warnings,
        *(lot.title or "" for lot in tender.lots),
        *(each.quote for each in tender.evidence.values()),
    ]
    told += [text for each in tender.requirements for text in (each.text, each.evidence.quote)]
    people = contacts_in(
        [text for text in dict.fromkeys(told) if _HINT.search(text)], tender.passages, lambda value: value in (tender.buyer or "")
    )
    if people.none:
        return tender
    return tender.model_copy(
        update={
            "guarantee": people.hidden_in(tender.guarantee) if tender.guarantee else None,
            "title": people.hidden_in(tender.title) if tender.title else None,
            "warnings": tuple(map(people.hidden_in, tender.warnings)),
            "lots": tuple(lot.model_copy(update={"title": people.hidden_in(lot.title)}) if lot.title else lot for lot in tender.lots),
            "evidence": {name: people.quoted(each) for name, each in tender.evidence.items()},
            "requirements": tuple(
                each.model_copy(update={"text": people.hidden_in(each.text), "evidence": people.quoted(each.evidence)})
                for each in tender.requirements
            ),
        }
    )


def discreet_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Sentences about a notice without people in them."""
    told = tuple(lines)
    return tuple(map(contacts_in(told, (), lambda _: False).hidden_in, told)) if any(map(_HINT.search, told)) else told
