"""What kind of question it is, and whether it speaks of duty, leave or denial."""

import re
from collections.abc import Sequence

from jobs.chain.questions.languages import ENGLISH, FRENCH, GERMAN, word_set

_NEGATIONS = word_set(
    "not no never without nor none nothing cannot neither unless except excluding nicht kein keine keinen keinem keiner keines nie niemals "
    "ohne weder außer nichts pas sans ni jamais aucun aucune sauf non"
)
_MODALS = {
    word: kind
    for kind, words in {
        "must": "must mandatory required obligatory compulsory need needs needed necessary shall muss müssen verpflichtend zwingend erforderlich "
        "obligatorisch vorgeschrieben pflicht notwendig faut doit doivent devons obligatoire obligatoires exigé exigée exigés exigées requis requise",
        "may": "may allowed permitted darf dürfen erlaubt zulässig gestattet zugelassen autorisé autorisée autorisés autorisées permis permise",
        "can": "can could possible able kann können möglich peut peuvent pouvons possible",
        "should": "should recommended advisable soll sollen sollte sollten empfohlen devrait devraient recommandé recommandée",
        "optional": "optional voluntary optionally freiwillig fakultativ facultatif facultative facultatifs facultatives",
        "will": "will would wird werden würde sera seront serait",
        "forbidden": "forbidden prohibited banned excluded verboten unzulässig ausgeschlossen interdit interdite interdits exclu exclue",
    }.items()
    for word in words.split()
}
_KINDS = {
    word: kind
    for kind, words in {
        "who": "who whom whose wer wen wem wessen qui", "when": "when wann quand", "where": "where wo wohin woher où", "why": "why warum weshalb pourquoi",
        "which": "which what was welche welcher welches welchen welchem quel quelle quels quelles quoi", "how": "how wie comment",
        "how_much": "wieviel combien", "how_many": "wieviele",
    }.items()
    for word in words.split()
}  # fmt: skip


def kind_of(words: Sequence[str]) -> str:
    """who, when, where, why, which, how, how_much, how_many, how_long, whether or statement."""
    text = f" {' '.join(words)} "
    if re.search(r" (?:how many|wie viele|wieviele|combien de) ", text):
        return "how_many"
    if re.search(r" (?:how long|wie lange|combien de temps) ", text):
        return "how_long"
    if re.search(r" (?:how much|how high|wie hoch|wie viel|wieviel|combien) ", text):
        return "how_much"
    asked = next((_KINDS[word] for word in words if word in _KINDS), None)
    known = ENGLISH.finite | GERMAN.finite | FRENCH.finite
    return asked or ("whether" if words and words[0] in known else "statement")


def polarity_of(words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What must, may or can be, and what is denied, in order."""
    return {
        "modality": tuple(_MODALS[word] for word in words if word in _MODALS),
        "negations": tuple(word for word in words if word in _NEGATIONS),
    }
