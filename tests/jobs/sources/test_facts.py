import json

import pytest

from jobs.sources.facts import facts
from jobs.sources.read import read_notice
from tests.jobs.sources import samples

_KEYS = [
    "source",
    "kind",
    "is_opportunity",
    "notice_id",
    "publication_number",
    "title",
    "title_lang",
    "notice_lang",
    "buyer",
    "buyer_country",
    "cpv_main",
    "cpv_all",
    "nature",
    "procedure",
    "notice_type",
    "form_type",
    "framework",
    "lots",
    "lot_facts",
    "deadline",
    "deadline_kind",
    "deadlines_all",
    "clarification_deadline",
    "estimated_value",
    "url",
    "warnings",
    "dynamic",
    "reserved",
    "duration",
    "award_criteria",
    "selection_criteria",
    "exclusion_grounds",
    "guarantee",
    "security_clearance",
    "submission_languages",
    "submission_url",
    "documents",
    "amendment",
    "requirements",
]
_SOURCES = [
    samples.eforms(),
    samples.legacy(),
    json.dumps(samples.release()).encode(),
    json.dumps(samples.api_notice()).encode(),
    samples.TEXT.encode(),
]


@pytest.mark.parametrize("data", _SOURCES)
def test_every_source_gives_the_same_keys_as_plain_json(data: bytes) -> None:
    document = facts(read_notice(data), source="given")

    assert list(document) == _KEYS
    assert json.loads(json.dumps(document)) == document
    assert document["source"] == "given"


def test_amounts_are_numbers_and_lots_a_count_with_facts_beside_it() -> None:
    document = facts(
        read_notice(samples.eforms(lots=samples.lot("LOT-0001", value="100000.50") + samples.lot("LOT-0002", value="50000"))), source="x"
    )

    assert document["lots"] == 2
    assert document["estimated_value"] == {"amount": 150000.5, "currency": "EUR", "basis": "lots_sum"}
    assert document["lot_facts"] == [
        {"id": "LOT-0001", "title": "Lot title", "cpv": [], "value": {"amount": 100000.5, "currency": "EUR", "basis": "estimated"},
         "deadlines": ["2027-06-14T12:00:00+02:00"], "award_criteria": [], "selection_criteria": [], "duration": None, "place": None,
         "framework_maximum": None},
        {"id": "LOT-0002", "title": "Lot title", "cpv": [], "value": {"amount": 50000, "currency": "EUR", "basis": "estimated"},
         "deadlines": ["2027-06-14T12:00:00+02:00"], "award_criteria": [], "selection_criteria": [], "duration": None, "place": None,
         "framework_maximum": None},
    ]  # fmt: skip


def test_a_missing_deadline_is_null() -> None:
    document = facts(read_notice(samples.eforms(lots=samples.lot(deadline=""))), source="x")

    assert (document["deadline"], document["deadline_kind"], document["deadlines_all"]) == (None, None, [])


def test_an_inferred_zone_shows_in_the_deadline_alone() -> None:
    document = facts(read_notice(samples.legacy()), source="x")

    assert document["deadline"] == "2021-07-05T10:00:00+02:00"
    assert document["deadlines_all"] == ["2021-07-05T10:00:00"]


def test_what_a_bidder_needs_to_know_is_printed_beside_the_facts() -> None:
    terms = (
        "<cac:CallForTendersDocumentReference><cbc:DocumentType>non-restricted-document</cbc:DocumentType><cac:Attachment>"
        "<cac:ExternalReference><cbc:URI>https://portal.example/d</cbc:URI></cac:ExternalReference></cac:Attachment>"
        "</cac:CallForTendersDocumentReference>"
    ) + samples.extension(
        "<efac:SelectionCriteria><cbc:TendererRequirementTypeCode>tp-abil</cbc:TendererRequirementTypeCode>"
        "<cbc:Description>Tenderers must name three references.</cbc:Description></efac:SelectionCriteria>"
    )

    document = facts(read_notice(samples.eforms(lots=samples.lot(terms=terms))), source="x")

    assert document["documents"] == [{"url": "https://portal.example/d", "title": None, "language": None, "restricted": False}]
    assert document["selection_criteria"] == [{"kind": "tp-abil", "text": "Tenderers must name three references."}]
    assert document["requirements"] == 1
