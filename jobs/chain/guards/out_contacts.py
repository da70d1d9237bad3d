"""People in a notice: whose address, number or name stands there is not told again in an answer, whoever judged."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from jobs.chain.coverage import Coverage
from jobs.chain.pii.bare import bare
from jobs.chain.pii.contacts import is_office, read_name
from jobs.chain.pii.find import find
from jobs.chain.pii.tokens import FORGED, LABELS
from jobs.chain.profile import Profile
from jobs.chain.tender import Evidence, Passage

CONTACT = "(contact in the notice)"
"""Shown in the place of a person's data: who needs it finds it there."""
WINDOW = 120
"""Characters on both sides of an e-mail address in the notice in which a name may belong to it."""
MOST_WINDOWS = 40
SHORTEST_QUOTE = 12
_APART = "\n\n.\n\n"
"""Between two texts: no label and no name reaches across."""
_LOCAL = re.compile(r"[._\-+]")
TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Herrn?|Frau|Mme|Mlle|Monsieur|Madame|Señora?|Senora?|Sra?\.|Doña|Dona|Sig\.|Signora?|Dott\.|Dr|Dhr\.|dhr\.|[Mm]evr\.|[Mm]evrouw|Pani|Prof)(?=[. ])"
)
_NAME = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*(?: [^\W\d_]+(?:['’\-][^\W\d_]+)*){1,3}")
_BOXES = (
    "info mail post kontakt contact contacto contatti hello bids bid offers sourcing eprocurement einkauf secretariat sekretariat postmaster"
    " webmaster noreply admin helpdesk enquiries registry archive commercial works estates finance legal"
)
_SHARED = frozenset(_BOXES.split())
_OFFICE = re.compile(
    r"team$|procure|purchas|tender|contract|commission|vergabe|beschaff|einkauf|verwaltung|achats?$|marches|contratac|licitac|appalti|aanbested|inkoop|zamowien|przetarg"
    r"|upphandl|udbud|innkjop|hankin|zakazk|service|support|office"
)
"""Boxes that many read, beside those that bear the name of an office."""
_ORGANISATIONS = frozenset({LABELS["vat"], LABELS["forged"]})


def is_personal(label: str, value: str) -> bool:
    """Whether the data of a mask label (`EMAIL`, `NAME` …) tells of a person. Tax numbers are of firms, a box such as `tenders@` of an office."""
    if label in _ORGANISATIONS:
        return False
    return label != LABELS["email"] or not _is_shared(value)


def _is_shared(address: str) -> bool:
    local = address.strip().lower().partition("@")[0]
    return bool(_OFFICE.search(local)) or any(part in _SHARED or is_office(part) for part in _LOCAL.split(local))


def owned_by(profile: Profile | None, coverage: Iterable[Coverage]) -> Callable[[str], bool]:
    """Whether a value stands in what the company says of itself or shows."""
    own = "\n".join(each.model_dump_json() for each in ([profile] if profile else []) + list(coverage))
    return lambda value: value in own


def shown_values(tokens: Mapping[str, str], ours: Callable[[str], bool]) -> dict[str, str]:
    """What each mask token of a run is shown as: its value where no person is told of, or `ours` owns it, else `CONTACT`."""
    return {
        token: value if not is_personal(token.strip("\u27e6\u27e7").partition("-")[0], value) or ours(value) else CONTACT
        for token, value in tokens.items()
    }


_REPEATED = re.compile(
    rf"{re.escape(CONTACT)}(?:[\s,;:/]{{0,3}}(?:(?:and|or|at|on|by|und|oder|unter|et|ou|au|y|o|al|e|en|of|via|tel|mobile|phone|email)\b[.:]{{0,2}}\s?)?{re.escape(CONTACT)})+",
    re.IGNORECASE,
)


def once(text: str) -> str:
    """A name with its address and number is told of once."""
    return _REPEATED.sub(CONTACT, text) if CONTACT in text else text


class Contacts:
    """Personal data that was found, as written, to be taken out of texts of one answer."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        known = sorted({value for value in values if value.strip()}, key=len, reverse=True)
        self._pattern = re.compile("|".join(rf"(?<!\w){re.escape(value)}(?!\w)" for value in known)) if known else None

    def hidden_in(self, text: str) -> str:
        """`text` with `CONTACT` for each."""
        if self._pattern is None:
            return text
        return once(self._pattern.sub(CONTACT, text))

    @property
    def none(self) -> bool:
        return self._pattern is None

    def quoted(self, evidence: Evidence) -> Evidence:
        """Evidence with its quote cut; where nothing of it may be shown `CONTACT` stands for it."""
        cut = self.cut(evidence.quote)
        return evidence if cut == evidence.quote else evidence.model_copy(update={"quote": cut or CONTACT})

    def cut(self, quote: str) -> str | None:
        """The longest piece of a quote without any, verbatim; None where none is left that says something."""
        if self._pattern is None or not self._pattern.search(quote):
            return quote
        piece = max((each.strip(" ,;:(–-") for each in self._pattern.split(quote)), key=len)
        return piece if len(piece) >= SHORTEST_QUOTE else None


def contacts_in(texts: Sequence[str], passages: Iterable[Passage], stays: Callable[[str], bool]) -> Contacts:
    """Whoever `texts` tell of, found in one look over all of them, but for values that stay; names beside addresses in the notice are known.

    Linear in what is told, and half a millisecond for a usual answer: of the notice only what stands around addresses is read.
    """
    told = FORGED.sub(" ", _APART.join([*texts, *_around(passages)]))  # tokens of a run are nobody's data
    found = [(LABELS[each.type], told[each.start : each.end]) for each in find(told)]
    names = {value for label, value in found if label == LABELS["name"]} | set(_made_of_addresses(told, found)) | set(_addressed(told))
    if names:
        found = [(LABELS[each.type], told[each.start : each.end]) for each in find(told, names=sorted(names))]
    values = {value for label, value in [*found, *((LABELS["name"], each) for each in names)] if is_personal(label, value)}
    return Contacts(value for value in values if not stays(value))


def _around(passages: Iterable[Passage]) -> Iterable[str]:
    left = MOST_WINDOWS
    for passage in passages:
        at = passage.text.find("@")
        while at >= 0 and left:
            left -= 1
            yield passage.text[max(0, at - WINDOW) : at + WINDOW]
            at = passage.text.find("@", at + WINDOW)


def _addressed(text: str) -> Iterable[str]:
    """Names behind a form of address, which need no label."""
    if not TITLE.search(text):
        return
    copy = bare(text)
    for hit in TITLE.finditer(copy.text):
        name = read_name(copy, hit.start())
        if name is not None and name.is_addressed:
            yield text[slice(*copy.span(name.start, name.end))]


def _made_of_addresses(text: str, found: Iterable[tuple[str, str]]) -> Iterable[str]:
    """`Anna Muster-Probe` beside `anna.muster@…`: a longer name than the address tells."""
    for address in {value for label, value in found if label == LABELS["email"] and not _is_shared(value)}:
        parts = [part for part in _LOCAL.split(address.lower().partition("@")[0]) if len(part) > 2 and part.isalpha()]
        at = text.find(address)
        around = text[max(0, at - WINDOW) : at] + "\n" + text[at + len(address) : at + len(address) + WINDOW]
        for hit in _NAME.finditer(around) if len(parts) > 1 else ():
            yield from _matching(hit[0].split(" "), parts)


def _matching(words: Sequence[str], parts: Sequence[str]) -> Iterable[str]:
    for size in (4, 3, 2):
        for start in range(len(words) - size + 1):
            run = words[start : start + size]
            told = {piece.lower() for word in run for piece in re.split(r"['’\-]", word)}
            if run[0][0].isupper() and run[-1][0].isupper() and all(part in told for part in parts):
                yield " ".join(run)
                if size == len(parts):
                    return
