"""A child as it should not be: confined like the real one, it does what the name of its file says, and its work where that says nothing."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from jobs.chain.document import Block, Document
from jobs.documents.child import main as real_main
from jobs.documents.child import work as real_work
from jobs.documents.limits import DocumentLimits
from jobs.documents.wire import LENGTH, Answer, Request, write_frame


def main(limits: DocumentLimits) -> None:
    real_main(limits, work)


def work(data: bytes, request: Request, limits: DocumentLimits, answer: BinaryIO) -> None:
    name = request.name.partition(".")[0].rpartition("/")[2]
    if name == "everything":
        tell(answer, *(f"{deed}: {tried(attempt)}" for deed, attempt in TRIES.items()))
    elif name in DEEDS:
        DEEDS[name](answer)
    else:
        real_work(data, request, limits, answer)


def tell(answer: BinaryIO, *texts: str) -> None:
    document = Document(name="x", media="text", status="read", blocks=tuple(Block(text=text, anchor="line 1") for text in texts))
    write_frame(answer, Answer(kind="document").model_dump_json().encode())
    write_frame(answer, document.model_dump_json().encode())


def tried(deed: Callable[[], object]) -> str:
    try:
        deed()
    except (OSError, RuntimeError) as refused:
        return type(refused).__name__
    return "done"


def hang(answer: BinaryIO) -> None:
    while True:
        time.sleep(1)


def loop(answer: BinaryIO) -> None:
    while True:
        pass


def stay(answer: BinaryIO) -> None:
    """Deaf to everything that can be ignored."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM, signal.SIGXCPU):
        signal.signal(number, signal.SIG_IGN)
    hang(answer)


def hog(answer: BinaryIO) -> None:
    kept: list[bytes] = []
    try:
        while True:
            kept.append(b"x" * (1 << 26))
    except MemoryError:
        held = len(kept)
        kept.clear()
        tell(answer, f"{held * 64} MiB")


def flood(answer: BinaryIO) -> None:
    piece = b"x" * (1 << 20)
    write_frame(answer, Answer(kind="document").model_dump_json().encode())
    answer.write(LENGTH.pack(1 << 40))
    while True:
        answer.write(piece)


def overrun(answer: BinaryIO) -> None:
    """A sound answer, and then no end of it."""
    tell(answer, "sound")
    while True:
        answer.write(b"x" * (1 << 20))


def chatter(answer: BinaryIO) -> None:
    """As much as it likes where libraries print."""
    for _ in range(100):
        os.write(1, b"x" * (1 << 16))
        os.write(2, b"x" * (1 << 16))
    tell(answer, "sound")


def environment(answer: BinaryIO) -> None:
    tell(answer, " ".join(sorted(os.environ)), str(Path.cwd()), f"{os.getpid() == os.getsid(0)}")  # noqa: TID251 - to show that it is empty


def nonsense(answer: BinaryIO) -> None:
    write_frame(answer, b'{"kind": "cake"}')


def half(answer: BinaryIO) -> None:
    write_frame(answer, Answer(kind="document").model_dump_json().encode())
    answer.write(LENGTH.pack(1000) + b"{")
    answer.flush()


def leave(answer: BinaryIO) -> None:
    sys.exit(0)


DEEDS: dict[str, Callable[[BinaryIO], None]] = {
    "hang": hang,
    "loop": loop,
    "stay": stay,
    "hog": hog,
    "flood": flood,
    "overrun": overrun,
    "chatter": chatter,
    "environment": environment,
    "nonsense": nonsense,
    "half": half,
    "leave": leave,
    "abort": lambda answer: os.abort(),
}

TRIES: dict[str, Callable[[], object]] = {
    "socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    "lookup": lambda: socket.getaddrinfo("localhost", 80),
    "subprocess": lambda: subprocess.Popen(["/bin/true"]),
    "fork": os.fork,
    "exec": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606 - it is refused
    "shell": lambda: os.system("true"),  # noqa: S605 - it is refused
    "write": lambda: Path("/tmp/bidwright-rogue").write_text("x"),  # noqa: S108 - it is refused
    "create": lambda: os.open("/dev/shm/bidwright-rogue", os.O_CREAT | os.O_WRONLY),  # noqa: S108
    "read-secrets": Path("/etc/passwd").read_bytes,
    "read-parent": lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
    "read-around": lambda: Path(os.__file__, "..", "..", "..", "..", "..", "..", "etc", "passwd").read_bytes(),
    "list": lambda: list(Path("/").iterdir()),
    "library": lambda: __import__("ctypes").CDLL("libc.so.6"),
    "kill": lambda: os.kill(os.getppid(), 0),
    "remove": lambda: Path("/tmp/bidwright-rogue").unlink(missing_ok=True),  # noqa: S108
}
"""What a file that took over its reader would try."""
