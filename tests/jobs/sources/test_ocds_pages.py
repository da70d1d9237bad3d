import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.sources.facts import facts
from jobs.sources.json_slices import without_surplus_zeros
from jobs.sources.ocds_pages import NotOcds, Page, pick_notice, read_page
from jobs.sources.read import read_notice

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=12
)
releases = st.builds(
    lambda ocid, more: {"ocid": ocid, **more}, st.text(min_size=1, max_size=12), st.dictionaries(st.text(min_size=5, max_size=9), values)
)


def page(document: object) -> Page:
    return read_page(json.dumps(document).encode())


def picked(document: object, wanted: str) -> list[Any]:
    return [json.loads(each.text) for each in pick_notice(page(document), wanted)]


@given(st.lists(releases, max_size=5), st.dictionaries(st.text(min_size=9, max_size=12), values, max_size=3), st.sampled_from([None, 1]))
def test_whatever_a_package_holds_comes_out_as_it_went_in(listed: list[Any], frame: dict[str, Any], indent: int | None) -> None:
    read = read_page(
        json.dumps({**frame, "releases": listed, **frame}, indent=indent, ensure_ascii=indent is None).encode("utf-8", "surrogatepass")
    )

    assert [json.loads(each.text) for each in read.releases] == listed
    if listed:
        assert json.loads(read.packed(*read.releases)) == {**frame, "releases": listed}


@given(st.binary(max_size=200) | st.text(alphabet='{}[]":,01 .relascodi\\', max_size=60).map(str.encode))
def test_strange_bytes_are_a_page_or_no_page_and_nothing_else(data: bytes) -> None:
    with suppress(NotOcds):
        assert read_page(data).size >= 0


@given(values)
def test_sound_json_has_no_zeros_to_lose(value: object) -> None:
    text = json.dumps(value)
    assert without_surplus_zeros(text) == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [('{"a": 000, "b":007}', '{"a": 0, "b":7}'), ("[-00.5]", "[-0.5]"), ('["000", "\\"00"]', '["000", "\\"00"]'), ("[1e05, 100, 0.001]", "[1e05, 100, 0.001]")],
)  # fmt: skip
def test_surplus_zeros_go_and_nothing_else(written: str, meant: str) -> None:
    assert without_surplus_zeros(written) == meant


@pytest.mark.parametrize("empty", [{"uri": "x"}, {"publisher": {}, "releases": None}, {"releases": []}, {"records": []}, []])
def test_a_package_that_lists_nothing_is_an_empty_page(empty: object) -> None:
    assert page(empty).releases == ()


@pytest.mark.parametrize(
    "wrong", [{}, {"message": "busy"}, {"releases": {}}, {"uri": "x", "releases": "none"}, "busy", 7, None, [7], {"results": []}]
)
def test_what_is_no_package_is_no_empty_page(wrong: object) -> None:
    with pytest.raises(NotOcds):
        page(wrong)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"releases": [', b'{"releases": []} {"releases": []}', b'{"releases": [1,]}', b"[" * 200_000]
)
def test_what_is_no_json_is_no_page(body: bytes) -> None:
    with pytest.raises(NotOcds):
        read_page(body)


def test_values_that_no_parser_agrees_on_stay_as_they_are() -> None:
    (found,) = read_page(b'{"releases": [{"ocid": "a", "x": [1e9999, -0.0, 1.10, ' + b"9" * 5000 + b', NaN], "y": "\\ud800"}]}').releases

    assert "[1e9999, -0.0, 1.10, 999" in found.text
    assert found.text.endswith('NaN], "y": "\\ud800"}')


def test_a_byte_order_mark_and_utf_16_are_read() -> None:
    text = '{"releases": [{"ocid": "a", "t": "é"}]}'
    assert read_page(text.encode("utf-8-sig")).releases == read_page(text.encode("utf-16")).releases == read_page(text.encode()).releases


