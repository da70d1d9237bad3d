"""What `bidwright doctor` says of quality: workspaces whose answers have changed in the last weeks, and alarms nobody could be told."""

from datetime import timedelta

from bot.checkup import Patient, Result
from storage import quality, tenants
from storage.errors import StorageError

RECENT = timedelta(days=14)
"""How long a change is spoken of."""
MEND = "Run `bidwright drift --html drift.html` and look at the answers that were voted down."


async def check_quality(patient: Patient) -> Result:
    name, deps = "quality", patient.deps
    measured, changed = 0, list[str]()
    try:
        async with deps.db.system() as sys:
            tenant_ids = await tenants.all_ids(sys)
        for tenant_id in tenant_ids:
            async with deps.db.tenant_read(tenant_id) as tx:
                found = await quality.weeks(tx, limit=2)
            measured += bool(found)
            recent = [each for each in found if each.alarm and each.created_at >= deps.now() - RECENT]
            changed += [f"{tenant_id} in {each.week}{'' if each.state == 'done' else ', not told yet'}" for each in recent]
    except StorageError as error:
        return Result(name, "bad", error.sentence, "Mend the database first.")
    if changed:
        return Result(name, "note", f"answers have changed: {'; '.join(changed)}", MEND)
    return Result(name, "good", f"no change in {measured} workspaces that were measured" if measured else "no week was measured yet")
