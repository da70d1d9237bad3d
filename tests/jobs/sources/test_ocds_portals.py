import asyncio
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from jobs.chain.errors import BadInput, SourceDown
from jobs.fetch import Fetcher
from jobs.sources.ocds_portals import portal_for_ocid, portals
from jobs.sources.read import read_notice
from tests.jobs.sources.ocds_rig import AGENT, NOON, PassingTime, Rig, ids_of, open_rig, queries, releases_in
from tests.standins.portals.ocds import (
    FORBIDDEN_HTML,
    NO_NEXT,
    SAME_NEXT,
    SQL_ERROR,
    TOO_MANY_FTS,
    Fault,
    next_at,
)
from tests.standins.portals.serving import CUT, DROPPED, GARBAGE, HTML_PAGE, RIGHT, TOO_MANY_HTML, UNAVAILABLE_WAIT

OCID = "ocds-h6vhtk-01a2b3"
MORNING = datetime(2027, 1, 12, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


def file_many(rig: Rig, count: int, since: datetime = MORNING, span: timedelta = 4 * HOUR) -> list[str]:
    """Releases evenly spread; their ids, oldest first."""
    named = [f"{number:06}-2027" for number in range(1, count + 1)]
    for number, name in enumerate(named):
        rig.site.add(f"ocds-h6vhtk-{number:06x}", name, since + span * (number / count))
    return named


# One notice


async def test_a_notice_of_find_a_tender_is_asked_for_by_its_number_and_can_be_read() -> None:
    async with open_rig() as rig:
        rig.site.add(OCID, "012345-2027", NOON)

        tender = read_notice(await rig.fts.notice(" 12345-2027 "))

        assert (tender.procedure_id, tender.notice_id, tender.kind) == (OCID, "012345-2027", "opportunity")
        assert [request.path for request in rig.site.journal] == [f"{rig.site.FTS}/012345-2027"]


async def test_a_process_is_asked_for_as_a_record_and_its_compiled_release_is_the_notice() -> None:
    async with open_rig() as rig:
        rig.site.add(OCID, "012345-2027", NOON)
        rig.site.add(OCID, "012399-2027", NOON + HOUR, tag=["award"], awards=[{"id": "1", "status": "active"}])

        package = await rig.fts.notice(OCID.upper())

        (found,) = releases_in(package)
        assert found["tag"] == ["compiled"]
        assert found["awards"]
        assert b"versionedRelease" not in package


async def test_where_there_is_no_record_the_releases_are_asked_for() -> None:
    async with open_rig() as rig:
        rig.site.add(OCID, "012345-2027", NOON)
        rig.site.fail_next(rig.site.FTS_RECORDS, Fault(404, b"{}"))

        assert releases_in(await rig.fts.notice(OCID))[0]["id"] == "012345-2027"


async def test_without_a_compiled_release_the_newest_of_the_tender_stage_is_the_notice() -> None:
    async with open_rig() as rig:
        rig.site.compiled = False
        rig.site.add(OCID, "000003-2027", NOON + 2 * HOUR, tag=["award"])
        rig.site.add(OCID, "000001-2027", NOON)
        rig.site.add(OCID, "000002-2027", NOON + HOUR)

        assert [each["id"] for each in releases_in(await rig.fts.notice(OCID))] == ["000002-2027"]


async def test_an_update_comes_with_what_it_changes_so_that_no_fact_is_lost() -> None:
    async with open_rig() as rig:
        rig.site.compiled = False
        rig.site.add(OCID, "000001-2027", NOON - HOUR, tag=["planning"])
        rig.site.add(OCID, "000002-2027", NOON)
        changed = {"tenderPeriod": {"endDate": "2027-03-12T12:00:00Z"}}
        rig.site.add(OCID, "000003-2027", NOON + HOUR, tag=["tenderUpdate"], tender=changed)

        package = await rig.fts.notice(OCID)

        assert [each["id"] for each in releases_in(package)] == ["000002-2027", "000003-2027"]
        tender = read_notice(package)
        assert tender.title == "Repainting of the harbour cranes"
        assert [deadline.published for deadline in tender.deadlines] == ["2027-03-12T12:00:00Z"]


async def test_an_update_asked_for_by_its_number_brings_the_whole_process() -> None:
    async with open_rig() as rig:
        rig.site.add(OCID, "000002-2027", NOON)
        rig.site.add(OCID, "000003-2027", NOON + HOUR, tag=["tenderUpdate"], tender={"id": "t"})

        assert read_notice(await rig.fts.notice("000003-2027")).title == "Repainting of the harbour cranes"


async def test_an_update_whose_process_is_not_told_is_handed_over_as_it_is() -> None:
    async with open_rig() as rig:
        rig.site.add("ocds-zzzzzz-1", "000003-2027", NOON, tag=["tenderUpdate"])

        assert releases_in(await rig.fts.notice("000003-2027"))[0]["id"] == "000003-2027"


async def test_a_number_that_no_portal_can_have_is_refused_without_asking() -> None:
    async with open_rig("/open/releases/{ocid}") as rig:
        added = next(portal for name, portal in rig.portals.items() if name.startswith("127."))
        for portal in (rig.fts, rig.finder, rig.scotland, rig.wales, added):
            for wrong in ("", "..", "../../etc", "a b c", "x\r\nhost: y"):
                with pytest.raises(BadInput) as caught:
                    await portal.notice(wrong)
                assert caught.value.code == "not_found"

        assert rig.site.journal == []


async def test_a_notice_that_is_not_there_is_not_found() -> None:
    async with open_rig() as rig:
        for portal, name in ((rig.fts, OCID), (rig.fts, "000009-2027"), (rig.finder, "ocds-b5fd17-x9"), (rig.scotland, "ocds-r6ebe6-1")):
            with pytest.raises(BadInput) as caught:
                await portal.notice(name)
            assert caught.value.code == "not_found"


async def test_another_notice_than_the_one_asked_for_is_not_taken_for_it() -> None:
    async with open_rig() as rig:
        rig.site.add("ocds-r6ebe6-0000700001", None, NOON)
        rig.site.fail_next(rig.site.FAMILY, Fault(change=lambda page: page | {"releases": [rig.site.filed[0].release]}))

        with pytest.raises(BadInput) as caught:
            await rig.scotland.notice("ocds-r6ebe6-0000700002")

        assert caught.value.code == "not_found"


async def test_a_person_is_told_to_come_back_rather_than_kept_waiting() -> None:
    async with open_rig() as rig:
        rig.site.add(OCID, "012345-2027", NOON)
        rig.site.fail_next("/api", TOO_MANY_FTS)

        with pytest.raises(SourceDown) as caught:
            await rig.fts.notice("012345-2027")

        assert caught.value.retry_after == 120
        assert rig.time.slept == []


async def test_a_short_wait_is_waited_and_the_notice_comes() -> None:
    async with open_rig() as rig:
        rig.site.add(OCID, "012345-2027", NOON)
        rig.site.fail_next("/api", UNAVAILABLE_WAIT)

        assert await rig.fts.notice("012345-2027")
        assert rig.time.slept == [11]


FAULTS = {"dropped": (DROPPED, DROPPED), "cut": (CUT,), "garbage": (GARBAGE,), "html": (HTML_PAGE,), "500": (SQL_ERROR,)}
"""What one attempt meets; aiohttp itself repeats a GET whose connection was closed before any answer."""


@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS)
async def test_a_passing_fault_is_met_with_another_attempt(faults: tuple[Fault, ...]) -> None:
    async with open_rig() as rig:
        rig.site.add(OCID, "012345-2027", NOON)
        rig.site.fail_next("/api", *faults)

        assert await rig.fts.notice("012345-2027")
        assert rig.time.slept == [5]


