"""Which web addresses may be reached: what a person gave never leads inside, however it is disguised."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin

from yarl import URL

from jobs.chain.errors import BadInput

IPAddress = IPv4Address | IPv6Address

LONGEST = 4096
"""Characters of an address."""
USUAL_PORTS = frozenset({80, 443, 8080, 8443})
DEFAULT_PORT = {"http": 80, "https": 443}

INNER = "That address does not lead to a public web server; give a public web address, or attach the file instead."
MALFORMED = "That is not a complete web address; copy it again from the browser, beginning with https://."
SCHEME = "Only addresses that begin with http:// or https:// are opened; give such an address, or attach the file instead."
USERINFO = "An address with a user name or password in it is not opened; give it without the part before the @, or attach the file."
PORT = "Only web servers on the usual ports (80, 443, 8080, 8443) are opened; give another address, or attach the file instead."
FOREIGN = "That address leads to a server that is not meant for this; attach the file instead."

_PARTS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?://([^/?#]*)([^#]*))?.*", re.DOTALL)
_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:%]+)(?::([0-9]{0,5}))?")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f\\]")
_KEPT = "%/?:@!$&'()*+,;=[]"
"""Marks that stand unquoted in a path or query."""

_INNER_ENDINGS = ("localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa")
"""RFC 6761, RFC 6762 appendix G, RFC 8375, and `internal` as ICANN reserved it in 2024: none of them is public."""
# Own lists: the properties of `ipaddress` differ between the patch releases of Python 3.11 and 3.12 (CVE-2024-4032).
_INNER_V4 = tuple(
    IPv4Network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24"),
        *("192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        "168.63.129.16/32",  # looks public, but is the platform's own server inside every Azure network
    )
)
_GLOBAL_V6 = IPv6Network("2000::/3")
_INNER_V6 = tuple(IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
"""Inside 2000::/3, yet not for everybody (IANA special-purpose registry); 2001::/23 holds Teredo, 2002::/16 is 6to4."""
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class WebAddress:
    """An address taken apart once; the connection is made from these parts, so no second reading can differ."""

    scheme: str
    host: str
    """Lower-case ASCII without a dot at its end; an IP address in its shortest form, without brackets."""
    port: int
    target: str
    """Path and query, percent-encoded, beginning with a slash."""

    @property
    def origin(self) -> str:
        """`scheme://host:port`, the port always there, IPv6 in brackets."""
        return f"{self.scheme}://{self._bracketed}:{self.port}"

    @property
    def url(self) -> str:
        port = "" if self.port == DEFAULT_PORT[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self._bracketed}{port}{self.target}"

    @property
    def ip(self) -> IPAddress | None:
        """The address where the host is one and no name."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None

    @property
    def _bracketed(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


def read_address(url: str) -> WebAddress:
    """An http or https address without user name, its host in one spelling. Raises BadInput (refused_address)."""
    if len(url) > LONGEST or _UNPRINTABLE.search(url):
        raise _refused(MALFORMED)
    parts = _PARTS.fullmatch(url)
    if parts is None:
        raise _refused(MALFORMED)
    scheme, authority, rest = parts[1].lower(), parts[2] or "", parts[3] or ""
    if scheme not in DEFAULT_PORT:
        raise _refused(SCHEME)
    if "@" in authority:
        raise _refused(USERINFO)
    place = _AUTHORITY.fullmatch(authority)
    if place is None:
        raise _refused(MALFORMED)
    port = int(place[2] or DEFAULT_PORT[scheme])
    if not 0 < port <= 65535:
        raise _refused(MALFORMED)
    try:
        target = quote(rest if rest.startswith("/") else f"/{rest}", safe=_KEPT)
    except UnicodeEncodeError as error:
        raise _refused(MALFORMED) from error
    return WebAddress(scheme=scheme, host=_host(place[1]), port=port, target=target)


def redirected(address: WebAddress, location: str) -> WebAddress:
    """Where a `Location` leads from `address`; spaces and raw bytes in it are quoted as browsers do. Raises BadInput."""
    location = location.strip(" \t")
    if len(location) > LONGEST or _UNPRINTABLE.search(location.replace(" ", "")):
        raise _refused(MALFORMED)
    try:
        # aiohttp hands bytes that are no UTF-8 over as lone surrogates.
        return read_address(urljoin(address.url, quote(location, safe=_KEPT + "#", errors="surrogateescape")))
    except ValueError as error:
        raise _refused(MALFORMED) from error


def check_public(address: WebAddress, *, any_port: bool) -> None:
    """What can be told before any name is looked up. Raises BadInput (refused_address)."""
    if names_inner(address):
        raise _refused(INNER)
    if not any_port and address.port not in USUAL_PORTS:
        raise _refused(PORT)


def check_found(addresses: Collection[IPAddress]) -> None:
    """What a name stands for: one inner address among public ones refuses them all. Raises BadInput (refused_address)."""
    if not all(map(is_public, addresses)):
        raise _refused(INNER)


def check_allowed(address: WebAddress, hosts: Collection[str]) -> None:
    """`hosts` are exact names, or endings that begin with a dot. Raises BadInput (refused_address)."""
    if not any(address.host == host or (host.startswith(".") and address.host.endswith(host)) for host in map(str.lower, hosts)):
        raise _refused(FOREIGN)


def names_inner(address: WebAddress) -> bool:
    """Whether the host is an inner address, or a name that only means something inside."""
    if address.ip is not None:
        return not is_public(address.ip)
    return "." not in address.host or any(address.host.endswith(f".{ending}") for ending in _INNER_ENDINGS)


def is_public(address: IPAddress) -> bool:
    """Whether everybody on the internet can reach it; an IPv6 address that wraps an inner IPv4 one is inner."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _INNER_V4)
    if address.scope_id is not None:
        return False
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _GLOBAL_V6 and not any(address in network for network in _INNER_V6)


def own_origin(text: str) -> str:
    """An origin of the settings (`scheme://host:port`) in the spelling of `WebAddress.origin`. Raises BadInput."""
    scheme, _, place = text.partition("://")
    host, colon, port = place.rpartition(":")
    if ":" in host and not host.startswith("["):
        host = f"[{host}]"
    return read_address(f"{scheme}://{host}{colon}{port}/").origin


def _host(text: str) -> str:
    try:
        if text.startswith("["):
            return IPv6Address(text[1:-1]).compressed
        host = (URL.build(scheme="http", host=text).raw_host or "").removesuffix(".")
    except ValueError as error:
        raise _refused(MALFORMED) from error
    labels = host.split(".")
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise _refused(MALFORMED)
    if _NUMBER.fullmatch(labels[-1]):
        return _four_numbers(host)
    return host


def _four_numbers(host: str) -> str:
    """Only the plain form of an IPv4 address; 2130706433, 0177.0.0.1, 0x7f.1 and 127.1 are how one hides 127.0.0.1."""
    try:
        return str(IPv4Address(host))
    except ValueError as error:
        raise _refused(INNER) from error


def _refused(sentence: str) -> BadInput:
    return BadInput("refused_address", sentence)
