"""The last guard: nothing leaves that the notice does not bear out, and nothing that Slack would act on."""

from collections.abc import Collection, Iterable, Sequence

from jobs.chain.analysis import Analysis, Claim, Criterion, Finding, GuardReport, KnockOut, Verdict
from jobs.chain.answer import WORDS
from jobs.chain.coverage import Coverage
from jobs.chain.evidence.check import MARK, Ground, check_claim, holds
from jobs.chain.guards.out_contacts import Contacts, contacts_in, owned_by
from jobs.chain.guards.out_findings import FindPersonalData, Guarded
from jobs.chain.guards.out_private import personal_in
from jobs.chain.guards.out_refusal import refused_if_little
from jobs.chain.guards.out_rows import washed_rows
from jobs.chain.guards.out_wash import Wash, is_withheld
from jobs.chain.profile import Profile
from jobs.chain.rules.knock_outs import CODE_OWNED
from jobs.chain.tender import Tender


def guard_out(analysis: Analysis, tender: Tender, profile: Profile | None = None, coverage: Sequence[Coverage] = ()) -> Analysis:
    """The answer as it may be shown; see `guarded`."""
    return guarded(analysis, tender, profile, coverage).analysis


def guarded(analysis: Analysis, tender: Tender, profile: Profile | None = None, coverage: Sequence[Coverage] = ()) -> Guarded:
    """The answer as it may be shown, and what was found in it. All else is the case as it was judged, masked.

    People whom the notice names are not named again. Personal data that a model invents is removed; rules invent none, and theirs
    is not searched for it.
    """
    find = None if analysis.analyst == "rules" else personal_in
    return inspect_out(analysis, tender, profile, coverage, find_personal=find)


def inspect_out(
    analysis: Analysis,
    tender: Tender,
    profile: Profile | None = None,
    coverage: Sequence[Coverage] = (),
    *,
    known_tokens: Collection[str] | None = None,
    find_personal: FindPersonalData | None = None,
    allowed: Iterable[str] = (),
) -> Guarded:
    """The answer with unproven quotes dropped, claims that nothing bears out marked, and every text field washed. Never raises.

    `known_tokens` are the mask tokens of this run, which the renderer unmasks, by default those in `tender`, `profile` and `coverage`;
    `find_personal` finds personal data in a text; `allowed` are figures that code derived, as written. Claims of the rules and of code
    count days and compare amounts themselves: their figures are not questioned. A knock-out that nothing bears out is unknown, and a
    verdict that rested on it goes to a person.
    """
    contacts = _contacts(analysis, tender, profile, coverage)
    wash = Wash(tender, profile, _set_aside(analysis.guard), known_tokens, find_personal, coverage, contacts)
    gate = _Gate(analysis, tender, profile, wash, tuple(allowed))
    reasons = gate.claims(analysis.reasons, "reasons")
    knock_outs = tuple(gate.knock_out(each) for each in analysis.knock_outs)
    verdict = _verdict(analysis, knock_outs)
    headline = _with(analysis.headline, analysis.reasons, reasons)
    if verdict != analysis.verdict and headline.startswith(WORDS[analysis.verdict]):
        headline = WORDS[verdict] + headline[len(WORDS[analysis.verdict]) :]
    safe = analysis.model_copy(
        update={
            "verdict": verdict,
            "headline": gate.headline(headline),
            "reasons": reasons,
            "criteria": tuple(gate.criterion(each) for each in analysis.criteria),
            "knock_outs": knock_outs,
            "risks": gate.claims(analysis.risks, "risks"),
            "requirements": washed_rows(analysis.requirements, gate, tender),
            "missing": tuple(gate.wash.text(each, "missing") for each in analysis.missing),
            "what_would_change": gate.advice(analysis.what_would_change),
            "guard": gate.report(analysis.guard),
            "analyst_note": gate.wash.text(analysis.analyst_note, "analyst_note"),
            "policy": gate.wash.text(analysis.policy, "policy", topics=False),
            "prompts": tuple(gate.wash.text(each, "prompts", topics=False) for each in analysis.prompts),
        }
    )
    return refused_if_little(Guarded(analysis=safe, findings=tuple(gate.wash.findings)))


def _contacts(analysis: Analysis, tender: Tender, profile: Profile | None, coverage: Sequence[Coverage]) -> Contacts:
    """People in what the answer says and quotes, but for those whom the company's own papers name, the buyer, and what a model invents."""
    claims = [
        *analysis.reasons,
        *analysis.risks,
        *(each.claim for each in (*analysis.criteria, *analysis.knock_outs, *analysis.requirements)),
    ]
    texts = [analysis.headline, *analysis.what_would_change, *analysis.missing]
    texts += [text for claim in claims for text in (claim.text, *(each.quote for each in claim.evidence))]
    owned, buyer = owned_by(profile, coverage), tender.buyer or ""
    may_invent = analysis.analyst != "rules"

    def stays(value: str) -> bool:
        invented = may_invent and not any(value in passage.text for passage in tender.passages)
        return invented or value in buyer or owned(value)

    return contacts_in(tuple(dict.fromkeys(texts)), tender.passages, stays)


