"""A Messages API over real HTTP: plausible structured replies by default, any fault on demand, a journal of requests.

As a process of its own, until it is ended: `python -m tests.standins.messages_api PORT [STEP=SECONDS …]`.
"""

import asyncio
import signal
import sys

from tests.standins.messages.judging import passages, plausible, step_of
from tests.standins.messages.replies import (
    A_LIST,
    A_PAGE,
    ABSURD_USAGE,
    ANOTHER_MODEL,
    BAD_GATEWAY,
    BAD_KEY,
    BAD_REQUEST,
    BROKE_OFF,
    BROKEN_DOWN,
    CLOSED_DOOR,
    CUT_CONNECTION,
    CUT_SHORT,
    DATED_MODEL,
    EMPTY,
    GARBAGE,
    GATEWAY_TIMEOUT,
    GOOD,
    HALF_JSON,
    HUNG_UP,
    NO_CONTENT,
    NO_CREDIT,
    NO_JSON,
    NO_MONEY,
    NO_RIGHT,
    NO_THINKING,
    NO_USAGE,
    NO_UTF8,
    OUT_OF_RANGE,
    OVERLOADED,
    OVERLOADED_INSIDE,
    RATE_LIMITED,
    RATE_LIMITED_ABSURDLY,
    RATE_LIMITED_FOR_AGES,
    RATE_LIMITED_SILENTLY,
    RATE_LIMITED_UNTIL,
    REFUSED,
    REFUSED_IN_WORDS,
    SILENT,
    SLOW_BYTES,
    SPEND_LIMIT,
    TOO_LARGE,
    TOO_LONG,
    UNAVAILABLE,
    UNKNOWN_MODEL,
    WINDOW_FULL,
    WRONG_FORM,
    Answer,
    Body,
    Reply,
    error,
    page,
)
from tests.standins.messages.server import MessagesStandIn, Served

__all__ = [
    "ABSURD_USAGE",
    "ANOTHER_MODEL",
    "A_LIST",
    "A_PAGE",
    "BAD_GATEWAY",
    "BAD_KEY",
    "BAD_REQUEST",
    "BROKEN_DOWN",
    "BROKE_OFF",
    "CLOSED_DOOR",
    "CUT_CONNECTION",
    "CUT_SHORT",
    "DATED_MODEL",
    "EMPTY",
    "GARBAGE",
    "GATEWAY_TIMEOUT",
    "GOOD",
    "HALF_JSON",
    "HUNG_UP",
    "NO_CONTENT",
    "NO_CREDIT",
    "NO_JSON",
    "NO_MONEY",
    "NO_RIGHT",
    "NO_THINKING",
    "NO_USAGE",
    "NO_UTF8",
    "OUT_OF_RANGE",
    "OVERLOADED",
    "OVERLOADED_INSIDE",
    "RATE_LIMITED",
    "RATE_LIMITED_ABSURDLY",
    "RATE_LIMITED_FOR_AGES",
    "RATE_LIMITED_SILENTLY",
    "RATE_LIMITED_UNTIL",
    "REFUSED",
    "REFUSED_IN_WORDS",
    "SILENT",
    "SLOW_BYTES",
    "SPEND_LIMIT",
    "TOO_LARGE",
    "TOO_LONG",
    "UNAVAILABLE",
    "UNKNOWN_MODEL",
    "WINDOW_FULL",
    "WRONG_FORM",
    "Answer",
    "Body",
    "MessagesStandIn",
    "Reply",
    "Served",
    "error",
    "page",
    "passages",
    "plausible",
    "step_of",
]


async def main(port: int, latencies: dict[str, float]) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with MessagesStandIn(port=port, latencies=latencies):
        await stop.wait()


if __name__ == "__main__":
    pairs = [word.partition("=") for word in sys.argv[2:]]
    asyncio.run(main(int(sys.argv[1]), {name: float(seconds) for name, _, seconds in pairs}))
