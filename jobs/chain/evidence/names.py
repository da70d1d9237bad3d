"""Proper names of a claim: capitals that no sentence start explains, looked up in what the claim rests on."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from jobs.chain.evidence.units import CURRENCIES, LABELS, MONTHS, UNITS, word_set
from jobs.chain.rules.words import fold

_TOKEN = re.compile(r"[^\W\d_][\w]*(?:['’.&\-/](?=\w)\w+)*")
_STARTS = re.compile(r"[.!?:;•\n\r\u2022(\"“„«][\s\"“„«)\]*]*$")
_VERBS = word_set(
    "is are was has have had asks ask requires require wants want must will shall may can needs need runs buys holds seeks expects states says "
    "demands publishes awards offers pays owns offered issued"
)
_SINGULAR = word_set("is was has asks requires wants needs runs buys holds seeks expects says")
_SUFFIX = re.compile(r"(?:ing|ed|ly|tion|sion|ment|ments|ness|ity|ities|ance|ence|ers|ors|ies|ships?|tions|able|ible|al|ous|ive)$")
COMMON = word_set(
    "a an the this that these those there here it its they their them he she we our us you your i no not none nothing nobody some any all every each "
    "both either neither one two three four five six seven eight nine ten several many few most more less at by for from in into of on or and but "
    "to with without within under over after before during until since between among about against as if when where while because although though "
    "however also only even still yet then than so such same other another only both only what which who whom whose why how is are was were be been has have had do "
    "does did can could may might must shall should will would offer offers bid bids bidder bidders tender tenders tenderer tenderers buyer buyers "
    "contract contracts contractor supplier suppliers company companies price prices quality cost costs value values deadline deadlines lot lots notice "
    "document documents annex section article form page criteria criterion award awards weight weights term terms option options payment payments "
    "penalty penalties liability insurance turnover reference references certificate certificates certification staff team service services work works supply supplies "
    "delivery maintenance support hosting software hardware system systems cloud data security project projects framework agreement lead "
    "procedure open restricted negotiated part parts scope start end duration renewal year years month months week weeks day days working monday tuesday "
    "wednesday thursday friday saturday sunday spring summer autumn winter north south east west northern southern eastern western central "
    "city town county state federal ministry minister department office agency authority council university school hospital region regional national "
    "municipal municipality district court commission committee board institute library station centre center group director manager public european "
    "europe eu euro law act regulation directive union internal market official journal note see ask check find clear run set get give take make show prove read "
    "please yes good weak strong high low new old first second third last next late early long short main key total maximum minimum at-least nearly about "
    "proof evidence experience personnel site visit questions question answer answers submission language languages english profile risk risks effort strategy "
    "capability winnability local national foreign similar past current existing previous incumbent demand demands asked required mandatory optional "
    "full partial half double single joint joint-venture consortium subcontracting subcontractors subcontractor rate rates fixed unit hourly daily monthly yearly annual "
    "meets fits matches covers misses lacks needs wants states says names gives runs begins starts ends lasts counts weighs per via plus minus bank guarantee guarantees "
    "vat cpv ted it ict espd id nr no hr faq pdf xml url am pm utc gmt b2b kpi ok ltd gmbh inc plc ag sa srl bv se co corp kg ev e.v technical financial economic "
    "professional legal selection exclusion suitability ground grounds requirement requirements condition conditions specification specifications "
    "people person persons employees workers engineers experts users readers customers clients partner partners number numbers rest beyond given once twice "
    "your-company training travel transport cleaning catering building construction equipment licence licences license licenses warranty response time times"
)
_SAME = (
    "germany deutschland allemagne german deutsch deutsche deutscher deutschen allemand allemande tedesco deu de ger",
    "france frankreich french francais francaise franzosisch francese frances fra fr", "italy italien italie italia italian italienisch italiano italiana ita it",
    "spain spanien espagne espana spanish spanisch espagnol espanol espanola esp es spa", "austria osterreich autriche austrian aut at",
    "poland polen polska pologne polish polnisch polski polskim pol pl", "netherlands niederlande nederland pays-bas dutch nederlands niederlandisch nld nl",
    "belgium belgien belgie belgique belgian bel be", "portugal portuguese portugues portugiesisch prt pt por", "sweden schweden sverige suede swedish svenska swe se",
    "denmark danemark danmark danish dansk dnk dk dan", "finland finnland suomi finlande finnish suomi fin fi", "norway norwegen norge norvege norwegian norsk nor no",
    "czechia tschechien cesko czech cesky tschechisch cze cz ces", "switzerland schweiz suisse svizzera swiss che ch", "ireland irland irlande irish irl ie",
    "greece griechenland hellas grece greek grc gr ell", "hungary ungarn magyarorszag hungarian magyar hun hu", "romania rumanien roumanie romanian ron rou ro",
    "england britain uk gbr kingdom", "english englisch anglais inglese ingles eng en engelska engels angielski",
    "cologne koln", "munich munchen monaco", "vienna wien vienne", "brussels brussel bruxelles brussel", "prague praha prag", "warsaw warszawa warschau", "copenhagen kobenhavn kopenhagen",
    "lisbon lisboa", "rome roma rom", "milan milano mailand", "turin torino", "florence firenze florenz", "venice venezia venedig", "naples napoli neapel", "geneva geneve genf",
    "nuremberg nurnberg", "hanover hannover", "antwerp antwerpen anvers", "ghent gent gand", "hague haag", "seville sevilla", "bucharest bucuresti bukarest", "athens athina athen",
    "gdpr dsgvo rgpd avg", "espd eee dguе deuc", "vat mwst ust tva iva btw umsatzsteuer mehrwertsteuer", "bavaria bayern", "saxony sachsen", "lower niedersachsen", "zurich zurich",
)  # fmt: skip
SAME: dict[str, frozenset[str]] = {}
for _row in _SAME:
    for _word in _row.split():
        SAME[_word] = SAME.get(_word, frozenset()) | frozenset(_row.split())


def names(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each name as written, with the folded words of it that must be found; capitals at the start of a sentence count where more follow."""
    tokens = list(_TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        if not _is_capital(tokens[at][0]):
            at += 1
            continue
        last = at
        while (
            last + 1 < len(tokens)
            and _is_capital(tokens[last + 1][0])
            and text[tokens[last].end() : tokens[last + 1].start()] in (" ", " & ")
        ):
            last += 1
        words = _telling(text, tokens, at, last)
        if words:
            yield text[tokens[at].start() : tokens[last].end()], words
        at = last + 1


def _is_capital(token: str) -> bool:
    return token[0].isupper() or (len(token) > 2 and any(char.isupper() for char in token[1:]))


def _telling(text: str, tokens: list[re.Match[str]], at: int, last: int) -> tuple[str, ...]:
    """The words of a run of capitals that name somebody. In a run, common words tell too: Regional Archive is not Municipal Archive."""
    kept: list[str] = []
    run = last > at
    before = text[max(0, tokens[at].start() - 12) : tokens[at].start()]
    starts = not before.strip() or bool(_STARTS.search(before))
    for index in range(at, last + 1):
        token = tokens[index][0]
        word = re.sub(r"['’]s?$", "", re.sub(r"['’]s$", "", fold(token)))
        plain = word in COMMON or word in MONTHS or word in LABELS or word in UNITS
        if word in CURRENCIES or any(char.isdigit() for char in word) or len(word) < 2:
            continue
        if plain and not (run and index > at and word not in MONTHS and word not in LABELS and word not in UNITS):
            continue
        if index == at and starts and not token[1:].isupper() and not any(char.isupper() for char in token[1:]):
            after = tokens[index + 1][0].lower() if index + 1 < len(tokens) else ""
            if not run and (after not in (_SINGULAR if word.endswith("s") else _VERBS) or _SUFFIX.search(word)):
                continue
        kept.append(word)
    return tuple(kept) if any(word not in COMMON for word in kept) or len(kept) > 1 else ()


@lru_cache(maxsize=64)
def words_of(text: str) -> frozenset[str]:
    """Folded words, whole and at their hyphens, points and slashes."""
    whole = _TOKEN.findall(fold(text))
    return frozenset(part for word in whole for part in (word, *re.split(r"['’.&\-/]", word)))


def strange_names(text: str, known: Iterable[frozenset[str]], sources: Iterable[str]) -> list[str]:
    """Names of `text` of which a word stands in none of the sets of words; an abbreviation may stand for the words it begins."""
    pools = list(known)
    return [name for name, words in names(text) if not all(_stands(word, pools, sources) for word in words)]


def _stands(word: str, pools: list[frozenset[str]], sources: Iterable[str]) -> bool:
    spellings = SAME.get(word, frozenset()) | {word, word.removesuffix("s")} | ({word + "s"} if len(word) > 3 else set[str]())
    if any(spelling in pool for pool in pools for spelling in spellings):
        return True
    parts = re.split(r"[-/&.'’]", word)
    if len(parts) > 1 and all(any(part in pool for pool in pools) or len(part) < 2 for part in parts):
        return True
    return 2 <= len(word) <= 5 and any(_abbreviates(word, text) for text in sources)


def _abbreviates(word: str, text: str) -> bool:
    """SLA of `service level agreement`."""
    return word in "".join(found[0] for found in re.findall(r"[^\W\d_]+", fold(text[:20_000])))
