"""Notices name languages in two letters, three letters, two kinds of three, and capitals; this makes them one."""

TWO_LETTERS = dict(
    pair.split("=")
    for pair in [
        "bg=bul",
        "cs=ces",
        "da=dan",
        "de=deu",
        "el=ell",
        "en=eng",
        "es=spa",
        "et=est",
        "fi=fin",
        "fr=fra",
        "ga=gle",
        "hr=hrv",
        "hu=hun",
        "is=isl",
        "it=ita",
        "lt=lit",
        "lv=lav",
        "mt=mlt",
        "nl=nld",
        "no=nor",
        "nb=nob",
        "nn=nno",
        "pl=pol",
        "pt=por",
        "ro=ron",
        "sk=slk",
        "sl=slv",
        "sv=swe",
        "cy=cym",
        "gd=gla",
        "uk=ukr",
        "tr=tur",
    ]
)
BIBLIOGRAPHIC = {
    "cze": "ces",
    "ger": "deu",
    "gre": "ell",
    "fre": "fra",
    "ice": "isl",
    "dut": "nld",
    "rum": "ron",
    "slo": "slk",
    "wel": "cym",
}

NORWEGIAN = ("nob", "nno")
"""Two ways to write one language: who reads one reads the other."""
KNOWN = frozenset(TWO_LETTERS.values())


def same_language(one: str, other: str) -> bool:
    """Whether two codes name one language: ISO 639-1, 639-2/B and 639-3, any case, regions and the two kinds of Norwegian left out."""
    return _code(one) == _code(other)


def is_known(language: str) -> bool:
    """Whether the code names one language, unlike `mul` or a slip."""
    return _code(language) in KNOWN


def _code(language: str) -> str:
    code = language.strip().lower().replace("_", "-").split("-")[0]
    code = TWO_LETTERS.get(code, BIBLIOGRAPHIC.get(code, code))
    return "nor" if code in NORWEGIAN else code
