"""The judge of answers: labels of pairs, order and length taken out, over the real client where a model judges."""

from pathlib import Path

import pytest

from jobs.chain.errors import BadInput
from jobs.evals.pair_figures import judge_pairs, pair_figures
from jobs.evals.pairs import Choice, ModelJudge, Pair, Rules, load_pairs
from jobs.llm.client import connect
from tests.standins.messages.judging import Body
from tests.standins.messages_api import MessagesStandIn, Reply

PAIRS = load_pairs()
DECIDED = [pair for pair in PAIRS if pair.better != "tie"]


class First:
    """Goes by the place alone."""

    async def prefer(self, pair: Pair, first: str, second: str) -> Choice:
        return "first"


class Longer:
    """Goes by length alone."""

    async def prefer(self, pair: Pair, first: str, second: str) -> Choice:
        return "first" if len(first) > len(second) else "second"


class Knows:
    """Says what the labels say."""

    async def prefer(self, pair: Pair, first: str, second: str) -> Choice:
        if pair.better == "tie":
            return "tie"
        return "first" if (pair.a if pair.better == "a" else pair.b) == first else "second"


def test_the_shipped_pairs_favour_neither_place_nor_length() -> None:
    found = pair_figures([])
    assert found.all.of == 0
    letters = [pair.better for pair in DECIDED]
    assert abs(letters.count("a") - letters.count("b")) <= 2
    assert 3 <= len(PAIRS) - len(DECIDED) <= 6
    assert all(pair.notice and pair.a != pair.b for pair in PAIRS)


async def test_a_judge_that_is_right_agrees_in_full() -> None:
    found = pair_figures(await judge_pairs(Knows(), PAIRS))
    assert (found.all.same, found.all.kappa, found.turned.hits) == (len(PAIRS), 1.0, 0)
    assert (found.first_place.hits * 2, found.better_is_longer.of) == (found.first_place.of, found.better_is_shorter.of)
    assert found.like_length.of == 12


async def test_a_judge_that_goes_by_place_decides_nothing_and_is_found_out() -> None:
    found = pair_figures(await judge_pairs(First(), PAIRS))
    assert found.turned.hits == len(PAIRS)
    assert found.first_place.hits == found.first_place.of
    assert found.all.same == len(PAIRS) - len(DECIDED)  # everything is a tie


async def test_a_judge_that_goes_by_length_does_well_where_longer_is_better_and_badly_where_shorter_is() -> None:
    found = pair_figures(await judge_pairs(Longer(), PAIRS))
    assert found.better_is_longer.hits == found.better_is_longer.of > 3
    assert found.better_is_shorter.hits == 0
    assert found.all.kappa is not None
    assert found.all.kappa < 0.3


async def test_the_rules_never_call_an_invented_figure_better() -> None:
    judged = {each.pair.id: each.label for each in await judge_pairs(Rules(), PAIRS)}
    assert [judged[id] for id in ("deadline-zone", "value-invented", "invented-detail")] == ["a", "b", "a"]
    wrong = [pair.id for pair in DECIDED if judged[pair.id] not in ("tie", pair.better)]
    assert wrong == []


def careful(body: Body) -> Body:
    """Prefers whichever answer does not speak of 17:00, and the first where neither does."""
    text = str(body["messages"][-1]["content"])
    second = text.index("The second answer:")
    return {"better": "second" if "17:00" in text[:second] else "first", "why": "An hour is made up."}


async def test_a_model_is_asked_in_both_orders_with_delimiters_and_a_useless_reply_agrees_with_nothing() -> None:
    pairs = [pair for pair in PAIRS if pair.id in ("deadline-zone", "value-invented")]
    words = iter(f"word{number}" for number in range(10))
    async with MessagesStandIn(default=Reply(answer=careful)) as api:
        client = connect("sk-test", api.url, models={"small": "m", "middle": "m", "large": "m"}, timeout=10.0)
        try:
            first = await judge_pairs(ModelJudge.shipped(client, lambda: next(words)), pairs)
            api.default = Reply(text="Both are fine.")
            useless = await judge_pairs(ModelJudge.shipped(client, lambda: next(words)), pairs)
        finally:
            await client.aclose()
        sent = [str(body["messages"][-1]["content"]) for body in api.journal]
    assert [(each.label, each.turned) for each in first] == [("a", False), ("tie", True)]
    assert [each.label for each in useless] == ["none", "none"]
    assert pair_figures(useless).unusable == 2
    assert all(("<<<word" in text and "12:00" in text) or "Varnholt" in text for text in sent)
    assert len(sent) == 8


@pytest.mark.parametrize("text", ["", "- id: a", "[", "- {id: a, notice: n, a: x, b: y, better: c, why: w}"])
def test_a_file_that_holds_no_pairs_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "pairs.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"pairs\.yml"):
        load_pairs(path)
