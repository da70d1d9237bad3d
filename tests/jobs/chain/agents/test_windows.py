"""Long notices in windows: whole passages, none twice, none out of order, and said where the end is not read."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from jobs.chain.agents.material import size
from jobs.chain.agents.windows import LABEL, UNREAD, unread, windows_of
from jobs.chain.analysis import Claim, Screening
from jobs.chain.model import ModelRequest
from jobs.chain.policy import Policy
from tests.builders import passage, tender
from tests.jobs.chain.agents.filled import RATE, SCREEN, analyst, case

TEXTS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=300), max_size=12
)


@given(TEXTS, st.integers(80, 2_000), st.integers(1, 6))
def test_windows_hold_the_beginning_of_the_notice_in_order_and_nothing_twice(texts: list[str], room: int, most: int) -> None:
    passages = [passage(f"p{place}", text) for place, text in enumerate(texts, 1)]
    windows = windows_of(passages, room, most)
    read = [(each.id, each.text) for window in windows for each in window]
    whole = "".join(texts)
    assert 1 <= len(windows) <= most
    assert whole.startswith("".join(text for _, text in read))
    assert [name for name, _ in read] == sorted((name for name, _ in read), key=lambda name: int(name[1:]))
    assert all(len({each.id for each in window}) == len(window) for window in windows)
    assert bool(unread(passages, windows)) == (len("".join(text for _, text in read)) < len(whole))


@given(st.lists(st.text("abc äяあ", min_size=1, max_size=400), min_size=1, max_size=8), st.integers(200, 1_000))
def test_no_window_is_larger_than_its_room(texts: list[str], room: int) -> None:
    windows = windows_of([passage(f"p{place}", text) for place, text in enumerate(texts, 1)], room, 99)
    assert all(sum(size(each.text) + LABEL for each in window) <= room for window in windows)


def test_a_short_notice_is_one_window_of_its_own_passages() -> None:
    passages = tender().passages
    assert windows_of(passages, 10_000, 4) == (passages,)
    assert windows_of((), 10_000, 4) == ((),)


SCREENED = Screening(relevant=True, claim=Claim(text="It fits."))
LONG = tender(passages=(*tender().passages, *(passage(f"p{place}", f"Part {place} " + "word " * 1_990) for place in range(4, 40))))


async def test_every_window_is_asked_and_what_they_share_comes_first_and_is_the_same() -> None:
    judge, model = analyst(RATE)
    await judge.rate(case(LONG), SCREENED)
    assert len(model.requests) == 3
    shown = [re.findall(r"^\[(p\d+)\]$", request.user, re.MULTILINE) for request in model.requests]
    assert [name for names in shown for name in names] == [each.id for each in LONG.passages]
    assert len({request.prefix for request in model.requests}) == len({request.system for request in model.requests}) == 1
    assert '"title"' in model.requests[0].prefix
    assert len({request.cache_key for request in model.requests}) == 3


async def test_a_short_notice_asks_for_no_prompt_cache() -> None:
    judge, model = analyst(RATE)
    await judge.rate(case(), SCREENED)
    assert [request.prefix for request in model.requests] == [""]


async def test_a_claim_may_quote_only_what_its_own_window_showed() -> None:
    """The form of each window quotes `p2`, which stands in the first alone."""
    judge, _ = analyst(RATE)
    rating = await judge.rate(case(LONG), SCREENED)
    (capability,) = [each for each in rating.criteria if each.code == "capability"]
    assert (capability.score, len(capability.claim.evidence)) == (4, 1)


async def test_no_more_windows_are_asked_than_the_policy_allows_and_the_rest_is_said() -> None:
    judge, model = analyst(RATE, policy=Policy(windows=2))
    rating = await judge.rate(case(LONG), SCREENED)
    assert len(model.requests) == 2
    assert UNREAD in rating.risks


async def test_a_yes_in_any_window_is_a_yes_and_the_worst_knock_out_of_all_stands() -> None:
    def answer(request: ModelRequest) -> str:
        first = "[p2]" in request.user
        demand = {"code": "certificate", "status": "clear" if first else "fail", "claim": _quote_of(request)}
        return json.dumps({"relevant": "no" if first else "yes", "claim": _quote_of(request), "knock_outs": [demand]})

    judge, model = analyst(answer)
    screening = await judge.screen(case(LONG))
    assert len(model.requests) > 1
    assert screening.relevant is True
    assert {each.status for each in screening.knock_outs if each.code == "certificate"} == {"fail"}
    assert all(each.claim.evidence for each in screening.knock_outs if each.code == "certificate")


async def test_a_quick_look_says_what_it_did_not_read() -> None:
    judge, _ = analyst(SCREEN, policy=Policy(windows=1))
    assert (await judge.screen(case(LONG))).unread == (UNREAD,)


def _quote_of(request: ModelRequest) -> dict[str, str]:
    found = re.findall(r"^\[(p\d+)\]\n│ (.+)$", request.user, re.MULTILINE)
    name, text = found[-1]
    return {"text": "It is so.", "passage": name, "quote": " ".join(text.split()[:5])}