@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS)
async def test_a_lasting_fault_says_so_after_three_attempts(faults: tuple[Fault, ...]) -> None:
    async with open_rig() as rig:
        rig.site.fail_next("/api", *faults, times=9)

        with pytest.raises(SourceDown):
            await rig.fts.notice("012345-2027")

        assert len(rig.site.journal) == 3 * len(faults)
        assert rig.time.slept == [5, 10]


async def test_numbers_come_as_written_even_those_no_parser_agrees_on() -> None:
    async with open_rig() as rig:
        path = f"{rig.site.FTS}/000001-2027"
        rig.site.raw[path] = b"""{"uri": "x", "releases": [{"ocid": "ocds-h6vhtk-01a2b3", "id": "000001-2027", "tag": ["tender"],
            "tender": {"title": "Lots at 000, and more", "maximumLotsBidPerSupplier": 1e9999, "value": {"amount": 000, "currency": "GBP"},
            "lots": [{"id": "1", "value": {"amount": 1234567.10, "currency": "GBP"}}]}}], "links": {}}"""

        package = await rig.fts.notice("000001-2027")

        for written in (b"1e9999", b'"amount": 0,', b"1234567.10", b'"Lots at 000, and more"'):
            assert written in package
        tender = read_notice(package)
        assert "inf" not in tender.model_dump_json().lower().replace("information", "")


