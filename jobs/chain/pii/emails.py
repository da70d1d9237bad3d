"""E-mail addresses in a text, written out of reach of programs or not, and what stands before the host of an address."""

import re
from collections.abc import Iterator

from jobs.chain.pii.bare import Bare
from jobs.chain.pii.finding import Finding

_AT_WORD = r"(?:at|@|a|arroba|kukac|zavinac|malpa|chiocciola|snabel-?a|alfakrull|apestaart\w*|heliocentric|собака)"
_DOT_WORD = r"(?:\.|dot|punkt|point|punto|ponto|kropka|tecka|bodka|pont|piste|pikt|prick|punt|точка)"
DOT = rf"(?: ?[\[({{<] ?{_DOT_WORD} ?[\])}}>] ?| (?:dot|punkt|point|punto|ponto|kropka|tecka) |\.)"
AT = re.compile(
    rf"@|[\[({{<] ?{_AT_WORD} ?[\])}}>]|_at_|%40|&#0{{0,4}}64;|&#x0{{0,4}}40;|&commat;| at (?=[\w-]{{1,63}} ?[\[({{<]? ?(?:dot|punkt)\b)"
)
LOCAL = re.compile(r"[\w.!#$%&'*+?^`{|}~-]{1,64}(?: \. \w{1,30}){0,3}")
"""Read backwards from the @; whatever is legal there and stands in no bracket."""
QUOTED = re.compile(r'"[^"\n@]{1,62}"')
LABEL = r"\w(?:[\w-]{0,62}\w)?"
DOMAIN = re.compile(
    rf"{LABEL}(?:-\n {{0,8}}{LABEL})?(?:\.{LABEL}){{1,8}}|{LABEL}\n? {{0,8}}\.\n? {{0,8}}[a-z]{{2,3}}(?:\.[a-z]{{2,3}})?(?!\w)"
    r"|\[(?:\d{1,3}\.){3}\d{1,3}\]"
)
_SPELT_DOMAIN = re.compile(rf"{LABEL}(?:{DOT}{LABEL}){{1,6}}")
_SPELT_LOCAL = re.compile(rf"[\w+-]{{1,40}}(?:{DOT}[\w+-]{{1,40}}){{0,4}}$")
_PLAIN_END = re.compile(
    r"(?:com|org|net|eu|info|biz|gov|edu|int|a[tu]|b[eg]|c[ahyz]|d[ek]|e[es]|f[ir]|g[br]|h[ru]|i[est]|l[tuv]|m[ckt]|n[lo]|p[lt]|r[os]|s[eik]|u[aks])$"
)
_REST = re.compile(r"[^\W\d_]")
USER_INFO = re.compile(r"[^\s/?#<>\"\u27e6\u27e7]{1,256}@(?=[\w\[])")


def user_infos(bare: Bare) -> list[Finding]:
    """`name:secret` of `https://name:secret@host`, without the @."""
    found: list[Finding] = []
    at = bare.text.find("://")
    while at >= 0:
        hit = USER_INFO.match(bare.text, at + 3)
        if hit:
            found.append(Finding("url_credentials", hit.start(), hit.end() - 1))
        at = bare.text.find("://", at + 3)
    return found


def emails(bare: Bare, taken: frozenset[int]) -> Iterator[Finding]:
    """`taken` are the places of @ that belong to a web address; offsets in `bare`."""
    for hit in AT.finditer(bare.lower):
        if hit.start() in taken:
            continue
        left, right = hit.span()
        blanks = 0
        while blanks < 3 and left > 0 and bare.text[left - 1] in " \n":
            left, blanks = left - 1, blanks + 1
        while right - hit.end() < 3 and bare.text[right : right + 1] in (" ", "\n"):
            right += 1
        start, end = _plain(bare, left, right) if hit[0] in ("@", "%40") or hit[0][0] == "&" else _spelt(bare, left, right)
        if start < left and end > right:
            yield Finding("email", start, end)


def _plain(bare: Bare, left: int, right: int) -> tuple[int, int]:
    domain = DOMAIN.match(bare.text, right)
    if domain is None or not (_REST.search(domain[0].rpartition(".")[2]) or domain[0][0] == "["):
        return left, right
    return _local(bare.text, left), domain.end()


def _local(text: str, end: int) -> int:
    """Where the part before the @ begins; `end` where nothing is."""
    if text[end - 1 : end] == '"':
        opening = text.rfind('"', max(0, end - 64), end - 1)
        if opening >= 0 and QUOTED.fullmatch(text, opening, end):
            return opening
    hit = LOCAL.match(text[max(0, end - 160) : end][::-1])
    if hit is None:
        return end
    start = end - hit.end()
    while start < end and not (text[start].isalnum() or text[start] == "_"):
        start += 1
    # A long local part may have been hyphenated: `anna-` newline `maria@…`.
    if start >= 3 and text[start - 1] == "\n" and text[start - 2] in "-_" and text[start - 3].isalnum():
        return _local(text, start - 1)
    return start


def _spelt(bare: Bare, left: int, right: int) -> tuple[int, int]:
    domain = _SPELT_DOMAIN.match(bare.lower, right)
    if bare.lower[left:right] == "_at_":  # no blanks: read backwards, for a long run of these would be slow forwards
        return (_local(bare.text, left), domain.end()) if domain else (left, right)
    local = _SPELT_LOCAL.search(bare.lower[max(0, left - 120) : left])
    if domain is None or local is None or (bare.lower[left:right].strip() == "at" and not _PLAIN_END.search(domain[0])):
        return left, right
    return left - (local.end() - local.start()), domain.end()
