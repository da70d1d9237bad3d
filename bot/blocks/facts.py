"""Page three of the answer: the facts with their places, what is missing, what is risky, what would change the verdict."""

from collections.abc import Iterable, Sequence

from bot import words, words_learning
from bot.blocks import say
from bot.blocks.card import Note
from bot.blocks.message import Block, header, paragraphs
from bot.blocks.text import escape, fit, said
from jobs.chain.analysis import Analysis
from jobs.chain.tender import AwardCriterion, DocumentLink, Lot, Requirement, Tender
from jobs.sources.countries import country_name

MOST = 60
"""Lots, deadlines or remarks shown; what is left out is counted in words."""
MOST_REQUIREMENTS = 12


def facts(analysis: Analysis, tender: Tender | None, news: Sequence[str] = (), notes: Sequence[Note] = ()) -> list[Block]:
    """`news`: sentences about what changed since an earlier version, and where else the tender is published; `notes`: what people said."""
    blocks: list[Block] = []
    if tender is not None:
        blocks += [header("Facts"), *paragraphs("", _basic(tender))]
        blocks += paragraphs("New since it was last seen", [f"• {fit(escape(item), 1000)}" for item in news]) if news else []
        blocks += paragraphs("All deadlines", _deadlines(tender))
        if tender.award_criteria:
            blocks += paragraphs("How the buyer chooses", _some([_award(item) for item in tender.award_criteria]))
        if tender.lots:
            blocks += paragraphs(f"Lots ({len(tender.lots):,})", _some([_lot(lot, tender) for lot in tender.lots], "lots, see the notice"))
        if tender.requirements:
            blocks += paragraphs(f"What it asks of a bidder ({len(tender.requirements):,})", _requirements(tender.requirements))
        if tender.documents:
            blocks += paragraphs("Documents", _some([_document(item) for item in tender.documents], "documents"))
        if tender.warnings:
            blocks += paragraphs("Read with care", _some([f"• {fit(escape(item), 1000)}" for item in tender.warnings]))
    # Last of the facts and under a title of its own: a person's word stands beside what the notice says, never in its place.
    blocks += paragraphs(words_learning.COLLEAGUES, [f"• {_noted(note)}" for note in notes]) if notes else []
    missing = [f"• {fit(escape(item), 1000)}" for item in analysis.missing]
    blocks += paragraphs("What the notice does not say", _some(missing) or ["Nothing that we look for is missing."])
    blocks += paragraphs("Risks", _some([f"• {say.claim(risk)}" for risk in analysis.risks]) or ["None found in the notice."])
    change = [f"• {fit(escape(item), 1000)}" for item in analysis.what_would_change]
    return blocks + (paragraphs("What would change this", _some(change)) if change else [])


def _noted(note: Note) -> str:
    return words_learning.noted(f"{note.at.day} {note.at:%B %Y}", said(note.text, 1000))


def _basic(tender: Tender) -> list[str]:
    title = f"{escape(tender.title)}{_language(tender.title_lang)}" if tender.title else None
    rows = [
        ("Kind", words.NOTICE[tender.kind], "kind"),
        ("Title", fit(title, 2500) if title else None, "title"),
        ("Buyer", said(tender.buyer) if tender.buyer else None, "buyer"),
        ("Country", said(country_name(tender.buyer_country), 80) if tender.buyer_country else None, "buyer_country"),
        ("Notice", _ids(tender), "notice_id"),
        ("Procedure", said(tender.procedure, 200) if tender.procedure else None, "procedure"),
        ("Contract", f"{tender.nature}{', framework agreement' if tender.framework else ''}" if tender.nature else None, "nature"),
        ("CPV", _cpv(tender), "cpv_main"),
        ("Value", say.money(tender.estimated_value) if tender.estimated_value else None, "estimated_value"),
        ("Questions until", _questions(tender), "clarification_deadline"),
    ]
    rows += [row for row in _terms(tender) if row[1] is not None]
    lines = [_fact(tender, name, value, field) for name, value, field in rows]
    link = say.source_link(tender)
    return [*lines, f"*Source:* {link}"] if link else lines


