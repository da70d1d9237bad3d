"""What a question asks, as keys that are equal only where the answers are: nothing is guessed, what is not understood stays as written."""

import hashlib
import re
from collections.abc import Sequence

from jobs.chain.questions.forms import Form, form_of
from jobs.chain.questions.languages import ENGLISH, FRENCH, Language, language_of
from jobs.chain.questions.polarity import kind_of, polarity_of
from jobs.chain.questions.slots import with_slots
from jobs.chain.questions.words import LONGEST, words_of
from jobs.chain.tender import Value

VERSION = 1
"""Changed with every rule: keys of another version are never compared."""
MOST_WORDS = 120
"""A longer text is more than a question."""
_OPENINGS = {
    "en": (
        (r"(?:do|does) (.{1,40}?) (?:have|need|needs) to(?= )", r"must \1"), (r"are (.{1,30}?) (?:required|obliged) to(?= )", r"must \1"),
        (r"are (.{1,30}?) (?:allowed|permitted) to(?= )", r"may \1"), (r"is it (?:allowed|permitted) to(?= )", "may-one"),
    ),
    "de": (), "fr": ((r"est ce que (?=\S)", ""),),
}  # fmt: skip
_IDIOMS = {
    "en": r"(?:is|was|will) it(?: be)?(?= (?:allowed|possible|permitted|necessary|mandatory|required|compulsory|obligatory|sufficient|enough) to(?!\S))"
    r"|(?:is|are|was|were|will|would) there(?: be)?",
    "de": r"gibt es|(?:ist|wäre) es(?= (?:erlaubt|möglich|zulässig|erforderlich|zwingend|verpflichtend|ausreichend|notwendig|gestattet) )",
    "fr": r"faut il|y a t il|existe t il|est il(?= (?:possible|obligatoire|permis|autorisé|nécessaire|prévu) )|est ce que|se(?= (?:termine|tient|appliquent|applique))"
    r"|(?<=\S )(?:est|sont|doit|doivent|peut|peuvent|sera|seront|restent|dure t|expire t|commence t|a t|finit t|débute t) (?:il|elle|ils|elles)",
}
_SCOPE = {
    "en": r"(?:for|in|under|within|regarding) (?:this|the|our) (?:tender|procurement|procedure|contract|notice|call|competition)",
    "de": r"(?:für|in|bei) (?:dieser|diese|dieses|diesem|diesen|der|dem|das|den) (?:ausschreibung|vergabe|verfahren|vergabeverfahren|auftrag)",
    "fr": r"(?:pour|dans) (?:ce|cet|cette|le|la) (?:appel de offres|marché|procédure|consultation)",
}
_FOR_LOT = {
    "en": r"(?:for|in|on|of|under|within|regarding|concerning) lot:\S+", "de": r"(?:für|in|bei|zu|von) lot:\S+", "fr": r"(?:pour|dans|de|du|sur) (?:le )?lot:\S+",
}  # fmt: skip


class QuestionKeys(Value):
    """Two questions are the same only if all of this is equal and both stand by themselves."""

    version: int = VERSION
    language: str | None
    standalone: bool
    """Whether the question means the same in any thread on any day."""
    kind: str
    """who, when, where, why, which, how, how_much, how_many, how_long, must, whether, or statement."""
    lots: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    """Every word with a digit in it that is no lot, day or standard, as written and in order."""
    days: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    form: str | None = None
    content: tuple[str, ...] = ()
    """Of a known form the thing it asks about; else every word in order, names among them."""

    @property
    def signature(self) -> str | None:
        """One text for all keys, `1:` and a hash; None for a question that means nothing outside its thread."""
        if not self.standalone:
            return None
        return f"{self.version}:{hashlib.sha256(self.model_dump_json().encode('utf-8', 'surrogatepass')).hexdigest()}"


