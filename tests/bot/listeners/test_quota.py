from tests.bot.rig import NOTICE, Rig


async def test_quota_shows_what_is_left_what_i_hold_prices_and_renewal(rig: Rig) -> None:
    await rig.command("/analyze", NOTICE)
    reply = await rig.command("/quota")
    assert "97 credits of 100 left for the workspace this month" in reply.said
    assert "3 more reserved for runs under way" in reply.said
    assert "Renews on 2026-12-01" in reply.said
    assert "(1 credit)" in str(reply.body["blocks"])


async def test_what_others_hold_is_not_mine(rig: Rig) -> None:
    await rig.command("/analyze", NOTICE, member="U0002")
    reply = await rig.command("/quota")
    assert "97 credits of 100 left" in reply.said
    assert "Used by me: 0 credits." in reply.said
