"""`Coverage`: whether the company can show that it meets a requirement, and by what."""

from typing import Literal

from jobs.chain.tender import Value

Status = Literal["held", "expired", "not_found"]


class Proof(Value):
    source: str
    """The document's name, or the field of the profile: `profile.certificates`."""
    quote: str
    """Word for word from there."""
    page: int | None = None

    @property
    def place(self) -> str:
        return f"{self.source}, page {self.page}" if self.page else self.source


class Coverage(Value):
    requirement_id: str
    status: Status
    """`not_found` says that nothing was found, not that the company has it not."""
    evidence: tuple[Proof, ...] = ()
    """One for each thing the requirement names; of an expired one, what has expired."""
