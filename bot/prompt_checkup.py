"""What `bidwright doctor` says of prompts: those on trial, those that were taken back, and kept texts that cannot be used."""

from datetime import timedelta

from bot.checkup import Patient, Result
from jobs.prompting import force_of, shipped
from storage import prompts
from storage.errors import StorageError

RECENT = timedelta(days=14)
"""How long a version that was taken back is spoken of."""


async def check_prompts(patient: Patient) -> Result:
    name, deps = "prompts", patient.deps
    try:
        async with deps.db.system() as sys:
            states, kept = await prompts.all_in_force(sys), await prompts.listed(sys)
    except StorageError as error:
        return Result(name, "bad", error.sentence, "Mend the database first.")
    force = force_of(shipped(), states, kept)
    if force.faults:
        return Result(name, "bad", " ".join(force.faults), "Run `bidwright prompts rollback NAME` and add the text anew.")
    since = deps.now() - RECENT
    back = [
        f"{each.name} {each.version} was taken back: {each.why}" for each in kept if each.rolled_back_at and each.rolled_back_at >= since
    ]
    if back:
        return Result(name, "note", " ".join(back), "Read it with `bidwright prompts show`.")
    trial = [f"{state.name} {state.canary} with {state.percent} % of the runs" for state in states if state.canary]
    if trial:
        return Result(name, "note", f"on trial: {', '.join(trial)}", "`bidwright prompts activate` or `rollback` ends it.")
    own = [f"{state.name} {state.active}" for state in states if state.active]
    return Result(name, "good", f"in force: {', '.join(own)}" if own else "those of this release")
