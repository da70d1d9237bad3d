from decimal import Decimal

import pytest

from jobs.sources.dates import with_zone
from jobs.sources.read import read_notice
from tests.jobs.sources import samples


def test_the_original_form_is_read_and_not_a_translation() -> None:
    tender = read_notice(samples.legacy())

    assert (tender.title, tender.title_lang, tender.notice_lang) == ("Dostawa ławek", "pol", "pl")
    assert (tender.buyer, tender.buyer_country, tender.nature) == ("Gmina Zmyślona", "POL", "supplies")
    assert (tender.publication_number, tender.notice_type, tender.procedure) == ("12345-2021", "F02", "open")


def test_a_time_without_zone_is_local_to_the_buyer() -> None:
    deadline = read_notice(samples.legacy()).deadline

    assert deadline is not None
    assert (deadline.published, deadline.zone_inferred) == ("2021-07-05T10:00:00", True)
    assert with_zone(deadline) == "2021-07-05T10:00:00+02:00"


def test_a_country_with_several_clocks_gives_no_instant() -> None:
    deadline = read_notice(samples.legacy(country="US")).deadline

    assert deadline is not None
    assert (deadline.instant, deadline.zone_inferred) == (None, False)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("F01", "planning"),
        ("F02", "opportunity"),
        ("F03", "award"),
        ("F05", "opportunity"),
        ("F07", "qualification_system"),
        ("F14", "change"),
        ("F15", "award"),
        ("F20", "award"),
        ("F24", "opportunity"),
        ("F25", "award"),
        ("F99", "unknown"),
    ],
)
def test_the_number_of_the_form_says_what_it_is(form: str, kind: str) -> None:
    tender = read_notice(samples.legacy(form=form))

    assert tender.kind == kind
    assert tender.form_type == form


def test_a_form_of_several_uses_is_told_apart_by_its_notice_type() -> None:
    assert read_notice(samples.legacy(form="F21", more='<NOTICE TYPE="AWARD_CONTRACT"/>')).kind == "award"


def test_an_award_has_no_deadline_to_keep() -> None:
    assert read_notice(samples.legacy(form="F03")).deadlines == ()


def test_the_deadline_that_binds_is_the_one_quoted_where_form_and_coded_section_differ() -> None:
    coded = (
        b"<CODED_DATA_SECTION><CODIF_DATA><DT_DATE_FOR_SUBMISSION>20210601 10:00</DT_DATE_FOR_SUBMISSION></CODIF_DATA></CODED_DATA_SECTION>"
    )

    tender = read_notice(samples.legacy().replace(b"<CODED_DATA_SECTION/>", coded))

    assert [deadline.published for deadline in tender.deadlines] == ["2021-06-01T10:00:00", "2021-07-05T10:00:00"]
    assert tender.evidence["deadlines"].quote == "20210601 10:00"
    assert tender.evidence["deadlines"].anchor == "CODIF_DATA/DT_DATE_FOR_SUBMISSION"


def test_the_date_of_a_restricted_procedure_is_explained() -> None:
    tender = read_notice(samples.legacy(procedure="<PT_RESTRICTED/>"))

    assert tender.procedure == "restricted"
    assert any("requests to participate" in warning for warning in tender.warnings)


def test_the_value_keeps_its_cents_and_basis() -> None:
    value = read_notice(samples.legacy()).estimated_value

    assert value is not None
    assert (value.amount, value.currency, value.basis) == (Decimal("500000.00"), "PLN", "estimated")


def test_lots_are_the_object_descriptions() -> None:
    tender = read_notice(samples.legacy(body='<OBJECT_DESCR ITEM="2"><TITLE><P>Kosze</P></TITLE><LOT_NO>2</LOT_NO></OBJECT_DESCR>'))

    assert [(lot.id, lot.title) for lot in tender.lots] == [("1", None), ("2", "Kosze")]


def test_two_dates_that_disagree_are_both_kept_earliest_first() -> None:
    coded = (
        b"<CODED_DATA_SECTION><CODIF_DATA><DT_DATE_FOR_SUBMISSION>20210601 10:00</DT_DATE_FOR_SUBMISSION></CODIF_DATA></CODED_DATA_SECTION>"
    )

    tender = read_notice(samples.legacy().replace(b"<CODED_DATA_SECTION/>", coded))

    assert [deadline.published for deadline in tender.deadlines] == ["2021-06-01T10:00:00", "2021-07-05T10:00:00"]
    assert any("work to the earlier one" in warning for warning in tender.warnings)


