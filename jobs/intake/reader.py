"""Reads what was handed over, wherever it stands, into one `Tender`."""

import asyncio
from functools import partial

from jobs.chain.errors import BadInput
from jobs.chain.tender import Tender
from jobs.intake.given import Given, Reference
from jobs.sources.bundled import bundled
from jobs.sources.read import read_notice

READ_AT_ONCE = 50_000
"""Bytes; up to here reading takes about two milliseconds, which is what a thread would cost."""


async def read_at_hand(given: Given, *, limit_chars: int) -> Tender:
    """A sample or pasted text, without asking anybody. Raises BadInput. What is large is read beside the event loop."""
    name = given.reference.id if given.reference is not None else ""
    data = bundled(name) if given.reference is not None else given.text.encode(errors="replace")
    read = partial(read_notice, data, name=name, limit_chars=limit_chars)
    return read() if len(data) <= READ_AT_ONCE else await asyncio.to_thread(read)


def sample(name: str) -> Given:
    return Given(reference=Reference(portal="sample", id=name, typed=name))


class Intake:
    """`jobs.deps.Intake`."""

    def __init__(self, *, limit_chars: int) -> None:
        self._limit_chars = limit_chars

    async def read(self, given: Given, *, tenant_id: str) -> Tender:  # noqa: ARG002
        if given.at_hand:
            return await read_at_hand(given, limit_chars=self._limit_chars)
        raise BadInput("unknown_reference", "That cannot be read yet.")