def keys_of(question: str) -> QuestionKeys:
    """The keys of a question as a person wrote it, masked or not. Pure; any text has keys."""
    raw = words_of(question)
    language = language_of(raw)
    if language is None or len(raw) > MOST_WORDS:
        return _keys(None, raw[:MOST_WORDS], standalone=False)
    words = _without_courtesy(with_slots(_plain(raw, language), language.code), language)
    alone = len(question) <= LONGEST and _stands_alone(words, language)
    form, lots = _form(words, language) if alone else (None, ())
    if form is not None:
        return _keys(language, form.thing, standalone=True, kind=form.kind, form=form.name, lots=lots)
    strict = _strict(words, language)
    whole = any(word in language.finite for word in strict) and any(word not in language.small and ":" not in word for word in strict)
    return _keys(language, strict, standalone=alone and whole, kind=kind_of(strict), **polarity_of(strict))


def _keys(language: Language | None, content: Sequence[str], **more: object) -> QuestionKeys:
    given = {"language": language.code if language else None, "kind": "statement", "content": tuple(content), **_slots(content)}
    return QuestionKeys.model_validate(given | more)


def _plain(words: Sequence[str], language: Language) -> tuple[str, ...]:
    """`de` for du and des: only where French is spoken, in the others they are words of their own."""
    return tuple("de" if word in ("du", "des") else word for word in words) if language is FRENCH else tuple(words)


def _without_courtesy(words: Sequence[str], language: Language) -> tuple[str, ...]:
    text = " ".join(words)
    for _ in range(4):
        before = text
        for pattern in language.polite:
            text = re.sub(rf"^(?:{pattern})(?!\S)(?: \.)?|(?:\. )?(?<!\S)(?:{pattern})$", "", text).strip(" .")
        if text == before:
            break
    return tuple(text.split())


def _stands_alone(words: Sequence[str], language: Language) -> bool:
    if not words or words[0] in language.opening or words[:2] in (("what", "about"), ("how", "about")):
        return False
    text = _cut_text(" ".join(words), _SCOPE[language.code])
    text = re.sub(rf"(?<!\S)(?:{_IDIOMS[language.code]})(?!\S)", "+", text)
    return not any(word in language.pointing for word in text.split())


def _form(words: Sequence[str], language: Language) -> tuple[Form | None, tuple[str, ...]]:
    """The known form of the question and its only lot. Where a thing is left open, the lot may stand at the beginning or the end alone."""
    lots = tuple(word[4:] for word in words if word.startswith("lot:"))
    if len(lots) > 1:
        return None, ()
    of_lot = _FOR_LOT[language.code]
    rest = _cut(words, of_lot) if lots else tuple(words)
    form = form_of(rest, language) or form_of(_cut(rest, _SCOPE[language.code]), language)
    if form is None and lots:
        inside = re.sub(rf"(?<!\S)(?:(?:{of_lot})|lot:\S+)(?!\S)", "", " ".join(words), count=1)
        form = form_of(inside.split(), language)
        form = form if form is None or not form.thing else None
    return form, lots


def _cut(words: Sequence[str], pattern: str) -> tuple[str, ...]:
    return tuple(_cut_text(" ".join(words), pattern).split())


def _cut_text(text: str, pattern: str) -> str:
    """The text without the phrase at its beginning or its end."""
    return re.sub(rf"^(?:{pattern})(?!\S)|(?<!\S)(?:{pattern})$", "", text).strip()


def _strict(words: Sequence[str], language: Language) -> tuple[str, ...]:
    """Every word in order; what changes no answer in any sentence is written one way: openings, `a` and `an`, a lot put first."""
    text = " ".join(words)
    for pattern, plain in _OPENINGS[language.code]:
        text = re.sub(rf"^{pattern}", plain, text)
    if language is ENGLISH:
        text = " ".join(word for word in text.split() if word not in ("a", "an"))
    first = re.match(rf"(?:{_FOR_LOT[language.code]}) (?=\S)", text)
    if first and text.count("lot:") == 1:
        text = f"{text[first.end() :]} {first[0].strip()}"
    return tuple(text.split())


def _slots(words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    named = tuple(word for word in words if word.startswith(("lot:", "std:", "date:")))
    return {
        "lots": tuple(word[4:] for word in named if word.startswith("lot:")),
        "standards": tuple(word[4:] for word in named if word.startswith("std:")),
        "days": tuple(word[5:] for word in named if word.startswith("date:")),
        "numbers": tuple(word for word in words if word not in named and any(char.isdigit() for char in word)),
    }
