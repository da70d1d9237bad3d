"""A mixed set of 300 notices as five companies would get them in a digest, each labelled by how it was made. All of it is invented.

Of every sixty: 12 news (awards, plans, consultations, changes, cancellations, a test), 3 past their deadline, 4 from a country where the
company does not deliver, 2 with a word it excluded, 2 many times too large, 16 of a trade far from its own, 4 of a neighbouring trade,
2 with hardly any text, and 15 good ones: 8 plain, 2 described without a word of the company's (1 of them under a
neighbouring code), 2 under the code of another trade, 2 in a language it does not search in (1 of them under the code of another trade),
1 without a code. What rules cannot keep is a good one with a far code and none of the company's words in the company's own language.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

from jobs.chain.model import Case
from jobs.chain.profile import Profile
from jobs.chain.tender import Kind
from tests.builders import NOW, deadline, money, passage, tender

Label = Literal["good", "open", "bad"]
"""good: must not be dropped; open: a person may see it either way; bad: of no use to this company."""
NEWS: tuple[Kind, ...] = (
    "award", "award", "award", "award", "award", "planning", "planning", "market_consultation", "change", "cancellation", "cancellation", "test_notice",
)  # fmt: skip


@dataclass(frozen=True)
class Trade:
    cpv: str
    title: str
    text: str
    """Of 200 characters at least."""
    capabilities: tuple[str, ...]
    reworded: tuple[str, str]
    """Title and text of the same work without a word of the capabilities."""
    foreign: tuple[str, str]
    """The same in German."""


@dataclass(frozen=True)
class Notice:
    label: Label
    sort: str
    case: Case


TRADES = {
    "hosting": Trade(
        "72415000",
        "Cloud hosting and software maintenance for the district archive",
        "The district buys cloud hosting, software maintenance and a help desk for its digital reading room. The platform holds forty terabytes "
        "of scanned files and serves two hundred readers a day. The contract runs for three years with one option of a year.",
        ("cloud hosting", "software maintenance", "help desk"),
        (
            "Running the digital reading room off site",
            (
                "A provider keeps the reading room of the archive available around the clock in two data centres, applies updates, restores what is lost "
                "and answers the questions of readers. Forty terabytes of scans move within four weeks of award, in daily batches."
            ),
        ),
        (
            "Betrieb des digitalen Lesesaals",
            (
                "Der Landkreis sucht einen Anbieter, der den digitalen Lesesaal rund um die Uhr in zwei Rechenzentren betreibt, Aktualisierungen einspielt "
                "und Anfragen der Leserinnen und Leser beantwortet. Vierzig Terabyte an Digitalisaten sind zu übernehmen."
            ),
        ),
    ),
    "cleaning": Trade(
        "90911200",
        "Building cleaning of eleven schools",
        "Daily building cleaning and window cleaning in eleven schools with nine thousand square metres of floor, holidays apart. Supplies are "
        "brought by the contractor. A supervisor visits each school once a week and keeps a written record of complaints and remedies.",
        ("building cleaning", "window cleaning", "janitor"),
        (
            "Keeping eleven schools tidy",
            (
                "Floors are swept and mopped every evening, waste is taken out, washrooms are made hygienic and glass is washed twice a year in eleven "
                "schools. Nine thousand square metres in all. The contractor brings machines and consumables and reports to the caretaker."
            ),
        ),
        (
            "Unterhaltsreinigung in elf Schulen",
            (
                "In elf Schulen mit neuntausend Quadratmetern werden die Böden jeden Abend gewischt, Abfälle entsorgt und die Fenster zweimal im Jahr "
                "gereinigt. Maschinen und Verbrauchsmittel bringt der Auftragnehmer mit, eine Objektleitung ist wöchentlich vor Ort."
            ),
        ),
    ),
    "roads": Trade(
        "45233120",
        "Road construction and resurfacing of the coast road",
        "Road construction over four kilometres with new drainage, resurfacing of eleven kilometres of asphalt, kerbs and markings. One lane stays "
        "open at all times. The works begin in spring and take eight months; night shifts are allowed outside of the villages.",
        ("road construction", "asphalt", "resurfacing"),
        (
            "Renewal of the carriageway along the coast",
            (
                "Over four kilometres the carriageway is widened and given new gullies; a further eleven kilometres get a new wearing course, kerbs and "
                "markings. Traffic passes in one lane at all times. The works begin in spring and take eight months."
            ),
        ),
        (
            "Ausbau der Küstenstraße",
            (
                "Auf vier Kilometern wird die Fahrbahn verbreitert und neu entwässert, auf elf Kilometern erhält sie eine neue Deckschicht samt Borden und "
                "Markierung. Eine Spur bleibt stets befahrbar. Die Arbeiten beginnen im Frühjahr und dauern acht Monate."
            ),
        ),
    ),
    "catering": Trade(
        "55524000",
        "School meals for nine primary schools",
        "Fresh meals for nine primary schools, about fourteen hundred a day on school days, one dish without meat each day, allergens labelled. "
        "Kitchens are in the schools; staff, food and transport are the contractor's. Parents order and pay through a portal.",
        ("school meals", "canteen", "catering"),
        (
            "Lunches for children in nine primary schools",
            (
                "About fourteen hundred warm lunches are cooked and served on each day of school, one dish without meat, with allergens labelled. Kitchens "
                "stand in the buildings; cooks and food are the contractor's, and parents order through a portal of the town."
            ),
        ),
        (
            "Mittagessen für neun Grundschulen",
            (
                "An jedem Schultag werden rund vierzehnhundert warme Mahlzeiten gekocht und ausgegeben, ein Gericht davon ohne Fleisch, Allergene sind "
                "auszuweisen. Küchen sind vorhanden; Personal und Lebensmittel stellt der Auftragnehmer."
            ),
        ),
    ),
    "dressings": Trade(
        "33141110",
        "Wound dressings and bandages for three hospitals",
        "Wound dressings, bandages, compresses and plasters for three hospitals over two years, about forty thousand packs a quarter, with a depot "
        "on site. Samples of each article are handed in with the offer; substitutions need the consent of the pharmacy.",
        ("wound dressings", "bandages", "compresses"),
        (
            "Sterile consumables for surgical wards",
            (
                "Three hospitals order plasters, gauze, swabs and tapes over two years, about forty thousand packs a quarter, held in a depot on site. "
                "Samples of each article are handed in with the offer; substitutions need the consent of the pharmacy."
            ),
        ),
        (
            "Sterile Verbrauchsartikel für Stationen",
            (
                "Drei Krankenhäuser rufen über zwei Jahre Pflaster, Mull und Tupfer ab, rund vierzigtausend Packungen im Quartal, mit Lager vor Ort. "
                "Muster jedes Artikels sind mit dem Angebot einzureichen; Austausch nur mit Zustimmung der Apotheke."
            ),
        ),
    ),
}
FAR = {
    "hosting": ("cleaning", "roads", "catering", "dressings"),
    "cleaning": ("hosting", "roads", "catering", "dressings"),
    "roads": ("hosting", "cleaning", "catering", "dressings"),
    "catering": ("hosting", "cleaning", "roads", "dressings"),
    "dressings": ("hosting", "cleaning", "roads", "catering"),
}
NEIGHBOURS = {"hosting": "79710000", "cleaning": "98341000", "roads": "48000000", "catering": "50110000", "dressings": "39100000"}
"""A code of the same first digit, and another trade: guards, keeping of houses, software, repair of cars, furniture."""


def company(name: str) -> Profile:
    trade = TRADES[name]
    return Profile(
        name=f"Company of {name} (invented)",
        capabilities=trade.capabilities,
        cpv=(trade.cpv[:4],),
        countries=("DEU", "AUT"),
        languages=("eng",),
        value_min=Decimal(100_000),
        value_max=Decimal(2_000_000),
        exclusions=("asbestos",),
        excluded_countries=("HUN",),
    )


def mixed() -> list[Notice]:
    """The whole set, in the same order each time."""
    return [notice for name in TRADES for notice in _sixty(name)]


def _sixty(name: str) -> Iterator[Notice]:
    ours, profile = TRADES[name], company(name)

    def made(label: Label, sort: str, at: int, trade: Trade = ours, **changes: Any) -> Notice:
        fields = {
            "title": f"{trade.title}, district {at}",
            "cpv_main": trade.cpv,
            "text": trade.text,
            "external_id": f"{name}-{sort}-{at}",
        } | changes
        return Notice(label, sort, Case(tender=_notice(**fields), profile=profile, now=NOW))

    past = deadline(NOW - timedelta(days=2))
    yield from (made("bad", "news", at, kind=kind) for at, kind in enumerate(NEWS))
    yield from (made("bad", "past", at, deadlines=(past,)) for at in range(3))
    yield from (made("bad", "country", at, buyer_country=country) for at, country in enumerate(("HUN", "PRT", "FIN", "HUN")))
    yield from (made("bad", "excluded", at, title=f"{ours.title}, asbestos in hall {at}") for at in range(2))
    yield from (made("bad", "size", at, estimated_value=money("90000000")) for at in range(2))
    yield from (made("bad", "far trade", at, TRADES[FAR[name][at % 4]]) for at in range(16))
    far = [TRADES[each] for each in FAR[name]]
    yield from (made("bad", "near trade", at, far[at], cpv_main=NEIGHBOURS[name]) for at in range(4))
    yield from (made("open", "thin", at, title=f"Framework agreement {at}", text="See documents.", cpv_main=None) for at in range(2))
    yield from (made("good", "plain", at) for at in range(8))
    reworded: dict[str, Any] = {"title": ours.reworded[0], "text": ours.reworded[1]}
    yield made("good", "reworded", 0, **reworded)
    yield made("good", "reworded, neighbouring code", 1, **reworded, cpv_main=NEIGHBOURS[name])
    yield from (made("good", "wrong code", at, cpv_main=far[at].cpv) for at in range(2))
    foreign: dict[str, Any] = {"title": ours.foreign[0], "text": ours.foreign[1], "notice_lang": "deu", "title_lang": "DEU"}
    yield made("good", "foreign", 0, **foreign)
    yield made("good", "foreign, wrong code", 1, **foreign, cpv_main=far[0].cpv)
    yield made("good", "no code", 0, cpv_main=None)


def _notice(*, text: str, cpv_main: str | None, **changes: Any) -> Any:
    passages = (passage("p1", changes["title"]), passage("p2", text), passage("p3", "Offers are sent through the portal of the buyer."))
    return tender(description=text, passages=passages, cpv_main=cpv_main, cpv_all=(cpv_main,) if cpv_main else (), **changes)
