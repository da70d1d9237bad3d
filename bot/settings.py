"""The only reader of the environment: every setting, checked once at start, frozen ever after."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from bot.setting_values import (
    EncryptionKey,
    Origin,
    async_database_url,
    encryption_key,
    origin,
    redis_url,
    source_address,
    split,
    web_address,
)
from jobs.chain.errors import BidwrightError

MAX_SECRET_FILE = 64 * 1024
"""Bytes read from a file named by `NAME_FILE`."""

Positive = Annotated[int, Field(gt=0)]
Seconds = Annotated[float, Field(gt=0, le=3600)]


class SettingsError(BidwrightError):
    """What is wrong with the environment; `problems` holds one sentence each, naming the variable and never its value."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class Settings(BaseModel):
    """A field is named as its variable, in small letters. An empty variable counts as not set."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    data_dir: Path = Path("data")
    database_url: str = Field(default="", repr=False)
    """Never empty after `load`: SQLite under `data_dir` unless told otherwise."""
    migration_database_url: str | None = Field(default=None, repr=False)
    """Postgres only: the role that owns the tables. None: migrate as `database_url`."""
    redis_url: str | None = Field(default=None, repr=False)
    """None: Redis is embedded, and one process does everything."""

    slack_api_url: str = "https://slack.com/api/"
    """Ends with a slash."""
    slack_signing_secret: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    public_url: str | None = None
    """How Slack and people reach this deployment, without a slash at the end."""

    model: Literal["auto", "rules", "anthropic"] = "auto"
    """`auto` is anthropic where there is a key, rules where there is none."""
    anthropic_api_key: SecretStr | None = None
    anthropic_base_url: str = "https://api.anthropic.com"
    model_small: str = "claude-haiku-5-5"
    model_middle: str = "claude-sonnet-5-5"
    model_large: str = "claude-opus-5-5"
    models_file: Path | None = None
    """Models, prices, tiers, ceilings and limits in place of the shipped `jobs/llm/tiers.yml`."""

    keep_buyer_contacts: bool = False
    """Whether a model may read the e-mail addresses and telephone numbers that a notice itself publishes; names are masked all the same."""

    ted_api_url: str = "https://api.ted.europa.eu"
    ted_web_url: str = "https://ted.europa.eu"
    fts_api_url: str = "https://www.find-tender.service.gov.uk"
    ocds_sources: tuple[str, ...] = ()
    """Addresses of further OCDS publishers."""

    encryption_keys: tuple[EncryptionKey, ...] = ()
    """Newest first: the first encrypts, all decrypt."""
    operator_contact: str | None = None
    """Whom people of this deployment turn to: a name, an address or a Slack handle."""
    profile_file: Path | None = None
    """Company profile (YAML) of a workspace that has none of its own."""
    monthly_credits: Annotated[int, Field(ge=0)] = 100

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 3000
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "console"] = "json"
    otel_exporter_otlp_endpoint: str | None = None

    worker_slots: Annotated[int, Field(ge=1, le=1000)] = 20
    lease_seconds: Annotated[float, Field(ge=1, le=60)] = 12.0
    poll_seconds: Annotated[float, Field(ge=0.01, le=5)] = 0.05

    max_text_chars: Positive = 200_000
    max_question_chars: Positive = 10_000
    max_file_mb: Positive = 50
    max_file_pages: Positive = 500
    max_file_chars: Positive = 2_000_000
    max_pack_files: Positive = 100
    max_pack_mb: Positive = 200
    max_request_files: Positive = 20
    max_web_mb: Positive = 50
    web_seconds: Seconds = 30.0
    web_redirects: Annotated[int, Field(ge=0, le=20)] = 5

    @classmethod
    def load(cls, environ: Mapping[str, str]) -> Self:
        """Settings from variables, or from files named by `NAME_FILE`.

        Raises SettingsError with every problem found, not the first alone.
        """
        values, problems = _collect(environ)
        try:
            settings = cls.model_validate(values)
        except ValidationError as error:
            raise SettingsError((*problems, *_sentences(error))) from error
        problems += settings._contradictions()  # noqa: SLF001
        if problems:
            raise SettingsError(tuple(problems))
        database = settings.database_url or f"sqlite+aiosqlite:///{settings.data_dir / 'bidwright.db'}"
        return settings.model_copy(update={"database_url": database})

    @classmethod
    def from_environment(cls) -> Self:
        return cls.load(os.environ)

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def uses_anthropic(self) -> bool:
        return self.model == "anthropic" or (self.model == "auto" and self.anthropic_api_key is not None)

    @property
    def named_origins(self) -> frozenset[Origin]:
        """The only origins that may lie on an inner network: the operator named them, a user did not."""
        urls = (self.slack_api_url, self.anthropic_base_url, self.ted_api_url, self.ted_web_url, self.fts_api_url, *self.ocds_sources)
        return frozenset(origin(url) for url in urls)

    def problems_for_slack(self) -> tuple[str, ...]:
        """What `serve` lacks to talk to a Slack workspace; empty when it may start."""
        problems: list[str] = []
        if not (self.slack_signing_secret or self.slack_app_token):
            problems.append("SLACK_SIGNING_SECRET is missing: copy it from the app's Basic Information page, or set SLACK_APP_TOKEN.")
        if not (self.slack_bot_token or self.slack_client_id):
            problems.append("SLACK_BOT_TOKEN is missing: install the app and copy it, or set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.")
        return tuple(problems)

    @field_validator("database_url", "migration_database_url")
    @classmethod
    def _with_async_driver(cls, url: str | None) -> str | None:
        return async_database_url(url) if url else url

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, url: str | None) -> str | None:
        return redis_url(url) if url else url

    @field_validator("anthropic_base_url", "ted_api_url", "ted_web_url", "fts_api_url", "public_url", "otel_exporter_otlp_endpoint")
    @classmethod
    def _address(cls, url: str | None) -> str | None:
        return web_address(url).rstrip("/") if url else url

    @field_validator("slack_api_url")
    @classmethod
    def _slack_address(cls, url: str) -> str:
        return web_address(url).rstrip("/") + "/"

    @field_validator("ocds_sources", mode="before")
    @classmethod
    def _addresses(cls, value: object) -> object:
        return tuple(source_address(part) for part in split(value)) if isinstance(value, str) else value

    @field_validator("encryption_keys", mode="before")
    @classmethod
    def _keys(cls, value: object) -> object:
        return tuple(encryption_key(part) for part in split(value)) if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    def _contradictions(self) -> list[str]:
        problems: list[str] = []
        if self.model == "anthropic" and self.anthropic_api_key is None:
            problems.append("ANTHROPIC_API_KEY is missing: MODEL=anthropic needs it; set it, or MODEL=rules.")
        if (self.slack_client_id is None) != (self.slack_client_secret is None):
            problems.append("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET belong together: set both or neither.")
        if self.migration_database_url and not self.database_url:
            problems.append("DATABASE_URL is missing: MIGRATION_DATABASE_URL alone names the owner role only.")
        ids = [key.id for key in self.encryption_keys]
        if len(ids) != len(set(ids)):
            problems.append("ENCRYPTION_KEYS names a key id twice: give each key its own.")
        return problems


def _collect(environ: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    values: dict[str, str] = {}
    problems: list[str] = []
    for field in Settings.model_fields:
        name = field.upper()
        value, file = environ.get(name, "").strip(), environ.get(f"{name}_FILE", "").strip()
        if value and file:
            problems.append(f"{name} and {name}_FILE are both set: keep one.")
        elif file:
            try:
                value = _read(Path(file))
            except (OSError, UnicodeDecodeError, ValueError):
                problems.append(f"{name}_FILE names a file that cannot be read as text of at most {MAX_SECRET_FILE} bytes.")
        if value:
            values[field] = value
    return values, problems


def _read(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(MAX_SECRET_FILE + 1)
    if len(content) > MAX_SECRET_FILE:
        raise ValueError("too long")
    return content.decode().strip()


def _sentences(error: ValidationError) -> list[str]:
    return [
        f"{str(item['loc'][0]).upper()} is not usable: {item['msg'].removeprefix('Value error, ').rstrip('.')}."
        for item in error.errors(include_input=False, include_url=False)
    ]
