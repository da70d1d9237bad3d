"""A workbook comes out row by row as its reader sees it, whatever size it claims and wherever its author hid something."""

import io
from datetime import date, datetime, time, timedelta
from time import process_time

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from jobs.chain.document import Block, Document
from jobs.chain.errors import BadInput
from jobs.documents.limits import DocumentLimits
from jobs.documents.xlsx import read_xlsx
from tests.jobs.documents.made_office import SHEET, told, xlsx

LIMITS = DocumentLimits()


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(*rows: tuple[object, ...], title: str = "Prices") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book


def read(data: bytes, limits: DocumentLimits = LIMITS) -> Document:
    return read_xlsx(data, name="prices.xlsx", limits=limits)


def blocks(*sheets: str, **more: object) -> tuple[Block, ...]:
    return read(xlsx(*sheets, **more)).blocks  # type: ignore[arg-type]


def row(number: int, *cells: str, more: str = "") -> str:
    filled = "".join(f'<c r="{chr(64 + column)}{number}" t="str"><v>{cell}</v></c>' for column, cell in enumerate(cells, start=1) if cell)
    return f'<row r="{number}" {more}>{filled}</row>'


def data(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


def test_each_filled_row_is_a_block_with_its_sheet_and_number() -> None:
    book = book_of(("Item", "Unit", "Price"), (), ("Sweeping", "km", 12), title="Price list")
    book.create_sheet("Empty")
    book.create_sheet("Lot 2").append([None, "Snow", None, "X", None])

    found = read(saved(book))

    assert (found.name, found.media, found.status, found.reason) == ("prices.xlsx", "xlsx", "read", None)
    assert told(found.blocks) == [
        ("sheet Price list row 1", "Item | Unit | Price"),
        ("sheet Price list row 3", "Sweeping | km | 12"),
        ("sheet Lot 2 row 1", "| Snow | | X"),
    ]
    assert {(block.kind, block.hidden) for block in found.blocks} == {("table", False)}


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (12.0, "0.00", "12"),
        (1234567.891, "#,##0.00", "1234567.891"),
        (1e18, "General", "1000000000000000000"),
        (0.00001, "General", "0.00001"),
        (-3, "General", "-3"),
        (0.4, "0%", "40%"),
        (0.125, "0.0%;[Red]-0.0%", "12.5%"),
        (7, '0" % of nothing"', "7"),
        (True, "General", "TRUE"),
        (date(2027, 3, 9), "dd.mm.yyyy", "2027-03-09"),
        (datetime.fromisoformat("2027-03-09T12:00"), "dd.mm.yyyy hh:mm", "2027-03-09T12:00"),
        (datetime.fromisoformat("2027-03-09"), "dd.mm.yyyy hh:mm", "2027-03-09T00:00"),
        (datetime.fromisoformat("2027-03-09T23:59:59"), "yyyy-mm-dd", "2027-03-09T23:59:59"),
        (time(9, 30), "hh:mm", "09:30"),
        (timedelta(hours=36), "[h]:mm:ss", "36:00:00"),
        ("two\nlines\tand  more", "General", "two lines and more"),
        ("#N/A", "General", "#N/A"),
    ],
)
def test_values_are_written_plainly(value: object, code: str, text: str) -> None:
    book = book_of((value,))
    book.worksheets[0]["A1"].number_format = code

    assert [block.text for block in read(saved(book)).blocks] == [text]


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    book = book_of((date(2027, 3, 9),))
    book.epoch = CALENDAR_MAC_1904

    assert [block.text for block in read(saved(book)).blocks] == ["2027-03-09"]


def test_a_date_beyond_the_calendar_is_an_error_and_no_guess() -> None:
    styles = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'

    assert [block.text for block in blocks(data('<row><c s="1"><v>99999999</v></c></row>'), styles=styles)] == ["#VALUE!"]


