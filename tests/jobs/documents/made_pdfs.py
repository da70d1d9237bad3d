"""PDF files written byte by byte, sound ones and hostile ones (ISO 32000-1, chapter 7)."""

import hashlib
import zlib
from dataclasses import dataclass, field

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = b"0123456789abcdef"
_PERMITS = -4


@dataclass
class MadePdf:
    """Pages of 600 x 800 points, each with its content stream."""

    pages: list[bytes] = field(default_factory=list[bytes])
    claimed: int | None = None
    """`/Count`, where it lies."""
    picture: bool = False
    """Whether `/Im1 Do` paints one."""
    page_extra: bytes = b""
    form: bytes | None = None
    """Content of what `/Fm1 Do` paints."""
    user_password: bytes | None = None
    compressed: bool = False

    def written(self) -> bytes:
        numbers = [10 + 2 * index for index in range(len(self.pages))]
        kids = b" ".join(b"%d 0 R" % number for number in numbers)
        count = len(self.pages) if self.claimed is None else self.claimed
        objects = {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
            3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
            4: self._stream(4, b"\x80", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"),
        }
        fonts = b"/Resources<</Font<</F1 3 0 R>>>>"
        resources = fonts[:-2] + b"/XObject<<%s%s>>>>" % (b"/Im1 4 0 R" if self.picture else b"", b"/Fm1 6 0 R" if self.form else b"")
        if self.form is not None:
            objects[6] = self._stream(6, self.form, b"/Type/XObject/Subtype/Form/BBox[0 0 6000 8000]" + fonts)
        for number, content in zip(numbers, self.pages, strict=True):
            page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R%s%s>>" % (number + 1, resources, self.page_extra)
            objects[number] = page
            objects[number + 1] = self._stream(number + 1, content)
        trailer = b""
        if self.user_password is not None:
            objects[5] = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P %d>>" % (
                self._owner().hex().encode(),
                self._user().hex().encode(),
                _PERMITS,
            )
            trailer = b"/Encrypt 5 0 R/ID[<%s><%s>]" % (_ID.hex().encode(), _ID.hex().encode())
        return _file(objects, trailer)

    def _stream(self, number: int, content: bytes, entries: bytes = b"") -> bytes:
        if self.compressed:
            content, entries = zlib.compress(content), entries + b"/Filter/FlateDecode"
        if self.user_password is not None:
            key = hashlib.md5(self._key() + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()[:10]
            content = _rc4(key, content)
        return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)

    def _owner(self) -> bytes:
        key = hashlib.md5(_PADDING, usedforsecurity=False).digest()[:5]
        return _rc4(key, ((self.user_password or b"") + _PADDING)[:32])

    def _key(self) -> bytes:
        secret = ((self.user_password or b"") + _PADDING)[:32] + self._owner() + (_PERMITS & 0xFFFFFFFF).to_bytes(4, "little") + _ID
        return hashlib.md5(secret, usedforsecurity=False).digest()[:5]

    def _user(self) -> bytes:
        return _rc4(self._key(), _PADDING)


def _file(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, start = max(objects) + 1, len(out)
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def _rc4(key: bytes, data: bytes) -> bytes:
    box, other, out = list(range(256)), 0, bytearray()
    for index in range(256):
        other = (other + box[index] + key[index % len(key)]) % 256
        box[index], box[other] = box[other], box[index]
    one = other = 0
    for sign in data:
        one = (one + 1) % 256
        other = (other + box[one]) % 256
        box[one], box[other] = box[other], box[one]
        out.append(sign ^ box[(box[one] + box[other]) % 256])
    return bytes(out)


def line(text: str, x: float, y: float, *, size: float = 11, before: str = "", mode: int = 0) -> bytes:
    """One text object; `before` sets the ink (`1 g`) or anything else."""
    safe = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"q {before} BT /F1 {size} Tf {mode} Tr {x} {y} Td ({safe}) Tj ET Q\n".encode("cp1252")


def paragraph_page(*lines: str, top: float = 750) -> bytes:
    return b"".join(line(text, 50, top - 14 * number) for number, text in enumerate(lines))


def pdf(*pages: bytes, **traits: object) -> bytes:
    return MadePdf(list(pages), **traits).written()  # pyright: ignore[reportArgumentType]


def ruled_table(rows: list[list[str]], *, top: float = 600, left: float = 50, width: float = 120) -> bytes:
    """Cells of 20 points, ruled on all sides."""
    columns = len(rows[0])
    bottom, right = top - 20 * len(rows), left + width * columns
    rules = [f"{left} {top - 20 * row} m {right} {top - 20 * row} l S" for row in range(len(rows) + 1)]
    rules += [f"{left + width * column} {bottom} m {left + width * column} {top} l S" for column in range(columns + 1)]
    cells = [
        line(cell, left + 4 + width * column, top - 14 - 20 * row, size=9)
        for row, texts in enumerate(rows)
        for column, cell in enumerate(texts)
    ]
    return "\n".join(rules).encode() + b"\n" + b"".join(cells)


def flate_bomb(megabytes: int = 4000) -> bytes:
    """A page whose content stream unpacks to so much; pdfium unpacks all of it at once."""
    packer, chunk = zlib.compressobj(1), b" " * (1 << 20)
    packed = b"".join(packer.compress(chunk) for _ in range(megabytes)) + packer.flush()
    return _file(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
            4: b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        }
    )
