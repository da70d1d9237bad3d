"""From a sentence about the company to the change of its profile that is probably meant: a proposal by rules, for an admin to judge."""

import re
from collections.abc import Callable, Iterable
from typing import Literal

from jobs.chain.rules.certificates import NAMED
from jobs.chain.tender import Value
from jobs.sources.countries import alpha3, country_name
from jobs.sources.languages import alpha3_language

Field = Literal[
    "certificates", "turnover", "value_min", "value_max", "languages", "countries", "excluded_countries", "exclusions", "references",
    "capabilities",
]  # fmt: skip
How = Literal["add", "remove", "set"]
LONGEST = 3000
"""Characters read: what Slack's form takes."""
LONGEST_ENTRY = 200
LEAST_NAME = 4
"""Letters of a country or language: shorter words are codes, and words of every sentence."""
MOST_WORDS = 5
"""Of a country's name."""


class Proposal(Value):
    """`field` of `jobs.chain.profile.Profile`; `value` as a person would type it into the profile's form."""

    field: Field
    how: How
    value: str


_I = re.IGNORECASE
_SENTENCE = re.compile(r"(?<!\d)[.!?](?=\s|$)|(?<=\d)[.!?](?=\s+[A-ZÄÖÜÉ]|\s*$)|[;\n]")
_NOT = re.compile(
    r"\b(?:no longer|not|never|don't|don’t|doesn't|doesn’t|cannot|can't|can’t|without|expired|lapsed|lost|nicht|keine?[rnms]?|nie|abgelaufen|jamais"
    r"|expiré\w?)\b|\bn(?:e\b|['’]).{0,60}\b(?:pas|plus)\b",
    _I,
)
_CERTIFICATE = re.compile(NAMED.pattern, _I)
_NUMBERED = re.compile(r"(?:iso|iec|din|en|ohsas|bs)\b", _I)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CURRENCY = r"(?:eur|euros?|gbp|usd|chf|sek|nok|dkk|pln|pounds|€|£|\$)"
_AMOUNT = re.compile(
    rf"(?<![\w.,-])(?P<before>{_CURRENCY}\s?)?(?P<amount>\d{{1,3}}(?:[ ,.'’]\d{{3}}){{1,4}}|\d{{1,12}}(?:[.,]\d{{1,2}})?)(?!\d)"
    rf"\s?(?P<scale>k|m|mio|million(?:en|s)?|thousand|tausend|mille)?\b\s?(?P<after>{_CURRENCY})?",
    _I | re.ASCII,
)
_SCALES = {"thousand": "k", "tausend": "k", "mille": "k", "millionen": "million", "millions": "million"}
_TURNOVER = re.compile(r"\b(?:turnover|revenues?|umsatz|chiffre d.affaires)\b", _I)
_LEAST = re.compile(r"\b(?:at least|minimum|smallest|below|under|less than|smaller than|mindest\w*|unter|au moins|moins de)\b", _I)
_MOST = re.compile(
    r"\b(?:at most|maximum|largest|above|over|more than|up to|bigger than|larger than|höchst\w*|maxim\w*|über|bis zu|au plus|jusqu\w*|plus de)\b",
    _I,
)
_WRITES = re.compile(
    r"\b(?:bid|bids|offers?|write|tender|submit|languages?|anbieten|angebote?|sprachen?|soumission\w*|offres?|langues?)\b", _I
)
_WORKS = re.compile(
    r"\b(?:deliver|delivers|work|works|operate|active|serve|supply|bid|present|offices?|staff|liefern|tätig|arbeiten|travaill\w*|livr\w*|actifs?)\b",
    _I,
)
_CAPITAL = re.compile(r"[^\W\d_][\w’'-]*")
_DOES = r"(?:do|does|offer|sell|provide|make|supply|build|install|take on|touch|bid for|bid on|want)"
_NEVER = re.compile(
    rf"\b(?:we|our company)\s+(?:never|do not|don't|don’t|no longer|cannot|can't|can’t)\s+(?:{_DOES}\s+)?(?P<what>[^,:]{{3,200}})"
    r"|\b(?:exclude|excluded|exclusion|not interested in|ausgeschlossen)\s*:?\s+(?P<other>[^,:]{3,200})"
    r"|\bwir machen (?:nie|keine?[rn]?)\s+(?P<third>[^,:]{3,200})",
    _I,
)
_PROJECT = re.compile(
    r"\b(?:delivered|built|completed|installed|carried out|finished|supplied|ran|won|references?|geliefert|gebaut|referenz\w*|réalisé\w*|livré\w*)\b",
    _I,
)
_OURS = re.compile(r"\b(?:we|our|us|wir|unsere?\w?|nous|notre|nos)\b", _I)
_SELLS = re.compile(rf"\bwe\s+(?:also\s+|can\s+|now\s+)*{_DOES}\s+(?P<what>[^,:]{{3,200}})", _I)