def test_strings_shared_inline_and_of_formulas_are_read_and_formulas_never_computed_are_empty() -> None:
    cells = (
        '<c t="s"><v>0</v></c><c t="inlineStr"><is><t>inline</t></is></c><c t="str"><f>A1&amp;B1</f><v>cached</v></c>'
        '<c><f>SUM(A1:A9)</f></c><c t="b"><v>0</v></c><c t="s"><v>1</v></c>'
    )
    strings = "<si><r><t>rich </t></r><r><t>text_x000D_</t></r><rPh><t>reading aid</t></rPh></si><si><t>last</t></si>"

    assert [block.text for block in blocks(data(f"<row>{cells}</row>"), strings=strings)] == [
        "rich text | inline | cached | | FALSE | last"
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_rows_of_hidden_sheets_are_hidden(state: str) -> None:
    book = book_of(("Seen",))
    sheet = book.create_sheet("Lists")
    sheet.append(["Not seen"])
    sheet.sheet_state = state

    assert [(block.anchor, block.hidden) for block in read(saved(book)).blocks] == [
        ("sheet Prices row 1", False),
        ("sheet Lists row 1", True),
    ]


def test_hidden_rows_are_hidden_and_cells_of_hidden_columns_are_a_block_of_their_own() -> None:
    book = book_of(("A1", "B1", "C1", "D1"), ("A2", "B2", "C2", "D2"))
    sheet = book.worksheets[0]
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["D"].hidden = True

    assert [(block.anchor, block.text, block.hidden) for block in read(saved(book)).blocks] == [
        ("sheet Prices row 1", "A1 | | C1", False),
        ("sheet Prices row 1", "B1 | D1", True),
        ("sheet Prices row 2", "A2 | | C2", True),
        ("sheet Prices row 2", "B2 | D2", True),
    ]


def test_white_tiny_and_unshown_cells_are_hidden_and_white_on_a_colour_is_seen() -> None:
    book = book_of(("seen", "white", "tiny", "no format", "white on blue"))
    sheet = book.worksheets[0]
    sheet["B1"].font = Font(color="FFFFFF")
    sheet["C1"].font = Font(size=1)
    sheet["D1"].number_format = ";;;"
    sheet["E1"].font = Font(color="FFFFFF")
    sheet["E1"].fill = PatternFill("solid", fgColor="1F4E79")

    assert [(block.text, block.hidden) for block in read(saved(book)).blocks] == [
        ("seen | | | | white on blue", False),
        ("white | tiny | no format", True),
    ]


def test_merged_cells_are_told_once() -> None:
    book = book_of(("Lot 1", None, "Price"), (None, None, "Fee"))
    book.worksheets[0].merge_cells("A1:B2")

    assert [block.text for block in read(saved(book)).blocks] == ["Lot 1 | | Price", "| | Fee"]


@pytest.mark.parametrize("claim", ["A1:XFD1048576", "A1", "nonsense", ""])
def test_the_claimed_size_of_a_sheet_is_not_believed(claim: str) -> None:
    started = process_time()

    found = blocks(f'<dimension ref="{claim}"/>' + data(row(1, "A", "B"), row(1_048_576, "last")))

    assert told(found) == [("sheet Sheet1 row 1", "A | B"), ("sheet Sheet1 row 1048576", "last")]
    assert process_time() - started < 10


def test_columns_beyond_the_256th_are_left_out_and_said() -> None:
    cells = "".join(f'<c t="str"><v>{number}</v></c>' for number in range(1, 16_385))

    found = read(
        xlsx(data(f'<row r="1">{cells}</row>', '<row r="2"><c r="A2" t="str"><v>x</v></c><c r="XFD2" t="str"><v>far</v></c></row>'))
    )

    assert [len(block.text.split(" | ")) for block in found.blocks] == [256, 1]
    assert (found.status, found.reason) == ("partly_read", "Of sheet Sheet1 the first 256 columns were read.")


def test_empty_cells_that_only_have_a_colour_cost_no_room() -> None:
    coloured = "".join(f'<row r="{number}"><c s="0"/><c s="0"/></row>' for number in range(1, 30_001))

    found = read(xlsx(data(coloured, row(30_001, "Total"))))

    assert (found.status, told(found.blocks)) == ("read", [("sheet Sheet1 row 30001", "Total")])


def test_a_sheet_far_longer_than_is_read_is_read_as_far_as_allowed() -> None:
    rows = "".join(f"<row><c><v>{number}</v></c><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>" for number in range(200_000))

    found = read(xlsx(data(rows)))

    assert (len(found.blocks), found.status) == (20_000, "partly_read")


def test_a_single_row_with_more_cells_than_memory_is_not_parsed() -> None:
    cells = "".join(f"<c s='{number % 977}'/>" for number in range(300_000)) * 11

    with pytest.raises(BadInput, match="more markup than text needs"):
        read(xlsx(data(f"<row>{cells}</row>")))


def test_rows_beyond_the_twenty_thousandth_of_all_sheets_are_left_out_and_said() -> None:
    rows = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(15_000))

    found = read(xlsx(data(rows), data(rows), data(rows)))

    assert len(found.blocks) == 20_000
    assert found.blocks[-1].anchor == "sheet Sheet2 row 5000"
    assert found.status == "partly_read"
    assert found.reason is not None
    assert "Sheet Sheet2 was read to row 5000 only" in found.reason
    assert "Sheet Sheet3 was read to row 0 only" in found.reason


