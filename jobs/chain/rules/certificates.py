"""Certificates and minimum turnover named in the text, held against the profile, with the sentence as evidence."""

import re
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

from jobs.chain.analysis import Claim, KnockOut
from jobs.chain.coverage import Proof
from jobs.chain.model import Case
from jobs.chain.profile import Certificate, Profile
from jobs.chain.quotes import around
from jobs.chain.rules.knock_outs import knock_out
from jobs.chain.rules.words import fold
from jobs.chain.tender import Evidence, Passage

NAMED = re.compile(
    r"(?<!\w)(?P<name>(?:din |en |bs |pn-?|une-?|ns-?|ss-?){0,3}(?:iso|iec|ohsas)(?:/iec)?[ -]?\d{4,5}|cyber essentials(?: plus)?"
    r"|pci[- ]dss"
    r"|tisax|soc ?2|emas|sa ?8000|chas|constructionline|vca\*{0,2}|scc\*{0,2}|en ?\d{4,5}-\d)(?!\w)"
)
MUST = re.compile(
    r"\b(must|at least|no less than|not less than|shall|required?|requires|mandatory|minimum|compulsory|muss|mussen|zwingend|erforderlich|vorzulegen|verlangt|mindest\w{0,20}|au moins|al menos|almeno|minstens|co najmniej|minst|ten minste"
    r"|doit|doivent|exigee?s?|obligatoires?|requis\w{0,3}|debe|deben|obligatori\w|exigid\w{1,2}|deve|devono|richiest\w|moet"
    r"|moeten|vereist|verplicht"
    r"|musi|wymagan\w{1,3}|ska|skall|kravs|obligatorisk\w{0,2})\b"
)
SOFT = re.compile(
    r"\b(or equivalent|equivalent|desirable|preferred|advantage|optional|not required|gleichwertig\w{0,2}|wunschenswert|equivalente?s?"
    r"|ou equivalent|o equivalente|gelijkwaardig\w?|rownowazn\w{1,3}|likvardig\w{0,2}|scored|weighted|points?)\b"
)
TURNOVER = re.compile(
    r"(?:turnover|umsatz\w{0,6}|chiffre d.affaires|volumen de negocios|fatturato|omzet|obrot\w{0,3}|omsattning)[^.;\n]{0,80}?"
    r"(?P<currency>eur|gbp|usd|chf|sek|pln|€|£|\$)?\s?(?P<amount>\d[\d.,' ]{2,18}\d|\d{1,4}(?:[.,]\d{1,2})?)\s?"
    r"(?P<scale>million(?:en|s)?|mio|mln|m|k|thousand)?\b\.?\s?(?P<after>eur|euro|gbp|pounds|usd|chf|sek|pln|€|£)?"
)
SYMBOLS = {"€": "EUR", "EURO": "EUR", "£": "GBP", "POUNDS": "GBP", "$": "USD"}
SENTENCE_END = re.compile(r"\. |[;\n]")
MOST_HITS = 200
"""Certificates looked at per passage."""
LIKE_SIZED = frozenset({"EUR", "GBP", "USD", "CHF"})
"""Currencies that have been within a factor of two of each other for decades: three times as much is enough in any."""
SCALES = {"k": 1_000, "thousand": 1_000}


def text_knock_outs(case: Case) -> tuple[tuple[KnockOut, ...], tuple[Claim, ...]]:
    """Knock-outs for what the text demands, and risks for what it merely mentions. At most one a certificate."""
    if case.profile is None:
        return (), ()
    demands: dict[str, KnockOut] = {}
    mentions: dict[str, Claim] = {}
    for passage in case.tender.passages:
        folded = fold(passage.text)
        for hit in islice(NAMED.finditer(folded), MOST_HITS):
            name = _norm(hit["name"])
            if name in demands and demands[name].status != "clear":
                continue
            _weigh(name, passage, folded, hit.span(), case, case.profile, demands, mentions)
    turnover = _turnover(case.tender.passages, case.profile)
    risks = tuple(claim for name, claim in mentions.items() if name not in demands)
    return (*demands.values(), *turnover), risks[:5]


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
    evidence = (Evidence(anchor=passage.anchor, quote=around(passage.text, *span), passage_id=passage.id),)
    shown = passage.text[span[0] : span[1]]
    held = next((own for own in profile.certificates if _same(name, own)), None)
    if held and not _expired(held, case.now):
        demands[name] = knock_out("certificate", "clear", f"{shown} is named, and you hold it.", evidence)
    elif (proof := _shown(name, case)) is not None:
        text = f"{shown} is named, and your library shows it ({proof.place}: “{proof.quote[:120]}”)."
        demands[name] = knock_out("certificate", "clear", text, evidence)
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


def _norm_all(folded: str) -> set[str]:
    return {_norm(hit["name"]) for hit in islice(NAMED.finditer(folded), MOST_HITS)}


def _norm(name: str) -> str:
    digits = re.search(r"(?:iso|iec|ohsas)\D{0,6}(\d{4,5})", name)
    return f"iso {digits[1]}" if digits else re.sub(r"[^a-z0-9]+", " ", name).strip()


def _same(name: str, own: Certificate) -> bool:
    ours = _norm(fold(own.name))
    return name == ours or bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", ours))


def _expired(own: Certificate, now: datetime) -> bool:
    try:
        return own.expires is not None and date.fromisoformat(own.expires) < now.date()
    except ValueError:
        return True


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
