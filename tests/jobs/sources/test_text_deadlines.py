import pytest

from jobs.chain.tender import Tender
from jobs.sources.plain_text import read_plain_text
from tests.growth import LINEAR, growth


def read(text: str) -> Tender:
    return read_plain_text(f"Invitation to tender: repair of a bridge\n\n{text}\n")


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Offers must reach the town by 12 January 2027, 12:00", "2027-01-12T12:00:00"),
        ("Tender return | 12.01.2027 12:00", "2027-01-12T12:00:00"),
        ("Closing date\n12 January 2027 12pm", "2027-01-12T12:00:00"),
        ("Tenders must be handed in at the town hall, second floor, no later than\n12 January 2027 at noon.", "2027-01-12T12:00:00"),
        ("The deadline for submitting selection questionnaires is 12.00 on Tuesday 12 January 2027.", "2027-01-12T12:00:00"),
        ("Die Angebote sind bis zum 12.01.2027, 12:00 Uhr einzureichen.", "2027-01-12T12:00:00"),
        ("Bis zum 12.01.2027, 12:00 Uhr (MEZ), sind die Angebote einzureichen.", "2027-01-12T12:00:00+01:00"),
        ("Date limite de réception des offres : 12/01/2027 à 12h00", "2027-01-12T12:00:00"),
        ("Les offres devront parvenir avant le 12/01/2027 à 12h00 (heure de Paris).", "2027-01-12T12:00:00+01:00"),
        ("Las ofertas se presentarán hasta las 14:00 horas del 12 de enero de 2027", "2027-01-12T14:00:00"),
        ("Le offerte devono pervenire entro le ore 12:00 del 12 gennaio 2027.", "2027-01-12T12:00:00"),
        ("As propostas devem ser apresentadas até às 17:00 horas do dia 12 de janeiro de 2027.", "2027-01-12T17:00:00"),
        ("Inschrijvingen dienen uiterlijk 12 januari 2027 om 12.00 uur te zijn ontvangen.", "2027-01-12T12:00:00"),
        ("Oferty należy składać do dnia 12 stycznia 2027 r. do godz. 10:00.", "2027-01-12T10:00:00"),
        ("Anbud ska ha inkommit senast den 12 januari 2027.", "2027-01-12"),
        ("Tilbud skal være modtaget senest den 12. januar 2027 kl. 12.00.", "2027-01-12T12:00:00"),
        ("Tilbudsfrist: 12.01.2027 kl. 12.00", "2027-01-12T12:00:00"),
        ("Tarjousten on oltava perillä viimeistään 12.1.2027 klo 12.00.", "2027-01-12T12:00:00"),
        ("Nabídky musí být podány nejpozději do 12. 1. 2027 do 10:00 hodin.", "2027-01-12T10:00:00"),
        ("Lehota na predkladanie ponúk: 12.01.2027 10:00", "2027-01-12T10:00:00"),
        ("Ajánlattételi határidő: 2027. január 12. 10:00 óra", "2027-01-12T10:00:00"),
        ("Termenul limită pentru depunerea ofertelor: 12.01.2027, ora 15:00", "2027-01-12T15:00:00"),
        ("Краен срок за получаване на оферти: 12.01.2027 г., 17:00 ч.", "2027-01-12T17:00:00"),
        ("Καταληκτική ημερομηνία υποβολής προσφορών: 12/01/2027, ώρα 14:00", "2027-01-12T14:00:00"),
        ("Rok za dostavu ponuda: 12. siječnja 2027. u 12:00 sati", "2027-01-12T12:00:00"),
        ("Rok za oddajo ponudb: 12. 1. 2027 ob 10:00", "2027-01-12T10:00:00"),
        ("Pakkumuste esitamise tähtaeg: 12.01.2027 kell 11:00", "2027-01-12T11:00:00"),
        ("Piedāvājumu iesniegšanas termiņš: 2027. gada 12. janvāris plkst. 11.00", "2027-01-12T11:00:00"),
        ("Pasiūlymų pateikimo terminas: 2027-01-12 10:00", "2027-01-12T10:00:00"),
        ("Ní mór tairiscintí a sheoladh roimh 12 Eanáir 2027", "2027-01-12"),
        ("L-offerti għandhom jaslu sa 12 ta' Jannar 2027", "2027-01-12"),
    ],
)
def test_a_deadline_is_found_in_every_language_with_its_words(line: str, published: str) -> None:
    tender = read(line)

    assert [deadline.published for deadline in tender.deadlines] == [published]
    proof = tender.evidence["deadlines"]
    assert proof.quote in next(passage.text for passage in tender.passages if passage.id == proof.passage_id)


