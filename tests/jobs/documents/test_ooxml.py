"""Office files made to harm are refused with a sentence, soon and in little memory, whichever reader they reach."""

import stat
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from time import process_time

import pytest

from jobs.chain.document import Document
from jobs.chain.errors import BadInput
from jobs.documents.docx import read_docx
from jobs.documents.limits import MIB, DocumentLimits
from jobs.documents.xlsx import read_xlsx
from tests.jobs.documents.made_office import SHEET, TYPES, changed, docx, laid_over_each_other, p, tbl, tc, tr, word_part, xlsx, zipped

LIMITS = DocumentLimits(max_bytes=4 * MIB, max_pack_bytes=16 * MIB)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
SHEET_ONE = '<sheetData><row r="1"><c t="s"><v>0</v></c></row></sheetData>'
STRINGS = f'<sst xmlns="{SHEET}"><si><t>&b;</t></si></sst>'
BOMB = "A" * (60 * MIB)


def refused(read: Callable[..., Document], data: bytes, limits: DocumentLimits = LIMITS) -> BadInput:
    tracemalloc.start()
    started = process_time()
    with pytest.raises(BadInput) as caught:
        read(data, name="../lot\u202e.docx", limits=limits)
    seconds, peak = process_time() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 10
    assert peak < 3 * limits.max_bytes
    assert caught.value.sentence.startswith("The file lot.docx ")
    return caught.value


def test_a_bomb_is_told_by_its_declared_sizes_before_anything_is_unpacked() -> None:
    error = refused(read_docx, docx(p(BOMB)), DocumentLimits())

    assert error.code == "hostile"
    assert "unpacks to 62,9" in error.sentence
    assert refused(read_xlsx, xlsx(SHEET_ONE, strings=f"<si><t>{BOMB}</t></si>"), DocumentLimits()).code == "hostile"


def test_a_bomb_that_lies_about_its_size_is_damaged() -> None:
    data = changed(docx(p("A" * (40 * MIB))), "word/document.xml", size=1000)

    assert refused(read_docx, data).code == "damaged"


def test_parts_that_are_each_allowed_are_bounded_together() -> None:
    noise = "".join(f"<si><t>{number * 2654435761 % 4294967296:x}</t></si>" for number in range(120_000))
    data = xlsx(SHEET_ONE, strings=noise)

    error = refused(read_xlsx, data, DocumentLimits(max_bytes=2 * MIB, max_pack_bytes=16 * MIB))

    assert (error.code, "left for it" in error.sentence) == ("too_large", True)


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE, LAUGHS.replace("<!DOCTYPE", "<!-- > -->\n<?pi?><!DOCTYPE")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels"])
def test_document_types_are_refused_in_every_part_of_a_document(declared: str, encoding: str, part: str) -> None:
    content = f"{declared}{word_part('document', '<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>')}"
    data = docx(p("Text"), parts={part: content.encode(encoding)})

    error = refused(read_docx, data)

    assert (error.code, error.sentence) == (
        "hostile",
        "The file lot.docx declares a document type or entities, which can hide an attack; it was not opened.",
    )


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_document_types_are_refused_in_every_part_of_a_workbook(part: str) -> None:
    assert refused(read_xlsx, xlsx(SHEET_ONE, strings="<si><t>x</t></si>", parts={part: LAUGHS + STRINGS})).code == "hostile"


def test_more_markup_than_any_document_has_is_not_parsed() -> None:
    """4.4 million empty paragraphs: 1.2 GB as a tree."""
    numbers = "".join(f"<w:p a='{number % 977}'/>" for number in range(400_000))
    noisy = DocumentLimits(max_bytes=80 * MIB)

    error = refused(read_docx, docx(numbers * 11), noisy)

    assert error.code == "too_large"
    assert "more markup" in error.sentence


def test_nesting_deeper_than_libxml2_allows_is_broken_xml_and_less_is_read() -> None:
    def nested(levels: int) -> bytes:
        cell = tc(p("deep"))
        for _ in range(levels):
            cell = tc(tbl(tr(cell)), p("level"))
        return docx(tbl(tr(cell)))

    assert refused(read_docx, nested(200)).code == "damaged"
    found = read_docx(nested(80), name="a.docx", limits=LIMITS)
    assert [found.blocks[0].text, found.blocks[-1].text, len(found.blocks)] == ["level", "deep", 81]


def test_entries_over_each_other_are_refused() -> None:
    assert refused(read_docx, laid_over_each_other(50, bytes(4096))).code == "hostile"


def test_two_parts_of_one_name_are_refused() -> None:
    data = docx(p("One"), parts={"Word/Document.xml": word_part("document", "<w:body/>")})

    error = refused(read_docx, data)

    assert (error.code, "two parts of one name" in error.sentence) == ("hostile", True)


@pytest.mark.parametrize("read", [read_docx, read_xlsx])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged"),
        (b"%PDF-1.7 something else", "damaged"),
        (zipped({"a.txt": b"x"}), "damaged"),
        (docx(p("x"))[:-40], "damaged"),
        (docx(p("x"))[:200], "damaged"),
        (docx("", parts={"word/document.xml": b"<w:document"}), "damaged"),
        (zipped({"[Content_Types].xml": TYPES.format(""), "_rels/.rels": "<a/>"}), "damaged"),
        (changed(docx(p("x")), "_rels/.rels", flags=1), "encrypted"),
        (changed(docx(p("x")), "_rels/.rels", method=14), "unsupported"),
        (bytes(5 * MIB), "too_large"),
    ],
    ids=["empty", "pdf", "zip", "tail cut", "cut", "broken xml", "no part", "locked", "odd method", "too large"],
)
def test_what_is_no_sound_office_file_gets_a_sentence(read: Callable[..., Document], data: bytes, code: str) -> None:
    assert refused(read, data).code == code


@pytest.mark.parametrize(
    ("read", "data", "words"),
    [(read_docx, xlsx(SHEET_ONE), "is no Word document inside"), (read_xlsx, docx(p("x")), "is no Excel workbook inside")],
)
def test_one_kind_under_the_name_of_the_other_is_told(read: Callable[..., Document], data: bytes, words: str) -> None:
    error = refused(read, data)

    assert (error.code, words in error.sentence) == ("unsupported", True)


@pytest.mark.parametrize(("parts", "code"), [({}, "empty"), ({"word/media/page1.png": b"\x89PNG"}, "scanned")])
def test_a_document_without_text_is_empty_or_scanned(parts: dict[str, bytes], code: str) -> None:
    assert refused(read_docx, docx(p(), parts=parts)).code == code


def test_a_part_that_is_a_link_reads_as_text_and_leads_nowhere() -> None:
    data = changed(docx(p("x"), parts={"word/styles.xml": b"/etc/passwd"}), "word/styles.xml", attributes=(stat.S_IFLNK | 0o777) << 16)

    assert refused(read_docx, data).code == "damaged"


@pytest.mark.parametrize("target", ["../../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/styles.xml"])
def test_relations_lead_to_parts_alone(target: str) -> None:
    assert read_docx(docx(p("Text"), links=(("footnotes", target), ("header", target))), name="a.docx", limits=LIMITS).status == "read"


def test_every_cut_and_a_flip_of_every_byte_ends_in_a_document_or_a_sentence() -> None:
    whole = docx(p("Text"), styles="<w:style/>")

    for position in range(0, len(whole), 3):
        damaged = bytearray(whole)
        damaged[position] ^= 0xFF
        for data in (whole[:position], bytes(damaged)):
            with suppress(BadInput):
                assert read_docx(data, name="a.docx", limits=LIMITS).blocks
