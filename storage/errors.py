"""What can go wrong in storage: one small tree, each error carrying what it is about."""

from typing import Literal


class StorageError(Exception):
    """Any storage call may raise this; `sentence` is one plain sentence, safe to log."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(StorageError):
    """The row is not there, or belongs to another tenant, which looks the same from here."""

    def __init__(self, what: str, id: str) -> None:
        super().__init__(f"There is no {what} {id!r} in this workspace.")
        self.what = what
        self.id = id


class StaleLease(StorageError):
    """The lease of a run or message went to somebody else: stop, write nothing more."""

    def __init__(self, run_id: str) -> None:
        super().__init__(f"The lease on {run_id!r} is no longer held.")
        self.run_id = run_id


class InsufficientCredits(StorageError):
    """Fewer credits are left than were asked for; nothing was reserved."""

    def __init__(self, asked: int, left: int) -> None:
        super().__init__(f"{asked} credits were asked for and {left} are left.")
        self.asked = asked
        self.left = left


class CeilingReached(StorageError):
    """A ceiling of money leaves less than a model call may cost; nothing was reserved. Amounts are micro-USD."""

    def __init__(self, scope: Literal["run", "month", "day"], asked: int, left: int) -> None:
        super().__init__(f"A model call may cost {asked} micro-USD and the ceiling of this {scope} leaves {left}.")
        self.scope: Literal["run", "month", "day"] = scope
        self.asked = asked
        self.left = left


class Unavailable(StorageError):
    """The database did not answer or broke off; `__cause__` is the driver's error. Trying again is sensible."""


class Conflict(StorageError):
    """A unique key, foreign key or check refused the write; `__cause__` is the driver's error."""


class Forbidden(StorageError):
    """The database role may not do this: row-level security or a missing grant refused it."""


class BadValue(StorageError):
    """A value that no column may hold: NaN, infinity, a NUL, a lone surrogate, a time without zone, too much JSON."""


class SchemaMismatch(StorageError):
    """The database is not at the revision this program was written for."""


class CipherError(StorageError):
    """A sealed value does not open: unknown key, another tenant's or column's value, or damage."""
