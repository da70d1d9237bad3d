"""Puts back what masking took out of an answer, where it is shown and nowhere else; people whom a notice names stay in the notice."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import JsonValue

from jobs import masking
from jobs.chain.guards.out_contacts import once, shown_values
from jobs.chain.guards.out_private import MASKED
from jobs.chain.pii.case import tokens_in
from jobs.chain.pii.tokens import LABELS, unmask
from storage import library, tenants
from storage.cipher import Cipher
from storage.scope import TenantTx

_LEFT = re.compile(rf"\u27e6(?:{'|'.join(sorted(set(LABELS.values())))})(?:-[0-9a-f]{{0,64}})?\u27e7?")
"""A token, whole or cut off."""
MOST_LOOKED_UP = 30
"""Values of one answer that are looked for in the company's library."""
_HITS = 5


async def unmasked(tx: TenantTx, cipher: Cipher | None, run_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Fields of an outcome (JSON) as people may see them: each token of the run gives way to what stood there, any other to `MASKED`.

    A person's address, number or name is put back only where the company's own profile or library holds it, and shows as
    `out_contacts.CONTACT` elsewhere. Any other token is one that the vault does not hold, or no longer, and one in a web address,
    which would carry the value out. The vault is asked only where a token stands; without `cipher` none resolves. Raises CipherError
    where the key of the vault is gone.
    """
    if not _is_marked(body):
        return body
    kept = await masking.kept(tx, cipher, run_id) if cipher is not None else None
    return await resolved(tx, body, kept.tokens if kept else {})


async def resolved(tx: TenantTx, body: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """The same with the tokens at hand."""
    tokens = {token: value for token, value in known.items() if token in tokens_in(body)}
    ours = await _owned(tx, tokens.values()) if tokens else frozenset[str]()
    values = shown_values(tokens, ours.__contains__)
    return {name: _shown(value, values) for name, value in body.items()}


async def _owned(tx: TenantTx, values: Iterable[str]) -> frozenset[str]:
    """Those that the workspace's profile or library holds, word for word."""
    profile = await tenants.profile(tx)
    said = json.dumps(profile.body, ensure_ascii=False) if profile else ""
    told = list(dict.fromkeys(values))
    owned = {value for value in told if value in said}
    for value in [value for value in told if value not in owned][:MOST_LOOKED_UP]:
        if any(value in hit.text or value in hit.document for hit in await library.search(tx, [value], limit=_HITS)):
            owned.add(value)
    return frozenset(owned)


def _is_marked(value: JsonValue) -> bool:
    if isinstance(value, str):
        return "\u27e6" in value
    return any(map(_is_marked, value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()))


def _shown(value: JsonValue, tokens: Mapping[str, str]) -> JsonValue:
    if isinstance(value, str):
        return _LEFT.sub(MASKED, once(unmask(value, tokens, in_links=False))) if "\u27e6" in value else value
    if isinstance(value, list):
        return [_shown(each, tokens) for each in value]
    if isinstance(value, dict):
        return {key: _shown(each, tokens) for key, each in value.items()}
    return value
