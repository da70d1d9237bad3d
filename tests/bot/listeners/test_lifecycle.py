import pytest

from storage import audit, installations
from tests.bot.rig import NOTICE, OTHER_TEAM, TEAM, Rig

UNINSTALLED = {"type": "app_uninstalled"}
REVOKED = {"type": "tokens_revoked", "tokens": {"bot": ["UBOT"], "oauth": []}}


async def revoked(rig: Rig, team: str = TEAM) -> bool:
    async with rig.deps.db.tenant_read(rig.tenants[team]) as tx:
        installation = await installations.load(tx, rig.deps.cipher)
    assert installation is not None
    return installation.revoked_at is not None


@pytest.mark.parametrize(
    "events", [(UNINSTALLED, REVOKED), (REVOKED, UNINSTALLED), (UNINSTALLED, UNINSTALLED)], ids=["first", "last", "twice"]
)
async def test_uninstalling_stops_the_workspace_once_in_whatever_order_the_events_come(
    rig: Rig, events: tuple[dict[str, object], ...]
) -> None:
    await rig.command("/analyze", NOTICE)
    for n, event in enumerate(events):
        assert (await rig.event(event, event_id=f"Ev{n}")).status == 200
    assert await revoked(rig)
    (run,) = await rig.runs()
    assert run.cancel_requested_at is not None
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        entries = [entry for entry in await audit.entries(tx) if entry.act == "uninstalled"]
    assert [entry.after for entry in entries] == [{"cause": events[0]["type"], "runs_stopped": 1}]


async def test_an_uninstalled_workspace_is_refused_at_its_next_request(rig: Rig) -> None:
    await rig.command("/quota")
    await rig.event(UNINSTALLED)
    await rig.command("/analyze", NOTICE)
    assert "not installed" in rig.slack.sent("response_url")[0]["text"]
    assert await rig.runs() == []
    assert not await revoked(rig, OTHER_TEAM)


async def test_the_same_event_sent_again_changes_nothing(rig: Rig) -> None:
    await rig.event(UNINSTALLED, event_id="Ev7")
    async with rig.deps.db.tenant(rig.tenants[TEAM]) as tx:
        before = await installations.load(tx, rig.deps.cipher)
        assert before is not None
        await installations.save(tx, before, rig.deps.cipher, rig.clock.now())
    await rig.event(UNINSTALLED, event_id="Ev7")
    assert not await revoked(rig)


async def test_a_person_who_takes_back_their_own_token_does_not_end_the_installation(rig: Rig) -> None:
    await rig.event({"type": "tokens_revoked", "tokens": {"oauth": ["U0001"]}})
    assert not await revoked(rig)


async def test_an_event_of_a_workspace_long_gone_is_taken(rig: Rig) -> None:
    assert (await rig.event(UNINSTALLED, team="T9999")).status == 200
