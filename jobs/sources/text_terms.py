"""Finds the terms of a procedure in running text: its kind, framework, lots, duration, languages of offers; silence stays unknown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jobs.chain.tender import Lot
from jobs.sources.deadline_words import OFFER
from jobs.sources.languages import alpha3_language
from jobs.sources.terms_words import DENIED, DYNAMIC, FRAMED, FRAMEWORK, IN_PASSING, LANGUAGE_LINE, LANGUAGES, PROCEDURES
from jobs.sources.text_lines import MAX_LINE, Line
from jobs.sources.value_words import LOT
from jobs.sources.wording import distinct, one_line

MAX_LOTS = 200
_COUNT_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5,
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "due": 2, "tre": 3, "quattro": 4, "cinque": 5,
    "twee": 2, "drie": 3, "vijf": 5, "dwie": 2, "trzy": 3, "cztery": 4, "två": 2, "fyra": 4, "fem": 5,
}  # fmt: skip
_COUNT = re.compile(
    r"\b(?:divided|split|broken down|consists?|comprises?|aufgeteilt|unterteilt|gliedert sich|aufteilung|divisé|alloti|réparti|dividido|se divide|suddiviso|diviso"
    r"|verdeeld|onderverdeeld|podzielon\w+|uppdelad|opdelt|delt|jaettu|rozdělen\w*|rozdelen\w*|împărțit)\s+(?:\w+\s+){0,3}?"
    rf"(?P<count>[0-9]{{1,3}}|{'|'.join(_COUNT_WORDS)})\s+(?:\w+\s+)?(?:lots?|lose?n?|lotes|lotti|percelen|częśc?i?\w*|delar|dele|osaan|části|častí|loturi)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(rf"^[\W_]{{0,8}}(?:{LOT.pattern})\s*(?:[:–—|.\t-]+)\s*(?P<title>\S.*)$", re.IGNORECASE)
_DURATION = re.compile(
    r"\b(?P<number>[0-9]{1,3}|one|two|three|four|five|six|ein|zwei|drei|vier|fünf|un|deux|trois|quatre|dos|tres|cuatro|due|tre|quattro|twee|drie|vier|dwa|trzy|två|fyra)"
    r"(?:\s?\([0-9a-z]{1,12}\))?[\s-](?P<unit>months?|years?|weeks?|days|monate?n?|jahre?n?|wochen|tage|mois|ans?|années?|semaines|jours|meses|años|semanas|días|mesi|anni|settimane|giorni"
    r"|anos|maanden|jaar|jaren|weken|miesi[ęą]c\w*|lat|lata|tygodni\w*|dni|månader|år|veckor|måneder|kuukau\w+|vuot\w+|měsíc\w*|mesiac\w*|rok[yůu]?|let|hónap|év|luni|ani|месеца?|години"
    r"|μήνες|έτη|mjesec\w*|godin\w*|mesec\w*|kuud|aastat|mēneši|gadi|mėn\w*|metai|metų)(?!\w)",
    re.IGNORECASE,
)
_FOR_TERM = re.compile(
    r"\b(?:contract|agreement|framework|vertrag|vereinbarung|marché|contrat|accord|contrato|contratto|accordo|overeenkomst|umowa|avtal\w*|kontrakt\w*)\b"
    r"[^.;\n]{0,60}?\b(?:for|lasts?|(?:for )?a (?:period|term|duration) of|initial (?:period|term) of|für (?:die dauer von)?|laufzeit (?:von|beträgt)|durée de|duración de|durata di|voor|na okres)\s+$",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<=[^\W\d_]{2})[.;]\s")
_SHORT_LINE = 120
_BARE_LOT = re.compile(rf"^[\W_]{{0,8}}(?i:{LOT.pattern})(?:\s+(?P<title>[A-ZÀ-ÞΑ-ΩА-Я0-9][^.:;|]{{2,80}}))?\W*$")
"""`Lot 3`, `Lot 4 Central Region`: a heading without a sign between."""
_MUST_BE = re.compile(
    r"\b(?:must|shall|may|can|are|is|to be|sind|müssen|muss|ist|dürfen|doivent|devront|peuvent|sont|deberán|debe|deben|devono|devem|moeten|dienen|należy|muszą|ska|skal|tulee|musí|trebuie)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"(?:nee|nej|ne|nē|όχι|не)$", re.IGNORECASE)
"""Answers that deny only where they stand alone after a label."""
_IN_LANGUAGE = re.compile(r"\b(?:in|auf|en|em|w|på|v|i|limba|γλώσσα)\b|\b(?:język|język\w*|kiel\w+|jazyk\w*|nyelv\w*)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """A word of the source and what it means."""

    value: str
    line: Line


def procedure_of(lines: Sequence[Line]) -> Said | None:
    """eForms code of the first kind of procedure that a line states of this tender; a mention in passing tells nothing."""
    for line in lines:
        rest, codes = line.text[:MAX_LINE], list[str]()
        for code, pattern in PROCEDURES:
            if (found := pattern.search(rest)) is not None:
                if _stated(line.text[:MAX_LINE], found.span()):
                    codes.append(code)
                rest = rest[: found.start()] + " " * (found.end() - found.start()) + rest[found.end() :]
        if len(codes) == 1:
            return Said(codes[0], line)
    return None


def _stated(text: str, span: tuple[int, int]) -> bool:
    """Whether words are said of this tender: in a short line or a row, or framed in a sentence; not denied, not in passing."""
    start, end = span
    head = _STOP.split(text[max(0, start - 250) : start])[-1]
    near = head[-70:]
    if DENIED.search(near[-40:]):
        return False
    if len(text) <= _SHORT_LINE or re.search(r"[:|\t]\s*$", near):
        return not IN_PASSING.search(near)
    tail = _STOP.split(text[end : end + 250])[0]
    framed = FRAMED.search(near) or re.match(r"^\s*(?:enimmäis|maximum)", tail, re.IGNORECASE)
    return bool(framed) and not IN_PASSING.search(head) and len(head) + len(tail) <= 300


def framework_of(lines: Sequence[Line]) -> tuple[bool, Line] | None:
    return _yes_or_no(lines, FRAMEWORK)


def dynamic_of(lines: Sequence[Line]) -> tuple[bool, Line] | None:
    return _yes_or_no(lines, DYNAMIC)


def _yes_or_no(lines: Sequence[Line], pattern: re.Pattern[str]) -> tuple[bool, Line] | None:
    """True where the words are stated, False where the same clause denies them; the first line that says either."""
    for line in lines:
        text = line.text[:MAX_LINE]
        found = pattern.search(text)
        if found is None:
            continue
        clause = re.split(r"[.;,]\s", text[max(0, found.start() - 40) : found.start()])[-1]
        answer = re.match(r"^\W*[:|=\t]\W*(\w+)", text[found.end() : found.end() + 14])
        if DENIED.search(clause) or (answer and (DENIED.match(answer[1]) or _NO.match(answer[1]))):
            return False, line
        if answer or _stated(text, found.span()):
            return True, line
    return None


def lots_of(lines: Sequence[Line]) -> tuple[tuple[Lot, ...], dict[str, Line]]:
    """Lots by their headings (`Lot 2: Windows`) or by their count in words, and the line of each heading by lot id."""
    titles: dict[str, tuple[str | None, Line]] = {}
    counted: tuple[int, Line] | None = None
    for line in lines:
        text = line.text[:MAX_LINE]
        found = _TITLE.match(text[:400]) or _BARE_LOT.match(text[:120])
        title = one_line(re.split(r"\s\|\s|\t|;\s|(?<=[^\W\d_]{3})\.\s", found["title"] or "")[0]) if found else None
        if found and len(titles) < MAX_LOTS:
            named = title.rstrip(" .,;")[:300] if title and re.search(r"[^\W\d_]{3}", title) else None
            known = titles.get(found["number"].upper())
            if known is None or (known[0] is None and named):
                titles[found["number"].upper()] = (named, line)
        if counted is None and (said := _COUNT.search(text)):
            number = _COUNT_WORDS.get(said["count"].lower()) or int(said["count"] if said["count"].isdigit() else 0)
            counted = (number, line) if 2 <= number <= MAX_LOTS else None
    if counted and counted[0] > len(titles):
        ids = [*titles, *(str(number) for number in range(1, counted[0] + 1) if str(number) not in titles)][: counted[0]]
    elif len(titles) >= 2 or (titles and "1" not in titles):
        ids = list(titles)
    else:
        ids = []
    lots = tuple(Lot(id=lot_id, title=titles[lot_id][0] if lot_id in titles else None) for lot_id in ids)
    places = {lot_id: titles[lot_id][1] for lot_id in ids if lot_id in titles and titles[lot_id][0]}
    return lots, places or ({"": counted[1]} if counted and lots else {})


def duration_of(lines: Sequence[Line], labelled: tuple[str, Line] | None) -> Said | None:
    """As published with its unit: after a label, or `for a period of 24 months` in a sentence on the contract."""
    if labelled is not None and (found := _DURATION.search(labelled[0][:120])):
        return Said(found[0], labelled[1])
    for line in lines:
        text = line.text[:MAX_LINE]
        for found in _DURATION.finditer(text):
            if _FOR_TERM.search(text[max(0, found.start() - 120) : found.start()]):
                return Said(found[0], line)
    return None


def submission_languages_of(lines: Sequence[Line]) -> tuple[tuple[str, ...], Line | None]:
    """ISO 639-3 of languages named after a label, or in a sentence on the language of offers."""
    for line in lines:
        text = line.text[:600]
        label = re.match(r"^[\W_]{0,8}(?:[0-9IVX]{1,4}[.)]\s*){0,3}([^:|\t]{3,70})[:|\t]\s*(.+)$", text)
        if label and LANGUAGE_LINE.search(label[1]) and len(label[2]) <= 160:
            codes = _languages(label[2]) or distinct(alpha3_language(code) for code in re.findall(r"\b[A-Z]{2,3}\b", label[2]))
        else:
            codes = _in_sentence(text)
        if codes:
            return codes, line
    return (), None


def _in_sentence(text: str) -> tuple[str, ...]:
    for sentence in re.split(r"(?<=[^\W\d_]{2})[.;]\s", text):
        offer = OFFER.search(sentence)
        if offer and len(sentence) <= 250 and _MUST_BE.search(sentence, offer.start()) and _IN_LANGUAGE.search(sentence, offer.end()):
            named = sentence[offer.end() :]
            if LANGUAGE_LINE.search(named) or re.search(
                r"\b(?:in|en|auf|w|på|em)\s+[^\W\d_]+(?:\s+(?:or|oder|ou|o|lub|eller|and|und)\s+[^\W\d_]+)?\W*$", named
            ):
                return _languages(named)
    return ()


def _languages(text: str) -> tuple[str, ...]:
    hits = [(found.start(), code) for code, pattern in LANGUAGES.items() if (found := pattern.search(text))]
    return tuple(code for start, code in sorted(hits) if not DENIED.search(text[max(0, start - 8) : start]))
