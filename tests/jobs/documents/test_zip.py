"""A pack comes out file by file; what is hostile or odd in it costs little and is said."""

import io
import stat
import struct
import tracemalloc
import zipfile
from contextlib import suppress
from time import process_time

import pytest

from jobs.chain.errors import BadInput
from jobs.documents.limits import MIB, DocumentLimits
from jobs.documents.zip import Member, members
from tests.jobs.documents.made_office import changed, docx, laid_over_each_other, p, quoted, xlsx, zipped

SMALL = DocumentLimits(max_bytes=MIB, max_pack_files=5, max_pack_bytes=3 * MIB // 2)


def unpacked(data: bytes, limits: DocumentLimits = SMALL) -> tuple[Member, ...]:
    return members(data, name="pack.zip", limits=limits)


def names(data: bytes) -> list[str]:
    return [member.name for member in unpacked(data)]


def only(data: bytes, limits: DocumentLimits = SMALL) -> Member:
    (member,) = unpacked(data, limits)
    return member


def refused(data: bytes, limits: DocumentLimits = SMALL) -> BadInput:
    with pytest.raises(BadInput) as caught:
        unpacked(data, limits)
    return caught.value


def test_files_come_in_the_order_of_the_list_with_their_bytes() -> None:
    found = unpacked(zipped({"b/terms.txt": b"Terms", "a.txt": b"", "Preisblatt für Los 1.csv": b"1;2"}))

    assert found == (Member("b/terms.txt", b"Terms"), Member("a.txt", b""), Member("Preisblatt für Los 1.csv", b"1;2"))


def test_folders_and_what_file_managers_leave_behind_are_left_out_and_not_counted() -> None:
    furniture = {f"__MACOSX/._{number}": b"x" for number in range(9)}
    pack = zipped({"lot/": b"", "lot/.DS_Store": b"x", "Thumbs.db": b"x", "lot/._terms.txt": b"x", **furniture, "lot/terms.txt": b"Terms"})

    assert names(pack) == ["lot/terms.txt"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/root/key.txt", "root/key.txt"),
        ("C:\\Users\\bid\\key.txt", "Users/bid/key.txt"),
        ("C:key.txt", "key.txt"),
        ("..\\..\\key.txt", "key.txt"),
        ("a/./b/.../c.txt", "a/b/c.txt"),
        ("pay\u202efdp.exe", "payfdp.exe"),
        ("line\nbreak\x07.txt", "line break.txt"),
        ("\u200b\u2066", "file 1"),
        ("..", "file 1"),
        (f"{'long' * 60}.pdf", f"{('long' * 60)[:89]}…{('long' * 60)[-26:]}.pdf"),
    ],
)
def test_names_are_fit_to_show(written: str, shown: str) -> None:
    assert names(zipped({written: b"x"})) == [shown]


def test_a_name_that_goes_on_behind_a_nul_is_shown_whole() -> None:
    pack = zipped({"offer.pdf?.exe": b"x"}).replace(b"offer.pdf?.exe", b"offer.pdf\0.exe")

    assert names(pack) == ["offer.pdf.exe"]


def test_twins_are_told_apart_also_those_of_other_case_or_written_otherwise() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Terms.pdf", b"1")
        archive.writestr("terms.PDF", b"2")
        archive.writestr("../terms.pdf", b"3")
        archive.writestr("straße.txt", b"4")
        archive.writestr("STRASSE.txt", b"5")

    assert names(out.getvalue()) == ["Terms.pdf", "terms (2).PDF", "terms (3).pdf", "straße.txt", "STRASSE (2).txt"]


@pytest.mark.parametrize(("encoding", "name"), [("cp437", "Anhänge.txt"), ("utf-8", "Załącznik nr 1.txt")])
def test_names_without_a_mark_are_code_page_437_or_the_utf_8_of_a_mac(encoding: str, name: str) -> None:
    written = name.encode(encoding)
    pack = zipped({"?" * len(written): b"x"}).replace(b"?" * len(written), written)

    assert names(pack) == [name]


def test_office_files_are_files_and_no_packs() -> None:
    word, sheet, open_document = docx(p("x")), xlsx("<sheetData/>"), zipped({"mimetype": b"application/vnd.oasis.opendocument.text"})

    found = unpacked(zipped({"a.docx": word, "b.xlsx": sheet, "c.odt": open_document}))

    assert [(member.data, member.refused) for member in found] == [(word, None), (sheet, None), (open_document, None)]