def test_one_long_string_used_by_every_cell_is_bounded() -> None:
    long = " ".join(f"{number * 2654435761 % 4294967296:x}" for number in range(500_000))
    rows = ("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>") * 100

    found = read(xlsx(data(rows), strings=f"<si><t>{long}</t></si>"), DocumentLimits(max_chars=100_000))

    assert sum(len(block.text) for block in found.blocks) == 100_000
    assert found.status == "partly_read"


def test_a_damaged_cell_or_sheet_costs_what_follows_it_and_not_the_workbook() -> None:
    found = read(
        xlsx(
            data(row(1, "before"), '<row r="2"><c t="s"><v>99</v></c></row>', row(3, "after")),
            data(row(1, "whole")) + "<broken>",
            data(row(1, "other")),
        )
    )

    assert [block.text for block in found.blocks] == ["before", "whole", "other"]
    assert (
        found.reason
        == "Sheet Sheet2 is damaged; rows after the fault were not read. Sheet Sheet1 has a cell that cannot be read; rows after it were not read."
    )


def test_what_openpyxl_stumbles_over_in_styles_and_settings_does_not_matter() -> None:
    styles = (
        '<fonts><font><sz val="none"/></font></fonts><fills><fill><odd/></fill></fills><cellXfs><xf numFmtId="x" fontId="99"/></cellXfs>'
        '<dxfs count="x"><dxf><bad/></dxf></dxfs>'
    )
    sheet = (
        '<sheetViews><sheetView view="odd" workbookViewId="x"/></sheetViews>'
        + data('<row><c s="77"><v>1</v></c></row>')
        + '<pageSetup odd="1"/>'
    )

    assert [block.text for block in blocks(sheet, styles=styles)] == ["1"]


def test_the_names_of_sheets_are_made_fit_to_show() -> None:
    assert [block.anchor for block in blocks(data(row(1, "x")), names=("Pri\u202eces&amp;\tfees",))] == ["sheet Prices& fees row 1"]


def test_the_strict_variant_reads_the_same() -> None:
    sheet = f'<worksheet xmlns="{SHEET}">{data(row(1, "Strict"))}</worksheet>'.replace(
        SHEET, "http://purl.oclc.org/ooxml/spreadsheetml/main"
    )

    assert [block.text for block in blocks("", parts={"xl/worksheets/sheet1.xml": sheet})] == ["Strict"]


def test_a_workbook_without_filled_cells_says_so() -> None:
    with pytest.raises(BadInput, match=r"^The file prices\.xlsx holds no filled cell that can be read\.$") as caught:
        read(xlsx(data()))
    assert caught.value.code == "empty"


def test_the_same_values_come_out_as_openpyxl_gives_for_a_whole_workbook() -> None:
    book = book_of(*((f"REQ-{number}", number * 1.5, None, date(2027, 1, 1) + timedelta(number)) for number in range(300)))
    sheet = openpyxl.load_workbook(io.BytesIO(saved(book)), read_only=True).worksheets[0]
    expected = [f"{a} | {b:g} | | {d:%Y-%m-%d}" for a, b, _, d in sheet.iter_rows(values_only=True)]  # type: ignore[misc]

    assert [block.text for block in read(saved(book)).blocks] == expected
