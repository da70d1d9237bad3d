"""The composition root: settings in, everything joined out, closed in reverse order."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import aiohttp
import yaml
from pydantic import ValidationError

from bot import clock
from bot.analysts import Judges, judges
from bot.blocks.render import render
from bot.drift_news import DriftNews
from bot.files import SlackFiles
from bot.library_news import LibraryNews
from bot.local_key import ensure_local_key
from bot.oauth import InstallationAuthorize
from bot.poster import OutboxPoster
from bot.settings import Settings, SettingsError
from bot.ways import document_limits, ways
from jobs.chain.policy import DEFAULT_POLICY
from jobs.chain.profile import Profile
from jobs.chain.rules.analyst import FALLBACK_NOTE, RulesAnalyst
from jobs.chain.tender import Tender
from jobs.deps import Deps, Limits, Poster
from jobs.intake.given import Given
from jobs.intake.reader import Intake
from jobs.queue import ArqQueue, RedisLink
from jobs.tasks.learn import Librarian
from jobs.tasks.quality import Quality
from jobs.window import Window
from storage.cipher import Cipher
from storage.courtesy import Courtesy
from storage.db import Database

SLACK_SECONDS = 10.0


class NoPoster:
    """Stands where a process has no poster of its own: another process polls the outbox."""

    def kick(self) -> None:
        return


class NoIntake:
    """Stands where nothing is read: commands change rows and leave the reading to the running processes."""

    async def read(self, given: Given, *, tenant_id: str) -> Tender:
        raise NotImplementedError(f"{given.kind} of {tenant_id} is read by a worker")


@dataclass(frozen=True)
class Process:
    """What `serve` and `worker` run on."""

    settings: Settings
    deps: Deps
    """For answering."""
    patient: Deps
    """The same for work, whose transactions let answers go first."""
    courtesy: Courtesy
    link: RedisLink
    queue: ArqQueue
    poster: OutboxPoster
    authorize: InstallationAuthorize
    session: aiohttp.ClientSession
    librarian: Librarian
    quality: Quality
    judges: Judges
    """Who judges for `patient`."""


@asynccontextmanager
async def joined(settings: Settings) -> AsyncIterator[tuple[Deps, ArqQueue]]:
    """For commands that change rows and leave the delivering to the running processes."""
    async with AsyncExitStack() as stack:
        deps, _, queue = _deps(settings, stack)
        yield deps, queue


@asynccontextmanager
async def process(settings: Settings) -> AsyncIterator[Process]:
    """Everything a long-running process needs, its poster joined but not started."""
    async with AsyncExitStack() as stack:
        deps, link, queue = _deps(settings, stack)
        timeout = aiohttp.ClientTimeout(total=SLACK_SECONDS)
        # one session per process: the SDK else opens one per call (facts/slack.md §5, trap 1)
        session = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout))
        courtesy = Courtesy()
        behind = deps.db.behind(courtesy)
        poster = OutboxPoster(
            db=behind,
            cipher=deps.cipher,
            session=session,
            base_url=settings.slack_api_url,
            render=render,
            now=deps.now,
            new_token=deps.new_id,
            allowance=settings.monthly_credits,
        )
        authorize = InstallationAuthorize(deps.db, deps.cipher, now=deps.now)
        to_read = await stack.enter_async_context(ways(settings))
        files = SlackFiles(
            deps.db, deps.cipher, to_read.fetcher, session, settings.slack_api_url, max_bytes=document_limits(settings).max_bytes
        )
        deps = replace(deps, poster=poster, intake=Intake(to_read, files, limit_chars=settings.max_text_chars))
        judging = judges(settings, behind, link, deps.cipher)
        stack.push_async_callback(judging.close)
        patient = replace(deps, db=behind, analyst=judging.paid_by, drafter=judging.drafts, answering=judging.answers())
        news = LibraryNews(behind, deps.cipher, session, settings.slack_api_url)
        librarian = Librarian(patient, files, to_read.documents, news)
        quality = Quality(patient, DriftNews(behind, deps.cipher, session, settings.slack_api_url))
        yield Process(settings, deps, patient, courtesy, link, queue, poster, authorize, session, librarian, quality, judging)


def _deps(settings: Settings, stack: AsyncExitStack) -> tuple[Deps, RedisLink, ArqQueue]:
    settings = ensure_local_key(settings)
    db = Database.open(settings.database_url)
    stack.push_async_callback(db.close)
    link = RedisLink(settings.redis_url)
    queue = ArqQueue(link.client())
    stack.push_async_callback(queue.close)
    poster: Poster = NoPoster()
    cipher = Cipher([(key.id, key.key.get_secret_value()) for key in settings.encryption_keys])
    judging = judges(settings, db, link, cipher)
    stack.push_async_callback(judging.close)
    deps = Deps(
        db=db,
        cipher=cipher,
        queue=queue,
        poster=poster,
        intake=NoIntake(),
        analyst=judging.paid_by,
        drafter=judging.drafts,
        answering=judging.answers(),
        fallback=RulesAnalyst(note=FALLBACK_NOTE),
        policy=DEFAULT_POLICY,
        default_profile=_default_profile(settings),
        limits=_limits(settings),
        window=Window(settings.worker_slots),
        now=clock.utcnow,
        new_id=clock.new_id,
    )
    return deps, link, queue


def _limits(settings: Settings) -> Limits:
    return Limits(
        pasted_chars=settings.max_text_chars,
        monthly_credits=settings.monthly_credits,
        lease=timedelta(seconds=settings.lease_seconds),
        slots=settings.worker_slots,
        keep_buyer_contacts=settings.keep_buyer_contacts,
    )


def _default_profile(settings: Settings) -> dict[str, Any] | None:
    """The profile at PROFILE_FILE, checked now so that a typing error shows at start and not in an answer."""
    if settings.profile_file is None:
        return None
    try:
        profile = Profile.model_validate(yaml.safe_load(settings.profile_file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise SettingsError((f"PROFILE_FILE is not a company profile: {type(error).__name__}. See docs/profile.md.",)) from error
    return profile.model_dump(mode="json")