def _terms(tender: Tender) -> list[tuple[str, str | None, str]]:
    """What only some notices speak of: shown where it is stated, and no gap where it is not."""
    languages = ", ".join(said(code, 10) for code in tender.submission_languages[:24])
    return [
        ("Duration", said(tender.duration, 200) if tender.duration else None, "duration"),
        ("Guarantee", said(tender.guarantee, 300) if tender.guarantee else None, "guarantee"),
        ("Offers in", languages or None, "submission_languages"),
        ("Offers go to", said(tender.submission_url, 300) if tender.submission_url else None, "submission_url"),
        ("Reserved", "for certain bidders only" if tender.reserved else None, "reserved"),
        ("Security clearance", "needed" if tender.security_clearance else None, "security_clearance"),
    ]


def _requirements(found: Sequence[Requirement]) -> list[str]:
    """What knocks out comes first, each with the place where it stands."""
    order = {"certification": 0, "insurance": 0, "mandatory": 1, "policy": 2, "attachment": 2, "scored": 3}
    ranked = sorted(found, key=lambda each: order[each.kind])
    lines = [
        f"• *{each.kind}*{f' ({said(each.weight, 40)})' if each.weight else ''} {_quoted(each)}" for each in ranked[:MOST_REQUIREMENTS]
    ]
    more = len(found) - len(lines)
    return lines if more <= 0 else [*lines, f"… and {more:,} more"]


def _quoted(requirement: Requirement) -> str:
    return f"“{said(requirement.text, 300)}” ({said(requirement.evidence.anchor, 120)})"


def _document(link: DocumentLink) -> str:
    closed = ", after login" if link.restricted else ""
    return f"• {said(link.title or link.url, 200)}{closed}{f': {said(link.url, 300)}' if link.title else ''}"


def _fact(tender: Tender, name: str, value: str | None, field: str) -> str:
    if value is None:
        return f"*{name}:* {words.NOT_STATED}"
    found = tender.evidence.get(field)
    return f"*{name}:* {value}\n> {say.evidence(found)}" if found else f"*{name}:* {value}"


def _questions(tender: Tender) -> str | None:
    return say.wall_time(tender.clarification_deadline, tender.buyer_country) if tender.clarification_deadline else None


def _ids(tender: Tender) -> str | None:
    ids = [said(text, 100) for text in (tender.publication_number, tender.notice_id, tender.procedure_id) if text]
    return " · ".join(dict.fromkeys(ids)) or None


def _cpv(tender: Tender) -> str | None:
    codes = list(dict.fromkeys(code for code in (tender.cpv_main, *tender.cpv_all) if code))
    more = f" and {len(codes) - 20} more" if len(codes) > 20 else ""
    return ", ".join(said(code, 20) for code in codes[:20]) + more if codes else None


def _language(code: str | None) -> str:
    return f" ({said(code, 10)})" if code else ""


def _deadlines(tender: Tender) -> list[str]:
    if not tender.deadlines:
        return ["The notice states none."]
    rows = [
        f"• {words.DEADLINE[item.kind].capitalize()}: {say.deadline(item, tender.buyer_country)}{_lots_of(item.lot_ids)}"
        for item in tender.deadlines
    ]
    found = tender.evidence.get("deadlines")
    return _some(rows, "deadlines") + ([f"> {say.evidence(found)}"] if found else [])


def _lots_of(lot_ids: Sequence[str]) -> str:
    if not lot_ids:
        return ""
    more = f" and {len(lot_ids) - 10} more" if len(lot_ids) > 10 else ""
    return f" (lots {', '.join(said(lot, 40) for lot in lot_ids[:10])}{more})"


def _award(item: AwardCriterion) -> str:
    weight = f"weight {said(item.weight, 60)}" if item.weight else "weight not stated"
    return f"• {said(item.name or item.kind or 'criterion', 300)} ({weight})"


def _lot(lot: Lot, tender: Tender) -> str:
    title = said(lot.title, 200) if lot.title else "without a title"
    parts = [f"*{said(lot.id, 60)}* {title}"]
    if lot.value is not None:
        parts.append(say.money(lot.value))
    if lot.deadlines and lot.deadlines != tender.deadlines:
        parts.append(f"deadline {say.wall_time(lot.deadlines[0].published, tender.buyer_country)}")
    if lot.place:
        parts.append(said(lot.place, 100))
    return "• " + " · ".join(parts)


def _some(lines: Iterable[str], what: str = "") -> list[str]:
    """The first of many, and in words how many are left out."""
    lines = list(lines)
    more = len(lines) - MOST
    return lines if more <= 0 else [*lines[:MOST], f"… and {more:,} more {what}".rstrip()]
