import pytest

from jobs.chain.document import Block
from jobs.chain.tender import Tender
from jobs.sources.contradictions import contradictions
from jobs.sources.plain_text import read_document_text
from jobs.sources.read import read_notice
from tests.jobs.sources.samples import eforms, lot, organisation, period

FIELD = period("cac:TenderSubmissionDeadlinePeriod", "2027-01-12+01:00", "12:00:00+01:00")
CODED = read_notice(eforms(lots=lot(deadline=FIELD), value="500000"))


def written(*lines: str) -> Tender:
    blocks = [Block(text=line, anchor=f"page {number}", page=number) for number, line in enumerate(lines, start=1)]
    return read_document_text(blocks, name="Terms.pdf", digest="d" * 64, country="DEU")


def test_another_deadline_is_said_with_both_dates_and_the_page() -> None:
    assert contradictions(CODED, written("Terms", "Tenders must be received by 10 January 2027.")) == (
        "The notice's field says 12 Jan 2027 12:00, page 2 of Terms.pdf says 10 Jan 2027: check with the buyer; act on the earlier.",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Tenders must be received by 12 January 2027, 12:00.",
        "Tenders must be received by 12 January 2027.",
        "Tenders must be received by 12 January 2027, 11:00 GMT.",
        "Requests to participate must be received by 2 January 2027.",
        "Questions must be received by 2 January 2027.",
        "The bridge is old.",
    ],
)
def test_the_same_moment_another_kind_or_silence_is_no_contradiction(line: str) -> None:
    assert contradictions(CODED, written("Terms", line)) == ()


def test_another_hour_on_the_same_day_is_said() -> None:
    assert len(contradictions(CODED, written("Terms", "Tenders must be received by 12 January 2027, 10:00."))) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Estimated value: EUR 800,000", 1),
        ("Estimated value: EUR 500,000 excl. VAT", 0),
        ("Estimated value: EUR 502,000", 0),
        ("Estimated value: GBP 800,000", 0),
        ("Estimated value: EUR 595,000 incl. VAT", 0),
        ("Maximum value of the framework agreement: EUR 900,000", 0),
    ],
)
def test_a_value_is_compared_with_one_of_its_own_kind(line: str, said: int) -> None:
    assert len(contradictions(CODED, written("Terms", line))) == said


@pytest.mark.parametrize(
    ("coded", "line", "said"),
    [
        ("Neustadt Roads Office", "Buyer: Village of Althausen", 1),
        ("Neustadt Roads Office", "Buyer: Office for Roads, Neustadt", 0),
        ("Ministry of Roads", "Buyer: MoR", 0),
        ("Neustadt Roads Office", "The bridge is old.", 0),
    ],
)
def test_a_buyer_that_shares_no_word_is_said(coded: str, line: str, said: int) -> None:
    notice = read_notice(eforms(organisations=organisation(1, "Sender Ltd", "NOR") + organisation(2, coded)))

    assert len(contradictions(notice, written("Terms", line))) == said
