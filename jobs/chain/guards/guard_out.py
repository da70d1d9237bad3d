"""The last guard: nothing leaves that the notice does not bear out, and nothing that Slack would act on."""

from collections.abc import Collection, Iterable

from jobs.chain.analysis import Analysis, Claim, Criterion, Finding, GuardReport, KnockOut, Verdict
from jobs.chain.answer import WORDS
from jobs.chain.errors import AnalystError
from jobs.chain.evidence.check import MARK, Ground, check_claim, holds
from jobs.chain.guards.out_findings import Family, FindPersonalData, Guarded, Judge, OutFinding
from jobs.chain.guards.out_text import is_unsafe
from jobs.chain.guards.out_topics import WITHHELD
from jobs.chain.guards.out_wash import REASONS, Wash, is_withheld
from jobs.chain.profile import Profile
from jobs.chain.rules.knock_outs import CODE_OWNED
from jobs.chain.tender import Evidence, Tender

REFUSED = "A person should look: the answer was withheld, it held what may not be sent."


def guard_out(analysis: Analysis, tender: Tender, profile: Profile | None = None) -> Analysis:
    """The answer as it may be shown; what was found is in `inspect_out`."""
    return inspect_out(analysis, tender, profile).analysis


def inspect_out(
    analysis: Analysis,
    tender: Tender,
    profile: Profile | None = None,
    *,
    known_tokens: Collection[str] = (),
    find_personal: FindPersonalData | None = None,
    allowed: Iterable[str] = (),
) -> Guarded:
    """The answer with unproven quotes dropped, claims that nothing bears out marked, and every text field washed. Never raises.

    `known_tokens` are the mask tokens of this run, which the renderer unmasks; `find_personal` finds personal data in a text;
    `allowed` are figures that code derived, as written. Claims of the rules and of code count days and compare amounts themselves:
    their figures are not questioned. A knock-out that nothing bears out is unknown, and a verdict that rested on it goes to a person.
    """
    gate = _Gate(analysis, tender, profile, Wash(tender, profile, _set_aside(analysis.guard), known_tokens, find_personal), tuple(allowed))
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
            "missing": tuple(gate.wash.text(each, "missing") for each in analysis.missing),
            "what_would_change": gate.advice(analysis.what_would_change),
            "guard": gate.report(analysis.guard),
            "analyst_note": gate.wash.text(analysis.analyst_note, "analyst_note"),
            "policy": gate.wash.text(analysis.policy, "policy", topics=False),
            "prompts": tuple(gate.wash.text(each, "prompts", topics=False) for each in analysis.prompts),
        }
    )
    return _refused(Guarded(analysis=safe, findings=tuple(gate.wash.findings)))


async def judged_out(guarded: Guarded, judge: Judge | None) -> Guarded:
    """What rules let through, read once more by a judge where there is one. A judge that does not answer changes nothing and is noted."""
    if judge is None or guarded.refused:
        return guarded
    analysis = guarded.analysis
    claims = [*analysis.reasons, *(each.claim for each in (*analysis.criteria, *analysis.knock_outs)), *analysis.risks]
    try:
        verdict = await judge.judge(
            "\n".join(dict.fromkeys([analysis.headline, *(claim.text for claim in claims), *analysis.what_would_change]))
        )
    except AnalystError:
        away = OutFinding(family="judge_away", action="marked", reason="No judge model read this answer.", place="answer")
        return guarded.model_copy(update={"findings": (*guarded.findings, away)})
    found = tuple(
        OutFinding(family=each, action="refused", reason=REASONS.get(each, "The judge objects."), place="answer")
        for each in verdict.families
    )
    return _withheld(guarded, found) if found else guarded


def _refused(guarded: Guarded) -> Guarded:
    """A headline of hate, or half the claims withheld, is no answer to show in part."""
    analysis = guarded.analysis
    texts = [each.text for each in (*analysis.reasons, *analysis.risks)] + [
        each.claim.text for each in (*analysis.criteria, *analysis.knock_outs)
    ]
    bad = sum(map(is_withheld, texts))
    hateful = any(WITHHELD[family] in analysis.headline for family in ("hate", "violence"))
    if not hateful and (bad < 3 or bad * 2 < len(texts)):
        return guarded
    found: list[Family] = [each for each, words in WITHHELD.items() if any(words in text for text in (analysis.headline, *texts))]
    little = OutFinding(family=found[0], action="refused", reason="Too little of the answer may be shown.", place="answer")
    return _withheld(guarded, (little,))


def _withheld(guarded: Guarded, findings: tuple[OutFinding, ...]) -> Guarded:
    blank = {
        "verdict": "review",
        "headline": REFUSED,
        "score": None,
        "reasons": (),
        "criteria": (),
        "knock_outs": (),
        "risks": (),
        "what_would_change": (),
    }
    return Guarded(analysis=guarded.analysis.model_copy(update=blank), findings=(*guarded.findings, *findings))


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
        safe = tuple(
            each for each in claim.evidence if not is_unsafe(each.quote) and not is_unsafe(each.anchor) and self._links_only_ours(each)
        )
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

    def _links_only_ours(self, evidence: Evidence) -> bool:
        """A quote from a passage that was set aside may carry an address that nobody should follow."""
        return self.wash.has_only_known_links(evidence.quote)

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
