"""Lets bookkeeping run to its end though its caller is cancelled in the middle of it, as a step is whose neighbour failed."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def unbroken(work: Coroutine[Any, Any, T], undo: Callable[[T], Awaitable[None]] | None = None) -> T:
    """What `work` gives, or what it raises. Cancelled meanwhile, it ends first, is undone where there is `undo`, and then the cancellation
    goes on: between two transactions nobody would ever give back what the first one held.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled() and task.exception() is None and undo is not None:
            await undo(task.result())
        raise
