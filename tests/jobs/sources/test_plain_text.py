from decimal import Decimal

import pytest

from jobs.chain.tender import Tender
from jobs.sources.read import read_notice
from tests.jobs.sources.samples import TEXT


def read(text: str) -> Tender:
    return read_notice(text.encode())


def test_plainly_written_facts_are_found_with_their_lines() -> None:
    tender = read(TEXT)

    assert tender.title == "Invitation to tender: repair of the town hall roof"
    assert (tender.buyer, tender.buyer_country, tender.cpv_main, tender.kind) == ("Town of Oberfingen", "DEU", "45261900", "opportunity")
    assert tender.estimated_value is not None
    assert (tender.estimated_value.amount, tender.estimated_value.currency, tender.estimated_value.vat) == (Decimal(1250000), "EUR", "net")
    assert [deadline.published for deadline in tender.deadlines] == ["2027-05-17T11:30:00"]
    assert tender.clarification_deadline == "2027-05-03"
    assert tender.evidence["deadlines"].anchor == "line 8"
    assert tender.evidence["deadlines"].quote == "The deadline for tenders is 17 May 2027, 11:30."


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Tenders must be received no later than noon on 3 June 2027.", "2027-06-03T12:00:00"),
        ("Closing date: 2027-06-03 17:00 CET", "2027-06-03T17:00:00+01:00"),
        ("Bids are due by 5:00 PM on June 3, 2027 (EST)", "2027-06-03T17:00:00-05:00"),
        ("Bids are due by June 3, 2027, 5:00 PM EST", "2027-06-03T17:00:00-05:00"),
        ("The deadline is June 3, 2027 at 5 pm", "2027-06-03T17:00:00"),
        ("Deadline for receipt of bids:\n3rd of June 2027", "2027-06-03"),
        ("Angebotsfrist: 3. Juni 2027, 10:00 Uhr", "2027-06-03T10:00:00"),
        ("Die Abgabefrist endet am 03.06.2027 um 10.30 Uhr.", "2027-06-03T10:30:00"),
        ("Date limite de remise des offres : 3 juin 2027 à 16h30", "2027-06-03T16:30:00"),
        ("Fecha límite: 3 de junio de 2027, 14:00 horas", "2027-06-03T14:00:00"),
        ("Termine di presentazione: 3 giugno 2027 ore 12:00", "2027-06-03T12:00:00"),
        ("Uiterste datum: 3 juni 2027 om 12:00 uur", "2027-06-03T12:00:00"),
        ("Termin składania ofert: 3 czerwca 2027 r. godz. 10:00", "2027-06-03T10:00:00"),
    ],
)
def test_deadlines_of_seven_languages(line: str, published: str) -> None:
    assert [deadline.published for deadline in read(f"Repair of a bridge over the brook\n\n{line}\n").deadlines] == [published]


@pytest.mark.parametrize(
    "line",
    [
        "The contract starts on 3 June 2027.",
        "Questions must be received no later than 3 June 2027.",
        "There is a tight deadline, see the documents.",
        "Opening of tenders on 3 June 2027",
        "The deadline is 31 February 2027.",
        "The deadline is 45.13.2027.",
    ],
)
def test_what_is_no_submission_date_is_not_made_one(line: str) -> None:
    assert read(f"Repair of a bridge over the brook\n\n{line}\n").deadlines == ()


def test_an_ambiguous_date_is_read_day_first_and_said() -> None:
    tender = read("Repair of a bridge over the brook\nDeadline: 03/04/2027 12:00")

    assert [deadline.published for deadline in tender.deadlines] == ["2027-04-03T12:00:00"]
    assert any("day/month/year" in warning for warning in tender.warnings)


@pytest.mark.parametrize(
    "line", ["Average yearly turnover of EUR 3,000,000", "Liability insurance with a value of EUR 5 million", "Budget is not disclosed"]
)
def test_turnover_and_insurance_are_no_contract_value(line: str) -> None:
    assert read(f"Repair of a bridge over the brook\n{line}\n").estimated_value is None


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("Estimated value: £1.2 million", "1200000"),
        ("Auftragswert: 850.000 EUR", "850000"),
        ("Budget: 45 k€", "45000"),
        ("Budget: to be agreed", None),
        ("Contract value: $450,000 - $600,000", "600000"),
        ("Total value 1,234,567.89 USD", "1234567.89"),
    ],
)
def test_amounts_of_several_habits(line: str, amount: str | None) -> None:
    value = read(f"Repair of a bridge over the brook\n{line}\n").estimated_value

    assert (value.amount if value else None) == (Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Contract award notice\nThe contract for the roof was given to a local company last week.", "award"),
        ("Prior information notice: roofs to be repaired in the coming three years, no offers yet.", "planning"),
        ("Market consultation on roofs: please tell us what you could offer us in the next years.", "market_consultation"),
        ("Minutes of the meeting of the roof committee, with a list of those who were present.", "unknown"),
        ("Test notice\nInvitation to tender, please ignore this, we are trying out the portal.", "test_notice"),
    ],
)
def test_only_words_that_invite_make_an_opportunity(text: str, kind: str) -> None:
    assert read(text).kind == kind


