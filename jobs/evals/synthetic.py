"""A stand-in for a language model: answers from the prompt alone, decently and with seeded mistakes. Nothing of a model's quality follows."""

import hashlib
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jobs.chain.errors import BadOutput
from jobs.chain.model import ModelReply, ModelRequest, Tier, Usage
from jobs.evals.synthetic_material import Material
from jobs.evals.synthetic_replies import Hand, Reply, judged, listed, proofread, rated, screened

ERRORS = 0.02
SEED = 7
NAME = "synthetic"
MODELS: Mapping[Tier, str] = {"small": NAME, "middle": NAME, "large": NAME}
FORMS: Mapping[str, Callable[[Material, Hand], Reply]] = {
    "ScreenReply": screened,
    "RateReply": rated,
    "RequirementsReply": listed,
    "JudgeReply": judged,
    "ProofReply": proofread,
}
"""By title of the form asked for."""


@dataclass(frozen=True)
class SyntheticModel:
    """`jobs.chain.model.Model`. The same seed answers the same prompt alike.

    Mistakes are drawn for the material of a step and not for the wording of its orders: who words a prompt anew and means the same
    gets the same mistakes.
    """

    seed: int = SEED
    errors: float = ERRORS
    """0 to 1: the share of notices misread in a step, and of scores that slip. Quotes are made up at a rate of their own."""

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Raises BadOutput for a form it does not know."""
        fill = FORMS.get(str(request.reply_schema.get("title")))
        if fill is None:
            raise BadOutput(f"The stand-in model does not know the form of the step “{request.step}”.")
        read = Material(request)
        text = json.dumps(fill(read, self._hand(request.step, read)), ensure_ascii=False)
        usage = Usage(input=(len(request.system) + len(read.notice.text)) // 4, output=len(text) // 4)
        return ModelReply(text=text, stop_reason="end_turn", usage=usage, model=NAME)

    def _hand(self, step: str, read: Material) -> Hand:
        material = "\n".join(each.text for each in read.notice.passages)
        seed = hashlib.sha256(f"{self.seed}\n{step}\n{material}".encode(errors="surrogatepass")).digest()
        return Hand(random.Random(seed), self.errors)  # noqa: S311 - mistakes, and the same on each run


def described(seed: int, errors: float) -> str:
    return f"synthetic model, seed {seed}, errors {errors:g}"
