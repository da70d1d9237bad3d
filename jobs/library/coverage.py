"""Which requirements the company can show that it meets: only what a document or the profile says of the very thing counts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice, pairwise
from typing import Protocol

from jobs.chain.coverage import Coverage, Proof, Status
from jobs.chain.profile import Profile
from jobs.chain.quotes import LONGEST_QUOTE, around
from jobs.chain.rules.words import find, fold
from jobs.chain.tender import Requirement
from jobs.library import demands
from jobs.library.figures import amounts_in, valid_until
from jobs.library.terms import READ, STANDARD, standards_in, terms_of

LEAST_SHARE = 0.6
"""Of a requirement's words, to be found in one passage that speaks of the same thing."""
LEAST_WORDS = 2
LONGEST_PASSAGE = 5_000
"""Characters of a passage that are looked at; a chunk of the library has 1,200 at most."""
MOST_NAMED = 20
"""Standards or insurances looked at in one passage."""


class Passage(Protocol):
    """What a search of the library gives: `storage.library.Hit`."""

    @property
    def document(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def page(self) -> int | None: ...


Verdict = tuple[Status, tuple[Proof, ...]]
NOT_FOUND: Verdict = ("not_found", ())


def coverage(
    requirements: Iterable[Requirement], profile: Profile | None, hits_by_requirement: Mapping[str, Sequence[Passage]], *, today: date
) -> tuple[Coverage, ...]:
    """One for each requirement, in order. `today` is the day on which certificates and policies must still be valid."""
    found: list[Coverage] = []
    for requirement in requirements:
        status, proofs = _judge(requirement, profile, hits_by_requirement.get(requirement.id, ()), today)
        found.append(Coverage(requirement_id=requirement.id, status=status, evidence=proofs))
    return tuple(found)


def _judge(requirement: Requirement, profile: Profile | None, hits: Sequence[Passage], today: date) -> Verdict:
    folded = fold(requirement.text[:READ])
    if requirement.kind in ("attachment", "scored") or requirement.stage == "contract":
        return NOT_FOUND
    if named := standards_in(folded):
        return _standards(folded, named, profile, hits, today)
    if requirement.kind == "insurance" or demands.INSURANCE.search(folded):
        return _insurance(folded, hits, today)
    if demands.TURNOVER.search(folded):
        return _turnover(folded, profile)
    if demands.REFERENCES.search(folded):
        return _references(requirement.text, folded, profile, hits, today)
    if requirement.kind in ("policy", "certification") or requirement.stage == "selection":
        return _best(_same_thing(requirement.text, hit, today) for hit in hits)
    return NOT_FOUND


def _best(verdicts: Iterable[Verdict]) -> Verdict:
    """The first held, else the first expired, else not found."""
    seen = list(verdicts)
    return next((each for wanted in ("held", "expired") for each in seen if each[0] == wanted), NOT_FOUND)


def _standards(folded: str, named: Sequence[str], profile: Profile | None, hits: Sequence[Passage], today: date) -> Verdict:
    """All of those named; one of them where the sentence lists them with nothing but commas and an `or`."""
    each = [_best((*_profile_certificates(name, profile, today), *(_certificate(name, hit, today) for hit in hits))) for name in named]
    gaps = [folded[left.end() : right.start()] for left, right in pairwise(STANDARD.finditer(folded))]
    if demands.are_alternatives(gaps):
        return _best(each)
    for status in ("not_found", "expired"):
        if lacking := [verdict for verdict in each if verdict[0] == status]:
            return status, tuple(proof for _, proofs in lacking for proof in proofs)
    return "held", tuple(proof for _, proofs in each for proof in proofs)


def _profile_certificates(name: str, profile: Profile | None, today: date) -> list[Verdict]:
    found: list[Verdict] = []
    for own in profile.certificates if profile else ():
        if name in standards_in(fold(own.name)):
            quote = f"{own.name}, expires {own.expires}" if own.expires else own.name
            found.append(("held" if _is_valid(own.expires, today) else "expired", (Proof(source="profile.certificates", quote=quote),)))
    return found


def _is_valid(expires: str | None, today: date) -> bool:
    try:
        return expires is None or date.fromisoformat(expires) >= today
    except ValueError:
        return False


def _certificate(name: str, hit: Passage, today: date) -> Verdict:
    """A sentence that speaks of being certified to that standard, and denies nothing."""
    folded = fold(hit.text[:LONGEST_PASSAGE])
    spans = [found.span() for found in islice(STANDARD.finditer(folded), MOST_NAMED)]
    seen: list[Verdict] = []
    for at, (start, end) in enumerate(spans):
        if name not in standards_in(folded[start:end]):
            continue
        sentence = demands.sentence(folded, start, end)
        if hit.kind != "certificate" and not demands.CERTIFIED.search(folded[slice(*sentence)]):
            continue
        until = spans[at + 1][0] if at + 1 < len(spans) else len(folded)
        seen.append(_while_valid(hit, folded, (start, end), sentence, until, today))
    return _best(seen)


def _while_valid(hit: Passage, folded: str, span: tuple[int, int], sentence: tuple[int, int], until: int, today: date) -> Verdict:
    """Held unless the sentence denies it or what follows gives a date that is past; the quote holds both where they are close."""
    said = folded[slice(*sentence)]
    if demands.DENIED.search(said):
        return NOT_FOUND
    start, end = span
    validity = valid_until(folded[sentence[0] : max(sentence[1], min(until, end + demands.NEARBY))])
    if validity:
        far = sentence[0] + validity[1][1]
        end = far if start < far <= start + LONGEST_QUOTE - 20 else end
    proof = (Proof(source=hit.document, quote=around(hit.text, start, end), page=hit.page),)
    if demands.LAPSED.search(said) or (validity and validity[0] < today):
        return "expired", proof
    return "held", proof


def _insurance(folded: str, hits: Sequence[Passage], today: date) -> Verdict:
    """A passage naming every kind of insurance the requirement does, and at least its sum in its currency."""
    kinds = demands.insurances_in(folded)
    least = next(iter(amounts_in(folded)), None)
    if not kinds:
        return NOT_FOUND
    seen: list[Verdict] = []
    for hit in hits:
        own = fold(hit.text[:LONGEST_PASSAGE])
        for found in islice(demands.INSURANCE.finditer(own), MOST_NAMED):
            start, end = demands.sentence(own, *found.span())
            sums = [sum_ for sum_ in amounts_in(own[start:end]) if least and sum_.currency == least.currency and sum_.value >= least.value]
            if not kinds <= demands.insurances_in(own[start:end]) or (least and not sums):
                continue
            upto = start + sums[0].end if sums else found.end()
            span = (min(found.start(), start + sums[0].start if sums else found.start()), max(upto, found.end()))
            seen.append(_while_valid(hit, own, span, (start, end), len(own), today))
    return _best(seen)


def _turnover(folded: str, profile: Profile | None) -> Verdict:
    least = next(iter(amounts_in(folded)), None)
    if profile is None or profile.turnover is None or least is None or least.currency != profile.currency or profile.turnover < least.value:
        return NOT_FOUND
    return "held", (Proof(source="profile.turnover", quote=f"{profile.turnover:,.0f} {profile.currency} a year"),)


def _references(text: str, folded: str, profile: Profile | None, hits: Sequence[Passage], today: date) -> Verdict:
    """As many as are asked for, of the same trade, and recent enough where the requirement says how recent. A document counts once."""
    words = demands.trade_of(terms_of(text))
    told = {hit.document: hit for hit in reversed(hits) if hit.kind == "reference" and _is_of(words, hit.text[:LONGEST_PASSAGE])}
    found = [Proof(source="profile.references", quote=line) for line in (profile.references if profile else ()) if _is_of(words, line)]
    found += [Proof(source=name, quote=hit.text, page=hit.page) for name, hit in reversed(told.items())]
    since = demands.since_year(folded, today)
    recent = [proof for proof in found if since is None or demands.last_year(proof.quote, today) >= since]
    asked = demands.how_many(folded)
    if len(recent) < asked:
        return NOT_FOUND
    return "held", tuple(proof.model_copy(update={"quote": _near(words, proof.quote)}) for proof in recent[:asked])


def _near(words: Sequence[str], text: str) -> str:
    folded = fold(text)
    start, end = next((span for word in words if (span := find(folded, word))), (0, 0))
    return around(text, start, end, (LONGEST_QUOTE - (end - start)) // 2)


def _same_thing(text: str, hit: Passage, today: date) -> Verdict:
    """A sentence of the passage that holds most of the requirement's words."""
    words = terms_of(text)
    folded = fold(hit.text[:LONGEST_PASSAGE])
    for sentence in demands.sentences(folded):
        said = folded[slice(*sentence)]
        if len(words) < LEAST_WORDS or not _is_of(words, said):
            continue
        first = next(span for word in words if (span := find(said, word)))
        span = (sentence[0] + first[0], sentence[0] + first[1])
        return _while_valid(hit, folded, span, sentence, len(folded), today)
    return NOT_FOUND


def _is_of(words: Sequence[str], text: str) -> bool:
    folded = fold(text)
    there = sum(find(folded, word) is not None for word in words)
    return there >= max(min(LEAST_WORDS, len(words)), LEAST_SHARE * len(words))
