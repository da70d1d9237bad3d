"""From judgements to the one answer: verdict, headline, the reasons that decide, and what is not known."""

from collections.abc import Sequence

from jobs.chain.analysis import Analysis, Claim, Criterion, GuardReport, KnockOut, Matrix, Rating, Screening, Verdict
from jobs.chain.confidence import confidence
from jobs.chain.missing import missing_facts
from jobs.chain.model import Analyst, Case
from jobs.chain.policy import Policy, decide, total_score, weigh
from jobs.chain.rules import cite
from jobs.chain.rules.analyst import RulesAnalyst
from jobs.chain.rules.knock_outs import CODE_OWNED, KIND_WORDS, fixed_knock_outs, knock_out
from jobs.chain.rules.open_points import hardly_any_text, open_points
from jobs.chain.rules.settle import settled
from jobs.chain.tender import Tender

WORDS: dict[Verdict, str] = {"bid": "Bid", "conditional": "Bid on conditions", "no_bid": "No bid", "review": "A person should look"}
KIND_NOTE = "Judged by fixed rules, without a language model: only a call for competition can be bid for."
SETTLED_NOTE = "Settled by fixed rules before any language model was asked: what ends this bid stands in the notice."
SET_ASIDE = "Text in the notice reads like an order to a machine: it was set aside and not followed."
PROVEN = 0.9
"""How sure a no-bid is that rests on a knock-out with a quote."""
ANOTHER_TRADE = 0.7
"""How sure a no-bid is that rests on a quoted code of another trade: codes are chosen by people in a hurry."""
NO_MATRIX = Matrix()
MOST = 12
"""Claims of one list: an answer is read, not scrolled."""


def joined_knock_outs(case: Case, judged: Sequence[KnockOut]) -> tuple[KnockOut, ...]:
    """Those that code decides, then the analyst's of other codes: a model can add one, never lift one.

    A failure nobody can quote is not proven; it is asked of a person instead.
    """
    fixed = fixed_knock_outs(case)
    added: list[KnockOut] = []
    for each in judged:
        unproven = each.status == "fail" and not each.claim.evidence
        careful = each.model_copy(update={"status": "unknown"}) if unproven else each
        if each.code not in CODE_OWNED and careful not in added:
            added.append(careful)
    return (*fixed, *added[:MOST])


def screened_answer(case: Case, screening: Screening, guard: GuardReport, analyst: Analyst, policy: Policy) -> Analysis:
    """The answer after the first look alone: no sum, and never more than a conditional yes."""
    knock_outs = joined_knock_outs(case, screening.knock_outs)
    statuses = {knock_out.status for knock_out in knock_outs}
    verdict: Verdict = "conditional"
    if "fail" in statuses or screening.relevant is False:
        verdict = "no_bid"
    elif "unknown" in statuses or screening.relevant is None:
        verdict = "review"
    failed = [k.claim for k in knock_outs if k.status == "fail"]
    unclear = [k.claim for k in knock_outs if k.status == "unknown"]
    first = [*failed, screening.claim, *unclear] if screening.relevant is False else [*failed, *unclear, screening.claim]
    reasons = distinct([*first, *(k.claim for k in knock_outs)])[:3]
    changes = tuple(f"Clear this up: {k.claim.text}" for k in knock_outs if k.status == "unknown")
    if case.profile is None:
        changes += ("Set a company profile with /bidwright profile, then run this again.",)
    if verdict in ("conditional", "review"):
        changes += ("Run it at standard depth to have the criteria rated.",)
    return Analysis(
        verdict=verdict,
        confidence=_first_look_confidence(case, screening, knock_outs, guard, analyst),
        headline=headline(verdict, None, reasons),
        reasons=reasons,
        knock_outs=knock_outs,
        risks=distinct([*_guard_risks(guard), *screening.unread]),
        missing=missing_facts(case.tender),
        what_would_change=changes,
        guard=guard,
        analyst=analyst.name,
        analyst_note=analyst.note,
        policy=policy.version,
        prompts=_prompts(analyst, screening),
    )


def _prompts(analyst: Analyst, *steps: Screening | Rating | Matrix) -> tuple[str, ...]:
    """What the answer was made with: a step that an earlier try stored names its own, which may be in force no longer."""
    own = {step.prompt.partition("@")[0]: step.prompt for step in steps if step.prompt}
    return tuple(own.get(label.partition("@")[0], label) for label in analyst.prompts)


def _first_look_confidence(case: Case, screening: Screening, knock_outs: Sequence[KnockOut], guard: GuardReport, analyst: Analyst) -> float:
    if any(k.status == "fail" and k.claim.evidence for k in knock_outs):
        return PROVEN
    if screening.relevant is False and screening.claim.evidence:
        return ANOTHER_TRADE
    return min(confidence(case, (), guard, analyst.name), 0.5)


