"""Tells whether a sentence puts a duty on a bidder: who is its subject decides, not the word of duty alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jobs.chain.rules.obligations import Role, role_of

_ENGLISH_NEEDED = ("required", "mandatory", "compulsory", "obliged", "obligatory")
_SUBJECT_FIRST = ("must", "shall", "doit", "doivent", "devra", "devront", "tulee", "pitää", "täytyy")
"""Where the subject stands before the word of duty; elsewhere it may follow (`Mit dem Angebot hat der Bieter …`)."""
_CAN_BIND = ("modal", "needed", "have", "gerundive")
_WORD = re.compile(r"[^\W_]+")
_CONDITION = re.compile(
    r"\b(?:if|whether|where|when|falls|wenn|sofern|soweit|si|lorsque|cuando|se|qualora|indien|als|jeśli|jeżeli|om|hvis|jos|pokud|ak|ha|dacă)\b",
    re.IGNORECASE,
)
_TO_OR_OF = re.compile(
    r"(?:\b(?:to|by|of|from|with|for|before|on|at|dem|des|den|beim|vom|zum|zur|durch|à|au|aux|du|par|del|al|dal|dalla|della|alla|van|aan|door|bij|till|av|til|af|do|od|dla|przez|przed)"
    r"(?:\s+(?:the|la|le|die|het|el|poder|stazione|pouvoir|organ|öffentlichen))?|\bde\s+(?:la|los|las)|\b(?:de\s+l|d|dell|dall|all)['’])[\s’']*(?:contracting |pouvoir )?$"
    r"|\b(?:von|bei|mit|an|gegenüber|seitens|verlangen|anforderung|aufforderung|vorgaben?)\s+(?:der|die)\s+$",
    re.IGNORECASE,
)
"""What stands before a noun that is no subject. Dutch `de` and German `der` begin subjects and are left out."""
_MAY_BE = re.compile(
    r"\b(?:may|might|can|could|kann|können|peut|puede|può|pode|kan|może|mogą)\s+(?:also |be |dann |auch )?$", re.IGNORECASE
)
_BOUND_BY_BUYER = re.compile(
    r"\b(?:authority|buyer|council|auftraggeber|vergabestelle|adjudicateur|acheteur|adjudicador|appaltante|aanbestedende dienst|opdrachtgever|zamawiający|beställaren)\b[^.;]{0,20}"
    r"\b(?:requires?|verlangt|fordert|exige|demande|richiede|eist|verlangt|wymaga|kräver)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Word:
    role: Role
    start: int
    end: int


def binds(text: str) -> bool:
    """Whether a sentence puts a duty on a bidder: a word of duty whose subject is a bidder, an offer or what is to be delivered."""
    words = [_Word(role, hit.start(), hit.end()) for hit in _WORD.finditer(text) if (role := role_of(hit[0].lower()))]
    if not any(word.role in _CAN_BIND for word in words) or text.endswith("?"):
        return False
    if _BOUND_BY_BUYER.search(text):
        return any(word.role == "bidder" for word in words)
    return any(_binds(text, words, index) for index in _duties(text, words))


def _duties(text: str, words: Sequence[_Word]) -> Iterator[int]:
    """Where a duty is said: `must`, `is required`, `ist … vorzulegen`, `dient … te`."""
    for index, word in enumerate(words):
        following = words[index + 1 : index + 12]
        if (
            word.role == "modal"
            or (word.role == "needed" and _is_needed(text, word))
            or (word.role == "be" and any(later.role == "gerundive" and later.start - word.end < 220 for later in following))
            or (word.role == "have" and _has_to(text, word, following))
        ):
            yield index


def _is_needed(text: str, word: _Word) -> bool:
    """`is required`, not `may be required`, `the capacity required of you`, `is required by law`."""
    before, after = text[max(0, word.start - 24) : word.start], text[word.end : word.end + 12]
    if _MAY_BE.search(before):
        return False
    if text[word.start : word.end].lower() not in _ENGLISH_NEEDED:
        return True
    return bool(re.search(r"\b(?:is|are|be|been)\s+(?:\w+\s+)?$", before, re.IGNORECASE)) and not re.match(r"\s+(?:by|because)\b", after)


def _has_to(text: str, word: _Word, following: Sequence[_Word]) -> bool:
    said = text[word.start : word.end].lower()
    if said in ("has", "have"):
        return text[word.end : word.end + 4].lower().startswith(" to ")
    if said.startswith(("tendr", "habr")):
        return bool(re.match(r"\s(?:que|de)\s", text[word.end : word.end + 5]))
    wanted = ("te",) if said in ("heeft", "hebben", "dient", "dienen") else ("to", "gerundive")
    return any(later.role in wanted and later.start - word.end < 220 for later in following)


def _binds(text: str, words: Sequence[_Word], index: int) -> bool:
    duty = words[index]
    before, after = words[:index], words[index + 1 :]
    if any(word.role == "denial" and 0 <= word.start - duty.end < 12 and _frees(text, duty, word) for word in after):
        return False
    if any(word.role == "denial" and duty.start - word.end < 6 and duty.role == "needed" for word in before):
        return False
    subject = _subject(text, before, duty)
    if any(word.role == "off" and word.start - duty.end < 40 and not _acts(text, subject, word) for word in after[:4]):
        return False
    if subject is None and text[duty.start : duty.end].lower() in _SUBJECT_FIRST:
        subject = _subject(text, before, duty, loose=True)
    elif subject is None:
        subject = next(
            (word.role for word in after if word.role in ("bidder", "buyer", "thing", "never") and word.start - duty.end < 70), None
        )
    return subject in ("bidder", "thing")


def _acts(text: str, subject: Role | None, word: _Word) -> bool:
    """`suppliers shall pay` binds, `suppliers shall be paid` does not."""
    return subject == "bidder" and text[word.start : word.end].lower() in ("pay", "apply", "read", "terminate", "publish")


def _frees(text: str, duty: _Word, denial: _Word) -> bool:
    """`muss nicht` and `is required not` free the bidder; `must not` and `ne doit pas` forbid, which binds too."""
    return text[duty.start : duty.end].lower() in ("muss", "müssen", "needed", "required", "moet", "moeten") and text[denial.start : denial.end].lower() in (
        "nicht", "not", "kein", "keine", "keinen", "niet", "geen",
    )  # fmt: skip


def _subject(text: str, before: Sequence[_Word], duty: _Word, *, loose: bool = False) -> Role | None:
    """The nearest noun before the duty in its clause; one after a preposition (`to the authority`) is no subject.

    `loose` lets things stand after one: `30 % of the staff must`.
    """
    for index, word in reversed(list(enumerate(before))):
        if duty.start - word.end > 160 or re.search(r"[;:]\s", text[word.end : duty.start]):
            return None
        if word.role not in ("bidder", "buyer", "thing", "never"):
            continue
        lead = text[max(0, word.start - 30) : word.start]
        if index and before[index - 1].role == "buyer" and word.start - before[index - 1].end <= 1:
            continue
        if word.role in ("buyer", "never", "thing") and not (loose and word.role == "thing") and _TO_OR_OF.search(lead):
            continue
        clause = text[max(0, word.start - 60) : word.start]
        if word.role == "buyer" and _CONDITION.search(clause) and "," in text[word.end : duty.start]:
            continue
        return word.role
    return None
