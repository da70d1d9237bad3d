"""How the app got into each workspace, with its token sealed."""

from dataclasses import asdict, dataclass
from datetime import datetime

from storage.cipher import Cipher
from storage.scope import SystemTx, TenantTx
from storage.tables.installations import installations
from storage.tables.tenants import tenants

TOKEN_COLUMN = "installations.bot_token"  # noqa: S105, a column's name


@dataclass(frozen=True, slots=True)
class Installation:
    """What Slack gave at installing; `team_id` is "" for a whole organisation, `enterprise_id` "" outside one."""

    tenant_id: str
    enterprise_id: str
    team_id: str
    app_id: str
    bot_id: str
    bot_user_id: str
    bot_token: str
    scopes: tuple[str, ...]
    installed_by: str
    is_enterprise: bool
    revoked_at: datetime | None = None

    def __repr__(self) -> str:
        """Without the token."""
        return f"Installation(tenant_id={self.tenant_id!r}, team_id={self.team_id!r}, app_id={self.app_id!r})"


async def find_tenant(sys: SystemTx, *, enterprise_id: str, team_id: str) -> str | None:
    """The tenant of a workspace: the team's own installation first, then the one for its whole organisation."""
    wanted = (team_id, "") if enterprise_id else (team_id,)
    rows = await sys.all(
        sys.select(tenants, tenants.c.id, tenants.c.team_id).where(tenants.c.enterprise_id == enterprise_id, tenants.c.team_id.in_(wanted))
    )
    found: dict[str, str] = {row.team_id: row.id for row in rows}
    return found.get(team_id) or found.get("")


async def save(tx: TenantTx, installation: Installation, cipher: Cipher, now: datetime) -> None:
    """Stores the workspace's installation in place of any before, and ends an uninstall.

    `tenant_id` and `revoked_at` of the value do not count: the transaction says whose it is, and a new token is in force.
    """
    values = asdict(installation)
    del values["tenant_id"]
    sealed = cipher.seal(installation.bot_token.encode(), tenant_id=tx.tenant_id, column=TOKEN_COLUMN)
    values |= {"bot_token": sealed, "scopes": list(installation.scopes), "installed_at": now, "revoked_at": None, "revoked_cause": None}
    await tx.upsert(installations, values, key=("tenant_id",), update=values)
    await tx.run(tx.update(tenants).where(tenants.c.uninstalled_at.is_not(None)).values(uninstalled_at=None))


async def load(tx: TenantTx, cipher: Cipher) -> Installation | None:
    """The installation, revoked or not. Raises CipherError if its key is gone."""
    row = await tx.first(tx.select(installations))
    if row is None:
        return None
    token = cipher.open(row.bot_token, tenant_id=tx.tenant_id, column=TOKEN_COLUMN).decode()
    return Installation(
        tenant_id=row.tenant_id,
        enterprise_id=row.enterprise_id,
        team_id=row.team_id,
        app_id=row.app_id,
        bot_id=row.bot_id,
        bot_user_id=row.bot_user_id,
        bot_token=token,
        scopes=tuple(row.scopes),
        installed_by=row.installed_by,
        is_enterprise=row.is_enterprise,
        revoked_at=row.revoked_at,
    )


async def revoke(tx: TenantTx, now: datetime, cause: str) -> bool:
    """Notes that Slack took the token back; whether it was in force until now."""
    return (
        await tx.run(tx.update(installations).where(installations.c.revoked_at.is_(None)).values(revoked_at=now, revoked_cause=cause)) == 1
    )
