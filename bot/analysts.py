"""Makes the analyst the settings ask for; the vendor's client is imported only when one is really made."""

import asyncio
import random
import secrets
import time
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

import structlog
from redis.asyncio import Redis

from bot import clock
from bot.settings import Settings
from bot.vendor import models, tell, vendor
from jobs.answerers import Answering
from jobs.breaker import Breaker
from jobs.canaries import CanaryKeeper, Clock
from jobs.chain.agents.analyst import ModelAnalyst
from jobs.chain.drafting.agent import ModelDrafter
from jobs.chain.drafting.template import TemplateDrafter
from jobs.chain.drafting.write import Drafter
from jobs.chain.model import Analyst, Model
from jobs.chain.rules.analyst import RulesAnalyst
from jobs.evals.bar import shipped_bar
from jobs.limits import Limits
from jobs.llm.alarm import Alarm
from jobs.llm.catalogue import Doubt, check
from jobs.llm.exact_cache import CachedModel, ExactCache
from jobs.llm.gates import Gates
from jobs.llm.limiter import PacedPurse
from jobs.llm.purse import Payer, SqlPurse
from jobs.llm.router import Router
from jobs.llm.shelf import SHARED_SECONDS, Layer, Memory, SealedRedis
from jobs.llm.tiers import Tiers
from jobs.prompting import Prompting, shipped
from jobs.queue import RedisLink
from storage.cipher import Cipher
from storage.db import Database

if TYPE_CHECKING:
    from jobs.llm.client import AnthropicModel
    from jobs.llm.meter import Meter

PATIENCE = 2.0
"""Seconds that a call waits for its turn before the next model is asked or the run comes back later."""

log = structlog.get_logger()


class Judges(Protocol):
    """Who judges in this process, for whoever pays."""

    def paid_by(self, payer: Payer) -> Analyst: ...

    def drafts(self, payer: Payer) -> Drafter:
        """Who writes a draft."""
        ...

    def answers(self) -> Answering:
        """Who answers questions in a thread."""
        ...

    async def warm(self) -> None:
        """What the first run would else wait for."""
        ...

    async def doubts(self) -> list[Doubt]:
        """What the vendor says of the models otherwise than the file. Raises any `AnalystError`."""
        ...

    async def keep_batches(self, stop: asyncio.Event) -> None:
        """Sends and collects what was handed in at half the price, until stopped."""
        ...

    async def keep_prompts(self, stop: asyncio.Event) -> None:
        """Looks every minute which prompts are in force, and takes back those on trial that are worse, until stopped."""
        ...

    async def close(self) -> None: ...


def judges(settings: Settings, db: Database, link: RedisLink, cipher: Cipher) -> Judges:
    """The models the settings ask for, or the rules. Raises SettingsError where the file of models is wrong."""
    return ModelAnalysts(settings, models(settings), db, link, cipher) if settings.uses_anthropic else Rules()


class Rules:
    """No model: nothing to warm, nothing to doubt."""

    def paid_by(self, payer: Payer) -> Analyst:  # noqa: ARG002, rules cost nothing
        return RulesAnalyst()

    def drafts(self, payer: Payer) -> Drafter:  # noqa: ARG002
        return TemplateDrafter()

    def answers(self) -> Answering:
        return Answering(model=None, scripts=shipped())

    async def warm(self) -> None:
        return

    async def doubts(self) -> list[Doubt]:
        return []

    async def keep_batches(self, stop: asyncio.Event) -> None:  # noqa: ARG002, there is nobody to send them to
        return

    async def keep_prompts(self, stop: asyncio.Event) -> None:  # noqa: ARG002, rules read none
        return

    async def close(self) -> None:
        return


