"""How well the library is searched, on the database at hand: a small set of our own, the same numbers on SQLite and on Postgres."""

import pytest

from jobs.library.terms import terms_of
from storage import library
from storage.db import Database
from tests.jobs.library.shelf import ASKED, CHUNKS, PLAIN
from tests.storage.builders import HERE, chunk, document, workspaces


@pytest.fixture(autouse=True)
async def _stocked(database: Database) -> None:
    await workspaces(database)
    async with database.tenant(HERE) as tx:
        for name, text in CHUNKS.items():
            await library.add(tx, id=name, chunks=[chunk(text)], **document(name, kind="other"))


async def nearest(database: Database, words: tuple[str, ...]) -> list[str]:
    async with database.tenant_read(HERE) as tx:
        return [hit.document for hit in await library.search(tx, words, limit=3)]


async def test_what_a_tender_asks_for_finds_the_right_chunk(database: Database) -> None:
    found = {asked: await nearest(database, terms_of(asked)) for asked, _ in ASKED}
    missed = [asked for asked, right in ASKED if right not in found[asked]]
    behind = [asked for asked, right in ASKED if right != found[asked][0]]
    assert missed == []
    assert behind == []


@pytest.mark.parametrize(("words", "first"), PLAIN)
async def test_plain_words_put_the_same_chunk_first_on_both_databases(database: Database, words: tuple[str, ...], first: str) -> None:
    assert (await nearest(database, words))[0] == first