async def test_of_twenty_people_at_once_twelve_are_served_and_the_others_told_when_to_come_back() -> None:
    async with open_rig(counting=True) as rig:
        rig.site.add(OCID, "012345-2027", NOON)

        answers = await asyncio.gather(*(rig.fts.notice("012345-2027") for _ in range(20)), return_exceptions=True)

        refused = [answer for answer in answers if isinstance(answer, SourceDown)]
        assert len(rig.site.journal) == len(answers) - len(refused) == 12
        assert {each.retry_after for each in refused} == {120}


async def test_who_slept_while_another_was_told_to_wait_waits_as_well() -> None:
    async with open_rig(counting=True) as rig:
        file_many(rig, 60, span=59 * HOUR)
        rig.site.add(OCID, "012345-2027", NOON)
        walk = rig.fts.updates(MORNING, MORNING + 60 * HOUR)
        asleep, awake = asyncio.Event(), asyncio.Event()
        plain_sleep = rig.time.sleep

        async def sleep(seconds: float) -> None:
            if not asleep.is_set():
                asleep.set()
                await awake.wait()
            await plain_sleep(seconds)

        rig.time.on_sleep = sleep
        walking = asyncio.create_task(ids_of(walk))
        await asleep.wait()
        rig.site.fail_next("/api", Fault(503, b"", "text/plain", {"Retry-After": "200"}))
        with pytest.raises(SourceDown):
            await rig.fts.notice("012345-2027")
        awake.set()

        assert len(await walking) == 61
        assert rig.time.slept[:2] == [120, 80]


async def test_a_page_larger_than_is_taken_is_asked_for_in_halves() -> None:
    async with open_rig(max_bytes=40_000) as rig:
        named = file_many(rig, 150)

        assert sorted(await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))) == named


async def test_a_notice_larger_than_is_taken_is_refused_for_its_size() -> None:
    async with open_rig(max_bytes=400) as rig:
        rig.site.add(OCID, "012345-2027", NOON)

        with pytest.raises(BadInput) as caught:
            await rig.fts.notice(OCID)

        assert caught.value.code == "too_large"


# A window of updates


async def test_a_window_comes_release_by_release_in_the_frame_of_its_package() -> None:
    async with open_rig() as rig:
        named = file_many(rig, 3)

        packages = [package async for package in rig.fts.updates(MORNING, MORNING + 5 * HOUR)]

        assert sorted(releases_in(package)[0]["id"] for package in packages) == named
        assert all(json.loads(package)["publisher"] == {"name": "Publisher of the stand-in"} for package in packages)
        assert all(read_notice(package).kind == "opportunity" for package in packages)


async def test_all_pages_are_followed() -> None:
    async with open_rig() as rig:
        named = file_many(rig, 250)

        assert sorted(await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))) == named
        assert len(rig.site.journal) == 3