def _set_aside(guard: GuardReport | None) -> set[str]:
    return {each.passage_id for each in guard.findings if each.passage_id} if guard else set()


def _with(headline: str, before: tuple[Claim, ...], after: tuple[Claim, ...]) -> str:
    """The headline repeats the first reason: what was marked there is marked here."""
    return headline.replace(before[0].text, after[0].text) if before and before[0].text else headline


def _verdict(analysis: Analysis, after: tuple[KnockOut, ...]) -> Verdict:
    """`review` where a knock-out that was lowered carried the verdict."""
    lowered = [old.status for old, new in zip(analysis.knock_outs, after, strict=True) if old.status != new.status]
    if not lowered or any(each.status == "fail" for each in after):
        return analysis.verdict
    rested = "fail" in lowered if analysis.verdict == "no_bid" else analysis.verdict in ("bid", "conditional")
    return "review" if rested else analysis.verdict


class _Gate:
    def __init__(self, analysis: Analysis, tender: Tender, profile: Profile | None, wash: Wash, allowed: tuple[str, ...]) -> None:
        self._ours = {each.claim.text for each in analysis.knock_outs if each.code in CODE_OWNED}
        self._ours |= {each.claim.text for each in analysis.criteria if each.code == "effort"}
        self._trusted = analysis.analyst == "rules"
        self._ground, self.wash = Ground(tender, profile, allowed), wash

    def claims(self, claims: Iterable[Claim], place: str) -> tuple[Claim, ...]:
        return tuple(self.claim(claim, f"{place} {index}") for index, claim in enumerate(claims, 1))

    def criterion(self, criterion: Criterion) -> Criterion:
        code = self.wash.text(criterion.code, "criteria", topics=False)
        return criterion.model_copy(update={"code": code, "claim": self.claim(criterion.claim, f"criteria {code}")})

    def knock_out(self, knock_out: KnockOut) -> KnockOut:
        code = self.wash.text(knock_out.code, "knock_outs", topics=False)
        claim = self.claim(knock_out.claim, f"knock_outs {code}")
        unproven = MARK in claim.text or is_withheld(claim.text) or (bool(knock_out.claim.evidence) and not claim.evidence)
        held = self._trusted or knock_out.code in CODE_OWNED or not unproven
        return knock_out.model_copy(update={"code": code, "claim": claim, "status": knock_out.status if held else "unknown"})

    def claim(self, claim: Claim, place: str) -> Claim:
        text = self.wash.text(claim.text, place)
        if is_withheld(text):
            return Claim(text=text)
        # A quote from a passage that was set aside may carry an address that nobody should follow.
        safe = tuple(kept for each in claim.evidence if (kept := self.wash.quote(each)) is not None)
        if self._trusted or claim.text in self._ours:  # code wrote it: only its quotes are looked at
            kept = tuple(each for each in safe if holds(each, self.wash.passages, self._ground.facts))
            return self._quoted(Claim(text=text, evidence=kept), claim, place)
        checked = check_claim(Claim(text=text, evidence=safe), self.wash.passages, facts=self._ground.facts, ground=self._ground)
        if checked.missing:
            self.wash.note("unsupported", "marked", f"Not in its evidence: {', '.join(checked.missing[:6])}.", place)
            return Claim(text=self.wash.text(checked.claim.text, place))
        kept = checked.claim.evidence if checked.status == "supported" else ()
        return self._quoted(Claim(text=text, evidence=kept), claim, place)

    def _quoted(self, kept: Claim, claim: Claim, place: str) -> Claim:
        if len(kept.evidence) < len(claim.evidence):
            self.wash.note("quote", "removed", "A quote does not stand in the notice.", place)
        return kept

    def advice(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Advice carries no quotes; what names a figure nobody knows is left out."""
        kept: list[str] = []
        for index, text in enumerate(texts, 1):
            place = f"what_would_change {index}"
            clean = self.wash.text(text, place)
            probe = check_claim(Claim(text=clean), self.wash.passages, facts=self._ground.facts, policy="drop", ground=self._ground)
            if self._trusted or probe.status == "supported":
                kept.append(clean)
            else:
                self.wash.note("unsupported", "removed", f"Not in the notice: {', '.join(probe.missing[:6])}.", place)
        return tuple(kept)

    def headline(self, text: str) -> str:
        return self.wash.text(text, "headline")

    def report(self, guard: GuardReport | None) -> GuardReport | None:
        if guard is None:
            return None
        return guard.model_copy(update={"findings": tuple(map(self._finding, guard.findings))})

    def _finding(self, finding: Finding) -> Finding:
        shown = {name: self.wash.text(getattr(finding, name), "guard", topics=False) for name in ("family", "reason", "quote")}
        return finding.model_copy(update=shown)
