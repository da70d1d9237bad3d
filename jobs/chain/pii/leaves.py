"""Masks and unmasks the texts inside a JSON-like value, its shape untouched."""

from collections.abc import Callable, Mapping
from typing import cast

from pydantic import JsonValue

from jobs.chain.pii.mask import Masker
from jobs.chain.pii.tokens import unmask


def mask_values(value: JsonValue, masker: Masker) -> JsonValue:
    """Every text in `value` masked, keys as they are. What one text tells (a contact's name) is masked in those before it too."""
    _learn(value, masker)
    known = len(masker.tokens)
    masked = _each(value, masker.mask)
    return _each(masked, masker.mask_again) if len(masker.tokens) > known else masked


def unmask_values(value: JsonValue, tokens: Mapping[str, str], *, in_links: bool = True) -> JsonValue:
    """Every text in `value` unmasked; see `unmask`."""
    return _each(value, lambda text: unmask(text, tokens, in_links=in_links))


def _each(value: JsonValue, change: Callable[[str], str]) -> JsonValue:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each(each, change) for each in value]
    if isinstance(value, dict):
        return {key: _each(each, change) for key, each in value.items()}
    return value


def _learn(value: JsonValue, masker: Masker) -> None:
    """Names of contacts told by their key alone, as in OCDS: `{"contactPoint": {"name": …}}`."""
    if isinstance(value, list):
        for each in value:
            _learn(each, masker)
    elif isinstance(value, dict):
        for key, each in value.items():
            name = cast(dict[str, JsonValue], each).get("name") if "contact" in key.lower() and isinstance(each, dict) else None
            if isinstance(name, str):
                masker.learn(name)
            _learn(each, masker)