@pytest.mark.parametrize(
    "line",
    [
        "The works shall be completed no later than 3 June 2027.",
        "Offers must remain valid until 12 April 2027.",
        "Termin realizacji: do dnia 3 czerwca 2027",
        "Site visit: tenderers must register by 3 June 2027.",
        "Tenders will be opened on 3 June 2027 at 10:00.",
        "The deadline for completion is 3 June 2027.",
        "Bindefrist: 12.04.2027",
        "Zuschlagsfrist endet am 12.04.2027",
        "Published: 12.04.2027",
        "Ablauf der Bindefrist für die Angebote 12.04.2027",
        "Tenderers shall submit references for contracts completed until 31 December 2026.",
        "Award is expected 30 days after the deadline, about 3 March 2027.",
        "La visite du site aura lieu avant le 12/01/2027.",
        "El plazo de ejecución termina el 12 de enero de 2027.",
        "Ouverture des plis : 12/01/2027 à 14h00",
        "The invoice must be submitted by 3 June 2027.",
        "Proof of insurance issued before 3 June 2027 must be submitted with the tender.",
        "There is a tight deadline. Kick-off is 3 June 2027.",
        "Access to the documents will close at noon on 2 April 2027.",
        "Otwarcie ofert nastąpi w dniu 12 stycznia 2027 r.",
        "Tender documents are available until 12 January 2027.",
        "Deadline\nContract start: 3 June 2027",
        "Deadline: see clause 10.02.26 of the terms",
    ],
)
def test_other_dates_never_become_the_deadline(line: str) -> None:
    assert read(line).deadlines == ()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Requests to participate must be received by 12 January 2027 at 5 pm.", "request"),
        ("Frist für den Eingang der Teilnahmeanträge: 12.01.2027 10:00 Uhr", "request"),
        ("Schlusstermin für den Eingang der Angebote oder Teilnahmeanträge: 12.01.2027", None),
        ("Expressions of interest should be sent before 12 January 2027.", "expression"),
        ("Deadline: 12 January 2027", "tender"),
    ],
)
def test_the_kind_is_what_the_words_ask_for(line: str, kind: str | None) -> None:
    assert [deadline.kind for deadline in read(line).deadlines] == [kind]


def test_questions_have_a_date_of_their_own() -> None:
    tender = read("Questions by 3 May 2027, tenders by 17 May 2027.\nAnswers to questions will be given until 10 May 2027.")

    assert tender.clarification_deadline == "2027-05-03"
    assert [deadline.published for deadline in tender.deadlines] == ["2027-05-17"]


def test_days_that_disagree_are_said_and_the_earliest_stands_first() -> None:
    tender = read("Deadline for tenders: 17 May 2027\n\nTenders must be received by 12 May 2027.")

    assert [deadline.published for deadline in tender.deadlines] == ["2027-05-12", "2027-05-17"]
    assert any("2 different days" in warning for warning in tender.warnings)


def test_times_that_disagree_are_said() -> None:
    tender = read("Deadline for tenders: 17 May 2027, 12:00\n\nTenders must be received by 17 May 2027, 10:00.")

    assert tender.deadlines[0].published == "2027-05-17T10:00:00"
    assert any("different times" in warning for warning in tender.warnings)


def test_a_day_without_a_year_is_no_deadline_but_a_question_to_the_buyer() -> None:
    tender = read("Offers must be received no later than noon on 3 March.")

    assert tender.deadlines == ()
    assert any("“3 March” without a year" in warning for warning in tender.warnings)


