from typing import Any

import pytest

from jobs.library import shelving
from jobs.library.shelving import WAITING
from playground.records import Message
from storage import library, members
from tests.bot.listeners.desk import ADA, BEN, BIDS, HANA, HARBOUR, HARBOUR_BIDS, MAX_BYTES, NORTH, Desk
from tests.bot.rig import MEMBER, TEAM, Rig
from tests.jobs.documents.made_office import docx, p, run, zipped
from tests.jobs.documents.made_pdfs import paragraph_page, pdf

ISO = pdf(paragraph_page("Certificate of registration", "The management system conforms to ISO 27001.", "Valid until 2031-05-31."))


async def hand_in(desk: Desk, *files: str, kind: str = "certificate", user: str = ADA, channel: str = BIDS) -> str:
    """Fill in the form; what the person reads in its place."""
    await desk.bidwright("library add", user=user, channel=channel)
    await desk.submit({"library_files": list(files), "library_kind": kind}, user=user)
    return desk.on_screen(user)


def direct(desk: Desk, user: str = ADA, team: str = NORTH) -> list[Message]:
    return desk.slack.world.workspaces[team].direct(user).messages


def told(desk: Desk, user: str = ADA) -> str:
    return f"{direct(desk, user)[-1].text} {direct(desk, user)[-1].blocks}"


async def found(desk: Desk, *words: str, team: str = NORTH) -> list[library.Hit]:
    async with desk.deps.db.tenant_read(desk.tenants[team]) as tx:
        return await library.search(tx, words, limit=10)


async def test_a_file_is_noted_at_once_then_read_searched_and_told_of(desk: Desk) -> None:
    said = await hand_in(desk, desk.upload("iso.pdf", ISO))
    assert "1 file is being read. A direct message tells you" in said
    (document,) = await desk.documents()
    assert (document.name, document.kind, document.status, document.pages, document.added_by) == ("iso.pdf", "certificate", "read", 1, ADA)
    (hit,) = await found(desk, "iso 27001")
    assert (hit.document, hit.page) == ("iso.pdf", 1)
    assert "1 in the library" in direct(desk)[-1].text
    assert "iso.pdf" in told(desk)
    (entry,) = await desk.audited("library_added")
    assert entry.actor == ADA
    assert "iso.pdf" not in str(entry.after)


async def test_several_files_are_told_of_together_with_what_could_not_be_read_and_why(desk: Desk) -> None:
    files = (
        desk.upload("method.docx", docx(p(run("We clean pools without chlorine.")))),
        desk.upload("broken.pdf", b"%PDF-1.7 and then nothing that a reader could use"),
        desk.upload("huge.txt", b"x" * (MAX_BYTES + 1)),
        desk.upload("gone.txt", b"text"),
    )
    desk.slack.world.workspaces[NORTH].files[files[3]].content = None
    await hand_in(desk, *files, kind="method")
    by_name = {each.name: each for each in await desk.documents()}
    assert {name: each.status for name, each in by_name.items()} == {
        "method.docx": "read", "broken.pdf": "cannot_read", "huge.txt": "cannot_read", "gone.txt": "cannot_read",
    }  # fmt: skip
    assert by_name["huge.txt"].reason is not None
    assert "at most 1 MB" in by_name["huge.txt"].reason
    assert "1 in the library, 3 could not be read" in direct(desk)[-1].text
    for name, each in by_name.items():
        assert name in told(desk)
        assert each.reason is None or each.reason[:30] in told(desk)
    listed = await desk.bidwright("library")
    assert "could not be read" in listed
    assert "at most 1 MB" in listed


async def test_every_member_of_a_pack_is_a_document_of_its_own(desk: Desk) -> None:
    pack = zipped({"policy.txt": "We recycle our cables." * 5, "cv.txt": "Twelve years of bridge inspection." * 5})
    await hand_in(desk, desk.upload("pack.zip", pack), kind="policy")
    assert {each.name for each in await desk.documents()} == {"pack.zip/policy.txt", "pack.zip/cv.txt"}
    assert len(await found(desk, "bridge")) == 1
    assert len(direct(desk)) == 1


async def test_the_same_content_is_kept_once_and_the_person_is_told(desk: Desk) -> None:
    await hand_in(desk, desk.upload("iso.pdf", ISO))
    await hand_in(desk, desk.upload("copy.pdf", ISO))
    assert [each.name for each in await desk.documents()] == ["iso.pdf"]
    assert "1 in the library before" in direct(desk)[-1].text


