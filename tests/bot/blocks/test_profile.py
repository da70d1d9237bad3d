from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.limits import CHARS_PER_MESSAGE, check, check_view
from bot.blocks.message import weigh
from bot.blocks.profile import FIELDS, Saved, as_text, profile_card, profile_form, saved_view
from jobs.chain.profile import Certificate, Profile
from tests.bot.blocks.cards import hostile

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
many = st.lists(hostile, max_size=18).map(tuple)
amounts = st.none() | st.decimals(min_value=0, max_value=10**30, allow_nan=False, allow_infinity=False)
profiles = st.builds(
    Profile, name=hostile, capabilities=many, cpv=many, countries=many, languages=many, value_min=amounts, value_max=amounts, currency=hostile,
    turnover=amounts, exclusions=many, excluded_countries=many, references=many, strategic_buyers=many,
    certificates=st.lists(st.builds(Certificate, name=hostile, expires=hostile | st.none()), max_size=18).map(tuple),
)  # fmt: skip
LONG = Profile(
    name="x" * 5000, capabilities=("🟢" * 500,) * 300, references=("y" * 4000,) * 50, exclusions=("e" * 900,) * 50,
    strategic_buyers=("s" * 900,) * 50, countries=("Z" * 90,) * 60, languages=("q" * 90,) * 60, cpv=("9" * 90,) * 60,
    excluded_countries=("c" * 90,) * 60, certificates=(Certificate(name="c" * 500, expires="d" * 99),) * 60,
)  # fmt: skip


@settings(max_examples=20)
@given(profiles, st.booleans(), hostile)
def test_whatever_a_profile_holds_card_and_form_keep_slacks_limits(profile: Profile, may_edit: bool, by: str) -> None:
    card = profile_card(profile, Saved(3, by, NOW), today=TODAY, may_edit=may_edit, note="Ask.")
    assert check(card) == []
    assert weigh(card.blocks) <= CHARS_PER_MESSAGE
    assert check_view(profile_form(profile, 3)) == []
    # The header is plain text, which Slack never reads as markup.
    assert "<!channel>" not in str((card.text, card.blocks[1:]))


def test_the_longest_profile_fits_one_message_and_names_what_the_form_leaves_out() -> None:
    card = profile_card(LONG, None, today=TODAY, may_edit=True)
    assert check(card) == []
    assert weigh(card.blocks) <= CHARS_PER_MESSAGE
    assert "and 285 more" in str(card.blocks)
    form = profile_form(LONG, 0)
    assert check_view(form) == []
    assert "Company name, What you sell" in form["blocks"][0]["elements"][0]["text"]
    assert "profile_references" not in str(form)


def test_a_card_says_what_is_not_said_and_from_what_to_what() -> None:
    bare = profile_card(Profile(name="Bare"), None, today=TODAY, may_edit=False)
    assert str(bare.blocks).count("not said") == 11
    assert "Edit" not in str(bare.blocks)
    low = profile_card(Profile(name="L", value_min=Decimal(1000)), None, today=TODAY, may_edit=True)
    high = profile_card(Profile(name="H", value_max=Decimal("1E+6")), None, today=TODAY, may_edit=True)
    assert "from 1,000 EUR" in str(low.blocks)
    assert "up to 1,000,000 EUR" in str(high.blocks)


def test_a_certificate_counts_as_expired_from_the_day_after_its_last() -> None:
    held = Profile(name="A", certificates=(Certificate(name="ISO 9001", expires="2026-11-21"),))
    assert "valid until" in str(profile_card(held, None, today=TODAY, may_edit=False).blocks)
    assert "expired" in str(profile_card(held, None, today=date(2026, 11, 22), may_edit=False).blocks)


def test_the_form_has_a_field_for_everything_a_profile_says() -> None:
    assert [field.attribute for field in FIELDS if field.attribute not in Profile.model_fields] == []
    assert set(Profile.model_fields) == {field.attribute for field in FIELDS}
    assert as_text(Profile(name="A", turnover=Decimal("1E+7")), "turnover") == "10000000"


def test_the_other_pages_keep_slacks_limits() -> None:
    assert check(profile_card(None, None, today=TODAY, may_edit=True)) == []
    assert check_view(profile_form(None, 0)) == []
    assert check_view(saved_view(12)) == []
