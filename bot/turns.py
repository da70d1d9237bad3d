"""The turn of one call after another of a held row: taken ahead where a transaction is open anyway, waited for before the call."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.held_row import HeldRow
from bot.pace import INLINE, POST, Turn
from bot.parting import Parting
from bot.setbacks import Setbacks, Tools
from bot.slack_api import TIMEOUT
from storage.scope import TenantTx


class Turns:
    """Raises StorageError. `known`: whether the page at hand may be in Slack; None: as the row says."""

    def __init__(self, tools: Tools, held: HeldRow) -> None:
        self._tools, self._held, self._setbacks = tools, held, Setbacks(held, "")
        self._taken: tuple[Sequence[Turn], datetime] | None = None
        """For the next call, and when it may go out."""

    async def take(self, tx: TenantTx, turns: Sequence[Turn], *, posting: bool, known: bool | None, marked: bool = False) -> Parting | None:
        """Take a turn and, for a post, note that it may be in Slack from now on, unless that is `marked` already.

        A turn too far off, or a lease too short for the call, gives the row back. Wants the row locked by the transaction.
        """
        self._taken = None
        if not self._held.lasts(TIMEOUT + INLINE.total_seconds()):
            return await self._setbacks.wait(tx, timedelta(0), "lease_too_short", unclear=known)
        place = await self._held.take_turn(tx, turns)
        if not place.taken:
            now = self._tools.now()
            again = self._tools.line.join(turns[-1], self._held.row.id, place.at, now) if posting else place.at
            parting = await self._setbacks.wait(tx, again - now, "pace", unclear=known)
            return replace(parting, all_wait=place.at - INLINE if place.slowest == POST else None)
        if posting and not marked:
            await self._held.begun(tx)
        self._taken = turns, place.at
        return None

    async def wait(self, turns: Sequence[Turn], *, posting: bool, known: bool | None) -> Parting | None:
        """Wait until the turn comes that was taken ahead, or is taken here."""
        if self._taken is None or self._taken[0] != turns:
            async with self._held.writing() as tx:
                await self._held.hold(tx)
                parting = await self.take(tx, turns, posting=posting, known=known)
            if parting is not None:
                return parting
        assert self._taken is not None
        (_, at), self._taken = self._taken, None
        if (seconds := (at - self._tools.now()).total_seconds()) > 0:
            await self._tools.sleep(seconds)
        return None
