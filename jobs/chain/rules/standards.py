"""Which numbered standards are certificates of a company, which only say how a thing must be made, and how long ours hold."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from jobs.chain.profile import Certificate
from jobs.chain.tender import Deadline

MANAGEMENT = frozenset(
    {
        9001,
        13485,
        14001,
        15189,
        17020,
        17021,
        17025,
        18001,
        20000,
        22000,
        22301,
        27001,
        27017,
        27018,
        27701,
        37001,
        39001,
        41001,
        45001,
        50001,
    }
)
"""Standards of management systems and of competence: they exist to certify companies, so that naming one means the certificate."""
SHORT = frozenset({"mase", "hds", "ssip"})
"""Short names that stand for other things as well."""
CERTIFIES = re.compile(r"certif|zertif|sertif|akkredit|accredit|acredit|akredyt|attest|tanusit|πιστοποι|сертиф")
"""Part of a word that makes a certificate of any standard (folded)."""
OR = re.compile(r"\b(?:or|oder|ou|o|oppure|of|lub|albo|eller|tai|nebo|sau)\b")
AND = re.compile(r"\b(?:and|und|et|y|e|en|i|oraz|och|og|ja)\b")
NUMBER = re.compile(r"\d{4,5}")


def certifies(name: str, sentence: str) -> bool:
    """Whether the standard or certificate `name` is asked of the company; `EN 12464` alone says how to light a room. Both folded."""
    number = NUMBER.search(name)
    sure = int(number[0]) in MANAGEMENT if number else name not in SHORT
    return sure or bool(CERTIFIES.search(sentence))


def is_choice(between: str) -> bool:
    """Whether the words between two names leave the choice between them."""
    return bool(OR.search(between)) and not AND.search(between)


def expired(own: Certificate, now: datetime) -> bool:
    """A date nobody can read counts as passed."""
    try:
        return own.expires is not None and date.fromisoformat(own.expires) < now.date()
    except ValueError:
        return True


def runs_out(own: Certificate, deadlines: Iterable[Deadline]) -> bool:
    """Whether one that is valid today will not be when the last offers are due."""
    due = [deadline.instant for deadline in deadlines if deadline.instant is not None]
    return bool(due) and expired(own, max(due))