def test_a_pack_inside_is_opened_even_where_a_stored_office_file_is_in_it_and_one_inside_that_is_not() -> None:
    deepest = zipped({"deep.txt": b"x"})
    inner = zipped({"lot.txt": b"Lot 1", "more.zip": deepest, "terms.docx": docx(p("x"))}, method=zipfile.ZIP_STORED)

    lot, more, terms = unpacked(zipped({"lot-1.zip": inner}))

    assert (lot.name, lot.data) == ("lot-1.zip/lot.txt", b"Lot 1")
    assert (more.name, more.data) == ("lot-1.zip/more.zip", b"")
    assert more.refused == "The file lot-1.zip/more.zip is a pack inside a pack inside the pack; unpack it and send its files."
    assert (terms.name, terms.refused) == ("lot-1.zip/terms.docx", None)


def test_files_of_packs_inside_count_for_the_whole() -> None:
    inner = zipped({str(number): b"x" for number in range(4)})

    found = unpacked(zipped({"a.zip": inner, "b.txt": b"x"}))

    assert [member.name for member in found] == ["a.zip", "b.txt"]
    assert found[0].refused == "The file a.zip holds 4 files; 3 are read. Send the ones that matter."


@pytest.mark.parametrize("start", [b"Rar!\x1a\x07\x01\0", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08\0", b"\0" * 257 + b"ustar"])
def test_other_packers_are_refused_by_their_bytes_and_not_by_their_name(start: bytes) -> None:
    member = only(zipped({"offer.pdf": start}))

    assert member.data == b""
    assert member.refused == "The file offer.pdf is a pack of another kind than ZIP (RAR, 7z, TAR …); unpack it and send its files."


def test_a_link_is_not_followed() -> None:
    pack = changed(zipped({"terms.txt": b"/etc/passwd"}), "terms.txt", attributes=(stat.S_IFLNK | 0o777) << 16)

    assert only(pack) == Member(
        "terms.txt", b"", "The file terms.txt is a link to another file, which is not followed; send that file itself."
    )


@pytest.mark.parametrize("flags", [0x1, 0x41, 0x2000])
def test_a_locked_member_is_refused_and_the_others_are_read(flags: int) -> None:
    locked, other = unpacked(changed(zipped({"locked.pdf": b"secret", "open.txt": b"Open"}), "locked.pdf", flags=flags))

    assert locked == Member("locked.pdf", b"", "The file locked.pdf is locked with a password; unlock it and send it again.")
    assert other.data == b"Open"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 9, 98])
def test_methods_that_unpack_without_bound_or_not_at_all_are_refused(method: int) -> None:
    assert only(changed(zipped({"a.txt": b"x"}), "a.txt", method=method)).refused == (
        "The file a.txt is packed in a way that is not read here; pack it again as a plain ZIP."
    )


def test_a_bomb_of_one_flat_stream_is_not_unpacked() -> None:
    pack = zipped({"bomb.txt": bytes(40 * MIB), "terms.txt": b"Terms"})

    bomb, terms = unpacked(pack, DocumentLimits())

    assert bomb.refused == "The file bomb.txt unpacks to more than 200 times its size, as archive bombs do; it was not opened."
    assert terms.data == b"Terms"


def test_a_bomb_of_packs_inside_packs_stays_within_its_room() -> None:
    """Sixteen packs of sixteen packs of one flat stream."""
    flat = zipped({"0.dll": bytes(4 * MIB)})
    layer = zipped({f"{number}.zip": flat for number in range(16)})
    pack = zipped({f"{number}.zip": layer for number in range(16)})

    found = unpacked(pack, DocumentLimits(max_pack_files=100, max_pack_bytes=4 * MIB))

    assert len(found) <= 100
    assert {member.data for member in found} == {b""}
    assert all(member.refused for member in found)


@pytest.mark.parametrize("bomb", [laid_over_each_other(40, bytes(MIB)), quoted(b"x" * 500)], ids=["one stream", "quoted headers"])
def test_entries_over_each_other_are_refused_before_anything_is_unpacked(bomb: bytes) -> None:
    error = refused(bomb, DocumentLimits())

    assert (error.code, error.sentence) == (
        "hostile",
        "The file pack.zip holds entries that lie over each other, as archive bombs do; it was not opened.",
    )


def test_the_quoted_bomb_of_these_tests_would_unpack() -> None:
    """So that the refusal above is for the overlap and not for a fault in the sample: each entry alone is sound to the bytes."""
    with zipfile.ZipFile(io.BytesIO(quoted(b"x" * 500))) as archive:
        assert archive.read("B") == b"x" * 500


def test_seventy_thousand_entries_are_refused_before_they_are_listed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(70_000):
            archive.writestr(zipfile.ZipInfo(f"{number}"), b"")
    data = out.getvalue()

    tracemalloc.start()
    started = process_time()
    error = refused(data, DocumentLimits())
    seconds, (_, peak) = process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (error.code, error.sentence) == (
        "too_many_files",
        "The file pack.zip lists more than 1,000 entries; split it and send the parts that matter.",
    )
    assert seconds < 5
    assert peak < MIB


