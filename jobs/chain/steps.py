"""Runs each step of the chain once: what is stored is read, the rest is run, alone or beside others, and handed over to be stored."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from jobs.chain.analysis import StepName
from jobs.chain.errors import AnalystError
from jobs.chain.tender import Value

OnStep = Callable[[StepName, dict[str, object]], Awaitable[None]]
OnStart = Callable[[StepName], Awaitable[None]]
V = TypeVar("V", bound=Value)


class Step(Generic[V]):
    """A piece of work by its name. Not a value: it lives inside one run."""

    def __init__(self, name: StepName, kind: type[V], work: Callable[[], Awaitable[V | None]]) -> None:
        self.name: StepName = name
        self.kind = kind
        self.work = work
        self.found: V | None = None
        """None before it has run, and where the work gave nothing: then nothing is stored."""

    @property
    def value(self) -> V:
        """Of a step that has run and always gives something."""
        assert self.found is not None
        return self.found


class Steps:
    """`done` holds what an earlier try stored; `on_step` stores one more and is never called twice at a time."""

    def __init__(self, done: Mapping[StepName, dict[str, object]], on_step: OnStep, on_start: OnStart | None) -> None:
        self._done, self._on_step, self._on_start = done, on_step, on_start

    async def run(self, step: Step[V]) -> V:
        """The result of a step that always gives something."""
        if not self._read(step):
            await self._begin(step)
            await self._keep(step, await step.work())
        return step.value

    async def together(self, *steps: Step[Any]) -> None:
        """Runs steps side by side and stores each as it comes.

        The first `AnalystError` calls the others off and is raised as it is; what had finished by then is stored all the same. Work
        runs in tasks and storing here, one after the other, so that calling off never cuts a write.
        """
        waiting = [step for step in steps if not self._read(step)]
        for step in waiting:
            await self._begin(step)
        tasks: dict[asyncio.Task[Any], Step[Any]] = {asyncio.ensure_future(step.work()): step for step in waiting}
        try:
            while tasks:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                await self._collect(tasks)
        except AnalystError:
            for task in tasks:
                task.cancel()
            if tasks:
                await asyncio.wait(tasks)
                await self._collect(tasks, failures=False)
            raise
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _collect(self, tasks: "dict[asyncio.Task[Any], Step[Any]]", *, failures: bool = True) -> None:
        """Stores what is over, then raises the first failure of it where `failures` is set. What is over is taken out of `tasks`."""
        over = {task: tasks.pop(task) for task in list(tasks) if task.done()}
        sound = {task: step for task, step in over.items() if not task.cancelled() and task.exception() is None}
        for task, step in sound.items():
            await self._keep(step, task.result())
        for task in over:
            if failures and task not in sound:
                task.result()

    def _read(self, step: Step[Any]) -> bool:
        if step.name in self._done:
            with suppress(ValidationError):  # stored by an older version: run again
                step.found = step.kind.model_validate(self._done[step.name])
        return step.found is not None

    async def _begin(self, step: Step[Any]) -> None:
        if self._on_start is not None:
            await self._on_start(step.name)

    async def _keep(self, step: Step[V], value: V | None) -> None:
        step.found = value
        if value is not None:
            await self._on_step(step.name, value.model_dump(mode="json"))
