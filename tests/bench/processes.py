"""The product as real processes for a measurement: playground, serve, and a worker apart where Redis can be had."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import IO, Self

from storage import runs, tenants
from storage.db import Database
from storage.schema import upgrade
from tests.storage_fixtures import ADMIN, ON_POSTGRES, PostgresServer

SECRET = "bench-signing-secret"
TEAM, USER = "T0BENCH", "U0BENCH"
TOKEN = "xoxb-bench"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@asynccontextmanager
async def running(command: Sequence[str], *, port: int, environment: dict[str, str] | None = None) -> AsyncIterator[int]:
    """A process that listens on `port`; ended by its own id at the end. Yields the id."""
    env = {"PATH": os.environ["PATH"], **(environment or {})}
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(list(command), env=env, stdout=subprocess.DEVNULL, stderr=said)
        try:
            await _listens(child, port, said)
            yield child.pid
        finally:
            child.terminate()
            await asyncio.to_thread(child.wait)


async def _listens(child: "subprocess.Popen[bytes]", port: int, said: IO[bytes]) -> None:
    for _ in range(600):
        if child.poll() is not None:
            said.seek(0)
            raise RuntimeError(f"{child.args} ended at once: {said.read().decode()[-2000:]}")
        if port == 0:
            return
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        await asyncio.sleep(0.02)
    raise RuntimeError(f"{child.args} did not listen on {port} in 12 s")


class Product:
    """Starts everything in a folder of its own and leaves nothing behind. `named`: further settings."""

    def __init__(self, *, worker_apart: bool = False, named: Mapping[str, str] | None = None) -> None:
        self._apart = worker_apart
        self._named = named or {}
        self._stack = AsyncExitStack()
        self.worker_pid = 0
        self.ready_seconds = 0.0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}/slack/events"

    @property
    def stores(self) -> str:
        return "Postgres and Redis" if self._apart else "SQLite and the embedded queue"

    async def __aenter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="bidwright-bench-"))
        self._stack.callback(shutil.rmtree, self._folder, ignore_errors=True)
        self._port, slack = free_port(), free_port()
        await self._stack.enter_async_context(running([sys.executable, "-m", "tests.bench.sink", str(slack)], port=slack))
        environment = {
            "DATA_DIR": str(self._folder),
            "SLACK_API_URL": f"http://127.0.0.1:{slack}/api/",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": TOKEN,
            "PORT": str(self._port),
            "MONTHLY_CREDITS": "1000000",
            "LOG_LEVEL": "WARNING",
            **self._named,
        }
        self.database_url = f"sqlite+aiosqlite:///{self._folder / 'bidwright.db'}"
        if self._apart:
            environment["REDIS_URL"] = await self._redis()
            self.database_url = await self._postgres()
            environment["DATABASE_URL"] = self.database_url
            environment["ENCRYPTION_KEYS"] = f"bench:{b64encode(bytes(32)).decode()}"
        begun = perf_counter()
        serve = running([sys.executable, "-m", "bot", "serve"], port=self._port, environment=environment)
        self.worker_pid = await self._stack.enter_async_context(serve)
        self.ready_seconds = perf_counter() - begun
        if self._apart:
            worker = running([sys.executable, "-m", "bot", "worker"], port=0, environment=environment)
            self.worker_pid = await self._stack.enter_async_context(worker)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def _postgres(self) -> str:
        if not ON_POSTGRES:
            raise SystemExit("The worker is measured apart on Postgres: set DATABASE_URL to a role that may create databases.")
        server = PostgresServer(ADMIN)
        self._stack.push_async_callback(server.drop_all)
        made = await server.create(f"bidwright_bench_{os.getpid()}")
        await upgrade(made.owner)
        return made.app

    async def _redis(self) -> str:
        binary = shutil.which("redis-server")
        if binary is None:
            raise SystemExit("The worker can only be apart with a redis-server on the PATH.")
        port = free_port()
        command = [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self._folder)]
        await self._stack.enter_async_context(running(command, port=port))
        return f"redis://127.0.0.1:{port}/0"

    async def pick_up_seconds(self, *, expected: int) -> list[float]:
        """Seconds from stored to started of each run, once most have started."""
        database = Database.open(self.database_url)
        try:
            for _ in range(600):
                async with database.system() as sys_tx:
                    backlog = await runs.backlog(sys_tx, datetime.now(UTC))
                if backlog.runs == 0:
                    break
                await asyncio.sleep(0.1)
            async with database.system() as sys_tx:
                tenant_id = (await tenants.all_ids(sys_tx))[0]
            async with database.tenant_read(tenant_id) as tx:
                found = await runs.recent(tx, limit=expected)
            return [(run.started_at - run.created_at).total_seconds() for run in found if run.started_at]
        finally:
            await database.close()
