"""From a claim in a reply to one of ours: it keeps its quote only if the quote stands and bears out all that the claim says.

A claim that fails keeps its words and loses its evidence here, so that no score or knock-out rests on it. Its words are marked in one
place alone, `guards/guard_out.py`, which sees every claim of an answer, whoever made it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jobs.chain.agents.material import MARK
from jobs.chain.agents.replies import QuotedClaim
from jobs.chain.analysis import Claim
from jobs.chain.evidence.check import Ground, check_claim
from jobs.chain.model import Case
from jobs.chain.quotes import LONGEST_QUOTE, squash, stands_in
from jobs.chain.tender import Evidence, Passage

SHORTEST = 3
"""Characters of a quote."""


@dataclass(frozen=True)
class Reading:
    """What one call read, and what its claims are held against."""

    passages: Mapping[str, Passage]
    ground: Ground

    @classmethod
    def of(cls, case: Case, passages: Sequence[Passage]) -> "Reading":
        return cls({passage.id: passage for passage in passages}, Ground(case.tender, case.profile))

    def claim(self, reply: QuotedClaim) -> Claim:
        """With its evidence where that bears out every figure, date, code and name of it, else without any."""
        found = self.evidence(reply.passage, reply.quote)
        if found is None:
            return Claim(text=reply.text)
        whole = Claim(text=reply.text, evidence=(found,))
        checked = check_claim(whole, self.passages, facts=self.ground.facts, ground=self.ground)
        return whole if checked.status == "supported" else Claim(text=reply.text)

    def evidence(self, passage: str, quote: str) -> Evidence | None:
        """None where the quote does not stand word for word in the passage it names."""
        said = squash(quote.replace(MARK.strip(), " ")).strip('"“”„«» ')[:LONGEST_QUOTE]
        source = self.passages.get(passage.strip("[] "))
        if source is None or len(said) < SHORTEST or not stands_in(said, source.text):
            return None
        return Evidence(anchor=source.anchor, quote=said, passage_id=source.id)
