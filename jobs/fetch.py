"""The one guarded way out to a URL: no inner address, few redirects, bounds on size, time and type, no credentials carried on."""

import asyncio
import codecs
import socket
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from ipaddress import IPv6Address, ip_address
from ssl import SSLContext
from types import MappingProxyType

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import AddrInfoType
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from jobs.addresses import WebAddress, check_allowed, check_found, check_public, is_public, own_origin, read_address, redirected
from jobs.chain.errors import BadInput, BidwrightError, SourceDown

CHUNK = 64 * 1024
"""Bytes taken from the connection at once."""
LONGEST_WAIT = 300.0
"""Seconds. What a Retry-After is cut to."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PACKINGS = frozenset({"", "identity", "gzip", "deflate"})
"""Content encodings that are unpacked piece by piece."""
HARMLESS = frozenset({"accept", "accept-language"})
"""The only headers of the caller that go on to another origin."""
CREDENTIALS = frozenset({"authorization", "proxy-authorization", "cookie", "x-api-key"})
NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape"})
"""Codecs of Python that no page is written in; punycode takes quadratic time."""
NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
NO_HEADERS: Mapping[str, str] = MappingProxyType({})

_LOOKUPS = ThreadPoolExecutor(16, thread_name_prefix="names")
"""A name server that never answers holds threads of its own and nobody else's."""

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to IP addresses as text. Raises OSError (socket.gaierror)."""
OpenSocket = Callable[[AddrInfoType], socket.socket]
"""An unconnected socket for one address."""
_Answering = AbstractAsyncContextManager[aiohttp.ClientResponse]


async def system_resolve(host: str, port: int) -> Sequence[str]:
    """The addresses the machine's resolver knows. Raises socket.gaierror."""
    loop = asyncio.get_running_loop()
    found = await loop.run_in_executor(_LOOKUPS, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    return [str(address[0]) for *_, address in found]


def plain_socket(info: AddrInfoType) -> socket.socket:
    family, kind, protocol, *_ = info
    return socket.socket(family, kind, protocol)


@dataclass(frozen=True)
class FetchLimits:
    max_bytes: int = 50 * 1024 * 1024
    """After unpacking."""
    seconds: float = 30.0
    """For the whole answer, redirects included."""
    idle_seconds: float = 10.0
    """For a connection, and between two pieces."""
    redirects: int = 5


@dataclass(frozen=True)
class Fetched:
    url: str
    """After redirects, without fragment. May hold keys: not for logs."""
    status: int
    headers: Mapping[str, str]
    """Names in small letters; of several with one name, the texts joined by a comma. No cookies."""
    body: bytes
    content_type: str
    """Media type in small letters without parameters; empty where the server names none."""
    charset: str | None
    """As the server says, where Python knows it."""


@dataclass(frozen=True)
class _Ask:
    """One request as the caller put it."""

    typed: bool
    limits: FetchLimits
    headers: Mapping[str, str]
    accept: tuple[str, ...] = ()
    allowed_hosts: Collection[str] | None = None
    method: str = "GET"
    json: object = None

    @property
    def carries_credentials(self) -> bool:
        return not CREDENTIALS.isdisjoint(self.headers)


class Fetcher:
    """`own_origins` (`scheme://host:port`) are the only ones that may lie on an inner network, and only where `typed` is false.

    `typed` marks an address that a person or a document gave. Where it is false the program built the address from its settings;
    what such an address redirects to on another origin counts as typed. Sentences and causes of what is raised name no URL.
    """

    def __init__(
        self,
        *,
        own_origins: frozenset[str],
        user_agent: str,
        limits: FetchLimits = FetchLimits(),
        resolve: Resolve = system_resolve,
        open_socket: OpenSocket = plain_socket,
        tls: SSLContext | None = None,
    ) -> None:
        self._own_origins = frozenset(map(own_origin, own_origins))
        self._user_agent = user_agent
        self._limits = limits
        self._resolve = resolve
        self._open_socket = open_socket
        self._tls = tls
        self._sessions: dict[bool, aiohttp.ClientSession] = {}
        """By whether inner addresses are open to it: a connection to an inner address is never in the pool of the other."""

    async def get(
        self,
        url: str,
        *,
        typed: bool,
        accept: Collection[str] = (),
        headers: Mapping[str, str] = NO_HEADERS,
        limits: FetchLimits | None = None,
        allowed_hosts: Collection[str] | None = None,
    ) -> Fetched:
        """The answer whatever its status; `accept` holds beginnings of media types and is asked of a 2xx alone.

        `allowed_hosts` are exact names or endings with a dot before them, checked at every redirect. Raises BadInput
        (refused_address, not_found, no_access, wrong_type, too_large, too_slow, too_many_redirects) and SourceDown.
        """
        small = {name.lower(): value for name, value in headers.items()}
        return await self._timed(url, _Ask(typed, limits or self._limits, small, tuple(accept), allowed_hosts))

    async def post(self, url: str, *, json: object, headers: Mapping[str, str] = NO_HEADERS, limits: FetchLimits | None = None) -> Fetched:
        """The answer whatever its status, a redirect too: what is posted goes nowhere else. Raises as `get`."""
        small = {name.lower(): value for name, value in headers.items()}
        return await self._timed(url, _Ask(typed=False, limits=limits or self._limits, headers=small, method="POST", json=json))

    async def page(
        self,
        url: str,
        *,
        typed: bool,
        accept: Collection[str] = (),
        headers: Mapping[str, str] = NO_HEADERS,
        limits: FetchLimits | None = None,
        allowed_hosts: Collection[str] | None = None,
    ) -> Fetched:
        """As `get`, but only an answer that succeeded; raises as `get` and `succeeded`."""
        return succeeded(await self.get(url, typed=typed, accept=accept, headers=headers, limits=limits, allowed_hosts=allowed_hosts))

    async def close(self) -> None:
        for session in self._sessions.values():
            await session.close()

    async def _timed(self, url: str, ask: _Ask) -> Fetched:
        try:
            async with asyncio.timeout(ask.limits.seconds):
                return await self._follow(read_address(url), ask)
        except (aiohttp.ClientError, HttpProcessingError, OSError) as error:
            fault, cause = _fault(error, ask.typed), ConnectionError(type(error).__name__)
        # Outside the handler, the cause by its name alone: the texts of aiohttp quote whole URLs, keys in them included.
        raise fault from cause

    async def _follow(self, address: WebAddress, ask: _Ask) -> Fetched:
        first, ours, headers, seen = address.origin, not ask.typed, ask.headers, {address.url}
        for _ in range(ask.limits.redirects + 1):
            session = self._admitted(address, ask, ours=ours)
            async with self._sent(session, address, ask, headers) as response:
                location = response.headers.get("location") if response.status in REDIRECTS else None
                if location is None or ask.method != "GET":
                    return await _read(response, address, ask)
                response.close()
            following = redirected(address, location)
            if ask.carries_credentials and address.scheme == "https" and following.scheme == "http":
                raise BadInput("refused_address", "That address leads on to an unencrypted one; attach the file instead.")
            address = following
            if address.origin != first:
                ours, headers = False, {name: value for name, value in headers.items() if name in HARMLESS}
            if address.url in seen:
                break
            seen.add(address.url)
        raise BadInput("too_many_redirects", "That address leads on and on; open it in a browser and give the address of the page itself.")

    def _admitted(self, address: WebAddress, ask: _Ask, *, ours: bool) -> aiohttp.ClientSession:
        """The session that may go to this address. Raises BadInput (refused_address)."""
        if ask.allowed_hosts is not None:
            check_allowed(address, ask.allowed_hosts)
        own = ours and address.origin in self._own_origins
        if not own:
            check_public(address, any_port=ours)
        if own not in self._sessions:
            self._sessions[own] = self._session(inner=own)
        return self._sessions[own]

    def _session(self, *, inner: bool) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=_Resolver(self._resolve, inner=inner),
            use_dns_cache=False,
            ssl=self._tls or True,
            socket_factory=self._open_socket if inner else self._open_outer_socket,
        )
        return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False)

    def _open_outer_socket(self, info: AddrInfoType) -> socket.socket:
        """The last lock: the very address the socket is about to be connected to."""
        if not is_public(ip_address(info[4][0])):
            raise PermissionError("an inner address")
        return self._open_socket(info)

    def _sent(self, session: aiohttp.ClientSession, address: WebAddress, ask: _Ask, headers: Mapping[str, str]) -> _Answering:
        accept = ", ".join(f"{kind}*" if kind.endswith("/") else kind for kind in ask.accept) or "*/*"
        idle = ask.limits.idle_seconds
        return session.request(
            ask.method,
            URL(address.url, encoded=True),
            headers={"accept": accept, **headers, "user-agent": self._user_agent, "accept-encoding": "gzip, deflate"},
            json=ask.json,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=idle, sock_read=idle),
        )


