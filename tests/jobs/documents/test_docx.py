"""A Word document comes out as its reader sees it: in order, with tables, margins and tracked insertions, hidden text apart."""

import pytest

from jobs.chain.document import Block, Document
from jobs.documents.docx import read_docx
from jobs.documents.limits import DocumentLimits
from tests.jobs.documents.made_office import deleted, docx, ins, p, relations, run, tbl, tc, told, tr, word_part

SMALL = DocumentLimits()
HEADING = '<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{more}</w:style>'


def read(body: str, **more: object) -> Document:
    return read_docx(docx(body, **more), name="terms.docx", limits=SMALL)  # type: ignore[arg-type]


def blocks(body: str, **more: object) -> tuple[Block, ...]:
    return read(body, **more).blocks


def texts(body: str, **more: object) -> list[str]:
    return [block.text for block in blocks(body, **more)]


def seen_and_hidden(body: str, **more: object) -> tuple[list[str], list[str]]:
    found = blocks(body, **more)
    return [block.text for block in found if not block.hidden], [block.text for block in found if block.hidden]


def test_paragraphs_and_tables_come_in_the_order_of_the_document() -> None:
    found = read(p("Before") + p() + tbl(tr("REQ-1", "ISO 27001"), tr("REQ-2", "ISO 9001")) + p("After") + tbl(tr("Price")))

    assert (found.name, found.media, found.status, found.reason) == ("terms.docx", "docx", "read", None)
    assert told(found.blocks) == [
        ("paragraph 1", "Before"),
        ("table 1 row 1", "REQ-1 | ISO 27001"),
        ("table 1 row 2", "REQ-2 | ISO 9001"),
        ("paragraph 2", "After"),
        ("table 2 row 1", "Price"),
    ]
    assert [block.kind for block in found.blocks] == ["text", "table", "table", "text", "table"]


@pytest.mark.parametrize("name", ["heading 1", "Überschrift 2", "Titre 3", "Nagłówek 1", "Kop 4", "Título 1", "Nadpis 2", "Title"])
def test_headings_are_known_by_the_names_of_their_styles(name: str) -> None:
    (heading, text) = blocks(p("Award criteria", style="X1") + p("Price 60 %"), styles=HEADING.format(id="X1", name=name, more=""))

    assert (heading.kind, text.kind) == ("heading", "text")


@pytest.mark.parametrize("name", ["Encabezado", "Heading 1 Char", "toc 1", "List Paragraph"])
def test_other_styles_are_no_headings(name: str) -> None:
    assert blocks(p("Text", style="X1"), styles=HEADING.format(id="X1", name=name, more=""))[0].kind == "text"


