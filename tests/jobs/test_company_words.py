import pytest

from bot.profile_change import changed
from bot.profile_form import Mistakes
from jobs.chain.profile import Certificate, Profile
from jobs.company_words import Proposal, propose

SENTENCES = [
    ("We hold ISO 27001 until 2027-05-31.", "certificates", "add", "ISO 27001, 2027-05-31"),
    ("You missed that. Our Cyber Essentials Plus certificate is valid!", "certificates", "add", "Cyber Essentials Plus"),
    ("We no longer hold iso 9001.", "certificates", "remove", "ISO 9001"),
    ("Nous n'avons plus TISAX", "certificates", "remove", "TISAX"),
    ("Nothing below 50,000 EUR is worth our while.", "value_min", "set", "50,000"),
    ("Mindestens 100 Tausend Euro", "value_min", "set", "100 k"),
    ("Contracts above 3 million are too big for us.", "value_max", "set", "3 million"),
    ("Our turnover was 14.5 million EUR last year", "turnover", "set", "14.5 million"),
    ("We can bid in German too.", "languages", "add", "German"),
    ("We do not bid in French", "languages", "remove", "French"),
    ("We deliver in the United Kingdom.", "countries", "add", "United Kingdom"),
    ("Wir liefern in Österreich", "countries", "add", "Austria"),
    ("We never work in Norway.", "excluded_countries", "add", "Norway"),
    ("We never do asbestos removal, that is known.", "exclusions", "add", "asbestos removal"),
    ("Exclude: uniforms", "exclusions", "add", "uniforms"),
    ("We built the tram stops of Ardvarrich in 2024.", "references", "add", "We built the tram stops of Ardvarrich in 2024"),
    ("We also sell fibre cabling", "capabilities", "add", "fibre cabling"),
]
NOTHING_MEANT = [
    "",
    "The verdict is wrong",
    "At least 5 references since 2019",
    "We are bigger than that",
    "at least 3, at most 5 million",
    "." * 3000,
]


@pytest.mark.parametrize(("text", "field", "how", "value"), SENTENCES)
def test_a_sentence_about_the_company_becomes_the_change_it_means(text: str, field: str, how: str, value: str) -> None:
    found = propose(text)
    assert found is not None
    assert (found.field, found.how, found.value) == (field, how, value)
    assert isinstance(changed(OURS, found), Profile)  # the form of the profile takes it as it stands


@pytest.mark.parametrize("text", NOTHING_MEANT)
def test_where_no_rule_knows_what_is_meant_nothing_is_proposed(text: str) -> None:
    assert propose(text) is None


OURS = Profile(
    name="Fernhill Networks Ltd",
    certificates=(Certificate(name="ISO 9001", expires="2026-01-31"), Certificate(name="ISO 27001")),
    countries=("IRL", "NOR"),
    languages=("eng",),
    exclusions=("asbestos removal",),
)
CHANGES = [
    (Proposal(field="certificates", how="add", value="ISO 9001, 2029-01-31"), "certificates", ["ISO 27001 None", "ISO 9001 2029-01-31"]),
    (Proposal(field="certificates", how="remove", value="iso9001"), "certificates", ["ISO 27001 None"]),
    (Proposal(field="excluded_countries", how="add", value="Norway"), "countries", ["IRL"]),
    (Proposal(field="excluded_countries", how="add", value="Norway"), "excluded_countries", ["NOR"]),
    (Proposal(field="languages", how="remove", value="English"), "languages", []),
    (Proposal(field="exclusions", how="add", value="Asbestos  Removal"), "exclusions", ["Asbestos Removal"]),
    (Proposal(field="references", how="add", value="Tram stops, 2024"), "references", ["Tram stops, 2024"]),
]


@pytest.mark.parametrize(("change", "attribute", "after"), CHANGES)
def test_a_change_touches_what_it_means_and_nothing_else(change: Proposal, attribute: str, after: list[str]) -> None:
    profile = changed(OURS, change)
    assert isinstance(profile, Profile)
    assert [f"{each.name} {each.expires}" if isinstance(each, Certificate) else each for each in getattr(profile, attribute)] == after
    assert profile.name == OURS.name


def test_a_value_that_its_field_does_not_take_is_told_as_the_form_of_the_profile_tells_it() -> None:
    wrong = [Proposal(field="value_max", how="set", value="a lot"), Proposal(field="countries", how="add", value="Atlantis")]
    assert all(isinstance(changed(OURS, each), Mistakes) for each in wrong)
