"""Country codes and time zones: what publishers write -> ISO 3166 alpha-3, and the clock a buyer lives by."""

from datetime import datetime, timedelta
from functools import cache
from gettext import GNUTranslations
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pycountry

_ALIASES = {
    # NUTS and EU practice (Greece, United Kingdom), user-assigned codes (Kosovo), and names that registers use.
    "EL": "GRC", "UK": "GBR", "XK": "XKX", "1A0": "XKX", "XKX": "XKX",
    "ENGLAND": "GBR", "SCOTLAND": "GBR", "WALES": "GBR", "NORTHERN IRELAND": "GBR", "GREAT BRITAIN": "GBR",
    "ROYAUME-UNI": "GBR", "DEUTSCHLAND": "DEU", "ESPAÑA": "ESP", "ITALIA": "ITA", "MÉXICO": "MEX", "MEXICO": "MEX",
    "ÖSTERREICH": "AUT", "SCHWEIZ": "CHE", "SUISSE": "CHE", "POLSKA": "POL", "NEDERLAND": "NLD", "BELGIË": "BEL", "BELGIQUE": "BEL",
    "SLOVENSKÁ REPUBLIKA": "SVK", "ČESKO": "CZE", "ENGLAND AND WALES": "GBR", "NORTH MACEDONIA": "MKD", "THE NETHERLANDS": "NLD", "HOLLAND": "NLD",
    "BELGIË/BELGIQUE": "BEL", "BELGIQUE/BELGIË": "BEL", "GROSSBRITANNIEN": "GBR", "GROẞBRITANNIEN": "GBR", "GRANDE-BRETAGNE": "GBR", "GRAN BRETAÑA": "GBR",
    "GRAN BRETAGNA": "GBR", "ÉTATS-UNIS D'AMÉRIQUE": "USA", "THE UNITED STATES": "USA", "U.S.A.": "USA", "UNITED STATES (USA)": "USA",
    "REPUBLIC OF IRELAND": "IRL", "USA": "USA", "UNITED STATES OF AMERICA": "USA", "TURKEY": "TUR", "RUSSIA": "RUS",
}  # fmt: skip

_MAIN_ZONE = {
    # Countries with several zones whose government and nearly all buyers keep one clock.
    "ESP": "Europe/Madrid", "PRT": "Europe/Lisbon", "DEU": "Europe/Berlin", "CYP": "Asia/Nicosia", "UKR": "Europe/Kyiv",
    "NZL": "Pacific/Auckland", "CHL": "America/Santiago", "ECU": "America/Guayaquil", "MYS": "Asia/Kuala_Lumpur",
    "UZB": "Asia/Tashkent", "ARG": "America/Argentina/Buenos_Aires", "CHN": "Asia/Shanghai", "XKX": "Europe/Belgrade",
}  # fmt: skip

_LANGUAGES = "bg cs da de el es et fi fr ga hr hu is it lt lv mt nb_NO nl pl pt ro sk sl sv"
"""Those in which the name of a country of `_NAMED` is understood, beside English."""
_NAMED = (
    "ALB AUT BEL BGR BIH BLR CHE CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IRL ISL ITA LIE LTU LUX LVA MDA MKD MLT MNE NLD NOR POL PRT ROU SRB SVK"
    " SVN SWE TUR UKR USA CAN AUS"
)
"""Not the whole world: Spanish for Grenada is the name of a Spanish town, Italian for Munich that of a state."""

_CALLING_CODES = {
    "30": "GRC", "31": "NLD", "32": "BEL", "33": "FRA", "34": "ESP", "350": "GIB", "351": "PRT", "352": "LUX", "353": "IRL",
    "354": "ISL", "355": "ALB", "356": "MLT", "357": "CYP", "358": "FIN", "359": "BGR", "36": "HUN", "370": "LTU", "371": "LVA",
    "372": "EST", "373": "MDA", "377": "MCO", "380": "UKR", "381": "SRB", "382": "MNE", "383": "XKX", "385": "HRV", "386": "SVN",
    "387": "BIH", "389": "MKD", "39": "ITA", "40": "ROU", "41": "CHE", "420": "CZE", "421": "SVK", "423": "LIE", "43": "AUT",
    "44": "GBR", "45": "DNK", "46": "SWE", "47": "NOR", "48": "POL", "49": "DEU", "90": "TUR",
}  # fmt: skip

