"""A draft is written section by section, each once, and says of each who wrote it."""

import asyncio

import pytest

from jobs.chain.drafting.agent import ModelDrafter
from jobs.chain.drafting.draft import CONFIRM, SECTIONS, Draft, Section
from jobs.chain.drafting.template import FALLBACK_NOTE, TEMPLATE_NOTE, TemplateDrafter
from jobs.chain.drafting.write import Drafter, write_draft
from jobs.chain.errors import AnalystError, BadOutput, KeyRefused, SpendLimit, Transient
from jobs.chain.model import Model, ModelReply, ModelRequest, Usage
from tests import builders
from tests.jobs.chain.doubles import ScriptedModel
from tests.jobs.chain.drafting.briefs import HOSTING, REFERENCE, Steps, brief, ours, prompt, reply, said, tender

GOOD = reply(said("The archive asks for hosting.", ("p2", HOSTING)))


def drafter(model: Model) -> ModelDrafter:
    return ModelDrafter(model=model, prompt=prompt(), delimiter=lambda: "d1e2")


async def write(by: Drafter, steps: Steps | None = None, at_once: int = 4) -> Draft:
    kept = steps or Steps()
    return await write_draft(brief(), by, done=dict(kept.done), on_step=kept.keep, at_once=at_once)


class Gate:
    """A model that answers when it is let, and knows how many calls are under way."""

    def __init__(self, fails: dict[str, AnalystError] | None = None) -> None:
        self.asked: list[str] = []
        self.open, self.arrived = asyncio.Event(), asyncio.Event()
        self.now = self.most = 0
        self.fails = fails or {}

    async def complete(self, request: ModelRequest) -> ModelReply:
        self.asked.append(request.step)
        self.arrived.set()
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await self.open.wait()
            await asyncio.sleep(0)
        finally:
            self.now -= 1
        if request.step in self.fails:
            raise self.fails[request.step]
        return ModelReply(text=GOOD, stop_reason="end_turn", usage=Usage(), model="gate")


def opened(fails: dict[str, AnalystError]) -> Gate:
    gate = Gate(fails)
    gate.open.set()
    return gate


async def test_the_first_section_is_written_alone_and_the_rest_together_within_the_bound() -> None:
    gate = Gate()
    writing = asyncio.create_task(write(drafter(gate), at_once=3))
    await gate.arrived.wait()
    for _ in range(20):
        await asyncio.sleep(0)
    assert gate.asked == ["draft:summary"]
    gate.open.set()
    await writing
    assert gate.most == 3
    assert sorted(gate.asked) == sorted(f"draft:{code}" for code in SECTIONS if code != "compliance")


async def test_every_call_has_the_same_head_and_form_and_its_order_last() -> None:
    model = ScriptedModel(GOOD)
    await write(drafter(model))
    assert len({(each.system, each.prefix, str(each.reply_schema)) for each in model.requests}) == 1
    assert len({each.user for each in model.requests}) == len({each.cache_key for each in model.requests}) == 7
    assert all("d1e2" not in each.user for each in model.requests)
    assert all(text in model.requests[0].prefix for text in (HOSTING, REFERENCE, "extended once"))
    assert "80" not in model.requests[0].prefix


async def test_the_key_of_the_exact_cache_does_not_depend_on_the_drawn_word() -> None:
    one, two = ScriptedModel(GOOD), ScriptedModel(GOOD)
    await write(ModelDrafter(model=one, prompt=prompt(), delimiter=lambda: "aaaa1111"))
    await write(ModelDrafter(model=two, prompt=prompt(), delimiter=lambda: "bbbb2222"))
    assert {each.cache_key for each in one.requests} == {each.cache_key for each in two.requests}
    assert one.requests[0].prefix != two.requests[0].prefix


async def test_a_retry_writes_only_the_sections_that_are_not_stored() -> None:
    steps = Steps()
    with pytest.raises(Transient):
        await write(drafter(opened({"draft:risks": Transient("Later.")})), steps)
    assert set(steps.done) == {f"draft:{code}" for code in SECTIONS if code != "risks"}
    again = opened({})
    draft = await write(drafter(again), steps)
    assert again.asked == ["draft:risks"]
    assert [each.code for each in draft.sections] == list(SECTIONS)


async def test_a_step_stored_by_an_older_version_is_written_again() -> None:
    steps = Steps()
    steps.done["draft:summary"] = {"title": "of another time"}
    model = ScriptedModel(GOOD)
    await write(drafter(model), steps)
    assert model.requests[0].step == "draft:summary"


async def test_a_model_that_does_not_answer_the_first_call_is_asked_no_other() -> None:
    gate = opened({"draft:summary": KeyRefused("The key is wrong.")})
    with pytest.raises(KeyRefused):
        await write(drafter(gate))
    assert gate.asked == ["draft:summary"]


async def test_one_section_of_bad_form_does_not_keep_the_others_from_being_written() -> None:
    steps = Steps()
    with pytest.raises(BadOutput):
        await write(drafter(opened({"draft:summary": BadOutput("No form.")})), steps)
    assert set(steps.done) == {f"draft:{code}" for code in SECTIONS if code != "summary"}


