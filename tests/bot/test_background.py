import asyncio

from structlog.testing import capture_logs

from bot.background import Background


async def test_what_was_started_is_waited_for() -> None:
    background, done = Background(), asyncio.Event()

    async def work() -> None:
        await asyncio.sleep(0)
        done.set()

    background.start(work())
    await background.drain()
    assert done.is_set()


async def test_what_does_not_end_is_cancelled_and_a_failure_is_logged() -> None:
    background = Background()

    async def fails() -> None:
        raise ValueError("lost")

    stuck = background.start(asyncio.Event().wait())
    with capture_logs() as logs:
        background.start(fails())
        await background.drain(seconds=0.01)
    assert stuck.cancelled()
    assert [entry["event"] for entry in logs] == ["background_failed"]
    await background.drain()