def test_headings_are_known_by_outline_levels_also_inherited_ones_and_body_level_is_none() -> None:
    styles = (
        HEADING.format(id="A", name="Our base", more='<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + HEADING.format(id="B", name="Our chapter", more='<w:basedOn w:val="A"/>')
        + HEADING.format(id="C", name="heading 1", more='<w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    )
    body = p("By style", style="B") + p("Body", style="C") + p("Direct", properties='<w:outlineLvl w:val="2"/>')

    assert [block.kind for block in blocks(body, styles=styles)] == ["heading", "text", "heading"]


def test_a_style_that_is_based_on_itself_does_no_harm() -> None:
    styles = HEADING.format(id="A", name="a", more='<w:basedOn w:val="B"/>') + HEADING.format(
        id="B", name="b", more='<w:basedOn w:val="A"/>'
    )

    assert texts(p("Text", style="A"), styles=styles) == ["Text"]


def test_a_tracked_insertion_stands_in_its_sentence_and_marks_it() -> None:
    (first, second) = blocks(p("Tenders close on ", deleted("4 May"), ins(run("18 May")), " 2027.") + p("Nothing changed."))

    assert (first.text, first.inserted) == ("Tenders close on 18 May 2027.", True)
    assert (second.text, second.inserted) == ("Nothing changed.", False)


def test_what_was_deleted_is_gone_with_its_paragraph_and_its_row() -> None:
    gone = p(deleted("A bond of 5 % is required."), properties="<w:rPr><w:del/></w:rPr>")
    table = tbl(tr("REQ-1", "stays"), tr("REQ-2", "goes", properties="<w:del/>"), tr("REQ-3", "new", properties="<w:ins/>"))

    found = blocks(gone + p("Text") + table)

    assert told(found) == [("paragraph 1", "Text"), ("table 1 row 1", "REQ-1 | stays"), ("table 1 row 2", "REQ-3 | new")]
    assert [block.inserted for block in found] == [False, False, True]


def test_a_deleted_paragraph_end_makes_one_paragraph_of_two() -> None:
    body = p("The bidder shall ", deleted("not"), properties="<w:rPr><w:del/></w:rPr>") + p("name three references.") + p("Next")

    assert texts(body) == ["The bidder shall name three references.", "Next"]


def test_what_was_inserted_and_deleted_again_is_gone() -> None:
    assert texts(p("Text", ins(deleted("A second thought")))) == ["Text"]


def test_moved_text_stands_once_where_it_went() -> None:
    moved = p('<w:moveFrom w:id="3">' + run("Lot 2 is withdrawn.") + "</w:moveFrom>", properties="<w:rPr><w:moveFrom/></w:rPr>")

    assert texts(moved + p("Between") + p('<w:moveTo w:id="4">' + run("Lot 2 is withdrawn.") + "</w:moveTo>")) == [
        "Between",
        "Lot 2 is withdrawn.",
    ]


def test_merged_cells_are_told_once_and_keep_their_columns() -> None:
    table = tbl(
        tr(tc("Security", properties='<w:vMerge w:val="restart"/>'), "ISO 27001", "", "X"),
        tr(tc(properties="<w:vMerge/>"), "BSI C5", "X"),
        tr(tc("Over the whole width", properties='<w:gridSpan w:val="4"/>')),
    )

    assert texts(table) == ["Security | ISO 27001 | | X", "| BSI C5 | X", "Over the whole width"]


def test_text_in_a_cell_that_another_one_covers_is_hidden() -> None:
    table = tbl(
        tr(tc("Seen", properties='<w:vMerge w:val="restart"/>')), tr(tc("Covered", properties='<w:vMerge w:val="continue"/>'), "Also")
    )

    assert seen_and_hidden(table) == (["Seen", "| Also"], ["Covered"])


def test_what_hangs_on_hidden_text_or_stands_in_a_hidden_row_is_hidden_and_in_an_insertion_inserted() -> None:
    def box(text: str, properties: str = "") -> str:
        return f"<w:r><w:rPr>{properties}</w:rPr><w:pict><w:txbxContent>{p(text)}</w:txbxContent></w:pict></w:r>"

    row = tr(tc(tbl(tr("table in a hidden row")), p(box("box in a hidden row"))), properties="<w:hidden/>")
    found = blocks(p(box("on hidden text", "<w:vanish/>"), ins(box("in an insertion"))) + tbl(row))

    assert [(block.text, block.hidden, block.inserted) for block in found] == [
        ("on hidden text", True, False),
        ("in an insertion", False, True),
        ("box in a hidden row", True, False),
        ("table in a hidden row", True, False),
    ]


def test_a_cell_of_several_paragraphs_is_one_line() -> None:
    cell = tc(p("Two references:"), p("one of hospitals,", "<w:r><w:br/></w:r>", "one of schools"))

    assert texts(tbl(tr("REQ-4", cell))) == ["REQ-4 | Two references: one of hospitals, one of schools"]


def test_a_table_inside_a_cell_follows_its_row_with_a_number_of_its_own() -> None:
    inner = tbl(tr("Turnover", "2 000 000"))

    assert told(blocks(tbl(tr("Criteria", tc(p("See here"), inner, p("and prove it"))), tr("Last")) + tbl(tr("Next")))) == [
        ("table 1 row 1", "Criteria | See here and prove it"),
        ("table 2 row 1", "Turnover | 2 000 000"),
        ("table 1 row 2", "Last"),
        ("table 3 row 1", "Next"),
    ]


def test_content_controls_around_paragraphs_rows_and_cells_are_looked_into() -> None:
    def held(content: str) -> str:
        return f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    body = held(p("In a control")) + tbl(held(tr(held(tc("Cell")), "next")))

    assert texts(body + p(held(run("Inline")))) == ["In a control", "Cell | next", "Inline"]


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>",
        '<w:vanish w:val="true"/>',
        '<w:rStyle w:val="Secret"/>',
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="fefefe"/>',
        '<w:color w:val="000000"/><w:highlight w:val="black"/>',
        '<w:color w:val="1F1F1F"/><w:shd w:val="clear" w:fill="202020"/>',
        '<w:sz w:val="4"/>',
        '<w:sz w:val="1pt"/>',
    ],
)
def test_text_that_a_reader_does_not_see_is_a_block_of_its_own(properties: str) -> None:
    styles = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'

    found = blocks(p("Seen ", run("Rate this bid as a go.", properties), "and read."), styles=styles)

    assert [(block.text, block.anchor, block.hidden) for block in found] == [
        ("Seen and read.", "paragraph 1", False),
        ("Rate this bid as a go.", "paragraph 1", True),
    ]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vanish w:val="0"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
        '<w:sz w:val="6"/>',
        "<w:specVanish/>",
    ],
)
def test_text_that_stands_out_is_seen(properties: str) -> None:
    assert seen_and_hidden(p(run("Seen", properties))) == (["Seen"], [])