async def test_what_waiting_can_mend_is_waited_for_and_money_ends_it() -> None:
    bad, later, broke = BadOutput("No form."), Transient("Later."), SpendLimit("No money.")
    with pytest.raises(Transient):
        await write(drafter(opened({"draft:team": bad, "draft:risks": later})))
    with pytest.raises(SpendLimit):
        await write(drafter(opened({"draft:team": later, "draft:risks": broke})))


async def test_the_template_takes_what_the_model_left_and_the_draft_says_which() -> None:
    steps = Steps()
    with pytest.raises(Transient):
        await write(drafter(opened({"draft:risks": Transient("Later.")})), steps)
    draft = await write(TemplateDrafter(note=FALLBACK_NOTE), steps)
    assert draft.section("risks").made_by == "template"
    assert draft.section("approach").made_by == "model"
    assert draft.made_by == "anthropic"
    assert "Filled template, without a language model: Risks." in draft.note


async def test_an_error_of_whoever_stores_ends_the_draft_and_leaves_no_call_behind() -> None:
    gate = opened({})
    calls = 0

    async def lost(step: str, body: dict[str, object]) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise ConnectionError("the lease is lost")

    with pytest.raises(ConnectionError):
        await write_draft(brief(), drafter(gate), done={}, on_step=lost)
    assert gate.now == 0


async def test_a_reply_of_another_form_is_asked_for_once_more_and_then_given_up() -> None:
    model = ScriptedModel("I would rather not.")
    with pytest.raises(BadOutput):
        await write(drafter(model))
    first = [each for each in model.requests if each.step == "draft:summary"]
    assert len(first) == 2
    assert "could not be used" in first[1].user
    assert first[1].prefix == first[0].prefix


async def test_invented_claims_are_nowhere_in_the_draft_and_are_counted() -> None:
    false = said("We have run forty archives for ninety customers.", ("p2", "forty terabytes"))
    draft = await write(drafter(ScriptedModel(reply(false, said("The archive pays EUR 777,000.", ("p2", HOSTING))))))
    body = draft.model_dump_json()
    assert "ninety" not in body
    assert "777" not in body
    assert all(each.made_by == "template" for each in draft.sections if each.code != "compliance")
    assert any("left out" in each for each in draft.missing)


async def test_a_true_claim_about_us_reaches_the_text_with_its_place() -> None:
    draft = await write(drafter(ScriptedModel(ours("We hosted and maintained the software of a city archive."))))
    told = [each for each in draft.section("team").paragraphs if each.text.startswith("We hosted")]
    assert [each.anchor for each in told[0].evidence] == ["profile.references"]


async def test_deadline_sum_and_statuses_are_the_codes_whatever_the_model_says() -> None:
    draft = await write(drafter(ScriptedModel(reply(said("We comply with r2. Offers are due next year.", ("p2", HOSTING))))))
    assert any("2026-12-08T11:00:00+00:00" in each.text for each in draft.section("timeline").paragraphs)
    assert any("450,000.00 EUR" in each.text for each in draft.section("pricing").paragraphs)
    assert any(each.text == f"Our price: {CONFIRM}" for each in draft.section("pricing").paragraphs)
    assert [(row.code, row.status) for row in draft.section("compliance").rows] == [("r1", "held"), ("r2", "not_found")]


async def test_the_template_is_labelled_states_no_price_and_names_every_gap() -> None:
    draft = await write(TemplateDrafter())
    assert (draft.made_by, draft.note, draft.prompts) == ("rules", TEMPLATE_NOTE, ())
    assert [each.code for each in draft.sections] == list(SECTIONS)
    assert any(CONFIRM in each.text for each in draft.section("approach").paragraphs)
    assert any(each.startswith("r2 ") for each in draft.missing)
    assert draft == await write(TemplateDrafter())


async def test_without_a_profile_nothing_is_said_of_the_company() -> None:
    steps = Steps()
    given = brief(profile=None, coverage=())
    draft = await write_draft(given, TemplateDrafter(), done={}, on_step=steps.keep)
    assert any("No company profile" in each for each in draft.missing)
    assert not any(
        each.anchor.startswith("profile.") for section in draft.sections for claim in section.paragraphs for each in claim.evidence
    )


async def test_a_title_that_slack_would_act_on_does_not_reach_a_section() -> None:
    steps = Steps()
    given = brief(tender=tender(title="<!channel> Hosting <script>x</script>", evidence={}))
    draft = await write_draft(given, TemplateDrafter(), done={}, on_step=steps.keep)
    assert "<" not in draft.model_dump_json(include={"sections": True})


async def test_what_is_stored_is_what_is_read_again() -> None:
    steps = Steps()
    draft = await write(TemplateDrafter(), steps)
    assert tuple(Section.model_validate(steps.done[f"draft:{code}"]) for code in SECTIONS) == draft.sections


def test_a_requirement_in_a_passage_that_was_set_aside_is_not_in_the_brief() -> None:
    from jobs.chain.analysis import Finding, GuardReport

    finding = Finding(family="override", reason="It orders.", start=0, end=10, passage_id="p3")
    found = GuardReport(verdict="flag", score=0.9, findings=(finding,))
    asked = brief(found)
    assert asked.case.tender.requirements == ()
    assert [each.id for each in asked.case.tender.passages] == ["p1", "p2"]
    assert builders.tender().passages[2].id == "p3"
