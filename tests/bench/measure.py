"""What a measurement is, and what spoils one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

MOST_STEAL = 0.05
"""Share of the CPU the host may take away before a run is thrown away."""


@dataclass(frozen=True)
class Figure:
    name: str
    value: float
    unit: str
    limit: float | None = None
    """The value must not be above it; None: shown only."""
    note: str = ""

    @property
    def kept(self) -> bool:
        return self.limit is None or self.value <= self.limit

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"kept": self.kept}


def percentile(values: Sequence[float], rank: int) -> float:
    """The `rank`th of 100; needs at least two values."""
    return quantiles(values, n=100, method="inclusive")[rank - 1]


class Steal:
    """Watches what share of CPU time the host gave to others while a run went on."""

    def __init__(self) -> None:
        self._before = _cpu_times()

    def share(self) -> float:
        before, after = self._before, _cpu_times()
        total = sum(after) - sum(before)
        return (after[7] - before[7]) / total if total and len(after) > 7 else 0.0


def _cpu_times() -> list[int]:
    stat = Path("/proc/stat")
    return [int(part) for part in stat.read_text().splitlines()[0].split()[1:9]] if stat.exists() else [0]


def cpu_seconds(pid: int) -> float:
    """User and system seconds a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100
