"""The window: what one process believes of the room for wake-ups."""

from datetime import timedelta

from jobs.admission import announce
from jobs.window import Window, room
from tests.jobs.office import Office


async def test_places_are_counted_down_between_looks() -> None:
    window = Window(1)
    assert [window.take() for _ in range(3)] == [True, True, False]


async def test_a_look_counts_what_is_in_flight_at_most_once_a_second(office: Office) -> None:
    window, now = Window(2), office.clock.now()
    wide = office.another(window=Window(1))
    await announce(wide.deps, await wide.admit())
    await window.look(office.db, now)
    assert [window.take() for _ in range(4)] == [True, True, True, False]
    await window.look(office.db, now + timedelta(milliseconds=999))
    assert not window.take()
    await window.look(office.db, now + timedelta(seconds=1))
    assert window.take()


async def test_a_wake_up_that_nobody_took_holds_no_place_for_long(office: Office) -> None:
    wide = office.another(window=Window(1))
    await announce(wide.deps, await wide.admit())
    assert await room(office.db, 4, office.clock.now()) == 3
    assert await room(office.db, 4, office.clock.now() + timedelta(seconds=6)) == 4
