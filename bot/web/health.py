"""`/livez` says that the process turns, `/readyz` whether it can serve: each dependency by name, none of its errors in words."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog
from aiohttp import web

from jobs.deps import Deps
from storage import runs

CHECK_SECONDS = 1.0
Check = Callable[[], Awaitable[object]]

log = structlog.get_logger()


class NotReady(Exception):
    """A check that ran and found something wrong; the text is for the reader of `/readyz`."""


@dataclass(frozen=True)
class Health:
    checks: Mapping[str, Check]
    """Each raises when its part cannot serve; what it returns is shown."""
    seconds: float = CHECK_SECONDS
    """Longest wait for one check."""

    async def live(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def ready(self, _: web.Request) -> web.Response:
        """200 when every check passes, else 503; JSON either way."""
        answers = await asyncio.gather(*(_run(name, check, self.seconds) for name, check in self.checks.items()))
        found = dict(zip(self.checks, answers, strict=True))
        ok = all(part["ok"] for part in found.values())
        return web.json_response({"status": "ok" if ok else "not ready", "checks": found}, status=200 if ok else 503)


def checks_of(deps: Deps, *, revision: str | None, queue_ping: Check) -> Health:
    """`revision`: the schema this program was written for, None to take any."""

    async def schema() -> str | None:
        found = await deps.db.revision()
        if revision is not None and found != revision:
            raise NotReady(f"the schema is at {found}, wanted {revision}: run `bidwright migrate`")
        return found

    async def backlog() -> dict[str, float]:
        async with deps.db.system() as system:
            waiting = await runs.backlog(system, deps.now())
        return {"runs": waiting.runs, "oldest_seconds": waiting.oldest_seconds}

    return Health({"database": deps.db.ping, "schema": schema, "queue": queue_ping, "backlog": backlog})


async def _run(name: str, check: Check, seconds: float) -> dict[str, object]:
    try:
        async with asyncio.timeout(seconds):
            return {"ok": True, "detail": await check()}
    except NotReady as error:
        return {"ok": False, "detail": str(error)}
    except Exception as error:  # noqa: BLE001, the edge: whatever a dependency raises means that it cannot serve
        log.warning("not_ready", check=name, error=type(error).__name__)
        return {"ok": False, "detail": type(error).__name__}
