import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage import library
from storage.db import Database
from storage.errors import BadValue, Conflict, NotFound
from storage.scope import TenantTx
from storage.tables.library import library_chunks
from tests.storage.builders import HERE, MINUTE, NOW, THERE, chunk, document, workspaces
from tests.storage_fixtures import Addresses

HOSTING = "Hosting of a digital archive: forty terabytes, help desk in two languages."
CERTIFICATE = "Certificate ISO/IEC 27001:2022, valid until 31 May 2028."
POLICY = "Our environmental policy: we measure emissions every year."


@pytest.fixture(autouse=True)
async def _tenants(database: Database) -> None:
    await workspaces(database)


async def put(tx: TenantTx, id: str, *texts: str, **changed: Any) -> library.Added:
    chunks = [chunk(each, f"page {number}", number) for number, each in enumerate(texts, 1)]
    return await library.add(tx, id=id, chunks=chunks, **document(id, **changed))


async def found(database: Database, *words: str, tenant: str = HERE, limit: int = 10) -> list[str]:
    async with database.tenant_read(tenant) as tx:
        return [hit.text for hit in await library.search(tx, words, limit=limit)]


async def stocked(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await put(tx, "doc_a", HOSTING, CERTIFICATE)
        await put(tx, "doc_b", POLICY, kind="policy")


async def test_a_document_is_kept_with_what_was_said_of_it(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        assert await put(tx, "doc_a", HOSTING, kind="cv", pages=None, status="partly_read", reason="Page 2 is scanned.") == library.Added(
            "doc_a", created=True
        )
        assert await library.get(tx, "doc_a") == library.LibraryDocument(
            "doc_a", "doc_a", "cv", "hash of doc_a", "U1", NOW, None, "partly_read", "Page 2 is scanned."
        )
        with pytest.raises(NotFound):
            await library.get(tx, "doc_b")


async def test_the_same_content_is_kept_once_in_a_workspace_and_again_in_another(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await put(tx, "doc_a", HOSTING, content_hash="h")
        assert await put(tx, "doc_b", POLICY, content_hash="h") == library.Added("doc_a", created=False)
        assert [each.id for each in await library.listed(tx)] == ["doc_a"]
    async with database.tenant(THERE) as tx:
        assert (await put(tx, "doc_a", HOSTING, content_hash="h")).created
    assert await found(database, "environmental") == []


async def test_the_newest_document_is_listed_first(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await put(tx, "doc_a")
        await put(tx, "doc_b", now=NOW + MINUTE)
        await put(tx, "doc_c", now=NOW + MINUTE)
        assert [each.id for each in await library.listed(tx)] == ["doc_b", "doc_c", "doc_a"]
        assert [each.id for each in await library.listed(tx, limit=1)] == ["doc_b"]


async def test_a_hit_says_where_it_stands(database: Database) -> None:
    await stocked(database)
    async with database.tenant_read(HERE) as tx:
        [hit] = await library.search(tx, ["ISO 27001"], limit=5)
    assert (hit.document_id, hit.document, hit.kind, hit.text, hit.anchor, hit.page) == (
        "doc_a",
        "doc_a",
        "reference",
        CERTIFICATE,
        "page 2",
        2,
    )
    assert hit.rank > 0


async def test_case_accents_and_endings_do_not_count_and_the_word_itself_counts_most(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await put(tx, "doc_a", "Zertifizierungen der Gebäudereinigung", "Łódź i Århus", "STRASSE und Maße", "zertifiziert")
    assert await found(database, "gebaudereinigung") == ["Zertifizierungen der Gebäudereinigung"]
    assert await found(database, "ŁÓDŹ") == ["Łódź i Århus"]
    assert await found(database, "Straße") == ["STRASSE und Maße"]
    assert await found(database, "zertifiziert") == ["zertifiziert", "Zertifizierungen der Gebäudereinigung"]


async def test_a_short_word_and_a_number_are_found_whole_only(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await put(tx, "doc_a", "cater 27001 2,000,000", "catering 270012")
    assert await found(database, "cat") == []
    assert await found(database, "2700") == []
    assert await found(database, "27001") == ["cater 27001 2,000,000"]
    assert await found(database, "2.000.000") == ["cater 27001 2,000,000"]


async def test_the_parts_of_one_word_must_stand_together_and_those_of_several_need_not(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await put(tx, "doc_a", "ISO paper sizes, and in the end order number 27001", "we are ISO27001 certified", "DIN EN ISO/IEC 27001")
    assert await found(database, "ISO 27001") == ["we are ISO27001 certified", "DIN EN ISO/IEC 27001"]
    assert len(await found(database, "ISO", "27001")) == 3


async def test_a_chunk_with_more_of_the_words_or_rarer_ones_stands_first(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await put(tx, "doc_a", "cleaning of offices", "cleaning of hospitals", "cleaning of schools", "cleaning of schools and hospitals")
    assert (await found(database, "schools", "hospitals"))[0] == "cleaning of schools and hospitals"
    assert (await found(database, "cleaning", "offices"))[0] == "cleaning of offices"


async def test_equal_chunks_come_by_document_and_place_and_no_more_than_asked_for(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await put(tx, "doc_b", "waste one", "waste two")
        await put(tx, "doc_a", "waste six", "waste ten")
    assert await found(database, "waste") == ["waste six", "waste ten", "waste one", "waste two"]
    assert await found(database, "waste", limit=3) == ["waste six", "waste ten", "waste one"]
    assert await found(database, "waste", limit=0) == []


async def test_where_more_match_than_are_looked_at_the_nearest_are_still_among_them(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await put(tx, "doc_a", *(f"cleaning of building {number} in the town" for number in range(library.CANDIDATES + 50)))
        await put(tx, "doc_z", "cleaning of the planetarium")
    assert (await found(database, "cleaning", "planetarium"))[0] == "cleaning of the planetarium"


@pytest.mark.parametrize(
    "word",
    ["archive OR policy", "archive | policy", "NEAR(archive policy)", "archive NOT policy", "archive & !policy", "words:archive", "tenant_id:ten",
     "{words} : archive", '"', '""', "*", "(", ")", "'; DROP TABLE library_chunks; --", "%", "_", ":", "^", "+", "-", "<->", "!", "\\", "&", "|",
     "\x00", "\ud800", "", "   ", "🗑"],
)  # fmt: skip
async def test_an_operator_in_a_word_finds_no_more_than_the_words_themselves(database: Database, word: str) -> None:
    await stocked(database)
    assert await found(database, word) == []
    assert await found(database, word, "policy") == [POLICY]


@pytest.mark.parametrize(
    "word", ["policy*", "polic*", "^policy", "-policy", "!policy", "(policy", "'policy'", '"policy', ":policy", "\x00policy", "policy:*"]
)
async def test_signs_around_a_word_are_left_out(database: Database, word: str) -> None:
    await stocked(database)
    assert await found(database, word) == [POLICY]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text(max_size=40), max_size=40))
def test_a_search_for_anything_gives_hits_and_no_error(words: list[str], searched: "Searching") -> None:
    assert set(searched(words)) <= {HOSTING, CERTIFICATE, POLICY}


class Searching:
    """Searches from outside an event loop, for Hypothesis."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __call__(self, words: list[str]) -> list[str]:
        async def ask() -> list[str]:
            opened = Database.open(self._url)
            try:
                return await found(opened, *words)
            finally:
                await opened.close()

        return asyncio.run(ask())


@pytest.fixture
async def searched(database: Database, database_addresses: Addresses) -> Searching:
    await stocked(database)
    return Searching(database_addresses.app)


async def test_nothing_of_another_workspace_is_found(database: Database) -> None:
    await workspaces(database, "ten_here_too")
    await stocked(database)
    async with database.tenant("ten_here_too") as tx:
        await put(tx, "doc_a", "archive of the third")
    assert await found(database, "archive", tenant=THERE) == []
    assert await found(database, "archive") == [HOSTING]
    assert await found(database, "archive", tenant="ten_here_too") == ["archive of the third"]
    async with database.tenant(THERE) as tx:
        assert not await library.remove(tx, "doc_a")
        with pytest.raises(NotFound):
            await library.replace(tx, "doc_a", chunks=[], **replacement("x"))
    assert await found(database, "archive") == [HOSTING]


def replacement(name: str, **changed: Any) -> dict[str, Any]:
    values = document(name, **changed)
    del values["kind"]
    return values


async def test_replaced_content_is_found_and_the_old_is_not(database: Database) -> None:
    await stocked(database)
    async with database.tenant(HERE) as tx:
        await library.replace(tx, "doc_a", chunks=[chunk("Maintenance of lifts")], **replacement("newer", now=NOW + MINUTE))
        stored = await library.get(tx, "doc_a")
    assert (stored.name, stored.kind, stored.content_hash, stored.added_at) == ("newer", "reference", "hash of newer", NOW + MINUTE)
    assert await found(database, "archive", "ISO 27001") == []
    assert await found(database, "lifts") == ["Maintenance of lifts"]


async def test_a_document_is_not_replaced_by_what_another_one_says(database: Database) -> None:
    await stocked(database)
    async with database.tenant(HERE) as tx:
        with pytest.raises(Conflict):
            await library.replace(tx, "doc_a", chunks=[], **replacement("doc_b"))
        await library.replace(tx, "doc_a", chunks=[chunk(HOSTING)], **replacement("doc_a"))
    assert await found(database, "archive") == [HOSTING]


async def test_of_two_replacements_at_once_one_stands_whole(database: Database) -> None:
    await stocked(database)

    async def one(name: str) -> None:
        async with database.tenant(HERE) as tx:
            chunks = [chunk(f"{name} piece {number}") for number in range(5)]
            await library.replace(tx, "doc_a", chunks=chunks, **replacement(name))

    await asyncio.gather(one("windows"), one("gardens"))
    pieces = await found(database, "piece")
    assert len(pieces) == 5
    assert len({piece.split()[0] for piece in pieces}) == 1


async def test_a_removed_document_leaves_nothing_to_be_found(database: Database) -> None:
    await stocked(database)
    async with database.tenant(HERE) as tx:
        assert await library.remove(tx, "doc_a")
        assert not await library.remove(tx, "doc_a")
        assert await tx.all(tx.select(library_chunks).where(library_chunks.c.document_id == "doc_a")) == []
    assert await found(database, "archive", "ISO 27001") == []
    assert await found(database, "environmental") == [POLICY]


async def test_what_is_rolled_back_is_not_found(database: Database) -> None:
    async def broken_off() -> None:
        async with database.tenant(HERE) as tx:
            await put(tx, "doc_a", HOSTING)
            await library.get(tx, "doc_b")

    with pytest.raises(NotFound):
        await broken_off()
    assert await found(database, "archive") == []


async def test_text_that_no_database_holds_is_refused(database: Database) -> None:
    with pytest.raises(BadValue):
        async with database.tenant(HERE) as tx:
            await put(tx, "doc_a", "nul \x00 in it")


async def test_a_document_of_a_thousand_chunks_is_stored_and_searched(database: Database) -> None:
    async with database.tenant(HERE) as tx:
        await put(tx, "doc_a", *(f"paragraph {number} about topic{number % 7}" for number in range(1000)))
    assert await found(database, "777") == ["paragraph 777 about topic0"]


async def test_the_index_on_sqlite_is_sound_after_all_kinds_of_changes(database: Database, database_addresses: Addresses) -> None:
    await stocked(database)
    async with database.tenant(HERE) as tx:
        await library.replace(tx, "doc_a", chunks=[chunk("Maintenance of lifts")], **replacement("newer"))
        await tx.run(tx.update(library_chunks).values(words="lifts only"))
        await library.remove(tx, "doc_b")
    assert await found(database, "archive") == []
    if database.dialect == "sqlite":
        engine = create_async_engine(database_addresses.owner)
        async with engine.begin() as connection:
            # Raises where the index and the chunks differ.
            await connection.execute(text("INSERT INTO library_index(library_index, rank) VALUES ('integrity-check', 1)"))
            await connection.execute(text("SELECT count(*) FROM library_index"))
        await engine.dispose()
