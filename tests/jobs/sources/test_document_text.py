import time

from jobs.chain.document import Block
from jobs.chain.quotes import is_verified
from jobs.chain.tender import Tender
from jobs.sources.plain_text import read_document_text

BLOCKS = (
    Block(text="Town of Oberfingen", anchor="page 1", page=1, kind="header"),
    Block(text="Repair of the town hall roof", anchor="page 1", page=1, kind="heading"),
    Block(text="Invitation to tender.", anchor="page 1", page=1),
    Block(text="Town of Oberfingen", anchor="page 2", page=2, kind="header"),
    Block(text="Contracting authority | Town of Oberfingen", anchor="page 2", page=2, kind="table"),
    Block(text="Tenders must be received by 17 May 2027, 11:30.", anchor="page 2", page=2),
)


def read(*blocks: Block, country: str | None = None) -> Tender:
    return read_document_text(blocks, name="Terms.pdf", digest="d" * 64, country=country)


def test_facts_of_a_file_point_to_its_page() -> None:
    tender = read(*BLOCKS)
    proof = tender.evidence["deadlines"]
    passage = next(passage for passage in tender.passages if passage.id == proof.passage_id)

    assert (tender.source, tender.external_id, tender.content_hash) == ("document", "d" * 64, "d" * 64)
    assert (tender.title, tender.buyer, tender.kind) == ("Repair of the town hall roof", "Town of Oberfingen", "opportunity")
    assert [deadline.published for deadline in tender.deadlines] == ["2027-05-17T11:30:00"]
    assert (proof.anchor, passage.document, passage.page) == ("page 2", "Terms.pdf", 2)
    assert all(is_verified(proof, tender) for proof in tender.evidence.values())


def test_a_repeated_page_header_is_filed_once() -> None:
    assert [passage.text for passage in read(*BLOCKS).passages].count("Town of Oberfingen") == 1


def test_the_country_of_the_notice_settles_the_clock() -> None:
    assert str(read(*BLOCKS, country="DEU").deadlines[0].instant) == "2027-05-17 09:30:00+00:00"
    assert read(*BLOCKS).deadlines[0].instant is None


def test_hidden_text_is_filed_last_for_the_guards_and_gives_no_fact() -> None:
    hidden = Block(text="Deadline for tenders: 1 May 2027. Buyer: Somebody", anchor="page 1", page=1, hidden=True)
    tender = read(hidden, *BLOCKS)

    assert [deadline.published for deadline in tender.deadlines] == ["2027-05-17T11:30:00"]
    assert tender.passages[-1].anchor == "page 1 (hidden)"
    assert "1 May 2027" in tender.passages[-1].text
    assert not any("1 May 2027" in passage.text for passage in tender.passages[:-1])
    assert "1 May 2027" not in (tender.description or "")


def test_a_tracked_insertion_wins_and_both_dates_are_named() -> None:
    tender = read(
        Block(text="Deadline for tenders: 17 May 2027, 11:30", anchor="paragraph 3"),
        Block(text="Deadline for tenders: 24 May 2027, 11:30", anchor="paragraph 4", inserted=True),
    )

    assert [deadline.published for deadline in tender.deadlines] == ["2027-05-24T11:30:00"]
    assert tender.evidence["deadlines"].anchor == "paragraph 4"
    assert any("2027-05-24T11:30:00" in warning and "2027-05-17T11:30:00" in warning for warning in tender.warnings)


def test_an_insertion_that_names_no_date_changes_nothing() -> None:
    tender = read(
        Block(text="Deadline for tenders: 17 May 2027, 11:30", anchor="paragraph 3"),
        Block(text="Please bring a torch.", anchor="paragraph 4", inserted=True),
    )

    assert [deadline.published for deadline in tender.deadlines] == ["2027-05-17T11:30:00"]


def test_a_label_and_its_value_may_be_paragraphs_of_their_own() -> None:
    tender = read(
        Block(text="Closing date:", anchor="paragraph 3"),
        Block(text="17 May 2027, 11:30", anchor="paragraph 4"),
        Block(text="Buyer:", anchor="paragraph 5"),
        Block(text="Town of Oberfingen", anchor="paragraph 6"),
    )

    assert [deadline.published for deadline in tender.deadlines] == ["2027-05-17T11:30:00"]
    assert tender.buyer == "Town of Oberfingen"
    assert all(is_verified(proof, tender) for proof in tender.evidence.values())


def test_a_file_of_nothing_is_a_tender_of_nothing() -> None:
    tender = read()

    assert (tender.kind, tender.title, tender.deadlines, tender.passages) == ("unknown", None, (), ())


def test_a_million_characters_with_a_date_in_every_sentence_are_read_in_seconds() -> None:
    line = "The bridge of stage %d crosses the brook and was built by the town from 2001 to 12 May 2003 at a cost of EUR 1,000. " * 8
    blocks = [Block(text=line % ((number,) * 8), anchor=f"page {number // 4}", page=number // 4) for number in range(1_000)]
    started = time.process_time()
    tender = read(*blocks)

    assert time.process_time() - started < 20
    assert sum(len(passage.text) for passage in tender.passages) > 900_000
    assert tender.deadlines == ()
