"""A thousand replies, each with one number changed: not one is believed, and the answer says so."""

import json
import random
import re
from collections.abc import Iterator

from jobs.chain.agents.claims import Reading
from jobs.chain.agents.replies import QuotedClaim
from jobs.chain.analysis import Claim, Screening
from jobs.chain.evidence.check import MARK
from jobs.chain.model import ModelRequest
from tests.builders import passage, profile, tender
from tests.jobs.chain.acting import run
from tests.jobs.chain.agents.filled import SCREEN, analyst, case
from tests.jobs.chain.evidence.claims import generated

BARE = tender(
    title=None, buyer=None, deadlines=(), estimated_value=None, award_criteria=(), cpv_main=None, cpv_all=(), clarification_deadline=None,
    publication_number=None, procedure_id=None, external_id="x", evidence={}, passages=(),
)  # fmt: skip
QUIET = profile(turnover=None, value_min=None, value_max=None, references=(), cpv=(), certificates=())
"""A company whose own figures bear nothing out."""
SCREENED = Screening(relevant=True, claim=Claim(text="It fits."))
NUMBER = re.compile(r"\d+")


def changed_numbers(seed: int, count: int) -> Iterator[tuple[str, str, str]]:
    """Claim, the same with one number changed to one the quote does not hold, quote."""
    rng = random.Random(seed)
    made = 0
    for claim, quote in generated(seed, 100_000):
        hits = list(NUMBER.finditer(claim))
        if not hits:
            continue
        hit = rng.choice(hits)
        at = rng.randrange(len(hit[0]))
        digit = rng.choice([each for each in "123456789" if each != hit[0][at]])
        number = hit[0][:at] + digit + hit[0][at + 1 :]
        if re.search(rf"(?<!\d){number}(?!\d)", quote):
            continue
        yield claim, claim[: hit.start()] + number + claim[hit.end() :], quote
        made += 1
        if made == count:
            return


async def test_of_a_thousand_replies_with_one_changed_number_every_one_is_caught_and_true_ones_pass() -> None:
    said = {"text": "", "quote": ""}
    judge, _ = analyst(lambda _: json.dumps(_rated(said["text"], said["quote"])))

    async def believed(text: str, quote: str) -> bool:
        said.update(text=text, quote=quote)
        rating = await judge.rate(case(BARE.model_copy(update={"passages": (passage("p1", quote),)}), QUIET), SCREENED)
        (capability,) = [each for each in rating.criteria if each.code == "capability"]
        assert (capability.score is None) is (capability.claim.evidence == ())
        return capability.score is not None

    changed = list(changed_numbers(2028, 1_000))
    assert len(changed) == 1_000
    assert [wrong for _, wrong, quote in changed if await believed(wrong, quote)] == []
    assert [true for true, _, quote in changed[::10] if not await believed(true, quote)] == []


async def test_the_answer_marks_what_was_changed() -> None:
    """The words are marked by the last guard, the score is dropped before: neither does the other's work."""
    true, wrong = "The platform holds forty terabytes.", "The platform holds fifty terabytes."
    quote = "The platform holds about forty terabytes of scanned files"

    def answer(request: ModelRequest) -> str:
        claim = {"text": wrong, "passage": "p2", "quote": quote}
        forms = {
            "judge": {"places": []},
            "screen": {**SCREEN, "claim": {"text": true, "passage": "p2", "quote": quote}},
            "rate": {
                "criteria": [{"code": "capability", "score": 5, "claim": claim}],
                "knock_outs": [],
                "risks": [claim],
                "what_would_change": [],
            },
            "proof": {"objections": []},
            "requirements": {"rows": [{"kind": "mandatory", "lot": "", "claim": claim}]},
        }
        return json.dumps(forms[request.step])

    judge, _ = analyst(answer)
    analysis = (await run(judge)).analysis
    assert analysis is not None
    (capability,) = [each for each in analysis.criteria if each.code == "capability"]
    assert (capability.score, capability.claim.evidence) == (None, ())
    assert MARK in capability.claim.text
    assert [MARK in risk.text for risk in analysis.risks] == [True]
    assert [row for row in analysis.requirements if "fifty" in row.claim.text] == []


def test_a_claim_that_is_borne_out_keeps_its_words_and_its_quote() -> None:
    reading = Reading.of(case(), tender().passages)
    kept = reading.claim(QuotedClaim(text="It holds forty terabytes.", passage="p2", quote="about forty terabytes of scanned files"))
    assert kept.text == "It holds forty terabytes."
    assert [each.quote for each in kept.evidence] == ["about forty terabytes of scanned files"]


def _claim(text: str, quote: str) -> dict[str, str]:
    return {"text": text, "passage": "p1", "quote": quote}


def _rated(text: str, quote: str) -> dict[str, object]:
    scored = {"code": "capability", "score": 5, "claim": _claim(text, quote)}
    return {"criteria": [scored], "knock_outs": [], "risks": [], "what_would_change": []}
