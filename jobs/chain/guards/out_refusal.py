"""An answer of which too little may be shown, or to which a judge objects, is refused whole."""

from jobs.chain.errors import AnalystError
from jobs.chain.guards.out_findings import Family, Guarded, Judge, OutFinding
from jobs.chain.guards.out_topics import WITHHELD
from jobs.chain.guards.out_wash import REASONS, is_withheld

REFUSED = "A person should look: the answer was withheld, it held what may not be sent."


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


def refused_if_little(guarded: Guarded) -> Guarded:
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
        "requirements": (),
        "what_would_change": (),
    }
    return Guarded(analysis=guarded.analysis.model_copy(update=blank), findings=(*guarded.findings, *findings))
