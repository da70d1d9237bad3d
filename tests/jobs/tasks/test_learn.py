"""What becomes of files that wait for the library, whatever ends half-way."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from jobs.chain.document import Block, Document
from jobs.chain.errors import BadInput, SourceDown
from jobs.deps import Deps
from jobs.intake.given import SlackFile
from jobs.library import shelving
from jobs.library.chunking import MOST_CHUNKS
from jobs.library.shelving import Shelved, is_waiting
from jobs.tasks.learn import LEASE_SECONDS, NOT_STORED, PATIENCE, Librarian
from storage import leases, library, tenants
from storage.db import Database
from storage.errors import Unavailable
from tests.fakes import FakeClock, fake_deps

TENANT, OTHER, ADA, BEN = "tenant-a", "tenant-b", "U0ADA", "U0BEN"


def document(text: str = "We clean pools.", name: str = "a.txt", **changes: object) -> Document:
    return Document(name=name, media="text", status="read", blocks=(Block(text=text, anchor="line 1"),)).model_copy(update=changes)


@dataclass
class FakeFiles:
    """Hands over the id as content, after the errors that are set for it."""

    errors: dict[str, list[Exception]] = field(default_factory=dict[str, list[Exception]])
    asked: list[str] = field(default_factory=list[str])
    hold: asyncio.Event | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def download(self, tenant_id: str, file: SlackFile) -> bytes:
        self.asked.append(file.id)
        self.reached.set()
        if self.hold is not None:
            await self.hold.wait()
        if self.errors.get(file.id):
            raise self.errors[file.id].pop(0)
        return file.id.encode()


@dataclass
class FakeReader:
    """One document a file, saying its id, unless others are set for it."""

    found: dict[str, tuple[Document, ...]] = field(default_factory=dict[str, tuple[Document, ...]])

    async def read(self, data: bytes, *, name: str) -> tuple[Document, ...]:
        return self.found.get(data.decode(), (document(f"text of {data.decode()}", name),))


@dataclass
class FakeNews:
    told: list[tuple[str, str, list[str]]] = field(default_factory=list[tuple[str, str, list[str]]])
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def learned(self, tenant_id: str, member: str, shelved: Sequence[Shelved]) -> None:
        self.told.append((tenant_id, member, [f"{each.name} {'known' if each.known else each.status}" for each in shelved]))
        self.heard.set()


@dataclass
class Room:
    deps: Deps
    clock: FakeClock
    files: FakeFiles
    reader: FakeReader
    news: FakeNews

    def librarian(self) -> Librarian:
        return Librarian(self.deps, self.files, self.reader, self.news, pause_seconds=0.01)

    async def hand_in(self, *ids: str, tenant: str = TENANT, member: str = ADA) -> list[str]:
        async with self.deps.db.tenant(tenant) as tx:
            await tenants.ensure(tx, name=tenant, enterprise_id="", team_id=tenant, now=self.deps.now())
            given = [SlackFile(id=id, name=f"{id}.txt") for id in ids]
            return await shelving.hand_in(tx, given, "policy", member=member, new_id=self.deps.new_id, now=self.deps.now())

    async def documents(self, tenant: str = TENANT) -> list[library.LibraryDocument]:
        async with self.deps.db.tenant_read(tenant) as tx:
            return sorted(await library.listed(tx), key=lambda each: each.name)

    async def states(self, tenant: str = TENANT) -> list[str]:
        return [f"{each.name} {'waiting' if is_waiting(each) else each.status}" for each in await self.documents(tenant)]


@pytest.fixture
def room(database: Database) -> Room:
    clock = FakeClock()
    return Room(fake_deps(database, clock=clock), clock, FakeFiles(), FakeReader(), FakeNews())


async def test_what_waits_is_read_and_each_person_is_told_of_their_own(room: Room) -> None:
    await room.hand_in("F1", "F2")
    await room.hand_in("F3", member=BEN)
    assert await room.states() == ["F1.txt waiting", "F2.txt waiting", "F3.txt waiting"]
    await room.librarian().learn(TENANT)
    assert await room.states() == ["F1.txt read", "F2.txt read", "F3.txt read"]
    assert sorted((member, sorted(lines)) for _, member, lines in room.news.told) == [
        (ADA, ["F1.txt read", "F2.txt read"]), (BEN, ["F3.txt read"]),
    ]  # fmt: skip


async def test_a_file_that_waits_already_is_not_noted_again(room: Room) -> None:
    assert len(await room.hand_in("F1")) == 1
    assert await room.hand_in("F1") == []
    assert len(await room.documents()) == 1


async def test_what_a_crash_left_is_picked_up_at_start_without_anybody_asking(room: Room) -> None:
    await room.hand_in("F1")
    await room.hand_in("F2", tenant=OTHER)
    stop = asyncio.Event()
    async with asyncio.timeout(45), asyncio.TaskGroup() as tasks:
        tasks.create_task(room.librarian().run(stop))
        while len(room.news.told) < 2:
            room.news.heard.clear()
            await room.news.heard.wait()
        stop.set()
    assert await room.states() == ["F1.txt read"]
    assert await room.states(OTHER) == ["F2.txt read"]


async def test_a_stop_in_the_middle_of_a_file_leaves_it_waiting_for_the_next_start(room: Room) -> None:
    await room.hand_in("F1")
    room.files.hold = asyncio.Event()
    stop = asyncio.Event()
    async with asyncio.timeout(45), asyncio.TaskGroup() as tasks:
        tasks.create_task(room.librarian().run(stop))
        await room.files.reached.wait()
        stop.set()
    assert await room.states() == ["F1.txt waiting"]
    room.files.hold = None
    await room.librarian().learn(TENANT)
    assert await room.states() == ["F1.txt read"]


async def test_while_slack_is_away_it_waits_and_the_round_comes_back(room: Room) -> None:
    await room.hand_in("F1")
    room.files.errors["F1"] = [SourceDown("away"), OSError("no room for a process")]
    stop = asyncio.Event()
    async with asyncio.timeout(45), asyncio.TaskGroup() as tasks:
        tasks.create_task(room.librarian().run(stop))
        await room.news.heard.wait()
        stop.set()
    assert room.files.asked == ["F1", "F1", "F1"]
    assert room.news.told == [(TENANT, ADA, ["F1.txt read"])]


async def test_after_a_day_it_is_given_up_and_said_so(room: Room) -> None:
    await room.hand_in("F1")
    room.files.errors["F1"] = [SourceDown("away"), SourceDown("away")]
    await room.librarian().learn(TENANT)
    assert await room.states() == ["F1.txt waiting"]
    room.clock.forward(PATIENCE)
    await room.librarian().learn(TENANT)
    (found,) = await room.documents()
    assert found.status == "cannot_read"
    assert found.reason is not None
    assert "for a day" in found.reason
    assert room.news.told == [(TENANT, ADA, ["F1.txt cannot_read"])]


async def test_one_file_that_is_refused_keeps_no_other_from_being_read(room: Room) -> None:
    await room.hand_in("F1", "F2")
    room.files.errors["F1"] = [BadInput("file_gone", "F1.txt is not in Slack any more.")]
    await room.librarian().learn(TENANT)
    assert await room.states() == ["F1.txt cannot_read", "F2.txt read"]
    assert (await room.documents())[0].reason == "F1.txt is not in Slack any more."


async def test_a_library_that_another_process_reads_is_left_to_it_until_its_lease_lapses(room: Room) -> None:
    await room.hand_in("F1")
    async with room.deps.db.system() as sys:
        assert await leases.acquire(sys, f"library:{TENANT}", token="another", now=room.deps.now(), seconds=LEASE_SECONDS)
    librarian = room.librarian()
    await librarian.learn(TENANT)
    assert await room.states() == ["F1.txt waiting"]
    room.clock.forward(timedelta(seconds=LEASE_SECONDS + 1))
    await librarian.learn(TENANT)
    assert await room.states() == ["F1.txt read"]


async def test_what_is_handed_in_while_a_library_is_being_read_is_read_by_the_same_reader(room: Room) -> None:
    await room.hand_in("F1")
    room.files.hold = asyncio.Event()
    librarian = room.librarian()
    async with asyncio.timeout(45), asyncio.TaskGroup() as tasks:
        tasks.create_task(librarian.learn(TENANT))
        await room.files.reached.wait()
        await room.hand_in("F2")
        await librarian.learn(TENANT)
        room.files.hold.set()
    assert await room.states() == ["F1.txt read", "F2.txt read"]
    assert room.files.asked == ["F1", "F2"]


async def test_a_pack_that_was_half_stored_by_a_crash_is_completed_and_nothing_is_twice(room: Room) -> None:
    await room.hand_in("F1")
    pack = (document("first", "p.zip/1"), document("second", "p.zip/2"), document("third", "p.zip/3"))
    room.reader.found["F1"] = pack
    async with room.deps.db.tenant(TENANT) as tx:
        (waiting,) = await shelving.waiting_in(tx)
        # What a process did before it ended.
        await shelving.shelve(tx, waiting, shelving.prepare(pack[1], "d"), id="half", now=room.deps.now())
    await room.librarian().learn(TENANT)
    assert await room.states() == ["p.zip/1 read", "p.zip/2 read", "p.zip/3 read"]


async def test_a_pack_that_is_removed_while_it_is_read_adds_nothing(room: Room) -> None:
    (id_,) = await room.hand_in("F1")
    room.reader.found["F1"] = (document("first", "p.zip/1"), document("second", "p.zip/2"))
    room.files.hold = asyncio.Event()
    async with asyncio.timeout(45), asyncio.TaskGroup() as tasks:
        tasks.create_task(room.librarian().learn(TENANT))
        await room.files.reached.wait()
        async with room.deps.db.tenant(TENANT) as tx:
            await library.remove(tx, id_)
        room.files.hold.set()
    assert await room.documents() == []
    assert room.news.told == []


async def test_the_same_text_in_another_file_is_kept_once(room: Room) -> None:
    room.reader.found |= {"F1": (document("same"),), "F2": (document("same", "b.txt"),)}
    await room.hand_in("F1", "F2")
    await room.librarian().learn(TENANT)
    assert len(await room.documents()) == 1
    assert sorted(line.split()[1] for line in room.news.told[0][2]) == ["known", "read"]


async def test_one_workspace_never_waits_for_another_one_that_fails(room: Room) -> None:
    await room.hand_in("F1")
    await room.hand_in("F2", tenant=OTHER)
    room.files.errors["F1"] = [Unavailable("The database is away.")] * 1000
    stop = asyncio.Event()
    async with asyncio.timeout(45), asyncio.TaskGroup() as tasks:
        tasks.create_task(room.librarian().run(stop))
        await room.news.heard.wait()
        stop.set()
    assert room.news.told == [(OTHER, ADA, ["F2.txt read"])]
    assert await room.states() == ["F1.txt waiting"]


async def test_a_file_that_no_column_takes_is_said_and_keeps_no_other_from_being_read(room: Room) -> None:
    await room.hand_in("F1", "F2")
    room.reader.found["F1"] = (document("text", "a\0.txt"),)
    await room.librarian().learn(TENANT)
    assert await room.states() == ["F1.txt cannot_read", "F2.txt read"]
    assert (await room.documents())[0].reason == NOT_STORED


def test_a_document_without_text_is_none_that_can_be_read() -> None:
    empty = shelving.prepare(document(blocks=()), "d")
    assert (empty.status, empty.reason) == ("cannot_read", shelving.NO_TEXT)
    notice = shelving.prepare(document(blocks=(), media="notice", data=b"<x/>"), "d")
    assert notice.reason == shelving.NOTICE
    scanned = shelving.prepare(document(blocks=(), status="cannot_read", reason="It is a scan."), "d")
    assert scanned.reason == "It is a scan."


def test_a_document_that_is_too_long_is_kept_in_part_and_says_so() -> None:
    blocks = tuple(Block(text="word " * 200, anchor=f"line {n}", kind="heading") for n in range(MOST_CHUNKS + 5))
    found = shelving.prepare(document(blocks=blocks), "d")
    assert (found.status, len(found.chunks)) == ("partly_read", MOST_CHUNKS)
    assert found.reason == shelving.CUT


def test_what_was_left_out_of_a_document_goes_on_being_said() -> None:
    found = shelving.prepare(document(status="partly_read", reason="Page 3 is a scan."), "d")
    assert (found.status, found.reason) == ("partly_read", "Page 3 is a scan.")
