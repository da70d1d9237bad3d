"""The last guard: nothing leaves that the notice does not bear out, and nothing that Slack would act on."""

import re
from collections.abc import Iterable

from jobs.chain.analysis import Analysis, Claim, Criterion, KnockOut
from jobs.chain.profile import Profile
from jobs.chain.quotes import is_verified
from jobs.chain.rules.knock_outs import CODE_OWNED
from jobs.chain.tender import Evidence, Tender

CONTROL = re.compile(r"<[!@#][^>\n]{0,200}>|(?<![\w.@/])@(?=(?:channel|here|everyone)\b)", re.IGNORECASE)
LINK = re.compile(r"(?:https?|ftp|slack|javascript|data|file|mailto|tel):[^\s<>|\]]{1,500}|\bwww\.[^\s<>|\]]{1,500}", re.IGNORECASE)
MASKED_LINK = re.compile(r"!?\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)|<[^|>\n]{1,500}\|([^>\n]{0,200})>")
PERCENT = re.compile(r"\d[\d.,]{0,12}(?=\s?(?:%|per ?cent|prozent))", re.IGNORECASE)
"""Shares are small numbers, and small numbers stand in every date: these must stand in the quote or be a weight."""
GROUPED = re.compile(r"\d{1,3}(?:[., '\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?")
ZERO_CENTS = re.compile(r"[.,]0{1,2}$")
NUMBER = re.compile(r"\d[\d.,' \u00a0\u202f]{0,24}\d|\d")


def guard_out(analysis: Analysis, tender: Tender, profile: Profile | None = None) -> Analysis:
    """The answer with unproven quotes dropped, claims left without any marked, control sequences and foreign links gone.

    Numbers in what a model claims must stand in its quotes, among the parsed facts or in the profile. Code-made claims
    count days and compare amounts themselves; their numbers are not questioned.
    """
    ours = {k.claim.text for k in analysis.knock_outs if k.code in CODE_OWNED}
    ours |= {criterion.claim.text for criterion in analysis.criteria if criterion.code == "effort"}
    gate = _Gate(tender, profile, ours, trusted=analysis.analyst == "rules")
    reasons = gate.claims(analysis.reasons)
    return analysis.model_copy(
        update={
            "headline": gate.text(_with(analysis.headline, analysis.reasons, reasons)),
            "reasons": reasons,
            "criteria": tuple(gate.criterion(criterion) for criterion in analysis.criteria),
            "knock_outs": tuple(gate.knock_out(knock_out) for knock_out in analysis.knock_outs),
            "risks": gate.claims(analysis.risks),
            "missing": tuple(map(gate.text, analysis.missing)),
            "what_would_change": gate.sentences(analysis.what_would_change),
        }
    )


def _with(headline: str, before: tuple[Claim, ...], after: tuple[Claim, ...]) -> str:
    """The headline repeats the first reason: what was marked there is marked here."""
    return headline.replace(before[0].text, after[0].text) if before and before[0].text else headline


class _Gate:
    def __init__(self, tender: Tender, profile: Profile | None, ours: set[str], *, trusted: bool) -> None:
        self._tender, self._ours, self._trusted = tender, ours, trusted
        self._shares = numbers(" ; ".join(each.weight or "" for each in tender.award_criteria))
        self._known = numbers(_facts(tender)) | (numbers(profile.model_dump_json()) if profile else set())

    def claims(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        return tuple(self.claim(claim) for claim in claims)

    def criterion(self, criterion: Criterion) -> Criterion:
        return criterion.model_copy(update={"claim": self.claim(criterion.claim)})

    def knock_out(self, knock_out: KnockOut) -> KnockOut:
        return knock_out.model_copy(update={"claim": self.claim(knock_out.claim)})

    def claim(self, claim: Claim) -> Claim:
        evidence = tuple(each for each in claim.evidence if self._holds(each))
        text = self.text(claim.text)
        if not self._trusted and claim.text not in self._ours:
            quoted = numbers(" ; ".join(each.quote for each in evidence))
            strange = strange_numbers(PERCENT.sub("", text), self._known | quoted)
            strange += strange_numbers(" ; ".join(PERCENT.findall(text)), self._shares | quoted)
            if strange:
                return Claim(text=f"{text} (not in the notice: {', '.join(strange)})")
        return Claim(text=text, evidence=evidence)

    def sentences(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Advice carries no quotes; what names a number nobody knows is left out."""
        return tuple(self.text(text) for text in texts if self._trusted or not strange_numbers(text, self._known))

    def _holds(self, evidence: Evidence) -> bool:
        return is_verified(evidence, self._tender) and not CONTROL.search(evidence.quote)

    def text(self, text: str) -> str:
        """Without mentions, channel calls, disguised links, and addresses other than the notice's own."""
        plain = MASKED_LINK.sub(lambda hit: hit[1] or hit[2] or "", CONTROL.sub("", text))
        own = self._tender.url
        return LINK.sub(lambda hit: hit[0] if own and hit[0].rstrip(".,;") == own else "[link removed]", plain)


def numbers(text: str) -> set[str]:
    """Every number in `text` as bare digits, separators and a zero fraction gone: `1.250.000,00` is `1250000`.

    What may be one number or several (`12 14`) is given both ways; what is grouped by thousands is one.
    """
    return {each for whole, parts in _readings(text) for each in (whole, *parts)}


def strange_numbers(text: str, known: set[str]) -> list[str]:
    """Numbers of `text` that are not among `known` in any reading, as written."""
    return sorted({whole for whole, parts in _readings(text) if whole not in known and not (parts and known.issuperset(parts))})


def _readings(text: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    for hit in NUMBER.finditer(text):
        raw = ZERO_CENTS.sub("", hit[0])
        parts = () if GROUPED.fullmatch(raw) else tuple(_bare(part) for part in re.findall(r"\d+", raw))
        yield _bare(re.sub(r"\D", "", raw)), parts


def _bare(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _facts(tender: Tender) -> str:
    shown = {"publication_number", "procedure_id", "title", "buyer", "cpv_main", "cpv_all", "deadlines", "clarification_deadline"}
    shown |= {"estimated_value", "lots", "award_criteria", "procedure"}
    return tender.model_dump_json(include=shown) + f" {len(tender.lots)} " + " ; ".join(fact.quote for fact in tender.evidence.values())
