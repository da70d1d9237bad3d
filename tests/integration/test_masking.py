"""Personal data planted in a notice, its files' names and the profile reaches no model, no log line, no trace and no log of answers."""

import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import logs
from storage import eval_log, members, steps, tenants
from storage.tables.spend import llm_calls
from tests.builders import profile
from tests.integration.road import NORTH, Road, open_road, words_of
from tests.integration.spans import everything_of, traced
from tests.integration.test_ways_in import filled_in
from tests.jobs.chain.pii.numbers import CARDS, IBANS, NATIONAL, VAT
from tests.jobs.documents.made_pdfs import paragraph_page, pdf
from tests.standins.messages_api import Body, MessagesStandIn, Reply, passages, plausible
from tests.storage_fixtures import Addresses

pytestmark = [pytest.mark.integration, pytest.mark.timeout(90)]
KNOWN = "Ottokar Brunnwald"
"""Of a person of the workspace; nothing in the notice marks it as a name."""
PLANTED = {
    "e-mail": "adalind.quorrex@town.example",
    "phone": "+44 20 7946 0958",
    "iban": IBANS["DE"],
    "card": CARDS["Visa"],
    "vat": VAT["AT"],
    "national number": NATIONAL["Steuer-ID"],
    "name in a contact block": "Adalind Quorrex",
    "name of the workspace": KNOWN,
    "e-mail in the profile": "olga.fenn@bidder.example",
}
FILE = f"Notice_{KNOWN.replace(' ', '_')}.pdf"
INVENTED, FORGED = "jo.doe@elsewhere.example", "⟦EMAIL-0123456789⟧"
NOTICE = (
    "Maintenance of twelve lifts",
    "Contracting authority: Town of Varnholt",
    "Country: Germany",
    "Deadline for offers: 12 January 2029, 12:00",
    "Estimated value: 240,000 EUR excluding VAT",
    "CPV: 50750000",
    f"Contact: Ms {PLANTED['name in a contact block']}, tel. {PLANTED['phone']}, e-mail {PLANTED['e-mail']}",
    f"The site visit was agreed with {KNOWN} in spring.",
    f"The tenderer must send proof of insurance of 5 million EUR to {PLANTED['e-mail']}.",
    f"Bid bonds are paid to {PLANTED['iban']}, by card such as {PLANTED['card']} never.",
    f"Invoices name {PLANTED['vat']} and the manager's tax number {PLANTED['national number']}.",
)


def parroting(body: Body) -> Body:
    """Repeats in every claim a line with a token, a forged token, and an address the notice does not hold."""
    known = [(source, line) for source, text in passages(body) for line in text.splitlines() if "proof of insurance" in line]
    source, line = known[0] if known else ("p1", "")
    claim = {"text": f"{line} Else ask {FORGED} or {INVENTED}.", "passage": source, "quote": line}
    return _with(plausible(body), claim)


def _with(value: Any, claim: Body) -> Any:
    if isinstance(value, dict):
        return claim if value.keys() == claim.keys() else {key: _with(each, claim) for key, each in value.items()}
    return [_with(each, claim) for each in value] if isinstance(value, list) else value


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.configure("DEBUG", "json", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


async def prepared(road: Road) -> None:
    async with road.deps.db.tenant(road.tenants[NORTH]) as tx:
        await members.ensure(tx, "U7", now=road.deps.now(), name=KNOWN)
        ours = profile(references=(f"Lifts of a hospital, ask {PLANTED['e-mail in the profile']}",), capabilities=("maintenance of lifts",))
        await tenants.set_profile(tx, ours.model_dump(mode="json"), by="U7", now=road.deps.now())


async def kept(road: Road) -> str:
    """What is stored of the judgement: outcome, steps, log of answers, books of calls."""
    found: list[Any] = []
    for run in await road.runs():
        async with road.deps.db.tenant_read(road.tenants[NORTH]) as tx:
            found += [run.outcome, run.error, await steps.done(tx, run.id)]
            found += [entry.body for entry in await eval_log.entries(tx, run_id=run.id)]
            found += [dict(row._mapping) for row in await tx.all(tx.select(llm_calls))]
    return json.dumps(found, ensure_ascii=False, default=str)


def leaks(text: str) -> list[str]:
    """Which of the planted there are, by name, also without their blanks."""
    dense = re.sub(r"[\s_]", "", text).lower()
    return [name for name, value in PLANTED.items() if re.sub(r"\s", "", value).lower() in dense]


async def looked_at(road: Road, api: MessagesStandIn, lines: io.StringIO, spans: str) -> str:
    """Nothing planted is anywhere that it should not be; all that the thread says."""
    await road.all_done()
    (run,) = await road.runs()
    assert run.state != "failed"
    journal = json.dumps(api.journal, ensure_ascii=False)
    assert [kind for kind in ("EMAIL", "PHONE", "IBAN", "CARD", "VAT", "ID", "NAME") if f"⟦{kind}-" not in journal] == []
    stored = await kept(road)
    assert "⟦" in stored
    where = {"journal": journal, "stored": stored, "log": lines.getvalue(), "spans": spans}
    assert {place: leaks(text) for place, text in where.items()} == {place: [] for place in where}
    assert "model_call_completed" in lines.getvalue()
    said = "\n".join(words_of(message) for message in road.shown())
    assert "Judged by a language model" in said
    assert "⟦" not in said
    assert INVENTED not in said
    # What the notice says of people is not repeated; a name that only the workspace knows may stand where it was written.
    assert "to (contact in the notice). Else ask ‹removed› or ‹" in said
    assert set(leaks(said)) <= {"name of the workspace"}
    return said


def named(api: MessagesStandIn, **more: str) -> dict[str, str]:
    return {"ANTHROPIC_API_KEY": "sk-test", "ANTHROPIC_BASE_URL": api.url, **more}


async def test_nothing_planted_in_a_pasted_notice_leaves(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path, lines: io.StringIO
) -> None:
    with traced() as spans:
        async with (
            MessagesStandIn(default=Reply(answer=parroting)) as api,
            open_road(database_addresses, redis_url, tmp_path, **named(api)) as road,
        ):
            await prepared(road)
            road.start_worker()
            await road.analyze("\n".join(NOTICE))
            await road.all_done()
            await looked_at(road, api, lines, everything_of(spans))
        assert {"run", "chain", "slack_request"} <= {span.name for span in spans}


async def test_nothing_planted_in_a_file_or_its_name_leaves(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path, lines: io.StringIO
) -> None:
    with traced() as spans:
        async with (
            MessagesStandIn(default=Reply(answer=parroting)) as api,
            open_road(database_addresses, redis_url, tmp_path, **named(api)) as road,
        ):
            await prepared(road)
            road.start_worker()
            submitted = await filled_in(road, {FILE: pdf(paragraph_page(*NOTICE))})
            assert submitted.ok, submitted.text
            await road.all_done()
            await looked_at(road, api, lines, everything_of(spans))


async def test_a_deployment_may_let_the_models_read_the_contact_that_a_notice_publishes_and_no_name(
    database_addresses: Addresses, redis_url: str | None, tmp_path: Path
) -> None:
    async with (
        MessagesStandIn() as api,
        open_road(database_addresses, redis_url, tmp_path, **named(api, KEEP_BUYER_CONTACTS="true")) as road,
    ):
        await prepared(road)
        road.start_worker()
        await road.analyze("\n".join(NOTICE))
        await road.all_done()
    assert leaks(json.dumps(api.journal, ensure_ascii=False)) == ["e-mail", "phone"]
