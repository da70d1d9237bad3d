"""The six criteria by fixed rules. What the notice and the profile do not hold stays unknown and says why."""

from jobs.chain.analysis import Claim, Criterion
from jobs.chain.missing import THIN, text_length
from jobs.chain.model import Case
from jobs.chain.policy import DEFAULT_WEIGHTS
from jobs.chain.profile import Profile
from jobs.chain.rules import cite
from jobs.chain.rules.calendar import working_days
from jobs.chain.rules.knock_outs import open_deadlines
from jobs.chain.rules.matching import SizeFit, capability_hits, cpv_nearness, size_fit
from jobs.chain.rules.open_points import foreign
from jobs.chain.rules.references import NO_PROFILE, akin
from jobs.chain.rules.words import has
from jobs.chain.tender import Money, Tender

BY_CPV = {8: 5.0, 7: 5.0, 6: 4.5, 5: 4.5, 4: 4.0, 3: 3.0, 2: 2.0, 1: 0.5, 0: 0.5}
"""Shared leading CPV digits to points: division 2, group 3, class 4, category 5 (Regulation (EC) 2195/2002)."""
FOREIGN = 1.5
"""Points of effort at most where nobody writes the language of the offer: it goes through translators twice."""
BY_SIZE: dict[SizeFit, float] = {"within": 4.5, "near": 3.0, "under": 1.5, "over": 1.0}


def rate_by_rules(case: Case) -> tuple[Criterion, ...]:
    """All six, in the order of the default weights."""
    profile, tender = case.profile, case.tender
    return (
        _capability(tender, profile),
        _strategy(tender, profile),
        _criterion(
            "winnability",
            None,
            cite.claim("Incumbent, competition and the buyer's leanings are not in the notice; rules cannot judge them."),
        ),
        _references(case, profile),
        _commercial(tender, profile),
        effort(case),
    )


def _criterion(code: str, score: float | None, claim: Claim) -> Criterion:
    return Criterion(code=code, weight=DEFAULT_WEIGHTS[code], score=score, claim=claim)


def _capability(tender: Tender, profile: Profile | None) -> Criterion:
    if profile is None or not (profile.cpv or profile.capabilities):
        return _criterion("capability", None, cite.claim(NO_PROFILE))
    near = cpv_nearness(tender.cpv_all or ((tender.cpv_main,) if tender.cpv_main else ()), profile.cpv)
    in_title, in_text = capability_hits(tender, profile)
    by_code = BY_CPV[near[0]] if near else None
    by_words = 4.0 if in_title else (2.0 + min(len(in_text), 4) * 0.5) if in_text else None
    known = [score for score in (by_code, by_words) if score is not None]
    if not known:
        if text_length(tender) < THIN:
            return _criterion("capability", None, cite.claim("Too little text and no CPV code: the work cannot be told."))
        return _criterion("capability", 1.0, cite.claim("None of your capabilities is named in the notice."))
    score = min(5.0, max(known) + (0.5 if len(known) == 2 and min(known) >= 2 else 0.0))
    if by_code is not None and by_code < 1 and in_text and not in_title:
        score = min(score, 2.0)  # a word in passing does not outweigh a CPV of another trade
    return _criterion("capability", score, _capability_claim(tender, near, (*in_title, *in_text)))


def _capability_claim(tender: Tender, near: tuple[int, str, str] | None, words: tuple[str, ...]) -> Claim:
    parts: list[str] = []
    if near and near[0] >= 2:
        parts.append(f"CPV {near[1]} lies {'in' if near[0] == 8 else 'near'} your branch {near[2]}")
    elif near:
        parts.append(f"CPV {near[1]} is none of your branches")
    parts.append(f"it names {', '.join(words[:4])}" if words else "none of your capabilities is named")
    evidence = [*(cite.fact(tender, "cpv_main", "cpv_all")[:1] if near else ())]
    for word in words[:2]:
        evidence += cite.phrase(tender, word)
    return cite.claim("; ".join(parts) + ".", *evidence)


