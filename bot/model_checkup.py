"""Are the models those of the file? Asked by `doctor`, and at the start of a worker, which waits for no answer."""

import asyncio

import structlog

from bot.analysts import Judges
from bot.checkup import Patient, Result
from bot.vendor import doubts_of
from jobs.chain.errors import AnalystError

log = structlog.get_logger()


async def check_models(patient: Patient) -> Result:
    """Every model that a tier names, held against the vendor's catalogue with the key at hand."""
    name, settings = "models", patient.settings
    if settings.anthropic_api_key is None:
        return Result(name, "note", "not checked: without a key nobody says", "Set ANTHROPIC_API_KEY to have them checked.")
    try:
        doubts = await doubts_of(settings)
    except AnalystError as error:
        return Result(name, "bad", f"not checked: {error.sentence}", "Check ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL and the network.")
    if doubts:
        grade = "bad" if any(doubt.grave for doubt in doubts) else "note"
        return Result(
            name, grade, " ".join(doubt.sentence for doubt in doubts), "Set MODEL_SMALL, MODEL_MIDDLE, MODEL_LARGE or MODELS_FILE."
        )
    return Result(name, "good", "known to the vendor, with the windows and limits of the file of models")


async def warn_of_models(judges: Judges, stop: asyncio.Event) -> None:
    """The same for the log, once; ends with `stop` at the latest."""
    looking, stopping = asyncio.create_task(_warn(judges)), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({looking, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (looking, stopping):
            task.cancel()
        await asyncio.gather(looking, stopping, return_exceptions=True)
    if not looking.cancelled():
        looking.result()


async def _warn(judges: Judges) -> None:
    try:
        doubts = await judges.doubts()
    except AnalystError as error:
        log.warning("models_not_checked", error=type(error).__name__)
        return
    for doubt in doubts:
        log.warning("model_doubted", sentence=doubt.sentence, grave=doubt.grave)
