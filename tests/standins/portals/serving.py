"""What every stand-in of a portal shares: a free port of loopback, a journal of what was asked, faults on demand."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
Page = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Fault:
    """What is done instead of the right answer, or, where there is no body, to the right answer."""

    status: int | None = None
    """None takes that of the right answer, or 200."""
    body: bytes | None = None
    """Sent as it is; None takes the right answer."""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    change: Callable[[Page], Page] | None = None
    """Applied to the JSON object of the right answer."""
    delay: float = 0.0
    """Seconds before the first byte."""
    cut: bool = False
    """The connection is closed in the middle of the body, whose whole length was announced."""
    drop: bool = False
    """The connection is closed before any byte of an answer."""
    trickle: bool = False
    """A byte every fiftieth of a second, for ever."""


RIGHT = Fault()
"""No fault: `fail_next(path, RIGHT, BROKEN_DOWN)` breaks the second answer."""
_HTML = "text/html; charset=utf-8"
TOO_MANY_HTML = Fault(429, b"<html><head><title>429 Too Many Requests</title></head><body>nginx</body></html>", _HTML)
"""As nginx before TED answers: HTML, no Retry-After."""
TOO_MANY_WAIT = Fault(429, b"Request limit exceeded", "text/plain", {"Retry-After": "7"})
UNAVAILABLE_WAIT = Fault(503, b"Service unavailable", "text/plain", {"Retry-After": "11"})
BROKEN_DOWN = Fault(500, b'{"message": "Internal server error"}')
GARBAGE = Fault(body=b'{"notices": [{"publi')
HTML_PAGE = Fault(body=b"<!doctype html><html><body>Maintenance</body></html>", content_type=_HTML)
CUT = Fault(cut=True)
DROPPED = Fault(drop=True)
TRICKLE = Fault(trickle=True)


class PortalStandIn:
    """`async with TheStandIn() as portal:` serves at `portal.url`; a subclass names its `routes`."""

    def __init__(self) -> None:
        self.url = ""
        """`http://127.0.0.1:port`, without a slash at the end; also the origin to allow."""
        self.journal: list[Asked] = []
        """Requests in order of arrival, failed ones included."""
        self.arrived = asyncio.Event()
        """Set by the first request."""
        self.most_at_once = 0
        """Requests that were under way together."""
        self._under_way = 0
        self._faults: list[tuple[str, deque[Fault]]] = []
        self._runner: web.AppRunner | None = None
        self._closing = asyncio.Event()

    def routes(self) -> list[web.RouteDef]:
        raise NotImplementedError

    def fail_next(self, path_prefix: str, *faults: Fault, times: int = 1) -> None:
        """The next requests below the path meet these faults, one each; all of them `times` times over."""
        self._faults.append((path_prefix, deque(faults * times)))

    def asked(self, path_prefix: str = "/") -> list[Asked]:
        return [request for request in self.journal if request.path.startswith(path_prefix)]

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=16 * 1024 * 1024, middlewares=[self._middleware()])
        app.add_routes(self.routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()

    def _middleware(self) -> Any:
        @web.middleware
        async def journal_and_faults(request: web.Request, handler: Answer) -> web.StreamResponse:
            self.journal.append(await _asked(request))
            self.arrived.set()
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
            try:
                fault = self._next_fault(request.path)
                return await handler(request) if fault is None else await self._fail(fault, request, handler)
            finally:
                self._under_way -= 1

        return journal_and_faults

    def _next_fault(self, path: str) -> Fault | None:
        waiting = next((faults for prefix, faults in self._faults if faults and path.startswith(prefix)), None)
        return waiting.popleft() if waiting else None

    async def _fail(self, fault: Fault, request: web.Request, answer: Answer) -> web.StreamResponse:
        await self._pause(fault.delay)
        if fault.drop:
            _abort(request)
            return web.Response()
        if fault.body is None:
            fault = await _of_the_right_answer(fault, await answer(request))
        headers = {"content-type": fault.content_type, **fault.headers}
        if fault.trickle or fault.cut:
            return await self._in_pieces(fault, request, headers)
        return web.Response(body=fault.body, status=fault.status or 200, headers=headers)

    async def _in_pieces(self, fault: Fault, request: web.Request, headers: dict[str, str]) -> web.StreamResponse:
        body = fault.body or b"{}"
        response = web.StreamResponse(status=fault.status or 200, headers=headers)
        if fault.cut:
            response.content_length = len(body)
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
        while fault.trickle and not self._closing.is_set() and request.transport is not None:
            await response.write(b" ")
            await self._pause(0.02)
        _abort(request)
        return response

    async def _pause(self, seconds: float) -> None:
        if seconds > 0:
            try:
                await asyncio.wait_for(self._closing.wait(), seconds)
            except TimeoutError:
                return


async def _asked(request: web.Request) -> Asked:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Asked(request.method, request.path, dict(request.query), headers, await request.read())


async def _of_the_right_answer(fault: Fault, right: web.StreamResponse) -> Fault:
    """The fault with the body, the type and, where it names none, the status of the right answer."""
    assert isinstance(right, web.Response)
    assert isinstance(right.body, bytes)
    body = right.body if fault.change is None else json.dumps(fault.change(json.loads(right.body))).encode()
    return replace(fault, body=body, status=fault.status or right.status, content_type=right.headers["content-type"])


def _abort(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
