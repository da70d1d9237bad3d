"""Web servers that lie, drip and lead astray, over real HTTP on loopback, and a small internet that leads to them."""

import asyncio
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from ssl import SSLContext
from typing import Any, Self

from aiohttp import web


@dataclass(frozen=True)
class Page:
    """What stands at one path."""

    body: bytes = b"<p>A page.</p>"
    status: int = 200
    content_type: str | None = "text/html; charset=utf-8"
    headers: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    claims: int | None = None
    """Content-Length it names, whatever it sends; it closes the connection after that."""
    endless: bool = False
    """The body again and again, as fast as it is taken."""
    drip: float | None = None
    """Seconds between two bytes, for ever; the head comes at once."""
    silent: bool = False
    """No byte at all."""
    raw: bytes | None = None
    """Sent in place of an answer, then the connection is closed."""


def leads_to(location: str, status: int = 302, headers: Mapping[str, str] | None = None) -> Page:
    return Page(b"", status=status, headers={"Location": location, **(headers or {})})


@dataclass(frozen=True)
class Seen:
    """One request that arrived."""

    method: str
    target: str
    headers: Mapping[str, str]
    """Names in small letters."""
    body: bytes


class HostileWeb:
    """`async with HostileWeb({"/path": Page(…)}) as server:`; a sequence of pages is used up, its last one stays."""

    def __init__(self, pages: Mapping[str, Page | Sequence[Page]], *, tls: SSLContext | None = None) -> None:
        self.pages = {path: [page] if isinstance(page, Page) else list(page) for path, page in pages.items()}
        self.seen: list[Seen] = []
        self.sent = 0
        """Bytes of endless bodies that went out."""
        self.port = 0
        self._tls = tls
        self._runner: web.AppRunner | None = None
        self._closing = asyncio.Event()

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, ssl_context=self._tls).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.seen.append(Seen(request.method, request.raw_path, headers, await request.read()))
        pages = self.pages.get(request.path, [Page(b"", status=404)])
        page = pages.pop(0) if len(pages) > 1 else pages[0]
        if page.silent:
            await self._closing.wait()
        if page.raw is not None:
            return await self._raw(request, page.raw)
        response = web.StreamResponse(status=page.status)
        for name, value in page.headers.items():
            for each in [value] if isinstance(value, str) else value:
                response.headers.add(name, each)
        if page.content_type is not None:
            response.headers["Content-Type"] = page.content_type
        response.content_length = None if page.endless or page.drip is not None else page.claims or len(page.body)
        await response.prepare(request)
        if page.content_type is None:
            del response.headers["Content-Type"]
        return await self._send(response, request, page)

    async def _send(self, response: web.StreamResponse, request: web.Request, page: Page) -> web.StreamResponse:
        try:
            while page.endless and not self._closing.is_set():
                await response.write(page.body)
                self.sent += len(page.body)
            while page.drip is not None and not self._closing.is_set():
                await response.write(b" ")
                await self._pause(page.drip)
            await response.write(page.body)
        except ConnectionError:
            return response
        if page.claims is not None and request.transport is not None:
            request.transport.close()
        return response

    async def _raw(self, request: web.Request, raw: bytes) -> web.StreamResponse:
        transport = request.transport
        if isinstance(transport, asyncio.Transport):
            transport.write(raw)
            transport.close()
        await self._closing.wait()
        return web.Response()

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return


class _Diverted(socket.socket):
    """Believes that it connects to an address of the internet."""

    internet: "Internet"

    def connect(self, address: Any, /) -> None:
        super().connect(self.internet.door(address[0], address[1]))


class Internet:
    """Names, addresses and what stands behind them; give `resolve` and `open_socket` to a fetcher.

    A name stands for lists of addresses, one list a look-up, the last one for good. Loopback is the real one.
    """

    def __init__(self) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.servers: dict[tuple[str, int], int] = {}
        """Address and port on the internet to a port on loopback."""
        self.lookups: list[str] = []
        self.dialled: list[tuple[str, int]] = []
        """Addresses to which connections were begun."""

    def put(self, host: str, server: HostileWeb, *, address: str = "93.184.215.14", port: int = 80) -> None:
        self.names.setdefault(host, [[address]])
        self.servers[address, port] = server.port

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        self.lookups.append(host)
        answers = self.names.get(host)
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def open_socket(self, info: tuple[Any, ...]) -> socket.socket:
        made = _Diverted(socket.AF_INET, socket.SOCK_STREAM)
        made.internet = self
        return made

    def door(self, address: str, port: int) -> tuple[str, int]:
        self.dialled.append((address, port))
        if ip_address(address).is_loopback:
            return address, port
        if (address, port) not in self.servers:
            raise ConnectionRefusedError(111, "Connect call failed")
        return "127.0.0.1", self.servers[address, port]