def settled_answer(case: Case, guard: GuardReport, policy: Policy) -> Analysis | None:
    """The answer where rules alone end the bid, so that nobody needs to be asked; else None."""
    screening = settled(case)
    return None if screening is None else screened_answer(case, screening, guard, RulesAnalyst(note=SETTLED_NOTE), policy)


def news_answer(tender: Tender, guard: GuardReport, policy: Policy) -> Analysis:
    """The answer to what cannot be bid for: it says what it is, and no more."""
    kind = knock_out("notice_kind", "fail", f"This is {KIND_WORDS[tender.kind]}.", cite.fact(tender, "kind", "notice_type", "form_type"))
    return Analysis(
        verdict="no_bid",
        confidence=PROVEN,
        headline=f"Not an opportunity: this is {KIND_WORDS[tender.kind]}.",
        reasons=(kind.claim,),
        knock_outs=(kind,),
        guard=guard,
        analyst="rules",
        analyst_note=KIND_NOTE,
        policy=policy.version,
    )


def rated_answer(
    case: Case, screening: Screening, rating: Rating, guard: GuardReport, analyst: Analyst, policy: Policy, matrix: Matrix = NO_MATRIX
) -> Analysis:
    """The whole answer: code sums what the analyst rated."""
    criteria = weigh(rating.criteria, policy)
    knock_outs = joined_knock_outs(case, [*screening.knock_outs, *rating.knock_outs])
    score, sure = total_score(criteria, policy), confidence(case, criteria, guard, analyst.name)
    verdict, settle = _settled_first(decide(score, sure, knock_outs, policy), case)
    open_question = settle if screening.relevant is not None else (*settle, screening.claim)
    reasons = distinct(_reasons(verdict, criteria, knock_outs, open_question))[:3]
    changes = (*(f"Clear this up: {each.text}" for each in settle), *rating.what_would_change)
    return Analysis(
        verdict=verdict,
        score=score,
        confidence=sure,
        headline=headline(verdict, score, reasons),
        reasons=reasons,
        criteria=criteria,
        knock_outs=knock_outs,
        risks=distinct([*_guard_risks(guard), *matrix.unread, *rating.risks])[:MOST],
        requirements=matrix.rows,
        missing=missing_facts(case.tender),
        what_would_change=changes if verdict != "bid" else (),
        guard=guard,
        analyst=analyst.name,
        analyst_note=analyst.note,
        policy=policy.version,
        prompts=_prompts(analyst, screening, rating, matrix),
    )


def _settled_first(verdict: Verdict, case: Case) -> tuple[Verdict, tuple[Claim, ...]]:
    """A yes with open points is a conditional one, and one to hardly any text is a question to a person.

    Where the answer is no, or a person looks anyway, they decide nothing.
    """
    if verdict not in ("bid", "conditional"):
        return verdict, ()
    if thin := hardly_any_text(case.tender):
        return "review", thin
    points = open_points(case)
    return ("conditional" if points else verdict), points


def _reasons(
    verdict: Verdict, criteria: Sequence[Criterion], knock_outs: Sequence[KnockOut], open_question: Sequence[Claim]
) -> Sequence[Claim]:
    """Knock-outs that decide first, then whether it is our trade if that is open, then the criteria that pull hardest."""
    failed = [k.claim for k in knock_outs if k.status == "fail"]
    unclear = [k.claim for k in knock_outs if k.status == "unknown"]
    sign = -1 if verdict == "no_bid" else 1
    pulls = [(c.weight * (c.score - 2.5), c.claim) for c in criteria if c.score is not None]
    if verdict == "conditional":
        pulls.sort(key=lambda pull: -abs(pull[0]))
    else:
        pulls.sort(key=lambda pull: -sign * pull[0])
    return [*failed, *unclear, *open_question, *(claim for _, claim in pulls)]


def distinct(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    seen: dict[str, Claim] = {}
    for claim in claims:
        seen.setdefault(claim.text, claim)
    return tuple(seen.values())


def headline(verdict: Verdict, score: int | None, reasons: Sequence[Claim]) -> str:
    lead = WORDS[verdict] + (f", {score} of 100" if score is not None else "")
    return f"{lead}: {reasons[0].text}" if reasons else f"{lead}."


def _guard_risks(guard: GuardReport) -> tuple[Claim, ...]:
    """Without figures: the last guard holds every figure against the notice."""
    told = [SET_ASIDE] if any(finding.end for finding in guard.findings) else []
    return tuple(Claim(text=text) for text in (*told, *guard.notes))