class ModelAnalysts:
    """One client, one router, one cache and one breaker a model for the whole process; made by `warm` or at the first run and not at
    start: importing the vendor's client takes 2 s and 77 MB (facts/llm.md §1.1).
    """

    def __init__(self, settings: Settings, tiers: Tiers, db: Database, link: RedisLink, cipher: Cipher) -> None:
        self._settings, self._tiers, self._db, self._link, self._cipher = settings, tiers, db, link, cipher

    def paid_by(self, payer: Payer) -> Analyst:
        return ModelAnalyst(model=self._model(payer), scripts=self.prompting.scripts(payer), delimiter=partial(secrets.token_hex, 8))

    def answers(self) -> Answering:
        return Answering(model=self._model, scripts=shipped())

    def _model(self, payer: Payer) -> Model:
        return CachedModel(self._router.paid_by(payer), self.cache, self._tiers, payer, self._books)

    def drafts(self, payer: Payer) -> Drafter:
        return ModelDrafter(
            model=self._model(payer), prompt=self.prompting.scripts(payer)["draft"], delimiter=partial(secrets.token_hex, 8)
        )

    async def warm(self) -> None:
        await asyncio.to_thread(import_module, "jobs.llm.client")
        await self.prompting.look()
        self.paid_by(Payer(tenant_id="", feature="none"))
        log.info("model_client_warmed", models=len(self._tiers.used()))

    async def doubts(self) -> list[Doubt]:
        from jobs.llm.client import ApiCatalogue

        return await check(self._tiers, ApiCatalogue(self._client.client), now=clock.utcnow())

    async def keep_batches(self, stop: asyncio.Event) -> None:
        from jobs.llm.batches.client import AnthropicBatches
        from jobs.llm.batches.keeper import Books, Keeper

        books, asked = Books(self._db, self._cipher, self._tiers), AnthropicBatches(self._client.client)
        await Keeper.of(books, asked, self._router.paid_by, now=clock.utcnow, new_id=clock.new_id).run(stop)

    async def keep_prompts(self, stop: asyncio.Event) -> None:
        await CanaryKeeper(self._db, self.prompting, shipped_bar().canary, Clock(clock.utcnow, clock.new_id)).run(stop)

    async def close(self) -> None:
        if "_client" in vars(self):
            await self._client.aclose()
        if "_redis" in vars(self):
            await self._redis.aclose(close_connection_pool=True)

    @cached_property
    def meter(self) -> "Meter":
        from jobs.llm.meter import CollectorRegistry, Meter

        return Meter(CollectorRegistry())

    @cached_property
    def cache(self) -> ExactCache:
        """Memory before Redis; in one process with the embedded Redis memory alone, which then keeps as long: that one frees no room."""
        if self._link.embedded:
            layers: list[Layer] = [Memory(clock=time.monotonic, seconds=SHARED_SECONDS)]
        else:
            layers = [Memory(clock=time.monotonic), SealedRedis(self._redis, self._cipher, clock=time.monotonic)]
        return ExactCache(layers, self.meter.looked_up)

    @cached_property
    def prompting(self) -> Prompting:
        return Prompting(shipped(), self._db)

    @cached_property
    def _redis(self) -> Redis:
        return self._link.client()

    @cached_property
    def _client(self) -> "AnthropicModel":
        return vendor(self._settings, self._tiers)

    @cached_property
    def _books(self) -> SqlPurse:
        return SqlPurse(self._db, self._tiers.ceilings, clock.utcnow, clock.new_id)

    @cached_property
    def _router(self) -> Router:
        from jobs.llm.meter import MeteredCaller

        # With the embedded Redis this process is the only one: its own buckets are the whole truth, and no script is run.
        limits = Limits(None if self._link.embedded else self._redis, "llm")
        return Router(
            caller=MeteredCaller(self._client, self._tiers, self.meter),
            tiers=self._tiers,
            gate=Gates(lambda name: Breaker(self._redis, f"llm:{name}", new_id=clock.new_id)),
            purse=PacedPurse(self._books, limits, self._tiers.limits, patience=PATIENCE),
            payer=Payer(tenant_id="", feature="none"),
            alarm=Alarm(tell, clock=time.monotonic),
            clock=time.monotonic,
            sleep=asyncio.sleep,
            jitter=random.random,
        )


def model_analyst(settings: Settings) -> ModelAnalyst:
    """The agents for the terminal, which has no books. `settings.anthropic_api_key` must be set."""
    return ModelAnalyst(model=vendor(settings, models(settings)), scripts=shipped(), delimiter=partial(secrets.token_hex, 8))
