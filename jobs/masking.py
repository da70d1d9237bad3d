"""What a run masks before it asks a model. Key and tokens lie sealed in the vault: a second worker masks alike, and who shows the answer unmasks."""

import asyncio
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from jobs.chain.model import Case
from jobs.chain.pii.case import mask_case
from jobs.chain.pii.mask import LEAST_KEY, Masker
from jobs.chain.pii.official import official_contacts
from jobs.deps import Deps
from storage import gazetteer, vault
from storage.cipher import Cipher
from storage.errors import NotFound
from storage.scope import TenantTx

PURPOSE = "mask"
KEY_BYTES = 2 * LEAST_KEY


@dataclass(frozen=True)
class Kept:
    """What the vault holds of a run."""

    key: bytes
    tokens: Mapping[str, str]
    """Token to what stood there."""


@dataclass
class Masking:
    """The masker of one attempt."""

    run_id: str
    key: bytes
    masker: Masker
    stored: Mapping[str, str] | None
    """Tokens in the vault; None where it holds nothing of the run."""

    adopted: Mapping[str, str] = field(default_factory=dict[str, str])
    """Tokens of an earlier run whose answer is told again."""

    def adopt(self, tokens: Mapping[str, str]) -> None:
        self.adopted = {**self.adopted, **tokens}

    def text(self, text: str) -> str:
        return self.masker.mask(text)

    async def keep(self, tx: TenantTx, deps: Deps) -> None:
        """Store what is not stored yet, for a caller that holds the run in this transaction: before the first model is asked."""
        tokens = {**(self.stored or {}), **self.adopted, **self.masker.tokens}
        if tokens == self.stored:
            return
        body = json.dumps({"key": self.key.hex(), "tokens": tokens}).encode()
        until = deps.now() + timedelta(days=deps.limits.vault_days)
        await vault.put(tx, deps.cipher, purpose=PURPOSE, plain=body, expires_at=until, now=deps.now(), id=_ref(self.run_id))
        self.stored = tokens


async def masked(
    deps: Deps,
    tenant_id: str,
    run_id: str,
    case: Case,
    *,
    keep_contacts: bool = False,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> tuple[Case, Masking]:
    """The case as a model may see it, by the key of an earlier attempt where there was one. Raises StorageError.

    `keep_contacts`: e-mail addresses and telephone numbers that the notice itself publishes stay as they are.
    """
    async with deps.db.tenant_read(tenant_id) as tx:
        known = await kept(tx, deps.cipher, run_id)
        names = await gazetteer.names(tx)
    key = known.key if known else random(KEY_BYTES)

    def work() -> tuple[Case, Masker]:
        masker = Masker(key, names=names, keep=official_contacts(case.tender) if keep_contacts else ())
        return mask_case(case, masker), masker

    # In a thread: a pack of two million characters takes a second or two, and heartbeats go on meanwhile.
    safe, masker = await asyncio.to_thread(work)
    return safe, Masking(run_id, key, masker, known.tokens if known else None)


async def kept(tx: TenantTx, cipher: Cipher, run_id: str) -> Kept | None:
    """What the vault holds of a run; None where it was never masked, or that was too long ago. Raises CipherError."""
    try:
        body = json.loads(await vault.get(tx, cipher, _ref(run_id)))
    except NotFound:
        return None
    return Kept(bytes.fromhex(body["key"]), body["tokens"])


def _ref(run_id: str) -> str:
    return f"{PURPOSE}:{run_id}"
