"""The product with a Messages API stand-in behind it, driven by signed commands: what its runs took, asked and cost."""

import asyncio
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from jobs.llm.tiers import SHIPPED
from jobs.sources.bundled import sample_profile_text
from storage import runs, spend, tenants
from storage.db import Database
from tests.bench.processes import SECRET, TEAM, USER, Product, free_port, running

LATENCIES = {"judge": 0.5, "screen": 0.8, "rate": 4.0, "requirements": 4.0, "draft": 5.0}
"""Seconds of each step, the guard's second look as `judge`."""
PATIENCE = 180.0
SENDERS, TRIES = 5, 20
"""People who send at once, and how often one of them tries again where the product could not store it in time."""
NOTICE = """Invitation to tender {number}: replacement of network switches in {number} council buildings
Contracting authority: Glen Ardvarrich Council (invented)
Country: United Kingdom
CPV: 32420000-3 (network equipment)
The council buys network switches, structured cabling and five years of network support for {number} occupied buildings. Work is done
outside of office hours. The bidder must hold ISO 27001 and must name two references of the last three years. A site visit is mandatory.
Estimated value: GBP 900,000 without VAT. Award criteria: price 50 %, quality 40 %, social value 10 %.
Deadline for offers: 14 September 2029, 11:00. Offers are in English and are sent through https://portal.example/{number}.
"""


@dataclass(frozen=True)
class Desk:
    """What a measurement drives and looks at."""

    product: Product
    models: str
    """Address of the stand-in."""
    session: aiohttp.ClientSession
    database: Database

    async def ask(self, numbers: Sequence[int]) -> list[runs.Run]:
        """One `/analyze` at standard depth for each number, all at once; the runs, ended."""
        before = len(await self.runs())
        room = asyncio.Semaphore(SENDERS)
        async with asyncio.TaskGroup() as tasks:
            for number in numbers:
                tasks.create_task(self._command(number, room))
        async with asyncio.timeout(PATIENCE):
            while True:
                found = await self.runs()
                if len(found) - before >= len(numbers) and all(run.state in runs.ENDED for run in found):
                    return found[: len(numbers)]
                await asyncio.sleep(0.1)

    async def installed(self) -> None:
        """Wait until the process has put itself into the workspace of its token."""
        async with asyncio.timeout(PATIENCE):
            while not await self._tenants():  # noqa: ASYNC110 - another process tells nobody
                await asyncio.sleep(0.1)

    async def runs(self) -> list[runs.Run]:
        """The newest first."""
        async with self.database.tenant_read(await self._tenant()) as tx:
            return await runs.recent(tx, limit=1_000)

    async def by_step(self) -> dict[str, spend.Sums]:
        async with self.database.tenant_read(await self._tenant()) as tx:
            return await spend.by_step(tx, f"{datetime.now(UTC):%Y-%m}")

    async def served(self) -> list[dict[str, Any]]:
        """Every call so far, as `tests.standins.messages_api.Served`."""
        async with self.session.get(f"{self.models}/served") as response:
            return await response.json()

    async def _tenants(self) -> list[str]:
        async with self.database.system() as sys_tx:
            return await tenants.all_ids(sys_tx)

    async def _tenant(self) -> str:
        return (await self._tenants())[0]

    async def _command(self, number: int, room: asyncio.Semaphore) -> None:
        form = {"command": "/analyze", "text": NOTICE.format(number=number), "team_id": TEAM, "user_id": USER, "channel_id": f"C{number}"}
        form |= {"trigger_id": f"t{number}", "response_url": "http://127.0.0.1:9/response/1", "api_app_id": "A0BENCH"}
        body, now = urlencode(form), str(int(time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=now, body=body) or ""
        headers = {"content-type": "application/x-www-form-urlencoded", "x-slack-request-timestamp": now, "x-slack-signature": signature}
        async with room:
            status, said = await self._post(body, headers)
            for _ in range(TRIES):
                if "could not store" not in said:
                    break
                await asyncio.sleep(1)
                status, said = await self._post(body, headers)
        if status != 200 or "credits reserved" not in said:
            raise RuntimeError(f"command {number} was answered {status}: {said[:200]}")

    async def _post(self, body: str, headers: dict[str, str]) -> tuple[int, str]:
        async with self.session.post(self.product.address, data=body, headers=headers) as response:
            return response.status, await response.text()


@asynccontextmanager
async def open_desk(*, slots: int) -> AsyncIterator[Desk]:
    """Everything started: stand-in and product are processes of their own."""
    port, folder = free_port(), Path(tempfile.mkdtemp(prefix="bidwright-desk-"))
    latencies = [f"{step}={seconds}" for step, seconds in LATENCIES.items()]
    try:
        (folder / "profile.yml").write_text(sample_profile_text(), encoding="utf-8")
        (folder / "models.yml").write_text(_without_limits(SHIPPED.read_text(encoding="utf-8")), encoding="utf-8")
        url = f"http://127.0.0.1:{port}"
        named = {"ANTHROPIC_API_KEY": "sk-bench", "ANTHROPIC_BASE_URL": url, "MODELS_FILE": str(folder / "models.yml")}
        named |= {"PROFILE_FILE": str(folder / "profile.yml"), "WORKER_SLOTS": str(slots)}
        stand_in = running([sys.executable, "-m", "tests.standins.messages_api", str(port), *latencies], port=port)
        async with stand_in, Product(named=named) as product, aiohttp.ClientSession() as session:
            database = Database.open(product.database_url)
            try:
                desk = Desk(product, url, session, database)
                await desk.installed()
                yield desk
            finally:
                await database.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _without_limits(shipped: str) -> str:
    """Ceilings and limits a thousand times as high: what is measured is work, not waiting."""
    head, mark, tail = shipped.partition("\nceilings:")
    return head + mark + re.sub(r"\b(\d+)(\.\d+)?(?=[,}\s])", lambda hit: f"{int(hit[1]) * 1000}{hit[2] or ''}", tail)
