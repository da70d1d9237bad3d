"""Sentences no bid desk sends: hate, threats, advice to break the law, and talk that has nothing to do with a tender."""

import re
from collections.abc import Callable
from typing import NamedTuple

from jobs.chain.guards.canonical import canonical
from jobs.chain.guards.out_findings import Family

WITHHELD: dict[Family, str] = {
    "hate": "[withheld: it insults people]",
    "violence": "[withheld: it threatens or calls for violence]",
    "illegal_advice": "[withheld: it reads like advice to break the law]",
    "off_topic": "[withheld: it is not about the tender]",
}
_SENTENCE = re.compile(r"[^.!?\n]{1,2000}(?:[.!?]+(?=\s|$)|\n|$|(?=.))")
_RIVAL = r"(?:competitors?|rivals?|other (?:bidders?|tenderers?|suppliers?)|wettbewerber\w{0,2}|mitbewerber\w{0,2}|konkurrent\w{0,2}|concurrents?|competidor\w{0,2}|concorrent\w)"
_OFFICIAL = (
    r"(?:officials?|buyers?|evaluators?|jury|committee|procurement officer|contracting authority|minister|mayor|beamte\w{0,2}|vergabestelle|gutachter\w{0,2}"
    r"|fonctionnaires?|acheteurs?|funcionari\w{1,2}|funzionari\w?|decision[ -]makers?)"
)
_GIFT = r"(?:bribe\w{0,2}|kickbacks?|gifts?|cash|envelope|commission on the side|schmiergeld\w{0,2}|bestech\w{0,3}|pots?[ -]de[ -]vin|soborn\w{1,3}|tangent\w|mazzett\w|facilitation payments?)"
_PAPER = r"(?:certificates?|references?|signatures?|documents?|accounts|balance sheets?|invoices?|proofs?|zertifikat\w{0,2}|referenz\w{0,2}|unterschrift\w{0,2}|nachweis\w{0,2}|certificats?|certificad\w{1,2}|certificat\w)"
_PEOPLE = r"(?:immigrants?|migrants?|foreigners|refugees|jews?|muslims?|christians?|gays?|homosexuals|blacks|women|gypsies|roma|disabled people|auslander\w{0,1}|juden|fluchtlinge|juifs|etrangers|extranjeros|stranieri)"
_ANY = r"[^.\n]{0,60}?"
RULES: tuple[tuple[Family, re.Pattern[str]], ...] = (
    (
        "illegal_advice",
        re.compile(
            rf"\b(?:agree|fix|coordinate|align|rig|share|split|swap|discuss|absprechen|abstimmen|coordinar|concordare|s'entendre)\b{_ANY}\b(?:prices?|bids?|offers?|market|lots|preise?|angebote?|prix|precios|prezzi){_ANY}\b(?:with|mit|avec|con)\b{_ANY}{_RIVAL}"
            rf"|\b(?:preise?|angebote?)\b{_ANY}\bmit\b{_ANY}{_RIVAL}{_ANY}\b(?:absprechen|abstimmen|vereinbaren)"
            rf"|\b(?:agree|collude|conspire)\b with{_ANY}{_RIVAL}{_ANY}(?:price|bid|win|lose|turn)|\b(?:collude|rig the (?:bid|tender)|cover (?:bid|quote|pricing)|bid[ -]rotation|price[ -]fixing)\b"
            rf"|\b(?:pay|offer|give|slip|hand|send|promise|zahlen|geben|anbieten|offrir|verser|ofrecer|pagar|offrire|pagare)\w{{0,3}}\b{_ANY}{_GIFT}|\b(?:bribe|bestechen|schmieren|soudoyer|sobornar|corrompere)\b{_ANY}{_OFFICIAL}"
            rf"|{_GIFT}{_ANY}\b(?:to|for|an|fur|pour|para|al?)\b{_ANY}{_OFFICIAL}{_ANY}\b(?:help|win|secure|speed|zahlen|geben)"
            rf"|\b(?:forge|fake|falsify|fabricate|backdate|invent|photoshop|falschen|ruckdatieren|falsifier|antidater|falsificar|falsificare)\w{{0,2}}\b{_ANY}{_PAPER}"
            rf"|\b(?:hide|conceal|lie about|verschweigen|cacher|ocultar|nascondere)\b{_ANY}\b(?:conviction|insolvency|bankruptcy|tax debts?|conflict of interest|exclusion ground|vorstrafe\w?|condamnation|condena|condanna)"
            rf"|\b(?:launder (?:the )?money|evade (?:the )?tax(?:es)?|tax evasion scheme|pay (?:them |staff |workers )?(?:off the books|below the minimum wage)|shell compan(?:y|ies) to (?:hide|bid))\b"
            rf"|\b(?:hack|break into|steal|phish)\b{_ANY}\b(?:portal|account|password|server|{_RIVAL}|{_OFFICIAL}|offer)"
        ),
    ),
    (
        "hate",
        re.compile(
            rf"\b(?:hate|despise|exterminate|deport all|get rid of)\b{_ANY}\b{_PEOPLE}\b|\b{_PEOPLE}\b (?:are|sind|sont|son|sono) (?:all )?(?:vermin|scum|animals|parasites|criminals|inferior|subhuman|rats|dirty|lazy|stupid|ungeziefer|abschaum|kriminell|parasiten|dreckig)"
            r"|\b(?:subhuman|untermensch\w{0,3}|racial purity|white power|master race|sieg heil|heil hitler|gas the)\b|\b(?:nigg(?:er|a)s?|faggots?|kikes?|retards?|kanake\w?|wetbacks?)\b"
        ),
    ),
    (
        "violence",
        re.compile(
            rf"\b(?:kill|murder|shoot|stab|beat up|torture|poison|umbringen|toten|erschiesen|verprugeln|tuer|assassiner|matar|uccidere)\b{_ANY}\b(?:him|her|them|people|everyone|someone|you|him|{_OFFICIAL}|{_RIVAL}|sie|ihn|alle)\b"
            rf"|\b(?:threaten|blackmail|intimidate|bedrohen|erpressen|menacer|amenazar|minacciare)\b{_ANY}\b(?:{_OFFICIAL}|{_RIVAL}|family|staff|them|him|her)"
            r"|\b(?:build|make|plant|detonate) (?:a |the )?(?:bomb|explosive device|pipe bomb)|\b(?:burn down|blow up) (?:the|their|his)\b|\bkill yourself\b"
        ),
    ),
    (
        "off_topic",
        re.compile(
            r"\bas an? (?:ai|artificial intelligence|large language|language)(?: language)? (?:model|assistant)\b|\b(?:here(?:'s| is)|write|tell you) (?:a |you a |your )?(?:poem|joke|recipe|song|story|haiku|limerick|horoscope|riddle)\b"
            r"|\b(?:once upon a time|roses are red|knock knock|preheat (?:the|your) oven|lottery numbers|horoscope|zodiac sign|dating tips|vote for (?:the |president )?\w{1,20} party|buy (?:bitcoin|crypto|shares|stocks) now|guaranteed returns|casino|porn\w{0,6}|viagra|weight[ -]loss (?:pill|tip)s?)\b"
            r"|\b(?:my|the) system prompt\b|\bmy instructions (?:are|say)\b|\bi cannot help with that\b|\bi(?:'m| am) sorry,? but i (?:can't|cannot)\b"
        ),
    ),
)
_WARNS = re.compile(
    r"\b(?:not|never|no|nor|without|avoid|don't|cannot|prohibit\w{0,3}|forbid\w{0,4}|forbidden|illegal|unlawful|exclu\w{1,6}|convict\w{0,4}|guilty|offences?|fraud|ban(?:s|ned)?|against|refrain|reject\w{0,3}"
    r"|anti|report|suspect\w{0,3}|suspicion|declare\w{0,2}|declaration|void|penal\w{0,4}|nicht|kein\w{0,2}|verbot\w{0,2}|ausschl\w{1,6}|ne|pas|interdit\w?|exclus\w{0,3}|prohibid\w|prohib\w{1,4}|vietat\w|non)\b"
)
"""A sentence that warns of it or says what excludes: notices speak of bribery more often than anybody else."""


