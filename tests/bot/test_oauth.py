from dataclasses import replace
from datetime import timedelta

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext

from bot.oauth import InstallationAuthorize
from storage import installations
from tests.bot.rig import TEAM, Rig


async def ask(authorize: InstallationAuthorize, team: str = TEAM) -> AuthorizeResult | None:
    return await authorize(context=AsyncBoltContext({}), enterprise_id=None, team_id=team, user_id="U1")


async def replace_token(rig: Rig, token: str) -> None:
    async with rig.deps.db.tenant(rig.tenants[TEAM]) as tx:
        before = await installations.load(tx, rig.deps.cipher)
        assert before is not None
        await installations.save(tx, replace(before, bot_token=token), rig.deps.cipher, rig.clock.now())


async def test_the_installation_row_authorises_without_asking_slack(rig: Rig) -> None:
    found = await ask(rig.authorize)
    assert found is not None
    assert (found.bot_token, found.bot_user_id, found.bot_id, found.user_id) == ("xoxb-T0001", "UBOT", "B1", "U1")
    assert rig.slack.calls == []


async def test_what_was_found_is_remembered_for_a_short_time_only(rig: Rig) -> None:
    await ask(rig.authorize)
    await replace_token(rig, "xoxb-new")
    before = await ask(rig.authorize)
    rig.clock.forward(timedelta(seconds=31))
    after = await ask(rig.authorize)
    assert before is not None
    assert after is not None
    assert (before.bot_token, after.bot_token) == ("xoxb-T0001", "xoxb-new")


async def test_forgetting_a_workspace_takes_effect_at_once(rig: Rig) -> None:
    await ask(rig.authorize)
    await replace_token(rig, "xoxb-new")
    rig.authorize.forget(rig.tenants[TEAM])
    found = await ask(rig.authorize)
    assert found is not None
    assert found.bot_token == "xoxb-new"


async def test_a_revoked_installation_authorises_nobody_but_still_has_its_tenant(rig: Rig) -> None:
    async with rig.deps.db.tenant(rig.tenants[TEAM]) as tx:
        await installations.revoke(tx, rig.clock.now(), "test")
    assert await ask(rig.authorize) is None
    assert await rig.authorize.tenant_of(None, TEAM) == rig.tenants[TEAM]


async def test_an_unknown_workspace_is_none_and_is_not_remembered(rig: Rig) -> None:
    assert await ask(rig.authorize, "T-new") is None
    assert await rig.authorize.tenant_of("", "T-new") is None
