"""Which installation a request belongs to, from our own table: no call to Slack, no second look within seconds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext

from storage import installations
from storage.cipher import Cipher
from storage.db import Database
from storage.installations import Installation

MOST = 10_000
"""Workspaces remembered at a time."""


@dataclass(frozen=True, slots=True)
class _Remembered:
    tenant_id: str
    installation: Installation | None
    until: datetime


class InstallationAuthorize(AsyncAuthorize):
    """Bolt's own calls auth.test on every request and has no cache switch (facts/slack.md §5.4)."""

    def __init__(self, db: Database, cipher: Cipher, *, now: Callable[[], datetime], ttl: timedelta = timedelta(seconds=30)) -> None:
        super().__init__()
        self._db = db
        self._cipher = cipher
        self._now = now
        self._ttl = ttl
        self._known: dict[tuple[str, str], _Remembered] = {}

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,  # noqa: ARG002, the signature is Bolt's
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,  # noqa: ARG002
        actor_team_id: str | None = None,  # noqa: ARG002
        actor_user_id: str | None = None,  # noqa: ARG002
    ) -> AuthorizeResult | None:
        """None where the app is not installed, or was uninstalled. Raises StorageError."""
        known = await self._find(enterprise_id, team_id)
        found = known.installation if known else None
        if found is None or found.revoked_at is not None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=found.bot_id,
            bot_user_id=found.bot_user_id,
            bot_token=found.bot_token,
            bot_scopes=found.scopes,
            user_id=user_id,
        )

    async def tenant_of(self, enterprise_id: str | None, team_id: str | None) -> str | None:
        """The tenant of a workspace, also after it was uninstalled. Raises StorageError."""
        known = await self._find(enterprise_id, team_id)
        return known.tenant_id if known else None

    def forget(self, tenant_id: str) -> None:
        """Look again at the next request: something about this installation changed."""
        self._known = {key: known for key, known in self._known.items() if known.tenant_id != tenant_id}

    async def _find(self, enterprise_id: str | None, team_id: str | None) -> _Remembered | None:
        key = (enterprise_id or "", team_id or "")
        now = self._now()
        known = self._known.get(key)
        if known is None or known.until <= now:
            known = await self._load(key, now)
        return known

    async def _load(self, key: tuple[str, str], now: datetime) -> _Remembered | None:
        async with self._db.system() as system:
            tenant_id = await installations.find_tenant(system, enterprise_id=key[0], team_id=key[1])
        if tenant_id is None:
            # Not remembered: whoever has just installed the app must not wait.
            self._known.pop(key, None)
            return None
        async with self._db.tenant_read(tenant_id) as tx:
            installation = await installations.load(tx, self._cipher)
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[key] = _Remembered(tenant_id, installation, now + self._ttl)
        return self._known[key]
