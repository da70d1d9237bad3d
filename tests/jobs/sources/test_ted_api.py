import json
from decimal import Decimal

import pytest

from jobs.chain.errors import BadInput
from jobs.chain.tender import Tender
from jobs.sources.read import read_notice
from tests.jobs.sources.samples import api_notice


def read(document: dict[str, object]) -> Tender:
    return read_notice(json.dumps(document).encode())


def test_the_buyers_own_title_is_taken_and_not_the_composed_one() -> None:
    tender = read(api_notice())

    assert (tender.title, tender.title_lang, tender.notice_lang) == ("Winterdienst im Stadtgebiet", "deu", "deu")
    assert (tender.buyer, tender.buyer_country, tender.kind, tender.nature) == ("Stadt Erfunden", "DEU", "opportunity", "services")


def test_the_deadline_is_that_of_tenders_and_not_the_field_called_deadline() -> None:
    assert [deadline.published for deadline in read(api_notice()).deadlines] == ["2027-03-01T10:00:00+01:00"]


def test_deadlines_of_several_lots_are_not_zipped() -> None:
    tender = read(
        api_notice(
            deadline_receipt_tender_date_lot=["2027-03-01+01:00", "2027-03-09+01:00"],
            deadline_receipt_tender_time_lot=["10:00:00+01:00", "14:00:00+01:00"],
        )
    )

    assert [deadline.published for deadline in tender.deadlines] == ["2027-03-01T10:00:00+01:00", "2027-03-09T10:00:00+01:00"]
    assert any("does not tell apart" in warning for warning in tender.warnings)


def test_the_deadline_that_binds_is_quoted_as_it_stands_in_one_field() -> None:
    days = ["2027-03-09+01:00", "2027-03-01+01:00"]

    proof = read(api_notice(deadline_receipt_tender_date_lot=days)).evidence["deadlines"]

    assert (proof.anchor, proof.quote) == ("/deadline-receipt-tender-date-lot", "2027-03-01+01:00")


def test_a_deadline_of_unknown_kind_is_quoted_with_its_time() -> None:
    notice = api_notice(
        deadline_receipt_tender_date_lot=None,
        deadline_receipt_tender_time_lot=None,
        deadline_receipt_request=["2027-03-01T10:00:00+01:00"],
    )

    proof = read(notice).evidence["deadlines"]

    assert (proof.anchor, proof.quote) == ("/deadline-receipt-request", "2027-03-01T10:00:00+01:00")


def test_a_sum_of_lots_quotes_a_value_that_stands_there() -> None:
    changed = {"estimated_value_proc": None, "estimated_value_lot": ["1000", "2000"], "estimated_value_cur_lot": ["EUR"]}

    assert read(api_notice(**changed)).evidence["estimated_value"].quote == "1000"


def test_an_estimate_given_as_text_is_a_number() -> None:
    value = read(api_notice()).estimated_value

    assert value is not None
    assert (value.amount, value.currency) == (Decimal(250000), "EUR")


def test_values_that_fit_no_lots_are_left_out() -> None:
    changed = {"estimated_value_proc": None, "estimated_value_lot": ["1000", "2000", "3000"], "estimated_value_cur_lot": ["EUR"]}

    tender = read(api_notice(**changed))

    assert tender.estimated_value is None
    assert any("cannot be matched to lots" in warning for warning in tender.warnings)


def test_repeated_codes_count_once() -> None:
    assert read(api_notice()).cpv_all == ("90620000",)


@pytest.mark.parametrize(
    ("form", "notice_type", "kind"),
    [
        ("result", "can-standard", "award"),
        ("planning", "pin-only", "planning"),
        ("competition", "qu-sy", "qualification_system"),
        (None, "cn-standard", "opportunity"),
        (None, "can-standard", "award"),
        (None, None, "unknown"),
    ],
)
def test_form_and_notice_type_say_what_it_is(form: str | None, notice_type: str | None, kind: str) -> None:
    assert read(api_notice(form_type=form, notice_type=notice_type)).kind == kind


def test_an_empty_city_object_is_unknown() -> None:
    assert read(api_notice(buyer_city={})).buyer_city is None


def test_an_answer_with_two_notices_is_sent_back() -> None:
    with pytest.raises(BadInput, match="exactly one"):
        read({"notices": [api_notice(), api_notice()]})


@pytest.mark.parametrize("value", [None, 7, "x", [], [None], {"deu": {"deu": []}}, True, [["x"]]])
@pytest.mark.parametrize(
    "key", ["title-proc", "buyer-name", "identifier-lot", "deadline-receipt-tender-date-lot", "links", "publication-number", "form-type"]
)
def test_a_field_of_the_wrong_type_is_unknown_and_no_error(key: str, value: object) -> None:
    assert read(api_notice() | {key: value}).source == "ted_api"


def test_techniques_languages_and_addresses_are_read() -> None:
    tender = read(
        api_notice(
            framework_agreement_lot=["fa-wo-rc", "none"],
            dps_usage_lot=["none", "none"],
            submission_language=["DEU", "ENG", "DEU"],
            submission_url_lot=["https://portal.example/bid"],
            document_url_lot=["https://portal.example/docs", "https://portal.example/docs", "by post"],
        )
    )

    assert (tender.framework, tender.dynamic, tender.submission_languages) == (True, False, ("deu", "eng"))
    assert tender.submission_url == "https://portal.example/bid"
    assert [link.url for link in tender.documents] == ["https://portal.example/docs"]