def test_a_count_that_lies_does_not_hide_the_entries() -> None:
    data = bytearray(zipped({f"{number}": b"" for number in range(60)}))
    struct.pack_into("<HH", data, len(data) - 14, 1, 1)

    assert refused(bytes(data)).code == "too_many_files"


def test_more_files_than_allowed_are_refused_with_the_number() -> None:
    error = refused(zipped({f"{number}.txt": b"x" for number in range(6)}))

    assert (error.code, error.sentence) == ("too_many_files", "The file pack.zip holds 6 files; 5 are read. Send the ones that matter.")


def test_what_goes_beyond_the_room_for_a_file_or_for_all_is_refused_and_the_rest_is_read() -> None:
    noise = bytes(range(256)) * 3900
    big, first, second, small = unpacked(zipped({"big": noise * 2, "first": noise, "second": noise, "small": b"x"}, method=zipfile.ZIP_STORED),
                                         DocumentLimits(max_bytes=5 * MIB, max_pack_bytes=3 * MIB // 2))  # fmt: skip

    assert (big.data, second.data) == (b"", b"")
    assert big.refused == "The file big unpacks to more than the 1,572,864 bytes that are left for it; send it on its own or shorter."
    assert second.refused is not None
    assert (first.data, small.data) == (noise, b"x")


@pytest.mark.parametrize("size", [10, 900_000])
def test_a_declared_size_that_is_not_true_makes_the_member_damaged(size: int) -> None:
    """The stream holds 400,000 bytes; a reader that trusts the smaller number or unpacks all of it at once is the aim of the lie."""
    pack = changed(zipped({"a.txt": bytes(400_000)}), "a.txt", size=size)

    tracemalloc.start()
    member = only(pack, DocumentLimits())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert member.refused == "The file a.txt is damaged, cut off or not what its name says; fetch it again and send it as it is."
    assert peak < MIB


def test_a_member_with_flipped_bits_is_damaged_and_the_others_are_read() -> None:
    pack = zipped({"a.txt": b"A tender text", "b.txt": b"B"}, method=zipfile.ZIP_STORED).replace(b"A tender text", b"A tendex text")

    first, second = unpacked(pack)

    assert first.refused is not None
    assert "damaged" in first.refused
    assert second.data == b"B"


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"%PDF-1.7 no archive", zipped({"a": b"x" * 99})[:-30], zipped({"a": b"x" * 99})[:60], zipped({"a": b"x"})[9:]],
    ids=["empty", "beginning", "another file", "no list", "first header", "beginning cut off"],
)
def test_what_is_no_whole_archive_is_refused(data: bytes) -> None:
    assert (refused(data).code, refused(data).sentence) == (
        "damaged",
        "The file pack.zip is damaged, cut off or not what its name says; fetch it again and send it as it is.",
    )


def test_every_cut_of_a_pack_ends_in_a_sentence() -> None:
    pack = zipped({"terms.txt": b"Terms of the tender", "annex.txt": b"Annex"})

    for length in range(len(pack)):
        with pytest.raises(BadInput):
            unpacked(pack[:length])


def test_every_single_flipped_byte_ends_in_members_or_a_sentence() -> None:
    pack = zipped({"terms.txt": b"Terms of the tender", "lot.zip": zipped({"annex.txt": b"Annex"})})

    for position in range(len(pack)):
        damaged = bytearray(pack)
        damaged[position] ^= 0xFF
        with suppress(BadInput):
            assert all(member.refused or member.data for member in unpacked(bytes(damaged)))


def test_bytes_before_the_archive_and_a_comment_behind_it_do_no_harm() -> None:
    pack = zipped({"terms.txt": b"Terms"}, comment=b"Published by the portal")

    assert only(b"MZ self-extracting stub" * 50 + pack) == Member("terms.txt", b"Terms")


def test_zip64_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("terms.txt", "w", force_zip64=True) as entry:
        entry.write(b"Terms")

    assert only(out.getvalue()) == Member("terms.txt", b"Terms")


@pytest.mark.parametrize("pack", [zipped({}), zipped({"folder/": b"", "__MACOSX/x": b"x"})])
def test_a_pack_without_files_says_so(pack: bytes) -> None:
    error = refused(pack)

    assert (error.code, error.sentence) == ("empty", "The file pack.zip holds no files; send the pack as the portal gave it.")


def test_a_pack_larger_than_a_file_may_be_is_not_opened() -> None:
    error = refused(b"PK" + bytes(MIB))

    assert (error.code, error.sentence) == (
        "too_large",
        "The file pack.zip has 1,048,578 bytes; at most 1,048,576 are read. Send it in parts.",
    )
