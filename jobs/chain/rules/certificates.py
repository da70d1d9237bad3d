"""Certificates and minimum turnover named in the text, held against the profile, with the sentence as evidence."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice

from jobs.chain.analysis import Claim, KnockOut
from jobs.chain.coverage import Proof
from jobs.chain.model import Case
from jobs.chain.profile import Certificate, Profile
from jobs.chain.quotes import around
from jobs.chain.rules.entry_terms import entry_knock_outs
from jobs.chain.rules.knock_outs import knock_out
from jobs.chain.rules.matching import LIKE_SIZED
from jobs.chain.rules.standards import certifies, expired, is_choice, runs_out
from jobs.chain.rules.words import find, fold
from jobs.chain.tender import Evidence, Passage

NAMED = re.compile(
    r"(?<!\w)(?P<name>(?:din |en |bs |pn-?|une-?|ns-?|ss-?){0,3}(?:iso|iec|ohsas)(?:/iec)?[ -]?\d{4,5}|din[ -]\d{4,5}|cyber essentials(?: plus)?"
    r"|pci[- ]dss|fedramp(?: (?:low|moderate|high))?|mase|ssip|safecontractor|secnumcloud|hds|bsi c5"
    r"|tisax|soc ?2|emas|sa ?8000|chas|constructionline|vca\*{0,2}|scc\*{0,2}|en ?\d{4,5}-\d)(?!\w)"
)
MUST = re.compile(
    r"\b(must|at least|no less than|not less than|shall|required?|requires|mandatory|minimum|compulsory|muss|mussen|zwingend|erforderlich|vorzulegen|verlangt|mindest\w{0,20}|au moins|al menos|almeno|minstens|co najmniej|minst|ten minste"
    r"|doit|doivent|exigee?s?|obligatoires?|requis\w{0,3}|debe|deben|obligatori\w|exigid\w{1,2}|deve|devono|richiest\w|moet"
    r"|moeten|vereist|verplicht"
    r"|musi|wymagan\w{1,3}|ska|skall|kravs|obligatorisk\w{0,2}"
    r"|debera\w?|dovra|dovranno|devra|devront|skal|oltava|trebuie|mora|kell)\b"
)
SOFT = re.compile(
    r"\b(or equivalent|equivalent|desirable|obtained|achieved? within|working towards|preferred|advantage|optional|not required|gleichwertig\w{0,2}|wunschenswert|equivalente?s?"
    r"|ou equivalent|o equivalente|gelijkwaardig\w?|rownowazn\w{1,3}|likvardig\w{0,2}|scored|weighted|points?)\b"
)
TURNOVER = re.compile(
    r"(?:turnover|(?:annual|yearly|minimum) revenues?|umsatz\w{0,6}|chiffre d.affaires|(?:volumen|cifra) (?:(?:medio |media )?anual )?de negocios|fatturato|omzet|obrot\w{0,3}"
    r"|omsattning\w{0,3}|oms(?:æ|ae|e)tning\w{0,3}|liikevaihto\w{0,2}|cifra de afaceri|rocni obrat)[^.;\n]{0,80}?"
    r"(?P<currency>eur|gbp|usd|chf|sek|pln|dkk|nok|czk|huf|ron|€|£|\$)?\s?(?P<amount>\d[\d.,' ]{2,18}\d|\d{1,4}(?:[.,]\d{1,2})?)\s?"
    r"(?P<scale>mil(?:lion|lon|ion|joen|joner|joon)\w{0,3}|mio|mln|m|k|thousand)?\b\.?\s?(?:de |di |d.)?"
    r"(?P<after>eur|euros?|gbp|pounds|usd|chf|sek|pln|dkk|nok|czk|huf|ron|k[cr]|€|£)?"
)
SYMBOLS = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "KC": "CZK", "£": "GBP", "POUNDS": "GBP", "$": "USD"}
SENTENCE_END = re.compile(r"\. |[;\n]")
MOST_HITS = 200
"""Certificates looked at per passage."""
LEAST_LETTERS = 4
"""Names of our own papers that are shorter stand in any text."""
SCALES = {"k": 1_000, "thousand": 1_000}


def text_knock_outs(case: Case) -> tuple[tuple[KnockOut, ...], tuple[Claim, ...]]:
    """Knock-outs for what the text demands, and risks for what it merely mentions. At most one a certificate."""
    if case.profile is None:
        return (), ()
    demands: dict[str, KnockOut] = {}
    mentions: dict[str, Claim] = {}
    ours = tuple(own.name for own in case.profile.certificates if len(own.name) >= LEAST_LETTERS and not NAMED.search(fold(own.name)))
    for passage in case.tender.passages:
        folded = fold(passage.text)
        for name, span in _named(folded, ours):
            if name in demands and demands[name].status != "clear":
                continue
            _weigh(name, passage, folded, span, case, case.profile, demands, mentions)
    turnover = _turnover(case.tender.passages, case.profile)
    risks = tuple(claim for name, claim in mentions.items() if name not in demands)
    return (*demands.values(), *turnover, *entry_knock_outs(case)), risks[:5]


def _named(folded: str, ours: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Certificates by name and place: those everybody knows, then our own of other names."""
    for hit in islice(NAMED.finditer(folded), MOST_HITS):
        yield _norm(hit["name"]), hit.span()
    for name in ours:
        if span := find(folded, name):
            yield _norm(fold(name)), span


