"""One breaker for each model: a model that keeps failing is passed over, and the router asks the next."""

from collections.abc import Callable

from jobs.breaker import Breaker, Open, Pass
from jobs.chain.errors import Overloaded


class Gates:
    """`jobs.llm.router.Gate`. `breaker` makes the breaker of a model from its name, once a process."""

    def __init__(self, breaker: Callable[[str], Breaker]) -> None:
        self._make = breaker
        self._made: dict[str, Breaker] = {}

    async def enter(self, model: str) -> Pass:
        """Raises Overloaded while the model's breaker is open."""
        breaker = self._made.get(model)
        if breaker is None:
            breaker = self._made[model] = self._make(model)
        try:
            return await breaker.enter()
        except Open as error:
            raise Overloaded(error.sentence, retry_after=error.retry_after) from error
