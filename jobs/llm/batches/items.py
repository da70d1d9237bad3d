"""What is handed over for a batch, what comes back, and how both lie sealed in the vault. Pure but for the vault."""

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeVar

from pydantic import ValidationError

from jobs.chain.model import ModelReply, ModelRequest
from jobs.llm.purse import Payer
from storage import vault
from storage.cipher import Cipher
from storage.errors import CipherError, NotFound
from storage.scope import TenantTx

Part = Literal["request", "reply"]
Stored = TypeVar("Stored", ModelRequest, ModelReply)
GONE = (NotFound, CipherError)
"""What is raised for a request or reply that was purged, that no key opens any more, or that an older release wrote in another form."""


@dataclass(frozen=True)
class BatchItem:
    """One request for which nobody waits. `key`: the caller's own name of it, one of a kind in its workspace: the same key is the same item."""

    key: str
    payer: Payer
    request: ModelRequest

    @property
    def id(self) -> str:
        """Says nothing of workspace or key to the vendor, and is the same for both each time."""
        return item_id(self.payer.tenant_id, self.key)


@dataclass(frozen=True)
class Answer:
    """`waiting` until `reply` is there, or `outcome` names the error that stands in its place: then judge without a model.

    Whether the reply is what was asked for is the caller's to check, as with any reply. `Expired`: it was not fetched in time.
    """

    waiting: bool
    reply: ModelReply | None = None
    outcome: str | None = None


def item_id(tenant_id: str, key: str) -> str:
    return "item_" + hashlib.sha256(f"{tenant_id}\0{key}".encode()).hexdigest()[:48]


def reference(id: str, part: Part) -> str:
    """In the vault."""
    return f"llm_batch:{id}:{part}"


async def open_request(tx: TenantTx, cipher: Cipher, id: str) -> ModelRequest:
    """Raises one of GONE."""
    return await _open(tx, cipher, reference(id, "request"), ModelRequest)


async def open_reply(tx: TenantTx, cipher: Cipher, id: str) -> ModelReply:
    """Raises one of GONE."""
    return await _open(tx, cipher, reference(id, "reply"), ModelReply)


async def _open(tx: TenantTx, cipher: Cipher, ref: str, kind: type[Stored]) -> Stored:
    plain = await vault.get(tx, cipher, ref)
    try:
        return kind.model_validate_json(plain)
    except ValidationError as error:  # an older release wrote it: as good as not there
        raise NotFound("readable vault entry", ref) from error
