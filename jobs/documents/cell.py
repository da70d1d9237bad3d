"""One child process from the parent's side: started ahead, given one file, killed with everything it may have started."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from jobs.documents.limits import MIB, DocumentLimits
from jobs.documents.wire import LENGTH, Request

_ROOT = str(Path(__file__).parents[2])
_START = "import json, sys; sys.path.insert(0, sys.argv[1]); from importlib import import_module; from jobs.documents.limits import DocumentLimits; import_module(sys.argv[2]).main(DocumentLimits(**json.loads(sys.argv[3])))"
"""`-I` leaves the working directory and every variable of the environment out of the search for modules."""
_PIECE = MIB
_END_SECONDS = 10.0
"""A killed process is gone at once; this bounds the wait for its pipes."""


class CellError(Exception):
    """The child gave no usable answer."""


class DiedError(CellError):
    """It crashed, ran out of memory, or was ended by a limit."""


class SlowError(CellError):
    """It took longer than allowed."""


class FloodError(CellError):
    """It answered with more than any document within the limits can be."""


class ClosedError(CellError):
    """The reader was closed meanwhile."""


class Cell:
    """Use `ask` once, `frame` as often as the answer has frames, `end` always."""

    def __init__(self, process: Process, limits: DocumentLimits) -> None:
        self._process = process
        self._limits = limits
        self._reading = asyncio.Lock()
        self._ending: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, limits: DocumentLimits, program: str) -> "Cell":
        """`program` is the module whose `main(limits)` the child runs."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-c", _START, _ROOT, program, json.dumps(asdict(limits)),
            stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}, start_new_session=True, cwd="/",
        )  # fmt: skip
        return cls(process, limits)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    async def ask(self, request: Request, data: bytes) -> None:
        """Hands over the file, piece by piece, so that it is not in memory twice."""
        assert self._process.stdin is not None
        head = request.model_dump_json().encode()
        try:
            async with asyncio.timeout(self._limits.seconds):
                self._process.stdin.write(LENGTH.pack(len(head)) + head + LENGTH.pack(len(data)))
                view = memoryview(data)
                for start in range(0, len(data), _PIECE):
                    self._process.stdin.write(view[start : start + _PIECE])
                    await self._process.stdin.drain()
                self._process.stdin.close()
        except TimeoutError as late:
            raise SlowError from late
        except (BrokenPipeError, ConnectionResetError) as gone:
            raise DiedError from gone

    async def frame(self, most: int) -> bytes:
        """The next frame, of at most `most` bytes, within the seconds allowed. Raises `DiedError`, `SlowError`, `FloodError`."""
        assert self._process.stdout is not None
        try:
            async with self._reading, asyncio.timeout(self._limits.seconds):
                (size,) = LENGTH.unpack(await self._process.stdout.readexactly(LENGTH.size))
                if size > most:
                    raise FloodError
                return await self._process.stdout.readexactly(size)
        except TimeoutError as late:
            raise SlowError from late
        except asyncio.IncompleteReadError as short:
            raise DiedError from short

    async def end(self) -> None:
        """Kills the session and waits until it is gone; a cancel meanwhile does not leave it behind."""
        if self._ending is None:
            if self.alive:
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._ending = asyncio.create_task(self._gone())
        await asyncio.shield(self._ending)

    async def _gone(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(_END_SECONDS), self._reading:
                # A pipe that nobody empties keeps the transport open.
                while await self._process.stdout.read(65536):
                    pass
                await self._process.wait()