def test_records_keep_their_compiled_release_and_lose_the_history() -> None:
    record = {"ocid": "a", "versionedRelease": {"x": [1]}, "compiledRelease": {"tag": ["compiled"]}, "releases": [{"ocid": "a", "id": "1"}]}
    read = page(
        {
            "uri": "x",
            "records": [record, {"ocid": "b", "releases": [{"ocid": "b", "id": "2"}, {"url": "https://x.example", "tag": ["tender"]}]}],
        }
    )

    assert [(each.ocid, each.id, each.compiled) for each in read.releases] == [("a", "", True), ("b", "2", False)]
    assert read.size == 2
    assert json.loads(read.packed(read.releases[0])) == {"uri": "x", "records": [{"ocid": "a", "compiledRelease": {"tag": ["compiled"]}}]}
    assert json.loads(read.packed(read.releases[1])) == {"uri": "x", "releases": [{"ocid": "b", "id": "2"}]}


def test_a_huge_member_of_the_package_is_not_repeated_around_every_release() -> None:
    read = page({"uri": "x", "extensions": ["y" * 30_000], "releases": [{"ocid": "a"}]})
    assert json.loads(read.packed(*read.releases)) == {"uri": "x", "releases": [{"ocid": "a"}]}


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ({"next": "https://x.example/2"}, "https://x.example/2"),
        ([{"rel": "prev", "href": "a"}, {"rel": "next", "href": "b"}], "b"),
        ({"next": ""}, None),
        ("next", None),
        (None, None),
        ([None, "next"], None),
    ],
)
def test_the_next_page_is_read_from_the_links(links: object, found: str | None) -> None:
    assert page({"releases": [], "links": links}).next == found


def test_the_newest_is_the_newest_in_time_not_in_letters() -> None:
    early = {"ocid": "a", "id": "early", "tag": ["tender"], "date": "2027-01-12T23:30:00+02:00"}
    late = {"ocid": "a", "id": "late", "tag": ["tender"], "date": "2027-01-12T22:00:00Z"}
    undated = {"ocid": "a", "id": "undated", "tag": ["tender"]}

    assert picked({"releases": [late, early, undated]}, "A") == [late]


def test_without_a_call_the_newest_release_is_the_notice() -> None:
    plan, award = (
        {"ocid": "a", "tag": ["planning"], "date": "2027-01-01T00:00:00Z"},
        {"ocid": "a", "tag": "award", "date": "2027-02-01T00:00:00Z"},
    )
    assert picked({"releases": [award, plan]}, "a") == [award]


def test_a_cancelled_call_comes_with_the_call() -> None:
    call, end = (
        {"ocid": "a", "tag": ["tender"], "date": "2027-01-01T00:00:00Z"},
        {"ocid": "a", "tag": ["tenderCancellation"], "date": "2027-02-01T00:00:00Z"},
    )
    assert picked({"releases": [end, call]}, "a") == [call, end]


def test_another_process_is_never_picked() -> None:
    assert picked({"releases": [{"ocid": "b", "id": "9"}, {"id": ""}, {"ocid": "", "id": ""}]}, "a") == []


@pytest.mark.parametrize("date", [None, 7, "", "yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_date_that_cannot_be_read_is_no_date(date: object) -> None:
    assert page({"releases": [{"ocid": "a", "date": date}]}).releases[0].when == datetime(1, 1, 1, tzinfo=UTC)


_REAL = sorted((Path(__file__).parents[3] / "../shared/data/notices/ocds").glob("*.json"))


@pytest.mark.skipif(not _REAL, reason="real notices lie beside the checkout of a developer only")
@pytest.mark.parametrize("path", _REAL, ids=lambda path: path.name[:40])
def test_a_real_release_says_the_same_after_it_was_cut_out_of_its_package(path: Path) -> None:
    read = read_page(path.read_bytes())

    assert facts(read_notice(read.packed(*read.releases)), source="x") == facts(read_notice(path.read_bytes()), source="x")
