"""The house's agents over a model, made anew for each golden case: metered, and with words that a second run draws again."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jobs.chain.agents.analyst import ModelAnalyst
from jobs.chain.model import Analyst, Case, Model
from jobs.chain.pii.mask import Masker
from jobs.chain.pii.official import official_contacts
from jobs.chain.prompt import Prompt
from jobs.evals.golden import Golden
from jobs.evals.metered import Metered
from jobs.evals.runner import Meter
from jobs.llm.tiers import Tiers


@dataclass(frozen=True)
class Agents:
    """`jobs.evals.runner.Runner.analyst`, and its `masker`.

    `steady`: delimiter, canary and mask key come of the case's id, so that the same case asks in the same bytes. They can be guessed
    then, which is right for notices of ours that are replayed and for nothing else.
    """

    model: Callable[[Golden], Model]
    scripts: Mapping[str, Prompt]
    tiers: Tiers
    steady: bool
    keep_contacts: bool = False

    def __call__(self, golden: Golden) -> tuple[Analyst, Meter]:
        metered = Metered(self.model(golden), self.tiers)
        word = _drawn(golden, "word").hex()[:16]
        draw = (lambda: word) if self.steady else (lambda: secrets.token_hex(8))
        analyst = ModelAnalyst(model=metered, scripts=self.scripts, delimiter=draw)
        return analyst, Meter(lambda: metered.calls, lambda: metered.micro_usd)

    def masker(self, golden: Golden, case: Case) -> Masker:
        """As a run of the product masks, without the names a workspace knows."""
        key = _drawn(golden, "mask") if self.steady else secrets.token_bytes(32)
        return Masker(key, keep=official_contacts(case.tender) if self.keep_contacts else ())


def _drawn(golden: Golden, purpose: str) -> bytes:
    return hashlib.sha256(f"{purpose}:{golden.case.id}".encode()).digest()
