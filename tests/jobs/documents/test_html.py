"""A web page is read in its order, and what a browser hides is marked."""

import pytest

from jobs.chain.document import Document
from jobs.chain.errors import BadInput
from jobs.documents.html import read_html
from jobs.documents.limits import DocumentLimits


def read(body: str | bytes, **limits: int) -> Document:
    data = body if isinstance(body, bytes) else body.encode()
    return read_html(data, name="a.html", limits=DocumentLimits(**limits))


def texts(document: Document, *, hidden: bool = False) -> list[str]:
    return [block.text for block in document.blocks if block.hidden is hidden]


def test_headings_paragraphs_and_tables_stand_in_their_order():
    document = read(
        "<html><head><title>Bridge inspection</title><style>p {}</style></head><body><h1>Terms</h1><p>Due <b>soon</b>.<br>At noon."
        "<table><tr><th>Lot<th>Value<tr><td>1<td><p>5</p> EUR</table><ul><li>One<li>Two</ul>tail<script>x()</script></body></html>"
    )
    assert [(block.kind, block.anchor, block.text) for block in document.blocks] == [
        ("heading", "paragraph 1", "Bridge inspection"),
        ("heading", "paragraph 2", "Terms"),
        ("text", "paragraph 3", "Due soon.\nAt noon."),
        ("table", "table 1 row 1", "Lot | Value"),
        ("table", "table 1 row 2", "1 | 5 EUR"),
        ("text", "paragraph 4", "One"),
        ("text", "paragraph 5", "Two"),
        ("text", "paragraph 6", "tail"),
    ]
    assert (document.status, document.reason) == ("read", None)


def test_a_table_that_lays_out_the_page_is_no_table():
    document = read("<table><tr><td>Menu</td><td><p>Text</p><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>")
    assert texts(document) == ["Menu", "Text", "a | b"]


@pytest.mark.parametrize(
    "tag",
    [
        "span hidden",
        'span style="display:none"',
        'span style="color:red; DISPLAY : NONE !important"',
        'span style="visibility:hidden"',
        'span style="opacity:0"',
        'span style="font-size:0"',
        'span style="font-size:1px"',
        'span style="color:#fff"',
        'span style="color:rgb(254, 254, 254)"',
        'span style="color:white;background-color:#ffffff"',
        'span style="background:black;color:#010101"',
        'span style="color:transparent"',
        'span style="position:absolute; left:-9999px"',
        'span style="text-indent:-9999px"',
        'span style="height:0;overflow:hidden"',
        'font color="white"',
    ],
)
def test_what_a_browser_does_not_show_is_marked_hidden(tag: str):
    document = read(f"<p>Seen <{tag}>unseen <b>too</b></{tag.partition(' ')[0]}> again</p>")
    assert " ".join(texts(document)[0].split()) == "Seen again"
    assert texts(document, hidden=True) == ["unseen too"]


@pytest.mark.parametrize(
    "tag",
    [
        'span aria-hidden="true"',
        'span style="color:white;background-color:navy"',
        'span style="color:white;background:url(dark.png)"',
        'span style="color:#777"',
        'span style="font-size:small"',
        'span style="font-size:0.8em"',
        'span style="display:block"',
        'span style="color:var(--ink)"',
    ],
)
def test_what_a_browser_shows_is_not(tag: str):
    assert texts(read(f"<p><{tag}>seen</span></p>"), hidden=True) == []


def test_a_size_that_is_set_again_inside_shows_but_what_is_gone_stays_gone():
    document = read('<div style="font-size:0"><p style="font-size:12px">shown</p></div><div hidden><p style="display:block">gone</p></div>')
    assert (texts(document), texts(document, hidden=True)) == (["shown"], ["gone"])


def test_hidden_words_in_a_cell_are_taken_out_of_its_row():
    document = read("<table><tr><td>Price</td><td>60 %<span hidden>99 %</span></td></tr></table>")
    assert [(block.text, block.anchor) for block in document.blocks] == [("Price | 60 %", "table 1 row 1"), ("| 99 %", "table 1 row 1")]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="utf-8">', "cp1252"),
        ('<meta charset="windows-1252">', "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ("", "utf-16"),
        ('<meta charset="no-such-thing">', "cp1252"),
    ],
    ids=["true", "wrongly-utf-8", "wrongly-western", "western", "marked", "unknown"],
)
def test_the_bytes_are_believed_before_what_they_say_of_themselves(head: str, encoding: str):
    assert texts(read(f"<html><head>{head}</head><p>Straße – 5 €</p></html>".encode(encoding))) == ["Straße – 5 €"]


def test_a_declared_encoding_is_used_where_the_bytes_are_not_utf_8():
    assert texts(read('<meta charset="windows-1251"><p>Тендер</p>'.encode("cp1251"))) == ["Тендер"]


def test_xhtml_with_a_declaration_is_read():
    assert texts(read('<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>é</p></body></html>')) == [
        "é"
    ]


def test_entities_of_a_page_of_its_own_making_stay_closed():
    bomb = '<!DOCTYPE html [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;">]><html><p>Lot &b; 1 &amp; 2 &eacute;</p></html>'
    said = " ".join(texts(read(bomb)))
    assert "1 & 2 é" in said
    assert "haha" not in said.partition("Lot")[2]


def test_a_page_that_nests_without_end_is_refused():
    with pytest.raises(BadInput) as raised:
        read("<div>" * 100_000)
    assert raised.value.code == "hostile"


def test_a_page_that_nests_without_end_after_its_text_is_read_up_to_there():
    document = read("<p>Lot 1</p>" + "<div>" * 100_000)
    assert texts(document) == ["Lot 1"]
    assert document.status == "partly_read"


def test_a_page_that_scripts_fill_is_said_to_hold_no_text():
    with pytest.raises(BadInput) as raised:
        read('<html><body><div id="root"></div><script>load()</script></body></html>')
    assert raised.value.code == "empty"


def test_text_past_the_limit_is_said_to_be_unread():
    document = read("<p>one</p><p>two</p><p>three</p>", max_blocks=2)
    assert (texts(document), document.status) == (["one", "two"], "partly_read")
