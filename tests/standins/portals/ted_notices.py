"""Notices of our own making for the TED stand-in, made when asked for, so that a day of thousands takes no room."""

from collections.abc import Sequence
from datetime import date
from typing import overload

from tests.jobs.sources.samples import eforms
from tests.standins.portals.serving import Page

TONGUES = (
    "bul", "ces", "dan", "deu", "ell", "eng", "est", "fin", "fra", "gle", "hrv", "hun", "ita", "lav", "lit",
    "mlt", "nld", "pol", "por", "ron", "slk", "slv", "spa", "swe",
)  # fmt: skip
_LINKED = ("DEU", "ENG", "FRA", "SPA")
"""In `links` the codes are in capitals, everywhere else in small letters; the service links all 24."""
_TOWNS = (("Oberfingen", "DEU", "deu"), ("Montfeint", "FRA", "fra"), ("Zmyślona", "POL", "pol"), ("Inventada", "ESP", "spa"))
_WORKS = (("90620000", "Snow clearing"), ("72000000", "Case management software"), ("45233141", "Road repair"), ("79710000", "Gatekeeping"))


def notice(order: int, day: date = date(2026, 9, 1), **changed: object) -> Page:
    """Number `order` of the day; keys with underscores stand for dashes."""
    (town, country, tongue), (cpv, works) = _TOWNS[order % 4], _WORKS[order // 4 % 4]
    title = f"{works} for {town}, batch {order}"
    number = f"{order}-{day.year}"
    made: Page = {
        "publication-number": number,
        "publication-date": f"{day.isoformat()}+02:00",
        "notice-identifier": f"00000000-0000-4000-8000-{order:012}",
        "notice-type": "cn-standard",
        "form-type": "competition",
        "official-language": [tongue.upper()],
        "notice-title": dict.fromkeys(TONGUES, f"{country} – {works} – {title}"),
        "title-proc": {tongue: title},
        "description-proc": {tongue: f"{works} in all districts of {town} for four years. " * 12},
        "title-lot": {tongue: [f"{title}, north", f"{title}, south"]},
        "buyer-name": {tongue: [f"Town of {town}"]},
        "buyer-country": [country],
        "buyer-city": {},
        "classification-cpv": [cpv, cpv, "98000000"],
        "main-classification-proc": [cpv],
        "contract-nature": ["services", "works"],
        "contract-nature-main-proc": "services",
        "procedure-type": "open",
        "identifier-lot": ["LOT-0001", "LOT-0003"],
        "deadline-receipt-tender-date-lot": ["2026-10-12+02:00", "2026-10-12+02:00"],
        "deadline-receipt-tender-time-lot": ["12:00:00+02:00", "12:00:00+02:00"],
        # Another date, three weeks early, as in the wild.
        "deadline": ["2026-09-21T12:00:00+02:00"],
        "estimated-value-proc": f"{order * 1000}",
        "estimated-value-cur-proc": "EUR",
        "total-value": 1234.5,
        "links": {"html": dict.fromkeys(_LINKED, f"https://ted.europa.eu/en/notice/-/detail/{number}")},
    }
    return made | {key.replace("_", "-"): value for key, value in changed.items()}


def notice_xml(published: Page) -> bytes:
    """The same notice as eForms XML, with its number padded as the site pads it."""
    order, year = str(published["publication-number"]).split("-")
    title = next(iter(published["title-proc"].values()))
    xml = eforms(names=f'<cbc:Name languageID="ENG">{title}</cbc:Name>')
    return xml.replace(b"00012345-2027", f"{order:0>8}-{year}".encode())


class DayOfNotices(Sequence[Page]):
    """`count` notices of one day, each made anew whenever it is looked at."""

    def __init__(self, count: int, day: date = date(2026, 9, 1), first: int = 100_000) -> None:
        self._count, self._day, self._first = count, day, first

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> list[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | list[Page]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(self._count))]
        if not 0 <= index < self._count:
            raise IndexError(index)
        return notice(self._first + index, self._day)
