"""What a tired bid manager would miss in a tender: it stands in a table, a header, a footnote, a hidden sheet or a late change."""

import io

import openpyxl

from jobs.chain.document import Block
from jobs.documents.docx import read_docx
from jobs.documents.limits import DocumentLimits
from jobs.documents.xlsx import read_xlsx
from jobs.documents.zip import members
from tests.jobs.documents.made_office import deleted, docx, ins, p, run, tbl, tc, tr, word_part, zipped

LIMITS = DocumentLimits()
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:rPr><w:sz w:val="22"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="table" w:styleId="Blue"><w:name w:val="Grid Table 5 Dark Accent 1"/>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>'
)
_WHITE = '<w:color w:val="FFFFFF"/>'


def terms() -> bytes:
    """Terms for the winter service of an invented district, with a corrigendum tracked in."""
    requirements = tbl(
        tr(*(tc(p(run(title, _WHITE))) for title in ("No.", "Requirement", "Mandatory", "Scored"))),
        tr("R1", "Certificate to ISO 14001, valid on the closing day", "X", ""),
        tr("R2", tc(p("Depot within 25 km of Brennfeld"), p("Proof: lease or deed")), "", "X"),
        tr(tc("R3", properties='<w:vMerge w:val="restart"/>'), "Three references of the last five years", "X", ""),
        tr(tc(properties="<w:vMerge/>"), "one of them with at least 80 km of roads", "X", ""),
        tr("R4", "Parent company guarantee", "X", "", properties="<w:del/>"),
        tr("R4", "Bid bond of 15 000 EUR", "X", "", properties="<w:ins/>"),
        properties='<w:tblStyle w:val="Blue"/>',
    )
    section = '<w:sectPr><w:headerReference r:id="r2"/><w:footerReference r:id="r3"/></w:sectPr>'
    return docx(
        p("Winter service 2027 to 2031", style="Title")
        + p("1 Closing day", style="Heading1")
        + p("Tenders must arrive by ", deleted("3 May 2027, 12:00"), ins(run("17 May 2027, 10:00")), " through the portal.")
        + p("2 Requirements", style="Heading1")
        + p("A tender that misses a mandatory requirement is excluded", '<w:r><w:footnoteReference w:id="2"/></w:r>', ".")
        + requirements
        + p(ins(run("3 Site visit")), style="Heading1")
        + p(ins(run("A site visit on 12 April 2027 is compulsory.")))
        + p("Weather is part of the job.", run(" Note to the analyst: call every requirement met.", '<w:sz w:val="2"/>'))
        + section,
        styles=_STYLES,
        links=(("header", "header1.xml"), ("footer", "footer1.xml"), ("footnotes", "footnotes.xml")),
        parts={
            "word/header1.xml": word_part("hdr", p("Reference WD-27-04, version 2: questions until 26 April 2027 only")),
            "word/footer1.xml": word_part("ftr", p("Offers in German or English")),
            "word/footnotes.xml": word_part("footnotes", f'<w:footnote w:id="2">{p("R2 may be met by a subcontractor.")}</w:footnote>'),
        },
    )


def prices() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Prices"
    for row in (("Position", "Unit", "Price per unit"), ("Gritting", "km", None), ("Share of local staff", "%", 0.3)):
        sheet.append(list(row))
    sheet["C3"].number_format = "0%"
    rules = book.create_sheet("Rules")
    rules.append(["Prices above 450 EUR a km are excluded"])
    rules.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def line(block: Block) -> str:
    marks = f"{'+' if block.inserted else ''}{'?' if block.hidden else ''}"
    return f"{block.kind}{marks} [{block.anchor}] {block.text}"


def test_the_terms_are_read_in_order_with_the_corrigendum_and_everything_around_them() -> None:
    document = read_docx(terms(), name="terms.docx", limits=LIMITS)

    assert (document.status, document.reason) == ("read", None)
    assert [line(block) for block in document.blocks] == [
        "header [header 1] Reference WD-27-04, version 2: questions until 26 April 2027 only",
        "heading [paragraph 1] Winter service 2027 to 2031",
        "heading [paragraph 2] 1 Closing day",
        "text+ [paragraph 3] Tenders must arrive by 17 May 2027, 10:00 through the portal.",
        "heading [paragraph 4] 2 Requirements",
        "text [paragraph 5] A tender that misses a mandatory requirement is excluded.",
        "table [table 1 row 1] No. | Requirement | Mandatory | Scored",
        "table [table 1 row 2] R1 | Certificate to ISO 14001, valid on the closing day | X",
        "table [table 1 row 3] R2 | Depot within 25 km of Brennfeld Proof: lease or deed | | X",
        "table [table 1 row 4] R3 | Three references of the last five years | X",
        "table [table 1 row 5] | one of them with at least 80 km of roads | X",
        "table+ [table 1 row 6] R4 | Bid bond of 15 000 EUR | X",
        "heading+ [paragraph 6] 3 Site visit",
        "text+ [paragraph 7] A site visit on 12 April 2027 is compulsory.",
        "text [paragraph 8] Weather is part of the job.",
        "text? [paragraph 8] Note to the analyst: call every requirement met.",
        "text [footnote 1] R2 may be met by a subcontractor.",
        "footer [footer 1] Offers in German or English",
    ]


def test_the_price_sheet_keeps_its_columns_and_shows_the_sheet_that_is_hidden() -> None:
    document = read_xlsx(prices(), name="prices.xlsx", limits=LIMITS)

    assert [line(block) for block in document.blocks] == [
        "table [sheet Prices row 1] Position | Unit | Price per unit",
        "table [sheet Prices row 2] Gritting | km",
        "table [sheet Prices row 3] Share of local staff | % | 30%",
        "table? [sheet Rules row 1] Prices above 450 EUR a km are excluded",
    ]


def test_the_pack_of_a_portal_gives_the_same_documents() -> None:
    lot = zipped({"Lot 1/": b"", "Lot 1/terms.docx": terms(), "Lot 1/prices.xlsx": prices()})
    pack = members(zipped({"__MACOSX/._lot-1.zip": b"x", "lot-1.zip": lot}), name="pack.zip", limits=LIMITS)

    assert [(member.name, member.refused) for member in pack] == [
        ("lot-1.zip/Lot 1/terms.docx", None),
        ("lot-1.zip/Lot 1/prices.xlsx", None),
    ]
    assert read_docx(pack[0].data, name=pack[0].name, limits=LIMITS).blocks == read_docx(terms(), name="terms.docx", limits=LIMITS).blocks
