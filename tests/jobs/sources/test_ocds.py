import json
from decimal import Decimal

import pytest

from jobs.chain.tender import Tender
from jobs.sources.read import read_notice
from tests.jobs.sources.samples import release


def read(document: dict[str, object]) -> Tender:
    return read_notice(json.dumps(document).encode())


def test_the_facts_of_a_release() -> None:
    tender = read(release())

    assert tender.title == "Shelving & counters"
    assert (tender.buyer, tender.buyer_country, tender.buyer_city) == ("Ardvarrich Library Trust", "GBR", "Ardvarrich")
    assert (tender.cpv_main, tender.nature, tender.kind, tender.title_lang) == ("39131100", "supplies", "opportunity", "eng")
    assert tender.estimated_value is not None
    assert (tender.estimated_value.amount, tender.estimated_value.currency) == (Decimal(90000), "GBP")


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"tag": ["planning"]}, "planning"),
        ({"tag": ["planning"], "tender": {"status": "planned"}}, "planning"),
        ({"tag": ["planning"], "tender": {}}, "planning"),
        ({"tag": ["tenderUpdate"]}, "opportunity"),
        ({"tag": ["tenderCancellation"]}, "cancellation"),
        ({"tender": {"status": "cancelled"}}, "cancellation"),
        ({"tender": {"status": "withdrawn"}}, "cancellation"),
        ({"tag": ["award"]}, "award"),
        ({"tag": ["tender", "award"]}, "award"),
        ({"tag": ["contract"]}, "award"),
        ({"tag": ["compiled"], "awards": [{"id": "1"}]}, "award"),
        ({"tag": ["compiled"]}, "opportunity"),
        ({"tender": {"status": "complete"}}, "unknown"),
        ({"tender": {"title": "Market engagement on shelving", "status": "active"}}, "market_consultation"),
        ({"tender": {"status": "active", "documents": [{"noticeType": "UK2"}]}}, "market_consultation"),
        ({"tender": {"status": "active", "documents": [{"noticeType": "UK6"}]}}, "award"),
        (
            {
                "tag": ["planning"],
                "tender": {"status": "planning"},
                "planning": {"documents": [{"documentType": "marketEngagementNotice"}]},
            },
            "market_consultation",
        ),
    ],
)
def test_tags_status_and_words_say_what_a_release_is(changed: dict[str, object], kind: str) -> None:
    assert read(release() | changed).kind == kind


def test_a_buyer_is_never_another_party() -> None:
    parties = [{"id": "s1", "name": "Portal", "roles": ["publisher"]}, {"id": "r1", "name": "High Court", "roles": ["reviewBody"]}]

    assert read(release(buyer=None, parties=parties)).buyer is None


def test_a_z_in_a_british_summer_may_mean_local_time_and_the_earlier_reading_binds() -> None:
    deadline = read(release(tender={"tenderPeriod": {"endDate": "2027-07-15T12:00:00Z"}})).deadline

    assert deadline is not None
    assert deadline.published == "2027-07-15T12:00:00Z"
    assert deadline.instant is not None
    assert deadline.instant.isoformat() == "2027-07-15T11:00:00+00:00"


def test_the_expression_of_interest_deadline_comes_first_where_it_is_earlier() -> None:
    tender = read(release(tender={"expressionOfInterestDeadline": "2027-02-01T12:00:00Z"}))

    assert [deadline.kind for deadline in tender.deadlines] == ["expression", "tender"]


def test_the_deadline_quoted_is_the_one_that_binds() -> None:
    tender = read(release(tender={"expressionOfInterestDeadline": "2027-02-01T12:00:00Z"}))

    assert tender.evidence["deadlines"].anchor == "/tender/expressionOfInterestDeadline"
    assert tender.evidence["deadlines"].quote == "2027-02-01T12:00:00Z"


def test_a_lot_that_closes_before_the_whole_is_the_one_quoted() -> None:
    lots = [{"id": "1", "tenderPeriod": {"endDate": "2027-02-03T12:00:00Z"}}, {"id": "2"}]

    tender = read(release(tender={"lots": lots}))

    assert tender.deadline is not None
    assert tender.deadline.published == "2027-02-03T12:00:00Z"
    assert tender.evidence["deadlines"].anchor == "/tender/lots/0/tenderPeriod/endDate"


def test_the_end_of_the_enquiry_period_is_quoted_as_it_is_written() -> None:
    tender = read(release(tender={"enquiryPeriod": {"endDate": "2027-02-01T17:00:00.000Z"}}))

    assert tender.evidence["clarification_deadline"].quote == "2027-02-01T17:00:00.000Z"


