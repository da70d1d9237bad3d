"""The pure parts of a delivery: pages as stored, places, what a look-up finds, the waiting line."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import pace
from bot.blocks.message import Message
from bot.lookup import Found, assemble
from bot.pages import Identity, client_msg_id, digest, moved_note, pack, text_only, unpack, whole, with_note
from bot.places import Place, place_of
from bot.setbacks import back_off
from bot.slack_outcomes import Posted, Seen, Sighting
from storage.outbox import OutboxRow

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
IDENTITY = Identity("out_1", 2, 5)
ROW = OutboxRow("out_1", "ten", "run", "answer", "run", 2, "C1", {}, 1, 0, "pending", 1, NOW, "tok", False, None, NOW, NOW)
ROOT = replace(ROW, seq=0, part="root")


def section(text: str) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def test_equal_messages_have_equal_hashes_and_come_back_whole() -> None:
    one = Message("text", ({"type": "divider", "block_id": "b"},), {"event_type": "t", "event_payload": {"run_id": "r"}})
    same = Message("text", ({"block_id": "b", "type": "divider"},), {"event_payload": {"run_id": "r"}, "event_type": "t"})
    assert digest(pack(one)) == digest(pack(same)) != digest(pack(replace(one, text="other")))
    body = unpack(pack(one))
    assert (body.text, body.blocks, body.ids) == ("text", ({"type": "divider", "block_id": "b"},), {"run_id": "r"})


def test_ids_of_a_message_are_the_same_at_every_try_and_differ_for_every_page_and_part() -> None:
    ids = {client_msg_id(row, page, part) for row in ("out_1", "out_2") for page in range(3) for part in range(3)}
    assert len(ids) == 18


def test_the_renderers_ids_cannot_take_the_place_of_ours() -> None:
    body = unpack(pack(Message("text", (), {"event_type": "t", "event_payload": {"outbox_id": "forged", "page": 9, "run_id": "r"}})))
    assert whole(body, IDENTITY).metadata["event_payload"] == {"outbox_id": "out_1", "page": 2, "rev": 5, "run_id": "r"}


def test_text_alone_holds_every_word_of_the_blocks_and_escapes_plain_text() -> None:
    header = {"type": "header", "text": {"type": "plain_text", "text": "R&D <!channel>"}}
    fields = {"type": "section", "fields": [{"type": "mrkdwn", "text": "*a*"}, {"type": "mrkdwn", "text": "b"}]}
    buttons = {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Press"}}]}
    [content] = text_only(unpack(pack(Message("Summary", (header, fields, buttons)))), IDENTITY)
    assert content.text == "Summary\nR&amp;D &lt;!channel&gt;\n*a*\nb"
    assert content.blocks == ()


def test_a_note_stands_above_the_blocks_unless_there_is_no_room() -> None:
    body = unpack(pack(Message("text", (section("a"),))))
    full = unpack(pack(Message("text", tuple(section("a") for _ in range(50)))))
    assert [block["type"] for block in with_note(whole(body, IDENTITY), "note").blocks] == ["context", "section"]
    assert len(with_note(whole(full, IDENTITY), "note").blocks) == 50
    assert with_note(whole(full, IDENTITY), "note").text == "note\ntext"


def test_the_reason_for_a_move_is_said_and_an_invitation_asked_only_where_it_helps() -> None:
    assert "I am not a member there. Type `/invite @bidwright`" in moved_note("C1", "not_in_channel")
    assert moved_note("C1", "is_archived").endswith("because it is archived.")
    assert "I cannot post there" in moved_note("C1", None)


@pytest.mark.parametrize(
    ("row", "page", "root", "first", "expected"),
    [
        pytest.param(ROOT, 0, None, None, Place("C1", None), id="the root opens the thread"),
        pytest.param(ROOT, 0, ("C1", "1.0"), Posted("C1", "1.0"), Place("C1", None), id="and does so when it changes"),
        pytest.param(ROOT, 1, ("C1", "1.0"), Posted("C1", "1.0"), Place("C1", "1.0"), id="its second page stands below"),
        pytest.param(ROW, 0, ("C1", "1.0"), None, Place("C1", "1.0"), id="a reply goes under the root"),
        pytest.param(ROW, 0, ("D1", "1.0"), None, Place("D1", "1.0"), id="wherever that stands"),
        pytest.param(ROW, 0, None, None, Place("C1", None), id="without a root it stands alone"),
        pytest.param(ROW, 1, None, Posted("C1", "2.0"), Place("C1", "2.0"), id="and keeps its pages together"),
        pytest.param(replace(ROOT, channel="D1"), 0, None, None, Place("D1", None, moved=True), id="a moved root says so"),
        pytest.param(replace(ROW, channel="D1"), 0, ("C1", "1.0"), None, Place("D1", None, moved=True), id="a moved reply leaves its root"),
        pytest.param(replace(ROW, channel="D1"), 0, ("D1", "1.0"), None, Place("D1", "1.0"), id="or finds it moved as well"),
        pytest.param(replace(ROW, channel="C2"), 0, None, None, Place("C2", None), id="another channel on purpose is no move"),
    ],
)
def test_every_page_has_one_place(row: OutboxRow, page: int, root: tuple[str, str] | None, first: Posted | None, expected: Place) -> None:
    assert place_of(row, page, asked_in="C1", root=root, first=first) == expected


def test_a_look_up_takes_only_its_own_page_and_the_first_of_two() -> None:
    ours = IDENTITY.metadata({})["event_payload"]
    seen = Seen((Sighting("1.0", {}), Sighting("2.0", {**ours, "page": 1}), Sighting("3.0", ours), Sighting("4.0", ours)), complete=True)
    assert assemble(seen, IDENTITY) == Found({0: "3.0"}, 1, 5)
    assert assemble(Seen((), complete=True), IDENTITY) == Found()


def test_a_look_up_survives_metadata_that_others_wrote() -> None:
    ours = IDENTITY.metadata({})["event_payload"]
    assert assemble(Seen((Sighting("1.0", {**ours, "rev": "x", "part_no": None, "of_parts": []}),), complete=True), IDENTITY) == Found(
        {0: "1.0"}, 1, 0
    )


def test_rows_without_a_turn_are_told_different_times_and_keep_their_place() -> None:
    line, turn = pace.WaitingLine(), pace.Turn("post:C1", timedelta(seconds=1), 4)
    soon = NOW + timedelta(seconds=2)
    places = [line.join(turn, f"row_{number}", soon, NOW) for number in range(3)]
    assert [(place - NOW).total_seconds() for place in places] == [2, 3, 4]
    assert line.join(turn, "row_1", soon, NOW) == places[1]
    assert line.join(turn, "row_0", soon, NOW + timedelta(seconds=2)) == soon + timedelta(seconds=3), (
        "its place has passed: it lines up again"
    )


def test_a_waiting_line_forgets_old_channels() -> None:
    line = pace.WaitingLine()
    for number in range(1500):
        line.join(pace.Turn(f"post:{number}", timedelta(seconds=1), 4), "row", NOW + timedelta(seconds=2), NOW)
    assert len(line._places) <= pace.MOST_LINES


def test_waits_double_up_to_a_minute() -> None:
    assert [back_off(attempt).total_seconds() for attempt in (0, 1, 2, 3, 6, 7, 10**9)] == [2, 2, 4, 8, 60, 60, 60]
