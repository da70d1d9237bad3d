"""What leaves is masked, comes back exactly, and cannot be made to come back by a text that forges tokens."""

import itertools
import re
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.chain.pii.find import find
from jobs.chain.pii.leaves import mask_values, unmask_values
from jobs.chain.pii.mask import Masker, mask_text
from jobs.chain.pii.tokens import TOKEN, unknown_tokens, unmask
from tests.jobs.chain.pii.numbers import CARDS, IBANS, NATIONAL, VAT

KEY, OTHER = b"a key of this run", b"a key of another run"
ADA = "Adalind Quorrex"
PIECES = [
    "jane.roe@example.com", "jane (at) example (dot) com", "+49 30 901820-22", "020 7946 0958", "https://jane:s3cret@example.com/a", f"Contact person: {ADA}",
    f"z. Hd. Frau {ADA}\n", "Quorrex, Adalind", "Bo Lindqvist", "B. Lindqvist", "\u27e6EMAIL-0123456789\u27e7", "\u27e6", "\u27e7", "EMAIL-", "Tel.: 123456", " ", "\n", ", ",
    "1", "a", ".", "@", "+49", "\u200b", "\u0301", "ﬁ", "Größe", "CPV 72000000-5", "12.500,00 EUR", *IBANS.values(), *CARDS.values(), *NATIONAL.values(), *VAT.values(),
]  # fmt: skip
mixed = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=14).map("".join)
spaced = st.lists(st.sampled_from(PIECES), max_size=14).map(" | ".join)


def masker(keep: Sequence[str] = ()) -> Masker:
    return Masker(KEY, names=["Bo Lindqvist"], keep=keep)


@given(mixed | st.text(max_size=300))
@settings(deadline=None, max_examples=300)
def test_masking_and_unmasking_gives_any_text_back(text: str) -> None:
    one = masker()
    assert unmask(one.mask(text), one.tokens) == text


@given(mixed)
@settings(deadline=None, max_examples=200)
def test_offsets_of_findings_lie_in_the_text_in_order(text: str) -> None:
    found = find(text, names=["Bo Lindqvist"])
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


@given(spaced)
@settings(deadline=None, max_examples=200)
def test_nothing_that_was_found_stands_in_what_leaves(text: str) -> None:
    one = masker()
    masked = one.mask(text)
    rest = TOKEN.sub("\u27e6\u27e7", masked)
    for value in one.tokens.values():
        assert not re.search(rf"(?<!\w){re.escape(value)}(?!\w)", rest)
        assert value not in rest or len(value) < 7
    assert all(each.start >= 0 and not find(rest, names=["Bo Lindqvist"]) for each in find(text, names=["Bo Lindqvist"]))


@given(spaced)
@settings(deadline=None, max_examples=200)
def test_masking_twice_is_masking_once(text: str) -> None:
    one = masker()
    masked = one.mask(text)
    assert one.mask(masked) == masked


def test_one_value_has_one_token_in_a_run_and_another_in_the_next() -> None:
    one, two = masker(), Masker(OTHER)
    first, again = one.mask("a jane@example.com b"), one.mask("jane@example.com")
    assert re.fullmatch("a \u27e6EMAIL-[0-9a-f]{10}\u27e7 b", first)
    assert again in first
    assert two.mask("jane@example.com") != again
    assert masker().mask("jane@example.com") == again
    assert dict(one.tokens) == {again: "jane@example.com"}


def test_a_token_is_the_same_after_normalisation() -> None:
    masked = masker().mask("jane@example.com")
    assert unicodedata.normalize("NFKC", masked) == masked == masked.encode().decode()


def test_a_contact_met_in_one_text_is_masked_in_the_next() -> None:
    one = masker()
    first = one.mask(f"Contact person: {ADA}")
    assert one.mask(f"{ADA} signs for the buyer") == f"{first.removeprefix('Contact person: ')} signs for the buyer"
    assert "Quorrex" not in one.mask("Frau Quorrex and A. Quorrex")


def test_a_number_found_behind_its_label_is_masked_where_it_stands_alone() -> None:
    one = masker()
    masked = one.mask("Fall back on 5551234-99. Tel.: 5551234-99")
    assert "5551234" not in masked
    assert len(one.tokens) == 1


