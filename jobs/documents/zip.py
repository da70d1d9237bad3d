"""Unpacks a pack of tender documents: each file with a name fit to show, or the reason why it was left closed."""

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from jobs.chain.errors import BadInput
from jobs.documents.archive import OFFICE_ENTRIES, open_archive, unpack
from jobs.documents.limits import DocumentLimits
from jobs.documents.names import shown_name, unique_name

ENTRIES_A_FILE = 10
"""Entries of the list an allowed file may cost: folders and the twins that macOS adds are entries too."""
_DEEPEST = 2
"""The pack itself, and a pack inside it: portals pack the lots of a procedure one by one."""
_FURNITURE = frozenset((".ds_store", "thumbs.db", "desktop.ini"))
_OFFICE_MARKS = frozenset(("[Content_Types].xml", "mimetype"))
_OTHER_PACKERS = (
    (0, b"Rar!\x1a\x07"),
    (0, b"7z\xbc\xaf\x27\x1c"),
    (0, b"\x1f\x8b\x08"),
    (0, b"BZh"),
    (0, b"\xfd7zXZ\0"),
    (0, b"MSCF"),
    (257, b"ustar"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a pack. Where `refused` holds a sentence, `data` is empty."""

    name: str
    """Fit to show and to tell members apart; `lot-1.zip/annex.pdf` for a file of a pack inside the pack."""
    data: bytes
    refused: str | None = None


@dataclass
class _Room:
    """What may still come out of the pack."""

    files: int
    bytes: int
    file_bytes: int
    entries: int
    names: set[str] = field(default_factory=set[str])


def members(data: bytes, *, name: str, limits: DocumentLimits) -> tuple[Member, ...]:
    """The files of a pack in the order of its list, without folders and what file managers leave behind.

    A member that cannot be opened (locked, unpacks to too much, a link, a pack inside a pack inside the pack) is there with its sentence.
    Raises `BadInput` where the pack as a whole is refused: too_large, damaged, hostile, too_many_files, empty.
    """
    label = f"The file {shown_name(name) or 'you sent'}"
    if len(data) > limits.max_bytes:
        raise BadInput("too_large", f"{label} has {len(data):,} bytes; at most {limits.max_bytes:,} are read. Send it in parts.")
    room = _Room(limits.max_pack_files, limits.max_pack_bytes, limits.max_bytes, limits.max_pack_files * ENTRIES_A_FILE)
    found = tuple(_files(data, label, folder="", depth=1, room=room))
    if not found:
        raise BadInput("empty", f"{label} holds no files; send the pack as the portal gave it.")
    return found


def _files(data: bytes, label: str, *, folder: str, depth: int, room: _Room) -> Iterator[Member]:
    archive = open_archive(data, label=label, most=room.entries)
    infos = [info for info in archive.infolist() if not _is_furniture(info)]
    if len(infos) > room.files:
        raise BadInput("too_many_files", f"{label} holds {len(infos):,} files; {room.files:,} are read. Send the ones that matter.")
    room.files -= len(infos)
    for number, info in enumerate(infos, start=1):
        name = unique_name(folder + (shown_name(_written(info)) or f"file {number}"), room.names)
        yield from _member(archive, info, name, depth, room)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, depth: int, room: _Room) -> Iterator[Member]:
    """One member, or the members of the pack that it is."""
    label = f"The file {name}"
    if stat.S_ISLNK(info.external_attr >> 16):
        yield Member(name, b"", f"{label} is a link to another file, which is not followed; send that file itself.")
        return
    try:
        data = unpack(archive, info, label=label, most=max(0, min(room.bytes, room.file_bytes)))
        room.bytes -= len(data)
        _refuse_other_packers(data, label)
        if not _is_pack(data, label):
            yield Member(name, data)
        elif depth >= _DEEPEST:
            yield Member(name, b"", f"{label} is a pack inside a pack inside the pack; unpack it and send its files.")
        else:
            yield from list(_files(data, label, folder=f"{name}/", depth=depth + 1, room=room))
    except BadInput as refusal:
        room.bytes -= info.file_size if refusal.code == "damaged" else 0  # the work of unpacking was done all the same
        yield Member(name, b"", refusal.sentence)


def _is_furniture(info: zipfile.ZipInfo) -> bool:
    """Folders, and what macOS and Windows leave behind."""
    *folders, last = info.filename.replace("\\", "/").casefold().split("/")
    return not last or "__macosx" in folders or last in _FURNITURE or last.startswith("._")


def _written(info: zipfile.ZipInfo) -> str:
    """The whole name: zipfile cuts at NUL. macOS writes UTF-8 without saying so, which shows as code page 437."""
    if info.flag_bits & 0x800:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode()
    except UnicodeError:
        return info.orig_filename


def _refuse_other_packers(data: bytes, label: str) -> None:
    if any(data.startswith(mark, at) for at, mark in _OTHER_PACKERS):
        raise BadInput("unsupported", f"{label} is a pack of another kind than ZIP (RAR, 7z, TAR …); unpack it and send its files.")


def _is_pack(data: bytes, label: str) -> bool:
    """Whether a ZIP that is no office file: those have their content types at the root (OOXML), or their type (OpenDocument)."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    return _OFFICE_MARKS.isdisjoint(open_archive(data, label=label, most=OFFICE_ENTRIES).namelist())
