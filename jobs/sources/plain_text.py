"""Reads a pasted or plain-text notice: only what is plainly written, each fact with the line it stands on."""

import re

from jobs.chain.tender import Deadline, DeadlineKind, Kind, Money, Tender
from jobs.sources import text_facts
from jobs.sources.countries import alpha3
from jobs.sources.dates import distinct_deadlines, parse_moment, read_deadline
from jobs.sources.draft import Draft
from jobs.sources.languages import guess_language
from jobs.sources.money import money
from jobs.sources.purpose import kind_warning, open_house_warning, purpose_of
from jobs.sources.text_facts import Line, TextDeadline
from jobs.sources.vocabulary import GROSS, HEADING, NET
from jobs.sources.wording import clean, content_hash, cpv_code, distinct, publication_number

_PARAGRAPH = 1_500
"""Characters after which a passage ends at the next line break."""
_MONTH_FIRST = (None, "USA", "CAN", "PHL")
"""Where 03/04 may be the third of April or the fourth of March."""
_MARKUP = re.compile(r"^[#*_>\-\s]+|[*_\s]+$")


def read_plain_text(text: str) -> Tender:
    """A `Tender` from text that was checked for size before. Unknown facts are None; nothing is raised."""
    draft = Draft()
    lines = text_facts.lines_of(text)
    _file_passages(lines, draft)
    title = _title(lines, draft)
    buyer = _labelled(lines, "buyer", draft)
    country = _country(lines, draft)
    deadlines = _deadlines(lines, country, draft)
    kind = _kind(title, text, lines, draft)
    digest = content_hash(text.encode())
    published, ocid = _found(lines, "publication", draft), _found(lines, "ocid", draft)
    cpv = text_facts.cpv_codes(lines)
    if cpv:
        _prove("cpv_main", cpv[0][1], draft)
    return Tender(
        source="text",
        external_id=digest,
        content_hash=digest,
        kind=kind,
        publication_number=publication_number(published),
        procedure_id=ocid,
        title=title,
        title_lang=guess_language(text),
        notice_lang=guess_language(text),
        description=_description(lines, title),
        buyer=buyer[:300] if buyer else None,
        buyer_country=country,
        cpv_main=cpv_code(cpv[0][0]) if cpv else None,
        cpv_all=distinct(cpv_code(code) for code, _ in cpv),
        deadlines=deadlines,
        clarification_deadline=_clarification(lines, draft),
        estimated_value=_value(lines, draft),
        url=_found(lines, "url", draft),
        passages=tuple(draft.passages),
        evidence=draft.evidence,
        warnings=draft.warnings,
    )


def _file_passages(lines: list[Line], draft: Draft) -> None:
    """One passage a paragraph (long ones end after about 1,500 characters), anchored at its first line."""
    block: list[Line] = []
    for line in lines:
        if block and (line.number > block[-1].number + 1 or sum(len(each.text) for each in block) >= _PARAGRAPH):
            draft.passage("\n".join(each.text for each in block), f"line {block[0].number}")
            block = []
        block.append(line)
    if block:
        draft.passage("\n".join(each.text for each in block), f"line {block[0].number}")


def _prove(fact: str, line: Line, draft: Draft, quote: str | None = None) -> None:
    """Quotes the line, in the passage that holds it where one does."""
    said = clean(quote or line.text)
    if said is None:
        return
    said = said[:300]
    passage = next((passage.id for passage in draft.passages if said in passage.text), None)
    draft.prove(fact, f"line {line.number}", said)
    draft.evidence[fact] = draft.evidence[fact].model_copy(update={"passage_id": passage})


def _title(lines: list[Line], draft: Draft) -> str | None:
    """The labelled title, else the first line that is more than the name of a kind of notice."""
    found = text_facts.labelled(lines[:30], "title")
    chosen = found or next(((line.text, line) for line in lines[:5] if not HEADING.match(line.text) and len(line.text) >= 4), None)
    if chosen is None:
        return None
    title = clean(_MARKUP.sub("", chosen[0]))
    _prove("title", chosen[1], draft, title)
    return title[:300] if title else None


