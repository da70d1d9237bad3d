"""Numbers written out, in the languages notices come in: three, drei, trois, vierundzwanzig, twenty-four."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from jobs.chain.evidence.units import word_set

_ROWS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "de": "eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
    "it": "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto "
    "diciannove",
    "pt": "um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove",
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
    "pl": "jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec jedenascie dwanascie",
    "sv": "ett tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
    "cs": "jeden dva tri ctyri pet sest sedm osm devet deset jedenact dvanact",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreisig vierzig funfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "pl": "dwadziescia trzydziesci czterdziesci piecdziesiat szescdziesiat",
    "sv": "tjugo trettio fyrtio femtio sextio sjuttio attio nittio",
}
_MORE = {
    "ein": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "a": 1, "an": 1, "single": 1, "sole": 1, "une": 1, "una": 1,
    "en": 1, "jedna": 1, "jedno": 1, "jednu": 1, "dwie": 2, "dwoch": 2, "trzech": 3, "dve": 2, "dvou": 2, "duas": 2, "zwo": 2, "beide": 2,
    "both": 2, "dozen": 12, "zwoelf": 12, "fuenf": 5, "dreissig": 30, "dezesseis": 16, "dezessete": 17, "quatorze": 14,
}  # fmt: skip
SCALES = {"hundred": 100, "hundert": 100, "thousand": 1000, "tausend": 1000}
SOFT = word_set(
    "a an ein eine einen einem einer single sole un une una uno um een ett en due once sei neuf sex sept dos tres tre cent acht dix seis "
    "onze elf fem pet tri both beide nove cinco"
)
"""Words of one language that mean something else in another (due, once, sei, neuf), and articles: they may bear a claim out, and
oblige none."""
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "erste": 1, "ersten": 1, "erster": 1, "erstes": 1, "zweite": 2, "zweiten": 2, "zweiter": 2, "zweites": 2, "dritte": 3, "dritten": 3,
    "drittes": 3, "dritter": 3, "vierte": 4, "vierten": 4, "funfte": 5, "funften": 5, "premier": 1, "premiere": 1, "deuxieme": 2,
    "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "primo": 1, "prima": 1, "primer": 1, "primera": 1, "seconda": 2, "segunda": 2,
    "secondo": 2, "segundo": 2, "terzo": 3, "terza": 3, "tercer": 3, "tercera": 3, "tercero": 3, "eerste": 1, "tweede": 2, "derde": 3,
    "vierde": 4, "quarto": 4, "quinto": 5,
}  # fmt: skip
SOFT_ORDINALS = word_set("first erste ersten erster erstes premier premiere primo prima primer primera secondo segundo eerste")
_WORD = re.compile(r"[^\W\d_]+")
_JOIN = re.compile(r"[\s\-\u2010\u2011]{1,3}(?:(?:and|et|y|e)[\s\-]{1,3})?")
_PRONOUN_AFTER = word_set("of another can may must should has would or")
_PRONOUN_BEFORE = word_set("no any every this that which each the")


class Spelled(NamedTuple):
    value: int
    start: int
    end: int
    ordinal: bool
    soft: bool


@cache
def table() -> dict[str, int]:
    """Folded word to number, 1 to 99; compounds that are one word in their language are made here."""
    words: dict[str, int] = {"mille": 1000, "cent": 100, "cento": 100, "ciento": 100, "cien": 100}
    for row in _ROWS.values():
        words |= {word: n for n, word in enumerate(row.split(), 1)}
    for row in _TENS.values():
        words |= {word: n * 10 for n, word in enumerate(row.split(), 2)}
    for tens, base in _numbered("de"):
        words |= {("ein" if n == 1 else unit) + "und" + tens: base + n for n, unit in enumerate(_ROWS["de"].split()[:9], 1)}
    for tens, base in _numbered("nl"):
        words |= {unit + "en" + tens: base + n for n, unit in enumerate(_ROWS["nl"].split()[:9], 1)}
    for tens, base in _numbered("it"):
        words |= {(tens[:-1] if n in (1, 8) else tens) + unit: base + n for n, unit in enumerate(_ROWS["it"].split()[:9], 1)}
    words |= {"veinti" + unit: 20 + n for n, unit in enumerate(_ROWS["es"].split()[:9], 1)}
    hundreds = {unit + "hundert": 100 * n for n, unit in enumerate(_ROWS["de"].split()[:9], 1)}
    return words | hundreds | {"einhundert": 100} | _MORE


def _numbered(language: str) -> list[tuple[str, int]]:
    return [(word, n * 10) for n, word in enumerate(_TENS[language].split(), 2)]


def spelled(folded: str) -> Iterator[Spelled]:
    """Numbers and ordinals written out in folded text, longest first; a pronoun `one` is none."""
    words, known, at = list(_WORD.finditer(folded)), table(), 0
    while at < len(words):
        word = words[at][0]
        if word in ORDINALS:
            yield Spelled(
                ORDINALS[word],
                words[at].start(),
                words[at].end(),
                ordinal=True,
                soft=word in SOFT_ORDINALS or (at > 0 and words[at - 1][0] in ("per", "a", "every")),
            )
        elif word in known and not _is_pronoun(words, at):
            value, last = _run(folded, words, at)
            yield Spelled(value, words[at].start(), words[last].end(), ordinal=False, soft=last == at and word in SOFT)
            at = last
        at += 1


def _is_pronoun(words: list[re.Match[str]], at: int) -> bool:
    if words[at][0] != "one":
        return False
    after = words[at + 1][0] if at + 1 < len(words) else ""
    before = words[at - 1][0] if at else ""
    return after in _PRONOUN_AFTER or before in _PRONOUN_BEFORE


def _run(folded: str, words: list[re.Match[str]], at: int) -> tuple[int, int]:
    """Value of the words from `at` on that are one number, and the index of the last of them."""
    known = table()
    total, current, last = 0, known[words[at][0]], at
    while last + 1 < len(words):
        gap = _JOIN.fullmatch(folded, words[last].end(), words[last + 1].start())
        word = words[last + 1][0]
        if gap is None:
            break
        if word in SCALES and current:
            scale = SCALES[word]
            total, current = (total, current * scale) if scale == 100 else (total + current * scale, 0)
        elif word in known and word not in SOFT_ORDINALS and _fits(current, known[word]) and (word not in SOFT or words[last][0] in known):
            current += known[word]
        else:
            break
        last += 1
    return total + current, last


def _fits(current: int, value: int) -> bool:
    """`twenty four` is one number, `two three` are two."""
    tens = current % 100
    return value < 100 and ((tens == 0 and current >= 100) or (20 <= tens < 100 and tens % 10 == 0 and value < 10) or current == 0)
