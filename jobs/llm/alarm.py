"""What only the owner of the deployment can mend is told to them, and not with every call."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Alert:
    """Something only the owner of the deployment can mend. `kind`: the error's name; `tenant_id`: of a workspace's own ceiling."""

    kind: str
    sentence: str
    tenant_id: str | None = None


class Alarm:
    """Tells of each kind of trouble, of each workspace where it is that one's, once in `every` seconds."""

    def __init__(self, tell: Callable[[Alert], None], *, clock: Callable[[], float], every: float = 3600.0) -> None:
        self._tell = tell
        self._clock = clock
        self._every = every
        self._told: dict[tuple[str, str | None], float] = {}

    def sound(self, alert: Alert) -> None:
        now = self._clock()
        self._told = {key: at for key, at in self._told.items() if now - at < self._every}
        key = (alert.kind, alert.tenant_id)
        if key not in self._told:
            self._told[key] = now
            self._tell(alert)
