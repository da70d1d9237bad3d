import asyncio
from typing import Any

import pytest

from storage.db import Database
from tests.bot.listeners.desk import ADA, BEN, GUS, HANA, HARBOUR, HARBOUR_BIDS, NORTH, Desk, open_desk

FULL: dict[str, Any] = {
    "profile_name": "Fernhill Networks",
    "profile_capabilities": "network switches\n- structured cabling\nNetwork switches",
    "profile_cpv": "3242, 727\n32420000-3",
    "profile_countries": "Germany\nIE; gbr",
    "profile_languages": "German\nen",
    "profile_value_min": "100,000",
    "profile_value_max": "3 million",
    "profile_turnover": "14 500 000",
    "profile_currency": "gbp",
    "profile_certificates": "ISO 27001, 2031-05-31\nISO 9001, 2020-01-31\nCyber Essentials",
    "profile_references": "2025, university campus, 240 switches",
    "profile_excluded_countries": "Norway",
    "profile_bid_days": "12",
}


async def saved(desk: Desk, **values: Any) -> None:
    await desk.bidwright("profile edit")
    await desk.submit(FULL | values)


async def test_without_a_profile_the_card_says_what_that_means(desk: Desk) -> None:
    said = await desk.bidwright("profile")
    assert "No company profile is set" in said
    assert "Write the profile" in said
    assert desk.last().ephemeral_to == ADA


async def test_the_form_is_stored_normalised_as_a_version_with_who_and_when_and_audited_without_its_words(desk: Desk) -> None:
    await saved(desk)
    row = await desk.profile()
    assert row is not None
    assert (row.version, row.by, row.created_at) == (1, ADA, desk.clock.now())
    assert row.body["capabilities"] == ["network switches", "structured cabling"]
    assert row.body["cpv"] == ["3242", "727", "32420000"]
    assert (row.body["countries"], row.body["languages"]) == (["DEU", "IRL", "GBR"], ["deu", "eng"])
    assert (row.body["value_min"], row.body["value_max"], row.body["turnover"]) == ("100000", "3000000", "14500000")
    assert (row.body["currency"], row.body["excluded_countries"], row.body["bid_days"]) == ("GBP", ["NOR"], 12)
    assert row.body["certificates"][0] == {"name": "ISO 27001", "expires": "2031-05-31"}
    assert "version 1" in desk.on_screen()
    (entry,) = await desk.audited("profile_changed")
    assert (entry.actor, entry.before) == (ADA, {"version": 0})
    assert "university" not in str(entry.after)


async def test_the_card_shows_names_marks_what_has_expired_and_says_what_is_not_said(desk: Desk) -> None:
    await saved(desk)
    said = await desk.bidwright("profile", user=BEN)
    assert "Germany, Ireland, United Kingdom" in said
    assert "German, English" in said
    assert "100,000 to 3,000,000 GBP" in said
    assert "ISO 9001, ⚠️ *expired* on 2020-01-31" in said
    assert "ISO 27001, valid until 2031-05-31" in said
    assert "*Exclusions*\nnot said" in said
    assert "Version 1, saved by" in said


async def test_who_may_not_edit_sees_everything_but_the_button_and_whom_to_ask(desk: Desk) -> None:
    await saved(desk)
    for user in (BEN, GUS):
        said = await desk.bidwright("profile", user=user)
        assert "Fernhill Networks" in said
        assert "Owners and admins of this workspace may change it: ask one of them." in said
        with pytest.raises(LookupError):
            await desk.press("profile:edit", user=user)


async def test_who_may_not_edit_gets_no_form_and_cannot_send_one(desk: Desk) -> None:
    said = await desk.bidwright("profile edit", user=BEN)
    assert "Only owners and admins of this workspace may change this" in said
    assert desk.slack.client.modal(BEN) is None
    await desk.make("admin", BEN)
    await desk.bidwright("profile edit", user=BEN)
    await desk.make("member", BEN)
    await desk.submit(FULL, user=BEN)
    assert "Only owners and admins" in desk.on_screen(BEN)
    assert await desk.profile() is None


async def test_a_member_with_the_role_of_an_admin_here_may_edit_whatever_slack_says(desk: Desk) -> None:
    await desk.make("owner", BEN)
    desk.slack.faults.add("users.info", "server_error")
    await desk.bidwright("profile edit", user=BEN)
    await desk.submit(FULL, user=BEN)
    row = await desk.profile()
    assert row is not None
    assert row.by == BEN


