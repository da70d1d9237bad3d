"""What `bidwright doctor` looks at: each check is one function that says what it found and how to mend it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from jobs.deps import Deps
from jobs.queue import ArqQueue
from storage import audit, health, installations, schema, tenants
from storage.errors import StorageError

Grade = Literal["good", "note", "bad"]


@dataclass(frozen=True)
class Result:
    name: str
    grade: Grade
    found: str
    mend: str = ""


@dataclass(frozen=True)
class Patient:
    settings: Settings
    deps: Deps
    queue: ArqQueue
    session: aiohttp.ClientSession


Check = Callable[[Patient], Awaitable[Result]]


async def check_database(patient: Patient) -> Result:
    name = "database"
    try:
        revision = await patient.deps.db.revision()
    except StorageError as error:
        return Result(name, "bad", error.sentence, "Check DATABASE_URL and that the server runs.")
    if revision != schema.head():
        return Result(name, "bad", f"schema {revision or 'empty'}, this version needs {schema.head()}", "Run `bidwright migrate`.")
    return Result(name, "good", f"{patient.deps.db.dialect}, schema {revision}")


async def check_roles(patient: Patient) -> Result:
    """A superuser or BYPASSRLS role would see every workspace's rows (DESIGN.md §3.6)."""
    name = "database role"
    try:
        problems = await health.role_problems(patient.deps.db)
    except StorageError as error:
        return Result(name, "bad", error.sentence, "Mend the database first.")
    if problems:
        return Result(name, "bad", "; ".join(problems), "Connect as a role like those of deploy/postgres/roles.sql.")
    return Result(
        name, "good", "no superuser, row-level security holds" if patient.deps.db.dialect == "postgresql" else "not used by SQLite"
    )


async def check_queue(patient: Patient) -> Result:
    if patient.settings.redis_url is None:
        return Result("queue", "note", "embedded: one process does everything", "Set REDIS_URL to run workers apart.")
    if await patient.queue.ping():
        return Result("queue", "good", "Redis answers")
    return Result("queue", "bad", "Redis does not answer", "Check REDIS_URL; accepted runs wait in the database until it is back.")


async def check_slack(patient: Patient) -> Result:
    settings, name = patient.settings, "Slack"
    problems = settings.problems_for_slack()
    if problems:
        return Result(name, "bad", problems[0], "See README, Run it for real.")
    if settings.slack_bot_token is None:
        return Result(name, "good", "workspaces install themselves")
    client = AsyncWebClient(base_url=settings.slack_api_url, session=patient.session, retry_handlers=[])
    try:
        who = await client.auth_test(token=settings.slack_bot_token.get_secret_value())
    except SlackApiError as error:
        return Result(name, "bad", f"SLACK_BOT_TOKEN is refused ({error.response.get('error')})", "Copy it anew from OAuth & Permissions.")
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return Result(name, "bad", f"not reached ({type(error).__name__})", "Check SLACK_API_URL and the network.")
    return Result(name, "good", f"speaks for {who.get('team')}")


async def check_keys(patient: Patient) -> Result:
    """Every stored token must open with the keys at hand."""
    name, deps = "encryption keys", patient.deps
    try:
        async with deps.db.system() as sys:
            tenant_ids = await tenants.all_ids(sys)
        for tenant_id in tenant_ids:
            async with deps.db.tenant_read(tenant_id) as tx:
                await installations.load(tx, deps.cipher)
    except StorageError as error:
        return Result(name, "bad", error.sentence, "Put the key that sealed it back into ENCRYPTION_KEYS, after the newest.")
    return Result(name, "good", f"tokens of {len(tenant_ids)} workspaces open")


async def check_doubles(patient: Patient) -> Result:
    """Messages sent again because nothing could tell whether they had arrived (DESIGN.md §3.4)."""
    name, deps, count = "messages", patient.deps, 0
    try:
        async with deps.db.system() as sys:
            tenant_ids = await tenants.all_ids(sys)
        for tenant_id in tenant_ids:
            async with deps.db.tenant_read(tenant_id) as tx:
                count += sum(entry.act == "message_possibly_doubled" for entry in await audit.entries(tx, limit=1000))
    except StorageError as error:
        return Result(name, "bad", error.sentence, "Mend the database first.")
    if count:
        return Result(name, "note", f"{count} may stand twice", "Grant channels:history and groups:history so that Bidwright can look.")
    return Result(name, "good", "none may stand twice")


async def check_analyst(patient: Patient) -> Result:
    if patient.settings.uses_anthropic:
        return Result("analyst", "good", f"language models: {patient.settings.model_small}, {patient.settings.model_middle}")
    return Result("analyst", "note", "fixed rules, no language model", "Set ANTHROPIC_API_KEY for judgements beyond rules.")


async def check_owner(patient: Patient) -> Result:
    if patient.settings.operator_contact:
        return Result("owner", "good", "a named owner gets the alerts")
    return Result("owner", "note", "nobody is named", "Set OPERATOR_CONTACT to whoever looks after this deployment.")


CHECKS: tuple[Check, ...] = (
    check_database,
    check_roles,
    check_queue,
    check_slack,
    check_keys,
    check_doubles,
    check_analyst,
    check_owner,
)
