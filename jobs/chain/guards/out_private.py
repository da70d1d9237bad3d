"""Mask tokens that nobody issued and personal data that the notice does not hold."""

import re
from collections.abc import Callable, Collection

from jobs.chain.guards.out_findings import FindPersonalData

MASK_TOKEN = re.compile(r"\[\[[A-Z][A-Z_]{1,30}_[0-9a-f]{4,64}\]\]")
"""A token of the masking room: `[[EMAIL_3f9a2c]]`."""
_NEARLY = re.compile(
    r"\[{1,2}\s?[A-Z][A-Z_]{1,30}_[0-9a-fA-F]{4,64}\s?\]{0,2}|(?:EMAIL|PHONE|IBAN|CARD|VAT|NAME|PERSON|ADDRESS|CONTACT|TAX|ID)_[0-9a-f]{6,64}\]{0,2}"
)
"""A token with a bracket lost or a blank added: a model copies badly, and a forger tries."""
MASKED = "[masked]"
PERSONAL = "[personal data removed]"


def without_unknown_tokens(text: str, known: Collection[str]) -> str:
    return _NEARLY.sub(lambda hit: hit[0] if hit[0] in known else MASKED, text) if "_" in text else text


def without_personal(text: str, find: FindPersonalData, in_source: Callable[[str], bool]) -> str:
    """The text with what `find` points to replaced, unless the notice says the same."""
    kept, at = [], 0
    for hit in sorted(find(text), key=lambda each: each.start):
        start, end = max(hit.start, at), min(hit.end, len(text))
        if start < end and not in_source(text[start:end]):
            kept += [text[at:start], PERSONAL]
            at = end
    return "".join([*kept, text[at:]])