def _weigh(
    name: str,
    passage: Passage,
    folded: str,
    span: tuple[int, int],
    case: Case,
    profile: Profile,
    demands: dict[str, KnockOut],
    mentions: dict[str, Claim],
) -> None:
    sentence = _sentence(folded, *span)
    if not certifies(name, sentence):
        return
    evidence = (Evidence(anchor=passage.anchor, quote=around(passage.text, *span), passage_id=passage.id),)
    shown = passage.text[span[0] : span[1]]
    held = next((own for own in profile.certificates if _same(name, own)), None)
    if held and not expired(held, case.now):
        demands[name] = knock_out("certificate", "clear", f"{shown} is named, and you hold it.", evidence)
        if runs_out(held, case.tender.deadlines):
            mentions[f"{name} runs out"] = Claim(
                text=f"{shown} is named; yours runs out on {held.expires}, before offers are due.", evidence=evidence
            )
    elif (proof := _shown(name, case)) is not None:
        text = f"{shown} is named, and your library shows it ({proof.place}: “{proof.quote[:120]}”)."
        demands[name] = knock_out("certificate", "clear", text, evidence)
    elif other := _other_choice(folded, span, profile, case.now):
        demands[name] = knock_out("certificate", "clear", f"{shown} is one choice, and you hold the other, {other}.", evidence)
    elif not MUST.search(sentence):
        mentions[name] = Claim(text=f"{shown} is named; your profile does not show it.", evidence=evidence)
    elif held:
        demands[name] = knock_out("certificate", "unknown", f"{shown} is demanded; yours expired on {held.expires}.", evidence)
    elif profile.certificates and not SOFT.search(sentence):
        demands[name] = knock_out("certificate", "fail", f"{shown} is demanded, and it is not among your certificates.", evidence)
    else:
        demands[name] = knock_out(
            "certificate", "unknown", f"{shown} or an equivalent seems to be demanded; your profile does not show it.", evidence
        )


def _shown(name: str, case: Case) -> Proof | None:
    """What the company's library holds of the certificate, if it is valid."""
    asked = {requirement.id for requirement in case.tender.requirements if name in _norm_all(fold(requirement.text))}
    held = (each for each in case.coverage if each.status == "held" and each.requirement_id in asked)
    return next((proof for each in held for proof in each.evidence if name in _norm_all(fold(proof.quote))), None)


def _other_choice(folded: str, span: tuple[int, int], profile: Profile, now: datetime) -> str | None:
    """What we hold of two certificates that stand side by side with an `or` between them."""
    for hit in NAMED.finditer(folded, max(0, span[0] - 80), span[1] + 80):
        first, last = sorted((hit.span(), span))
        between = folded[first[1] : last[0]]
        if hit.span() == span or SENTENCE_END.search(between) or not is_choice(between):
            continue
        name = _norm(hit["name"])
        if own := next((own for own in profile.certificates if _same(name, own) and not expired(own, now)), None):
            return own.name
    return None


def _norm_all(folded: str) -> set[str]:
    return {_norm(hit["name"]) for hit in islice(NAMED.finditer(folded), MOST_HITS)}


def _norm(name: str) -> str:
    digits = re.search(r"(?:iso|iec|ohsas)\D{0,6}(\d{4,5})", name)
    return f"iso {digits[1]}" if digits else re.sub(r"[^a-z0-9]+", " ", name).strip()


def _same(name: str, own: Certificate) -> bool:
    ours = _norm(fold(own.name))
    return name == ours or bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", ours))


def _sentence(folded: str, start: int, end: int) -> str:
    """What stands around [start, end) up to the next full stop, semicolon or line end, and at most 200 characters."""
    before, after = folded[max(0, start - 200) : start], folded[end : end + 200]
    return SENTENCE_END.split(before)[-1] + folded[start:end] + SENTENCE_END.split(after)[0]


def _turnover(passages: tuple[Passage, ...], profile: Profile) -> list[KnockOut]:
    for passage in passages:
        folded = fold(passage.text)
        for hit in islice(TURNOVER.finditer(folded), MOST_HITS):
            amount, currency = _amount(hit)
            if amount < 1000 or not MUST.search(_sentence(folded, *hit.span())):
                continue
            evidence = (Evidence(anchor=passage.anchor, quote=around(passage.text, *hit.span()), passage_id=passage.id),)
            if profile.turnover is not None and _far_above(profile.turnover, profile.currency, amount, currency):
                text = f"A turnover of {amount:,.0f} {currency} is demanded; yours, {profile.turnover:,.0f} {profile.currency}, is far above it."
                return [knock_out("turnover", "clear", text, evidence)]
            if profile.turnover is None or currency not in (None, profile.currency):
                return [knock_out("turnover", "unknown", "A minimum turnover is demanded; yours is not known in that currency.", evidence)]
            ok = profile.turnover >= amount
            text = f"A turnover of {amount:,.0f} is demanded; yours is {profile.turnover:,.0f} {profile.currency}."
            return [knock_out("turnover", "clear" if ok else "fail", text, evidence)]
    return []


def _far_above(ours: Decimal, our_currency: str, amount: Decimal, currency: str | None) -> bool:
    return currency != our_currency and {currency, our_currency} <= LIKE_SIZED and ours >= 3 * amount


def _amount(hit: re.Match[str]) -> tuple[Decimal, str | None]:
    raw = re.sub(r"[ ']", "", hit["amount"]).rstrip(".,")
    tail = re.search(r"[.,](\d{1,2})$", raw)
    whole = re.sub(r"[.,]", "", raw[: tail.start()] if tail else raw)
    amount = Decimal(f"{whole or 0}.{tail[1] if tail else 0}")
    scale = hit["scale"]
    amount *= SCALES.get(scale, 1_000_000) if scale else 1
    symbol = (hit["currency"] or hit["after"] or "").upper()
    return amount, SYMBOLS.get(symbol, symbol) or None
