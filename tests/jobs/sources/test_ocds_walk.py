import pytest

from jobs.chain.errors import SourceDown
from jobs.sources.ocds_pages import Page, read_page
from jobs.sources.ocds_walk import Pages, Seen, same_origin

HERE = "https://portal.example/api/list?limit=100"


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("https://portal.example/api/list?cursor=2", "https://portal.example/api/list?cursor=2"),
        ("https://PORTAL.example:443/x#top", "https://PORTAL.example:443/x"),
        ("http://portal.example/x", "https://portal.example/x"),
        ("?cursor=2", "https://portal.example/api/list?cursor=2"),
        ("/x", "https://portal.example/x"),
        (" //portal.example/x ", "https://portal.example/x"),
    ],
)
def test_a_next_page_on_the_same_origin_is_followed(link: str, whole: str) -> None:
    assert same_origin(link, HERE, "The portal") == whole


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example/x",
        "https://portal.example.elsewhere.example/x",
        "https://portal.example@elsewhere.example/x",
        "https://someone@portal.example/x",
        "https://portal.example:8443/x",
        "//169.254.169.254/latest",
        "file:///etc/hostname",
        "javascript:alert(1)",
        "http://[",
    ],
)
def test_a_next_page_anywhere_else_is_not(link: str) -> None:
    with pytest.raises(SourceDown):
        same_origin(link, HERE, "The portal")


async def test_pages_without_end_are_given_up() -> None:
    asked: list[str] = []

    async def ask(url: str) -> Page:
        asked.append(url)
        return Page((), (), 0, f"?cursor={len(asked)}")

    pages = Pages("The portal", HERE, ask)
    for _ in range(500):
        assert await pages.next_page() is not None
    with pytest.raises(SourceDown):
        await pages.next_page()

    assert len(asked) == 500


def test_a_release_is_handed_out_once() -> None:
    (first, again, other) = read_page(b'[{"ocid": "a"}, {"ocid": "a"}, {"ocid": "a", "id": "1"}]').releases
    seen = Seen()

    assert [seen.first_time(release) for release in (first, again, other)] == [True, False, True]
