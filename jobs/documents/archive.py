"""Opens a ZIP from strangers: counted before it is listed, no two entries on the same bytes, unpacked in bounded pieces."""

import io
import struct
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from jobs.chain.errors import BadInput

HIGHEST_RATIO = 200
"""Unpacked bytes a packed one; DEFLATE ends at 1,032. Measured: numbered paragraphs of Word 38, ten thousand empty table rows 185."""
RATIO_COUNTS_FROM = 1 << 20
"""Bytes below which a high ratio is no harm (an empty form, a plain picture)."""
OFFICE_ENTRIES = 10_000
"""Parts of an office file, a picture a part."""
_PIECE = 1 << 16
_DAMAGE = (zipfile.BadZipFile, struct.error, zlib.error, EOFError, OSError, ValueError, OverflowError, KeyError, NotImplementedError)
"""What zipfile raises on bytes that are no archive; it lets several of its own inner errors through."""
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""zipfile unpacks the other methods without a bound, and LZMA asks for as much memory as its header says."""


def open_archive(data: bytes, *, label: str, most: int) -> zipfile.ZipFile:
    """The archive, at most `most` entries long; `label` begins a sentence (`The file pack.zip`).

    Raises `BadInput`: damaged (no archive, cut off), too_many_files, hostile (entries that share bytes).
    """
    _count(data, label, most)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as cause:
        raise _damaged(label) from cause
    _refuse_shared_bytes(archive, data, label)
    return archive


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, label: str, most: int) -> bytes:
    """The bytes of one entry, at most `most`.

    Raises `BadInput`: encrypted, unsupported, hostile (packed too well), too_large, damaged (also a size or a sum that is not true).
    """
    if info.flag_bits & 0x2041:
        raise BadInput("encrypted", f"{label} is locked with a password; unlock it and send it again.")
    if info.compress_type not in _PLAIN:
        raise BadInput("unsupported", f"{label} is packed in a way that is not read here; pack it again as a plain ZIP.")
    if info.file_size > max(RATIO_COUNTS_FROM, HIGHEST_RATIO * info.compress_size):
        raise BadInput("hostile", f"{label} unpacks to more than {HIGHEST_RATIO} times its size, as archive bombs do; it was not opened.")
    if info.file_size > most:
        raise BadInput("too_large", f"{label} unpacks to more than the {most:,} bytes that are left for it; send it on its own or shorter.")
    try:
        data = _read(archive, info)
    except (*_DAMAGE, RuntimeError) as cause:
        raise _damaged(label) from cause
    if len(data) != info.file_size:
        raise _damaged(label)
    return data


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """zipfile stops at the declared size, which was checked, and then compares the sum; but it must be asked for pieces:
    one `read()` unpacks the whole stream before it is cut to that size.
    """
    with archive.open(info) as source:
        return b"".join(iter(lambda: source.read(_PIECE), b""))


def _damaged(label: str) -> BadInput:
    return BadInput("damaged", f"{label} is damaged, cut off or not what its name says; fetch it again and send it as it is.")


def _count(data: bytes, label: str, most: int) -> None:
    """Walks the list of entries as far as allowed: both the count in the record at the end and the list itself may lie."""
    start, end, count = _list_of(data, label)
    headers = list(islice(_headers(data, start, end), most + 1)) if count <= most else []
    if max(count, len(headers)) > most:
        raise BadInput("too_many_files", f"{label} lists more than {most:,} entries; split it and send the parts that matter.")
    if (headers or count) and headers[-1:] != [end]:
        raise _damaged(label)


def _headers(data: bytes, start: int, end: int) -> Iterator[int]:
    """Where each header of the list of entries ends."""
    while start + 46 <= end and data[start : start + 4] == b"PK\x01\x02":
        start += 46 + sum(struct.unpack_from("<HHH", data, start + 28))
        yield start


def _list_of(data: bytes, label: str) -> tuple[int, int, int]:
    """Start and end of the list of entries, and how many the record at the end claims (APPNOTE 4.3.14 to 4.3.16)."""
    end = len(data) - 22
    if data[end : end + 4] != b"PK\x05\x06" or data[-2:] != b"\0\0":
        end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        raise _damaged(label)
    count, size = struct.unpack_from("<HL", data, end + 10)
    if end >= 76 and data[end - 20 : end - 16] == b"PK\x06\x07" and data[end - 76 : end - 72] == b"PK\x06\x06":
        end -= 76
        count, size = struct.unpack_from("<QQ", data, end + 32)
    if size > end:
        raise _damaged(label)
    return end - size, end, count


def _refuse_shared_bytes(archive: zipfile.ZipFile, data: bytes, label: str) -> None:
    """CVE-2024-0450: entries laid over each other unpack the same bytes again and again. zipfile looks since 3.11.8 and 3.12.2."""
    infos = archive.infolist()
    starts = sorted([*(info.header_offset for info in infos), archive.start_dir])
    for info in infos:
        start = info.header_offset
        if not 0 <= start <= len(data) - 30 or data[start : start + 4] != b"PK\x03\x04":
            raise _damaged(label)
        end = start + 30 + sum(struct.unpack_from("<HH", data, start + 26)) + info.compress_size
        following = bisect_right(starts, start)
        if (following > 1 and starts[following - 2] == start) or end > starts[min(following, len(starts) - 1)]:
            raise BadInput("hostile", f"{label} holds entries that lie over each other, as archive bombs do; it was not opened.")
