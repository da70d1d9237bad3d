import pytest
from hypothesis import given

from bot.blocks.text import chunks, date_token, escape, fit, length, person, plain, said
from tests.bot.blocks.cards import NOW, hostile


def test_only_the_three_signs_are_escaped_and_each_once() -> None:
    assert escape("a & b < c > d &amp; 'e' *f*") == "a &amp; b &lt; c &gt; d &amp;amp; 'e' *f*"


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\x00", "\x1b", "\ud800", "\U000e0041", "\u3164", "\u2800"]
)
def test_signs_that_hide_or_reorder_text_are_dropped(sign: str) -> None:
    assert plain(f"pay{sign}load") == "payload"


def test_other_scripts_and_line_ends_stay() -> None:
    assert plain("Ausschreibung für Brücken\r\n橋の点検\u2028Γέφυρα\t1") == "Ausschreibung für Brücken\n橋の点検\nΓέφυρα 1"


def test_a_cut_is_visible_and_splits_neither_an_entity_nor_a_token() -> None:
    assert fit("abc &amp; def", 7) == "abc…"
    assert fit("abc <!date^1^{time}|x> def", 12) == "abc…"
    assert fit("short", 5) == "short"


def test_text_is_escaped_before_it_is_measured() -> None:
    assert length(said("&" * 1000, 100)) <= 100
    assert said("&" * 1000, 100).replace("&amp;", "") == "…"


def test_signs_beyond_the_first_plane_count_twice() -> None:
    assert length("🟢a") == 3
    assert length(fit("🟢" * 100, 51)) <= 51


@given(hostile)
def test_chunks_keep_every_sign_but_white_space(text: str) -> None:
    whole = escape(text)
    parts = list(chunks(whole, 120))
    assert all(length(part) <= 120 for part in parts)
    assert "".join("".join(parts).split()) == "".join(whole.split())


def test_a_long_word_is_cut_all_the_same() -> None:
    assert "".join(chunks("x" * 1000, 120)) == "x" * 1000


def test_a_date_reads_in_each_readers_zone_and_in_utc_elsewhere() -> None:
    assert date_token(NOW) == "<!date^1795251600^{date_long} at {time}|2026-11-21 09:00 UTC>"


def test_only_slacks_own_ids_become_mentions() -> None:
    assert person("U012ABC") == "<@U012ABC>"
    assert person("U1> <!channel>") == "U1&gt; &lt;!channel&gt;"
