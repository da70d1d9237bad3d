"""Checks a buyer's coded country against what else the notice says of where the buyer is."""

import re
from dataclasses import dataclass

from jobs.sources.countries import alpha3, calling_country, country_name, nuts_country, same_state


@dataclass(frozen=True)
class Whereabouts:
    """What a notice says of a buyer's place."""

    coded: str | None = None
    """Country code as published."""
    nuts: str | None = None
    telephone: str | None = None
    company_id: str | None = None
    addresses: tuple[str, ...] = ()
    """Web and mail addresses."""


def settle_country(place: Whereabouts) -> tuple[str | None, str | None]:
    """ISO alpha-3 and a warning where the coded country was overruled.

    A NUTS code of another state overrules, unless a weaker sign stands by the coded country: telephone prefix, form of
    the register number, top-level domain. Without NUTS two weaker signs that agree with each other overrule (a Swedish
    utility was published as Estonian). No coded country: NUTS, else unknown.
    """
    coded = alpha3(place.coded)
    region = nuts_country(place.nuts)
    if coded is None or (region is not None and same_state(coded, region)):
        return coded or region, None
    signs = [
        sign for sign in (calling_country(place.telephone), _register_country(place.company_id), _domain_country(place.addresses)) if sign
    ]
    if coded in signs:
        return (
            coded,
            f"The buyer is coded as {country_name(coded)}, but its region {place.nuts} is elsewhere; check it." if region else None,
        )
    if region is not None:
        return region, _overruled(coded, region, f"its region code {place.nuts}")
    other = next((sign for sign in signs if signs.count(sign) > 1), None)
    if other is None:
        return coded, None
    return other, _overruled(coded, other, "its telephone prefix, register number and addresses")


def _overruled(coded: str, chosen: str, reason: str) -> str:
    return f"The buyer is coded as {country_name(coded)}, but {reason} point to {country_name(chosen)}: read as {country_name(chosen)}."


_SWEDISH = re.compile(r"^(?:16)?([0-9]{6})-?([0-9]{4})$")
_PREFIXED = re.compile(r"^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|GB)[ -]?[0-9A-Z]{8,12}$")


def _register_country(company_id: str | None) -> str | None:
    """Country of a VAT-style number (`DE 423962710`) or of a Swedish organisation number, which has a Luhn check digit."""
    text = (company_id or "").strip().upper()
    if found := _PREFIXED.match(text.replace(" ", "")):
        return alpha3(found[1])
    swedish = _SWEDISH.match(text)
    if swedish and "-" in text and int(swedish[1][2]) >= 2 and _luhn(swedish[1] + swedish[2]):
        return "SWE"
    return None


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 if index % 2 == 0 else 1) for index, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


_DOMAIN = re.compile(r"\.([a-z]{2})(?:[/:?]|$)")


def _domain_country(addresses: tuple[str, ...]) -> str | None:
    """The one country of the top-level domains; `.eu`, `.io` and the like say nothing."""
    hosts = (address.lower().split("@")[-1].removeprefix("https://").removeprefix("http://").split("/")[0] for address in addresses)
    found = {alpha3(match[1]) for host in hosts if (match := _DOMAIN.search(host)) and match[1] not in ("eu", "io", "me", "tv", "co", "ai")}
    return found.pop() if len(found) == 1 else None
