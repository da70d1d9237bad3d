"""The encryption key of a deployment that was given none: made once, beside its SQLite file."""

import base64
import os
import secrets
from pathlib import Path

from bot.setting_values import encryption_key
from bot.settings import Settings, SettingsError


def ensure_local_key(settings: Settings) -> Settings:
    """Settings that hold an encryption key; on SQLite one is made once, in `data_dir/encryption.key`, readable by its owner alone.

    Raises SettingsError on any other database without `ENCRYPTION_KEYS`, or when the file is damaged, out of reach or readable by others.
    """
    if settings.encryption_keys:
        return settings
    if not settings.is_sqlite:
        raise SettingsError(("ENCRYPTION_KEYS is missing: give id:base64 of 32 random bytes, the same to every process.",))
    path = settings.data_dir / "encryption.key"
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_key(path)
        if path.stat().st_mode & 0o077:
            raise SettingsError((f"{path} can be read by others: run chmod 600 on it.",))
        key = encryption_key(path.read_text().strip())
    except OSError as error:
        raise SettingsError((f"{path} cannot be made or read ({error.strerror}): give DATA_DIR a directory of your own.",)) from error
    except ValueError as error:
        raise SettingsError((f"{path} is damaged: put it back from a backup, for what it encrypted cannot be read without it.",)) from error
    return settings.model_copy(update={"encryption_keys": (key,)})


def _write_key(path: Path) -> None:
    # Written apart and linked: of two processes starting at once both end with the same whole file.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(f"local:{base64.b64encode(secrets.token_bytes(32)).decode()}\n")
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            return
    finally:
        draft.unlink()