_NOT = re.compile(r"\b(?:no|not|never|nicht|kein\w{0,2}|pas|non)\b")


def _warns(folded: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    return bool(_WARNS.search(folded, max(0, start - 60), start) or _NOT.search(folded, start, end) or _WARNS.search(folded, end, end + 40))


class Withheld(NamedTuple):
    text: str
    families: tuple[Family, ...]


def without_topics(text: str, in_source: Callable[[str], bool]) -> Withheld:
    """The text with each such sentence replaced by words that say why. Off-topic words that the notice itself uses stay:
    a canteen tender has recipes, and a defence tender speaks of explosives.
    """
    if not any(pattern.search(canonical(text).text) for _, pattern in RULES):
        return Withheld(text, ())
    families: list[Family] = []

    def judged(hit: re.Match[str]) -> str:
        sentence = hit[0]
        folded = canonical(sentence).text
        for family, pattern in RULES:
            found = pattern.search(folded)
            if found is None or (family in ("illegal_advice", "violence") and _warns(folded, found)):
                continue
            if family in ("off_topic", "violence") and in_source(found[0]):
                continue
            families.append(family)
            return (" " if sentence[0].isspace() else "") + WITHHELD[family]
        return sentence

    return Withheld(_SENTENCE.sub(judged, text), tuple(families))