_NUTS_OF_TERRITORY = {
    # Territories with a country code of their own that NUTS files under the state.
    "GLP": "FRA", "MTQ": "FRA", "GUF": "FRA", "REU": "FRA", "MYT": "FRA", "MAF": "FRA", "ALA": "FIN", "SJM": "NOR",
    "GIB": "GBR", "JEY": "GBR", "GGY": "GBR", "IMN": "GBR",
}  # fmt: skip


LONGEST_CODE = 3
"""Letters of a country code."""


@cache
def alpha3(text: str | None) -> str | None:
    """ISO 3166 alpha-3 of an alpha-2 or alpha-3 code, a NUTS country letter pair or a name in a language of Europe; None if none fits."""
    wanted = (text or "").strip()[:60]
    if wanted.upper() in _ALIASES:
        return _ALIASES[wanted.upper()]
    if len(wanted) < 2:
        return None
    found = pycountry.countries.get(alpha_2=wanted.upper()) or pycountry.countries.get(alpha_3=wanted.upper())
    found = found or pycountry.countries.get(name=wanted) or pycountry.countries.get(official_name=wanted)
    found = found or pycountry.countries.get(common_name=wanted)
    return str(found.alpha_3) if found else _names().get(wanted.casefold().replace("’", "'"))


@cache
def _names() -> dict[str, str]:
    """Names of countries in small letters, from the tables that pycountry carries; what names two is left out.

    Takes a tenth of a second, once.
    """
    found: dict[str, set[str]] = {}
    for language in _LANGUAGES.split():
        with (Path(pycountry.LOCALES_DIR) / language / "LC_MESSAGES" / "iso3166-1.mo").open("rb") as table:
            spoken = GNUTranslations(table)
        for country in (pycountry.countries.get(alpha_3=code) for code in _NAMED.split()):
            for name in ("name", "official_name", "common_name"):
                if country and (said := getattr(country, name, None)):
                    found.setdefault(spoken.gettext(said).casefold().replace("’", "'"), set()).add(str(country.alpha_3))
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1 and len(name) > LONGEST_CODE}


@cache
def country_name(code: str) -> str:
    """A name for sentences; the code itself where no name is known."""
    found = pycountry.countries.get(alpha_3=code)
    return str(getattr(found, "common_name", found.name)) if found else code


def nuts_country(nuts: str | None) -> str | None:
    """The state a NUTS or GeoNames region code belongs to (`EL651` -> GRC)."""
    return alpha3((nuts or "").strip()[:2]) if (nuts or "").strip() else None


def same_state(country: str, nuts_state: str) -> bool:
    """Whether a country code and the state of a NUTS code can both be right (Martinique lies in `FRY2`)."""
    return country == nuts_state or _NUTS_OF_TERRITORY.get(country) == nuts_state


def calling_country(telephone: str | None) -> str | None:
    """Country of a number written with `+` or `00` (Europe); None where the prefix is missing, shared or unknown."""
    digits = "".join(sign for sign in (telephone or "")[:40] if sign.isdigit() or sign == "+")
    digits = digits[2:] if digits.startswith("00") else digits[1:] if digits.startswith("+") else ""
    return next((_CALLING_CODES[digits[:size]] for size in (3, 2) if digits[:size] in _CALLING_CODES), None)


@cache
def _zone_table() -> dict[str, tuple[str, ...]]:
    """alpha-3 -> IANA zones, most populous first, from the `zone.tab` that the tzdata package carries."""
    table: dict[str, tuple[str, ...]] = {}
    lines = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            code = alpha3(country)
            if code:
                table[code] = (*table.get(code, ()), zone)
    return table


@cache
def zone_of(country: str | None) -> ZoneInfo | None:
    """The zone the country's buyers live in; None where the country is unknown or has several clocks (USA, Brazil)."""
    if not country:
        return None
    zones = _zone_table().get(country, ())
    name = _MAIN_ZONE.get(country) or (zones[0] if len(zones) == 1 else None)
    return ZoneInfo(name) if name else None


@cache
def _all_zones(country: str) -> tuple[ZoneInfo, ...]:
    return tuple(ZoneInfo(name) for name in _zone_table().get(country, ()) or ((_MAIN_ZONE[country],) if country in _MAIN_ZONE else ()))


def offsets_on(country: str | None, local: datetime) -> frozenset[timedelta]:
    """Every UTC offset in force somewhere in the country at that wall time; empty where the country is unknown.

    `local` is naive. Islands count: `+00:00` in a Spanish notice may be the Canaries.
    """
    offsets = (local.replace(tzinfo=zone).utcoffset() for zone in _all_zones(country or ""))
    return frozenset(offset for offset in offsets if offset is not None)
