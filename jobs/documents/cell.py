"""One child process from the parent's side: started ahead, given one file, killed with everything it may have started."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
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
"""A killed process is gone at once, unless the machine is out of order."""


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
    """Use `ask` once, `frame` as often as the answer has frames, `end` always.

    A socket pair and a plain `Popen`: when `asyncio.create_subprocess_exec` is cancelled, Python 3.11.7 was seen to wait for ever.
    """

    def __init__(self, process: subprocess.Popen[bytes], limits: DocumentLimits) -> None:
        self._process = process
        self._limits = limits
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._ending: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, limits: DocumentLimits, program: str) -> "Cell":
        """`program` is the module whose `main(limits)` the child runs. Raises `OSError` where no process can be started."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                cell = cls(_spawned(limits, program, theirs), limits)
        except OSError:
            ours.close()
            raise
        try:
            cell._streams = await asyncio.open_connection(sock=ours)
        except BaseException:
            # A cancel while it starts; killed, it is gone within a millisecond.
            cell._kill()
            cell._process.wait(_END_SECONDS)
            ours.close()
            raise
        return cell

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    async def ask(self, request: Request, data: bytes) -> None:
        """Hands over the file, piece by piece, so that it is not in memory twice. Raises `DiedError`, `SlowError`."""
        assert self._streams is not None
        _, writer = self._streams
        head = request.model_dump_json().encode()
        try:
            async with asyncio.timeout(self._limits.seconds):
                writer.write(LENGTH.pack(len(head)) + head + LENGTH.pack(len(data)))
                view = memoryview(data)
                for start in range(0, len(data), _PIECE):
                    writer.write(view[start : start + _PIECE])
                    await writer.drain()
        except TimeoutError as late:
            raise SlowError from late
        except (BrokenPipeError, ConnectionResetError) as gone:
            raise DiedError from gone

    async def frame(self, most: int) -> bytes:
        """The next frame, of at most `most` bytes, within the seconds allowed. Raises `DiedError`, `SlowError`, `FloodError`."""
        assert self._streams is not None
        reader, _ = self._streams
        try:
            async with asyncio.timeout(self._limits.seconds):
                (size,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
                if size > most:
                    raise FloodError
                return await reader.readexactly(size)
        except TimeoutError as late:
            raise SlowError from late
        except (asyncio.IncompleteReadError, BrokenPipeError, ConnectionResetError) as short:
            raise DiedError from short

    async def end(self) -> None:
        """Kills the session and waits until it is gone; a cancel meanwhile does not leave it behind."""
        if self._ending is None:
            self._kill()
            self._ending = asyncio.create_task(self._gone())
        await asyncio.shield(self._ending)

    def _kill(self) -> None:
        if self.alive:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    async def _gone(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            with suppress(OSError):
                await self._streams[1].wait_closed()
        if self.alive:
            with suppress(subprocess.TimeoutExpired):
                await asyncio.to_thread(self._process.wait, _END_SECONDS)


def _spawned(limits: DocumentLimits, program: str, channel: socket.socket) -> subprocess.Popen[bytes]:
    """The channel is its stdin and stdout. It starts in some milliseconds and imports on its own time."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-I", "-c", _START, _ROOT, program, json.dumps(asdict(limits))],
        stdin=channel.fileno(),
        stdout=channel.fileno(),
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    )
