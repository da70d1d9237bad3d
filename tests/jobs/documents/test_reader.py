"""Each file is read by a child that is confined, ended whatever it does, and replaced; the reader itself stays as it was."""

import asyncio
import io
import os
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pytest_asyncio import fixture

from jobs.chain.document import Document
from jobs.chain.errors import BadInput
from jobs.documents.limits import MIB, DocumentLimits
from jobs.documents.reader import DocumentReader
from tests.jobs.documents.made_pdfs import flate_bomb, paragraph_page, pdf, ruled_table
from tests.jobs.documents.rogue import TRIES

PLAIN = pdf(paragraph_page("Tenders are due on 4 May 2027 at noon."))
NOTICE = b'<?xml version="1.0"?><ContractNotice xmlns="urn:x"/>'
ROGUE = "tests.jobs.documents.rogue"


def pack(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


@fixture
async def reader() -> AsyncIterator[DocumentReader]:
    reader = DocumentReader(DocumentLimits(seconds=20))
    yield reader
    await ended(reader)


@fixture
async def rogues() -> AsyncIterator[DocumentReader]:
    reader = DocumentReader(DocumentLimits(seconds=20, memory_bytes=1024 * MIB), program=ROGUE)
    yield reader
    await ended(reader)


async def ended(reader: DocumentReader) -> None:
    """Closes it, and nothing is left running."""
    pids = reader.pids
    await reader.close()
    assert reader.pids == frozenset()
    assert {pid for pid in pids if is_running(pid)} == set()


async def until_there_are(reader: DocumentReader, children: int) -> None:
    while len(reader.pids) < children:  # noqa: ASYNC110 - processes come and go without an event of ours
        await asyncio.sleep(0.01)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


async def one(reader: DocumentReader, data: bytes, name: str) -> Document:
    (document,) = await reader.read(data, name=name)
    return document


async def test_a_file_is_one_document(reader: DocumentReader):
    document = await one(reader, PLAIN, "terms.pdf")
    assert (document.name, document.media, document.status, document.pages) == ("terms.pdf", "pdf", "read", 1)
    assert [block.text for block in document.blocks] == ["Tenders are due on 4 May 2027 at noon."]


async def test_a_notice_keeps_its_bytes(reader: DocumentReader):
    document = await one(reader, NOTICE, "notice.xml")
    assert (document.media, document.status, document.data) == ("notice", "read", NOTICE)


async def test_a_pack_is_a_document_a_member_in_its_order(reader: DocumentReader):
    documents = await reader.read(pack(b__pdf=PLAIN, a__txt=b"Lot 1", n__xml=NOTICE, p__png=b"\x89PNG\r\n\x1a\n"), name="pack.zip")
    assert [(document.name, document.status) for document in documents] == [
        ("pack.zip/b.pdf", "read"),
        ("pack.zip/a.txt", "read"),
        ("pack.zip/n.xml", "read"),
        ("pack.zip/p.png", "cannot_read"),
    ]
    assert documents[2].data == NOTICE


async def test_one_bomb_costs_one_member():
    reader = DocumentReader(DocumentLimits(seconds=30, memory_bytes=600 * MIB))
    documents = await reader.read(pack(a__pdf=PLAIN, bomb__pdf=flate_bomb(700), c__pdf=PLAIN), name="pack.zip")
    assert [document.status for document in documents] == ["read", "cannot_read", "read"]
    assert "damaged or hostile" in (documents[1].reason or "")
    await ended(reader)


async def test_a_pack_that_is_refused_as_a_whole_is_one_document_that_says_so():
    reader = DocumentReader(DocumentLimits(max_pack_files=2))
    document = await one(reader, pack(a__txt=b"a", b__txt=b"b", c__txt=b"c"), "pack.zip")
    assert (document.name, document.status) == ("pack.zip", "cannot_read")
    assert document.reason
    await ended(reader)


async def test_what_a_pack_holds_together_is_bounded():
    reader = DocumentReader(DocumentLimits(max_pack_chars=150))
    files = {f"{number}__txt": f"{number}".encode() * 100 for number in range(6)}
    documents = await reader.read(pack(**files), name="pack.zip")
    assert len(documents) == 6
    assert sum(len(block.text) for document in documents for block in document.blocks) <= 150
    assert [document.status for document in documents][:2] == ["read", "partly_read"]
    assert all(document.reason for document in documents[1:])
    await ended(reader)


async def test_members_that_are_not_begun_in_time_are_said_to_be_unread():
    reader = DocumentReader(DocumentLimits(pack_seconds=0))
    documents = await reader.read(pack(a__txt=b"a", b__txt=b"b"), name="pack.zip")
    assert [document.status for document in documents] == ["cannot_read", "cannot_read"]
    assert "send this file on its own" in (documents[0].reason or "")
    await ended(reader)


async def test_a_file_beyond_the_limit_is_refused():
    reader = DocumentReader(DocumentLimits(max_bytes=10))
    with pytest.raises(BadInput, match="at most 10") as raised:
        await reader.read(b"x" * 11, name="a.txt")
    assert raised.value.code == "too_large"
    assert reader.pids == frozenset()


async def test_a_name_is_made_fit_to_show(reader: DocumentReader):
    assert (await one(reader, b"Lot 1", "../../etc/\u202epass\0wd.txt")).name == "etc/passwd.txt"


@pytest.mark.parametrize("deed", ["hang", "loop", "stay"])
async def test_a_child_that_does_not_come_back_is_killed(deed: str):
    reader = DocumentReader(DocumentLimits(seconds=1), program=ROGUE)
    document = await one(reader, b"x", f"{deed}.pdf")
    assert document.status == "cannot_read"
    assert "longer than 1 seconds" in (document.reason or "")
    await ended(reader)


@pytest.mark.parametrize("deed", ["abort", "nonsense", "half", "leave", "flood"])
async def test_a_child_that_gives_no_answer_is_a_document_that_cannot_be_read(deed: str, rogues: DocumentReader):
    document = await one(rogues, b"%PDF-1.7", f"{deed}.pdf")
    assert (document.name, document.media, document.status) == (f"{deed}.pdf", "pdf", "cannot_read")
    assert "damaged or hostile" in (document.reason or "")


@pytest.mark.parametrize("deed", ["overrun", "chatter"])
async def test_what_a_child_says_beside_its_answer_goes_nowhere(deed: str, rogues: DocumentReader):
    document = await one(rogues, b"x", f"{deed}.txt")
    assert [block.text for block in document.blocks] == ["sound"]


async def test_memory_ends_where_it_is_limited(rogues: DocumentReader):
    document = await one(rogues, b"x", "hog.txt")
    assert 0 < int(document.blocks[0].text.split()[0]) < 1024


async def test_a_child_has_no_environment_and_a_session_of_its_own(rogues: DocumentReader):
    document = await one(rogues, b"x", "environment.txt")
    # Python sets LC_CTYPE itself where it finds no locale (PEP 538).
    assert [block.text for block in document.blocks] in (["", "/", "True"], ["LC_CTYPE", "/", "True"])


async def test_a_child_may_neither_reach_out_nor_look_around_nor_leave_anything_behind(rogues: DocumentReader):
    document = await one(rogues, b"x", "everything.txt")
    assert {block.text for block in document.blocks} == {f"{deed}: PermissionError" for deed in TRIES}


async def test_tables_are_found_in_the_child_too(reader: DocumentReader):
    document = await one(reader, pdf(ruled_table([["Criterion", "Weight"], ["Price", "60 %"]])), "a.pdf")
    assert [(block.kind, block.text) for block in document.blocks] == [("table", "Criterion | Weight"), ("table", "Price | 60 %")]


async def test_every_file_has_a_child_of_its_own_and_no_more_live_than_there_are_slots(reader: DocumentReader):
    seen: set[frozenset[int]] = set()

    async def watch() -> None:
        while True:
            seen.add(reader.pids)
            await asyncio.sleep(0.01)

    watcher = asyncio.create_task(watch())
    await asyncio.gather(*(reader.read(PLAIN, name=f"{number}.pdf") for number in range(6)))
    watcher.cancel()
    assert max(map(len, seen)) <= 2
    assert len(frozenset[int]().union(*seen)) >= 6


async def test_a_caller_that_is_cancelled_leaves_no_child_at_work(rogues: DocumentReader):
    reading = asyncio.create_task(rogues.read(b"x", name="hang.pdf"))
    await until_there_are(rogues, 1)
    working = rogues.pids
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert {pid for pid in working if is_running(pid)} == set()


async def test_a_caller_of_a_pack_that_is_cancelled_leaves_no_child_at_work(rogues: DocumentReader):
    reading = asyncio.create_task(
        rogues.read(pack(hang__pdf=b"x", **{f"{number}__txt": b"Lot 1" for number in range(20)}), name="pack.zip")
    )
    await until_there_are(rogues, 3)
    working = rogues.pids
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert len({pid for pid in working if is_running(pid)}) <= 1


async def test_closing_while_a_file_is_read_ends_its_child(rogues: DocumentReader):
    reading = asyncio.create_task(rogues.read(b"x", name="hang.pdf"))
    await until_there_are(rogues, 1)
    await ended(rogues)
    (document,) = await reading
    assert document.status == "cannot_read"
    assert rogues.pids == frozenset()


HOSTILE = {
    "bomb.pdf": lambda: flate_bomb(800),
    "claim.pdf": lambda: pdf(b"", claimed=100_000),
    "cut.pdf": lambda: PLAIN[:200],
    "laughs.xml": lambda: (
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><ContractNotice>&b;</ContractNotice>'
    ),
    "lines.txt": lambda: b"x\n\n" * 2_000_000,
    "deep.html": lambda: b"<html>" + b"<div>" * 1_000_000,
    "rows.html": lambda: b"<table>" + b"<tr><td>x" * 500_000,
    "noise.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj\n<<" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_file_costs_the_reader_next_to_no_memory(name: str):
    data = HOSTILE[name]()
    reader = DocumentReader(DocumentLimits(seconds=30, memory_bytes=700 * MIB))
    await one(reader, b"Lot 1", "first.txt")
    before = memory_now()
    document = await one(reader, data, name)
    assert document.status != "read"
    assert document.reason
    assert memory("VmHWM") - before < 150 * MIB
    await ended(reader)


def memory_now() -> int:
    """Bytes; the high-water mark begins anew (proc_pid_clear_refs(5))."""
    Path("/proc/self/clear_refs").write_text("5")
    return memory("VmRSS")


def memory(what: str) -> int:
    """Bytes, from `/proc/self/status`."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(what))
    return int(line.split()[1]) * 1024
