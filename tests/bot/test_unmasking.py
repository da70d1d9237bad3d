"""People see what stood there where no person is told of; a token nobody issued, or one that is too old, shows as removed."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from bot.cards import load_card
from bot.unmasking import unmasked
from jobs.chain.analysis import Claim
from jobs.chain.tender import Evidence
from storage import library, outbox, runs, tenants, tenders, vault
from storage.cipher import Cipher
from storage.db import Database
from storage.errors import CipherError
from tests.bot.blocks.cards import analysis
from tests.bot.poster_desk import RUN, TENANT, Desk, open_desk
from tests.builders import tender
from tests.fakes import fake_cipher

MAIL, NAME, BOX, TAX = "⟦EMAIL-3f9a2c10b4⟧", "⟦NAME-00a1b2c3d4⟧", "⟦EMAIL-77aa2c10b4⟧", "⟦VAT-11a1b2c3d4⟧"
TOKENS = {MAIL: "adalind.quorrex@town.example", NAME: "Adalind Quorrex", BOX: "tenders@town.example", TAX: "DE136695976"}
CONTACT = "(contact in the notice)"


class Piece(NamedTuple):
    text: str
    anchor: str
    page: int | None


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    async with open_desk(database) as opened:
        await opened.accept()
        yield opened


async def keep(desk: Desk, run_id: str = RUN, days: int = 30) -> None:
    body = json.dumps({"key": "00" * 32, "tokens": TOKENS}).encode()
    now = desk.clock.now()
    async with desk.db.tenant(TENANT) as tx:
        until = now + timedelta(days=days)
        await vault.put(tx, fake_cipher(), purpose="mask", plain=body, expires_at=until, now=now, id=f"mask:{run_id}")


async def shown(desk: Desk, text: str, cipher: Cipher | None = None) -> str:
    async with desk.db.tenant_read(TENANT) as tx:
        return (await unmasked(tx, cipher or fake_cipher(), RUN, {"news": [text]}))["news"][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Ask {NAME} at {MAIL}.", f"Ask {CONTACT}."),
        (f"Offers go to {BOX} of the firm {TAX}.", "Offers go to tenders@town.example of the firm DE136695976."),
        ("Ask ⟦EMAIL-3f9a2c10b5⟧.", "Ask ‹removed›."),
        ("Ask ⟦PHONE-3f9a2c10b4⟧.", "Ask ‹removed›."),
        ("Ask ⟦EMAIL-3f9a2", "Ask ‹removed›"),
        (f"See https://evil.example/?to={MAIL} now.", "See https://evil.example/?to=‹removed› now."),
        ("A set ⟦a, b⟧ and [EMAIL] stay.", "A set ⟦a, b⟧ and [EMAIL] stay."),
    ],
)
async def test_a_known_token_shows_as_what_it_stands_for_and_any_other_as_removed(desk: Desk, text: str, expected: str) -> None:
    await keep(desk)
    assert await shown(desk, text) == expected


@pytest.mark.parametrize("owner", ["profile", "library"])
async def test_people_of_the_companys_own_profile_and_library_are_named(desk: Desk, owner: str) -> None:
    await keep(desk)
    async with desk.db.tenant(TENANT) as tx:
        if owner == "profile":
            body = {"name": "Quarrow Works", "references": ["Roof of the mill, led by Adalind Quorrex"]}
            await tenants.set_profile(tx, body, by="U1", now=desk.clock.now())
        else:
            piece = Piece("The team is led by Adalind Quorrex.", "page 1", 1)
            about = {"name": "team.pdf", "content_hash": "c0ffee", "added_by": "U1", "id": "lib-1"}
            await library.add(tx, **about, kind="cv", pages=1, status="read", reason=None, chunks=[piece], now=desk.clock.now())
    assert await shown(desk, f"{NAME} ({MAIL})") == f"Adalind Quorrex ({CONTACT})"


async def test_tokens_of_another_run_do_not_resolve(desk: Desk) -> None:
    await keep(desk, run_id="another")
    assert await shown(desk, f"Ask {NAME}.") == "Ask ‹removed›."


async def test_a_token_shows_as_removed_once_its_time_in_the_vault_is_up(desk: Desk) -> None:
    await keep(desk, days=1)
    async with desk.db.tenant(TENANT) as tx:
        await vault.purge(tx, desk.clock.now() + timedelta(days=2))
    assert await shown(desk, f"Ask {NAME}.") == "Ask ‹removed›."


async def test_a_lost_key_of_the_vault_is_an_error_and_no_empty_answer(desk: Desk) -> None:
    await keep(desk)
    with pytest.raises(CipherError):
        await shown(desk, f"Ask {NAME}.", Cipher([("new", bytes(32))]))


async def test_without_a_token_the_vault_is_not_asked(desk: Desk) -> None:
    class Closed:
        def __getattr__(self, name: str) -> Any:
            raise AssertionError(f"{name} was asked")

    body = {"analysis": analysis().model_dump(mode="json"), "news": ["Changed."]}
    assert await unmasked(Closed(), fake_cipher(), RUN, body) == body  # type: ignore[arg-type]


async def test_a_card_points_to_the_notice_for_people_in_claims_quotes_and_news(desk: Desk) -> None:
    await desk.put()
    await keep(desk)
    answer = analysis()
    (first, *rest) = answer.reasons
    quoted = first.evidence[0].model_copy(update={"quote": f"Questions go to {MAIL}."})
    masked = answer.model_copy(update={"reasons": (Claim(text=f"{NAME} answers.", evidence=(quoted,)), *rest)})
    async with desk.db.tenant(TENANT) as tx:
        row = await outbox.get(tx, run_id=RUN, part="root")
        assert row is not None
        run = replace(await runs.get(tx, RUN), outcome={"analysis": masked.model_dump(mode="json"), "news": [f"Contact: {NAME}"]})
        card = await load_card(tx, row, run, allowance=None, now=desk.clock.now(), cipher=fake_cipher())
        closed = await load_card(tx, row, run, allowance=None, now=desk.clock.now())
    assert card.analysis is not None
    assert card.analysis.reasons[0].text == f"{CONTACT} answers."
    assert card.analysis.reasons[0].evidence[0].quote == f"Questions go to {CONTACT}."
    assert card.news == (f"Contact: {CONTACT}",)
    assert closed.news == ("Contact: ‹removed›",)


async def test_a_card_of_an_answer_shows_the_facts_without_the_people_of_the_notice(desk: Desk) -> None:
    quote = Evidence(anchor="line 1", quote="Offers go to Ms Adalind Quorrex by 3 June 2027, 12:00.")
    notice = tender(evidence={"deadlines": quote})
    stored: dict[str, Any] = {"source": "text", "external_id": "t1", "version": None, "content_hash": "h", "kind": "opportunity"}
    await desk.put("answer")
    async with desk.db.tenant(TENANT) as tx:
        row = await outbox.get(tx, run_id=RUN, part="answer")
        assert row is not None
        known = {"title": None, "buyer": None, "deadline_at": None, "body": notice.model_dump(mode="json"), "now": desk.clock.now()}
        await tenders.upsert(tx, **stored, **known)
        outcome = {"analysis": analysis().model_dump(mode="json"), "news": ["Now write to adalind.quorrex@town.example."]}
        run = replace(await runs.get(tx, RUN), outcome=outcome, tender_id=tenders.tender_id(TENANT, "text", "t1"))
        card = await load_card(tx, row, run, allowance=None, now=desk.clock.now(), cipher=fake_cipher())
    assert card.tender is not None
    assert card.tender.evidence["deadlines"].quote == "by 3 June 2027, 12:00."
    assert card.news == (f"Now write to {CONTACT}.",)
