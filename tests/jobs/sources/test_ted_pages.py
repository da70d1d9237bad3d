import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.chain.errors import SourceDown
from jobs.sources.ted_pages import MAX_PAGES, SearchPage, Walk, read_page, refusal, unsupported_fields

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["notices", "timedOut", "error", "message"]), inner),
    max_leaves=8,
)


def page(*numbers: str, token: str | None = None, total: int | None = None) -> SearchPage:
    return SearchPage([{"publication-number": number} for number in numbers], total, token)


def test_a_walk_ends_where_a_page_has_no_token_and_all_have_come() -> None:
    walk = Walk()

    assert [walk.ends_with(page("1-2026", token="a", total=2)), walk.ends_with(page("2-2026", total=2))] == [False, True]
    assert walk.collected == 2


def test_more_notices_than_announced_are_no_complete_walk_either() -> None:
    with pytest.raises(SourceDown, match="gave 2 of 1 notices"):
        Walk().ends_with(page("1-2026", "2-2026", total=1))


def test_a_total_that_grows_during_the_walk_counts_as_last_stated() -> None:
    walk = Walk()
    walk.ends_with(page("1-2026", token="a", total=2))

    with pytest.raises(SourceDown, match="gave 2 of 3 notices"):
        walk.ends_with(page("2-2026", total=3))


def test_a_token_may_not_come_back_even_after_others() -> None:
    walk = Walk()
    walk.ends_with(page("1-2026", token="a"))
    walk.ends_with(page("2-2026", token="b"))

    with pytest.raises(SourceDown, match="same token"):
        walk.ends_with(page("3-2026", token="a"))


def test_a_walk_without_an_end_is_broken_off() -> None:
    walk = Walk()
    for number in range(1, MAX_PAGES):
        walk.ends_with(page(f"{number}-2026", token=f"{number}"))

    with pytest.raises(SourceDown, match="Narrow the search"):
        walk.ends_with(page("0-2026", token="0"))


@pytest.mark.parametrize("total", [True, "12", 1.5, None, {}])
def test_a_total_that_is_no_whole_number_is_unknown(total: object) -> None:
    assert read_page(json.dumps({"notices": [], "totalNoticeCount": total}).encode()).total is None


def test_an_empty_token_is_none() -> None:
    assert read_page(b'{"notices": [], "totalNoticeCount": 0, "iterationNextToken": "", "timedOut": false}') == SearchPage([], 0, None)


@given(JSON.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=60))
def test_no_answer_raises_anything_but_that_the_source_is_down(body: bytes) -> None:
    with suppress(SourceDown):
        assert isinstance(read_page(body), SearchPage)
    assert refusal(400, body, ["links"], paging=False).sentence.endswith(".")


@pytest.mark.parametrize(
    ("listed", "unknown"),
    [
        ("a,b,c", ["x"]),
        (" a, b, x ", ["b-c"]),
        ("", ["a", "x", "b-c"]),
    ],
)
def test_the_names_that_the_service_does_not_list_are_the_unknown_ones(listed: str, unknown: list[str]) -> None:
    message = f"Parameter 'fields' contains unsupported value (supported values are: {listed})"

    assert [name for name in unsupported_fields(message, ["a", "x", "b-c"]) if name in unknown] == unknown


def test_a_refusal_about_something_else_names_no_field() -> None:
    assert unsupported_fields("Parameter 'limit' is wrong (supported values are: 1,2)", ["a"]) == []


def test_a_long_reason_is_cut() -> None:
    body = json.dumps({"message": "why " * 500, "error": {"type": "QUERY_SYNTAX_ERROR"}}).encode()

    assert len(refusal(400, body, [], paging=True).sentence) < 300