async def test_a_long_window_is_asked_for_in_pieces_because_long_ones_leave_releases_out() -> None:
    async with open_rig() as rig:
        named = file_many(rig, 90, span=47 * HOUR)

        assert sorted(await ids_of(rig.fts.updates(MORNING, MORNING + 48 * HOUR))) == named
        asked = [
            (datetime.fromisoformat(each["updatedFrom"]), datetime.fromisoformat(each["updatedTo"]))
            for each in queries(rig.site, rig.site.FTS)
        ]
        assert all(until - since <= 6 * HOUR for since, until in asked)


@pytest.mark.parametrize("zone", [UTC, timezone(9 * HOUR)])
async def test_in_summer_a_release_is_found_whichever_clock_the_portal_reads_a_window_by(zone: timezone) -> None:
    async with open_rig() as rig:
        start = datetime(2027, 7, 1, 9, tzinfo=UTC)
        named = file_many(rig, 9, since=start, span=5 * HOUR)

        assert sorted(await ids_of(rig.fts.updates(start.astimezone(zone), (start + 5 * HOUR).astimezone(zone)))) == named
        assert queries(rig.site, rig.site.FTS) == [
            {"updatedFrom": "2027-07-01T09:00:00", "updatedTo": "2027-07-01T15:00:00", "limit": "100"}
        ]


async def test_a_full_page_without_a_next_one_is_asked_for_again_in_halves() -> None:
    async with open_rig() as rig:
        named = file_many(rig, 150)
        rig.site.fail_next(rig.site.FTS, NO_NEXT)

        assert sorted(await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))) == named


async def test_a_second_page_that_lost_its_link_is_noticed_too() -> None:
    async with open_rig() as rig:
        named = file_many(rig, 350)
        rig.site.fail_next(rig.site.FTS, RIGHT, NO_NEXT)

        found = await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))

        assert sorted(found) == named


async def test_a_list_that_ends_in_the_middle_whatever_is_asked_is_never_taken_for_complete() -> None:
    async with open_rig() as rig:
        file_many(rig, 150, span=HOUR / 60)
        rig.site.fail_next(rig.site.FTS, NO_NEXT, times=50)

        with pytest.raises(SourceDown):
            await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))


async def test_a_window_of_exactly_one_full_page_is_complete_after_its_halves() -> None:
    async with open_rig() as rig:
        named = file_many(rig, 100)

        assert sorted(await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))) == named
        assert len(rig.site.journal) == 3


async def test_a_hundred_releases_of_one_minute_are_told_from_a_list_cut_short() -> None:
    async with open_rig() as rig:
        named = file_many(rig, 200, span=HOUR / 60)

        assert sorted(await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))) == named
        assert {query["limit"] for query in queries(rig.site, rig.site.FTS)} == {"100", "97"}


@pytest.mark.parametrize("fault", [SAME_NEXT, next_at("https://elsewhere.example/api"), next_at("http://["), next_at("ftp://x/y")])
async def test_a_next_page_elsewhere_or_in_a_circle_ends_the_walk_as_incomplete(fault: Fault) -> None:
    async with open_rig() as rig:
        file_many(rig, 150)
        rig.site.fail_next(rig.site.FTS, fault)

        with pytest.raises(SourceDown):
            await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))

        assert len(rig.site.journal) == 1


async def test_a_next_page_may_be_named_by_its_path_alone() -> None:
    async with open_rig() as rig:
        named = file_many(rig, 150)
        rig.site.fail_next(
            rig.site.FTS, Fault(change=lambda page: page | {"links": {"next": page["links"]["next"].removeprefix(rig.site.url)}})
        )

        assert sorted(await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))) == named


@pytest.mark.parametrize("fault", [TOO_MANY_FTS, UNAVAILABLE_WAIT, TOO_MANY_HTML], ids=["429", "503", "429 without a wait"])
async def test_a_walk_waits_as_long_as_it_is_told_and_goes_on_where_it_was(fault: Fault) -> None:
    async with open_rig() as rig:
        named = file_many(rig, 150)
        rig.site.fail_next(rig.site.FTS, RIGHT, fault)

        assert sorted(await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))) == named
        assert rig.time.slept == [float(fault.headers.get("Retry-After", 30))]
        assert "cursor" in queries(rig.site, rig.site.FTS)[2]


