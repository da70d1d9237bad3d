import pytest

from jobs.sources.countries import alpha3, calling_country, nuts_country, same_state, zone_of
from jobs.sources.languages import alpha2_language, alpha3_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DE", "DEU"),
        ("deu", "DEU"),
        ("EL", "GRC"),
        ("UK", "GBR"),
        ("Scotland", "GBR"),
        ("United Kingdom", "GBR"),
        ("1A0", "XKX"),
        ("ZZ", None),
        ("", None),
        (None, None),
        ("x" * 500, None),
    ],
)
def test_country_codes_and_names(text: str | None, code: str | None) -> None:
    assert alpha3(text) == code


def test_nuts_codes_know_their_state() -> None:
    assert nuts_country("EL651") == "GRC"
    assert same_state("MTQ", "FRA")
    assert not same_state("EST", "SWE")


@pytest.mark.parametrize(
    ("number", "code"),
    [("0046706073871", "SWE"), ("+358 9 1234", "FIN"), ("+352 1234", "LUX"), ("030 1234", None), ("", None), ("+1 202 555", None)],
)
def test_telephone_prefixes(number: str, code: str | None) -> None:
    assert calling_country(number) == code


@pytest.mark.parametrize(
    ("code", "zone"),
    [("DEU", "Europe/Berlin"), ("ESP", "Europe/Madrid"), ("GUY", "America/Guyana"), ("USA", None), ("XXX", None), (None, None)],
)
def test_the_zone_of_a_countrys_buyers(code: str | None, zone: str | None) -> None:
    found = zone_of(code)

    assert (found.key if found else None) == zone


@pytest.mark.parametrize(
    ("text", "three", "two"),
    [("EN", "eng", "en"), ("ger", "deu", "de"), ("en-GB", "eng", "en"), ("English", "eng", "en"), ("??", None, None), (None, None, None)],
)
def test_language_codes(text: str | None, three: str | None, two: str | None) -> None:
    assert (alpha3_language(text), alpha2_language(text)) == (three, two)
