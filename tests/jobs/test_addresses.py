"""What may be reached: every disguise of an inner address is refused, every public one keeps its meaning."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from jobs.addresses import (
    FOREIGN,
    INNER,
    MALFORMED,
    PORT,
    SCHEME,
    USERINFO,
    IPAddress,
    check_allowed,
    check_found,
    check_public,
    is_public,
    own_origin,
    read_address,
    redirected,
)
from jobs.chain.errors import BadInput

DISGUISES = {
    "http://127.0.0.1/": INNER,
    "http://127.0.0.1./": INNER,
    "http://2130706433/": INNER,
    "http://0177.0.0.1/": INNER,
    "http://0177.0.0.01/": INNER,
    "http://0x7f.1/": INNER,
    "http://0x7f000001/": INNER,
    "http://127.1/": INNER,
    "http://127.0.1/": INNER,
    "http://0/": INNER,
    "http://0.0.0.0/": INNER,
    "http://[::1]/": INNER,
    "http://[::]/": INNER,
    "http://[0:0:0:0:0:0:0:1]/": INNER,
    "http://[::127.0.0.1]/": INNER,
    "http://[::ffff:127.0.0.1]/": INNER,
    "http://[::ffff:7f00:1]/": INNER,
    "http://[64:ff9b::127.0.0.1]/": INNER,
    "http://[64:ff9b::a9fe:a9fe]/": INNER,
    "http://[2002:7f00:1::]/": INNER,
    "http://[2001:0:7f00:1::]/": INNER,
    "http://localhost/": INNER,
    "http://LocalHost/": INNER,
    "http://localhost./": INNER,
    "http://app.localhost/": INNER,
    "http://ⓛocalhost/": INNER,
    "http://１２７.０.０.１/": INNER,
    "http://127。0。0。1/": INNER,
    "http://①②⑦.0.0.①/": INNER,
    "http://10.0.0.1:8080/": INNER,
    "http://192.168.1.1/": INNER,
    "http://172.31.255.255/": INNER,
    "http://100.64.0.1/": INNER,
    "http://100.100.100.200/": INNER,
    "http://169.254.169.254/latest/meta-data/": INNER,
    "http://[fd00:ec2::254]/": INNER,
    "http://[fe80::1]/": INNER,
    "http://[ff02::1]/": INNER,
    "http://224.0.0.1/": INNER,
    "http://255.255.255.255/": INNER,
    "http://168.63.129.16/": INNER,
    "http://metadata/": INNER,
    "http://metadata.google.internal/": INNER,
    "http://printer.local/": INNER,
    "http://redis:6379/": INNER,
    "http://example.com@127.0.0.1/": USERINFO,
    "http://example.com%40@127.0.0.1/": USERINFO,
    "http://person:word@example.com/": USERINFO,
    "http://@example.com/": USERINFO,
    "http://example.com\\@127.0.0.1/": MALFORMED,
    "http:\\\\127.0.0.1\\": MALFORMED,
    "http://exam\tple.com/": MALFORMED,
    "http://example.com/\r\nHost: inner": MALFORMED,
    "http://127.0.0.1 .example.com/": MALFORMED,
    "http://127%2e0%2e0%2e1/": MALFORMED,
    "http://[fe80::1%25eth0]/": MALFORMED,
    "http://[fe80::1%eth0]/": MALFORMED,
    "http://[::1].example.com/": MALFORMED,
    "http://example.com：80/": MALFORMED,
    "http://example.com／.example.org/": MALFORMED,
    "http://example.com:80:80/": MALFORMED,
    "http://example.com:0/": MALFORMED,
    "http://example.com:65536/": MALFORMED,
    "http://example.com:٨٠/": MALFORMED,
    "http://exam..ple.com/": MALFORMED,
    "http://-example.com/": MALFORMED,
    "http://\ud800.example.com/": MALFORMED,
    "http://example.com/\ud800": MALFORMED,
    f"http://{'a.' * 124}example/": MALFORMED,
    "http:///etc": MALFORMED,
    "http:example.com": MALFORMED,
    "//example.com/": MALFORMED,
    "example.com/page": MALFORMED,
    "": MALFORMED,
    "https://example.com/" + "a" * 5000: MALFORMED,
    "ftp://example.com/": SCHEME,
    "file:///etc/passwd": SCHEME,
    "gopher://127.0.0.1:6379/_x": SCHEME,
    "data:text/html,x": SCHEME,
    "javascript:alert(1)": SCHEME,
    "http://example.com:6379/": PORT,
    "http://example.com:22/": PORT,
    "https://example.com:3000/": PORT,
}

PUBLIC = {
    "https://Tenders.Example.COM": "https://tenders.example.com/",
    "https://tenders.example.com./a": "https://tenders.example.com/a",
    "http://tenders.example.com:80?a=1": "http://tenders.example.com/?a=1",
    "https://tenders.example.com:8443/a": "https://tenders.example.com:8443/a",
    "https://tenders.example.com:/a": "https://tenders.example.com/a",
    "https://bücher.example/ä": "https://xn--bcher-kva.example/%C3%A4",
    "https://faß.example/": "https://xn--fa-hia.example/",
    "https://a_b.example.com/%7Ex?q=%2F+[1]&r=%zz#part": "https://a_b.example.com/%7Ex?q=%2F+[1]&r=%zz",
    "http://93.184.215.14/a//b/../c": "http://93.184.215.14/a//b/../c",
    "http://[2606:4700:0:0::1111]/": "http://[2606:4700::1111]/",
    "https://1e100.example/": "https://1e100.example/",
}


@pytest.mark.parametrize("url", DISGUISES, ids=lambda url: ascii(url)[:60])
def test_a_disguise_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(BadInput) as caught:
        check_public(read_address(url), any_port=False)
    assert (caught.value.code, caught.value.sentence) == ("refused_address", DISGUISES[url])


@pytest.mark.parametrize("url", PUBLIC)
def test_a_public_address_is_read_into_one_spelling(url: str) -> None:
    address = read_address(url)
    check_public(address, any_port=False)
    assert address.url == PUBLIC[url]


@pytest.mark.parametrize("url", [*PUBLIC, "http://redis:6379/0?x", "http://[::1]:9/"])
def test_the_client_library_reads_the_same_server_and_path_as_we_do(url: str) -> None:
    address = read_address(url)
    read = URL(address.url, encoded=True)
    assert (read.scheme, read.raw_host, read.port, read.raw_path_qs) == (address.scheme, address.host, address.port, address.target)


@given(st.text(st.sampled_from("htp:/@.[]%#?\\ 127aé0xf１。-_\t"), max_size=20))
def test_no_text_makes_the_client_library_read_another_server_than_was_checked(text: str) -> None:
    try:
        address = read_address(f"http://{text}")
    except BadInput:
        return
    read = URL(address.url, encoded=True)
    assert (read.raw_host, read.port, read.user, read.password) == (address.host, address.port, None, None)


def test_an_odd_port_is_open_to_the_program_itself() -> None:
    check_public(read_address("http://api.example.com:9000/"), any_port=True)


SPECIAL_V4 = st.one_of(
    *(st.ip_addresses(network=network) for network in ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16")),
    *(st.ip_addresses(network=network) for network in ("172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3")),
)
SPECIAL_V6 = st.one_of(
    *(st.ip_addresses(network=network) for network in ("::/96", "::ffff:0:0/96", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16")),
    *(st.ip_addresses(network=network) for network in ("64:ff9b:1::/48", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/9", "ff00::/8")),
)


@given(st.one_of(SPECIAL_V4, SPECIAL_V6))
def test_special_networks_are_never_public(address: IPAddress) -> None:
    assert not is_public(address)


@given(st.one_of(st.ip_addresses(v=4), SPECIAL_V4, st.ip_addresses(v=6), SPECIAL_V6))
def test_nothing_is_public_that_python_calls_special(address: IPAddress) -> None:
    kinds = (address.is_private, address.is_loopback, address.is_link_local, address.is_multicast, address.is_unspecified)
    if any(kinds) or (address.is_reserved and address not in ip_network("64:ff9b::/96")) or not address.is_global:
        assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_public_unless_python_or_the_registry_calls_it_special(address: IPv4Address) -> None:
    registry = ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")
    special = not address.is_global or address.is_multicast or any(address in ip_network(network) for network in registry)
    assert is_public(address) is not special


@given(st.one_of(st.ip_addresses(v=4), SPECIAL_V4))
def test_nat64_is_judged_by_the_address_it_wraps(inner: IPv4Address) -> None:
    assert is_public(IPv6Address(f"64:ff9b::{inner}")) is is_public(inner)


@given(st.one_of(st.ip_addresses(v=4), SPECIAL_V4))
def test_mapped_compatible_6to4_and_teredo_addresses_are_never_public(inner: IPv4Address) -> None:
    wrapped = f"{int(inner) >> 16:x}:{int(inner) & 0xFFFF:x}"
    for text in (f"::ffff:{inner}", f"::{inner}", f"2002:{wrapped}::1", f"2001:0:{wrapped}::"):
        assert not is_public(ip_address(text))


def test_an_address_with_a_zone_is_never_public() -> None:
    assert is_public(IPv6Address("2606:4700::1111"))
    assert not is_public(IPv6Address("2606:4700::1111%eth0"))


def test_one_inner_address_among_public_ones_refuses_them_all() -> None:
    public, inner = ip_address("93.184.215.14"), ip_address("10.0.0.1")
    check_found([public])
    with pytest.raises(BadInput, match=INNER):
        check_found([public, inner])


@pytest.mark.parametrize("host", ["files.slack.com", "FILES.slack.com", "a.b.slack-files.com"])
def test_a_host_of_the_list_is_allowed(host: str) -> None:
    check_allowed(read_address(f"https://{host}/"), ["files.slack.com", ".Slack-Files.com"])


@pytest.mark.parametrize(
    "host", ["slack.com", "xfiles.slack.com", "slack-files.com", "evilslack-files.com", "files.slack.com.evil.example"]
)
def test_a_host_that_only_looks_like_one_of_the_list_is_not(host: str) -> None:
    with pytest.raises(BadInput, match=FOREIGN):
        check_allowed(read_address(f"https://{host}/"), ["files.slack.com", ".slack-files.com"])


REDIRECTS = {
    "b c": "https://a.example/x/b%20c",
    "/b%20c?d=e%2Ff": "https://a.example/b%20c?d=e%2Ff",
    "../b#part": "https://a.example/b",
    "?q": "https://a.example/x/y?q",
    "//b.example/": "https://b.example/",
    " https://b.example:8443/c d ": "https://b.example:8443/c%20d",
    "/ä": "https://a.example/%C3%A4",
    "/\udce4": "https://a.example/%E4",
    "http://127.0.0.1/": "http://127.0.0.1/",
}


@pytest.mark.parametrize("location", REDIRECTS, ids=ascii)
def test_a_location_is_read_as_browsers_do(location: str) -> None:
    assert redirected(read_address("https://a.example/x/y?z"), location).url == REDIRECTS[location]


@pytest.mark.parametrize(
    "location", ["https:\\\\b.example", "http://[::1", "http://b%fc.example/", "/a\x00b", "ftp://b.example/", "a" * 5000]
)
def test_a_location_that_is_no_web_address_is_refused(location: str) -> None:
    with pytest.raises(BadInput) as caught:
        redirected(read_address("https://a.example/x/y?z"), location)
    assert caught.value.code == "refused_address"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("http://::1:80", "http://[::1]:80"),
        ("http://[::1]:80", "http://[::1]:80"),
        ("https://API.example.com:443", "https://api.example.com:443"),
        ("http://redis:6379", "http://redis:6379"),
    ],
)
def test_an_origin_of_the_settings_gets_the_spelling_of_an_address(text: str, origin: str) -> None:
    assert own_origin(text) == origin