OLD_FORM = """<?xml version="1.0" encoding="UTF-8"?><TED_EXPORT xmlns="http://publications.europa.eu/TED_schema/Export" DOC_ID="54321-2013">
<CODED_DATA_SECTION><NOTICE_DATA><ISO_COUNTRY VALUE="AT"/><ORIGINAL_CPV CODE="45233140">x</ORIGINAL_CPV></NOTICE_DATA></CODED_DATA_SECTION>
<FORM_SECTION><{form} CATEGORY="ORIGINAL" FORM="{number}" LG="DE" VERSION="R2.0.8.S03.E01"><FD>
<CA_CE_CONCESSIONAIRE_PROFILE><ORGANISATION><OFFICIALNAME>Amt Musterbach</OFFICIALNAME></ORGANISATION><COUNTRY VALUE="AT"/></CA_CE_CONCESSIONAIRE_PROFILE>
<TITLE_CONTRACT><P>Ortsumfahrung</P></TITLE_CONTRACT><TYPE_CONTRACT VALUE="WORKS"/><CPV><CPV_MAIN><CPV_CODE CODE="45233140"/></CPV_MAIN></CPV>
<F02_ANNEX_B ITEM="1"><LOT_NUMBER>1</LOT_NUMBER><LOT_TITLE>Nord</LOT_TITLE></F02_ANNEX_B>
<F02_ANNEX_B ITEM="2"><LOT_NUMBER>2</LOT_NUMBER><LOT_TITLE>Süd</LOT_TITLE></F02_ANNEX_B>
<TYPE_OF_PROCEDURE><PT_OPEN/></TYPE_OF_PROCEDURE>{more}</FD></{form}></FORM_SECTION></TED_EXPORT>"""


def test_an_older_schema_is_read_by_its_own_names() -> None:
    limit = "<RECEIPT_LIMIT_DATE><DAY>5</DAY><MONTH>2</MONTH><YEAR>2013</YEAR><TIME>9:00</TIME></RECEIPT_LIMIT_DATE>"

    tender = read_notice(OLD_FORM.format(form="CONTRACT", number="2", more=limit).encode())

    assert (tender.title, tender.buyer, tender.buyer_country, tender.notice_type) == ("Ortsumfahrung", "Amt Musterbach", "AUT", "F02")
    assert [lot.title for lot in tender.lots] == ["Nord", "Süd"]
    assert [deadline.published for deadline in tender.deadlines] == ["2013-02-05T09:00:00"]
    assert (tender.cpv_main, tender.nature, tender.kind) == ("45233140", "works", "opportunity")


def test_the_final_value_of_an_older_award_is_awarded() -> None:
    total = (
        '<TOTAL_FINAL_VALUE><COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY="EUR"><VALUE_COST FMTVAL="750000.50">750 000,50</VALUE_COST>'
        "<EXCLUDING_VAT/></COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE></TOTAL_FINAL_VALUE>"
    )

    value = read_notice(OLD_FORM.format(form="CONTRACT_AWARD", number="3", more=total).encode()).estimated_value

    assert value is not None
    assert (value.amount, value.basis, value.vat) == (Decimal("750000.50"), "awarded", "net")


def test_a_total_written_again_on_every_lot_is_said_to_be_one_total() -> None:
    again = "".join(
        f'<OBJECT_DESCR ITEM="{item}"><LOT_NO>{item}</LOT_NO><VAL_OBJECT CURRENCY="PLN">500000.00</VAL_OBJECT></OBJECT_DESCR>'
        for item in (1, 2)
    )
    notice = samples.legacy(body=again).replace(
        '<OBJECT_DESCR ITEM="1"><SHORT_DESCR><P>Ławki.</P></SHORT_DESCR></OBJECT_DESCR>'.encode(), b"<LOT_DIVISION/>"
    )

    tender = read_notice(notice)

    assert tender.estimated_value is not None
    assert tender.estimated_value.amount == Decimal("500000.00")
    assert any("2 lots repeat the value of the whole" in warning for warning in tender.warnings)
