"""What tasks and listeners need, stated as protocols and joined in `bot.wiring`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from jobs.answerers import Answering
from jobs.chain.drafting.write import Drafter
from jobs.chain.model import Analyst
from jobs.chain.policy import Policy
from jobs.chain.tender import Tender
from jobs.intake.given import Given
from jobs.llm.purse import Payer
from jobs.payloads import WakeUp
from jobs.window import Window
from storage.cipher import Cipher
from storage.db import Database


class WakeUps(Protocol):
    """Carries wake-ups to workers, best effort: what it loses the dispatcher sends again."""

    async def send(self, wake_up: WakeUp) -> None: ...

    async def close(self) -> None: ...


class Intake(Protocol):
    """Reads what was handed over, wherever it stands."""

    async def read(self, given: Given, *, tenant_id: str) -> Tender:
        """Raises BadInput for what cannot be read, SourceDown for a source that does not answer now."""
        ...


class Poster(Protocol):
    """Delivers outbox rows."""

    def kick(self) -> None:
        """Something was put into the outbox: look at once instead of at the next poll."""
        ...


@dataclass(frozen=True)
class Limits:
    """Numbers of INTERFACES.md "Limits" and of the queue, all from settings."""

    pasted_chars: int = 200_000
    monthly_credits: int = 100
    lease: timedelta = timedelta(seconds=12)
    max_attempts: int = 5
    slots: int = 20
    vault_days: int = 30
    keep_buyer_contacts: bool = False
    """Whether a model may read the e-mail addresses and telephone numbers that a notice itself publishes."""


@dataclass(frozen=True)
class Deps:
    """One per process; frozen. Time, ids and I/O come in here and nowhere else."""

    db: Database
    cipher: Cipher
    queue: WakeUps
    poster: Poster
    intake: Intake
    analyst: Callable[[Payer], Analyst]
    """Who judges first, for whoever pays; built on first use so that the bot never loads a vendor's client."""
    drafter: Callable[[Payer], Drafter]
    """Who writes a draft, likewise."""
    answering: Answering
    """Who answers questions."""
    fallback: Analyst
    """The rules analyst: answers, labelled, when no model does."""
    policy: Policy
    default_profile: Mapping[str, object] | None
    """Given to a workspace that has no profile of its own (`PROFILE_FILE`)."""
    limits: Limits
    window: Window
    now: Callable[[], datetime]
    new_id: Callable[[], str]
