import pytest

from jobs.chain.tender import Tender
from jobs.sources.plain_text import read_plain_text


def read(text: str) -> Tender:
    return read_plain_text(f"Invitation to tender: repair of a bridge\n\n{text}\n")


@pytest.mark.parametrize(
    ("line", "procedure"),
    [
        ("Procedure: open procedure", "open"),
        ("Verfahrensart: Nicht offenes Verfahren", "restricted"),
        ("Verhandlungsverfahren mit Teilnahmewettbewerb", "neg-w-call"),
        ("Verhandlungsverfahren ohne Teilnahmewettbewerb", "neg-wo-call"),
        ("Type de procédure : procédure ouverte", "open"),
        ("Tramitado mediante procedimiento restringido.", "restricted"),
        ("Procedura aperta ai sensi del codice", "open"),
        ("Niet-openbare procedure", "restricted"),
        ("Postępowanie w trybie przetargu: przetarg nieograniczony", "open"),
        ("This tender is run as a competitive dialogue.", "comp-dial"),
        ("Förfarande: öppet förfarande", "open"),
        ("Further works may be awarded by negotiated procedure without prior publication to the same firm.", None),
        ("This is not an open procedure.", None),
    ],
)
def test_the_procedure_is_the_one_stated_of_this_tender(line: str, procedure: str | None) -> None:
    assert read(line).procedure == procedure


@pytest.mark.parametrize(
    ("line", "framework"),
    [
        ("A framework agreement with three suppliers", True),
        ("Rahmenvereinbarung über Reinigungsleistungen", True),
        ("This is not a framework agreement.", False),
        ("Framework agreement: no", False),
        ("The owner may at some point put in place a framework agreement for this.", None),
        ("The bridge is old.", None),
    ],
)
def test_a_framework_is_stated_denied_or_unknown(line: str, framework: bool | None) -> None:
    assert read(line).framework is framework


def test_a_dynamic_purchasing_system_is_told_apart() -> None:
    assert read("A dynamic purchasing system will be set up.").dynamic is True
    assert read("The bridge is old.").dynamic is None


@pytest.mark.parametrize(
    ("text", "lots"),
    [
        ("The contract is divided into 3 lots", [("1", None), ("2", None), ("3", None)]),
        ("Los 1: Dach\nLos 2: Fenster", [("1", "Dach"), ("2", "Fenster")]),
        ("Lot 1 - North\nLot 2 East Region\nLot 3", [("1", "North"), ("2", "East Region"), ("3", None)]),
        ("The contract is divided into two lots.\nLot 2: Windows", [("2", "Windows"), ("1", None)]),
        ("The contract is not divided into lots.", []),
        ("Lot 1 of the old contract ran well for many years and nobody complained.", []),
    ],
)
def test_lots_are_counted_by_heading_or_by_word(text: str, lots: list[tuple[str, str | None]]) -> None:
    assert [(lot.id, lot.title) for lot in read(text).lots] == lots


@pytest.mark.parametrize(
    ("line", "duration"),
    [
        ("The contract is for a period of 24 months with one extension.", "24 months"),
        ("Laufzeit: 48 Monate", "48 Monate"),
        ("Durée du marché : 4 ans", "4 ans"),
        ("Okres realizacji: 36 miesięcy", "36 miesięcy"),
        ("The warranty is 24 months.", None),
    ],
)
def test_the_duration_is_quoted_with_its_unit(line: str, duration: str | None) -> None:
    assert read(line).duration == duration


@pytest.mark.parametrize(
    ("line", "languages"),
    [
        ("Tenders must be written in English or Irish.", ("eng", "gle")),
        ("Languages: DE, FR", ("deu", "fra")),
        ("Angebote sind in deutscher Sprache einzureichen.", ("deu",)),
        ("Idioma: español", ("spa",)),
        ("Staff must speak English with visitors.", ()),
    ],
)
def test_languages_of_offers_are_those_named_for_offers(line: str, languages: tuple[str, ...]) -> None:
    assert read(line).submission_languages == languages


@pytest.mark.parametrize(
    ("text", "buyer"),
    [
        ("Buyer:\nTown of Oberfingen", "Town of Oberfingen"),
        ("The contracting authority is the Town of Oberfingen.", "Town of Oberfingen"),
        ("I.1) Official name: Town of Oberfingen", "Town of Oberfingen"),
        ("Auftraggeber | Stadt Oberfingen", "Stadt Oberfingen"),
        ("Zamawiający: Gmina Zmyślona", "Gmina Zmyślona"),
        ("The buyer is using a portal to run this exercise.", None),
        ("Contracting authority: see section 1", None),
    ],
)
def test_the_buyer_is_named_by_label_or_sentence(text: str, buyer: str | None) -> None:
    assert read(text).buyer == buyer


def test_codes_below_a_line_on_cpv_count_and_other_numbers_do_not() -> None:
    assert read("CPV:\n45261900-3 Roofs\n45000000-7\n\nTelephone 12345678").cpv_all == ("45261900", "45000000")
