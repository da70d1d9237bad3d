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
    [("F01", "planning"), ("F02", "opportunity"), ("F03", "award"), ("F05", "opportunity"), ("F07", "qualification_system")]
    + [("F14", "change"), ("F15", "award"), ("F20", "award"), ("F24", "opportunity"), ("F25", "award"), ("F99", "unknown")],
)
def test_the_number_of_the_form_says_what_it_is(form: str, kind: str) -> None:
    tender = read_notice(samples.legacy(form=form))

    assert tender.kind == kind
    assert tender.form_type == form


def test_a_form_of_several_uses_is_told_apart_by_its_notice_type() -> None:
    assert read_notice(samples.legacy(form="F21", more='<NOTICE TYPE="AWARD_CONTRACT"/>')).kind == "award"


def test_an_award_has_no_deadline_to_keep() -> None:
    assert read_notice(samples.legacy(form="F03")).deadlines == ()


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
