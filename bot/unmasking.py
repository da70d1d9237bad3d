"""Puts back what masking took out of an answer, where it is shown and nowhere else."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from jobs import masking
from jobs.chain.guards.out_private import MASKED
from jobs.chain.pii.tokens import LABELS, unmask
from storage.cipher import Cipher
from storage.scope import TenantTx

_LEFT = re.compile(rf"\u27e6(?:{'|'.join(sorted(set(LABELS.values())))})(?:-[0-9a-f]{{0,64}})?\u27e7?")
"""A token, whole or cut off."""


async def unmasked(tx: TenantTx, cipher: Cipher | None, run_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Fields of an outcome (JSON) as people may see them: each token of the run gives way to what stood there, any other to `MASKED`.

    Any other is one that the vault does not hold, or no longer, and one in a web address, which would carry the value out. The vault
    is asked only where a token stands; without `cipher` none resolves. Raises CipherError where the key of the vault is gone.
    """
    if not _is_marked(body):
        return body
    kept = await masking.kept(tx, cipher, run_id) if cipher is not None else None
    return {name: _shown(value, kept.tokens if kept else {}) for name, value in body.items()}


def _is_marked(value: JsonValue) -> bool:
    if isinstance(value, str):
        return "\u27e6" in value
    return any(map(_is_marked, value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()))


def _shown(value: JsonValue, tokens: Mapping[str, str]) -> JsonValue:
    if isinstance(value, str):
        return _LEFT.sub(MASKED, unmask(value, tokens, in_links=False)) if "\u27e6" in value else value
    if isinstance(value, list):
        return [_shown(each, tokens) for each in value]
    if isinstance(value, dict):
        return {key: _shown(each, tokens) for key, each in value.items()}
    return value
