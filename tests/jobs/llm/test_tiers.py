import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from jobs.llm.tiers import LONGEST_FILE, SHIPPED, Tiers, TiersError, check, load

TEXT = SHIPPED.read_text()
NOW = datetime(2026, 11, 20, tzinfo=UTC)


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


@dataclass(frozen=True)
class Entry:
    max_input_tokens: int | None = 1_000_000
    max_tokens: int | None = 128_000
    retires_at: datetime | None = None


class Shelf:
    def __init__(self, tiers: Tiers, **changed: Entry | None) -> None:
        self.entries: dict[str, Entry | None] = {**dict.fromkeys(tiers.models, Entry()), **changed}
        self.asked: list[str] = []

    async def retrieve(self, model: str) -> Entry | None:
        self.asked.append(model)
        return self.entries[model]


async def test_models_that_the_api_knows_as_they_are_written_give_no_word() -> None:
    tiers = load()
    shelf = Shelf(tiers, **{"claude-opus-5-5": Entry(None, None, None)})
    assert await check(tiers, shelf, now=NOW) == []
    assert sorted(shelf.asked) == sorted(tiers.models)


async def test_a_model_that_is_unknown_smaller_or_soon_gone_is_named() -> None:
    tiers = load()
    shelf = Shelf(
        tiers,
        **{
            "claude-haiku-5-5": None,
            "claude-haiku-4-5": Entry(100_000, 8_000),
            "claude-sonnet-5-5": Entry(retires_at=datetime(2026, 12, 1, tzinfo=UTC)),
            "claude-opus-5-5": Entry(retires_at=datetime(2027, 12, 1, tzinfo=UTC)),
        },
    )
    said = await check(tiers, shelf, now=NOW)
    assert said == [
        "The API does not know claude-haiku-5-5, which the tier small names; correct it in the file of models.",
        "claude-haiku-4-5 has a window of 100,000 tokens and the file of models says 200,000; correct it.",
        "claude-haiku-4-5 has a max_output of 8,000 tokens and the file of models says 64,000; correct it.",
        "claude-sonnet-5-5 retires on 2026-12-01; name another model in the tier middle and large.",
    ]
