"""The company profile as a card, and the form in which it is changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot import words
from bot.blocks.message import Block, Message, context, fields, header, plain_text, section
from bot.blocks.text import date_token, fit, length, person, said
from jobs.chain.profile import Certificate, Profile
from jobs.sources.countries import country_name
from jobs.sources.languages import language_name

CALLBACK = "profile_form"
EDIT = "profile:edit"
MOST_TYPED = 3000
"""Units that a text field of Slack's takes (docs.slack.dev, plain-text input element)."""
SHOWN, SHOWN_UNITS = 15, 1000
"""Entries of a list on the card, and units of all of them: the whole card must fit one message."""


@dataclass(frozen=True)
class Field:
    """One field of the form; block and action have the same id."""

    attribute: str
    label: str
    example: str
    hint: str | None = None
    lines: bool = True
    optional: bool = True

    @property
    def id(self) -> str:
        return f"profile_{self.attribute}"


FIELDS = (
    Field("name", "Company name", "Fernhill Networks Ltd", lines=False, optional=False),
    Field("capabilities", "What you sell", "network switches", "One a line, in the words of the notices you read."),
    Field("cpv", "CPV codes", "3242", "One a line: a code or its beginning, which covers all below it."),
    Field("countries", "Countries you deliver in", "Ireland", "One a line, by name or code. A buyer elsewhere ends the bid."),
    Field("languages", "Languages you can bid in", "English", "One a line, by name or code."),
    Field("value_min", "Smallest contract worth your while", "100000", lines=False),
    Field("value_max", "Largest contract you can take on", "3000000", lines=False),
    Field("turnover", "Yearly turnover", "14500000", lines=False),
    Field("currency", "Currency of these three", "EUR", lines=False),
    Field("exclusions", "Exclusions", "asbestos removal", "One a line: words, phrases or buyers that end interest at once."),
    Field("excluded_countries", "Countries you never deliver to", "Norway", "One a line, by name or code."),
    Field("certificates", "Certificates", "ISO 27001, 2027-05-31", "One a line, with the last day of validity behind a comma."),
    Field("references", "References", "2025, university campus, 240 switches with five years of support", "One past contract a line."),
    Field("strategic_buyers", "Strategic buyers", "Glen Ardvarrich Council", "One a line."),
    Field("bid_days", "Working days you need for an offer", "10", lines=False),
)


@dataclass(frozen=True)
class Saved:
    """Which version of the profile is shown; `by` is a Slack user id."""

    version: int
    by: str
    at: datetime


def profile_card(profile: Profile | None, saved: Saved | None, *, today: date, may_edit: bool, note: str | None = None) -> Message:
    """What the profile says; `saved` None for one that the deployment gives, `note` is said to those who may not edit."""
    tail = context(*(each for each in (_origin(profile, saved), note) if each))
    button = [_edit_button("Edit" if profile else "Write the profile")] if may_edit else []
    if profile is None:
        return Message(words.NO_PROFILE, (header("Company profile"), section(words.NO_PROFILE), *button, tail))
    lists = [section(f"*{label}*\n{text}") for label, text in _lists(profile, today)]
    short = _fields(profile)
    blocks = (header(f"Company profile: {profile.name}"), fields(*short), *lists, *button, tail)
    unsaid = ", ".join(field.label for field in FIELDS if not as_text(profile, field.attribute)) or "nothing"
    summary = f"Company profile of {said(profile.name, 150)}. Not said: {unsaid}. {_origin(profile, saved)}"
    return Message(fit(summary, 3000), blocks)


def profile_form(profile: Profile | None, version: int) -> dict[str, Any]:
    """A modal; `version` (0: none) travels in its private_metadata. What is too long for a field of Slack's is named and left out."""
    shown, left_out = _split(profile)
    blocks = [_input(field, text) for field, text in shown]
    kept = ", ".join(field.label for field in left_out)
    note = [context(f"*Too long for this form, stays as it is:* {kept}.")] if left_out else []
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": str(version),
        "title": plain_text("Company profile", 24),
        "submit": plain_text("Save", 24),
        "close": plain_text("Cancel", 24),
        "blocks": [*note, *blocks, context("What is left empty means “not said”, never “none”. Everyone here can read the profile.")],
    }


def saved_view(version: int) -> dict[str, Any]:
    """What takes the form's place once it is stored."""
    return {
        "type": "modal",
        "callback_id": "notice",
        "title": plain_text("Saved", 24),
        "close": plain_text("Close", 24),
        "blocks": [section(words.profile_saved(version))],
    }


