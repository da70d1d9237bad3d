"""Which notices are one and the same tender, in one portal or in several."""

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.chain.tender import Tender

LEAST_RATIO = 0.85
"""Of the shared words twice, to all words of both titles: a fourth word beside three is still the same."""
LEAST_WORDS = 2
"""Telling words of a title, without which a key would join what is only generic: `Supply of services` has none."""
DEADLINES_APART = timedelta(hours=12)
"""Portals publish one deadline in different zones, or as the day's first or last minute."""
LONGEST_KEY = 200

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OCID = re.compile(r"ocds-[a-z0-9]{6}-\S+")
_VERSION_SUFFIX = re.compile(r"-\d{2}$")
_ABBREVIATION = re.compile(r"\b(?:(?:\w\.\s?){2,}|a/s\b)")
_UMLAUT = re.compile(r"([aou])e")
_WORD = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"(?=[ivx])(?:x{0,3})(?:ix|iv|v?i{0,3})")
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "&": " "})


def _words(text: str) -> list[str]:
    """Letters and digits in lower case; accents, dots of abbreviations and the e of a written-out umlaut (Koeln) folded."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text[:2000]).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_PLAIN)
    joined = _ABBREVIATION.sub(lambda found: re.sub(r"[.\s/]", "", found[0]) + " ", bare)
    return [_UMLAUT.sub(r"\1", word) for word in _WORD.findall(joined)]


def _set(words: str) -> frozenset[str]:
    return frozenset(_words(words))


_LEGAL_FORMS = _set(
    "ab ag aps as asa bv bvba co company corp corporation cv cvba doo dd eg ev gbr ggmbh gie gmbh inc kft kg kgaa limited llc llp lp "
    "ltd mbh nv nyrt oao ohg oo ood oy oyj plc pte pty sa sarl sas sasu scrl se sl sll slu snc sp spa spol spzoo sro srl srls ug uab "
    "vof vzw zrt"
)
_SMALL = _set(
    "a an and at by for from in of on or the to with der die das den dem des ein eine einer fur im in mit und von vom zu zum zur "
    "au aux de des du en et la le les pour sur un une da dei del della delle di e ed il lo per el las los para por y i o oraz w z na "
    "do van het een voor och av til og"
)
_NATURES = {
    word: nature
    for nature, words in {
        "services": "service services servizi servizio servicio servicios prestations prestation dienstleistung dienstleistungen uslugi",
        "supplies": "supply supplies lieferung lieferungen fornitura forniture suministro suministros fourniture fournitures dostawa purchase "
        "acquisition",
        "works": "work works travaux bauleistung bauleistungen lavori obras",
    }.items()
    for word in words.split()
}
_GENERIC = _set(
    "agreement ausschreibung award bid call contract contracts framework invitation itt leistungen leistung marche marches notice offer "
    "opportunity procurement project provision quotation rahmenvertrag request rfp rfq tender tenders vergabe accord cadre"
) | frozenset(_NATURES)
_LABELS = _set(
    "lot lots los lose lote lotto lotti partie part parts teil phase stage fase etap etape czesc perceel section abschnitt tranche "
    "round batch zone block building area district ward year"
)
_DIRECTIONS = _set(
    "north south east west northern southern eastern western central upper lower inner outer nord sud ost ovest est ouest norte sur este "
    "oeste oost zuid noord zachod wschod polnoc poludnie"
)


@dataclass(frozen=True, slots=True)
class Face:
    """What of a notice tells two tenders apart, as any portal shows it."""

    title: str | None
    buyer: str | None
    deadline: datetime | None
    procedure: str | None = None
    """As `procedure_key` gives it."""


def face(tender: Tender) -> Face:
    return Face(tender.title, tender.buyer, tender.deadline.instant if tender.deadline else None, procedure_key(tender))


def procedure_key(tender: Tender) -> str | None:
    """The procedure's own id where it is one that is unique in the world: an eForms UUID or an OCID.

    A buyer's file number is none: two buyers have the same.
    """
    said = (tender.procedure_id or "").strip().casefold()
    if len(said) > LONGEST_KEY:
        return None
    if _UUID.fullmatch(said) and set(said) != {"0", "-"}:
        return f"procedure:{said}"
    return f"ocid:{said}" if _OCID.fullmatch(said) else None


def near_key(tender: Tender) -> str | None:
    """One key for the same title, buyer and deadline day (UTC), however they are written.

    None where one of them is unknown or the title says too little to tell tenders apart.
    """
    shown = face(tender)
    if shown.title is None or shown.buyer is None or shown.deadline is None:
        return None
    words, buyer = _words(shown.title), _buyer(shown.buyer)
    if len(_telling(words)) < LEAST_WORDS or not buyer:
        return None
    title = " ".join(word for word in words if word not in _SMALL)
    joined = "\0".join((title, " ".join(sorted(buyer)), shown.deadline.date().isoformat()))
    return "near:" + hashlib.sha256(joined.encode()).hexdigest()[:32]


def near_identical(a: Tender, b: Tender) -> bool:
    """Whether two notices, of any portals, are one tender: see `alike`."""
    return alike(face(a), face(b))


def alike(a: Face, b: Face) -> bool:
    """Whether two faces are one tender's. Both must name title, buyer and deadline, or one procedure.

    Buyers are equal but for legal form, case, accents and punctuation; deadlines at most 12 hours apart; every number, single
    letter, lot or phase of a title is in the other too; no word stands against another: one title may only say more, never a
    direction (north), and the ratio of shared words is 0.85 at least. Two ids given out by the same scheme are two procedures.
    """
    if a.procedure and b.procedure and _scheme(a.procedure) == _scheme(b.procedure):
        return a.procedure == b.procedure
    if not (a.title and b.title and a.buyer and b.buyer and a.deadline and b.deadline):
        return False
    buyer = _buyer(a.buyer)
    return bool(buyer) and buyer == _buyer(b.buyer) and abs(a.deadline - b.deadline) <= DEADLINES_APART and _same_title(a.title, b.title)


def amends(change: Tender, before: Tender) -> bool:
    """Whether a notice says that it changes that one, by its id or publication number; a version suffix (`-01`) does not count."""
    of = change.amendment.of if change.amendment else None
    if not of:
        return False
    known = {_bare(each) for each in (before.notice_id, before.publication_number, before.external_id) if each}
    return _bare(of) in known


def _bare(id: str) -> str:
    folded = id.strip().casefold().lstrip("0")
    return _VERSION_SUFFIX.sub("", folded) if _UUID.match(id.strip().casefold()) else folded


def _scheme(key: str) -> str:
    """`procedure`, or with an OCID the publisher's registered prefix."""
    return key[: len("ocid:ocds-xxxxxx")] if key.startswith("ocid:") else "procedure"