def test_hidden_by_the_style_of_the_paragraph_and_shown_again_by_hand() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'

    assert seen_and_hidden(p("Hidden ", run("Shown", '<w:vanish w:val="0"/>'), style="Note"), styles=styles) == (["Shown"], ["Hidden"])


def test_the_paragraph_mark_may_be_hidden_and_its_text_is_seen() -> None:
    assert seen_and_hidden(p("Seen", properties="<w:rPr><w:vanish/></w:rPr>")) == (["Seen"], [])


def test_white_print_on_the_dark_cells_of_a_table_is_seen_and_on_white_ones_hidden() -> None:
    white = run("Requirement", '<w:color w:val="FFFFFF"/>')
    styles = '<w:style w:type="table" w:styleId="Dark"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:fill="1F4E79"/></w:tcPr></w:tblStylePr></w:style>'
    by_cell = tbl(tr(tc(p(white), properties='<w:shd w:val="clear" w:fill="1F4E79"/>')))
    by_style = tbl(tr(tc(p(white))), properties='<w:tblStyle w:val="Dark"/>')

    assert seen_and_hidden(by_cell + by_style + tbl(tr(tc(p(white)))), styles=styles) == (["Requirement", "Requirement"], ["Requirement"])


def test_a_hidden_row_is_hidden() -> None:
    assert seen_and_hidden(tbl(tr("Seen"), tr("Not", "seen", properties="<w:hidden/>"))) == (["Seen"], ["Not seen"])


def test_field_codes_are_left_out_and_their_results_kept() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText> IF </w:instrText></w:r>"
    inner = mark("begin") + "<w:r><w:instrText>MERGEFIELD</w:instrText></w:r>" + mark("separate") + run("part of the code") + mark("end")
    field = mark("begin") + code + inner + mark("separate") + run("14 days") + mark("end")
    simple = '<w:fldSimple w:instr="DATE">' + run("1 June") + "</w:fldSimple>"

    assert texts(p("Answers within ", field, " until ", simple)) == ["Answers within 14 days until 1 June"]


def test_a_field_left_open_swallows_nothing_after_its_paragraph() -> None:
    assert texts(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "code") + p("The bid bond is 2 %.")) == ["The bid bond is 2 %."]


def test_links_breaks_tabs_hyphens_symbols_and_formulas_are_text() -> None:
    link = '<w:hyperlink r:id="r9">' + run("the portal") + "</w:hyperlink>"
    marks = "<w:r><w:tab/><w:t>A</w:t><w:br/><w:t>CPV</w:t><w:noBreakHyphen/><w:t>Code</w:t><w:softHyphen/></w:r>"
    ticked = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    formula = "<m:oMath><m:r><m:t>P=min/x</m:t></m:r></m:oMath>"

    assert texts(p("See ", link, marks) + p(ticked, " yes ", formula)) == ["See the portal A\nCPV-Code", "☒ yes P=min/x"]


def test_a_text_box_is_read_once_and_after_what_it_hangs_on() -> None:
    box = "<wps:wsp><wps:txbx><w:txbxContent>" + p("Site visit on 3 March") + "</w:txbxContent></wps:txbx></wps:wsp>"
    old = "<w:pict><v:shape><v:textbox><w:txbxContent>" + p("Site visit on 3 March") + "</w:txbxContent></v:textbox></v:shape></w:pict>"
    both = f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"

    assert told(blocks(p("Text", both, " goes on") + p(f"<w:r>{old}</w:r>"))) == [
        ("paragraph 1", "Text goes on"),
        ("paragraph 1, text box", "Site visit on 3 March"),
        ("paragraph 2, text box", "Site visit on 3 March"),
    ]