async def test_a_wait_without_measure_is_cut_to_five_minutes() -> None:
    async with open_rig() as rig:
        file_many(rig, 3)
        rig.site.fail_next(rig.site.FTS, Fault(503, b"later", "text/plain", {"Retry-After": "86400"}))

        assert len(await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))) == 3
        assert rig.time.slept == [300]


async def test_a_wait_may_be_given_as_a_date() -> None:
    async with open_rig() as rig:
        file_many(rig, 3)
        rig.site.fail_next(rig.site.FTS, Fault(503, b"later", "text/plain", {"Retry-After": "Tue, 12 Jan 2027 12:00:40 GMT"}))

        assert len(await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))) == 3
        assert rig.time.slept == [40]


@pytest.mark.parametrize("header", ["soon", "-5", "1e3", "Tue, 99 Jan 2027 12:00:40 GMT", "9" * 400])
async def test_a_wait_that_cannot_be_read_counts_as_none(header: str) -> None:
    async with open_rig() as rig:
        file_many(rig, 3)
        rig.site.fail_next(rig.site.FTS, Fault(429, b"later", "text/plain", {"Retry-After": header}))

        assert len(await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))) == 3
        assert rig.time.slept == [30]


async def test_a_portal_that_never_stops_refusing_makes_the_walk_incomplete() -> None:
    async with open_rig() as rig:
        file_many(rig, 3)
        rig.site.fail_next(rig.site.FTS, TOO_MANY_FTS, times=50)

        with pytest.raises(SourceDown) as caught:
            await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))

        assert caught.value.retry_after == 120
        assert len(rig.site.journal) == 5
        assert rig.time.slept == [120] * 4


@pytest.mark.parametrize(
    "fault",
    [
        GARBAGE,
        HTML_PAGE,
        CUT,
        DROPPED,
        SQL_ERROR,
        Fault(404, b"{}"),
        Fault(400, b'{"errors": ["unknown parameter"]}'),
        Fault(403, b"Forbidden", "text/plain"),
        Fault(body=b'{"message": "no list here"}'),
        Fault(body=b'{"uri": "x", "releases": {"ocid": "one"}}'),
        Fault(body=b'{"uri": "x", "releases": [' + b"[" * 100_000),
        Fault(body=b"[]]"),
        Fault(body=b""),
    ],
)
async def test_an_answer_that_is_no_page_is_never_an_empty_page(fault: Fault) -> None:
    async with open_rig() as rig:
        file_many(rig, 150)
        rig.site.fail_next(rig.site.FTS, RIGHT, *[fault] * 20)
        found: list[bytes] = []

        with pytest.raises(SourceDown):
            found.extend([package async for package in rig.fts.updates(MORNING, MORNING + 5 * HOUR)])


async def test_a_walk_keeps_to_twelve_requests_in_two_minutes_and_leaves_two_to_people() -> None:
    async with open_rig(counting=True) as rig:
        named = file_many(rig, 60, span=119 * HOUR)
        assert sorted(await ids_of(rig.fts.updates(MORNING, MORNING + 120 * HOUR))) == named

        assert len(rig.site.journal) == 24
        assert rig.time.slept == [120, 120]
        assert await rig.fts.notice("000001-2027")
        assert await rig.fts.notice("000002-2027")


async def test_a_broken_item_hides_none_of_its_neighbours() -> None:
    async with open_rig() as rig:
        named = file_many(rig, 3)
        rig.site.fail_next(rig.site.FTS, Fault(change=lambda page: page | {"releases": [None, 7, *page["releases"], "x"]}))

        assert sorted(await ids_of(rig.fts.updates(MORNING, MORNING + 5 * HOUR))) == named