async def test_where_slack_does_not_say_who_somebody_is_nothing_is_opened_and_the_profile_is_still_shown(desk: Desk) -> None:
    desk.slack.world.workspaces[NORTH].scopes.discard("users:read")
    assert "Slack did not say in time" in await desk.bidwright("profile edit")
    assert "Slack did not say in time whether you may change it" in await desk.bidwright("profile")


async def test_the_edit_button_opens_the_form_with_what_is_stored(desk: Desk) -> None:
    await saved(desk)
    await desk.bidwright("profile")
    await desk.press("profile:edit")
    await desk.submit()
    first, second = (await desk.profile()), 2
    assert first is not None
    assert first.version == second
    assert first.body["countries"] == ["DEU", "IRL", "GBR"]
    assert first.body["certificates"][1] == {"name": "ISO 9001", "expires": "2020-01-31"}


WRONG = [
    ("profile_cpv", "32a", "Write two to eight digits"),
    ("profile_cpv", "٣٢٤٢", "is no CPV code"),
    ("profile_countries", "Irrland", "Ireland, IE or IRL"),
    ("profile_languages", "Deutch", "German, de or deu"),
    ("profile_value_min", "about a million", "Write digits alone"),
    ("profile_value_min", "-5", "Write digits alone"),
    ("profile_value_min", "1.500 million", "Write digits alone"),
    ("profile_turnover", "9" * 16, "Write digits alone"),
    ("profile_value_max", "50000", "must not be below the smallest"),
    ("profile_currency", "XYZ", "Write its three letters"),
    ("profile_certificates", "ISO 27001, 31.05.2027", "ISO 27001, 2027-05-31"),
    ("profile_certificates", "ISO 27001, 2027-02-30", "day of the calendar"),
    ("profile_certificates", "ISO 27001 until 31 May 2027", "day of the calendar"),
    ("profile_excluded_countries", "Germany", "leave it in one of the two"),
    ("profile_bid_days", "ten", "from 1 to 250"),
    ("profile_bid_days", "0", "from 1 to 250"),
    ("profile_name", "\u202e\u200b", "needs a name"),
    ("profile_capabilities", "x" * 3001, "At most 3,000 characters fit here, and these are 3,001"),
    ("profile_capabilities", "\n".join(map(str, range(500))), "At most 200 lines fit here, and these are 500"),
    ("profile_references", "🟢" * 1501, "these are 3,002"),
]


@pytest.mark.parametrize(("field", "typed", "said"), WRONG, ids=[f"{field}-{n}" for n, (field, _, _) in enumerate(WRONG)])
async def test_what_is_not_understood_is_said_at_its_field_and_nothing_typed_is_lost(desk: Desk, field: str, typed: str, said: str) -> None:
    await desk.bidwright("profile edit")
    await desk.submit(FULL | {field: typed})
    view = desk.modal()
    assert list(view.errors) == [field]
    assert said in view.errors[field]
    assert view.content["callback_id"] == "profile_form"
    assert await desk.profile() is None


async def test_several_mistakes_are_said_together(desk: Desk) -> None:
    await desk.bidwright("profile edit")
    await desk.submit(FULL | {"profile_cpv": "x", "profile_currency": "euro", "profile_bid_days": "0"})
    assert set(desk.modal().errors) == {"profile_cpv", "profile_currency", "profile_bid_days"}


async def test_the_second_of_two_who_edit_at_once_is_told_and_overwrites_nothing(desk: Desk) -> None:
    await saved(desk)
    await desk.make("admin", BEN)
    await desk.bidwright("profile edit", user=ADA)
    await desk.bidwright("profile edit", user=BEN)
    await desk.submit({"profile_bid_days": "20"}, user=ADA)
    await desk.submit({"profile_currency": "EUR"}, user=BEN)
    said = desk.on_screen(BEN)
    assert "it is version 2 now, and nothing of yours was stored" in said
    assert "Currency of these three, Working days you need for an offer" in said
    row = await desk.profile()
    assert row is not None
    assert (row.version, row.by, row.body["currency"], row.body["bid_days"]) == (2, ADA, "GBP", 20)
    assert len(await desk.audited("profile_changed")) == 2


