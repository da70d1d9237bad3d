from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jobs.chain.document import Block, Document
from jobs.library.chunking import LONGEST, MOST_CHUNKS, WANTED, chunks_of, is_cut


def read(*blocks: Block) -> Document:
    return Document(name="a.pdf", media="pdf", status="read", blocks=blocks)


def block(text: str, number: int = 1, **changes: Any) -> Block:
    return Block(text=text, anchor=f"paragraph {number}", **changes)


def test_paragraphs_are_joined_up_to_about_eight_hundred_characters_and_keep_the_first_anchor():
    chunks = chunks_of(read(*(block(f"{number} " + "x" * 298, number) for number in range(1, 8))))
    assert [chunk.anchor for chunk in chunks] == ["paragraph 1", "paragraph 4", "paragraph 7"]
    assert all(WANTED <= len(chunk.text) <= LONGEST for chunk in chunks[:-1])
    assert chunks[0].text.count("\n") == 2


def test_what_a_reader_does_not_see_and_running_headers_are_left_out():
    chunks = chunks_of(
        read(block("shown"), block("secret", hidden=True), block("Page 1 of 9", kind="footer"), block("ACME", kind="header"))
    )
    assert [chunk.text for chunk in chunks] == ["shown"]


def test_a_heading_begins_a_chunk_and_a_page_ends_one():
    chunks = chunks_of(
        read(
            block("Insurance", 1, kind="heading", page=1), block("We are insured.", 2, page=1), block("Staff", 3, kind="heading", page=1),
            block("Thirty people.", 4, page=1), block("More of them.", 5, page=2),
        )
    )  # fmt: skip
    assert [(chunk.text, chunk.anchor, chunk.page) for chunk in chunks] == [
        ("Insurance\nWe are insured.", "paragraph 1", 1), ("Staff\nThirty people.", "paragraph 3", 1), ("More of them.", "paragraph 5", 2),
    ]  # fmt: skip


def test_headings_in_a_row_stay_together():
    [chunk] = chunks_of(read(block("Part", kind="heading"), block("Chapter", kind="heading"), block("Text")))
    assert chunk.text == "Part\nChapter\nText"


def test_a_long_paragraph_is_cut_at_a_sentence_and_one_without_any_at_a_blank_or_in_the_word():
    sentences = chunks_of(read(block("A sentence of some length stands here. " * 80)))
    assert all(chunk.text.endswith(".") for chunk in sentences)
    words = chunks_of(read(block("word " * 600)))
    assert all(chunk.text.endswith("word") for chunk in words)
    assert [len(chunk.text) for chunk in chunks_of(read(block("x" * 2500)))] == [LONGEST, LONGEST, 100]


def test_a_document_of_any_size_has_a_bounded_number_of_chunks_and_says_that_it_was_cut():
    long = read(*(block("x" * LONGEST, number) for number in range(MOST_CHUNKS + 1)))
    assert len(chunks_of(long)) == MOST_CHUNKS
    assert is_cut(long)
    assert not is_cut(read(*long.blocks[:MOST_CHUNKS]))


def test_a_document_without_text_has_no_chunks():
    assert chunks_of(read(block("  \n "), block("\x00"))) == ()


@given(st.lists(st.text(max_size=3000), max_size=6))
def test_no_word_is_lost_and_nothing_is_kept_that_a_database_cannot_hold(texts: list[str]):
    chunks = chunks_of(read(*(block(text, number) for number, text in enumerate(texts))))
    for chunk in chunks:
        assert 0 < len(chunk.text) <= LONGEST
        assert "\x00" not in chunk.text
        chunk.text.encode()
    kept = "".join("".join(chunk.text.split()) for chunk in chunks)
    assert [char for char in kept if char.isalnum()] == [char for text in texts for char in text if char.isalnum()]
