import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from jobs.llm.tiers import LONGEST_FILE, SHIPPED, TiersError, load

TEXT = SHIPPED.read_text()


def written(tmp_path: Path, change: Callable[[str], str]) -> Path:
    text = change(TEXT)
    assert text != TEXT
    path = tmp_path / "models.yml"
    path.write_text(text)
    return path


def test_the_shipped_file_has_prices_as_they_were_published_and_a_fallback_for_every_tier() -> None:
    tiers = load()
    haiku = tiers.model("claude-haiku-5-5")
    assert (haiku.prices.input, haiku.prices.output, haiku.prices.cache_write_5m) == (Decimal("0.1"), Decimal("0.5"), Decimal("0.125"))
    assert haiku.long_prompt is not None
    assert (haiku.long_prompt.above, haiku.long_prompt.prices.input) == (100_000, Decimal("0.5"))
    assert haiku.batch_factor == Decimal("0.5")
    assert {tier: rule.models[0] for tier, rule in tiers.tiers.items()} == {
        "small": "claude-haiku-5-5",
        "middle": "claude-sonnet-5-5",
        "large": "claude-opus-5-5",
    }
    assert all(len(rule.models) > 1 and rule.attempts == 3 for rule in tiers.tiers.values())
    assert [tiers.tiers[tier].timeout for tier in ("small", "middle", "large")] == [30, 120, 120]


def test_a_file_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    path = written(tmp_path, lambda text: text.replace("run: 5.00", "run: 0.25"))
    assert load(path).ceilings.run == Decimal("0.25")


def _with_limits_of(text: str, model: str) -> str:
    numbers = "deployment: {requests: 20, tokens: 2000, usd: 2}, workspace: {requests: 10, tokens: 1000, usd: 1}"
    return f"{text}  models: {{{model}: {{{numbers}}}}}\n"


def test_a_model_may_have_limits_of_its_own(tmp_path: Path) -> None:
    limits = load(written(tmp_path, lambda text: _with_limits_of(text, "claude-opus-5-5"))).limits
    assert limits.of("claude-opus-5-5").workspace.requests == 10
    assert limits.of("claude-haiku-5-5") == limits.default


WRONG: list[tuple[Callable[[str], str], str]] = [
    (lambda text: text.replace("as_of: 2026-11-20", ""), "as_of is missing"),
    (lambda text: text + "\nsurprise: 1\n", "surprise is not known here"),
    (lambda text: text.replace("timeout: 30,", "timeout: 30, patience: 2,"), "tiers.small.patience is not known here"),
    (lambda text: text.replace("{in: 4.00, ", "{"), "models.claude-opus-5-5.prices.in is missing"),
    (lambda text: text.replace("in: 4.00", "in: -4"), "models.claude-opus-5-5.prices.in"),
    (lambda text: text.replace("in: 4.00", "in: .nan"), "models.claude-opus-5-5.prices.in"),
    (lambda text: text.replace("in: 4.00", "in: cheap"), "models.claude-opus-5-5.prices.in"),
    (lambda text: text.replace("cache_read: 0.20", "cache_read: 20"), "prices must rise"),
    (lambda text: text.replace("{in: 0.50, out: 2.50", "{in: 0.50, out: 0.25"), "must not be cheaper"),
    (lambda text: text.replace("[claude-opus-5-5, ", "[claude-opus-9, "), "the tier large names claude-opus-9, which has no prices"),
    (lambda text: text.replace("[claude-opus-5-5, claude-sonnet-5-5]", "[]"), "tiers.large.models"),
    (lambda text: text.replace("[claude-opus-5-5, claude-sonnet-5-5]", "[claude-opus-5-5, claude-opus-5-5]"), "each model once"),
    (lambda text: text.replace("budget: 75", "budget: 7"), "must not be shorter"),
    (lambda text: re.sub(r"  large: .*\n", "", text), "the tier large is missing"),
    (lambda text: text.replace("  large: {", "  huge: {"), "tiers.huge"),
    (lambda text: text.replace("run: 5.00", "run: 0"), "ceilings.run"),
    (lambda text: text.replace("run: 5.00", "run: 5.00\n  run: 6.00"), "run stands twice"),
    (
        lambda text: text.replace("workspace: {requests: 2000", "workspace: {requests: 4000"),
        "limits.default: a workspace's limits must be below",
    ),
    (lambda text: text.replace("deployment: {requests: 4000, ", "deployment: {"), "limits.default.deployment.requests is missing"),
    (lambda text: text.partition("limits:")[0], "limits is missing"),
    (lambda text: _with_limits_of(text, "claude-opus-9"), "limits are set for claude-opus-9, which is not under models"),
    (lambda text: text.replace("models:\n", "models: [\n", 1), "is not YAML near line"),
    (lambda _: "", "cannot be used"),
    (lambda _: "[1, 2]", "cannot be used"),
    (lambda _: "!!python/object/apply:os.getcwd []", "is not YAML"),
    (lambda _: "[" * 20_000, "is not YAML"),
    (lambda _: "#" * (LONGEST_FILE + 1), "longer than 100,000 bytes"),
]


@pytest.mark.parametrize(("change", "sign"), WRONG, ids=[str(number) for number in range(len(WRONG))])
def test_what_is_wrong_with_a_file_is_said_in_one_sentence(tmp_path: Path, change: Callable[[str], str], sign: str) -> None:
    path = written(tmp_path, change)
    with pytest.raises(TiersError) as wrong:
        load(path)
    assert sign in wrong.value.sentence
    assert wrong.value.sentence.count("\n") == 0


def test_a_file_that_is_not_there_or_no_text_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(TiersError, match="cannot be read"):
        load(tmp_path / "absent.yml")
    path = tmp_path / "models.yml"
    path.write_bytes(b"run: \x80")
    with pytest.raises(TiersError, match="not YAML"):
        load(path)


def test_a_model_named_by_settings_becomes_the_first_choice_and_the_others_stand_behind_it() -> None:
    changed = load().preferring({"middle": "claude-opus-5-5", "small": "claude-sonnet-5-5"})
    assert changed.tiers["middle"].models == ("claude-opus-5-5", "claude-sonnet-5-5")
    assert changed.tiers["small"].models == ("claude-sonnet-5-5", "claude-haiku-5-5", "claude-haiku-4-5")
    assert changed.tiers["large"] == load().tiers["large"]


def test_a_model_named_by_settings_that_has_no_prices_is_refused() -> None:
    with pytest.raises(TiersError, match="'model-x' of the tier large has no prices"):
        load().preferring({"large": "model-x"})
