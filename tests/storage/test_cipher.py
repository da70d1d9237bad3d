import pytest

from storage.cipher import Cipher
from storage.errors import CipherError

OLD, OLDER, NEW = (("2024", b"a" * 32), ("2023", b"b" * 32), ("2025", b"c" * 32))
PLAIN = "xoxb-ключ".encode()


def seal(cipher: Cipher, tenant_id: str = "ten_1", column: str = "vault.sealed:1") -> bytes:
    return cipher.seal(PLAIN, tenant_id=tenant_id, column=column)


def opened(cipher: Cipher, sealed: bytes, tenant_id: str = "ten_1", column: str = "vault.sealed:1") -> bytes:
    return cipher.open(sealed, tenant_id=tenant_id, column=column)


def test_what_is_sealed_opens_again_and_is_not_in_the_clear() -> None:
    cipher = Cipher([NEW])
    sealed = seal(cipher)
    assert PLAIN not in sealed
    assert opened(cipher, sealed) == PLAIN
    assert seal(cipher) != sealed


@pytest.mark.parametrize(("tenant_id", "column"), [("ten_2", "vault.sealed:1"), ("ten_1", "vault.sealed:2"), ("ten_1v", "ault.sealed:1")])
def test_a_sealed_value_moved_to_another_tenant_or_column_does_not_open(tenant_id: str, column: str) -> None:
    cipher = Cipher([NEW])
    with pytest.raises(CipherError):
        opened(cipher, seal(cipher), tenant_id, column)


def test_values_of_three_key_ages_open_and_the_newest_key_seals() -> None:
    sealed = [seal(Cipher([key])) for key in (OLDER, OLD, NEW)]
    cipher = Cipher([NEW, OLD, OLDER])
    assert [opened(cipher, value) for value in sealed] == [PLAIN] * 3
    assert [cipher.is_newest(value) for value in sealed] == [False, False, True]
    assert cipher.is_newest(seal(cipher))


def test_a_value_whose_key_was_dropped_says_which_key_is_missing() -> None:
    with pytest.raises(CipherError, match="2023"):
        opened(Cipher([NEW, OLD]), seal(Cipher([OLDER])))


def test_a_key_under_another_ones_id_does_not_open_its_values() -> None:
    with pytest.raises(CipherError):
        opened(Cipher([("2025", b"z" * 32)]), seal(Cipher([NEW])))


def test_no_changed_byte_goes_unnoticed() -> None:
    cipher = Cipher([NEW, OLD])
    sealed = seal(cipher)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(CipherError):
            opened(cipher, bytes(changed))
    for length in range(len(sealed)):
        with pytest.raises(CipherError):
            opened(cipher, sealed[:length])


@pytest.mark.parametrize("keys", [[], [("", b"a" * 32)], [("k", b"short")], [NEW, ("2025", b"d" * 32)], [("k" * 65, b"a" * 32)]])
def test_keys_that_cannot_be_used_are_refused_at_once(keys: list[tuple[str, bytes]]) -> None:
    with pytest.raises(CipherError):
        Cipher(keys)


def test_the_nonce_is_taken_from_where_we_are_told() -> None:
    asked: list[int] = []

    def nonce(size: int) -> bytes:
        asked.append(size)
        return b"n" * size

    cipher = Cipher([NEW], nonce=nonce)
    assert seal(cipher) == seal(cipher)
    assert asked == [12, 12]
