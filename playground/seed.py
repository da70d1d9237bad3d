"""The two workspaces everybody starts with: fixed ids, so that tests and the page can name them."""

from __future__ import annotations

from playground.records import Channel, Json, Message, Person
from playground.state import Workspace

NORTH, HARBOUR = "T0NORTH", "T0HARBR"

COMMANDS: list[Json] = [
    {"command": "/analyze", "description": "Analyse a public tender", "usage_hint": "[tender text, link or sample name]"},
    {"command": "/digest", "description": "Scheduled digests of new tenders", "usage_hint": "[new | list | pause | resume]"},
    {"command": "/quota", "description": "Credits left, and limits for admins", "usage_hint": ""},
    {"command": "/bidwright", "description": "Help, your profile, your library", "usage_hint": "[help | profile | library]"},
]
SHORTCUTS: list[Json] = [
    {"name": "Analyze a tender", "type": "global", "callback_id": "analyze_form", "description": "Open the tender analysis form"},
    {"name": "Analyze this tender", "type": "message", "callback_id": "analyze_message", "description": "Analyse this message"},
]


def default_workspaces(now: float) -> list[Workspace]:
    """Fresh copies of "Northlight Bids" and "Harbour Works"; ``now`` (seconds) is when their first words were said, about."""
    start = int(now) - 900
    return [_north(start), _harbour(start)]


def _workspace(ident: str, name: str, domain: str, colour: str, people: list[Person], channels: list[Channel]) -> Workspace:
    bot = next(person for person in people if person.is_bot)
    workspace = Workspace(
        id=ident,
        name=name,
        domain=domain,
        bot_user=bot.id,
        bot_id=f"B{bot.id[1:]}",
        token=f"xoxb-playground-{ident}",
        colour=colour,
        people={person.id: person for person in people},
        channels={channel.id: channel for channel in channels},
    )
    for person in people:
        if not person.is_bot:
            workspace.direct(person.id)
    return workspace


def _say(channel: Channel, second: int, user: str, text: str) -> None:
    ts = f"{second}.000100"
    channel.messages.append(Message(ts=ts, channel=channel.id, user=user, text=text, client_msg_id=f"seed-{channel.id}-{second}"))


def _north(start: int) -> Workspace:
    people = [
        Person(
            "U0ADA",
            "ada",
            "Ada Lindqvist",
            "Head of bids",
            tz="Europe/Stockholm",
            tz_label="CET",
            tz_offset=3600,
            is_admin=True,
            is_owner=True,
        ),
        Person("U0BEN", "ben", "Ben Okafor", "Bid manager"),
        Person("U0CLEO", "cleo", "Cleo Marsh", "Solution architect", tz="America/New_York", tz_label="EST", tz_offset=-18000),
        Person("U0GUS", "gus", "Gus Pereira", "Guest, partner firm", guest=True),
        Person("U0NBOT", "bidwright", "Bidwright", is_bot=True),
    ]
    bids = Channel("C0NBIDS", "bids", "channel", ["U0ADA", "U0BEN", "U0CLEO", "U0GUS", "U0NBOT"], "Public tenders: go or no-go")
    general = Channel("C0NGENL", "general", "channel", ["U0ADA", "U0BEN", "U0CLEO"], "Company news")
    pricing = Channel("C0NPRIV", "pricing", "group", ["U0ADA", "U0BEN"], "Rates and margins")
    archive = Channel("C0NARCH", "bids-last-year", "channel", ["U0ADA", "U0NBOT"], "Closed", is_archived=True)
    _say(general, start, "U0ADA", "Good morning all. The new bid desk lives in <#C0NBIDS|bids>.")
    _say(bids, start + 60, "U0BEN", "A city wants its network run for four years. Worth a look before lunch?")
    _say(bids, start + 130, "U0CLEO", "Let the desk read it first: type `/analyze city-network` below.")
    _say(pricing, start + 200, "U0ADA", "Day rates for next quarter are in the sheet.")
    return _workspace(NORTH, "Northlight Bids", "northlight", "#3f46ad", people, [bids, general, pricing, archive])


def _harbour(start: int) -> Workspace:
    people = [
        Person("U0HANA", "hana", "Hana Petrov", "Managing partner", is_admin=True, is_owner=True),
        Person("U0IVO", "ivo", "Ivo Brandt", "Civil engineer", tz="Europe/Berlin", tz_label="CET", tz_offset=3600),
        Person("U0JUN", "jun", "Jun Takeda", "Estimator", tz="Asia/Tokyo", tz_label="JST", tz_offset=32400),
        Person("U0KAI", "kai", "Kai Nolan", "Guest, subcontractor", guest=True),
        Person("U0HBOT", "bidwright", "Bidwright", is_bot=True),
    ]
    bids = Channel("C0HBIDS", "bids", "channel", ["U0HANA", "U0IVO", "U0JUN", "U0KAI", "U0HBOT"], "Harbours, quays and dredging")
    general = Channel("C0HGENL", "general", "channel", ["U0HANA", "U0IVO", "U0JUN"], "Everything else")
    private = Channel("C0HPRIV", "partners", "group", ["U0HANA"], "Partners only")
    _say(general, start, "U0HANA", "Welcome to Harbour Works.")
    _say(bids, start + 60, "U0IVO", "Two quay repairs were published this week.")
    return _workspace(HARBOUR, "Harbour Works", "harbourworks", "#0b6e6e", people, [bids, general, private])
