"""The title of a pasted text is what is bought: not the page around it, the letter it came in, or the kind of notice."""

import pytest

from jobs.sources.plain_text import read_plain_text, title_of

END = "\n\nBuyer: Larkholme Harbour Board\nTenders are due by 3 June 2027, 12:00.\n"


@pytest.mark.parametrize(
    "around",
    [
        "Home > Business > Open tenders",
        "Startseite › Wirtschaft › Ausschreibungen\nZum Inhalt springen",
        "Vous êtes ici : Accueil > Marchés publics\nSe connecter | Rechercher | Aide",
        "Inicio » Contratación » Licitaciones abiertas",
        "Jesteś tutaj: Strona główna > Przetargi\nZaloguj się | Szukaj",
        "Skip to main content\nMenu\nCookies | Sign in | Help",
        "Hem\nLogga in\nSök",
        "Dear colleagues,\n",
        "Sehr geehrte Damen und Herren,\n",
        "Buenos días:\n",
        "From: procurement desk\nSent: 27 April 2027 16:48\nTo: bids\n\nHi all,",
    ],
)
def test_what_belongs_to_the_page_or_the_letter_is_no_title(around: str) -> None:
    assert title_of(f"{around}\n\nRepair of the old mill{END}") == "Repair of the old mill"


@pytest.mark.parametrize(
    "title",
    [
        "Repair of roads / bridges",
        "Supply of pumps > 50 kW",
        "Contact centre for the harbour",
        "Home care for older people",
        "Search and rescue boat | Lot 1",
        "Dear Valley bridge, second span over the brook: foundations",
        "Help desk and on-site support",
    ],
)
def test_a_title_that_looks_a_little_like_a_menu_stays(title: str) -> None:
    assert title_of(f"{title}{END}") == title


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Subject: FW: Invitation to tender - Care of the old mill", "Care of the old mill"),
        ("Betreff: WG: Ausschreibung: Pflege der alten Mühle", "Pflege der alten Mühle"),
        ("Objet : TR: Avis de marché – entretien du vieux moulin", "Entretien du vieux moulin"),
        ("Asunto: RV: Licitación 2027/14: cuidado del viejo molino", "Cuidado del viejo molino"),
        ("Subject: Request for quotations: Mill-wheel repairs", "Mill-wheel repairs"),
        ("Temat: Zaproszenie - remont starego młyna", "Remont starego młyna"),
        ("Subject: Tender for care of the old mill - second call", "Tender for care of the old mill - second call"),
        ("Subject: Notice - urgent", "Notice - urgent"),
    ],
)
def test_the_kind_of_notice_before_a_subject_is_no_part_of_it(subject: str, title: str) -> None:
    assert title_of(f"{subject}\n\nGood morning,\nplease see below.{END}") == title


@pytest.mark.parametrize(
    "mail",
    [
        "From: desk\nSubject: Invitation - the old mill\n\nHello,\n\nTitle: Care of the old mill and its garden",
        "Von: Einkauf\nBetreff: Neue Vergabe\n\nGuten Tag,\n\nBezeichnung des Auftrags: Care of the old mill and its garden",
        "De: compras\nAsunto: Invitación\n\nHola,\n\nTítulo: Care of the old mill and its garden",
    ],
)
def test_a_title_inside_a_mail_goes_before_the_mails_subject(mail: str) -> None:
    tender = read_plain_text(f"{mail}{END}")
    assert tender.title == "Care of the old mill and its garden"
    assert tender.evidence["title"].quote == "Care of the old mill and its garden"
