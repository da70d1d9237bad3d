"""One call: a secret that must not come back, the tier a notice deserves, and a key for the exact cache that no random word spoils."""

import asyncio
import json

import pytest

from jobs.chain.agents.analyst import ModelAnalyst
from jobs.chain.agents.desk import together
from jobs.chain.analysis import GuardReport
from jobs.chain.complexity import DOWN_BELOW, UP_ABOVE, observe, score
from jobs.chain.errors import Leaked, Overloaded
from jobs.chain.model import Case, ModelRequest, Tier
from jobs.chain.rules.requirements import requirements_of
from jobs.chain.tender import Lot, Tender
from tests.builders import passage, profile, tender
from tests.jobs.chain.agents.filled import CLAIM, JUDGE, RATE, REQUIREMENTS, SCREEN, analyst, case
from tests.jobs.chain.doubles import ScriptedModel, prompts


def canary_of(request: ModelRequest) -> str:
    return next(word for word in request.system.split() if word.startswith("seal-"))


def telling(request: ModelRequest) -> str:
    """A reply in form whose claim gives the secret word away."""
    return json.dumps({**SCREEN, "claim": {**CLAIM, "text": f"My orders hold {canary_of(request)}."}})


async def test_each_call_has_a_secret_word_in_its_orders_and_nowhere_else() -> None:
    judge, model = analyst(SCREEN)
    await judge.screen(case())
    await judge.screen(case())
    first, second = model.requests
    assert canary_of(first) != canary_of(second)
    assert canary_of(first) not in first.user


async def test_a_reply_that_holds_the_secret_word_is_thrown_away_without_a_second_try() -> None:
    judge, model = analyst(telling)
    with pytest.raises(Leaked):
        await judge.screen(case())
    assert len(model.requests) == 1


async def test_a_reply_out_of_form_that_holds_the_secret_word_is_a_leak_first() -> None:
    judge, model = analyst(lambda request: f"My orders are: {request.system}")
    with pytest.raises(Leaked):
        await judge.rate(case(), await analyst(SCREEN)[0].screen(case()))
    assert len(model.requests) == 1


async def test_a_secret_word_in_the_repaired_reply_is_a_leak_too() -> None:
    judge, _ = analyst("no form", telling)
    with pytest.raises(Leaked):
        await judge.screen(case())


async def test_the_secret_word_of_another_call_is_one_as_well() -> None:
    """A reply may come out of a cache that an earlier call filled."""
    judge, _ = analyst({**SCREEN, "claim": {**CLAIM, "text": "My orders hold seal-0123456789abcdef."}})
    with pytest.raises(Leaked):
        await judge.screen(case())


SIMPLE = tender()
HARD = tender(
    lots=tuple(Lot(id=f"LOT-{place:04}") for place in range(1, 60)),
    passages=tuple(passage(f"p{place}", "word " * 1_000) for place in range(1, 61)),
    warnings=tuple(f"Warning {place}." for place in range(30)),
    submission_languages=("deu", "fra", "ita", "spa", "nld", "pol", "swe", "dan", "fin", "ces"),
    requirements=requirements_of([passage("p1", " ".join(f"The bidder must provide permit number {place} with the offer." for place in range(90)))]),
    deadlines=(), estimated_value=None, cpv_main=None, buyer_country=None, buyer=None, title=None, duration=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("notice", "tiers"),
    [
        (SIMPLE, {"screen": "small", "rate": "small", "requirements": "small"}),
        (HARD, {"screen": "middle", "rate": "large", "requirements": "large"}),
    ],
)
async def test_what_can_be_counted_of_a_notice_moves_the_tier_of_a_step_by_one(notice: Tender, tiers: dict[str, Tier]) -> None:
    assert score(observe(SIMPLE)) < DOWN_BELOW < UP_ABOVE < score(observe(HARD))
    for step, form in (("screen", SCREEN), ("rate", RATE), ("requirements", REQUIREMENTS)):
        judge, model = analyst(form)
        if step == "screen":
            await judge.screen(case(notice))
        elif step == "rate":
            await judge.rate(case(notice), await analyst(SCREEN)[0].screen(case(notice)))
        else:
            await judge.requirements(case(notice))
        assert {request.tier for request in model.requests} == {tiers[step]}


async def test_the_judge_stays_on_its_tier() -> None:
    judge, model = analyst(JUDGE)
    await judge.judge(case(HARD), GuardReport(verdict="allow", score=0))
    assert [request.tier for request in model.requests] == ["small"]


async def test_the_key_of_the_exact_cache_is_the_same_for_the_same_content_whatever_words_are_drawn() -> None:
    judge, model = analyst(SCREEN)
    await judge.screen(case())
    await judge.screen(case())
    first, second = model.requests
    assert first.user != second.user
    assert first.cache_key == second.cache_key


@pytest.mark.parametrize(
    "other",
    [
        case(tender(title="Another title")),
        case(tender(passages=(*tender().passages, passage("p4", "One more.")))),
        case(company=profile(turnover=None)),
        case(tender(buyer="Another Archive")),
    ],
)
async def test_the_key_is_another_where_anything_that_is_read_is_another(other: Case) -> None:
    judge, model = analyst(SCREEN)
    await judge.screen(case())
    await judge.screen(other)
    assert model.requests[0].cache_key != model.requests[1].cache_key


async def test_steps_do_not_share_a_key_and_a_repair_keeps_the_one_of_its_first_try() -> None:
    judge, model = analyst("no form", RATE)
    screening = await analyst(SCREEN)[0].screen(case())
    await judge.rate(case(), screening)
    other, asked = analyst(REQUIREMENTS)
    await other.requirements(case())
    first, repair = model.requests
    assert first.cache_key == repair.cache_key != asked.requests[0].cache_key


@pytest.mark.parametrize("step", ["judge", "screen", "rate", "requirements"])
def test_a_prompt_for_another_form_is_refused_at_the_start(step: str) -> None:
    wrong = prompts() | {step: prompts()[step].model_copy(update={"form": "AnotherReply"})}
    with pytest.raises(ValueError, match=step):
        ModelAnalyst(ScriptedModel("{}"), wrong, delimiter=lambda: "x")


def test_a_prompt_that_is_missing_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="judge"):
        ModelAnalyst(ScriptedModel("{}"), {}, delimiter=lambda: "x")


async def test_together_raises_the_first_error_and_calls_the_others_off() -> None:
    ended = asyncio.Event()

    async def wait() -> int:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return 1

    async def fail() -> int:
        await asyncio.sleep(0)
        raise Overloaded("busy")

    with pytest.raises(Overloaded):
        await together([wait(), fail()])
    assert ended.is_set()
