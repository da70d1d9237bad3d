"""Makes the analyst the settings ask for; the vendor's client is imported only when one is really made."""

from collections.abc import Callable
from functools import cache
from importlib import resources

from bot.settings import Settings
from jobs.chain.model import Analyst
from jobs.chain.prompt import Prompt, parse_prompt
from jobs.chain.rules.analyst import RulesAnalyst


def analyst_factory(settings: Settings) -> Callable[[], Analyst]:
    """Called at the first run, not at start: importing the vendor's client takes 2 s and 77 MB (facts/llm.md §1.1)."""
    if not settings.uses_anthropic:
        return RulesAnalyst
    return cache(lambda: model_analyst(settings))


def prompts() -> dict[str, Prompt]:
    """The prompt files of this release, by name."""
    folder = resources.files("jobs.chain.prompts")
    found = [parse_prompt(entry.read_text(encoding="utf-8")) for entry in folder.iterdir() if entry.name.endswith(".md")]
    return {prompt.name: prompt for prompt in found}
