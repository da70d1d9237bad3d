"""Where a request came from and what it may use: the one argument of ours that every listener gets."""

from dataclasses import dataclass

from bot.background import Background
from bot.oauth import InstallationAuthorize
from jobs.deps import Deps


@dataclass(frozen=True)
class Here:
    deps: Deps
    background: Background
    """For what need not be done before the answer."""
    workspaces: InstallationAuthorize
    request_id: str
    tenant_id: str
    member: str
    """Slack user id; empty for events that nobody caused."""
