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


def same_language(one: str, other: str) -> bool:
    """Whether two codes name one language: ISO 639-1, 639-2/B and 639-3, any case, regions left out."""
    return _code(one) == _code(other)


def _code(language: str) -> str:
    code = language.strip().lower().replace("_", "-").split("-")[0]
    return TWO_LETTERS.get(code, BIBLIOGRAPHIC.get(code, code))
