"""The words by which a requirement tells what kind of proof it wants, and a passage whether it gives one."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

NEARBY = 200
"""Characters after a certificate's name in which its validity may be told."""

INSURANCE = re.compile(r"insur\w+|versicher\w+|assurance\w*|assicura\w+|seguro\w*|verzeker\w+|ubezpiecz\w+|forsakring\w*|forsikring\w*")
TURNOVER = re.compile(r"turnover|umsatz|chiffre d.affaires|volumen de negocios|fatturato|omzet|\bobrot|omsattning")
REFERENCES = re.compile(
    r"\breferen[czt]\w*|\breferanse\w*|past performance|similar (?:contracts?|projects?|services|works)|comparable (?:contracts?|projects?|services|works)"
    r"|vergleichbare\w* (?:auftrage|leistungen|projekte)"
)
_OR = re.compile(r"[\s,(]*(?:or|oder|ou|o|of|lub|eller|/)[\s(]*(?:an? )?")
_COMMA = re.compile(r"[\s,]*")
CERTIFIED = re.compile(r"certif|zertifi|accredit|akkredit|registered|registration|urkunde|attestat|sertifi|gecertif|certyfik|holds? ")
DENIED = re.compile(
    r"\b(?:not|never|none|without|plans? to|planned|intends?|intention|aims? to|working towards?|in preparation|preparing|pending|applied for"
    r"|will (?:be|become|obtain|seek)|nicht|kein\w{0,2}|geplant|angestrebt|beantragt|vorbereitung|ohne|pas|sans|en cours d\w{1,2} (?:certification|preparation|obtention)|prevu\w{0,2}|non"
    r"|in corso|previst\w|sin|no (?:certificate|certification|insurance|policy|cover)|previsto|niet|geen|gepland|nie|planowan\w{1,3}|inte|ikke)\b"
)
LAPSED = re.compile(
    r"\b(?:expired|lapsed|withdrawn|suspended|revoked|abgelaufen|entzogen|perimee?|echu\w{0,2}|caducad\w|scadut\w|verlopen|wygasl\w{0,2})\b"
)

_KINDS = {
    "public liability": r"public liability|third.party liability|general liability|betriebshaftpflicht|responsabilite civile|responsabilidad civil|responsabilita civile",
    "employers liability": r"employers?.? ?s? liability",
    "professional indemnity": r"professional (?:indemnity|liability)|berufshaftpflicht|vermogensschadenhaftpflicht",
    "product liability": r"products? liability|produkthaftpflicht",
    "liability": r"(?<!berufs)(?<!betriebs)(?<!produkt)(?<!schaden)haftpflicht",
    "cyber": r"cyber",
    "motor": r"motor|vehicle|kfz",
    "contractors all risks": r"all.risks?|bauleistungsversicherung",
}
_INSURANCES = {name: re.compile(pattern) for name, pattern in _KINDS.items()}
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("one ein eine einen un une uno una een jeden en", "two zwei deux dos due twee dwie dwa tva", "three drei trois tres tre drie trzy",
         "four vier quatre cuatro quattro cztery fyra", "five funf cinq cinco cinque vijf piec fem"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_NUMBER = rf"(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_COUNT = re.compile(
    rf"\b{_NUMBER} (?:\w+ ){{0,3}}?(?:referen|contract|project|auftrag|leistung|projekt|marche|contrat|contratt|opdracht|zamow)"
)
_RECENT = re.compile(
    rf"\b(?:last|past|previous|preceding|letzten|vergangenen|derni\w+|ultim\w+|laatste|afgelopen|ostatni\w+|senaste) {_NUMBER} "
    r"(?:years|jahre\w?|ans|annees|anos|anni|jaar|lat|ar)\b"
)
_LAST_YEARS = re.compile(
    rf"\b(?:{_NUMBER}) (?:last|dernieres|derniers|ultimos|ultimi|laatste|letzten) (?:years|annees|ans|anos|anni|jaar|jahre)\b"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ONGOING = re.compile(
    r"\b(?:since|to date|ongoing|present|seit|laufend|heute|depuis|en cours d\w{1,2} (?:certification|preparation|obtention)|desde|dal)\b"
)
_TALK_WORDS = (
    "reference references referenz referenzen referenties referencias referenze contracts projects comparable comparables last past previous years "
    "letzten jahre jahren vergleichbare vergleichbaren auftrage projekte projets annees anos anni value eur gbp usd experience successfully "
    "completed delivered performed"
)
_TALK = frozenset((*_TALK_WORDS.split(), *_NUMBERS))
# A full stop after an abbreviation or a day (`31. Mai`) ends nothing.
_END = re.compile(r"(?<!\bno)(?<!\bnr)(?<!\bmio)(?<!\bmrd)(?<!\bmln)(?<!\bca)(?<!\bart)(?<!\b\d)(?<!\b\d\d)[.;](?=\s)|\n")


def sentences(folded: str) -> Iterator[tuple[int, int]]:
    """[start, end) of each, up to a full stop, a semicolon or the end of a line."""
    start = 0
    for end in (*(found.end() for found in _END.finditer(folded)), len(folded)):
        if folded[start:end].strip():
            yield start, end
        start = end


def sentence(folded: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or sentences, that hold [start, end)."""
    around = [each for each in sentences(folded) if each[1] > start and each[0] < end]
    return (around[0][0], around[-1][1]) if around else (start, end)


def insurances_in(folded: str) -> frozenset[str]:
    """The kinds of insurance named; any liability is one where no kind of it is."""
    return frozenset(name for name, pattern in _INSURANCES.items() if pattern.search(folded))


def are_alternatives(gaps: Sequence[str]) -> bool:
    """Whether what stands between the things named says that one of them is enough: `A, B or C`."""
    return bool(gaps) and _OR.fullmatch(gaps[-1]) is not None and all(_OR.fullmatch(gap) or _COMMA.fullmatch(gap) for gap in gaps)


def how_many(folded: str) -> int:
    """How many references are asked for; one where no number is said."""
    found = _COUNT.search(folded)
    return max(1, _number(found["number"])) if found else 1


def since_year(folded: str, today: date) -> int | None:
    """The first year that is recent enough, None where the requirement does not say."""
    found = _RECENT.search(folded) or _LAST_YEARS.search(folded)
    return today.year - _number(found["number"]) if found else None


def last_year(text: str, today: date) -> int:
    """The last year a reference tells of up to now: this one where it goes on, 0 where it tells none."""
    told = [year for found in _YEAR.finditer(text) if (year := int(found[0])) <= today.year]
    later = any(int(found[0]) > today.year for found in _YEAR.finditer(text))
    return today.year if later or (told and _ONGOING.search(text.casefold())) else max(told, default=0)


def trade_of(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a demand for references that say of what."""
    return tuple(word for word in words if word not in _TALK and not word.isdigit())


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]
