"""Stand-ins for what Deps holds, given as arguments; a clock that moves and ids that count."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from jobs.answerers import Answering
from jobs.chain.drafting.template import TemplateDrafter
from jobs.chain.policy import DEFAULT_POLICY
from jobs.chain.rules.analyst import RulesAnalyst
from jobs.chain.tender import Tender
from jobs.deps import Deps, Limits
from jobs.intake.given import Given
from jobs.intake.reader import read_at_hand
from jobs.payloads import WakeUp
from jobs.prompting import shipped
from jobs.window import Window
from storage.cipher import Cipher
from storage.db import Database


class FakeClock:
    def __init__(self, now: datetime = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)) -> None:
        self.instant = now

    def now(self) -> datetime:
        return self.instant

    def forward(self, span: timedelta) -> None:
        self.instant += span


class FakeIds:
    """`id-0001`, `id-0002` …"""

    def __init__(self, prefix: str = "id") -> None:
        self.prefix = prefix
        self.given = 0

    def new(self) -> str:
        self.given += 1
        return f"{self.prefix}-{self.given:04}"


class FakeQueue:
    def __init__(self) -> None:
        self.sent: list[WakeUp] = []

    async def send(self, wake_up: WakeUp) -> None:
        self.sent.append(wake_up)

    async def close(self) -> None:
        return


class FakePoster:
    def __init__(self) -> None:
        self.kicks = 0

    def kick(self) -> None:
        self.kicks += 1


def fake_cipher() -> Cipher:
    return Cipher([("test", bytes(range(32)))])


class FakeIntake:
    """Reads what is at hand; refuses what would have to be asked for."""

    def __init__(self, limit_chars: int = 200_000) -> None:
        self._limit_chars = limit_chars

    async def read(self, given: Given, *, tenant_id: str) -> Tender:
        assert given.at_hand, f"{given.kind} of {tenant_id} needs the real intake"
        return await read_at_hand(given, limit_chars=self._limit_chars)


def fake_deps(
    database: Database,
    *,
    clock: FakeClock | None = None,
    ids: FakeIds | None = None,
    queue: FakeQueue | None = None,
    poster: FakePoster | None = None,
    limits: Limits | None = None,
    new_id: Callable[[], str] | None = None,
    **changes: Any,
) -> Deps:
    """Deps on a real database, with fakes for the rest; no model, no profile."""
    given: dict[str, Any] = {
        "db": database,
        "cipher": fake_cipher(),
        "queue": queue or FakeQueue(),
        "poster": poster or FakePoster(),
        "intake": FakeIntake(),
        "analyst": lambda _: RulesAnalyst(),
        "drafter": lambda _: TemplateDrafter(),
        "answering": Answering(model=None, scripts=shipped()),
        "fallback": RulesAnalyst(),
        "policy": DEFAULT_POLICY,
        "default_profile": None,
        "limits": limits or Limits(),
        "window": Window((limits or Limits()).slots),
        "now": (clock or FakeClock()).now,
        "new_id": new_id or (ids or FakeIds()).new,
    }
    return Deps(**(given | changes))
