"""The playground as a process: it says when it is ready and never outlives its parent."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

ROOT = Path(__file__).parents[2]


async def started(*options: str) -> tuple[Process, str]:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "playground", *options, stdin=PIPE, stdout=PIPE, cwd=ROOT)
    assert process.stdout is not None
    async with asyncio.timeout(45):
        line = (await process.stdout.readline()).decode()
    return process, line


async def ended(process: Process) -> int:
    async with asyncio.timeout(45):
        return await process.wait()


async def test_it_says_ready_with_its_address_and_ends_when_its_parent_does() -> None:
    process, line = await started("--with-parent")
    word, url = line.split()
    assert word == "PLAYGROUND_READY"
    assert url.startswith("http://127.0.0.1:")
    assert process.stdin is not None
    process.stdin.close()
    assert await ended(process) == 0


async def test_it_ends_on_sigterm() -> None:
    process, _ = await started()
    process.send_signal(signal.SIGTERM)
    assert await ended(process) == 0
