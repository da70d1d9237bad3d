"""Tells the owner of a workspace, in a direct message, that its answers have changed."""

import uuid

import aiohttp
import structlog

from bot.blocks.drift import drift_alarm
from bot.pages import NAMESPACE
from bot.slack_api import Content, SlackApi
from bot.slack_outcomes import Failure, Posted, Refused, Unclear
from jobs.evals.drift_report import Report
from storage import installations, tenants
from storage.cipher import Cipher
from storage.db import Database
from storage.errors import StorageError
from storage.installations import Installation
from storage.scope import TenantTx

EVENT_TYPE = "bidwright_drift"
KNOWN_ALREADY = frozenset({"duplicate_message_not_found", "duplicate_channel_not_found"})
"""Slack's words for a `client_msg_id` it has seen: the message of a try whose end was lost."""

log = structlog.get_logger()


class DriftNews:
    """`jobs.tasks.quality.Alarms`. One message a week and workspace: its `client_msg_id` is the same on each try."""

    def __init__(self, db: Database, cipher: Cipher, session: aiohttp.ClientSession, base_url: str) -> None:
        self._db, self._cipher = db, cipher
        self._api = SlackApi(session, base_url)

    async def drifted(self, tenant_id: str, week: str, report: Report) -> bool:
        try:
            async with self._db.tenant_read(tenant_id) as tx:
                found = await installations.load(tx, self._cipher)
                owner = await _owner(tx, found)
        except StorageError as error:
            log.warning("drift_not_told", tenant_id=tenant_id, error=type(error).__name__)
            return False
        if found is None or owner is None:
            log.warning("drift_has_nobody_to_tell", tenant_id=tenant_id, week=week)
            return True
        outcome = await self._send(found, owner, week, report)
        if isinstance(outcome, Posted):
            return True
        cause = outcome.code if isinstance(outcome, Refused) else getattr(outcome, "cause", "limited")
        log.warning("drift_not_told", tenant_id=tenant_id, week=week, error=cause)
        return isinstance(outcome, Refused) or (isinstance(outcome, Unclear) and outcome.cause in KNOWN_ALREADY)

    async def _send(self, at: Installation, owner: str, week: str, report: Report) -> Posted | Failure:
        message = drift_alarm(week, report)
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"week": week}}
        once = str(uuid.uuid5(NAMESPACE, f"drift {at.tenant_id} {week}"))
        return await self._api.post(at.bot_token, owner, None, Content(message.text, message.blocks, metadata), once)


async def _owner(tx: TenantTx, found: Installation | None) -> str | None:
    """Slack user id of who installed it; of one that came with a bot token nobody knows who, so whoever wrote the profile, an admin."""
    if found is None or found.revoked_at is not None:
        return None
    if found.installed_by:
        return found.installed_by
    profile = await tenants.profile(tx)
    return None if profile is None else profile.by or None
