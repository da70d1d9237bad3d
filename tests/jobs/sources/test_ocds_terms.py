import json

import pytest

from jobs.chain.errors import BadInput
from jobs.chain.tender import Tender
from jobs.sources.read import read_notice
from tests.jobs.sources.samples import release


def read(document: dict[str, object]) -> Tender:
    return read_notice(json.dumps(document).encode())


def untitled(**more: object) -> dict[str, object]:
    return release(tender={"title": None, "description": "x" * 300, "lots": []}, **more)


@pytest.mark.parametrize(
    ("document", "title"),
    [
        (untitled(title="Reading tables"), "Reading tables"),
        (release(tender={"title": "", "documents": [{"documentType": "tenderNotice", "title": "Reading chairs"}]}), "Reading chairs"),
        (release(tender={"title": None, "lots": [{"id": "1", "title": "The only lot"}]}), "The only lot"),
        (untitled(awards=[{"id": "a", "title": "Award of desks"}]), "Award of desks"),
        (untitled(planning={"project": {"title": "New library"}}), "New library"),
        (untitled(planning={"budget": {"description": "Lamps for 2027"}}), "Lamps for 2027"),
        (release(tender={"title": None, "description": "Oak shelving", "lots": []}), "Oak shelving"),
        (untitled(), None),
    ],
)
def test_a_missing_title_is_looked_for_where_publishers_put_it(document: dict[str, object], title: str | None) -> None:
    assert read(document).title == title


def test_a_title_is_never_taken_from_one_of_several_lots() -> None:
    lots = [{"id": "1", "title": "Chairs"}, {"id": "2", "title": "Tables"}]

    assert read(release(tender={"title": None, "description": "y" * 300, "lots": lots})).title is None


def test_documents_leave_out_the_notice_and_name_what_is_closed() -> None:
    documents = [
        {"documentType": "tenderNotice", "url": "https://portal.example/notice"},
        {"documentType": "biddingDocuments", "url": "https://portal.example/docs", "title": "Pack", "language": "en"},
        {"documentType": "biddingDocuments", "accessDetailsURL": "https://portal.example/ask"},
        {"documentType": "biddingDocuments", "url": "https://portal.example/docs"},
        {"documentType": "conflictOfInterest", "url": "https://portal.example/conflict"},
        {"url": 7},
    ]
    tender = read(release(tender={"documents": documents}))

    assert [(link.url, link.title, link.language, link.restricted) for link in tender.documents] == [
        ("https://portal.example/docs", "Pack", "eng", None),
        ("https://portal.example/ask", None, None, True),
    ]
    assert tender.url == "https://portal.example/notice"


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://portal.example/bid", "https://portal.example/bid"),
        ("Send offers through https://portal.example/bid.", "https://portal.example/bid"),
        ("www.portal.example", "https://www.portal.example"),
        ("https://one.example or https://two.example", None),
        ("by post", None),
        (None, None),
    ],
)
def test_the_portal_is_the_one_address_in_the_submission_details(said: str | None, address: str | None) -> None:
    assert read(release(tender={"submissionMethodDetails": said})).submission_url == address


def test_selection_criteria_languages_guarantee_and_exclusion_grounds() -> None:
    tender = read(
        release(
            tender={
                "selectionCriteria": {"criteria": [{"type": "economic", "description": "Sound accounts.", "minimum": "Ratio above one."}]},
                "submissionTerms": {"languages": ["en", "cy"], "depositsGuarantees": "A bond of two per cent."},
                "exclusionGrounds": {"criteria": [{"type": "corruption", "description": "Bribery."}]},
                "otherRequirements": {"reservedParticipation": ["shelteredWorkshop"]},
            }
        )
    )

    assert [(each.kind, each.text) for each in tender.selection_criteria] == [
        ("economic", "Sound accounts."),
        ("economic", "Ratio above one."),
    ]
    assert (tender.submission_languages, tender.guarantee) == (("eng", "cym"), "A bond of two per cent.")
    assert (tender.exclusion_grounds, tender.reserved) == (("corruption", "Bribery."), True)


@pytest.mark.parametrize(
    ("period", "duration"),
    [
        ({"durationInDays": 1080}, "1080 days"),
        ({"durationInMonths": 36}, "36 months"),
        ({"startDate": "2027-04-01T00:00:00Z", "endDate": "2029-03-31T23:59:59Z"}, "2027-04-01 to 2029-03-31"),
        ({"startDate": None, "endDate": "2029-03-31"}, "until 2029-03-31"),
        ({"durationInDays": 0}, None),
        ("soon", None),
    ],
)
def test_the_duration_is_that_of_the_tender_else_of_its_lots(period: object, duration: str | None) -> None:
    assert read(release(tender={"contractPeriod": period})).duration == duration
    assert read(release(tender={"lots": [{"id": "1", "contractPeriod": period}]})).duration == duration