def test_a_value_with_tax_only_is_shown_where_it_stands() -> None:
    tender = read(release(tender={"value": {"amountGross": 120, "currency": "GBP"}}))

    assert tender.estimated_value is not None
    assert tender.estimated_value.vat == "gross"
    assert tender.evidence["estimated_value"].anchor == "/tender/value/amountGross"


def test_a_sum_of_lots_is_shown_where_its_first_part_stands() -> None:
    lots = [{"id": "1", "value": {"amount": 40000, "currency": "GBP"}}, {"id": "2", "value": {"amount": 50000, "currency": "GBP"}}]

    tender = read(release(tender={"value": None, "lots": lots}))

    assert tender.estimated_value is not None
    assert (tender.estimated_value.amount, tender.estimated_value.basis) == (Decimal(90000), "lots_sum")
    assert (tender.evidence["estimated_value"].anchor, tender.evidence["estimated_value"].quote) == ("/tender/lots/0/value/amount", "40000")


def test_the_enquiry_period_ends_with_the_clarification_deadline() -> None:
    assert read(release(tender={"enquiryPeriod": {"endDate": "2027-02-01T17:00:00Z"}})).clarification_deadline == "2027-02-01T17:00:00Z"


def test_the_largest_32_bit_number_means_unlimited() -> None:
    tender = read(release(tender={"value": {"amount": 2147483647, "currency": "GBP"}, "lots": []}))

    assert tender.estimated_value is None
    assert any("unlimited" in warning for warning in tender.warnings)


def test_an_amount_beside_a_gross_amount_is_net() -> None:
    value = read(release(tender={"value": {"amount": 100, "amountGross": 120, "currency": "GBP"}})).estimated_value

    assert value is not None
    assert (value.amount, value.vat) == (Decimal(100), "net")


def test_a_range_shows_its_upper_end_and_says_so() -> None:
    tender = read(release(tender={"minValue": {"amount": 50000, "currency": "GBP"}}))

    assert any("range from 50,000 to 90,000 GBP" in warning for warning in tender.warnings)


def test_a_release_without_id_gets_a_stable_version() -> None:
    document = {key: value for key, value in release().items() if key != "id"}

    assert read(document).version == read(document).version
    assert str(read(document).version).startswith("ocds-213czf-demo-1-2027-01-10-")


def test_a_package_of_two_processes_says_that_one_was_read() -> None:
    tender = read({"releases": [release(), release(ocid="ocds-213czf-demo-2")]})

    assert tender.external_id == "ocds-213czf-demo-1"
    assert any("2 contracting processes" in warning for warning in tender.warnings)


def test_releases_of_one_process_are_merged_in_the_order_of_their_dates() -> None:
    later = release(date="2027-01-20T00:00:00Z", tag=["tenderUpdate"], tender={"tenderPeriod": {"endDate": "2027-03-01T12:00:00Z"}})
    later["tender"] = {"tenderPeriod": {"endDate": "2027-03-01T12:00:00Z"}}

    tender = read({"records": [{"ocid": "x", "releases": [later, release()]}]})

    assert tender.title == "Shelving & counters"
    assert [deadline.published for deadline in tender.deadlines] == ["2027-03-01T12:00:00Z"]


def test_weights_hidden_in_descriptions_are_found() -> None:
    criteria = {"criteria": [{"type": "quality", "name": "Service", "description": "40"}, {"type": "price", "description": "60 %"}]}

    found = read(release(tender={"awardCriteria": criteria})).award_criteria

    assert [(each.kind, each.name, each.weight) for each in found] == [("quality", "Service", "40"), ("price", "price", "60 %")]


@pytest.mark.parametrize("value", [None, 7, "x", [], [None], {"a": []}, True])
@pytest.mark.parametrize("key", ["buyer", "parties", "tender", "tag", "awards", "language", "date", "id", "description"])
def test_a_field_of_the_wrong_type_is_unknown_and_no_error(key: str, value: object) -> None:
    assert read(release() | {key: value}).source == "ocds"


def test_a_total_written_again_on_every_lot_is_said_to_be_one_total() -> None:
    lots = [{"id": number, "value": {"amount": 90000, "currency": "GBP"}} for number in ("1", "2", "3")]

    tender = read(release(tender={"lots": lots}))

    assert tender.estimated_value is not None
    assert tender.estimated_value.amount == Decimal(90000)
    assert any("3 lots repeat the value of the whole" in warning for warning in tender.warnings)
