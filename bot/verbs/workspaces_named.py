"""Which workspaces a verb is about: all of this deployment, or the one that `--workspace` names."""

import argparse
from dataclasses import dataclass

from jobs.chain.errors import BadInput
from jobs.deps import Deps
from storage import tenants

UNKNOWN = "No workspace here has the id {who}: name it by its Slack team (T…) or its id in this deployment. Nothing was done."


@dataclass(frozen=True)
class Named:
    tenant_id: str
    name: str
    """As Slack told it, with the team's id."""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workspace", metavar="ID", help="only this Slack team (T…) or workspace id; default: all")


async def chosen(deps: Deps, who: str | None) -> tuple[Named, ...]:
    """In the order of their ids. Raises BadInput for one that is not here, StorageError."""
    found: list[Named] = []
    async with deps.db.system() as sys:
        tenant_ids = await tenants.all_ids(sys)
    for tenant_id in tenant_ids:
        async with deps.db.tenant_read(tenant_id) as tx:
            tenant = await tenants.get(tx)
        if who in (None, tenant_id, tenant.team_id):
            found.append(Named(tenant_id, f"{tenant.name} ({tenant.team_id or tenant_id})"))
    if who is not None and not found:
        raise BadInput("unknown_reference", UNKNOWN.format(who=who[:80]))
    return tuple(found)
