"""The way out over real HTTP: nothing inner is reached and nothing secret goes on."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from jobs.addresses import FOREIGN, INNER
from jobs.chain.errors import BadInput, SourceDown
from jobs.fetch import Fetched, Fetcher, system_resolve
from tests.jobs.fetching import PUBLIC, fetching, refusal, site
from tests.jobs.test_addresses import DISGUISES
from tests.standins.hostile_web import HostileWeb, Internet, Page, leads_to


async def test_a_public_page_comes_back_with_its_type_and_charset() -> None:
    async with site({"/notice": Page("ä".encode("latin-1"), content_type="Text/HTML; Charset=ISO-8859-1")}) as (server, internet, fetcher):
        got = await fetcher.get("http://site.example/notice?id=1#part", typed=True)
    assert (got.url, got.status, got.body) == ("http://site.example/notice?id=1", 200, b"\xe4")
    assert (got.content_type, got.charset, got.headers["content-type"]) == ("text/html", "iso-8859-1", "Text/HTML; Charset=ISO-8859-1")
    assert internet.dialled == [(PUBLIC, 80)]
    assert [(seen.method, seen.target, seen.headers["host"]) for seen in server.seen] == [("GET", "/notice?id=1", "site.example")]


async def test_a_request_says_who_asks_what_is_wanted_and_how_it_may_be_packed() -> None:
    async with site({"/a": Page(b"{}", content_type="application/json")}) as (server, _, fetcher):
        await fetcher.get("http://site.example/a", typed=True, accept=("application/json", "text/"), headers={"X-Ours": "1"})
    sent = server.seen[0].headers
    assert (sent["user-agent"], sent["accept"], sent["x-ours"]) == ("bidwright-test", "application/json, text/*", "1")
    assert sent["accept-encoding"] == "gzip, deflate"


async def test_percent_signs_of_a_signed_address_arrive_as_they_were_given() -> None:
    async with site({}) as (server, _, fetcher):
        await fetcher.get("http://site.example/%7Ea/b%2Fc?sig=%2F+%3d&x=[1]", typed=True)
    assert server.seen[0].target == "/%7Ea/b%2Fc?sig=%2F+%3d&x=[1]"


@pytest.mark.parametrize("url", DISGUISES, ids=lambda url: ascii(url)[:60])
async def test_no_disguise_is_looked_up_or_dialled(url: str) -> None:
    internet = Internet()
    async with fetching(internet) as fetcher:
        assert await refusal(fetcher, url) == ("refused_address", DISGUISES[url])
    assert (internet.lookups, internet.dialled) == ([], [])


@pytest.mark.parametrize("inner", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fe80::1%1"])
async def test_a_name_that_stands_for_an_inner_address_is_refused(inner: str) -> None:
    async with site({"/": Page()}) as (server, internet, fetcher):
        internet.names["inner.example"] = [[PUBLIC, inner]]
        assert await refusal(fetcher, "http://inner.example/") == ("refused_address", INNER)
    assert (server.seen, internet.dialled) == ([], [])


async def test_the_connection_goes_to_the_address_that_was_checked_and_the_name_is_looked_up_once() -> None:
    async with site({"/": Page()}) as (_, internet, fetcher):
        internet.names["turning.example"] = [[PUBLIC], ["127.0.0.1"]]
        await fetcher.get("http://turning.example/", typed=True)
    assert (internet.lookups, internet.dialled) == (["turning.example"], [(PUBLIC, 80)])


async def test_a_name_that_turns_inward_between_two_hops_is_refused_at_the_second() -> None:
    async with site({"/": leads_to("/inside", headers={"Connection": "close"}), "/inside": Page(b"secret")}) as (server, internet, fetcher):
        internet.names["turning.example"] = [[PUBLIC], ["127.0.0.1"]]
        assert await refusal(fetcher, "http://turning.example/") == ("refused_address", INNER)
    assert (internet.lookups, internet.dialled) == (["turning.example"] * 2, [(PUBLIC, 80)])
    assert [seen.target for seen in server.seen] == ["/"]


async def test_no_connection_is_made_to_an_inner_address_even_past_all_checks() -> None:
    async with site({"/": Page()}) as (server, internet, fetcher), fetcher._session(inner=False) as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(server.url)
    assert (internet.dialled, server.seen) == ([], [])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_followed_and_the_last_address_told(status: int) -> None:
    async with site({"/a": leads_to("b c?d=1", status), "/b c": Page(b"there")}) as (_, _, fetcher):
        got = await fetcher.get("http://site.example/a", typed=True)
    assert (got.url, got.body) == ("http://site.example/b%20c?d=1", b"there")


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:{port}/",
        "//127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://2130706433/",
        "http://[::1]/",
        "http://inner.example/",
    ],
)
@pytest.mark.parametrize("typed", [True, False])
async def test_a_redirect_to_the_inside_is_refused_whoever_asked(location: str, typed: bool) -> None:
    async with HostileWeb({"/": Page(b"secret")}) as inside:
        async with site({"/": leads_to(location.format(port=inside.port))}) as (_, internet, fetcher):
            internet.names["inner.example"] = [["127.0.0.1"]]
            assert await refusal(fetcher, "http://site.example/", typed=typed) == ("refused_address", INNER)
        assert inside.seen == []


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://site.example/", "http://a@site.example/", "http://site.example:22/"])
async def test_a_redirect_away_from_the_usual_web_is_refused(location: str) -> None:
    async with site({"/": leads_to(location)}) as (_, _, fetcher):
        code, _ = await refusal(fetcher, "http://site.example/")
    assert code == "refused_address"


async def test_an_origin_of_the_settings_may_be_inner() -> None:
    async with site({"/a": Page(b"[]", content_type="application/json")}, own=True) as (server, internet, fetcher):
        got = await fetcher.get(f"{server.url}/a", typed=False)
    assert (got.body, internet.dialled) == (b"[]", [("127.0.0.1", server.port)])


async def test_an_origin_of_the_settings_may_have_a_name_that_only_means_something_inside() -> None:
    internet = Internet()
    async with HostileWeb({"/": Page()}) as server:
        internet.names["playground"] = [["127.0.0.1"]]
        async with fetching(internet, own=frozenset({f"http://playground:{server.port}"})) as fetcher:
            assert (await fetcher.get(f"http://Playground:{server.port}/", typed=False)).status == 200


async def test_an_inner_origin_of_the_settings_is_still_refused_to_a_person() -> None:
    async with site({"/": Page()}, own=True) as (server, _, fetcher):
        await fetcher.get(f"{server.url}/", typed=False)
        assert await refusal(fetcher, f"{server.url}/") == ("refused_address", INNER)
    assert len(server.seen) == 1


@pytest.mark.parametrize("other", ["http://127.0.0.1:{odd}/", "https://127.0.0.1:{port}/", "http://127.0.0.2:{port}/"])
async def test_only_the_exact_origin_of_the_settings_is_open(other: str) -> None:
    async with site({"/": Page()}, own=True) as (server, internet, fetcher):
        url = other.format(port=server.port, odd=server.port - 1)
        assert await refusal(fetcher, url, typed=False) == ("refused_address", INNER)
    assert internet.dialled == []


async def test_an_origin_of_the_settings_may_redirect_within_itself() -> None:
    async with site({"/a": leads_to("/b"), "/b": Page(b"there")}, own=True) as (server, _, fetcher):
        got = await fetcher.get(f"{server.url}/a", typed=False, headers={"Authorization": "Bearer made-up"})
    assert got.body == b"there"
    assert [seen.headers.get("authorization") for seen in server.seen] == ["Bearer made-up"] * 2


async def test_an_origin_of_the_settings_may_not_redirect_to_another_one_inside() -> None:
    internet = Internet()
    async with HostileWeb({"/": Page(b"secret")}) as second, HostileWeb({"/": leads_to(f"{second.url}/")}) as first:
        async with fetching(internet, own=frozenset({first.url, second.url})) as fetcher:
            assert await refusal(fetcher, f"{first.url}/", typed=False) == ("refused_address", INNER)
        assert second.seen == []


async def test_a_detour_over_the_outside_does_not_lead_back_inside() -> None:
    internet = Internet()
    async with HostileWeb({}) as outside, HostileWeb({"/a": leads_to("http://site.example/"), "/b": Page(b"secret")}) as inside:
        internet.put("site.example", outside)
        outside.pages["/"] = [leads_to(f"{inside.url}/b")]
        async with fetching(internet, own=frozenset({inside.url})) as fetcher:
            assert await refusal(fetcher, f"{inside.url}/a", typed=False) == ("refused_address", INNER)
        assert [seen.target for seen in inside.seen] == ["/a"]


async def test_a_connection_to_an_inner_origin_is_not_lent_to_a_typed_address() -> None:
    async with site({"/": Page()}) as (server, internet, _):
        internet.put("own.example", server, address="10.0.0.5", port=8080)
        async with fetching(internet, own=frozenset({"http://own.example:8080"})) as fetcher:
            await fetcher.get("http://own.example:8080/", typed=False)
            assert await refusal(fetcher, "http://own.example:8080/") == ("refused_address", INNER)
    assert (internet.dialled, len(server.seen)) == ([("10.0.0.5", 8080)], 1)


async def test_a_public_address_of_the_program_itself_may_have_any_port() -> None:
    async with site({"/": Page()}) as (server, internet, fetcher):
        internet.put("api.example", server, port=9000)
        assert (await fetcher.get("http://api.example:9000/", typed=False)).status == 200


async def test_headers_and_credentials_stay_with_the_origin_they_were_given_for() -> None:
    given = {"Authorization": "Bearer made-up", "X-Api-Key": "made-up", "X-Ours": "1", "Accept-Language": "de"}
    async with HostileWeb({"/": Page()}) as other:
        pages = {"/": leads_to("/again"), "/again": leads_to("http://other.example/")}
        async with site(pages) as (server, internet, fetcher):
            internet.put("other.example", other, address="93.184.215.15")
            await fetcher.get("http://site.example/", typed=False, headers=given)
        assert [seen.headers.get("authorization") for seen in server.seen] == ["Bearer made-up"] * 2
        assert set(other.seen[0].headers) == {"host", "accept", "accept-language", "user-agent", "accept-encoding"}


async def test_headers_do_not_come_back_after_a_detour() -> None:
    pages = {"/": leads_to("http://other.example/"), "/end": Page()}
    async with HostileWeb({"/": leads_to("http://site.example/end")}) as other, site(pages) as (server, internet, fetcher):
        internet.put("other.example", other, address="93.184.215.15")
        await fetcher.get("http://site.example/", typed=False, headers={"Authorization": "Bearer made-up"})
    assert [seen.headers.get("authorization") for seen in server.seen] == ["Bearer made-up", None]


async def test_with_a_list_of_hosts_no_other_is_asked() -> None:
    token = {"authorization": "Bearer made-up"}
    pages = {"/away": leads_to("http://other.example/"), "/file": Page(b"file")}
    async with HostileWeb({"/": Page()}) as other, site(pages) as (_, internet, fetcher):
        internet.put("other.example", other, address="93.184.215.15")
        got = await fetcher.get("http://site.example/file", typed=False, headers=token, allowed_hosts=["site.example"])
        assert got.body == b"file"
        for url, hosts in (("site.example/away", ["site.example"]), ("other.example/", ["site.example"]), ("site.example/file", [])):
            given = {"typed": False, "headers": token, "allowed_hosts": hosts}
            assert await refusal(fetcher, f"http://{url}", **given) == ("refused_address", FOREIGN)
        assert other.seen == []


async def test_cookies_are_not_kept() -> None:
    pages = {
        "/": leads_to("/b", headers={"Set-Cookie": "a=1; Path=/"}),
        "/b": Page(headers={"Set-Cookie": ["b=2", "c=3"], "X-A": ["1", "2"]}),
    }
    async with site(pages) as (server, _, fetcher):
        got = await fetcher.get("http://site.example/", typed=True)
        await fetcher.get("http://site.example/b", typed=True)
    assert [seen.headers.get("cookie") for seen in server.seen] == [None] * 3
    assert ("set-cookie" in got.headers, got.headers["x-a"]) == (False, "1, 2")


async def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async with HostileWeb({}) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        async with site({"/": Page(b"direct")}) as (_, _, fetcher):
            assert (await fetcher.get("http://site.example/", typed=True)).body == b"direct"
        assert proxy.seen == []


async def test_what_is_posted_arrives_and_the_answer_comes_back_whatever_its_status() -> None:
    pages = {"/": Page(b'{"a":1}', status=400, content_type="application/json"), "/moved": leads_to("/", 307)}
    async with site(pages, own=True) as (server, _, fetcher):
        got = await fetcher.post(f"{server.url}/", json={"q": "ä"}, headers={"X-Ours": "1"})
        moved = await fetcher.post(f"{server.url}/moved", json={})
    assert (got.status, got.body, moved.status) == (400, b'{"a":1}', 307)
    assert [(seen.method, seen.target) for seen in server.seen] == [("POST", "/"), ("POST", "/moved")]
    assert (server.seen[0].headers["content-type"], server.seen[0].headers["x-ours"]) == ("application/json", "1")
    assert b"q" in server.seen[0].body


async def test_nothing_is_posted_to_an_inner_address_that_is_not_of_the_settings() -> None:
    async with site({"/": Page()}) as (server, _, fetcher):
        with pytest.raises(BadInput) as caught:
            await fetcher.post(f"{server.url}/", json={})
    assert (caught.value.code, server.seen) == ("refused_address", [])


async def test_many_at_once_get_their_own_answers() -> None:
    pages = {f"/{n}": Page(str(n).encode() * 1000) for n in range(30)}
    async with site({**pages, "/slow": Page(silent=True)}) as (_, internet, fetcher):
        slow = asyncio.create_task(fetcher.get("http://site.example/slow", typed=True))
        got = await asyncio.gather(
            *(fetcher.get(f"http://site.example/{n}", typed=True) for n in range(30)),
            *(fetcher.get("http://127.0.0.1/", typed=True) for _ in range(5)),
            return_exceptions=True,
        )
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow
    assert [each.body for each in got[:30] if isinstance(each, Fetched)] == [page.body for page in pages.values()]
    assert all(isinstance(each, BadInput) for each in got[30:])
    assert set(internet.dialled) == {(PUBLIC, 80)}


async def test_the_machine_itself_is_asked_for_a_name() -> None:
    assert await system_resolve("127.0.0.1", 80) == ["127.0.0.1"]
    fetcher = Fetcher(own_origins=frozenset(), user_agent="bidwright-test")
    async with HostileWeb({"/": Page(b"own")}) as server:
        own = Fetcher(own_origins=frozenset({server.url}), user_agent="bidwright-test")
        assert (await own.get(f"{server.url}/", typed=False)).body == b"own"
        assert (await refusal(fetcher, f"{server.url}/", typed=False))[0] == "refused_address"
        await own.close()
    await fetcher.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of secure.example in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "secure.example")])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("secure.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path_factory.mktemp("tls") / "secure.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@asynccontextmanager
async def secure_site(certificate: Path, pages: Mapping[str, Any]) -> AsyncGenerator[tuple[HostileWeb, Internet, Fetcher]]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    internet = Internet()
    async with HostileWeb(pages, tls=context) as server:
        internet.put("secure.example", server, port=443)
        internet.put("other.example", server, port=443)
        async with fetching(internet, tls=ssl.create_default_context(cafile=str(certificate))) as fetcher:
            yield server, internet, fetcher


async def test_the_certificate_is_still_asked_for_the_name_and_not_for_the_address(certificate: Path) -> None:
    async with secure_site(certificate, {"/": Page(b"proved")}) as (server, _, fetcher):
        assert (await fetcher.get("https://secure.example/", typed=True)).body == b"proved"
        assert (await refusal(fetcher, "https://other.example/"))[0] == "no_access"
        with pytest.raises(SourceDown):
            await fetcher.get("https://other.example/", typed=False)
    assert len(server.seen) == 1


async def test_credentials_end_a_way_that_leads_from_https_to_http(certificate: Path) -> None:
    async with (
        HostileWeb({"/": Page(b"open")}) as plain,
        secure_site(certificate, {"/": leads_to("http://plain.example/")}) as (_, internet, fetcher),
    ):
        internet.put("plain.example", plain, address="93.184.215.15")
        token = {"Authorization": "Bearer made-up"}
        assert (await refusal(fetcher, "https://secure.example/", typed=False, headers=token))[0] == "refused_address"
        assert plain.seen == []
        assert (await fetcher.get("https://secure.example/", typed=True)).body == b"open"
