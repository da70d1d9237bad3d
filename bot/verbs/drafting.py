"""The draft behind `bidwright analyze --depth draft`: who writes it, what is told on the way, and where it is left."""

import secrets
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from bot.verbs.draft_text import markdown
from jobs.chain.drafting.agent import ModelDrafter
from jobs.chain.drafting.draft import SECTIONS, TITLES, Brief, Draft
from jobs.chain.drafting.template import FALLBACK_NOTE, TemplateDrafter
from jobs.chain.drafting.write import Drafter, step_of, write_draft
from jobs.chain.errors import AnalystError
from jobs.chain.model import Model
from jobs.chain.prompt import Prompt
from jobs.chain.tender import Tender

_TITLES: Mapping[str, str] = {step_of(code): TITLES[code] for code in SECTIONS}


def drafter_of(model: Model, scripts: Mapping[str, Prompt]) -> ModelDrafter:
    return ModelDrafter(model=model, prompt=scripts["draft"], delimiter=partial(secrets.token_hex, 8))


async def draft(brief: Brief, drafter: Drafter) -> Draft:
    """The draft; the filled template writes what the model cannot. Progress goes to stderr."""
    done: dict[str, dict[str, object]] = {}

    async def on_step(step: str, body: dict[str, object]) -> None:
        done[step] = body
        sys.stderr.write(f"  draft: {_TITLES[step]} done ({len(done)} of {len(_TITLES)})\n")

    try:
        return await write_draft(brief, drafter, done=done, on_step=on_step)
    except AnalystError as error:
        sys.stderr.write(f"bidwright: {error.sentence} The filled template takes the sections that are missing.\n")
        return await write_draft(brief, TemplateDrafter(note=FALLBACK_NOTE), done=done, on_step=on_step)


def leave(draft: Draft, tender: Tender, folder: Path) -> None:
    (folder / "draft.json").write_text(draft.model_dump_json(indent=2) + "\n", encoding="utf-8")
    (folder / "draft.md").write_text(markdown(draft, tender), encoding="utf-8")
