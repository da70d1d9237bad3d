"""Language codes: publishers use two letters, three letters, upper case and names; the chain uses ISO 639-3."""

import re
from functools import cache
from typing import NamedTuple

import pycountry

_BIBLIOGRAPHIC = {
    "ger": "deu",
    "fre": "fra",
    "dut": "nld",
    "gre": "ell",
    "cze": "ces",
    "slo": "slk",
    "rum": "ron",
    "wel": "cym",
    "ice": "isl",
}


@cache
def alpha3_language(text: str | None) -> str | None:
    """ISO 639-3 in lower case of `EN`, `eng`, `ger`, `en-GB` or `English`; None if none fits."""
    wanted = (text or "").strip().split("-")[0].split("_")[0].lower()[:30]
    if wanted in _BIBLIOGRAPHIC:
        return _BIBLIOGRAPHIC[wanted]
    if len(wanted) < 2 or not wanted.isalpha():
        return None
    found = (
        pycountry.languages.get(alpha_2=wanted)
        or pycountry.languages.get(alpha_3=wanted)
        or pycountry.languages.get(name=wanted.capitalize())
    )
    return str(found.alpha_3) if found else None


@cache
def alpha2_language(text: str | None) -> str | None:
    """ISO 639-1 in lower case; None where the language has none or is unknown."""
    code = alpha3_language(text)
    found = pycountry.languages.get(alpha_3=code) if code else None
    return getattr(found, "alpha_2", None) if found else None


_COMMON = {
    "eng": "the and of to for with will shall be are this which from by",
    "deu": "der die das und für mit von ist sind werden nicht eine zur im",
    "fra": "le la les des et pour dans une est sont sur aux du cette",
    "nld": "het een van voor met zijn wordt niet aan deze door bij worden en",
    "spa": "el los las del y para con una por que se en según como",
    "ita": "il della di per con una che del nel sono gli alla dei è",
    "pol": "i w na z do oraz dla jest się nie od zamówienia są przez",
    "swe": "och för att med som är av den ska inte på till samt det",
    "dan": "og af er skal ikke til ved eller bliver efter samt mellem vedrørende den som",
    "nor": "og å av er skal ikke ved eller blir etter samt mellom vedrørende den som",
    "fin": "ja ei sekä tai että joka jonka ovat mukaan sen tulee voi hankinnan tarjouksen",
    "por": "os da do das dos em para com uma por não ao pela pelo são nos",
    "ces": "je jsou pro že nebo podle při jako které být není také se musí ve doba zakázky nabídky",
    "slk": "je sú pre že alebo podľa pri ako ktoré byť nie tiež sa musí vo doba zákazky ponuky",
    "ron": "și în pentru cu din care este sunt nu prin sau se va fi ale privind",
    "hun": "az és hogy nem egy vagy kell szerint alapján által valamint meg történő",
    "ell": "και το της την του των για με στο στην από είναι θα που τα οι σε",
    "bul": "и на за от по да се в не са които при или съгласно с като е",
    "hrv": "je u koji koja ili prema biti nije sukladno te kao može nabave što od za",
    "slv": "je ki ali mora po pri biti ni tudi kot lahko naročila za v z",
    "est": "ja ning või ei mis kui peab hanke pakkumuse kohta vastavalt poolt alates",
    "lav": "un ir ar uz kas vai jābūt saskaņā līdz pēc iepirkuma tiek",
    "lit": "ir yra dėl iš kad arba pagal turi būti kurie pirkimo iki nuo bei",
    "gle": "agus na ar nó go chun atá ag leis den",
    "mlt": "tal għal fil mill jew huwa bħala dan għandu mhux minn",
}
_WORDS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_READ = 3_000
_WORD = re.compile(r"[^\W\d_]+")


class Read(NamedTuple):
    """The language to work with, and a sentence where it is another than the tag says."""

    language: str | None
    warning: str | None


def read_language(tag: str | None, text: str | None) -> Read:
    """`tag` (any code), unless the text is plainly in another language (English under SWE, French under NLD): then ISO 639-3 of that.

    Counts everyday words in the first 3,000 characters; the tag holds below a clear lead.
    """
    code = alpha3_language(tag)
    if code not in _WORDS or not text:
        return Read(tag, None)
    counts = _count_words(text)
    best = max(counts, key=lambda each: counts[each])
    if best == code or counts[best] < 8 or counts[best] < 3 * counts[code]:
        return Read(tag, None)
    return Read(best, f"The text is tagged as {language_name(code)} but reads as {language_name(best)}.")


def guess_language(text: str) -> str | None:
    """ISO 639-3 of a text that is plainly in a language of the Union or in Norwegian; None below a clear lead.

    At least three everyday words, one word in twelve, and half as many again as of any other language.
    """
    counts = _count_words(text)
    first, second = sorted(counts, key=lambda code: -counts[code])[:2]
    total = len(_WORD.findall(text[:_READ]))
    return first if counts[first] >= max(3, total / 12) and counts[first] >= 1.5 * counts[second] else None


def _count_words(text: str) -> dict[str, int]:
    words = _WORD.findall(text[:_READ].lower())
    return {code: sum(word in common for word in words) for code, common in _WORDS.items()}


@cache
def language_name(code: str) -> str:
    """English name of an ISO 639-3 code; the code itself where it is unknown."""
    found = pycountry.languages.get(alpha_3=code)
    return str(found.name) if found else code