async def test_an_empty_window_asks_nothing_and_a_window_without_a_zone_is_a_mistake_of_ours() -> None:
    async with open_rig() as rig:
        assert await ids_of(rig.fts.updates(NOON, NOON)) == []
        assert await ids_of(rig.fts.updates(NOON, NOON - HOUR)) == []
        with pytest.raises(ValueError):
            await ids_of(rig.fts.updates(datetime(2027, 1, 12), NOON))  # noqa: DTZ001

        assert rig.site.journal == []


async def test_the_portals_see_an_honest_agent_and_that_json_is_wanted() -> None:
    async with open_rig() as rig:
        await ids_of(rig.fts.updates(MORNING, MORNING + HOUR))

        assert rig.site.journal[0].headers["user-agent"] == AGENT
        assert rig.site.journal[0].headers["accept"] == "application/json"


# Contracts Finder


async def test_contracts_finder_gives_records_and_releases() -> None:
    async with open_rig() as rig:
        guid = "25e4588a-0000-4000-8000-d64966f9c274"
        rig.site.add("ocds-b5fd17-one", f"{guid}-819944", NOON)
        rig.site.raw[f"/Published/OCDS/Release/{guid}"] = json.dumps({"releases": [rig.site.filed[0].release]}).encode()

        assert releases_in(await rig.finder.notice("ocds-b5fd17-one"))[0]["tag"] == ["compiled"]
        assert releases_in(await rig.finder.notice(f"{guid}-819944"))[0]["ocid"] == "ocds-b5fd17-one"
        assert releases_in(await rig.finder.notice(guid))[0]["ocid"] == "ocds-b5fd17-one"


async def test_contracts_finder_is_walked_by_its_cursor() -> None:
    async with open_rig() as rig:
        named = file_many(rig, 220, span=40 * HOUR)

        assert sorted(await ids_of(rig.finder.updates(MORNING, MORNING + 48 * HOUR))) == named


async def test_a_forbidden_page_of_contracts_finder_means_five_minutes() -> None:
    async with open_rig() as rig:
        rig.site.add("ocds-b5fd17-one", "r-one-1", NOON)
        rig.site.fail_next("/Published", FORBIDDEN_HTML)

        with pytest.raises(SourceDown) as first:
            await rig.finder.notice("ocds-b5fd17-one")
        rig.time.seconds += 100
        with pytest.raises(SourceDown) as second:
            await rig.finder.notice("ocds-b5fd17-one")

        assert (first.value.retry_after, second.value.retry_after) == (300, 200)
        assert len(rig.site.journal) == 1, "nothing may be asked within the five minutes"
        rig.time.seconds += 200
        assert await rig.finder.notice("ocds-b5fd17-one")


async def test_a_walk_of_contracts_finder_sits_the_five_minutes_out() -> None:
    async with open_rig() as rig:
        named = file_many(rig, 3)
        rig.site.fail_next("/Published", FORBIDDEN_HTML)

        assert sorted(await ids_of(rig.finder.updates(MORNING, MORNING + 5 * HOUR))) == named
        assert rig.time.slept == [300]


async def test_bytes_in_two_encodings_are_read_each_for_what_it_is() -> None:
    async with open_rig() as rig:
        body = b'{"uri": "x", "releases": [{"ocid": "ocds-b5fd17-one", "id": "r-one-1", "tag": ["tender"], '
        body += b'"tender": {"title": "Caf\xe9 fittings for Vall\xc3\xa9e House", "value": {"amount": 9, "currency": "\xa3"}}}]}'
        rig.site.raw["/Published/OCDS/Release/r-one-1"] = body

        (found,) = releases_in(await rig.finder.notice("r-one-1"))

        assert found["tender"]["title"] == "Café fittings for Vallée House"
        assert found["tender"]["value"]["currency"] == "£"


# Public Contracts Scotland and Sell2Wales


