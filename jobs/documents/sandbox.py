"""What a child may still do once it holds a stranger's bytes: compute, and write its answer."""

import math
import os
import resource
import signal
import sys
import sysconfig
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from jobs.documents.limits import DocumentLimits

_OPEN_FILES = 32
_GRACE_SECONDS = 5
"""The parent kills at the limit; should it be gone, the child ends itself so much later."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile", "pty.", "ctypes.dlopen",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime", "os.kill",
    "os.putenv", "os.setxattr", "shutil.", "tempfile.", "resource.", "sqlite3.", "mmap.", "signal.pthread_kill",
    "sys._current_frames", "urllib.", "http.", "ftplib.", "smtplib.", "code.__new__",
)  # fmt: skip
"""Beginnings of audit events (docs.python.org/3/library/audit_events.html)."""


def become_harmless() -> None:
    """Before the first file: the first to be ended when memory runs out, last in line for the processor."""
    os.nice(10)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def confine(limits: DocumentLimits, *, wall_seconds: float) -> None:
    """Once everything is imported, and for good: no files but code, no network, no processes, no more memory or time than allowed."""
    sys.dont_write_bytecode = True
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = math.ceil(used.ru_utime + used.ru_stime + limits.seconds)
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _limit(resource.RLIMIT_CPU, seconds + _GRACE_SECONDS)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NPROC, 0)
    signal.alarm(math.ceil(wall_seconds) + _GRACE_SECONDS)
    sys.addaudithook(_warden(_readable_places()))


def _limit(what: int, value: int) -> None:
    """Lowers a limit; one that is lower already stays."""
    _, hard = resource.getrlimit(what)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, value))


def _readable_places() -> tuple[str, ...]:
    """Code and the data that libraries carry; nothing else is anybody's business."""
    paths = sysconfig.get_paths()
    places = {paths["stdlib"], paths["platstdlib"], paths["purelib"], paths["platlib"], str(Path(__file__).parents[1])}
    return tuple(sorted(place.rstrip("/") + "/" for place in places | {str(Path(place).resolve()) for place in places}))


def _warden(places: tuple[str, ...]) -> Callable[[str, tuple[object, ...]], None]:
    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            _refuse_open(arguments, places)
        elif event in ("os.listdir", "os.scandir"):  # imports look into the folders of code
            _refuse_outside(arguments[0], places)
        elif event.startswith(_FORBIDDEN):
            raise PermissionError(f"{event} is not for the reader of a document")

    return refuse


def _refuse_open(arguments: tuple[object, ...], places: tuple[str, ...]) -> None:
    path, mode, flags = (*arguments, None, None, None)[:3]
    if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITES):
        raise PermissionError("files are not written here")
    _refuse_outside(path, places)


def _refuse_outside(path: object, places: tuple[str, ...]) -> None:
    """Plain paths only: `..` could lead out."""
    text = os.fsdecode(path) if isinstance(path, (str, bytes)) else ""
    if ".." in text or not f"{text}/".startswith(places):
        raise PermissionError("this file is not for the reader of a document")
