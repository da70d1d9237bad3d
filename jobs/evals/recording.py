"""What one run over a case left behind: enough to judge it again, by another bar, without paying again."""

from jobs.chain.pipeline import Outcome
from jobs.chain.tender import Tender, Value


class Recorded(Value):
    """`error` is set, and `outcome` is not, where the run ended without an answer: it counts as wrong."""

    case_id: str
    tender: Tender | None = None
    outcome: Outcome | None = None
    shown: str = ""
    """All words of the answer as people read them."""
    error: str | None = None
    model_calls: int = 0
    cost_micro_usd: int = 0
    seconds: float = 0.0


class Recording(Value):
    """One run over a set."""

    name: str
    """`rules`, or the models' labels."""
    synthetic: bool
    """Replies of a stand-in: no figure of model quality may be published from it."""
    at: str
    """ISO 8601."""
    runs: tuple[Recorded, ...]
