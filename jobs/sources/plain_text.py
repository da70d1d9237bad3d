"""Reads a pasted notice or the text of a file: only what is plainly written, each fact with the place where it stands."""

import re
from collections.abc import Sequence

from jobs.chain.document import Block
from jobs.chain.tender import Deadline, Kind, Nature, SourceName, Tender
from jobs.sources import text_facts, text_terms
from jobs.sources.countries import alpha3
from jobs.sources.draft import Draft
from jobs.sources.languages import guess_language
from jobs.sources.purpose import kind_warning, open_house_warning, purpose_of
from jobs.sources.text_buyer import buyer_of
from jobs.sources.text_lines import Line, lines_of_blocks, lines_of_text, prove
from jobs.sources.text_nature import nature_of
from jobs.sources.text_title import title_in
from jobs.sources.wording import clean, content_hash, cpv_code, distinct, publication_number
from jobs.sources.written_amounts import read_lots_and_value
from jobs.sources.written_deadlines import read_deadlines

_MARKUP = re.compile(r"^[#*_>\-\s]+|[*_\s]+$")
_TOP_CHARS = 6_000
"""Of a text of which only the title is asked."""


def read_plain_text(text: str) -> Tender:
    """A `Tender` from text that was checked for size before. Unknown facts are None; nothing is raised."""
    draft = Draft()
    lines = lines_of_text(text, draft)
    return _read(lines, text, draft, source="text", digest=content_hash(text.encode(errors="replace")), country=None)


def title_of(text: str) -> str | None:
    """The title alone, from the beginning of a long text."""
    draft = Draft()
    return title_in(lines_of_text(text[:_TOP_CHARS], draft), draft)


def read_document_text(blocks: Sequence[Block], *, name: str, digest: str, country: str | None = None) -> Tender:
    """A `Tender` from the blocks of one file; passages carry the file's name and page, evidence the block's anchor.

    Hidden blocks are filed last as passages whose anchor ends in ` (hidden)` and are never read for facts. `country` (ISO alpha-3)
    is the buyer's where a notice beside the file told it: it decides zones, crowns and 03/04. Nothing is raised.
    """
    draft = Draft()
    lines = lines_of_blocks(blocks, name, draft)
    text = "\n".join(line.text for line in lines)
    return _read(lines, text, draft, source="document", digest=digest, country=country)


def _read(lines: list[Line], text: str, draft: Draft, *, source: SourceName, digest: str, country: str | None) -> Tender:
    title = title_in(lines, draft)
    buyer, country = _buyer(lines, country, draft)
    dates = read_deadlines(lines, country, draft)
    kind = _kind(title, text, lines, dates.binding, draft)
    published, ocid = _found(lines, "publication", draft), _found(lines, "ocid", draft)
    codes = _codes(lines, draft)
    framework = _yes_or_no("framework", text_terms.framework_of(lines), draft)
    lots, value = read_lots_and_value(lines, country, draft, framework=framework)
    language = guess_language(text)
    return Tender(
        source=source,
        external_id=digest,
        content_hash=digest,
        kind=kind,
        publication_number=publication_number(published),
        procedure_id=ocid,
        title=title,
        title_lang=language,
        notice_lang=language,
        description=_description(lines, title),
        buyer=buyer[:300] if buyer else None,
        buyer_country=country,
        cpv_main=codes[0] if codes else None,
        cpv_all=codes,
        nature=_nature(lines, draft),
        procedure=_said("procedure", text_terms.procedure_of(lines), draft),
        framework=framework,
        dynamic=_yes_or_no("dynamic", text_terms.dynamic_of(lines), draft),
        lots=lots,
        deadlines=dates.binding,
        clarification_deadline=dates.clarification,
        estimated_value=value,
        duration=_said("duration", text_terms.duration_of(lines, text_facts.labelled(lines, "duration")), draft),
        submission_languages=_languages(lines, draft),
        url=_found(lines, "url", draft),
        passages=tuple(draft.passages),
        evidence=draft.evidence,
        warnings=draft.warnings,
    )


def _buyer(lines: list[Line], country: str | None, draft: Draft) -> tuple[str | None, str | None]:
    """Name and country; a labelled country goes before one behind the name."""
    labelled, found = _country(lines, draft), buyer_of(lines)
    if found is None:
        return None, labelled or country
    prove("buyer", found.line, draft)
    if labelled is None and found.place:
        prove("buyer_country", found.place, draft)
    return clean(found.name), labelled or found.country or country


def _country(lines: list[Line], draft: Draft) -> str | None:
    found = text_facts.labelled(lines, "country")
    country = alpha3(_MARKUP.sub("", found[0]).rstrip(".")) if found else None
    if found and country:
        prove("buyer_country", found[1], draft)
    return country


def _nature(lines: list[Line], draft: Draft) -> Nature | None:
    found = nature_of(lines)
    if found is None:
        return None
    prove("nature", found[1], draft)
    return found[0]


def _codes(lines: list[Line], draft: Draft) -> tuple[str, ...]:
    """CPV codes, the first one first."""
    found = text_facts.cpv_codes(lines)[:200]
    if found:
        prove("cpv_main", found[0][1], draft)
    return distinct(cpv_code(code) for code, _ in found)


def _said(name: str, said: text_terms.Said | None, draft: Draft) -> str | None:
    if said is None:
        return None
    prove(name, said.line, draft)
    return said.value


def _yes_or_no(name: str, said: tuple[bool, Line] | None, draft: Draft) -> bool | None:
    if said is None:
        return None
    prove(name, said[1], draft)
    return said[0]


def _languages(lines: list[Line], draft: Draft) -> tuple[str, ...]:
    codes, line = text_terms.submission_languages_of(lines)
    if line is not None:
        prove("submission_languages", line, draft)
    return codes


def _found(lines: list[Line], name: str, draft: Draft) -> str | None:
    found = text_facts.first_match(lines, name)
    if found is None:
        return None
    prove({"publication": "publication_number", "ocid": "procedure_id"}.get(name, name), found[1], draft)
    return found[0].rstrip(".,;)")


def _kind(title: str | None, text: str, lines: list[Line], deadlines: tuple[Deadline, ...], draft: Draft) -> Kind:
    """An opportunity only where the words invite tenders or set a deadline for them; what looks like nothing we know stays unknown."""
    said = purpose_of(title, [text])
    heading = " ".join(line.text for line in lines[:3])[:300]
    said = said or purpose_of(heading, ())
    written = text_facts.kind_of_text(text)
    draft.warn(open_house_warning([text]))
    if said is not None and (written is None or written[0] in ("opportunity", "planning")):
        draft.warn(kind_warning(written[0], said[0], said[1]) if written else None)
        return said[0]
    if written is None and any(deadline.kind in ("tender", "request") for deadline in deadlines):
        if "deadlines" in draft.evidence:
            draft.evidence["kind"] = draft.evidence["deadlines"]
        return "opportunity"
    if written is None:
        draft.warn("The text does not say that offers are invited; it may be no tender.")
        return "unknown"
    found = next((line for line in lines if written[1] in line.text), None)
    if found is not None:
        prove("kind", found, draft, written[1])
    return written[0]


def _description(lines: list[Line], title: str | None) -> str | None:
    """The beginning of the text after the title."""
    body = [line.text for line in lines[:400] if title is None or line.text != title]
    return clean("\n".join(body)[:4_000])
