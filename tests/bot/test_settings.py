"""Settings say what is wrong, all of it at once, and never show a secret."""

import base64
import re
from pathlib import Path

import pytest

from bot.local_key import ensure_local_key
from bot.settings import Settings, SettingsError

ROOT = Path(__file__).parents[2]
KEY = base64.b64encode(bytes(32)).decode()
OTHER_KEY = base64.b64encode(bytes(range(32))).decode()


def problems(**environ: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        Settings.load(environ)
    return caught.value.problems


def test_nothing_at_all_is_enough_for_a_trial():
    settings = Settings.load({})
    assert settings.database_url == "sqlite+aiosqlite:///data/bidwright.db"
    assert settings.redis_url is None
    assert settings.is_sqlite
    assert not settings.uses_anthropic


def test_an_empty_variable_counts_as_not_set():
    assert Settings.load({"REDIS_URL": "", "PORT": " ", "DATABASE_URL": ""}) == Settings.load({})


def test_the_database_lies_under_the_data_directory(tmp_path: Path):
    assert Settings.load({"DATA_DIR": str(tmp_path)}).database_url == f"sqlite+aiosqlite:///{tmp_path}/bidwright.db"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://a:b@h/d", "postgresql+asyncpg://a:b@h/d"),
        ("postgresql://a:b@h:5433/d", "postgresql+asyncpg://a:b@h:5433/d"),
        ("postgresql+asyncpg://h/d", "postgresql+asyncpg://h/d"),
        ("postgresql://h/d?sslmode=require", "postgresql+asyncpg://h/d?ssl=require"),
        ("sqlite:///x.db", "sqlite+aiosqlite:///x.db"),
        ("sqlite+aiosqlite:////abs/x.db", "sqlite+aiosqlite:////abs/x.db"),
    ],
)
def test_a_database_address_gets_the_async_driver(given: str, used: str):
    assert Settings.load({"DATABASE_URL": given}).database_url == used


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://h/d"),
        ("DATABASE_URL", "nonsense"),
        ("REDIS_URL", "http://h"),
        ("PORT", "70000"),
        ("PORT", "many"),
        ("MODEL", "gpt"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("PUBLIC_URL", "bidwright.example.com"),
        ("SLACK_API_URL", "https://user@slack.com/api/"),
        ("TED_API_URL", "file:///etc/passwd"),
        ("FTS_API_URL", "https://h:99999"),
        ("OCDS_SOURCES", "https://a.example, ftp://b.example"),
        ("ENCRYPTION_KEYS", "k1:short"),
        ("ENCRYPTION_KEYS", KEY),
        ("MAX_TEXT_CHARS", "0"),
        ("LEASE_SECONDS", "nan"),
        ("POLL_SECONDS", "0"),
        ("MONTHLY_CREDITS", "-1"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_the_variable(name: str, value: str):
    (sentence,) = problems(**{name: value})
    assert sentence.startswith(f"{name} is not usable: ")
    assert sentence.endswith(".")


def test_every_problem_is_told_at_once():
    found = problems(PORT="x", MODEL="y", DATABASE_URL="z", TED_API_URL="w", TED_API_URL_FILE="v")
    assert {re.split(r"\W", sentence)[0] for sentence in found} == {"PORT", "MODEL", "DATABASE_URL", "TED_API_URL"}


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"MODEL": "anthropic"}, "ANTHROPIC_API_KEY"),
        ({"SLACK_CLIENT_ID": "1.2"}, "SLACK_CLIENT_SECRET"),
        ({"SLACK_CLIENT_SECRET": "s"}, "SLACK_CLIENT_ID"),
        ({"MIGRATION_DATABASE_URL": "postgresql://h/d"}, "DATABASE_URL"),
        ({"ENCRYPTION_KEYS": f"a:{KEY},a:{OTHER_KEY}"}, "ENCRYPTION_KEYS"),
    ],
)
def test_values_that_contradict_each_other_are_refused(environ: dict[str, str], named: str):
    (sentence,) = problems(**environ)
    assert named in sentence


def test_a_secret_is_never_quoted_in_a_problem_or_a_repr():
    secret = "xoxb-very-secret"
    assert secret not in str(problems(ENCRYPTION_KEYS=f"k:{secret}", PORT=secret, DATABASE_URL=f"mysql://u:{secret}@h/d"))
    environ = {
        "SLACK_BOT_TOKEN": secret,
        "ANTHROPIC_API_KEY": secret,
        "DATABASE_URL": f"postgresql://u:{secret}@h/d",
        "MIGRATION_DATABASE_URL": f"postgresql://u:{secret}@h/d",
        "REDIS_URL": f"redis://:{secret}@h",
        "ENCRYPTION_KEYS": f"k1:{KEY}",
    }
    shown = repr(Settings.load(environ))
    assert secret not in shown
    assert KEY not in shown