class _Resolver(AbstractResolver):
    """Looks a name up once for each connection and gives out what it checked: the connection is made to nothing else."""

    def __init__(self, resolve: Resolve, *, inner: bool) -> None:
        self._resolve = resolve
        self._inner = inner

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:  # noqa: ARG002
        """Of every family, whatever is asked for. Raises OSError, and BadInput (refused_address) for an inner address."""
        found = [ip_address(text) for text in await self._resolve(host, port)]
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        if not self._inner:
            check_found(found)
        return [
            ResolveResult(
                hostname=host,
                host=str(address),
                port=port,
                family=socket.AF_INET6 if isinstance(address, IPv6Address) else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in found
        ]

    async def close(self) -> None:
        """Nothing is held."""


def succeeded(answer: Fetched) -> Fetched:
    """The answer itself where its status is 2xx. Raises BadInput (not_found, no_access), and SourceDown for 429 and 5xx."""
    if 200 <= answer.status < 300:
        return answer
    if answer.status == 429:
        raise SourceDown("The web server asks for a slower pace; it is tried again.", retry_after=_wait(answer.headers))
    if answer.status >= 500:
        raise SourceDown("The web server is out of order at the moment; it is tried again.", retry_after=_wait(answer.headers))
    if answer.status in {401, 403, 407, 451}:
        raise BadInput("no_access", "The web server does not show that page to everybody; attach the file instead.")
    if answer.status in {404, 410}:
        raise BadInput("not_found", "There is no such page (any more); check the address, or attach the file instead.")
    raise BadInput("not_found", f"The web server gave no page for that address ({answer.status}); check it, or attach the file instead.")


def _wait(headers: Mapping[str, str]) -> float | None:
    """Seconds of a Retry-After, capped; a date is read against the server's own `Date`, so that no clock need agree."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return min(float(text), LONGEST_WAIT)
    until, now = _moment(text), _moment(headers.get("date", ""))
    if until is None or now is None:
        return None
    return min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT)


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


async def _read(response: aiohttp.ClientResponse, address: WebAddress, ask: _Ask) -> Fetched:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        _check_head(response, kind, ask)
        body = await _body(response, ask.limits.max_bytes)
    except BidwrightError:
        response.close()
        raise
    headers: dict[str, str] = {}
    for name, value in response.headers.items():
        if name.lower() != "set-cookie":
            headers[name.lower()] = f"{headers[name.lower()]}, {value}" if name.lower() in headers else value
    return Fetched(address.url, response.status, MappingProxyType(headers), body, kind, _charset(response))


def _check_head(response: aiohttp.ClientResponse, kind: str, ask: _Ask) -> None:
    if 200 <= response.status < 300 and ask.accept and not kind.startswith(ask.accept):
        raise BadInput("wrong_type", "What stands at that address is not of a kind that is read here; attach the document itself.")
    if response.headers.get("content-encoding", "").strip().lower() not in PACKINGS:
        raise BadInput("wrong_type", "The web server packs its answer in a way that was not asked for; attach the file instead.")
    if (response.content_length or 0) > ask.limits.max_bytes:
        raise _too_large(ask.limits.max_bytes)


async def _body(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    # BytesIO gives its buffer away without a copy; joined pieces would lie in memory twice.
    body = BytesIO()
    async for piece in response.content.iter_chunked(CHUNK):
        if body.tell() + len(piece) > max_bytes:
            raise _too_large(max_bytes)
        body.write(piece)
    return body.getvalue()


def _too_large(max_bytes: int) -> BadInput:
    return BadInput("too_large", f"What stands at that address is larger than {max_bytes / 1024**2:g} MB; attach the part that matters.")


def _charset(response: aiohttp.ClientResponse) -> str | None:
    name = (response.charset or "").lower()
    try:
        # Not only known: `hex` and `zip` are codecs too, but none of text.
        known = bool(name) and bool("a".encode(name))
    except (LookupError, ValueError):
        return None
    return name if known and codecs.lookup(name).name.replace("-", "_") not in NO_CHARSETS else None


def _fault(error: Exception, typed: bool) -> BidwrightError:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        if typed and error.os_error.errno in NO_SUCH_NAME:
            return BadInput("not_found", "There is no web server of that name; check the address, or attach the file instead.")
        return SourceDown("The web server's name could not be looked up; it is tried again.")
    if typed and isinstance(error, aiohttp.ClientSSLError | aiohttp.ClientConnectorCertificateError):
        return BadInput("no_access", "The web server cannot prove that it is the one named; attach the file instead.")
    if isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ConnectionTimeoutError):
        if typed:
            return BadInput("too_slow", "The web server took too long to answer; try later, or attach the file instead.")
        return SourceDown("The web server took too long to answer; it is tried again.")
    if isinstance(error, aiohttp.ClientConnectionError) and not isinstance(error, aiohttp.ServerDisconnectedError):
        return SourceDown("The web server could not be reached; it is tried again.")
    return SourceDown("The web server's answer broke off or was garbled; it is tried again.")
