"""The product as real processes that can be shot: playground, bot and workers, each a child that is ended by its own id."""

import asyncio
import base64
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.bench.processes import free_port
from tests.installing import TOKENS
from tests.storage_fixtures import Addresses

SECRET = "chaos-signing-secret"
ROOT = Path(__file__).parents[2]


class Child:
    """One process that is started again each time it is shot."""

    def __init__(self, name: str, arguments: list[str], environment: Mapping[str, str], log: Path) -> None:
        self.name, self._arguments, self._environment, self._log = name, arguments, dict(environment), log
        self._process: Process | None = None
        self.deaths = 0

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *self._arguments,
                env=self._environment,
                cwd=ROOT,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def shoot(self) -> None:
        """SIGKILL: no goodbye, nothing handed back."""
        assert self._process is not None
        assert self._process.returncode is None, f"{self.name} ended by itself:\n{self.last_words}"
        self._process.kill()
        await self._process.wait()
        self.deaths += 1

    async def stop(self) -> int | None:
        """SIGTERM, and after a while SIGKILL; the exit code."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return process.returncode if process else None
        process.terminate()
        try:
            return await asyncio.wait_for(process.wait(), 15)
        except TimeoutError:
            process.kill()
            return await process.wait()

    @property
    def last_words(self) -> str:
        return self._log.read_text("utf-8", "replace")[-3000:]


class Fleet:
    """`killable`: the bot, and on Redis two workers. The playground lives on: it stands for Slack."""

    def __init__(self, folder: Path, addresses: Addresses, redis_url: str | None) -> None:
        self.port, self._slack_port = free_port(), free_port()
        self.slack = f"http://127.0.0.1:{self._slack_port}"
        self.environment = {
            "PATH": os.environ["PATH"],  # noqa: TID251 - the children get a clean environment
            "DATA_DIR": str(folder),
            "DATABASE_URL": addresses.app,
            "ENCRYPTION_KEYS": f"chaos:{base64.b64encode(bytes(range(32))).decode()}",
            "SLACK_API_URL": f"{self.slack}/api/",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": TOKENS["T0NORTH"],
            "PORT": str(self.port),
            "MONTHLY_CREDITS": "100000",
            "LEASE_SECONDS": "2",
            "LOG_LEVEL": "WARNING",
            **({"REDIS_URL": redis_url} if redis_url else {}),
        }
        playground = [
            "playground",
            "--port",
            str(self._slack_port),
            "--app-url",
            f"http://127.0.0.1:{self.port}",
            "--signing-secret",
            SECRET,
        ]
        self._playground = self._child("playground", playground, folder)
        self.bot = self._child("serve", ["bot", "serve"], folder)
        self.workers = [self._child(f"worker-{n}", ["bot", "worker"], folder) for n in range(2 if redis_url else 0)]

    def _child(self, name: str, arguments: list[str], folder: Path) -> Child:
        return Child(name, arguments, self.environment, folder / f"{name}.log")

    @property
    def killable(self) -> list[Child]:
        return [self.bot, *self.workers]

    @asynccontextmanager
    async def slack_open(self) -> AsyncIterator[None]:
        """The playground answers inside."""
        await self._playground.start()
        try:
            await _listens(self._slack_port)
            yield
        finally:
            await self._playground.stop()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Bot and workers run inside; those shot and not started again too are gone afterwards."""
        try:
            for child in self.killable:
                await child.start()
            await self.ready()
            yield
        finally:
            codes = await asyncio.gather(*(child.stop() for child in self.killable))
        assert set(codes) == {0}, f"who is asked to stop ends well: {codes}"

    async def ready(self) -> None:
        await _listens(self.port)

    async def command(self, session: aiohttp.ClientSession, user: str, channel: str, text: str) -> dict[str, Any]:
        """`/analyze` through signed HTTP; status and body of the acknowledgement."""
        given = {"user": user, "channel": channel, "command": "/analyze", "text": text}
        async with session.post(f"{self.slack}/playground/command", json=given) as response:
            return await response.json()

    async def slow_posts(self, session: aiohttp.ClientSession, seconds: float) -> None:
        """From now on Slack takes as long as the real one for each post, and does it though the caller is dead by then."""
        fault = {"method": "chat.postMessage", "kind": "slow", "seconds": seconds, "times": 1_000_000}
        async with session.post(f"{self.slack}/playground/faults", json=fault) as response:
            response.raise_for_status()

    async def posts(self, session: aiohttp.ClientSession) -> list[dict[str, Any]]:
        """Every message that the playground stored for the bot, as it was posted."""
        async with session.get(f"{self.slack}/playground/journal") as response:
            calls = (await response.json())["calls"]
        return [call for call in calls if call["method"] == "chat.postMessage" and call["answer"].get("ok")]

    async def shown(self, session: aiohttp.ClientSession, channel: str) -> list[dict[str, Any]]:
        """The messages of the bot that everybody in a channel sees, as they read now."""
        async with session.get(f"{self.slack}/playground/thread", params={"channel": channel}) as response:
            messages: list[dict[str, Any]] = (await response.json())["messages"]
        return [message for message in messages if message.get("bot_id") and not message["ephemeral"]]


async def _listens(port: int) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.03)
                continue
            writer.close()
            await writer.wait_closed()
            return
