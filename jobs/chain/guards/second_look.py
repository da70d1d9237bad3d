"""What becomes of the first guard's report and of the first look once a judge has had a second one."""

from jobs.chain.analysis import Finding, GuardReport, Screening
from jobs.chain.model import Case
from jobs.chain.rules.analyst import relevance

NOT_TAKEN = "No judge model took a second look at the notice: fixed rules alone looked for orders to a machine."
LEAKED = "Something in the notice made the language model give away its orders: what it said was thrown away."
LEAK = Finding(family="leak", reason="a reply held the secret word of our orders", start=0, end=0)


def not_taken(guard: GuardReport) -> GuardReport:
    """The rules' report, which stands, with a word for the reader."""
    return guard.model_copy(update={"notes": (*guard.notes, NOT_TAKEN)})


def leaked(guard: GuardReport) -> GuardReport:
    """The report with the leak as a finding; nobody can say which passage made the model do it."""
    if LEAK in guard.findings:
        return guard
    return guard.model_copy(
        update={"verdict": "flag", "score": 1.0, "findings": (*guard.findings, LEAK), "notes": (*guard.notes, LEAKED)},
    )


def untainted(screening: Screening, before: GuardReport, after: GuardReport, clean: Case) -> Screening:
    """What still counts of a first look that had read what was flagged only afterwards: nothing it quotes from there, and no relevance
    but that of the rules. It is not taken again: a rating follows, or a person reads that the text was set aside.
    """
    known = {finding.passage_id for finding in before.findings}
    read = {finding.passage_id for finding in after.findings if finding.passage_id} - known
    relevant, claim = relevance(clean.tender, clean.profile)
    kept = [each for each in screening.knock_outs if not any(piece.passage_id in read for piece in each.claim.evidence)]
    return screening.model_copy(update={"relevant": relevant, "claim": claim, "knock_outs": tuple(kept)})
