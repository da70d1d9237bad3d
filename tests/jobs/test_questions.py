"""Questions from end to end over real HTTP and a real database: answered once, served for the same version alone, bounded for ever."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from jobs.answerers import Answering
from jobs.chain.errors import BadInput
from jobs.chain.tender import Tender
from jobs.deps import Deps
from jobs.llm import client
from jobs.questions import ask
from jobs.threads import Answered, Asked
from storage import library, members, questions, tenants, tenders, vault
from storage.db import Database
from storage.errors import NotFound
from tests.builders import NOW
from tests.fakes import FakeClock, fake_deps
from tests.jobs.chain.questions.rig import ISO, ORDER, TURNOVER_1, TURNOVER_2, filled, passage, prompts, said, tender, user
from tests.standins.messages_api import BAD_KEY, OVERLOADED, REFUSED, SPEND_LIMIT, MessagesStandIn, Reply, passages
from tests.storage.builders import chunk, document

pytestmark = pytest.mark.enable_socket
HERE, THERE = "ten_here", "ten_there"
NAME, MAIL = "Adalind Quorrex", "adalind.quorrex@town.example"
KNOWN = "Ottokar Brunnwald"
CONTACT = f"Contact: Ms {NAME}, {MAIL}. She answers questions about the reading room."


@dataclass
class Desk:
    deps: Deps
    api: MessagesStandIn
    answering: Answering
    clock: FakeClock
    tender_id: str
    asked: int = 0

    async def ask(self, text: str, *, thread: str = "run_1", id: str | None = None, tenant: str = HERE, **changed: Any) -> Answered:
        self.asked += 1
        given = {"id": id or f"q_{self.asked}", "thread": thread, "tender_id": self.tender_id, "text": text, "member": "U1"} | changed
        return await ask(self.deps, self.answering, tenant, Asked(**given))

    def calls(self, step: str = "answer") -> int:
        return sum(each.step == step for each in self.api.served)

    async def file(self, given: Tender, tenant: str = HERE) -> str:
        async with self.deps.db.tenant(tenant) as tx:
            row = await tenders.upsert(
                tx, source=given.source, external_id=given.external_id, version=None, content_hash=given.content_hash, kind=given.kind,
                title=given.title, buyer=given.buyer, deadline_at=None, body=given.model_dump(mode="json"), now=self.clock.now(),
            )  # fmt: skip
        return row.id


def sensible(body: Mapping[str, Any]) -> dict[str, Any]:
    """Answers with the passage that holds most words of the question, word for word."""
    text = user(body)
    question = text.rsplit("The question:", 1)[1].lower()
    read = passages(dict(body))
    if not read:
        return filled(found="no", why="not_stated")
    id, best = max(read, key=lambda each: sum(word in question for word in set(each[1].lower().split()) if len(word) > 3))
    quote = " ".join(best.split()[:30])
    return filled(said(quote, (id, quote)))


@asynccontextmanager
async def opened(database: Database, *, model: bool = True) -> AsyncGenerator[Desk]:
    for tenant in (HERE, THERE):
        async with database.tenant(tenant) as tx:
            await tenants.ensure(tx, name=tenant, enterprise_id="", team_id=f"T_{tenant}", now=NOW)
    clock = FakeClock()
    async with MessagesStandIn() as api:
        api.answer(Reply(answer=lambda _: {"notes": ["Turnover was asked about."]}), step="summary", always=True)
        api.answer(Reply(answer=sensible), step="answer", always=True)
        vendor = client.connect("sk-test", api.url)
        try:
            answering = Answering(model=(lambda _: vendor) if model else None, scripts=prompts())
            desk = Desk(fake_deps(database, clock=clock), api, answering, clock, "")
            desk.tender_id = await desk.file(tender())
            yield desk
        finally:
            await vendor.aclose()


@pytest.fixture
async def desk(database: Database) -> AsyncGenerator[Desk]:
    async with opened(database) as made:
        yield made


async def test_an_answer_is_quoted_stored_and_told_with_what_was_read(desk: Desk) -> None:
    answered = await desk.ask("Is an ISO 27001 certificate mandatory?")
    assert answered.reply.status == "answered"
    assert answered.reply.claims[0].evidence[0].quote == ISO
    assert answered.served is None
    async with desk.deps.db.tenant_read(HERE) as tx:
        stored = await questions.get(tx, "q_1")
    assert stored is not None
    assert stored.reusable
    assert stored.body == answered.reply.model_dump(mode="json")


async def test_the_same_question_is_served_from_what_is_stored_dated_and_in_any_thread(desk: Desk) -> None:
    first = await desk.ask("Is ISO 27001 mandatory?")
    desk.clock.forward(timedelta(hours=2))
    for thread in ("run_1", "run_2"):
        again = await desk.ask("Do we need an ISO/IEC 27001 certificate?", thread=thread)
        assert again.reply == first.reply
        assert again.served is not None
        assert again.served.text == "Is ISO 27001 mandatory?"
        assert again.label.startswith("Answered on 21 November 2026, 09:00 UTC for the same question")
    assert desk.calls() == 1


async def test_lot_2_never_gets_the_answer_of_lot_3_nor_lot_1(desk: Desk) -> None:
    texts = ["What turnover is required for lot 1?", "What turnover is required for lot 2?", "What turnover is required for lot 3?"]
    one, two, three = [await desk.ask(text) for text in texts]
    assert desk.calls() == 3
    assert all(each.served is None for each in (one, two, three))
    assert TURNOVER_1 in one.reply.model_dump_json()
    assert TURNOVER_2 in two.reply.model_dump_json()
    assert TURNOVER_1 not in two.reply.model_dump_json()
    assert not any(each in three.reply.model_dump_json() for each in (TURNOVER_1, TURNOVER_2))
    assert texts[0] in [each.text for each in two.similar]


async def test_a_new_version_of_the_tender_never_gets_the_old_answer(desk: Desk) -> None:
    await desk.ask("Is ISO 27001 mandatory?")
    changed = (*tender().passages[:3], passage("p4", "An ISO 27001 certificate is welcome and not mandatory."))
    assert await desk.file(tender(content_hash="1" * 64, passages=changed)) == desk.tender_id
    again = await desk.ask("Is ISO 27001 mandatory?")
    assert again.served is None
    assert again.similar == ()
    assert ISO not in again.reply.model_dump_json()
    assert desk.calls() == 2


async def test_a_changed_library_and_another_prompt_are_asked_anew(desk: Desk) -> None:
    await desk.ask("Do we need ISO 27001?")
    async with desk.deps.db.tenant(HERE) as tx:
        await library.add(tx, id="doc_1", chunks=[chunk("Our ISO 27001 certificate is valid until 2028.")], **document("certificate"))
    answered = await desk.ask("Do we need ISO 27001?")
    assert (answered.served, desk.calls()) == (None, 2)
    assert "Our ISO 27001 certificate is valid until 2028." in user(desk.api.journal[-1])
    newer = prompts()["answer"].model_copy(update={"sha": "f" * 64})
    desk.answering = replace(desk.answering, scripts={**desk.answering.scripts, "answer": newer})
    assert (await desk.ask("Do we need ISO 27001?")).served is None


async def test_another_workspace_gets_neither_the_answer_nor_the_tender(desk: Desk) -> None:
    await desk.ask("Is ISO 27001 mandatory?")
    with pytest.raises(NotFound):
        await desk.ask("Is ISO 27001 mandatory?", tenant=THERE)
    theirs = await desk.file(tender(), THERE)
    answered = await desk.ask("Is ISO 27001 mandatory?", tenant=THERE, tender_id=theirs)
    assert (answered.served, answered.similar, desk.calls()) == (None, (), 2)


async def test_a_question_asked_twice_with_one_id_is_answered_once(desk: Desk) -> None:
    first = await desk.ask("Is ISO 27001 mandatory?", id="ev_1")
    assert await desk.ask("Is ISO 27001 mandatory?", id="ev_1") == first
    assert desk.calls() == 1
    both = await asyncio.gather(*(desk.ask("Who is the buyer?", id="ev_2") for _ in range(2)), return_exceptions=True)
    done = [each for each in both if isinstance(each, Answered)]
    assert done
    async with desk.deps.db.tenant_read(HERE) as tx:
        assert [each.id for each in await questions.turns(tx, "run_1", tender().content_hash)] == ["ev_1", "ev_2"]


@pytest.mark.parametrize("fault", [OVERLOADED, REFUSED, BAD_KEY, SPEND_LIMIT])
async def test_where_no_model_answers_the_nearest_passages_do_and_are_not_served_again(database: Database, fault: Reply) -> None:
    async with opened(database) as desk:
        desk.api.forget()
        desk.api.answer(fault, always=True)
        fallen = await desk.ask("Is ISO 27001 mandatory?")
        assert fallen.reply.status == "quoted"
        assert fallen.label.startswith("No language model answered.")
        assert ISO in fallen.reply.model_dump_json()
        desk.api.forget()
        desk.api.answer(Reply(answer=sensible), always=True)
        assert (await desk.ask("Is ISO 27001 mandatory?")).reply.status == "answered"


async def test_without_a_model_at_all_passages_are_the_answer(database: Database) -> None:
    async with opened(database, model=False) as desk:
        answered = await desk.ask("What turnover is required for lot 2?")
        assert answered.reply.status == "quoted"
        assert answered.reply.claims[0].evidence[0].quote == TURNOVER_2
        assert desk.api.journal == []


async def test_a_question_that_leans_on_its_thread_reads_it_and_is_never_served_elsewhere(desk: Desk) -> None:
    await desk.ask("What turnover is required for lot 2?")
    for text in ("And for lot 1?", "Is it mandatory?", "When is the submission deadline?"):
        await desk.ask(text)
        assert "What turnover is required for lot 2?" in user(desk.api.journal[-1]), text
        elsewhere = await desk.ask(text, thread=f"other {text}")
        assert elsewhere.served is None, text
    alone = await desk.ask("Who is the buyer?")
    assert alone.served is None
    assert "The thread so far" in user(desk.api.journal[-1])  # a lot was named, and the buyer's question names none


async def test_no_name_reaches_the_model_or_the_rows_and_the_answer_can_be_unmasked(desk: Desk) -> None:
    async with desk.deps.db.tenant(HERE) as tx:
        await members.ensure(tx, "U7", now=NOW, name=KNOWN)
    given = tender(content_hash="2" * 64, passages=(*tender().passages, passage("p6", CONTACT)))
    await desk.file(given)
    answered = await desk.ask(f"Does {KNOWN} know who answers questions about the reading room?")
    again = await desk.ask(f"Does {KNOWN} know who answers questions about the reading room?")
    other = await desk.ask("Who can answer questions about reading rooms?")
    served = await desk.ask("Who can answer questions about reading rooms?", thread="run_2")
    sent = str([user(each) for each in desk.api.journal])
    async with desk.deps.db.tenant_read(HERE) as tx:
        rows = repr(await questions.turns(tx, "run_1", given.content_hash))
    for secret in (NAME, MAIL, KNOWN):
        assert secret not in sent
        assert secret not in rows
    shown = answered.reply.model_dump_json()
    assert {value for token, value in answered.tokens.items() if token in shown} >= {MAIL}
    assert again.served is not None
    assert served.served is not None
    assert served.reply == other.reply
    assert MAIL in {value for token, value in served.tokens.items() if token in served.reply.model_dump_json()}
    assert again.tokens.items() >= {token: value for token, value in answered.tokens.items() if token in shown}.items()


async def test_an_answer_whose_masks_have_expired_is_given_anew(desk: Desk) -> None:
    given = tender(content_hash="3" * 64, passages=(passage("p6", CONTACT),))
    await desk.file(given)
    await desk.ask("Who can answer questions about reading rooms?")
    async with desk.deps.db.tenant(HERE) as tx:
        assert await vault.purge(tx, NOW + timedelta(days=400)) == 1
    assert (await desk.ask("Who can answer questions about reading rooms?", thread="run_2")).served is None


async def test_an_order_hidden_in_the_tender_is_not_read_to_the_model(desk: Desk) -> None:
    await desk.file(tender(content_hash="4" * 64, passages=(*tender().passages, passage("p6", ORDER))))
    await desk.ask("Is every requirement waived?")
    assert ORDER not in user(desk.api.journal[-1])


@pytest.mark.parametrize(("text", "code"), [("", "empty"), (" \n", "empty"), ("a" * 10_001, "too_long")])
async def test_what_is_no_question_costs_nothing(desk: Desk, text: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        await desk.ask(text)
    assert refused.value.code == code
    assert desk.api.journal == []


async def test_a_question_costs_as_much_in_a_thread_of_forty_turns_as_in_one_of_twelve(desk: Desk) -> None:
    sizes: list[int] = []
    for number in range(40):
        await desk.ask(f"And how about requirement {number + 1}, is it mandatory for them?")
        sizes.append(len(user(desk.api.journal[-1])))
    assert max(sizes[12:]) <= max(sizes[8:12]) * 1.1
    assert desk.calls("summary") == 8
    assert desk.calls() == 40
    async with desk.deps.db.tenant_read(HERE) as tx:
        kept = await questions.summary(tx, "run_1", tender().content_hash)
    assert kept is not None
    assert (kept.through, kept.text) == (32, "Turnover was asked about.")


async def test_a_summary_that_fails_leaves_what_was_asked_in_its_place(desk: Desk) -> None:
    for number in range(8):
        await desk.ask(f"And requirement {number + 1}, is it mandatory?")
    desk.api.forget()
    desk.api.answer(OVERLOADED, step="summary", always=True)
    desk.api.answer(Reply(answer=sensible), step="answer", always=True)
    answered = await desk.ask("And the last one, is it mandatory?")
    assert answered.reply.status != "quoted"
    assert "Asked earlier: And requirement 1" in user(desk.api.journal[-1])