def test_deadlines_of_lots_count_and_the_earliest_comes_first() -> None:
    lots = [
        {"id": "1", "tenderPeriod": {"endDate": "2027-02-10T12:00:00Z"}, "enquiryPeriod": {"endDate": "2027-02-02T12:00:00Z"}},
        {"id": "2", "tenderPeriod": {"endDate": "2027-02-15T12:00:00Z"}, "enquiryPeriod": {"endDate": "2027-02-01T12:00:00Z"}},
    ]
    tender = read(release(tender={"lots": lots}))

    assert [(each.published, each.lot_ids) for each in tender.deadlines] == [("2027-02-10T12:00:00Z", ("1",)), ("2027-02-15T12:00:00Z", ())]
    assert tender.lots[1].deadlines[0].published == "2027-02-15T12:00:00Z"
    assert tender.clarification_deadline == "2027-02-01T12:00:00Z"


@pytest.mark.parametrize(
    ("techniques", "framework", "dynamic"),
    [
        ({"hasFrameworkAgreement": True}, True, None),
        ({"hasFrameworkAgreement": False, "hasDynamicPurchasingSystem": True}, False, True),
        ({"frameworkAgreement": {"maximumParticipants": 3}, "dynamicPurchasingSystem": {"type": "open"}}, True, True),
        ({}, None, None),
    ],
)
def test_techniques_say_framework_and_dynamic_system(techniques: object, framework: bool | None, dynamic: bool | None) -> None:
    tender = read(release(tender={"techniques": techniques}))

    assert (tender.framework, tender.dynamic) == (framework, dynamic)


def test_the_newest_amendment_is_shown() -> None:
    amendments = [
        {"date": "2027-01-20", "rationale": "New drawings.", "amendsReleaseID": "demo-1-b"},
        {"date": "2027-01-15", "rationale": "A slip.", "amendsReleaseID": "demo-1-a"},
    ]

    amendment = read(release(tender={"amendments": amendments})).amendment

    assert amendment is not None
    assert (amendment.of, amendment.description) == ("demo-1-b", "New drawings.")


def test_weights_given_as_numbers_carry_their_unit() -> None:
    criteria = {"criteria": [{"type": "cost", "name": "Price", "numbers": [{"number": 30, "weight": "percentageExact"}]}]}

    assert read(release(tender={"awardCriteria": criteria})).award_criteria[0].weight == "30 %"


def test_stages_of_one_process_are_read_as_one() -> None:
    master = {"ocid": "ocds-b3wdp1-MD-77", "tag": ["compiled"], "tender": {"title": "Desks", "value": {"amount": 5000, "currency": "MDL"}}}
    stage = {
        "ocid": "ocds-b3wdp1-MD-77-EV-1",
        "tag": ["tender"],
        "tender": {"title": "Evaluation", "status": "active", "tenderPeriod": {"endDate": "2027-03-01T10:00:00Z"}},
    }
    records = [{"ocid": each["ocid"], "compiledRelease": each} for each in (stage, master)]

    tender = read({"records": records})

    assert (tender.title, tender.external_id, tender.kind, tender.buyer_country) == ("Desks", "ocds-b3wdp1-MD-77", "opportunity", "MDA")
    assert [each.published for each in tender.deadlines] == ["2027-03-01T10:00:00Z"]
    assert tender.url == "https://mtender.gov.md/tenders/ocds-b3wdp1-MD-77"


def test_records_of_different_processes_are_not_mixed() -> None:
    tender = read(
        {"records": [{"compiledRelease": release()}, {"ocid": "ocds-213czf-other", "compiledRelease": release(ocid="ocds-213czf-other")}]}
    )

    assert tender.external_id == "ocds-213czf-demo-1"
    assert any("2 contracting processes" in warning for warning in tender.warnings)


def test_a_numbered_object_counts_as_a_list() -> None:
    items = {"1": {"id": "1", "relatedLot": "1", "deliveryAddresses": {"1": {"region": "UKM"}}}}

    assert read(release(tender={"items": items})).lots[0].place == "UKM"


@pytest.mark.parametrize(
    ("classification", "cpv"),
    [
        ({"scheme": "ДК 021:2015", "id": "45450000-6"}, "45450000"),
        ({"id": "45450000-6"}, "45450000"),
        ({"id": "45450000"}, None),
        ({"scheme": "UNSPSC", "id": "43211500"}, None),
    ],
)
def test_only_codes_of_the_cpv_count(classification: dict[str, object], cpv: str | None) -> None:
    assert read(release(tender={"classification": classification})).cpv_main == cpv


def test_a_compulsory_briefing_and_the_end_of_a_consultation_are_pointed_out() -> None:
    milestones = [{"type": "engagement", "dueDate": "2027-02-01T17:00:00Z"}]

    tender = read(
        release(planning={"milestones": milestones}, tender={"briefingSession": {"compulsory": True, "date": "2027-01-20T10:00:00Z"}})
    )

    assert any("compulsory briefing is held on 2027-01-20T10:00:00Z" in warning for warning in tender.warnings)
    assert any("market engagement are due 2027-02-01" in warning for warning in tender.warnings)


def test_a_tender_that_is_over_is_no_opportunity_whatever_its_notice_type() -> None:
    assert read(release(tender={"status": "complete", "documents": [{"noticeType": "UK4"}]})).kind == "unknown"


def test_a_bulk_file_of_many_lines_is_refused_with_what_to_do() -> None:
    line = json.dumps(release()).encode()

    with pytest.raises(BadInput, match="one JSON document a line"):
        read_notice(line + b"\n" + line)
