"""Starts and stops a worker 25 times, each time a little later into its work; ends well only when every stop ends."""

import asyncio
import sys

from jobs.payloads import WakeUp
from jobs.queue import ArqQueue, RedisLink
from jobs.worker import Worker


async def perform(_: WakeUp) -> None:
    await asyncio.sleep(0)


async def main(redis_url: str | None) -> None:
    link = RedisLink(redis_url)
    queue = ArqQueue(link.client())
    for round_ in range(25):
        worker, stop = Worker(link, perform, name="w", poll_seconds=0.001), asyncio.Event()
        running = asyncio.create_task(worker.run(stop))
        await queue.send(WakeUp(run_id=f"stop-{round_}", gen=1))
        for _ in range(round_ * 3):
            await asyncio.sleep(0)
        stop.set()
        await asyncio.wait_for(running, 30)
    client = link.client()
    await client.flushdb()
    await client.aclose(close_connection_pool=True)
    await queue.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] or None))