def _labelled(lines: list[Line], name: str, draft: Draft) -> str | None:
    found = text_facts.labelled(lines, name)
    if found is None:
        return None
    _prove(name, found[1], draft)
    return clean(found[0])


def _country(lines: list[Line], draft: Draft) -> str | None:
    found = text_facts.labelled(lines, "country")
    country = alpha3(_MARKUP.sub("", found[0]).rstrip(".")) if found else None
    if found and country:
        _prove("buyer_country", found[1], draft)
    return country


def _deadlines(lines: list[Line], country: str | None, draft: Draft) -> tuple[Deadline, ...]:
    found: list[Deadline] = []
    for said in text_facts.deadlines(lines):
        deadline = _deadline(said, said.kind, country, draft)
        if deadline is not None:
            if not found:
                _prove("deadlines", said.line, draft, said.quote)
            found.append(deadline)
    distinct_ones = distinct_deadlines(found)
    days = {deadline.published[:10] for deadline in distinct_ones if deadline.kind == "tender"}
    if len(days) > 1:
        draft.warn(
            f"The text names {len(days)} different days for offers ({', '.join(sorted(days))}); work to the earliest and ask the buyer."
        )
    return distinct_ones


def _deadline(said: TextDeadline, kind: DeadlineKind | None, country: str | None, draft: Draft) -> Deadline | None:
    moment = parse_moment(said.written.day, said.written.hour)
    if moment is None:
        return None
    if said.written.ambiguous and country in _MONTH_FIRST:
        draft.warn(f"“{said.written.quote}” was read as day/month/year; check it if the buyer writes the month first.")
    reading = read_deadline(moment, kind, country)
    for sentence in reading.warnings:
        draft.warn(sentence)
    return reading.deadline


def _clarification(lines: list[Line], draft: Draft) -> str | None:
    found = [
        (moment, said)
        for said in text_facts.deadlines(lines, questions=True)
        if (moment := parse_moment(said.written.day, said.written.hour))
    ]
    if not found:
        return None
    moment, said = min(found, key=lambda pair: pair[0].local)
    _prove("clarification_deadline", said.line, draft, said.quote)
    return moment.published


def _value(lines: list[Line], draft: Draft) -> Money | None:
    found = text_facts.value(lines)
    if found is None:
        return None
    _prove("estimated_value", found.line, draft)
    if found.low is not None:
        draft.warn(f"The value is a range from {found.low:,f} to {found.amount:,f} {found.currency}; the upper end is shown.")
    vat = "net" if NET.search(found.line.text) else "gross" if GROSS.search(found.line.text) else "unknown"
    return money(found.amount, found.currency, "framework_maximum" if found.ceiling else "stated", vat)


def _found(lines: list[Line], name: str, draft: Draft) -> str | None:
    found = text_facts.first_match(lines, name)
    if found is None:
        return None
    _prove({"publication": "publication_number", "ocid": "procedure_id"}.get(name, name), found[1], draft)
    return found[0].rstrip(".,;)")


def _kind(title: str | None, text: str, lines: list[Line], draft: Draft) -> Kind:
    """An opportunity only where the words invite tenders; what looks like nothing we know stays unknown."""
    said = purpose_of(title, [text])
    heading = " ".join(line.text for line in lines[:3])[:300]
    said = said or purpose_of(heading, ())
    written = text_facts.kind_of_text(text)
    draft.warn(open_house_warning([text]))
    if said is not None and (written is None or written[0] in ("opportunity", "planning")):
        draft.warn(kind_warning(written[0], said[0], said[1]) if written else None)
        return said[0]
    if written is None:
        draft.warn("The text does not say that offers are invited; it may be no tender.")
        return "unknown"
    found = next((line for line in lines if written[1] in line.text), None)
    if found is not None:
        _prove("kind", found, draft, written[1])
    return written[0]


def _description(lines: list[Line], title: str | None) -> str | None:
    """The beginning of the text after the title."""
    body = [line.text for line in lines if title is None or line.text != title]
    return clean("\n".join(body)[:4_000])
