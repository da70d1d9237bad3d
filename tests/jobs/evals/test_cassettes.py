"""Kept replies stand in for the model that gave them, say so, and stand in for nothing else."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from jobs.chain.errors import BadInput, ModelRefused, Transient
from jobs.chain.model import ModelReply, ModelRequest
from jobs.evals.bar import shipped_bar
from jobs.evals.cassettes import SHIPPED, Cassettes, Kept, Label, Replay, Tape, key_of, read_cassettes, write_cassettes
from jobs.evals.contenders import asked, by_cassettes, by_model
from jobs.evals.golden import SHIPPED as GOLDEN
from jobs.evals.judging import scored
from jobs.llm.tiers import load as tiers
from jobs.prompting import shipped
from tests.jobs.evals.house import house, reworded, stand_in
from tests.standins.messages_api import MessagesStandIn

SOME = ("it-data-platform-nl-eforms", "injection-score-order-de-ocds", "value-range-uk-ocds")
LABEL = Label(synthetic=True, source="a test", models={"small": "one", "middle": "two", "large": "three"})
REQUEST = ModelRequest(step="rate", tier="middle", system="s", prefix="p", user="u", reply_schema={"title": "RateReply"}, max_tokens=9)


def kept_of_some(path: Path) -> Cassettes:
    who = stand_in(keep=True)
    house(*SOME).record(who)
    assert who.tape is not None
    write_cassettes(path, who.tape.label, who.tape.replies.values())
    return read_cassettes(path)


def test_kept_replies_give_the_answers_of_the_model_and_are_labelled(tmp_path: Path) -> None:
    kept = kept_of_some(tmp_path / "new" / "some.gz")
    asked = house(*SOME).record(stand_in())
    replayed = house(*SOME).record(by_cassettes(kept, shipped(), tiers()))
    assert [(each.outcome, each.shown, each.model_calls) for each in replayed.runs] == [
        (each.outcome, each.shown, each.model_calls) for each in asked.runs
    ]
    assert all(each.model_calls for each in replayed.runs)
    assert replayed.synthetic
    assert "synthetic model" in replayed.name


async def test_a_live_recording_is_no_stand_ins_and_holds_for_the_models_it_was_asked_of(tmp_path: Path) -> None:
    from jobs.llm.client import connect

    home, at_hand = house(SOME[0]), tiers()
    async with MessagesStandIn() as api:
        model = connect("key", api.url, models=asked(at_hand))
        who = by_model(model, shipped(), at_hand, keep=True)
        live = await home.judged_by(who)
        await model.aclose()
    assert who.tape is not None
    write_cassettes(tmp_path / "live", who.tape.label, who.tape.replies.values())
    kept = read_cassettes(tmp_path / "live")
    again = await home.judged_by(by_cassettes(kept, shipped(), at_hand))
    assert (live.synthetic, again.synthetic, again.name) == (False, False, "cassettes (anthropic)")
    assert again.runs[0].outcome == live.runs[0].outcome
    assert again.runs[0].cost_micro_usd == live.runs[0].cost_micro_usd > 0
    others = at_hand.preferring({"small": asked(at_hand)["large"], "middle": asked(at_hand)["large"]})
    missing = (await home.judged_by(by_cassettes(kept, shipped(), others))).runs[0].error
    assert missing is not None
    assert "the form or the model is not" in missing


def test_the_same_replies_are_the_same_file_in_whatever_order_they_came(tmp_path: Path) -> None:
    rows = [Kept(key=key, case=case, prompt="rate@1#0", text="{}") for key, case in (("b", "one"), ("a", "two"), ("c", "one"))]
    write_cassettes(tmp_path / "one", LABEL, rows)
    write_cassettes(tmp_path / "two", LABEL, reversed(rows))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("step", ["judge", "screen", "rate", "requirements"])
def test_a_prompt_that_changed_is_an_error_that_names_it_and_counts_as_wrong(step: str, tmp_path: Path) -> None:
    kept = kept_of_some(tmp_path / "some.gz")
    changed = reworded(**{step: shipped()[step].system + "Be kind.\n"})
    recording = house(*SOME).record(by_cassettes(kept, changed, tiers()))
    run, score = recording.runs[-1], scored(house(*SOME).golden, recording, shipped_bar())[-1]
    assert run.error is not None
    assert run.error.startswith(f"The prompt {step} 2 has no recorded reply for case {run.case_id}, which was recorded with {step}@1#")
    assert "make eval-record" in run.error
    assert (score.answered, score.passed, score.score) == (False, False, 0.0)


@pytest.mark.parametrize(
    ("change", "decides"),
    [
        ({"system": "t"}, True),
        ({"user": "v"}, True),
        ({"prefix": "q"}, True),
        ({"reply_schema": {"title": "ScreenReply"}}, True),
        ({"max_tokens": 10}, True),
        ({"prefix": "", "user": "pu"}, False),
        ({"cache_key": "k"}, False),
        ({"again": True}, False),
    ],
)
def test_a_key_holds_all_that_decides_a_reply_and_nothing_else(change: dict[str, Any], decides: bool) -> None:
    prompt = shipped()["rate"]
    assert (key_of(REQUEST.model_copy(update=change), prompt, "m") != key_of(REQUEST, prompt, "m")) == decides


def test_prompt_version_and_model_are_part_of_the_key() -> None:
    prompt = shipped()["rate"]
    keys = {key_of(REQUEST, *each) for each in ((prompt, "m"), (prompt, "n"), (prompt.model_copy(update={"version": "2"}), "m"))}
    assert len(keys) == 3


class Failing:
    def __init__(self, error: Exception) -> None:
        self.error = error

    async def complete(self, request: ModelRequest) -> ModelReply:
        raise self.error


async def test_a_refusal_is_kept_and_weather_is_not() -> None:
    tape, scripts = Tape(LABEL), shipped()
    with pytest.raises(Transient):
        await tape.recorder(Failing(Transient("It rains.")), scripts, "one").complete(REQUEST)
    assert not tape.replies
    with pytest.raises(ModelRefused):
        await tape.recorder(Failing(ModelRefused("No.")), scripts, "one").complete(REQUEST)
    with pytest.raises(ModelRefused, match=r"^No\.$"):
        await Replay(Cassettes(LABEL, tape.replies), scripts, "one", LABEL.models).complete(REQUEST)


def packed(content: bytes) -> bytes:
    """Without the second it was made in: tests are named by it, and two workers must find the same ones."""
    return gzip.compress(content, mtime=0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not packed",
        packed(b""),
        packed(b"{}\n"),
        packed(b"\xff\n"),
        packed(LABEL.model_dump_json().encode())[:-9],
        packed(LABEL.model_copy(update={"format": 2}).model_dump_json().encode()),
        packed(f'{LABEL.model_dump_json()}\n{{"key":"k","case":"c","prompt":"p","text":"","fault":"SystemExit"}}'.encode()),
    ],
)
def test_any_other_file_is_refused_with_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.gz"
    path.write_bytes(content)
    with pytest.raises(BadInput) as refused:
        read_cassettes(path)
    assert str(path) in refused.value.sentence


def test_the_shipped_replies_are_labelled_and_tell_nothing_of_sealed_cases() -> None:
    kept = read_cassettes(SHIPPED)
    sealed = {each.name for each in (GOLDEN / "sealed").iterdir()}
    assert kept.label.synthetic
    assert not sealed & {each.case for each in kept.replies.values()}
