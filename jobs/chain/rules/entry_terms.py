"""Terms of taking part that a profile says nothing of: a clearance, a cover whose lack ends the offer. They are asked, not assumed."""

import re

from jobs.chain.analysis import KnockOut
from jobs.chain.model import Case
from jobs.chain.rules.knock_outs import knock_out
from jobs.chain.rules.words import fold
from jobs.chain.tender import Requirement, Tender

CLEARANCE = re.compile(
    r"(?<!\w)(?:security[- ]clear\w+|(?:sc|dv|facility|personnel)[- ](?:security[- ])?clear\w+|sicherheits(?:uberpruf|bescheid)\w*"
    r"|habilitations? (?:de )?(?:securite|defense|confidentiel|secret)\w*|habilitacion(?:es)? de seguridad|nulla osta (?:di )?sicurezza"
    r"|(?:poswiadczen|swiadectw)\w+ bezpieczenstwa|veiligheids(?:machtiging|verklaring)\w*|sakerhetsskyddsavtal\w*"
    r"|sikkerheds(?:godkend|klar)\w+|sikkerhetsklarer\w+|turvallisuusselvity\w*)(?!\w)"
)
ENDS_IT = re.compile(
    r"\b(?:rejected|disqualified|not be (?:considered|evaluated|assessed)|not (?:considered|evaluated|assessed)|pass (?:or |/ ?)fail"
    r"|ausgeschlossen|ausschluss|rejete\w{0,2}|elimine\w{0,2}|exclues?|excluid\w{1,2}|esclus[aeio]|uitgesloten|niet beoordeeld"
    r"|odrzucon\w+|wykluczon\w+|forkastas|utesluts|afvises|avvises)\b"
)
"""How a notice says that an offer without it is out (folded)."""
NEAR = 160
"""Characters after a demand in which the next sentence may say what its lack means."""
NEXT_ITEM = re.compile(r"\n\s*(?:\d+[.)]|[-*•])")


def entry_knock_outs(case: Case) -> tuple[KnockOut, ...]:
    """At most one clearance and one insurance, each with its sentence; nothing where the library shows it."""
    shown = {each.requirement_id for each in case.coverage if each.status == "held"}
    asked = [each for each in case.tender.requirements if each.id not in shown and each.weight is None]
    found: list[KnockOut] = []
    if case.tender.security_clearance is not True and (first := next((each for each in asked if _clearance(each)), None)):
        text = "A security clearance is demanded; whether you hold it is not known."
        found.append(knock_out("clearance", "unknown", text, (first.evidence,)))
    if first := next((each for each in asked if each.kind == "insurance" and _ends_it(each, case.tender)), None):
        text = "An insurance is demanded without which an offer is out; whether yours reaches it is not known."
        found.append(knock_out("insurance", "unknown", text, (first.evidence,)))
    return tuple(found)


def _clearance(requirement: Requirement) -> bool:
    return requirement.stage != "contract" and bool(CLEARANCE.search(fold(requirement.text)))


def _ends_it(requirement: Requirement, tender: Tender) -> bool:
    if ENDS_IT.search(fold(requirement.text)):
        return True
    quote = requirement.evidence.quote
    passage = next((each for each in tender.passages if each.id == requirement.evidence.passage_id), None)
    if passage is None or (start := passage.text.find(quote)) < 0:
        return False
    after = start + len(quote)
    return bool(ENDS_IT.search(fold(NEXT_ITEM.split(passage.text[after : after + NEAR])[0])))