def test_an_ambiguous_date_binds_at_its_earlier_reading() -> None:
    tender = read("Deadline: 03/04/2027 12:00 UTC")

    assert tender.deadlines[0].published == "2027-04-03T12:00:00Z"
    assert str(tender.deadlines[0].instant) == "2027-03-04 12:00:00+00:00"
    assert any("2027-03-04" in warning for warning in tender.warnings)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Country: United States\nDeadline: 03/04/2027", "2027-03-04"),
        ("Country: Ireland\nDeadline: 03/04/2027", "2027-04-03"),
        ("Published: 25/02/2027\nDeadline: 03/04/2027", "2027-04-03"),
        ("Published: 02/25/2027\nDeadline: 03/04/2027", "2027-03-04"),
        ("Date limite de remise des offres : 03/04/2027", "2027-04-03"),
    ],
)
def test_country_language_or_another_date_settle_what_comes_first(text: str, published: str) -> None:
    tender = read(text)

    assert [deadline.published for deadline in tender.deadlines] == [published]
    assert not any("day/month" in warning for warning in tender.warnings)


def test_a_month_that_two_languages_name_differently_binds_at_the_earlier() -> None:
    tender = read("Termin składania ofert: godz. 10:00 UTC, 12 listopada 2027")

    assert str(tender.deadlines[0].instant) == "2027-10-12 10:00:00+00:00"
    assert any("Croatian" in warning for warning in tender.warnings)


@pytest.mark.parametrize(("country", "published"), [("Poland", "2027-11-12T10:00:00"), ("Croatia", "2027-10-12T10:00:00")])
def test_the_country_tells_which_month_is_meant(country: str, published: str) -> None:
    tender = read(f"Country: {country}\nDeadline: 12 listopada 2027, 10:00")

    assert [deadline.published for deadline in tender.deadlines] == [published]
    assert not any("Croatian" in warning for warning in tender.warnings)


def test_a_winter_zone_in_summer_binds_an_hour_earlier() -> None:
    tender = read("Deadline: 12 July 2027 12:00 CET")

    assert str(tender.deadlines[0].instant) == "2027-07-12 10:00:00+00:00"
    assert any("winter zone" in warning for warning in tender.warnings)


def test_a_zone_half_an_hour_off_binds_to_the_minute() -> None:
    tender = read("Deadline: July 12, 2027, 5:00 PM Newfoundland Standard Time")

    assert str(tender.deadlines[0].instant) == "2027-07-12 19:30:00+00:00"


def test_eastern_time_in_an_australian_notice_is_not_new_yorks() -> None:
    tender = read("Country: Australia\nDeadline: 12 July 2027, 5:00 PM Eastern Time")

    assert tender.deadlines[0].instant is None


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        ("All offers in paper form must reach the harbour office in Quay Street by 12 January 2027 at\n12 noon; later ones are returned.", "2027-01-12T12:00:00"),
        ("Die Angebote sind vollständig und unterschrieben einzureichen bis zum 12. Januar 2027,\n11:30 Uhr, bei der Vergabestelle des Kreises.", "2027-01-12T11:30:00"),
        ("Les offres sont à remettre par voie électronique au plus tard le 12 janvier 2027 à\n16h30 sur la plateforme.", "2027-01-12T16:30:00"),
        ("El plazo de presentación de ofertas en el registro general termina el 12 de enero de 2027 a\nlas 14:00 horas.", "2027-01-12T14:00:00"),
        ("Tenders are to be received by the board in sealed envelopes no later than 12 January 2027\n14:00 Opening of tenders: 15 January 2027", "2027-01-12"),
        ("Tenders are to be received by the board in sealed envelopes by 12 January 2027.\n14:00 is when the office closes.", "2027-01-12"),
        ("Tenders are to be received by the board in sealed envelopes by 12 January 2027\nOpening: 14:00", "2027-01-12"),
        ("Tenders by 12 January 2027\n14:00 is when the office closes.", "2027-01-12"),
    ],
)  # fmt: skip
def test_the_hour_of_a_sentence_that_breaks_stands_on_the_next_line(lines: str, published: str) -> None:
    tender = read(lines)

    assert [deadline.published for deadline in tender.deadlines] == [published]
    assert tender.evidence["deadlines"].quote in lines


@pytest.mark.parametrize(
    "line",
    ["Deadline by 12/01/2027, ", "tenders must be submitted by ", "....... : 1 ", "12 January 2027 12:00 (", "Lot 1: value EUR 1.000 - "],
)
def test_a_long_text_is_read_in_linear_time(line: str) -> None:
    assert growth(lambda size: read(line * (size // len(line))), 25_000) < LINEAR
    assert growth(lambda size: read((line * 20 + "\n") * (size // (len(line) * 20))), 25_000) < LINEAR
