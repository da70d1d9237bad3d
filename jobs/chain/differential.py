"""What a rating with the text that was set aside says of the one without: where the two are too far apart, a person has to look."""

from jobs.chain.analysis import Analysis, Claim, KnockOut, Verdict
from jobs.chain.answer import WORDS, distinct, headline
from jobs.chain.policy import Policy

NOT_COMPARED = "Whether the text that was set aside would have changed the result could not be told: a person should look at it."
READ_IT = "Read what was set aside, and decide whether it is meant for bidders."


def compared(answer: Analysis, other: Analysis | None, policy: Policy) -> Analysis:
    """`answer`, or a question to a person where the text that was set aside would have moved it too far.

    `other` is the answer with that text, None where there is none. A knock-out that fails without that text stands.
    """
    reason = NOT_COMPARED if other is None else _moved(answer, other, policy)
    if reason is None:
        return answer
    doubt = KnockOut(code="manipulation", status="unknown", claim=Claim(text=reason))
    failed = [k.claim for k in answer.knock_outs if k.status == "fail"]
    verdict: Verdict = "no_bid" if failed else "review"
    reasons = distinct([*failed, doubt.claim, *answer.reasons])[:3]
    return answer.model_copy(
        update={
            "verdict": verdict,
            "headline": headline(verdict, answer.score, reasons),
            "reasons": reasons,
            "knock_outs": (*answer.knock_outs, doubt),
            "what_would_change": (READ_IT, *answer.what_would_change),
        }
    )


def _moved(answer: Analysis, other: Analysis, policy: Policy) -> str | None:
    """A sentence where the two are too far apart."""
    same = answer.verdict == other.verdict and (answer.score is None) == (other.score is None)
    if same and abs((answer.score or 0) - (other.score or 0)) <= policy.suspicious_move:
        return None
    return (
        f"With the text that was set aside the result would be “{_result(other)}”, without it it is “{_result(answer)}”: "
        "a person should look at it."
    )


def _result(answer: Analysis) -> str:
    return WORDS[answer.verdict] + (f", {answer.score} of 100" if answer.score is not None else "")
