"""`Given`: what a person handed over, before anything of it is read. Stored sealed with the run; the worker reads it."""

from typing import Literal
from urllib.parse import urlsplit

from jobs.chain.tender import Value

Portal = Literal["sample", "ted", "find_a_tender", "contracts_finder", "public_contracts_scotland", "sell2wales", "ocds", "web"]
PORTALS: dict[Portal, str] = {
    "sample": "sample",
    "ted": "TED notice",
    "find_a_tender": "Find a Tender notice",
    "contracts_finder": "Contracts Finder notice",
    "public_contracts_scotland": "Public Contracts Scotland notice",
    "sell2wales": "Sell2Wales notice",
    "ocds": "notice",
    "web": "page",
}


class Reference(Value):
    """A notice that stands somewhere else."""

    portal: Portal
    id: str
    """The portal's own: `123456-2026` (TED, no padding), a notice id, an OCID, a sample's name; for `web` the address."""
    typed: str
    """As the person wrote it, for showing to that person."""


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

    @classmethod
    def sample(cls, name: str) -> "Given":
        """A notice that ships with the product."""
        return cls(reference=Reference(portal="sample", id=name, typed=name))

    @property
    def kind(self) -> str:
        """`text`, `files`, or the portal; stored with the run in clear."""
        if self.reference is not None:
            return self.reference.portal
        return "files" if self.files else "text"

    @property
    def at_hand(self) -> bool:
        """Whether it can be read without asking anybody for it."""
        return not self.files and (self.reference is None or self.reference.portal == "sample")

    @property
    def label(self) -> str:
        """What it is in a few words, without anything private: of an address only the host."""
        if self.reference is not None:
            name = PORTALS[self.reference.portal]
            return (
                f"{name} at {urlsplit(self.reference.id).hostname or '?'}"
                if self.reference.portal == "web"
                else f"{name} {self.reference.id}"
            )
        if self.files:
            return "1 file" if len(self.files) == 1 else f"{len(self.files)} files"
        return "pasted text"