FORGED = [
    "\u27e6EMAIL-0123456789\u27e7", "\u27e6email-0123456789\u27e7", "\u27e6EM\u200bAIL-0123456789\u27e7", "\u27e6ＥＭＡＩＬ-０１２３４５６７８９\u27e7", "\u27e6anything at all\u27e7",
]  # fmt: skip


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_token_is_masked_as_text_and_comes_back_as_itself(forged: str) -> None:
    one = masker()
    masked = one.mask(f"see {forged} here")
    assert re.fullmatch("see \u27e6TEXT-[0-9a-f]{10}\u27e7 here", masked)
    assert unmask(masked, {**one.tokens, forged: "secret"}) == f"see {forged} here"
    assert find(forged) == ()


def test_the_token_of_another_run_never_unmasks() -> None:
    stolen = Masker(OTHER).mask("jane@example.com")
    one = masker()
    assert unmask(one.mask(stolen), one.tokens) == stolen
    assert unmask(stolen, one.tokens) == stolen


def test_values_are_not_read_again() -> None:
    tokens = {"\u27e6NAME-0000000000\u27e7": "\u27e6NAME-1111111111\u27e7", "\u27e6NAME-1111111111\u27e7": "Bo"}
    assert unmask("\u27e6NAME-0000000000\u27e7", tokens) == "\u27e6NAME-1111111111\u27e7"


def test_no_token_is_opened_inside_a_link_where_links_are_closed() -> None:
    one = masker()
    token = one.mask("jane@example.com")
    text = f"{token} https://evil.example/?q={token} www.evil.example/{token}"
    assert unmask(text, one.tokens, in_links=False) == text.replace(token, "jane@example.com", 1)
    assert token not in unmask(text, one.tokens)


@pytest.mark.parametrize(
    "bad",
    [
        "\u27e6EMAIL-0123456789\u27e7",
        "[[EMAIL-0123456789]]",
        "(PHONE_ab23456789)",
        "EMAIL-ab23456789",
        "\u27e6made up\u27e7",
        "{iban-0123456789ab}",
    ],
)
def test_tokens_nobody_made_are_told(bad: str) -> None:
    one = masker()
    token = one.mask("jane@example.com")
    assert unknown_tokens(f"{token} and {bad} and {bad}", one.tokens) == (bad,)


@pytest.mark.parametrize("fine", ["PHONE 0123456789", "ID-2026048219", "TEXT (see 3)", "[1] (IBAN) {x}", "name-calling"])
def test_ordinary_words_are_no_tokens(fine: str) -> None:
    assert unknown_tokens(fine, {}) == ()


def test_what_policy_keeps_stays_and_only_that() -> None:
    one = masker(keep=["Tenders@Example.org", "+49 30 901820", NATIONAL["PESEL"]])
    text = "tenders@example.org, 0049 30 901820, jane@example.org, +49 30 901821"
    masked = one.mask(text)
    assert masked.startswith("tenders@example.org, 0049 30 901820, \u27e6EMAIL-")
    assert set(one.tokens.values()) == {"jane@example.org", "+49 30 901821"}
    assert NATIONAL["PESEL"] not in one.mask(NATIONAL["PESEL"])
    assert "tenders@example.org" not in masker().mask(text)


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        Masker(b"short")


def test_one_text_can_be_masked_alone() -> None:
    masked = mask_text("Bo Lindqvist: jane@example.com", KEY, names=["Bo Lindqvist"])
    assert sorted(masked.tokens.values()) == ["Bo Lindqvist", "jane@example.com"]
    assert unmask(masked.text, masked.tokens) == "Bo Lindqvist: jane@example.com"


def test_every_text_of_a_structure_is_masked_and_its_shape_kept() -> None:
    one = masker()
    value = {"a": [f"{ADA} decides", 1, None, True, 2.5], "b": {"c": f"Contact person: {ADA}", "d": "jane@example.com"}}
    masked = mask_values(value, one)
    assert ADA not in repr(masked)
    assert "jane" not in repr(masked)
    assert isinstance(masked, dict)
    assert repr(masked).count("None, True, 2.5]") == 1
    assert unmask_values(masked, one.tokens) == value


def test_the_name_in_a_coded_contact_is_masked_in_all_texts() -> None:
    one = masker()
    value = {"title": f"As {ADA} said", "buyer": {"contactPoint": {"name": ADA}, "name": "Springfield Town Council"}}
    masked = mask_values(value, one)
    assert ADA not in repr(masked)
    assert "Springfield Town Council" in repr(masked)


def test_a_lone_surrogate_does_no_harm() -> None:
    one = masker()
    text = "\ud800 jane@example.com\udfff Tel.: 123456\ud801"
    assert unmask(one.mask(text), one.tokens) == text