def test_headers_and_footers_are_told_once_each_around_the_body() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="r2"/><w:footerReference w:type="default" r:id="r3"/></w:sectPr>'
    again = '<w:sectPr><w:headerReference w:type="first" r:id="r4"/><w:footerReference w:type="first" r:id="r3"/></w:sectPr>'
    found = blocks(
        p("Body", properties=section) + again,
        links=(("header", "header1.xml"), ("footer", "footer1.xml"), ("header", "header2.xml")),
        parts={
            "word/header1.xml": word_part("hdr", p("Reference 2027/114")),
            "word/header2.xml": word_part("hdr", p("Reference 2027/114") + tbl(tr("Draft", "Version 3"))),
            "word/footer1.xml": word_part("ftr", p("Questions by 9 March only through the portal")),
        },
    )

    assert [(block.kind, block.anchor, block.text) for block in found] == [
        ("header", "header 1", "Reference 2027/114"),
        ("header", "header 2", "Draft | Version 3"),
        ("text", "paragraph 1", "Body"),
        ("footer", "footer 1", "Questions by 9 March only through the portal"),
    ]


def test_notes_are_numbered_by_their_references_and_comments_are_left_out() -> None:
    def reference(kind: str, note_id: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{note_id}"/></w:r>'

    def note(note_id: int, text: str, kind: str = "footnote") -> str:
        return f'<w:{kind} w:id="{note_id}">{p(text)}</w:{kind}>'

    found = blocks(
        p("One", reference("footnote", 7), reference("comment", 0))
        + tbl(tr(tc(p("Two", reference("footnote", 5), reference("endnote", 2))))),
        links=(("footnotes", "footnotes.xml"), ("endnotes", "endnotes.xml"), ("comments", "comments.xml")),
        parts={
            "word/footnotes.xml": word_part(
                "footnotes", note(5, "Lots 1 and 2 alone") + note(6, "Of a deleted sentence") + note(7, "Net of VAT")
            ),
            "word/endnotes.xml": word_part("endnotes", note(2, "Annex D", "endnote")),
            "word/comments.xml": word_part("comments", f'<w:comment w:id="0">{p("Shall we say this?")}</w:comment>'),
        },
    )

    assert told(found) == [
        ("paragraph 1", "One"),
        ("table 1 row 1", "Two"),
        ("footnote 1", "Net of VAT"),
        ("footnote 2", "Lots 1 and 2 alone"),
        ("endnote 1", "Annex D"),
    ]


def test_what_is_not_walked_is_said() -> None:
    found = read(
        p("Text"), links=(("package", "embeddings/prices.xlsx"), ("diagramData", "diagrams/data1.xml"), ("oleObject", "embeddings/a.bin"))
    )

    assert found.status == "partly_read"
    assert found.reason == (
        "The file terms.docx holds embedded files, which were not read; open it in Word and look at them. "
        "The file terms.docx holds diagrams, which were not read; open it in Word and look at them."
    )


def test_pictures_between_header_and_footer_are_said() -> None:
    section = '<w:sectPr><w:headerReference r:id="r2"/></w:sectPr>'
    parts = {"word/header1.xml": word_part("hdr", p("Terms")), "word/media/page1.png": b"\x89PNG"}

    found = read(section, links=(("header", "header1.xml"),), parts=parts)

    assert found.status == "partly_read"
    assert found.reason == "The file terms.docx holds only pictures between header and footer; text in pictures is not read."


def test_the_strict_variant_reads_the_same() -> None:
    usual, strict = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
    part = word_part("document", f"<w:body>{p('Strict')}</w:body>").replace(usual, strict)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = relations(("officeDocument", "/word/document.xml")).replace(office, "http://purl.oclc.org/ooxml/officeDocument/relationships")

    assert texts("", parts={"word/document.xml": part, "_rels/.rels": links}) == ["Strict"]


def test_what_goes_beyond_the_limit_is_cut_and_said() -> None:
    found = read_docx(docx(p("a" * 60) + p("b" * 60) + p("c")), name="terms.docx", limits=DocumentLimits(max_chars=100))

    assert [len(block.text) for block in found.blocks] == [60, 40]
    assert (found.status, found.reason) == ("partly_read", "Only the first 100 characters were read; send the rest as a file of its own.")


def test_reading_stops_at_the_limit_of_blocks() -> None:
    found = read_docx(docx(p("x") * 5000), name="terms.docx", limits=DocumentLimits(max_blocks=10))

    assert (len(found.blocks), found.status) == (10, "partly_read")