def _same_title(a: str, b: str) -> bool:
    words, others = _words(a), _words(b)
    if _marks(words) != _marks(others):
        return False
    mine, theirs = _telling(words), _telling(others)
    if min(len(mine), len(theirs)) < LEAST_WORDS or (mine ^ theirs) & _DIRECTIONS:
        return False
    if _stand_against(mine, theirs) or _stand_against(_natures(words), _natures(others)):
        return False
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) >= LEAST_RATIO


def _buyer(text: str) -> frozenset[str]:
    """The words of a buyer's name without legal form, in any order."""
    return frozenset(word for word in _words(text) if word not in _LEGAL_FORMS and word not in _SMALL)


def _stand_against(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(mine - theirs and theirs - mine)


def _natures(words: list[str]) -> frozenset[str]:
    return frozenset(_NATURES[word] for word in words if word in _NATURES)


def _is_mark(word: str) -> bool:
    return len(word) == 1 or any(char.isdigit() for char in word) or bool(_ROMAN.fullmatch(word))


def _marks(words: list[str]) -> Counter[tuple[str, str]]:
    """Numbers, single letters and Roman numerals, each with the label before it (`lot 2`); a small word is one at the end (`vitamin E`)."""
    found: Counter[tuple[str, str]] = Counter()
    for at, word in enumerate(words):
        label = words[at - 1] if at and words[at - 1] in _LABELS else ""
        if _is_mark(word) and (word not in _SMALL or label or at == len(words) - 1):
            found[label, word.lstrip("0") or "0"] += 1
    return found


def _telling(words: list[str]) -> frozenset[str]:
    """What a title is about: neither small words nor those of any notice nor marks."""
    return frozenset(word for word in words if word not in _SMALL and word not in _GENERIC and not _is_mark(word))
