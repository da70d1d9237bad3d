"""Cuts a question into words that keep every difference of meaning: case where it tells, accents, signs, numbers as written."""

import re
import unicodedata

from jobs.chain.questions.languages import word_set

LONGEST = 10_000
"""Characters of a question (INTERFACES.md, limits)."""
_MONTHS = (
    "january janvier januar jan", "february février fevrier februar feb", "march mars märz mar", "april avril apr", "mai", "june juin juni jun",
    "july juillet juli jul", "august août aout aug", "september septembre sept sep", "october octobre oktober oct okt",
    "november novembre nov", "december décembre decembre dezember dec dez",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = "|".join(sorted((*MONTHS, "may"), key=len, reverse=True))
_STANDARD = re.compile(
    r"(?<![\w-])(?:(?:DIN|EN|BS|NF|UNI|ÖNORM)[ -])*ISO(?:[ -]?/?[ -]?IEC)?[ -]?(?P<number>\d{3,6}(?:-\d{1,3})?)(?P<edition>:\d{4})?(?![\w])",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(rf"(?<!\w)(\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?: of)? ({_MONTH})\.?,?(?: (\d{{4}}))?(?!\w)", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"(?<!\w)({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?(?![\w.,]\d|\w)", re.IGNORECASE)
_DOTTED = re.compile(r"(?<![\w.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\w]|\.\d)")
_ISO_DAY = re.compile(r"(?<![\w-])(\d{4})-(\d{2})-(\d{2})(?![\w-])")
_LOT_CODE = re.compile(r"(?<!\w)(?:LOT|LOS)(?:[-_ ]|[ ]?(?:no|nr|n°|number|numéro|nummer)\.? ?)?0*(\d{1,4})(?!\w|[.,/:-]\d)", re.IGNORECASE)
_LOT_LETTER = re.compile(r"(?<!\w)(?:[Ll][Oo][TtSs]) ([A-HJ-Z]|[IVX]{1,5})(?!\w)")
_WORD = re.compile(
    r"\u27e6[^\u27e6\u27e7\n]{1,80}\u27e7|(?:std|lot|date):[\w:.-]*\u2060"
    r"|\d+(?:[.,:/'’\u202f\u00a0-]\d+)*[^\W\d_]*|[^\W_]+(?:[+#]+|(?:-\d+)+)?|['’]|[^\s\w]"
)
_SILENT = frozenset(",()[]{}\"“”„«»…·•*_`~–—;:¿¡'’|\\")
_ENDS = frozenset(".?!")
_APART = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not", "what's": "what is",
    "who's": "who is", "when's": "when is", "where's": "where is", "how's": "how is", "there's": "there is", "it's": "it is", "let's": "let us",
    "zum": "zu dem", "zur": "zu der", "im": "in dem", "vom": "von dem", "beim": "bei dem", "ins": "in das",
}  # fmt: skip
_SHORT = re.compile(r"(?<=\w)n['’]t(?!\w)", re.IGNORECASE)
_ENDINGS = re.compile(r"(?<=\w)['’](s|re|ll|ve|d|m)(?!\w)", re.IGNORECASE)
_ELISION = re.compile(r"(?<!\w)(l|d|qu|n|s|j|c|m|t|jusqu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)
_FULL = {"re": "are", "ll": "will", "ve": "have", "m": "am"}
# In capitals these are names, not words.
_NAMES = word_set("it us who or and an no so do is as in on all may")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a question in order, lower case.

    Lots are `lot:2`, standards `std:27001`, days `date:2027-3-31`; a full stop between two sentences is a word, other punctuation none.
    """
    shown = "".join(char for char in unicodedata.normalize("NFC", text[:LONGEST]) if unicodedata.category(char) != "Cf")
    shouted = shown.upper() == shown
    marked = _spelt_out(_with_signs(shown))
    pieces = [found[0].strip("\u2060") for found in _WORD.finditer(marked)]
    found: list[str] = []
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else ""
        after = pieces[index + 1] if index + 1 < len(pieces) else ""
        found += _words(piece, before, after, shouted)
    while found and found[-1] == ".":
        found.pop()
    return tuple(found)


def _with_signs(text: str) -> str:
    """Standards, days and lot codes as one word each; \u2060 closes it."""
    text = _STANDARD.sub(lambda hit: f" std:{hit['number']}{hit['edition'] or ''}\u2060 ", text)
    text = _ISO_DAY.sub(lambda hit: _day(hit[3], int(hit[2]), hit[1]), text)
    text = _DOTTED.sub(lambda hit: _day(hit[1], int(hit[2]), hit[3]), text)
    text = _DAY_FIRST.sub(lambda hit: _day(hit[1], _month(hit[2]), hit[3]), text)
    text = _MONTH_FIRST.sub(lambda hit: hit[0] if hit[1] == "may" else _day(hit[2], _month(hit[1]), hit[3]), text)
    text = _LOT_LETTER.sub(lambda hit: f" lot:{hit[1].lower()}\u2060 ", text)
    return _LOT_CODE.sub(lambda hit: f" lot:{hit[1]}\u2060 ", text)


def _month(name: str) -> int:
    return 5 if name.lower() == "may" else MONTHS[name.lower()]


def _day(day: str, month: int, year: str | None) -> str:
    return f" date:{year or ''}-{month}-{int(day)}\u2060 "


def _spelt_out(text: str) -> str:
    text = re.sub(
        r"(?<!\w)(?:can['’]t|won['’]t|shan['’]t|ain['’]t)(?!\w)",
        lambda hit: _APART[hit[0].lower().replace("’", "'")],
        text,
        flags=re.IGNORECASE,
    )
    text = _SHORT.sub(" not", text)
    text = re.sub(r"(?<!\w)(what|who|when|where|how|there|it)['’]s(?!\w)", r"\1 is", text, flags=re.IGNORECASE)
    text = _ENDINGS.sub(lambda hit: f" {_FULL.get(hit[1].lower(), '’' + hit[1].lower())} ", text)
    return _ELISION.sub(lambda hit: f"{hit[1]}e ", text)


def _words(piece: str, before: str, after: str, shouted: bool) -> list[str]:
    low = piece.lower()
    if piece in _SILENT or (piece == "-" and not after[:1].isdigit()):
        return []
    if piece in _ENDS:
        return ["."] if before and before not in _ENDS else []
    if piece == "&":
        return ["and"]
    if piece in ("/", "-", "+", "<", ">", "="):
        return [piece]
    if low in _NAMES and (_is_month(piece, before, after) if low == "may" else piece.isupper() and len(piece) > 1 and not shouted):
        return [f"{low}^"]
    if low in ("cannot", "zum", "zur", "im", "vom", "beim", "ins"):
        return [*_APART[low].split()]
    return [*low.split()]


def _is_month(piece: str, before: str, after: str) -> bool:
    if before.lower() in ("in", "of", "since", "until", "early", "late", "mid", "end") or before.isdigit() or after[:4].isdigit():
        return True
    return piece == "May" and bool(before) and before not in _ENDS
