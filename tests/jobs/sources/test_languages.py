"""The language of a text by its everyday words, and what holds where it was tagged as another."""

import pytest

from jobs.sources.languages import guess_language, read_language

TEXTS = {
    "ces": "Předmětem zakázky je oprava střechy školy. Dodavatel musí předložit tři reference, které nejsou starší než pět let, nebo jiný doklad podle zákona.",
    "slk": "Predmetom zákazky je oprava strechy školy. Uchádzač musí predložiť tri referencie, ktoré nie sú staršie ako päť rokov, alebo iný doklad podľa zákona.",
    "por": "O contrato abrange a limpeza dos edifícios da câmara e das escolas. Os concorrentes devem apresentar uma proposta com os preços em euros, não são aceites variantes.",
    "ron": "Contractul are ca obiect reparația acoperișului pentru școala din oraș și va fi atribuit prin licitație. Ofertele care nu sunt depuse în termen se resping.",
    "hun": "A szerződés tárgya az iskola tetejének javítása. Az ajánlattevőnek három referenciát kell bemutatnia, és nem lehet végelszámolás alatt a törvény szerint.",
    "fin": "Hankinnan kohteena on koulun katon korjaus. Tarjouksen tulee sisältää hinta sekä aikataulu, ja tarjoajan pitää osoittaa että sen viitteet ovat kunnossa.",
    "dan": "Opgaven er reparation af skolens tag. Tilbud skal afgives på dansk, og der kan ikke gives forbehold ved afgivelsen eller efter fristen. Arbejdet bliver udført af en entreprenør.",
    "ell": "Αντικείμενο της σύμβασης είναι η επισκευή της στέγης του σχολείου και η συντήρηση για τρία έτη από την υπογραφή.",
    "bul": "Предмет на поръчката е ремонт на покрива на училището и поддръжка за три години от подписването на договора, които са описани.",
    "eng": "The contract is for the repair of the school roof and for the care of the garden. Tenders which are late will be returned by the board.",
    "spa": "El contrato comprende la limpieza de los edificios y las escuelas del municipio. Se valorará el precio con una fórmula que figura en el pliego según la ley.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_is_known_by_its_everyday_words(code: str) -> None:
    assert guess_language(TEXTS[code]) == code


@pytest.mark.parametrize(
    "text", ["ISO 27001 SLA 24/7 VPN", "Bratislava Praha Warszawa Lisboa Budapest", "Web support. Bids by 14/01/2027 12:00.", ""]
)
def test_too_few_of_them_tell_nothing(text: str) -> None:
    assert guess_language(text) is None


@pytest.mark.parametrize(("tag", "said"), [("NLD", "spa"), ("swe", "eng"), ("de", "por"), ("HUN", "fin")])
def test_a_text_plainly_in_another_language_than_tagged_is_taken_for_what_it_is(tag: str, said: str) -> None:
    read = read_language(tag, 2 * TEXTS[said])
    assert read.language == said
    assert read.warning is not None


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ENG", TEXTS["eng"]), ("NOR", 2 * TEXTS["dan"]), ("nld", "Guichet en ligne"), ("xyz", 2 * TEXTS["eng"]),
        (None, TEXTS["eng"]), ("DEU", None), ("FRA", "Portail SAP S/4HANA, 120 users, go-live 2027"),
    ],
)  # fmt: skip
def test_the_tag_holds_where_the_words_leave_a_doubt(tag: str | None, text: str | None) -> None:
    assert read_language(tag, text) == (tag, None)