def propose(text: str) -> Proposal | None:
    """The change that the first sentence with a known shape asks for; None where no rule knows what is meant."""
    sentences = [each.strip() for each in _SENTENCE.split(text[:LONGEST]) if each and each.strip()]
    return next((found for sentence in sentences for rule in _RULES if (found := rule(sentence)) is not None), None)


def _certificate(sentence: str) -> Proposal | None:
    named = _CERTIFICATE.search(sentence)
    if named is None:
        return None
    name = named["name"].upper() if _NUMBERED.match(named["name"]) else named["name"]
    if _NOT.search(sentence[: named.start()] + sentence[named.end() :]):
        return Proposal(field="certificates", how="remove", value=name)
    day = _DAY.search(sentence, named.end())
    return Proposal(field="certificates", how="add", value=f"{name}, {day[0]}" if day else name)


def _money(sentence: str) -> Proposal | None:
    amount = next((each for each in _AMOUNT.finditer(sentence) if _is_money(each)), None)
    if amount is None:
        return None
    least, most = _LEAST.search(sentence), _MOST.search(sentence)
    if _TURNOVER.search(sentence):
        field: Field = "turnover"
    elif (least is None) == (most is None):  # neither is said, or both: which of them is meant?
        return None
    else:
        field = "value_min" if least else "value_max"
    scale = (amount["scale"] or "").lower()
    return Proposal(field=field, how="set", value=f"{amount['amount']} {_SCALES.get(scale, scale)}".strip())


def _is_money(found: re.Match[str]) -> bool:
    """A bare number below 10,000 is a year or a count."""
    said = found["before"] or found["after"] or found["scale"]
    return bool(said) or len(re.sub(r"\D", "", found["amount"])) >= 5


def _language(sentence: str) -> Proposal | None:
    if not _WRITES.search(sentence):
        return None
    name = next((word for word in _names(sentence, 1) if alpha3_language(word) is not None), None)
    return None if name is None else Proposal(field="languages", how="remove" if _NOT.search(sentence) else "add", value=name)


def _country(sentence: str) -> Proposal | None:
    if not _WORKS.search(sentence):
        return None
    code = next((found for name in _names(sentence, MOST_WORDS) if (found := alpha3(name)) is not None), None)
    if code is None:
        return None
    return Proposal(field="excluded_countries" if _NOT.search(sentence) else "countries", how="add", value=country_name(code))


def _names(sentence: str, most: int) -> Iterable[str]:
    """Runs of words of which the first has a capital, the longest first."""
    words = list(_CAPITAL.finditer(sentence))
    for size in range(most, 0, -1):
        for at in range(len(words) - size + 1):
            name = sentence[words[at].start() : words[at + size - 1].end()]
            if name[0].isupper() and len(name) >= LEAST_NAME:
                yield name


def _exclusion(sentence: str) -> Proposal | None:
    return _entry("exclusions", _NEVER.search(sentence))


def _reference(sentence: str) -> Proposal | None:
    if not _PROJECT.search(sentence) or not _OURS.search(sentence) or _NOT.search(sentence):
        return None
    return Proposal(field="references", how="add", value=_short(sentence))


def _capability(sentence: str) -> Proposal | None:
    return None if _NOT.search(sentence) else _entry("capabilities", _SELLS.search(sentence))


def _entry(field: Field, found: re.Match[str] | None) -> Proposal | None:
    what = next((each for each in found.groups() if each), None) if found else None
    return None if what is None else Proposal(field=field, how="add", value=_short(what))


def _short(text: str) -> str:
    """One entry of a list; a comma would end nothing in the form, a line end would."""
    return " ".join(text.split()).strip(" .–-")[:LONGEST_ENTRY]


_RULES: tuple[Callable[[str], Proposal | None], ...] = (
    _certificate, _money, _language, _country, _exclusion, _reference, _capability,
)  # fmt: skip
