"""The golden cases that a workspace's admins promoted, for `bidwright eval --workspace`."""

from bot import wiring
from bot.settings import Settings
from jobs.chain.errors import BadInput
from jobs.deps import Deps
from jobs.evals.golden import Golden
from jobs.evals.workspace import golden_of
from storage import golden_cases, installations, tenants

UNKNOWN = "No workspace here has the id {who}: name it by its Slack team (T…) or its id in this deployment. Nothing was judged."
NOTHING = "The workspace {who} has no golden case yet: an admin promotes disputed answers with `/bidwright review` in Slack."


async def promoted(settings: Settings, who: str) -> tuple[Golden, ...]:
    """`who`: a Slack team or a workspace's id. Raises BadInput where it is unknown or has none, StorageError."""
    async with wiring.joined(settings) as (deps, _):
        tenant_id = await _tenant(deps, who)
        if tenant_id is None:
            raise BadInput("unknown_reference", UNKNOWN.format(who=who[:80]))
        async with deps.db.tenant_read(tenant_id) as tx:
            rows = await golden_cases.listed(tx)
    if not rows:
        raise BadInput("broken_case", NOTHING.format(who=who[:80]))
    return tuple(golden_of(row.body, row.profile, row.notice) for row in rows)


async def _tenant(deps: Deps, who: str) -> str | None:
    async with deps.db.system() as sys:
        if who in await tenants.all_ids(sys):
            return who
        return await installations.find_tenant(sys, enterprise_id="", team_id=who)
