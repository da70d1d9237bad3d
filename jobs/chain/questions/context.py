"""Whether a whole question still leans on what was said before it in its thread."""

import re
from collections.abc import Sequence
from itertools import pairwise

from jobs.chain.questions.keys import QuestionKeys
from jobs.chain.questions.languages import word_set
from jobs.chain.questions.words import words_of

_DEFINITE = {
    "en": word_set("the our"), "de": word_set("der die das den dem des unser unsere unserem unseren"), "fr": word_set("le la les notre nos"),
}  # fmt: skip
# A tender has one of each, so that `the` says nothing of the thread.
_ONE_OF_A_KIND = word_set(
    "tender tenders contract buyer bid bids offer offers bidder bidders deadline deadlines price prices opening procedure framework winner supplier "
    "contractor authority portal award submission submissions duration procurement eu site company market budget lots "
    "ausschreibung vertrag vertrags auftraggeber angebot angebote angebots angeboten bieter frist preis verfahren zuschlag auftrag vergabestelle "
    "auftragnehmer abgabe öffnung lose marché contrat acheteur offre offres soumissionnaire soumissionnaires délai prix procédure attribution "
    "titulaire appel lots site durée"
)
_OF_STANDARDS = re.compile(r"certif|zertif|norm|standard|attest|nachweis|accredit|akkredit|audit")


def leans(question: str, keys: QuestionKeys, earlier: Sequence[QuestionKeys]) -> bool:
    """Whether the question may mean something that only the earlier questions of its thread name: a lot, a standard, a document."""
    if not keys.standalone:
        return True
    earlier = [each for each in earlier if each != keys]  # asked once more it leans on nothing that it did not lean on before
    if not keys.lots and any(each.lots for each in earlier):
        return True
    if not earlier or (keys.form is not None and not keys.content):
        return False
    words = words_of(question)
    if not keys.standards and any(each.standards for each in earlier) and any(_OF_STANDARDS.match(word) for word in words):
        return True
    definite = _DEFINITE.get(keys.language or "", frozenset[str]())
    return any(word in definite and after not in _ONE_OF_A_KIND for word, after in pairwise(words))
