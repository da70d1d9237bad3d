"""What masking took out of an answer: put back to be scored against the notice, and shown as the product shows it."""

from collections.abc import Callable, Mapping
from typing import cast

from pydantic import JsonValue

from jobs.chain.guards.out_contacts import once, owned_by, shown_values
from jobs.chain.guards.out_private import MASKED
from jobs.chain.pii.tokens import TOKEN, unmask
from jobs.chain.pipeline import Outcome
from jobs.chain.profile import Profile


def restored(outcome: Outcome, tokens: Mapping[str, str]) -> Outcome:
    """With every token of the run as what stood there, so that a quote can be looked up in the notice."""
    return _mapped(outcome, lambda text: unmask(text, tokens))


def as_shown(outcome: Outcome, tokens: Mapping[str, str], profile: Profile | None) -> Outcome:
    """As people of the company see it: a person's data stays away unless the profile holds it."""
    values = shown_values(tokens, owned_by(profile, ()))
    return _mapped(outcome, lambda text: TOKEN.sub(MASKED, once(unmask(text, values, in_links=False))))


def _mapped(outcome: Outcome, change: Callable[[str], str]) -> Outcome:
    body = outcome.model_dump(mode="json")
    return Outcome.model_validate(_walk(body, change))


def _walk(value: JsonValue, change: Callable[[str], str]) -> JsonValue:
    if isinstance(value, str):
        return change(value) if "\u27e6" in value else value
    if isinstance(value, list):
        return [_walk(each, change) for each in value]
    if isinstance(value, dict):
        return {key: _walk(each, change) for key, each in cast(dict[str, JsonValue], value).items()}
    return value
