"""Office files and archives of our own making, sound or with one thing wrong."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from jobs.chain.document import Block

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TYPES = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>{{}}</Types>'


def zipped(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        archive.comment = comment
    return out.getvalue()


def relations(*targets: tuple[str, str], external: bool = False) -> str:
    """Of kind and target, with the ids r1, r2, r3."""
    mode = ' TargetMode="External"' if external else ""
    said = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>'


def word_part(tag: str, content: str) -> str:
    return f"<w:{tag} {NAMESPACES}>{content}</w:{tag}>"


def docx(body: str, *, styles: str = "", parts: Mapping[str, str | bytes] | None = None, links: tuple[tuple[str, str], ...] = ()) -> bytes:
    """`links` are further relations of the document, from r2 on; `parts` may replace what is made here."""
    return zipped(
        {
            "[Content_Types].xml": TYPES.format(
                '<Override PartName="/word/document.xml" '
                'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
            ),
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": relations(("styles", "styles.xml"), *links),
            "word/styles.xml": word_part("styles", styles),
            "word/document.xml": word_part("document", f"<w:body>{body}</w:body>"),
            **(parts or {}),
        }
    )


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph; what does not look like markup is a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(part if part.startswith('<') else run(part) for part in runs)}</w:p>"


def ins(*runs: str) -> str:
    return f'<w:ins w:id="1" w:author="Buyer">{"".join(runs)}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="Buyer"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def tc(*content: str, properties: str = "") -> str:
    filled = "".join(part if part.startswith("<") else p(part) for part in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{filled or '<w:p/>'}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cell if cell.startswith('<') else tc(cell) for cell in cells)}</w:tr>"


def tbl(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def xlsx(
    *sheets: str, strings: str = "", styles: str = "", names: tuple[str, ...] = (), parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """Each sheet is the content of its `worksheet` element."""
    numbers = range(1, len(sheets) + 1)
    titles = names or tuple(f"Sheet{number}" for number in numbers)
    listed = "".join(f'<sheet name="{title}" sheetId="{number}" r:id="r{number}"/>' for number, title in zip(numbers, titles, strict=True))
    linked = (("worksheet", f"worksheets/sheet{number}.xml") for number in numbers)
    return zipped(
        {
            "[Content_Types].xml": TYPES.format(
                '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            ),
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(*linked, ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")),
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{strings}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
            **{
                f"xl/worksheets/sheet{number}.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>'
                for number, sheet in zip(numbers, sheets, strict=True)
            },
            **(parts or {}),
        }
    )


def laid_over_each_other(times: int, inside: bytes) -> bytes:
    """Many entries of one stream: each header of the list points to the same local header."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(inside) + packer.flush()
    facts = struct.pack("<LLLHH", zlib.crc32(inside), len(packed), len(inside), 4, 0)
    body = struct.pack("<4sHHHHH", b"PK\3\4", 20, 0, 8, 0, 33) + facts + b"0000" + packed
    listed = b"".join(
        struct.pack("<4sHHHHHH", b"PK\1\2", 20, 20, 0, 8, 0, 33) + facts + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + b"%04d" % number
        for number in range(times)
    )
    return body + listed + struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, times, times, len(listed), len(body), 0)


def quoted(kernel: bytes) -> bytes:
    """Two entries, the first of which quotes the local header of the second: it begins with a stored block over it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(kernel) + packer.flush()
    second = struct.pack("<4sHHHHHLLLHH", b"PK\3\4", 20, 0, 8, 0, 33, zlib.crc32(kernel), len(packed), len(kernel), 1, 0) + b"B" + packed
    header = second[:31]
    quote = b"\0" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF)
    whole = header + kernel
    first = struct.pack(
        "<4sHHHHHLLLHH", b"PK\3\4", 20, 0, 8, 0, 33, zlib.crc32(whole), len(quote) + len(header) + len(packed), len(whole), 1, 0
    ) + b"A" + quote  # fmt: skip
    starts = (0, len(first))
    listed = b"".join(
        b"PK\1\2" + struct.pack("<H", 20) + head[4:30] + struct.pack("<HHHLL", 0, 0, 0, 0, start) + name
        for head, start, name in ((first, starts[0], b"A"), (second, starts[1], b"B"))
    )
    body = first + second
    return body + listed + struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, 2, 2, len(listed), len(body), 0)


def changed(archive: bytes, name: str, **facts: int) -> bytes:
    """With `flags`, `method`, `size` or `attributes` of one entry overwritten in the list, and the first three in its own header."""
    data = bytearray(archive)
    listed = data.index(b"PK\1\2")
    while data[listed + 46 : listed + 46 + len(name)] != name.encode():
        listed = data.index(b"PK\1\2", listed + 4)
    (own,) = struct.unpack_from("<L", data, listed + 42)
    for fact, value in facts.items():
        form, in_list, in_own = {"flags": ("<H", 8, 6), "method": ("<H", 10, 8), "size": ("<L", 24, 22), "attributes": ("<L", 38, None)}[
            fact
        ]
        struct.pack_into(form, data, listed + in_list, value)
        if in_own is not None:
            struct.pack_into(form, data, own + in_own, value)
    return bytes(data)


def told(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """Anchor and text."""
    return [(block.anchor, block.text) for block in blocks]