def _strategy(tender: Tender, profile: Profile | None) -> Criterion:
    if profile is None:
        return _criterion("strategy", None, cite.claim(NO_PROFILE))
    parts: list[tuple[float, str]] = []
    fields: list[str] = []
    if any(has(tender.buyer, name) for name in profile.strategic_buyers):
        parts.append((5.0, "the buyer is one you named as strategic"))
        fields.append("buyer")
    fit = size_fit(tender.estimated_value, profile)
    if fit:
        parts.append((BY_SIZE[fit], f"the size is {_size_words(fit)} your range"))
        fields.append("estimated_value")
    if tender.buyer_country and profile.countries:
        home = tender.buyer_country in profile.countries
        parts.append(
            (4.0, f"{tender.buyer_country} is a country of yours") if home else (0.5, f"{tender.buyer_country} is no country of yours")
        )
        fields.append("buyer_country")
    if not parts:
        return _criterion("strategy", None, cite.claim("Your profile names neither buyers, range nor countries to hold this against."))
    text = "; ".join(words for _, words in parts)
    score = sum(points for points, _ in parts) / len(parts)
    return _criterion("strategy", score, cite.claim(text[0].upper() + text[1:] + ".", *cite.fact(tender, *fields)))


def _size_words(fit: SizeFit) -> str:
    return {"within": "within", "near": "just outside", "over": "above", "under": "below"}[fit]


def _references(case: Case, profile: Profile | None) -> Criterion:
    """References that fit, and how much of what is demanded the company can show."""
    (points, claim), held = akin(case.tender, profile), _to_hand(case)
    if held is None:
        return _criterion("references", points, claim)
    score, text = held
    known = [score] if points is None else [score, points]
    words = f"{text} {claim.text}" if points is not None else text
    return _criterion("references", sum(known) / len(known), cite.claim(words, *claim.evidence))


def _to_hand(case: Case) -> tuple[float, str] | None:
    """Points and words for the evidence to hand; None where nothing was held against the library or profile."""
    held = [each for each in case.coverage if each.status == "held"]
    expired = [each for each in case.coverage if each.status == "expired"]
    if not held and not expired:
        return None
    shown = "; ".join(dict.fromkeys(proof.place for each in held for proof in each.evidence[:1]))
    text = (
        f"You can show {len(held)} of {len(case.coverage)} requirements found ({shown[:200]})."
        if held
        else "What you could show has expired."
    )
    text += f" {len(expired)} has expired." if len(expired) == 1 else f" {len(expired)} have expired." if expired else ""
    return max(0.5, 5.0 * len(held) / len(case.coverage) - 0.5 * len(expired)), text


def _commercial(tender: Tender, profile: Profile | None) -> Criterion:
    money = tender.estimated_value
    if profile is None or money is None:
        return _criterion(
            "commercial", None, cite.claim("The notice states no value." if profile else NO_PROFILE, *cite.fact(tender, "estimated_value"))
        )
    evidence = cite.fact(tender, "estimated_value")
    fit = size_fit(money, profile)
    if fit is None:
        return _criterion(
            "commercial", None, cite.claim(f"{_money(money)} cannot be held against your range in {profile.currency}.", *evidence)
        )
    score, text = BY_SIZE[fit] - 0.5, f"{_money(money)} is {_size_words(fit)} your range"
    if money.currency != profile.currency:
        text += f" in {profile.currency}, whatever the rate"
    if money.basis == "framework_maximum":
        score, text = min(score, 3.0), text + "; it is the ceiling of a framework, not income"
    if money.vat == "unknown":
        text += "; whether VAT is in it is not said"
    return _criterion("commercial", score, cite.claim(text + ". Term, margin and payment are not judged.", *evidence))


def _money(money: Money) -> str:
    return f"{money.amount:,.0f} {money.currency or '(no currency stated)'}"


def effort(case: Case) -> Criterion:
    """Time left against time needed: dates are counted by code, whoever judges the rest."""
    ahead = open_deadlines(case.tender, case.now)
    evidence = cite.fact(case.tender, "deadlines", "deadline")
    if not ahead:
        return _criterion("effort", None, cite.claim("No open deadline to hold the effort against.", *evidence))
    need = max(case.profile.bid_days if case.profile else 10, 1)
    days = working_days(case.now, ahead[0][1])
    ratio = days / need
    score = 5.0 if ratio >= 2 else 4.5 if ratio >= 1.5 else 3.5 if ratio >= 1 else 1.5 if ratio >= 0.6 else 0.5
    text = f"{days} working days are left; an offer takes you about {need}."
    if case.profile and (language := foreign(case.tender, case.profile)):
        score, text = max(0.5, min(score - 1.5, FOREIGN)), text + f" It is written in {language}, which you do not list."
        evidence += cite.fact(case.tender, "notice_lang")
    return _criterion("effort", score, cite.claim(text, *evidence))