def as_text(profile: Profile, attribute: str) -> str:
    """A field as it stands in the form; empty for what is not said."""
    match getattr(profile, attribute):
        case None:
            return ""
        case Decimal() as amount:
            return f"{amount:f}"
        case tuple() as entries:
            return "\n".join(_entry(each) for each in entries)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        case value:
            return str(value)


def _entry(value: Certificate | str) -> str:
    if isinstance(value, str):
        return value
    return f"{value.name}, {value.expires}" if value.expires else value.name


def _split(profile: Profile | None) -> tuple[list[tuple[Field, str]], list[Field]]:
    texts = [(field, as_text(profile, field.attribute) if profile else "") for field in FIELDS]
    return [(field, text) for field, text in texts if length(text) <= MOST_TYPED], [
        field for field, text in texts if length(text) > MOST_TYPED
    ]


def _input(field: Field, text: str) -> Block:
    element: Block = {
        "type": "plain_text_input", "action_id": field.id, "multiline": field.lines, "max_length": MOST_TYPED,
        "placeholder": plain_text(field.example, 150),
    }  # fmt: skip
    block: Block = {"type": "input", "block_id": field.id, "optional": field.optional, "label": plain_text(field.label, 2000)}
    block["element"] = element | ({"initial_value": text} if text else {})
    return block | ({"hint": plain_text(field.hint, 2000)} if field.hint else {})


def _edit_button(label: str) -> Block:
    button = {"type": "button", "action_id": EDIT, "text": plain_text(label, 75), "value": "edit"}
    return {"type": "actions", "block_id": "profile_actions", "elements": [button]}


def _origin(profile: Profile | None, saved: Saved | None) -> str:
    if saved is not None:
        return f"Version {saved.version}, saved by {person(saved.by)} on {date_token(saved.at)}."
    return words.PROFILE_OF_DEPLOYMENT if profile else words.PROFILE_HOW


def _fields(profile: Profile) -> list[str]:
    currency = said(profile.currency, 10)
    turnover = f"{profile.turnover:,f} {currency} a year" if profile.turnover is not None else words.NOT_SAID
    return [
        f"*Contract value*\n{fit(_span(profile.value_min, profile.value_max, currency), 200)}",
        f"*Turnover*\n{fit(turnover, 200)}",
        f"*Countries*\n{_joined(country_name(code) for code in profile.countries)}",
        f"*Languages*\n{_joined(language_name(code) for code in profile.languages)}",
        f"*CPV codes*\n{_joined(profile.cpv)}",
        f"*Working days for an offer*\n{profile.bid_days}",
    ]


def _span(low: Decimal | None, high: Decimal | None, currency: str) -> str:
    if low is not None and high is not None:
        return f"{low:,f} to {high:,f} {currency}"
    if low is not None:
        return f"from {low:,f} {currency}"
    return f"up to {high:,f} {currency}" if high is not None else words.NOT_SAID


def _lists(profile: Profile, today: date) -> Iterable[tuple[str, str]]:
    yield "What we sell", _bullets(profile.capabilities)
    yield "Certificates", _lines([_certificate(each, today) for each in profile.certificates[:SHOWN]], len(profile.certificates))
    yield "References", _bullets(profile.references)
    yield "Exclusions", _bullets(profile.exclusions)
    yield "Countries never delivered to", _joined(country_name(code) for code in profile.excluded_countries)
    yield "Strategic buyers", _bullets(profile.strategic_buyers)


def _certificate(certificate: Certificate, today: date) -> str:
    name = said(certificate.name, 150)
    if certificate.expires is None:
        return f"{name} (expiry not said)"
    until = said(certificate.expires, 20)
    # ISO dates sort as text.
    return f"{name}, ⚠️ *expired* on {until}" if certificate.expires < today.isoformat() else f"{name}, valid until {until}"


def _joined(entries: Iterable[str]) -> str:
    names = [said(each, 60) for each in entries]
    return _more(fit(", ".join(names[:SHOWN]), SHOWN_UNITS), len(names)) if names else words.NOT_SAID


def _bullets(entries: Sequence[str]) -> str:
    return _lines([said(each, 200) for each in entries[:SHOWN]], len(entries))


def _lines(shown: Sequence[str], total: int) -> str:
    return _more(fit("\n".join(f"• {each}" for each in shown), SHOWN_UNITS), total) if shown else words.NOT_SAID


def _more(text: str, total: int) -> str:
    return f"{text} _and {total - SHOWN} more_" if total > SHOWN else text
