"""An answer names the versions that made it, also where a later try of its run is made with others."""

from collections.abc import Mapping
from typing import Any

from jobs.chain.agents.analyst import ModelAnalyst
from jobs.chain.analysis import StepName
from jobs.chain.pipeline import run_chain
from jobs.chain.policy import DEFAULT_POLICY
from tests.jobs.chain.agents.filled import analyst, by_step, case


def of_version(number: str) -> ModelAnalyst:
    made, _ = analyst(by_step())
    scripts = {name: prompt.model_copy(update={"version": number}) for name, prompt in made.scripts.items()}
    return ModelAnalyst(made.model, scripts, delimiter=made.delimiter)


async def answered(by: ModelAnalyst, done: Mapping[StepName, dict[str, Any]], kept: dict[StepName, dict[str, Any]]) -> dict[str, str]:
    async def on_step(name: StepName, body: dict[str, object]) -> None:
        kept[name] = body

    outcome = await run_chain(case(), by, depth="standard", policy=DEFAULT_POLICY, done=done, on_step=on_step)
    assert outcome.analysis is not None
    return {label.partition("@")[0]: label.partition("@")[2].partition("#")[0] for label in outcome.analysis.prompts}


async def test_a_step_that_was_stored_keeps_the_version_it_was_made_with() -> None:
    kept: dict[StepName, dict[str, Any]] = {}
    assert set((await answered(of_version("1"), {}, kept)).values()) == {"1"}
    done: dict[StepName, dict[str, Any]] = {name: kept[name] for name in ("guard_in", "judge", "screen", "requirements")}
    told = await answered(of_version("2"), done, {})
    assert {name: told[name] for name in ("screen", "rate", "requirements")} == {"screen": "1", "rate": "2", "requirements": "1"}
