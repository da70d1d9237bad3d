"""What tests of results share: four requests of two workspaces that are out, and what came of them."""

from datetime import timedelta

from tests.jobs.llm.batches.rig import IN_TIME, Office, item
from tests.storage.builders import HERE, THERE

BY_BATCH, BY_CALL = ("ok", True), ("ok", False)


async def sent(office: Office, count: int = 4, within: timedelta = IN_TIME) -> None:
    await office.submit(*(item(number, THERE if number % 2 else HERE) for number in range(count)), within=within)
    await office.worker.work()


async def booked(office: Office) -> list[tuple[str, bool]]:
    calls = [*await office.calls(HERE), *await office.calls(THERE)]
    return sorted((outcome, batch) for outcome, batch, _ in calls)


async def texts(office: Office, count: int = 4) -> list[bool]:
    return [(await office.answer(number, THERE if number % 2 else HERE)).reply is not None for number in range(count)]
