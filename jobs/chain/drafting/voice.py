"""What kind of sentence a model wrote: about the tender, a fact about us, or a promise. Code tells, the model's own word does not count."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from jobs.chain.evidence.figures import figures
from jobs.chain.evidence.names import COMMON
from jobs.chain.evidence.units import word_set
from jobs.chain.profile import Profile
from jobs.chain.rules.words import fold

Voice = Literal["tender", "us", "promise"]
_FIRST = re.compile(
    r"(?<!\w)(?:we|our|ours|ourselves|wir|unser\w{0,3}|nous|notre)(?!\w)|(?<!\w)(?:the|this) (?:company|firm|team|approach|proposal|method|proposed \w+)(?!\w)"
)
_US = re.compile(r"(?<!\w)us(?!\w)")
"""Read in the text as it is written: `US` is a country."""
_SUBJECT = re.compile(r"(?<!\w)(?:we|wir|nous|(?:the|this) (?:company|firm|team))(?!\w)")
_WILL = r"(?:will|would|shall|should|propose|proposes|plan|plans|intend|intends|suggest|suggests)"
_WILLING = re.compile(rf"(?:\s+\w+){{0,1}}?\s+{_WILL}(?!\w)")
_FUTURE = re.compile(rf"(?<!\w){_WILL}(?!\w)")
_OURS = re.compile(r"(?<!\w)our\s+(\w+)")
_BARE = word_set(
    "team approach plan proposal offer bid work staff people side method answer schedule project step steps first second third next"
)
_TOLD = re.compile(
    r"(?<!\w)(?:who|which|that|already|having|since)\s+(?:are|is|were|was|have|has|had|hold|holds|held)(?!\w)|(?<!\w)as (?:an?|the) "
    r"|(?<!\w)with (?:over|more|many|years|decades|long|extensive|deep|strong|proven)(?!\w)|(?<!\w)(?:as|like) we (?:have|did|do)(?!\w)"
)
BOASTS = word_set(
    "leading leader leaders best unique excellent excellence outstanding unrivalled unmatched renowned trusted proven experienced expert experts "
    "expertise specialists accredited certified award-winning state-of-the-art world-class first-class successful successfully guaranteed guarantee"
)
_ENGLISH = re.compile(r"(?<!\w)the(?!\w)")
_OF_BUYERS = word_set(
    "buyer buyers bidder bidders tender tenders tenderer tenderers notice ask asks asked asking want wants wanted need needs needed require requires "
    "required demand demands demanded expect expects expected state states stated call calls seek seeks look looks say says said must shall"
)
"""Words with which one speaks about any tender."""
_WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*")
GLUE = word_set(
    "a an the this that these those there here it its they their them he she we our ours ourselves us you your no not nor all any some every each both "
    "either other others another one two at by for from in into of on or and but to with without within under over upon after before between while "
    "until since during among amongst along across around about against as if when where because although though however also only even still yet "
    "then than so such same which who whom whose what why how is are was were be been being has have had having do does did done can could may might "
    "per via through thus together too very now near come came goes going went put ran run runs keep kept make makes making made take taken takes "
    "use used uses using bring brings brought show shows shown give gives given carry carried carries work worked works working deliver delivered "
    "delivers delivering provide provided provides providing offer offered offers offering hold holds held include included includes including "
    "valid contract contracts service services company year years month months day days way ways task tasks job jobs know known"
)
"""Words that say nothing of a company by themselves. Kept short: each word here is one that a model may say of us unproven."""


def voice_of(sentence: str, company: Profile | None, *, offering: bool) -> Voice:
    """`offering`: the sentence stands in a section that says what we would do, where a future form is a promise whoever its subject is."""
    folded = fold(sentence)
    own = _own_name(company)
    named = bool(own) and re.search(rf"(?<!\w){re.escape(own)}(?!\w)", folded) is not None
    if not named and not _FIRST.search(folded) and not _US.search(sentence):
        return "promise" if offering and _FUTURE.search(folded) else "tender"
    if named:
        folded = re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", "we", folded)
    return "promise" if _is_promise(folded) else "us"


def unborne_words(sentence: str, sources: Iterable[str]) -> tuple[str, ...]:
    """Words that say something and that no source holds, endings aside. Figures are not words: who asks checks them by their value."""
    pool = {word for text in sources for word in _WORD.findall(fold(text))}
    folded = fold(sentence)
    for each in (figure for figure in figures(sentence) if not figure.soft):
        folded = folded[: each.start] + " " * (each.end - each.start) + folded[each.end :]
    said = [word for word in _WORD.findall(folded) if word not in GLUE]
    return tuple(word for word in dict.fromkeys(said) if not any(_same(word, known) for known in pool))


def is_close(sentence: str, sources: Sequence[str]) -> bool:
    """Whether half of what a sentence says of the tender stands in what it cites. Told of English sources alone: others are translated."""
    if not any(_ENGLISH.search(text.casefold()) for text in sources):
        return True
    said = {word for word in _WORD.findall(fold(sentence)) if word not in GLUE and word not in _OF_BUYERS}
    return len([word for word in unborne_words(sentence, sources) if word in said]) <= len(said) / 2


def boasts(sentence: str, sources: Iterable[str]) -> bool:
    """Whether it praises with a word that no source holds."""
    said = BOASTS.intersection(_WORD.findall(fold(sentence)))
    return bool(said) and bool(set(unborne_words(" ".join(said), sources)))


def _own_name(company: Profile | None) -> str:
    """Folded: its first word, or two where the first is anybody's (`City Cleaning`)."""
    words = fold(company.name).split() if company else []
    telling = bool(words) and len(words[0]) >= 4 and words[0] not in COMMON
    return " ".join(words[: 1 if telling else 2])


def _is_promise(folded: str) -> bool:
    """Every `we` goes with a will, nothing is told on the side, and `our` has no praise behind it."""
    subjects = list(_SUBJECT.finditer(folded))
    willing = all(_WILLING.match(folded, each.end()) for each in subjects) and _FUTURE.search(folded)
    plain = all(hit[1] in _BARE for hit in _OURS.finditer(folded))
    return bool(willing) and plain and not _TOLD.search(folded)


def _same(word: str, known: str) -> bool:
    """The same but for its ending: `hosted` and `hosting`, `maintained` and `maintenance`."""
    if word == known:
        return True
    longest = max(len(word), len(known))
    shared = next((at for at, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), min(len(word), len(known)))
    return shared >= 4 and shared >= 0.45 * longest