def test_every_quote_stands_in_its_passage() -> None:
    tender = read(TEXT)
    texts = {passage.id: passage.text for passage in tender.passages}

    assert all(proof.quote in texts[str(proof.passage_id)] for proof in tender.evidence.values())


def test_a_range_shows_its_upper_end_and_says_so() -> None:
    tender = read("Repair of a bridge over the brook\nContract value: $450,000 - $600,000\n")

    assert any("range from 450,000 to 600,000 USD" in warning for warning in tender.warnings)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The works are to be done by the contractor and will be paid for in the summer of the year.", "eng"),
        ("Die Arbeiten sind von der Firma im Sommer zu leisten und werden nicht im Voraus bezahlt.", "deu"),
        (
            "TransmissionDate CityName PostalZone la IdentificationCode CompanyID Telephone les GazetteID des URI "
            + "Code Name Type " * 20,
            None,
        ),
    ],
)
def test_the_language_is_named_where_the_words_are_plain(text: str, language: str | None) -> None:
    assert read(text).title_lang == language


@pytest.mark.parametrize(
    ("line", "nature"),
    [
        ("Type of contract: Services", "services"),
        ("Art des Auftrags: Bauleistung", "works"),
        ("Type de marché : Fournitures", "supplies"),
        ("Rodzaj zamówienia: Roboty budowlane", "works"),
        ("Soort opdracht: Diensten", "services"),
        ("Type of contract: Framework agreement", None),
        ("Type of contract: goods and services", None),
        ("The services are described in part 2.", None),
    ],
)
def test_what_is_bought_is_read_from_a_labelled_line_that_names_one_kind(line: str, nature: str | None) -> None:
    tender = read(f"Invitation to tender: care of the old mill\n{line}\nTenders are due by 3 June 2027, 12:00.")
    assert tender.nature == nature
    assert ("nature" in tender.evidence) == (nature is not None)


@pytest.mark.parametrize(
    ("said", "buyer", "country"),
    [
        ("Harrow Weir City Council, United Kingdom", "Harrow Weir City Council", "GBR"),
        ("Stadt Oberfingen, Deutschland", "Stadt Oberfingen", "DEU"),
        ("Ministry of Works, Roads and Bridges", "Ministry of Works, Roads and Bridges", None),
        ("Department of Ferries, Georgia", "Department of Ferries, Georgia", None),
        ("Quayside Authority, CO", "Quayside Authority, CO", None),
    ],
)
def test_a_country_after_the_name_of_the_buyer_is_no_part_of_it(said: str, buyer: str, country: str | None) -> None:
    tender = read(f"Invitation to tender: care of the old mill\nBuyer: {said}\nTenders are due by 3 June 2027, 12:00.")
    assert (tender.buyer, tender.buyer_country) == (buyer, country)


def test_a_labelled_country_goes_before_one_after_the_buyers_name() -> None:
    tender = read(
        "Invitation to tender: care of the old mill\nBuyer: Mission Office, Kenya\nCountry: Ireland\nTenders are due by 3 June 2027."
    )
    assert (tender.buyer, tender.buyer_country) == ("Mission Office", "IRL")


def test_the_subject_of_a_forwarded_mail_that_names_only_a_kind_of_notice_is_no_title() -> None:
    tender = read("Subject: Fwd: Contract notice\n\nTitle: Care of the old mill\nTenders are due by 3 June 2027, 12:00.")
    assert tender.title == "Care of the old mill"


@pytest.mark.parametrize("prefix", ["FW: ", "Fwd: RE: ", "WG: ", "Doorgestuurd: "])
def test_marks_of_a_forwarded_mail_are_no_part_of_the_title(prefix: str) -> None:
    assert read(f"Subject: {prefix}Care of the old mill\n\nTenders are due by 3 June 2027, 12:00.").title == "Care of the old mill"


@pytest.mark.parametrize("answer", ["nee", "nej", "no", "nein", "ne"])
def test_a_framework_answered_with_no_is_none(answer: str) -> None:
    assert (
        read(f"Invitation to tender: care of the old mill\nFramework agreement: {answer}\nTenders are due by 3 June 2027.").framework
        is False
    )


@pytest.mark.parametrize(
    "line", ["Geschätzter Wert: 1.284.500,00 EUR ohne Umsatzsteuer", "Auftragswert ohne Umsatzsteuer: 1.284.500,00 EUR"]
)
def test_a_value_told_without_turnover_tax_is_no_turnover(line: str) -> None:
    value = read(f"Ausschreibung: Pflege der alten Mühle\n{line}\nAngebotsfrist: 3. Juni 2027, 10:00 Uhr").estimated_value
    assert value is not None
    assert (value.amount, value.currency, value.vat) == (Decimal("1284500.00"), "EUR", "net")
    assert read("Ausschreibung: Pflege der alten Mühle\nGeforderter Wert: 2.000.000 EUR Umsatz im Jahr").estimated_value is None