async def test_a_monthly_portal_is_asked_month_by_month_for_every_type_of_call() -> None:
    async with open_rig() as rig:
        rig.site.add("ocds-r6ebe6-1", None, datetime(2027, 1, 31, 10, tzinfo=UTC))
        rig.site.add("ocds-r6ebe6-2", None, datetime(2027, 2, 1, 10, tzinfo=UTC), kind=102)
        rig.site.add("ocds-r6ebe6-3", None, datetime(2027, 2, 9, 10, tzinfo=UTC))
        rig.site.add("ocds-r6ebe6-4", None, datetime(2027, 1, 3, 10, tzinfo=UTC))

        window = datetime(2027, 1, 31, 8, tzinfo=UTC), datetime(2027, 2, 2, 8, tzinfo=UTC)
        assert sorted(await ids_of(rig.scotland.updates(*window))) == ["ocds-r6ebe6-1", "ocds-r6ebe6-2"]

        asked = queries(rig.site, rig.site.MONTHS)
        assert {each["dateFrom"] for each in asked} == {"01-2027", "02-2027"}
        assert {each["noticeType"] for each in asked} >= {"2", "14", "24", "102"}
        assert {each["outputType"] for each in asked} == {"0"}


async def test_a_release_dated_by_day_is_not_lost_to_a_window_that_starts_in_the_afternoon() -> None:
    async with open_rig() as rig:
        rig.site.add("ocds-r6ebe6-1", None, NOON + 4 * HOUR)

        assert await ids_of(rig.scotland.updates(NOON + 3 * HOUR, NOON + 5 * HOUR)) == ["ocds-r6ebe6-1"]


async def test_a_family_of_releases_without_ids_gives_its_newest_call() -> None:
    async with open_rig() as rig:
        ocid = "ocds-r6ebe6-0000700001"
        rig.site.add(ocid, None, NOON - 48 * HOUR)
        rig.site.add(ocid, None, NOON + 48 * HOUR, tag=["award"])

        package = await rig.scotland.notice(ocid)

        assert [each["tag"] for each in releases_in(package)] == [["tender"]]
        assert read_notice(package).version
        assert queries(rig.site, rig.site.FAMILY) == [{"id": ocid}]


async def test_one_type_that_fails_makes_the_month_incomplete() -> None:
    async with open_rig() as rig:
        rig.site.add("ocds-kuma6s-1", None, NOON)
        rig.site.fail_next(rig.site.MONTHS, RIGHT, *[SQL_ERROR] * 9)

        with pytest.raises(SourceDown):
            await ids_of(rig.wales.updates(NOON - HOUR, NOON + HOUR))


async def test_sell2wales_is_asked_in_english() -> None:
    async with open_rig() as rig:
        rig.site.add("ocds-kuma6s-1", None, NOON)

        assert releases_in(await rig.wales.notice("ocds-kuma6s-1"))
        assert queries(rig.site, rig.site.FAMILY) == [{"id": "ocds-kuma6s-1", "locale": "2057"}]


# Whose ocid it is


def test_an_ocid_names_its_portal() -> None:
    passing = PassingTime()
    fetcher = Fetcher(own_origins=frozenset(), user_agent=AGENT)
    addresses = ("https://a.example/{ocid}#ocds-213czf", "https://b.example/feed")
    made = portals(fetcher, others=addresses, sleep=passing.sleep, now=passing.now)

    def named(ocid: str) -> str | None:
        portal = portal_for_ocid(made, ocid)
        return portal.name if portal else None

    assert named(" OCDS-h6vhtk-01a2b3 ") == "find_a_tender"
    assert named("ocds-b5fd17-0a1b") == "contracts_finder"
    assert named("ocds-r6ebe6-0000700001") == "public_contracts_scotland"
    assert named("ocds-kuma6s-0000700001") == "sell2wales"
    assert named("ocds-213czf-000-1") == "a.example"
    assert named("ocds-zzzzzz-1") == "b.example", "the only publisher whose prefix is not known"
    assert named("012345-2027") is None
    assert portal_for_ocid({name: portal for name, portal in made.items() if name != "b.example"}, "ocds-zzzzzz-1") is None
