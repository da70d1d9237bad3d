"""Drafts over real HTTP: one call warms the vendor's cache, the others read it, and nothing invented reaches the text."""

import asyncio
import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from jobs.chain.drafting.agent import ModelDrafter
from jobs.chain.drafting.draft import CONFIRM, SECTIONS, Brief, Draft
from jobs.chain.drafting.write import write_draft
from jobs.llm import client
from tests import builders
from tests.bot.verbs.conftest import Bidwright, Ended, bidwright  # noqa: F401 (a fixture)
from tests.jobs.chain.drafting.briefs import HOSTING, REFERENCE, Steps, brief, number_of, prompt, said, tender
from tests.standins.messages_api import BAD_KEY, REFUSED, MessagesStandIn, Reply, passages

pytestmark = pytest.mark.integration
FILLER = "The reading room is open to visitors from Monday to Friday and keeps its own records of what they borrow. "
INVENTED = ("777,000", "ninety", "Hexalith", "market leader", "27017")


def long() -> Brief:
    passages = (*builders.tender().passages, *(builders.passage(f"p{number}", FILLER * 4) for number in range(4, 16)))
    return brief(tender=tender(passages=passages))


def inventive(body: dict[str, Any]) -> dict[str, Any]:
    """True sentences among invented ones."""
    head = body["messages"][-1]["content"][0]["text"]
    ours = (number_of(head, REFERENCE), REFERENCE)
    told = (
        said("The archive asks for hosting and a help desk. The archive pays EUR 777,000.", ("p2", HOSTING)),
        said("We hosted and maintained the software of a city archive.", ours),
        said("We are the market leader and host for ninety archives.", ours),
        said("We hold an ISO 27017 certificate.", ours),
        said("We will set up a help desk.", ("p2", HOSTING)),
        said("We will do it with Hexalith Cloud.", ("p2", HOSTING)),
    )
    return {"paragraphs": list(told)}


async def write(api: MessagesStandIn, given: Brief) -> Draft:
    model = client.connect("sk-test", api.url)
    try:
        drafter = ModelDrafter(model=model, prompt=prompt(), delimiter=map(str, itertools.count(71_001)).__next__)
        return await write_draft(given, drafter, done={}, on_step=Steps().keep)
    finally:
        await model.aclose()


async def test_the_first_call_warms_the_cache_and_the_others_share_its_head() -> None:
    async with MessagesStandIn() as api:
        api.answer(Reply(answer=inventive, delay=0.05), step="draft", always=True)
        await write(api, long())
    assert [each.step for each in api.served] == ["draft"] * 7
    heads = {json.dumps([body["system"], body["messages"][-1]["content"][0], body["output_config"]]) for body in api.journal}
    assert len(heads) == 1
    assert api.journal[0]["messages"][-1]["content"][0]["cache_control"] == {"type": "ephemeral"}
    assert "“summary”" in api.journal[0]["messages"][-1]["content"][1]["text"]
    first, *others = api.served
    assert all(each.arrived >= first.arrived + first.latency for each in others)
    assert first.usage is not None
    assert first.usage["cache_creation_input_tokens"] > 1024
    assert all(each.usage and each.usage["cache_read_input_tokens"] == first.usage["cache_creation_input_tokens"] for each in others)


async def test_nothing_invented_reaches_the_text_and_what_stands_does() -> None:
    async with MessagesStandIn() as api:
        api.answer(Reply(answer=inventive), step="draft", always=True)
        draft = await write(api, long())
    body = draft.model_dump_json()
    assert [word for word in INVENTED if word in body] == []
    approach = draft.section("approach")
    assert [each.text for each in approach.paragraphs] == [
        "The archive asks for hosting and a help desk.",
        "We hosted and maintained the software of a city archive.",
        f"We will set up a help desk. {CONFIRM}",
    ]
    assert (approach.made_by, approach.left_out) == ("model", 4)


def copied(body: dict[str, Any]) -> dict[str, Any]:
    """The first sentence of the longest passage, word for word."""
    passage, text = max(passages(body), key=lambda each: len(each[1]))
    sentence = text.split(". ")[0]
    return {"paragraphs": [said(f"{sentence}.", (passage, sentence))]}


def document(ended: Ended, folder: Path) -> Draft:
    assert ended.code == 0, ended.err
    return Draft.model_validate_json((folder / "draft.json").read_text(encoding="utf-8"))


async def run(bidwright: Bidwright, api: MessagesStandIn, monkeypatch: pytest.MonkeyPatch, *more: str) -> Ended:  # noqa: F811
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-test")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", api.url)
    return await asyncio.to_thread(bidwright, "analyze", "city-network", "--depth", "draft", *more)


async def test_the_terminal_writes_a_draft_with_a_model_and_says_who_wrote_what(
    bidwright: Bidwright,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    async with MessagesStandIn() as api:
        api.answer(Reply(answer=copied), step="draft", always=True)
        ended = await run(bidwright, api, monkeypatch, "--out", str(tmp_path))
    draft = document(ended, tmp_path)
    assert [each.code for each in draft.sections] == list(SECTIONS)
    assert draft.made_by == "anthropic"
    assert draft.prompts == (prompt().label,)
    assert sum(each.step == "draft" for each in api.served) == 7
    assert "checked by code" in (tmp_path / "draft.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("fault", [BAD_KEY, REFUSED], ids=["key refused", "refusal"])
async def test_a_model_that_fails_in_the_draft_leaves_a_filled_template_that_says_so(
    fault: Reply,
    bidwright: Bidwright,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    async with MessagesStandIn() as api:
        api.answer(fault, step="draft", always=True)
        ended = await run(bidwright, api, monkeypatch, "--out", str(tmp_path))
    draft = document(ended, tmp_path)
    assert draft.made_by == "rules"
    assert "could not answer" in draft.note
    assert "filled template" in ended.err


async def test_a_model_that_cannot_judge_is_not_asked_to_write(
    bidwright: Bidwright,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    async with MessagesStandIn(default=BAD_KEY) as api:
        ended = await run(bidwright, api, monkeypatch, "--out", str(tmp_path))
    draft = document(ended, tmp_path)
    assert not any(each.step == "draft" for each in api.served)
    assert "could not answer" in draft.note


async def test_no_address_or_number_of_a_person_leaves_the_terminal_and_the_draft_has_them(
    bidwright: Bidwright,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    notice = tmp_path / "notice.txt"
    address = "desk@varnholt.example"
    text = f"Invitation to tender: maintenance of twelve lifts in the schools of Varnholt. Questions must be sent to {address} in writing."
    notice.write_text(f"{text}\nTenders by 12 January 2028, 12:00.\n", encoding="utf-8")
    async with MessagesStandIn() as api:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-test")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", api.url)
        ended = await asyncio.to_thread(bidwright, "analyze", str(notice), "--depth", "draft", "--out", str(tmp_path))
    assert api.journal
    assert address not in json.dumps(api.journal, ensure_ascii=False)
    document(ended, tmp_path)
    assert address in (tmp_path / "draft.json").read_text(encoding="utf-8")
