import json
from datetime import UTC, datetime, timedelta

import pytest

from jobs.chain.errors import BadInput, SourceDown
from jobs.sources.ocds_portals import OcdsPortal
from jobs.sources.ocds_publishers import Window
from jobs.sources.ocds_templates import ConfiguredPublisher, configured
from tests.jobs.sources.ocds_rig import NOON, Rig, ids_of, open_rig, queries, releases_in
from tests.standins.portals.ocds import NO_NEXT, release

DAY = timedelta(days=1)
SEARCH = "/open/search?start={from}&end={to}&limit=20"


def added(rig: Rig) -> OcdsPortal:
    """The one configured publisher."""
    return rig.portals[rig.site.url.removeprefix("http://")]


def urls(*addresses: str, since: datetime = NOON, until: datetime = NOON + DAY) -> tuple[str, ...]:
    return ConfiguredPublisher(addresses).publisher().window_urls(Window(since, until))


def test_the_ends_of_a_window_are_written_as_the_address_asks() -> None:
    assert urls("https://a.example/x?f={from}&t={to}") == ("https://a.example/x?f=2027-01-12T12:00:00Z&t=2027-01-13T12:00:00Z",)
    assert urls("https://a.example/{from:%d-%m-%Y %H:%M}/all") == ("https://a.example/12-01-2027%2012:00/all",)


def test_an_end_without_an_hour_takes_in_its_whole_day() -> None:
    assert urls("https://a.example/x?f={from:%Y-%m-%d}&t={to:%Y-%m-%d}") == ("https://a.example/x?f=2027-01-12&t=2027-01-14",)


def test_several_addresses_of_one_host_make_one_publisher() -> None:
    found = configured(("https://A.example/{ocid}", "https://a.example/x?f={from}&t={to}#OCDS-213czf", "https://b.example:8443/feed"))

    assert list(found) == ["a.example", "b.example:8443"]
    assert found["a.example"].notice_urls("ocds-213czf-1/2") == ("https://A.example/ocds-213czf-1%2F2",)
    assert found["a.example"].window_urls(Window(NOON, NOON)) == ("https://a.example/x?f=2027-01-12T12:00:00Z&t=2027-01-12T12:00:00Z",)
    assert found["a.example"].prefix == "ocds-213czf-"


async def test_a_notice_of_an_added_publisher_is_asked_for_by_its_template() -> None:
    async with open_rig("/open/releases/{ocid}") as rig:
        rig.site.add("ocds-213czf-1", "r1", NOON)

        assert releases_in(await added(rig).notice("ocds-213czf-1"))[0]["id"] == "r1"


@pytest.mark.parametrize("kind", ["package", "release", "record", "record package", "list"])
async def test_packages_records_and_releases_are_all_taken(kind: str) -> None:
    async with open_rig("/data/{ocid}") as rig:
        whole = release("ocds-213czf-1", "r1")
        record = {"ocid": "ocds-213czf-1", "compiledRelease": whole}
        forms = {
            "package": {"releases": [whole]},
            "release": whole,
            "record": record,
            "record package": {"records": [record]},
            "list": [whole],
        }
        rig.site.raw["/data/ocds-213czf-1"] = json.dumps(forms[kind]).encode()

        assert releases_in(await added(rig).notice("ocds-213czf-1")) == [whole]


async def test_a_window_of_an_added_publisher_is_walked_and_a_missing_link_noticed() -> None:
    async with open_rig(SEARCH) as rig:
        for number in range(70):
            rig.site.add(f"ocds-213czf-{number}", f"r{number:02}", NOON + timedelta(minutes=number))
        rig.site.fail_next(rig.site.OPEN, NO_NEXT)

        found = await ids_of(added(rig).updates(NOON, NOON + 3 * DAY))

        assert sorted(found) == [f"r{number:02}" for number in range(70)]
        assert len({query["start"] for query in queries(rig.site, rig.site.OPEN)}) >= 4, "a day at a time, the first in halves"


async def test_a_day_that_does_not_fit_a_page_without_links_is_incomplete() -> None:
    async with open_rig("/open/search?start={from:%Y-%m-%d}&end={to:%Y-%m-%d}&limit=20") as rig:
        for number in range(70):
            rig.site.add(f"ocds-213czf-{number}", f"r{number:02}", NOON + timedelta(minutes=number))
        rig.site.fail_next(rig.site.OPEN, NO_NEXT, times=20)

        with pytest.raises(SourceDown):
            await ids_of(added(rig).updates(NOON, NOON + DAY))


async def test_a_feed_is_read_for_the_days_of_the_window_and_looked_through_for_one_notice() -> None:
    async with open_rig("/feed") as rig:
        old, new = release("ocds-213czf-1", "r1", NOON - 9 * DAY), release("ocds-213czf-2", "r2", NOON)
        rig.site.raw["/feed"] = json.dumps({"releases": [new], "links": {"next": f"{rig.site.url}/feed/2"}}).encode()
        rig.site.raw["/feed/2"] = json.dumps({"releases": [old]}).encode()

        assert await ids_of(added(rig).updates(NOON - DAY, NOON + DAY)) == ["r2"]
        assert releases_in(await added(rig).notice("ocds-213czf-1")) == [old]


async def test_a_feed_that_answers_below_itself_is_not_looked_through() -> None:
    async with open_rig("/feed") as rig:
        rig.site.raw["/feed/ocds-213czf-1"] = json.dumps(release("ocds-213czf-1", "r1")).encode()

        assert releases_in(await added(rig).notice("ocds-213czf-1"))[0]["id"] == "r1"
        assert [request.path for request in rig.site.journal] == ["/feed/ocds-213czf-1"]


async def test_a_notice_far_down_a_feed_is_not_found_rather_than_searched_for_ever() -> None:
    async with open_rig("/feed") as rig:
        for number in range(40):
            page = {"releases": [release(f"ocds-213czf-{number}", "r")], "links": {"next": f"/feed-{number + 1}"}}
            rig.site.raw["/feed" if number == 0 else f"/feed-{number}"] = json.dumps(page).encode()

        with pytest.raises(BadInput) as caught:
            await added(rig).notice("ocds-213czf-39")

        assert caught.value.code == "not_found"
        assert len(rig.site.journal) == 21


async def test_a_publisher_with_windows_alone_has_no_single_notice() -> None:
    async with open_rig(SEARCH) as rig:
        with pytest.raises(BadInput):
            await added(rig).notice("ocds-213czf-1")

        assert rig.site.journal == []


def test_a_window_is_closed_only_where_both_ends_are_asked_for() -> None:
    assert ConfiguredPublisher(("https://a.example/x?f={from}",)).publisher().step is None
    assert ConfiguredPublisher(("https://a.example/x?f={from}&t={to}",)).publisher().step == DAY
    assert ConfiguredPublisher(("https://a.example/x?f={from:%Y-%m-%d}&t={to:%Y-%m-%d}",)).publisher().step == 7 * DAY
    assert ConfiguredPublisher(("https://a.example/x?f={from}&t={to}&limit=50",)).publisher().page_size == 50
    assert ConfiguredPublisher(("https://a.example/x?f={from}&t={to}&limit=all",)).publisher().page_size is None
    assert ConfiguredPublisher(("https://a.example/x?limit=50",)).publisher().page_size is None


def test_times_are_written_in_utc_whatever_zone_they_come_in() -> None:
    local = datetime(2027, 7, 1, 1, tzinfo=UTC).astimezone(tz=None)
    assert urls("https://a.example/x?f={from}", since=local, until=local + DAY) == ("https://a.example/x?f=2027-07-01T01:00:00Z",)
