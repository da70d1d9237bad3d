from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot import words
from bot.blocks.library import PAGE, Learned, Shelved, accepted_view, library_card, library_form, library_news
from bot.blocks.limits import CHARS_PER_MESSAGE, check, check_view
from bot.blocks.message import weigh
from tests.bot.blocks.cards import hostile

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
shelved = st.builds(
    Shelved, id=st.just("0" * 32), name=hostile, kind=st.sampled_from(["cv", "policy", "unheard of"]), state=st.sampled_from(list(words.LIBRARY_STATE)),
    pages=st.none() | st.integers(1, 500), reason=st.none() | hostile, added_by=hostile, added_at=st.just(NOW),
)  # fmt: skip
learned = st.builds(
    Learned, name=hostile, state=st.sampled_from(["read", "partly_read", "cannot_read"]), pages=st.none() | st.integers(1, 500),
    reason=st.none() | hostile, known=st.booleans(),
)  # fmt: skip


@settings(max_examples=20)
@given(st.lists(shelved, max_size=PAGE), st.booleans(), st.booleans(), st.integers(0, 100_000))
def test_whatever_documents_are_called_a_page_of_them_is_one_message(page: list[Shelved], more: bool, may_edit: bool, start: int) -> None:
    card = library_card(page, start=start, more=more, may_edit=may_edit, note="Ask.", lead="Removed: x.")
    assert check(card) == []
    assert "<!channel>" not in str(card.text)


def test_a_full_page_of_the_longest_names_and_reasons_fits_one_message() -> None:
    long = Shelved("0" * 32, "🟢 name " * 100, "cv", "cannot_read", 500, "reason " * 400, "U" + "A" * 20, NOW)
    card = library_card([long] * PAGE, start=99_980, more=True, may_edit=True, note="Ask.", lead="Removed.")
    assert check(card) == []
    assert weigh(card.blocks) <= CHARS_PER_MESSAGE


@settings(max_examples=20)
@given(st.lists(learned, min_size=1, max_size=40))
def test_news_of_any_pack_is_one_message(told: list[Learned]) -> None:
    news = library_news(told)
    assert check(news) == []
    assert weigh(news.blocks) <= CHARS_PER_MESSAGE
    assert "<!channel>" not in str(news)


def test_what_is_too_much_to_list_is_counted() -> None:
    news = library_news([Learned(f"file {n} {'x' * 80}", "read", 3, None) for n in range(100)])
    assert "100 in the library" in news.text
    assert " more" in str(news.blocks[-1])


def test_the_forms_keep_slacks_limits_and_offer_every_kind() -> None:
    assert check_view(library_form()) == []
    assert check_view(accepted_view("One file is being read.")) == []
    assert check(library_card([], start=0, more=False, may_edit=False)) == []
