import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.sources.web_page import MAX_LINKS, DocumentLink, links_to_documents

PAGE = "https://council.example/tenders/42/page.html"


def links(body: str) -> list[DocumentLink]:
    return links_to_documents(f"<!doctype html><html><head></head><body>{body}</body></html>".encode(), PAGE)


def test_files_are_named_in_the_order_of_the_page() -> None:
    found = links(
        '<p><a href="spec.pdf">The <b>specification</b></a> and <a href="/files/Price%20list.xlsx?v=2#top"></a> <a href="/contact">Write</a>'
    )

    assert found == [
        DocumentLink("https://council.example/tenders/42/spec.pdf", "The specification", "pdf"),
        DocumentLink("https://council.example/files/Price%20list.xlsx?v=2", "Price list.xlsx", "xlsx"),
    ]


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        ('<a href="/get?id=7" download="Notice.XML">x</a>', "xml"),
        ('<a href="/get?file=annex.docx">x</a>', "docx"),
        ('<a href="/get/7">Annex B (PDF, 1.2 MB)</a>', "pdf"),
        ('<a href="/get/7" type="application/pdf; charset=binary">x</a>', "pdf"),
        ('<link rel="alternate" type="application/json" href="/42.ocds">', "json"),
        ('<iframe src="viewer/notice.pdf"></iframe>', "pdf"),
        ('<object data="notice.pdf"></object>', "pdf"),
    ],
)
def test_a_file_is_known_by_its_name_its_type_or_the_words_beside_it(element: str, kind: str) -> None:
    assert [link.kind for link in links(element)] == [kind]


@pytest.mark.parametrize(
    "href",
    [
        *("javascript:open('a.pdf')", "data:application/pdf,x.pdf", "ftp://council.example/a.pdf", "file:///a.pdf", "mailto:a@b.example?x=a.pdf"),
        *("https://user:secret@council.example/a.pdf", "https://[::1/a.pdf", "https://council.example:99999/a.pdf", "", "#a.pdf"),
        *("a.pdf?" + "x" * 5000, "/style.css", "/page.php?next=/home"),
    ],
)  # fmt: skip
def test_what_is_no_web_address_of_a_file_is_left_out(href: str) -> None:
    assert links(f'<a href="{href}">x</a>') == []


def test_an_address_is_named_once_and_no_more_than_fifty_are() -> None:
    assert len(links('<a href="a.pdf">one</a><a href="a.pdf#page=2">two</a>')) == 1
    assert len(links("".join(f'<a href="{number}.pdf">x</a>' for number in range(400)))) == MAX_LINKS


def test_the_base_of_a_page_counts_unless_it_is_no_web_address() -> None:
    assert links('<base href="https://files.example/42/"><a href="a.pdf">x</a>')[0].url == "https://files.example/42/a.pdf"
    assert links('<base href="javascript:alert(1)//"><a href="a.pdf">x</a>')[0].url == "https://council.example/tenders/42/a.pdf"


def test_titles_are_one_short_line_in_the_letters_of_the_page() -> None:
    (found,) = links(f'<a href="a.pdf"> Straßen\n und  Brücken {"x" * 900}</a>')

    assert found.title.startswith("Straßen und Brücken xxx")
    assert len(found.title) == 200


def test_a_page_in_another_encoding_is_read_by_what_it_declares() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><a href="a.pdf">Straße</a></body></html>'.encode("latin-1")
    assert links_to_documents(page, PAGE)[0].title == "Straße"


@pytest.mark.parametrize(
    "page",
    [b"", b"   ", b"\x00\x00", b"%PDF-1.7", b"plain words", b"<", b"<!--", b"<a href=", b"<div>" * 100_000, b"<a href=/q>x" * 400_000],
)
def test_what_is_no_page_names_nothing(page: bytes) -> None:
    assert links_to_documents(page, PAGE) == []


@given(
    st.binary(max_size=300) | st.text(alphabet="<>a \"'=hrefpd./:&;#x\x00é", max_size=120).map(str.encode),
    st.sampled_from([PAGE, "", "about:blank", "http://["]),
)
def test_no_page_is_strange_enough_to_fail(page: bytes, base: str) -> None:
    assert all(link.url.startswith(("http://", "https://")) for link in links_to_documents(page, base))
