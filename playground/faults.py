"""Scripted trouble: the next calls of a Web API method are limited, fail, hang, or lose their answer on the way back."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, field
from typing import Any

KINDS = ("rate_limited", "server_error", "hang", "answer_lost", "refused", "slow", "error")


@dataclass
class Fault:
    """One scripted fault.

    ``rate_limited``: 429 with Retry-After ``retry_after`` seconds. ``server_error``: HTTP ``status``, nothing stored. ``hang``: no
    answer until the playground closes or ``seconds`` are over, nothing stored. ``answer_lost``: done and stored, then the connection
    drops. ``refused``: the connection drops, nothing stored. ``slow``: done after ``seconds``. ``error``: Slack's error ``error``.
    """

    method: str
    kind: str
    times: int = 1
    retry_after: int = 1
    status: int = 500
    seconds: float = 3600.0
    error: str = "fatal_error"
    channel: str = ""


@dataclass
class Faults:
    """The script, in order. ``method`` may be ``*``; ``response_url`` and ``upload`` stand for those two posts."""

    script: list[Fault] = field(default_factory=list[Fault])
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    # Slack allows about one post a second in a channel; off unless a test sets the seconds between two
    post_gap: float = 0.0
    _last_post: dict[str, float] = field(default_factory=dict[str, float])

    def add(self, method: str, kind: str, *, times: int = 1, **details: Any) -> Fault:
        """Script the next ``times`` calls of ``method``.

        Raises: ValueError for a kind that does not exist, TypeError for an unknown detail.
        """
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}; one of {', '.join(KINDS)}")
        fault = Fault(method, kind, times, **details)
        self.script.append(fault)
        return fault

    def clear(self) -> None:
        self.script.clear()

    def take(self, method: str, channel: str = "") -> Fault | None:
        """The fault this call meets, used up by one."""
        for fault in self.script:
            if fault.method in (method, "*") and fault.channel in ("", channel):
                fault.times -= 1
                if fault.times <= 0:
                    self.script.remove(fault)
                return fault
        return None

    def pace(self, method: str, channel: str, now: float) -> Fault | None:
        """429 for a post that comes sooner than ``post_gap`` seconds after the last one of its channel."""
        if not self.post_gap or method != "chat.postMessage":
            return None
        left = self._last_post.get(channel, now - self.post_gap) + self.post_gap - now
        if left > 0:
            return Fault(method, "rate_limited", retry_after=max(1, math.ceil(left)))
        self._last_post[channel] = now
        return None

    async def wait(self, seconds: float) -> None:
        """Pass ``seconds``, or less when the playground closes."""
        try:
            async with asyncio.timeout(seconds):
                await self.closing.wait()
        except TimeoutError:
            return