async def test_of_two_forms_that_come_in_the_same_moment_one_is_stored(desk: Desk) -> None:
    await desk.make("admin", BEN)
    for user in (ADA, BEN):
        await desk.bidwright("profile edit", user=user)
    await asyncio.gather(*(desk.submit(FULL | {"profile_name": user}, user=user) for user in (ADA, BEN)))
    row = await desk.profile()
    assert row is not None
    assert (row.version, row.body["name"]) == (1, row.by)
    loser = BEN if row.by == ADA else ADA
    assert "nothing of yours was stored" in desk.on_screen(loser)


async def test_a_form_sent_twice_is_one_version(desk: Desk) -> None:
    await desk.bidwright("profile edit")
    view = desk.modal()
    # The same delivery again: the view as it was.
    id_, hash_, content = view.id, view.hash, view.content
    await desk.submit(FULL)
    again = await desk.submit(FULL, view=type(view)(id_, "modal", ADA, content, hash_, id_))
    assert "version 1" in again.text
    row = await desk.profile()
    assert row is not None
    assert row.version == 1
    assert len(await desk.audited("profile_changed")) == 1


async def test_a_form_that_slack_let_expire_is_explained_for_command_and_button(desk: Desk) -> None:
    for _ in range(2):
        desk.slack.faults.add("views.open", "error", error="expired_trigger_id")
    assert "Slack let the form expire before we could open it. Nothing was changed." in await desk.bidwright("profile edit")
    await desk.bidwright("profile")
    await desk.press("profile:edit")
    assert "Nothing was changed" in desk.read()


async def test_hostile_words_are_shown_as_words_and_come_back_unchanged(desk: Desk) -> None:
    hostile = "<!channel> & <@U0BEN> *x* \u202eabc"
    await saved(desk, profile_capabilities=f"{hostile}\n{'y' * 2900}", profile_references="z\n" * 150 + "<https://evil.example|here>")
    row = await desk.profile()
    assert row is not None
    assert row.body["capabilities"][0] == "<!channel> & <@U0BEN> *x* abc"
    await desk.bidwright("profile")
    shown = str(desk.last().blocks)
    assert "<!channel>" not in shown
    assert "<https://evil.example" not in shown
    assert "&lt;!channel&gt; &amp; &lt;@U0BEN&gt;" in shown
    await desk.press("profile:edit")
    await desk.submit()
    again = await desk.profile()
    assert again is not None
    assert again.body == row.body


async def test_a_workspace_sees_and_changes_its_own_profile_alone(desk: Desk) -> None:
    await saved(desk)
    assert "No company profile is set" in await desk.bidwright("profile", user=HANA, channel=HARBOUR_BIDS)
    await desk.bidwright("profile edit", user=HANA, channel=HARBOUR_BIDS)
    await desk.submit({"profile_name": "Quay Works"}, user=HANA)
    mine, theirs = await desk.profile(HARBOUR), await desk.profile(NORTH)
    assert mine is not None
    assert theirs is not None
    assert (mine.body["name"], theirs.body["name"]) == ("Quay Works", "Fernhill Networks")


async def test_after_an_uninstall_nothing_is_shown_or_stored(desk: Desk) -> None:
    await desk.bidwright("profile edit")
    await desk.slack.client.uninstall(NORTH)
    await desk.app.background.drain()
    await desk.slack.client.submit(ADA, FULL)
    assert await desk.profile() is None


async def test_a_profile_of_the_deployment_is_shown_as_such_kept_where_it_is_too_long_and_becomes_the_workspaces_own(
    database: Database,
) -> None:
    long = [f"reference {n} {'x' * 90}" for n in range(60)]
    async with open_desk(database, default_profile={"name": "Deployment Ltd", "references": long, "countries": ["IRL"]}) as desk:
        assert "Given by the deployment" in await desk.bidwright("profile")
        await desk.bidwright("profile edit")
        assert "Too long for this form, stays as it is:* References" in desk.on_screen()
        await desk.submit({"profile_cpv": "72"})
        row = await desk.profile()
        assert row is not None
        assert (row.version, row.body["references"], row.body["cpv"], row.body["countries"]) == (1, long, ["72"], ["IRL"])


async def test_an_unknown_word_gets_the_nearest_one_and_help_lists_them(desk: Desk) -> None:
    assert "Did you mean `/bidwright profile`?" in await desk.bidwright("profil")
    assert "Did you mean `/bidwright profile edit`?" in await desk.bidwright("profile edti")
    said = await desk.bidwright("help")
    assert "/bidwright profile" in said
    assert "/bidwright library" in said
