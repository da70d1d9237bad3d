"""Seals what must not lie in the database in the clear: AES-256-GCM, bound to tenant and column."""

import os
from collections.abc import Callable, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import CipherError

FORMAT = 1
KEY_BYTES = 32
NONCE_BYTES = 12  # NIST SP 800-38D: 96 bits, random
MAX_KEY_ID_BYTES = 64


class Cipher:
    """Keys, newest first: the first seals, all open. A sealed value is format, key id length, key id, nonce, ciphertext and tag."""

    def __init__(self, keys: Sequence[tuple[str, bytes]], *, nonce: Callable[[int], bytes] = os.urandom) -> None:
        """Raises CipherError without a key, for a key that is not 32 bytes, or for a key id used twice."""
        if not keys or len({id for id, _ in keys}) != len(keys):
            raise CipherError("Encryption needs at least one key, each with an id of its own.")
        for id, key in keys:
            if len(key) != KEY_BYTES or not 0 < len(id.encode()) <= MAX_KEY_ID_BYTES:
                raise CipherError(f"An encryption key has {KEY_BYTES} bytes and an id of 1 to {MAX_KEY_ID_BYTES}.")
        self._newest = keys[0][0]
        self._keys = {id: AESGCM(key) for id, key in keys}
        self._nonce = nonce

    def seal(self, plain: bytes, *, tenant_id: str, column: str) -> bytes:
        """Encrypts with the newest key; opens only for the same tenant and column."""
        nonce = self._nonce(NONCE_BYTES)
        header = _header(self._newest)
        sealed = self._keys[self._newest].encrypt(nonce, plain, _bound_to(header, tenant_id, column))
        return header + nonce + sealed

    def open(self, sealed: bytes, *, tenant_id: str, column: str) -> bytes:
        """Decrypts with whichever key sealed it. Raises CipherError for an unknown key, another tenant or column, or damage."""
        key_id, start = _read_header(sealed)
        key = self._keys.get(key_id)
        if key is None:
            raise CipherError(f"The key {key_id!r} that sealed this value is not among the keys.")
        nonce, body = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
        try:
            return key.decrypt(nonce, body, _bound_to(sealed[:start], tenant_id, column))
        except (InvalidTag, ValueError) as error:
            raise CipherError("A sealed value does not open: it is damaged or belongs elsewhere.") from error

    def is_newest(self, sealed: bytes) -> bool:
        """Whether the value needs no resealing after a key was added. Raises CipherError for damage."""
        return _read_header(sealed)[0] == self._newest


def _header(key_id: str) -> bytes:
    name = key_id.encode()
    return bytes((FORMAT, len(name))) + name


def _read_header(sealed: bytes) -> tuple[str, int]:
    if len(sealed) < 2 or sealed[0] != FORMAT or len(sealed) < 2 + sealed[1] + NONCE_BYTES:
        raise CipherError("A sealed value does not open: it is damaged.")
    start = 2 + sealed[1]
    return sealed[2:start].decode("utf-8", "replace"), start


def _bound_to(header: bytes, tenant_id: str, column: str) -> bytes:
    # Lengths first, so that no tenant and column can be split another way.
    tenant = tenant_id.encode()
    return header + len(tenant).to_bytes(4, "big") + tenant + column.encode()
