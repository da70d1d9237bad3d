"""What a file is, is told by its bytes; what is not read says what to send instead."""

import io
import json
import zipfile

import pytest

from jobs.chain.document import Document
from jobs.documents.limits import DocumentLimits
from jobs.documents.read import read_document
from tests.jobs.documents.made_pdfs import paragraph_page, pdf

PLAIN = pdf(paragraph_page("Tenders are due on 4 May 2027 at noon."))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
EFORMS = b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- by a portal -->\n<cn:ContractNotice xmlns:cn="urn:x"/>'
LEGACY = b'<?xml version="1.0"?><TED_EXPORT xmlns="urn:y"/>'
RELEASE = json.dumps({"ocid": "ocds-1", "tender": {"id": "1"}}).encode()
PACKAGE = json.dumps({"publisher": {"name": "x" * 100_000}, "releases": []}).encode()
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><ContractNotice>&b;</ContractNotice>'


def office(part: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(part, content)
    return out.getvalue()


def read(data: bytes, name: str = "") -> Document:
    return read_document(data, name=name, limits=DocumentLimits())


@pytest.mark.parametrize(
    "data",
    [
        EFORMS,
        LEGACY,
        RELEASE,
        PACKAGE,
        b"\xef\xbb\xbf" + EFORMS,
        EFORMS.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        b"\n " + LEGACY,
    ],
    ids=["eforms", "legacy", "release", "package", "marked", "utf-16", "blanks-before"],
)
def test_a_notice_is_kept_for_the_readers_of_notices(data: bytes):
    document = read(data, "notice.bin")
    assert (document.media, document.status, document.data, document.blocks) == ("notice", "read", data, ())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "Save it as DOCX"),
        (OLE + "Workbook".encode("utf-16-le"), "Save it as XLSX"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + "__substg1.0_".encode("utf-16-le"), "attachments"),
        (OLE, "old Office file"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        (b"\0\0\0\x18ftypheic", "picture"),
        (b"7z\xbc\xaf\x27\x1c", "Send the files as a ZIP"),
        (b"Rar!\x1a\x07\0", "Send the files as a ZIP"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0", "signed envelope"),
        (
            office("[Content_Types].xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
            "presentation",
        ),
        (office("[Content_Types].xml", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"), "xlsb"),
        (office("mimetype", "application/vnd.oasis.opendocument.text"), "OpenDocument"),
        (b"PK\x03\x04 cut off", "damaged"),
        (LAUGHS, "declares a document type"),
        (b"<invoice/>", "root element invoice"),
        (b'{"invoice": 1}', "no notice we know"),
        (bytes(range(256)) * 40, "not known here"),
        (b"", "empty"),
        (b"\0\0\0", "empty"),
    ],
)
def test_what_is_not_read_says_why_and_what_to_do(data: bytes, says: str):
    document = read(data, "file")
    assert document.status == "cannot_read"
    assert says in (document.reason or "")
    assert (document.blocks, document.data) == ((), None)


def test_a_wrong_extension_is_read_by_what_it_is_and_said():
    document = read(PLAIN, "terms.docx")
    assert (document.media, document.status) == ("pdf", "read")
    assert document.reason == "The name ends in .docx, but the file is PDF and was read as that."


@pytest.mark.parametrize("name", ["terms.pdf", "TERMS.PDF", "terms", "terms.v2"])
def test_an_extension_that_fits_or_claims_nothing_is_not_mentioned(name: str):
    assert read(PLAIN, name).reason is None


def test_a_pack_whose_first_file_is_a_pdf_is_a_pack():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.pdf", PLAIN)
    assert "ZIP inside a ZIP" in (read(out.getvalue(), "a.pdf").reason or "")


def test_text_is_paragraphs_anchored_to_their_first_line():
    document = read(b"Notice\r\n\r\n\r\nDue on\r\n4 May 2027\r\n\r\nNoon\x0c", "a.txt")
    assert [(block.anchor, block.text) for block in document.blocks] == [
        ("line 1", "Notice"),
        ("line 4", "Due on\n4 May 2027"),
        ("line 7", "Noon"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_in_any_common_encoding_is_read(encoding: str):
    assert read("Größe – 5 m² für die Brücke".encode(encoding), "a.txt").blocks[0].text == "Größe – 5 m² für die Brücke"


def test_text_past_the_limit_is_said_to_be_unread():
    document = read_document(b"one\n\ntwo\n\nthree", name="a.txt", limits=DocumentLimits(max_blocks=2))
    assert [block.text for block in document.blocks] == ["one", "two"]
    assert (document.status, document.reason) == (
        "partly_read",
        "Only the first 2 paragraphs and rows were read; send the rest as a file of its own.",
    )


def test_what_cannot_be_stored_is_taken_out_of_the_text():
    assert read(b"Lot\x07 1\x7f", "a.txt").blocks[0].text == "Lot 1"
