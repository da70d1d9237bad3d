"""Counts what one case asks of a model, and what that costs."""

from jobs.chain.model import Model, ModelReply, ModelRequest
from jobs.llm.prices import cost
from jobs.llm.tiers import Tiers


class Metered:
    """`jobs.chain.model.Model` around another; replies of a model without a price in the file cost nothing here."""

    def __init__(self, model: Model, tiers: Tiers) -> None:
        self._model, self._tiers = model, tiers
        self.calls = 0
        self.micro_usd = 0

    async def complete(self, request: ModelRequest) -> ModelReply:
        self.calls += 1
        reply = await self._model.complete(request)
        if reply.model in self._tiers.models:
            self.micro_usd += cost(self._tiers.model(reply.model), reply.usage, lifetime="5m")
        return reply