async def test_a_form_sent_twice_is_noted_and_read_once(desk: Desk) -> None:
    file = desk.upload("iso.pdf", ISO)
    await desk.bidwright("library add")
    view = desk.modal()
    same = type(view)(view.id, "modal", ADA, view.content, view.hash, view.id)
    values = {"library_files": [file], "library_kind": "certificate"}
    await desk.submit(values)
    again = await desk.submit(values, view=same)
    assert "being read" in again.text
    assert len(await desk.documents()) == 1
    assert len(await desk.audited("library_added")) == 1
    assert len(direct(desk)) == 1


async def test_no_file_at_all_is_said_at_the_field(desk: Desk) -> None:
    await desk.bidwright("library add")
    await desk.submit({"library_kind": "cv"})
    assert desk.modal().errors == {"library_files": "Choose at least one file to add."}


async def test_while_slack_is_away_a_file_waits_and_is_read_later(desk: Desk) -> None:
    desk.slack.faults.add("files.info", "server_error")
    await hand_in(desk, desk.upload("iso.pdf", ISO))
    (document,) = await desk.documents()
    assert document.content_hash.startswith(WAITING)
    assert "waiting to be read" in await desk.bidwright("library")
    assert direct(desk) == []
    await desk.librarian.learn(desk.tenants[NORTH])
    (document,) = await desk.documents()
    assert document.status == "read"
    assert "1 in the library" in direct(desk)[-1].text


async def test_without_the_scope_for_files_the_person_is_told_whom_to_ask(desk: Desk) -> None:
    desk.slack.world.workspaces[NORTH].scopes.discard("files:read")
    await hand_in(desk, desk.upload("iso.pdf", ISO))
    assert "Ask an admin to allow the scope files:read" in told(desk)


async def test_the_list_shows_twenty_newest_first_and_turns_its_pages(desk: Desk) -> None:
    await fill(desk, 45)
    said = await desk.bidwright("library", user=BEN)
    assert "1 to 20, newest first" in said
    assert "document 44" in said
    assert "document 24" not in said
    await desk.press("library:older", user=BEN)
    assert "21 to 40" in desk.read()
    await desk.press("library:older", user=BEN)
    assert "41 to 45" in desk.read()
    assert "document 0" in desk.read()
    with pytest.raises(LookupError):
        await desk.press("library:older", user=BEN)
    await desk.press("library:newer", user=BEN)
    assert "21 to 40" in desk.read()


async def test_removing_asks_first_deletes_its_text_and_says_so(desk: Desk) -> None:
    await hand_in(desk, desk.upload("iso.pdf", ISO))
    await desk.bidwright("library")
    block = next(each for each in desk.last().blocks if each.get("accessory"))
    assert block["accessory"]["confirm"]["text"]["text"] == "iso.pdf leaves the library."
    await desk.press("library:remove")
    assert "Removed: iso.pdf." in desk.read()
    assert "The library is empty" in desk.read()
    assert await desk.documents() == []
    assert await found(desk, "iso 27001") == []
    (entry,) = await desk.audited("library_removed")
    assert entry.actor == ADA


async def test_removing_what_somebody_removed_before_says_so(desk: Desk) -> None:
    await hand_in(desk, desk.upload("iso.pdf", ISO))
    await desk.bidwright("library")
    (document,) = await desk.documents()
    async with desk.deps.db.tenant(desk.tenants[NORTH]) as tx:
        await library.remove(tx, document.id)
    await desk.press("library:remove")
    assert "This document was removed before" in desk.read()
    assert await desk.audited("library_removed") == []


async def test_a_document_that_is_removed_while_it_waits_stays_away(desk: Desk) -> None:
    desk.slack.faults.add("files.info", "server_error")
    await hand_in(desk, desk.upload("iso.pdf", ISO))
    await desk.bidwright("library")
    await desk.press("library:remove")
    await desk.librarian.learn(desk.tenants[NORTH])
    assert await desk.documents() == []
    assert direct(desk) == []


async def test_who_may_not_edit_sees_the_list_without_buttons_and_can_neither_add_nor_remove(desk: Desk) -> None:
    await hand_in(desk, desk.upload("iso.pdf", ISO))
    said = await desk.bidwright("library", user=BEN)
    assert "iso.pdf" in said
    assert "ask one of them" in said
    with pytest.raises(LookupError):
        await desk.press("library:remove", user=BEN)
    assert "Only owners and admins" in await desk.bidwright("library add", user=BEN)
    # A list that was made for an admin, pressed by somebody else.
    await desk.bidwright("library", user=ADA)
    await desk.press("library:remove", user=BEN)
    assert "Only owners and admins" in desk.read()
    assert len(await desk.documents()) == 1


