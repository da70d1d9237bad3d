"""`Given`: what a person handed over, before anything of it is read. Stored sealed with the run; the worker reads it."""

from typing import Literal

from jobs.chain.tender import Value

Portal = Literal["sample", "ted", "find_a_tender", "contracts_finder", "public_contracts_scotland", "sell2wales", "ocds", "web"]


class Reference(Value):
    """A notice that stands somewhere else."""

    portal: Portal
    id: str
    """The portal's own: `123456-2026` (TED, no padding), a notice id, an OCID, a sample's name; for `web` the address."""
    typed: str
    """As the person wrote it, for showing."""


class SlackFile(Value):
    """A file that Slack keeps; fetched by the worker with the workspace's token."""

    id: str
    name: str
    size: int | None = None
    """Bytes as Slack says; never believed when reading."""


class Given(Value):
    """Text, a reference or files; a message may have text beside the other two."""

    text: str = ""
    reference: Reference | None = None
    files: tuple[SlackFile, ...] = ()