def test_a_secret_may_stand_in_a_file(tmp_path: Path):
    file = tmp_path / "token"
    file.write_text("xoxb-1\n")
    token = Settings.load({"SLACK_BOT_TOKEN_FILE": str(file)}).slack_bot_token
    assert token is not None
    assert token.get_secret_value() == "xoxb-1"


def test_a_file_that_is_missing_or_too_long_or_binary_is_a_problem(tmp_path: Path):
    (tmp_path / "long").write_text("x" * 70_000)
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    for name in ("absent", "long", "binary", "."):
        (sentence,) = problems(SLACK_BOT_TOKEN_FILE=str(tmp_path / name))
        assert sentence.startswith("SLACK_BOT_TOKEN_FILE ")


def test_keys_keep_their_order_and_their_ids():
    keys = Settings.load({"ENCRYPTION_KEYS": f"new:{OTHER_KEY}, old:{KEY}"}).encryption_keys
    assert [key.id for key in keys] == ["new", "old"]
    assert keys[1].key.get_secret_value() == bytes(32)


def test_a_local_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path):
    settings = Settings.load({"DATA_DIR": str(tmp_path / "new")})
    first, second = ensure_local_key(settings), ensure_local_key(settings)
    assert first.encryption_keys == second.encryption_keys
    assert len(first.encryption_keys[0].key.get_secret_value()) == 32
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["encryption.key"]
    assert (tmp_path / "new/encryption.key").stat().st_mode & 0o777 == 0o600


def test_a_local_key_that_others_can_read_is_refused(tmp_path: Path):
    settings = Settings.load({"DATA_DIR": str(tmp_path)})
    ensure_local_key(settings)
    (tmp_path / "encryption.key").chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        ensure_local_key(settings)


def test_a_damaged_local_key_is_told_in_a_sentence(tmp_path: Path):
    settings = Settings.load({"DATA_DIR": str(tmp_path)})
    (tmp_path / "encryption.key").touch(mode=0o600)
    with pytest.raises(SettingsError, match=r"encryption\.key"):
        ensure_local_key(settings)


def test_no_key_is_ever_made_up_for_postgres(tmp_path: Path):
    settings = Settings.load({"DATA_DIR": str(tmp_path), "DATABASE_URL": "postgresql://h/d"})
    with pytest.raises(SettingsError, match="ENCRYPTION_KEYS"):
        ensure_local_key(settings)
    assert list(tmp_path.iterdir()) == []


def test_keys_that_are_given_are_left_alone(tmp_path: Path):
    settings = Settings.load({"DATA_DIR": str(tmp_path), "ENCRYPTION_KEYS": f"k:{KEY}"})
    assert ensure_local_key(settings) is settings
    assert list(tmp_path.iterdir()) == []


def test_serving_names_what_slack_needs():
    assert [text.split()[0] for text in Settings.load({}).problems_for_slack()] == ["SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN"]
    enough = {"SLACK_SIGNING_SECRET": "s", "SLACK_BOT_TOKEN": "t"}
    assert Settings.load(enough).problems_for_slack() == ()


def test_a_key_turns_the_model_on_unless_the_rules_are_asked_for():
    assert Settings.load({"ANTHROPIC_API_KEY": "k"}).uses_anthropic
    assert not Settings.load({"ANTHROPIC_API_KEY": "k", "MODEL": "rules"}).uses_anthropic


def test_only_origins_the_operator_named_may_be_inner_ones():
    settings = Settings.load({"TED_API_URL": "http://127.0.0.1:8080/ted/", "OCDS_SOURCES": "http://[::1]/x"})
    assert settings.ted_api_url == "http://127.0.0.1:8080/ted"
    assert {("http", "127.0.0.1", 8080), ("http", "::1", 80), ("https", "slack.com", 443)} <= settings.named_origins
    assert ("http", "127.0.0.1", 80) not in settings.named_origins


def test_the_slack_address_always_ends_with_a_slash():
    assert Settings.load({"SLACK_API_URL": "http://127.0.0.1:9/api"}).slack_api_url == "http://127.0.0.1:9/api/"


def test_the_example_file_lists_every_setting_and_no_other():
    listed = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(name.upper() for name in Settings.model_fields)


def test_the_example_file_shows_the_true_defaults():
    shown = dict(re.findall(r"^#([A-Z_]+)=(.+)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert Settings.load(shown) == Settings.load({})


def test_a_data_directory_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="DATA_DIR"):
        ensure_local_key(Settings.load({"DATA_DIR": str(tmp_path / "file/below")}))