async def test_a_form_of_somebody_who_lost_the_right_stores_nothing(desk: Desk) -> None:
    await desk.make("admin", BEN)
    await desk.bidwright("library add", user=BEN)
    await desk.make("member", BEN)
    await desk.submit({"library_files": [desk.upload("iso.pdf", ISO, user=BEN)], "library_kind": "cv"}, user=BEN)
    assert "Only owners and admins" in desk.on_screen(BEN)
    assert await desk.documents() == []


async def test_a_workspace_sees_and_removes_its_own_documents_alone(desk: Desk) -> None:
    await hand_in(desk, desk.upload("iso.pdf", ISO))
    assert "The library is empty" in await desk.bidwright("library", user=HANA, channel=HARBOUR_BIDS)
    await hand_in(desk, desk.upload("quay.txt", b"We rebuilt a quay." * 5, user=HANA), user=HANA, channel=HARBOUR_BIDS)
    await desk.bidwright("library", user=HANA, channel=HARBOUR_BIDS)
    (mine,) = await desk.documents(NORTH)
    forge(desk.last(HARBOUR_BIDS), "library:remove", f"{mine.id}|0")
    await desk.press("library:remove", user=HANA, channel=HARBOUR_BIDS)
    assert "This document was removed before" in desk.read(HARBOUR_BIDS)
    assert len(await desk.documents(NORTH)) == len(await desk.documents(HARBOUR)) == 1


@pytest.mark.parametrize("value", ["", "x", "id|-1", "id|٣", "id|99999999"])
async def test_a_button_with_a_forged_value_is_answered(desk: Desk, value: str) -> None:
    await fill(desk, 1)
    await desk.bidwright("library")
    forge(desk.last(), "library:remove", value)
    await desk.press("library:remove")
    assert "another version of Bidwright" in desk.read()
    assert len(await desk.documents()) == 1


async def test_a_form_that_slack_let_expire_is_explained(desk: Desk) -> None:
    desk.slack.faults.add("views.open", "error", error="expired_trigger_id")
    assert "Slack let the form expire before we could open it. Nothing was changed." in await desk.bidwright("library add")


async def test_after_an_uninstall_nothing_is_noted(desk: Desk) -> None:
    await desk.bidwright("library add")
    await desk.slack.client.uninstall(NORTH)
    await desk.app.background.drain()
    await desk.slack.client.submit(ADA, {"library_files": [desk.upload("iso.pdf", ISO)], "library_kind": "cv"})
    assert await desk.documents() == []


async def test_names_that_are_markup_are_shown_as_words(desk: Desk) -> None:
    await hand_in(desk, desk.upload("<!channel> & \u202efdp.txt", b"We recycle our cables." * 5), kind="policy")
    await desk.bidwright("library")
    shown = f"{desk.last().text} {desk.last().blocks[1]['text']} {told(desk)}"
    assert "<!channel>" not in shown
    assert "\u202e" not in shown
    assert "&lt;!channel&gt; &amp; fdp.txt" in shown


async def test_where_the_process_has_no_librarian_what_is_handed_in_waits(rig: Rig) -> None:
    async with rig.deps.db.tenant(rig.tenants[TEAM]) as tx:
        await members.ensure(tx, MEMBER, now=rig.deps.now(), role="admin")
    values = {
        "library_files": {"library_files": {"files": [{"id": "F1", "name": "iso.pdf", "size": 5}]}},
        "library_kind": {"library_kind": {"selected_option": {"value": "certificate"}}},
    }
    reply = await rig.submit({"callback_id": "library_form", "state": {"values": values}})
    assert reply.body["response_action"] == "update"
    async with rig.deps.db.tenant_read(rig.tenants[TEAM]) as tx:
        (waiting,) = await shelving.waiting_in(tx)
    assert (waiting.name, shelving.file_id(waiting)) == ("iso.pdf", "F1")
    values["library_kind"]["library_kind"] = {"selected_option": {"value": "bomb"}}
    forged = await rig.submit({"callback_id": "library_form", "hash": "h2", "state": {"values": values}})
    assert "another version of Bidwright" in str(forged.body["view"])


async def fill(desk: Desk, count: int) -> None:
    async with desk.deps.db.tenant(desk.tenants[NORTH]) as tx:
        for n in range(count):
            added: dict[str, Any] = {"id": f"d{n:03}", "name": f"document {n}", "content_hash": f"h{n}"}
            at = desk.clock.now().replace(microsecond=n)
            await library.add(tx, **added, kind="other", added_by=ADA, pages=None, status="read", reason=None, chunks=(), now=at)


def forge(message: Message, action_id: str, value: str) -> None:
    for block in message.blocks:
        if block.get("accessory", {}).get("action_id") == action_id:
            block["accessory"]["value"] = value
