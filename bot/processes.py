"""The two long-running processes, `serve` and `worker`, and how they start and stop."""

import asyncio
import gc
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot import installs, model_checkup, wiring
from bot.app import build_app
from bot.settings import Settings, SettingsError
from bot.web.slack import web_app
from jobs.dispatch import Dispatcher
from jobs.tasks import analyze
from jobs.worker import Worker
from storage import schema
from storage.courtesy import Courtesy
from storage.db import Database

GRACE_SECONDS = 20.0
"""How long runs may go on after a stop was asked for; below the usual 30 s of a container's."""

SWITCH_SECONDS = 0.001
"""How long a thread that reads or guards a notice may hold the interpreter; by default it is five times that."""

log = structlog.get_logger()


def stop_on_signals() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    return stop


async def ready_database(settings: Settings) -> None:
    """SQLite is brought to this version's schema; on Postgres `bidwright migrate` does that as the owner, beforehand.

    Raises SettingsError when the schema is another version's.
    """
    if settings.is_sqlite:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        await schema.upgrade(settings.database_url)
        return
    database = Database.open(settings.database_url)
    try:
        revision = await database.revision()
    finally:
        await database.close()
    if revision != schema.head():
        raise SettingsError(("The database has another schema than this version: run `bidwright migrate` first.",))


async def serve(settings: Settings, stop: asyncio.Event, *, ready: asyncio.Event | None = None) -> None:
    """Answer Slack until `stop` is set; with the embedded queue the worker runs here too."""
    await ready_database(settings)
    async with wiring.process(settings) as process, AsyncExitStack() as stack:
        if process.link.embedded:  # else posting is the workers' part too: it would slow answers down here
            await process.judges.warm()
            await stack.enter_async_context(_posting(process))
        async with asyncio.TaskGroup() as tasks, listening(process):
            if settings.slack_bot_token is not None:
                work_on = installs.keep_installed(process.deps, process.session, settings.slack_api_url, settings.slack_bot_token, stop)
                tasks.create_task(work_on)
            tasks.create_task(process.librarian.run(stop))
            if process.link.embedded:
                _start_worker(process, tasks, stop)
            _settle()
            log.info("serving", host=settings.host, port=settings.port, embedded=process.link.embedded)
            if ready is not None:
                ready.set()
            await stop.wait()


async def work(settings: Settings, stop: asyncio.Event) -> None:
    """Work on accepted runs until `stop` is set. Raises SettingsError without a Redis to share with `serve`."""
    if settings.redis_url is None:
        raise SettingsError(("REDIS_URL is missing: without it `bidwright serve` works on the runs itself, so start only that.",))
    await ready_database(settings)
    async with wiring.process(settings) as process, _posting(process), asyncio.TaskGroup() as tasks:
        await process.judges.warm()
        _start_worker(process, tasks, stop)
        _settle()
        log.info("working", slots=settings.worker_slots)
        await stop.wait()


def _start_worker(process: wiring.Process, tasks: asyncio.TaskGroup, stop: asyncio.Event) -> None:
    settings, deps = process.settings, process.patient
    worker = Worker(
        process.link,
        partial(analyze.perform, deps),
        name=deps.new_id(),
        slots=settings.worker_slots,
        poll_seconds=settings.poll_seconds,
    )
    tasks.create_task(worker.run(stop, grace=GRACE_SECONDS))
    tasks.create_task(Dispatcher(deps).run(stop))
    tasks.create_task(process.quality.run(stop))
    tasks.create_task(process.judges.keep_batches(stop))
    tasks.create_task(process.judges.keep_prompts(stop))
    tasks.create_task(model_checkup.warn_of_models(process.judges, stop))


def _settle() -> None:
    """Keep an acknowledgement from waiting for the interpreter itself."""
    gc.collect()
    gc.freeze()  # what start-up made stays for good: else each full collection walks all of it
    sys.setswitchinterval(SWITCH_SECONDS)


@asynccontextmanager
async def _posting(process: wiring.Process) -> AsyncIterator[None]:
    """The poster runs inside; it stops last, so that what the worker finished while stopping still goes out."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(process.poster.run(stop))
        try:
            yield
        finally:
            stop.set()


def _first(courtesy: Courtesy) -> Middleware:
    """While a request is being answered, work waits."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        with courtesy.urgent():
            return await handler(request)

    return middleware


@asynccontextmanager
async def listening(process: wiring.Process) -> AsyncIterator[str]:
    """The web application on HOST:PORT; yields its address. In-flight requests end before it closes."""
    settings = process.settings
    secret = settings.slack_signing_secret
    if secret is None:
        raise SettingsError(settings.problems_for_slack())
    app = build_app(
        process.deps,
        authorize=process.authorize,
        signing_secret=secret.get_secret_value(),
        base_url=settings.slack_api_url,
        session=process.session,
        librarian=process.librarian,
    )
    door = web_app(app, process.deps, signing_secret=secret.get_secret_value(), queue_ping=process.queue.check, revision=schema.head())
    door.middlewares.append(_first(process.courtesy))
    runner = web.AppRunner(door, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.host, settings.port)
        try:
            await site.start()
        except OSError as error:
            raise SettingsError((f"HOST and PORT: {settings.host}:{settings.port} cannot be listened on ({error.strerror}).",)) from error
        yield site.name
    finally:
        await runner.cleanup()
