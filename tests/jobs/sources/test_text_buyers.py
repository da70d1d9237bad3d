"""Who buys, and where: behind a label, in a sentence that invites, in the address below the name; never by a guess."""

import pytest

from jobs.chain.tender import Tender
from jobs.sources.plain_text import read_plain_text


def read(text: str) -> Tender:
    return read_plain_text(f"Care of the old mill\n\n{text}\n\nThe documents are on the portal.\n")


@pytest.mark.parametrize(
    ("line", "buyer"),
    [
        ("Agency: Bureau of Inland Ferries", "Bureau of Inland Ferries"),
        ("Contracting office: Harbour Works Region 4", "Harbour Works Region 4"),
        ("Organisation: Larkholme Harbour Board", "Larkholme Harbour Board"),
        ("Beschaffungsstelle: Kreis Oberfingen", "Kreis Oberfingen"),
        ("Organisme acheteur : Ville de Rochemarne", "Ville de Rochemarne"),
        ("Entidad contratante: Cabildo de Rioseco", "Cabildo de Rioseco"),
    ],
)
def test_labels_of_buyers_in_several_tongues(line: str, buyer: str) -> None:
    assert read(line).buyer == buyer


@pytest.mark.parametrize(
    ("sentence", "buyer", "country"),
    [
        ("The Borough of Fennick Hill (Scotland) is seeking a contractor for grass cutting.", "Borough of Fennick Hill", "GBR"),
        ("Larkholme Harbour Board, Ireland, invites bids for two ferries.", "Larkholme Harbour Board", "IRL"),
        ("Das Landratsamt Oberfingen (Deutschland) bittet um Angebote für die Wartung.", "Landratsamt Oberfingen", "DEU"),
        ("Die Stadt Altenweiher schreibt die Reinigung von vier Schulen öffentlich aus.", "Stadt Altenweiher", None),
        ("L'Agence régionale de Haute-Velle (Belgique) lance une consultation.", "Agence régionale de Haute-Velle", "BEL"),
        ("El Ayuntamiento de Rioseco Alto convoca licitación para el mantenimiento.", "Ayuntamiento de Rioseco Alto", None),
        ("Il Comune di Vallefiorita indice una gara per la refezione.", "Comune di Vallefiorita", None),
        ("Gmina Wierzbice Dolne (Polska) ogłasza przetarg na remont.", "Gmina Wierzbice Dolne", "POL"),
        ("De Gemeente Oudewater aan de Lek nodigt u uit een inschrijving in te dienen.", "Gemeente Oudewater aan de Lek", None),
    ],
)
def test_a_sentence_that_invites_names_the_buyer(sentence: str, buyer: str, country: str | None) -> None:
    tender = read(sentence)
    assert (tender.buyer, tender.buyer_country) == (buyer, country)
    assert tender.evidence["buyer"].quote == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The Council invites tenders for the care of the mill.",
        "The Contracting Authority invites bids for two ferries.",
        "We invite tenders for the care of the Old Mill in Larkholme.",
        "Oakmere Consulting invites tenders on behalf of a county council.",
        "Interested Suppliers are asked to seek offers from their partners.",
        "L'Entreprise retenue organise une consultation des usagers.",
        "Die Stadt schreibt die Reinigung aus.",
        "Winning Supplier Oakmere Limited delivers two ferries.",
    ],
)
def test_who_does_not_invite_by_name_is_no_buyer(sentence: str) -> None:
    assert read(sentence).buyer is None


@pytest.mark.parametrize(
    ("block", "country"),
    [
        ("Buyer: Larkholme Harbour Board\nAddress: 2 Quay Street, Larkholme, United Kingdom", "GBR"),
        ("Auftraggeber: Kreis Oberfingen\nAnschrift: Hauptstraße 1, 99999 Oberfingen, Deutschland", "DEU"),
        ("Pouvoir adjudicateur : Ville de Rochemarne\nRéférence : 12/B\nAdresse : place du Perron 6, 4999 Rochemarne, Belgique", "BEL"),
        ("Zadavatel: Město Horní Javory\nAdresa: Náměstí 1, Horní Javory, Česká republika", "CZE"),
        ("Agency: Bureau of Inland Ferries\nOffice: Harbour Works, Carver Bay, Oregon, United States", "USA"),
        ("Hankintayksikkö: Koivulahden kaupunki\nOsoite: Satamatie 1, Koivulahti, Suomi", "FIN"),
        ("Buyer: Larkholme Harbour Board\n2 Quay Street, Larkholme, Ireland", "IRL"),
        ("Buyer: Larkholme Harbour Board\nPlace of performance: Luanda, Angola", None),
        ("Buyer: Larkholme Harbour Board\nLocation: Luanda, Angola", None),
        ("Buyer: Larkholme Harbour Board\nReview body: Court of Audit\nAddress: 1 Court Lane, Dublin, Ireland", None),
        ("Buyer: Larkholme Harbour Board\nDelivery address: 1 Court Lane, Dublin, Ireland", None),
        ("Buyer: Larkholme Harbour Board\nAddress: 4 Peach Street, Savannah, Georgia", None),
        ("Buyer: Larkholme Harbour Board\nWe need ferries for trips to France, Spain and Portugal.", None),
    ],
)
def test_the_address_below_the_name_tells_the_country(block: str, country: str | None) -> None:
    tender = read(block)
    assert tender.buyer_country == country
    assert ("buyer_country" in tender.evidence) == (country is not None)


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("Země: Česká republika", "CZE"),
        ("Land: Österreich", "AUT"),
        ("Pays : Royaume-Uni", "GBR"),
        ("País: Países Bajos", "NLD"),
        ("Kraj: Niemcy", "DEU"),
        ("Χώρα: Ελλάδα", "GRC"),
        ("Ország: Magyarország", "HUN"),
        ("Krajina: Slovenská republika", "SVK"),
        ("Country: Atlantis", None),
    ],
)
def test_countries_are_known_by_their_names_in_the_languages_of_europe(line: str, country: str | None) -> None:
    assert read(line).buyer_country == country
