"""`make demo`: the playground as a subprocess, then the real bot and worker in this one, on an embedded database and queue."""

import asyncio
import json
import secrets
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot import installs, processes, wiring
from bot.settings import Settings
from jobs.chain.errors import BidwrightError
from jobs.sources.bundled import sample_profile_text
from storage import outbox, runs, tenants

TEAMS = ("T0NORTH", "T0HARBR")
ASKER, CHANNEL = "U0ADA", "C0NBIDS"
MANIFEST = Path(__file__).parents[1] / "manifest.yml"
LONGEST_ANSWER = 60.0


@dataclass(frozen=True)
class Demo:
    """A demo that is up: the page at `page`, the bot behind it."""

    page: str
    settings: Settings


@asynccontextmanager
async def running(settings: Settings, *, port: int = 0) -> AsyncIterator[Demo]:
    """Everything started and two workspaces installed; all of it ends with the block. `settings` gives the models alone."""
    with tempfile.TemporaryDirectory(prefix="bidwright-demo-") as folder:
        secret, bot_port = secrets.token_hex(16), _free_port()
        async with _playground(port=port, app_url=f"http://127.0.0.1:{bot_port}", secret=secret) as page:
            settings = _demo_settings(settings, Path(folder), page=page, port=bot_port, secret=secret)
            await _install(settings)
            stop, ready = asyncio.Event(), asyncio.Event()
            serving = asyncio.create_task(processes.serve(settings, stop, ready=ready))
            await _first(serving, ready)
            try:
                yield Demo(page, settings)
            finally:
                stop.set()
                await serving


async def ask_once(demo: Demo, text: str) -> str:
    """One `/analyze` through signed HTTP; the whole thread as text once it has been answered.

    Raises BidwrightError when the bot refused it or no answer came in time.
    """
    async with aiohttp.ClientSession() as session:
        command = {"user": ASKER, "channel": CHANNEL, "command": "/analyze", "text": text}
        async with session.post(f"{demo.page}/playground/command", json=command) as response:
            acknowledged: dict[str, Any] = await response.json()
        if not acknowledged["ok"]:
            raise BidwrightError(f"The bot answered {acknowledged['status']} to the command: {acknowledged['failure'] or 'see its log'}.")
        async with asyncio.timeout(LONGEST_ANSWER):
            if not await _answered(demo.settings):
                raise BidwrightError(f"The bot did not accept it: {_words(acknowledged['body'])}")
        return f"{_words(acknowledged['body'])}\n\n{await _thread(session, demo.page)}"


async def _thread(session: aiohttp.ClientSession, page: str) -> str:
    """The newest thread of the channel as text."""
    address = f"{page}/playground/thread"
    async with session.get(address, params={"channel": CHANNEL}) as response:
        messages: list[dict[str, Any]] = (await response.json())["messages"]
    roots = [str(message["ts"]) for message in messages if message.get("reply_count")]
    if not roots:
        raise BidwrightError("No thread was posted: see the log lines above.")
    async with session.get(address, params={"channel": CHANNEL, "root": roots[-1], "format": "text"}) as response:
        return await response.text()


def _words(body: str) -> str:
    try:
        return str(json.loads(body).get("text", body))
    except (ValueError, AttributeError):
        return body


async def _answered(settings: Settings) -> bool:
    """Wait until every run has ended and all messages are out. False when there is no run."""
    async with wiring.joined(settings) as (deps, _):
        async with deps.db.system() as sys_tx:
            tenant_ids = await tenants.all_ids(sys_tx)
        while True:
            states: list[str] = []
            for tenant_id in tenant_ids:
                async with deps.db.tenant_read(tenant_id) as tx:
                    states += [run.state for run in await runs.recent(tx)]
            async with deps.db.system() as sys_tx:
                waiting = await outbox.next_due(sys_tx, deps.now())
            if not states or (runs.ENDED.issuperset(states) and waiting is None):
                return bool(states)
            await asyncio.sleep(0.05)


def _demo_settings(settings: Settings, folder: Path, *, page: str, port: int, secret: str) -> Settings:
    profile = folder / "profile.yml"
    profile.write_text(sample_profile_text(), encoding="utf-8")
    return settings.model_copy(
        update={
            "data_dir": folder,
            "database_url": f"sqlite+aiosqlite:///{folder / 'demo.db'}",
            "migration_database_url": None,
            "redis_url": None,
            "slack_api_url": f"{page}/api/",
            "slack_signing_secret": SecretStr(secret),
            "slack_bot_token": None,
            "profile_file": profile,
            "host": "127.0.0.1",
            "port": port,
        }
    )


async def _install(settings: Settings) -> None:
    """What OAuth would do: both workspaces' tokens into the store, and the sample profile as theirs."""
    await processes.ready_database(settings)
    async with wiring.joined(settings) as (deps, _), aiohttp.ClientSession() as session:
        client = AsyncWebClient(base_url=settings.slack_api_url, session=session)
        for team in TEAMS:
            await installs.install(deps, client, SecretStr(f"xoxb-playground-{team}"))


@asynccontextmanager
async def _playground(*, port: int, app_url: str, secret: str) -> AsyncIterator[str]:
    command = [sys.executable, "-m", "playground", "--with-parent", "--port", str(port), "--app-url", app_url, "--signing-secret", secret]
    if MANIFEST.exists():
        command += ["--manifest", str(MANIFEST)]
    child = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        async with asyncio.timeout(20):
            line = (await child.stdout.readline()).decode()
        if not line.startswith("PLAYGROUND_READY "):
            raise BidwrightError("The playground did not start: see the lines above. If its port is taken, use --port 0.")
        yield line.split()[1]
    finally:
        child.stdin.close()
        await child.wait()


async def _first(serving: "asyncio.Task[None]", ready: asyncio.Event) -> None:
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        waiting.cancel()
        await serving


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
