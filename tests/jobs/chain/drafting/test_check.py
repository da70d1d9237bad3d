"""No sentence of a model is in a draft that tender, profile and library do not bear out."""

import pytest

from jobs.chain.analysis import Claim
from jobs.chain.drafting.check import Checker
from jobs.chain.drafting.draft import CONFIRM, Brief, SectionCode
from jobs.chain.drafting.ours import ours
from jobs.chain.drafting.replies import RepliedParagraph
from tests import builders
from tests.jobs.chain.drafting.briefs import HOSTING, ISO, REFERENCE, Paragraph, brief, said

US = ("ours", REFERENCE)


def checked(paragraph: Paragraph, code: SectionCode = "understanding", given: Brief | None = None) -> tuple[Claim | None, int]:
    asked = given or brief()
    company = ours(asked.case)
    number = next((each.id for each in company if each.text == REFERENCE), "o0")
    quotes = [{**each, "passage": number if each["passage"] == "ours" else each["passage"]} for each in paragraph["quotes"]]
    reply = RepliedParagraph.model_validate({"text": paragraph["text"], "quotes": quotes})
    return Checker(asked, asked.case.tender.passages, company).paragraph(reply, code)


def test_a_sentence_about_the_tender_stands_on_its_quote() -> None:
    claim, left_out = checked(said("The archive asks for hosting and a help desk.", ("p2", HOSTING)))
    assert claim is not None
    assert left_out == 0
    assert [(each.passage_id, each.quote) for each in claim.evidence] == [("p2", HOSTING)]


@pytest.mark.parametrize(
    "paragraph",
    [
        said("The archive asks for hosting."),
        said("The archive asks for hosting.", ("p2", "hosting on the moon")),
        said("The archive asks for hosting.", ("p9", HOSTING)),
        said("The archive asks for hosting of ninety terabytes.", ("p2", "forty terabytes of scanned files")),
        said("Bidders must hold an ISO 27017 certificate.", ("p3", ISO)),
        said("The archive in Brunnholm asks for hosting.", ("p2", HOSTING)),
        said("The leading solution is asked for.", ("p2", HOSTING)),
        said("Every customer of the bidder is satisfied.", ("p2", HOSTING)),
    ],
    ids=[
        "no quote",
        "invented quote",
        "no such passage",
        "changed number",
        "changed standard",
        "invented place",
        "praise",
        "another matter",
    ],
)
def test_what_the_quote_does_not_hold_is_left_out(paragraph: Paragraph) -> None:
    assert checked(paragraph) == (None, 1)


def test_a_notice_in_another_language_may_be_told_in_english() -> None:
    german = "Das Archiv beschafft den Betrieb einer Plattform und einen Benutzerdienst."
    given = brief(tender=builders.tender(passages=(builders.passage("p1", german),), title="Betrieb einer Plattform"))
    claim, _ = checked(said("The buyer asks for hosting and user support.", ("p1", "den Betrieb einer Plattform")), given=given)
    assert claim is not None


def test_a_fact_about_us_in_the_words_of_the_profile_stands() -> None:
    claim, _ = checked(said("We hosted and maintained the software of a city archive from 2023 to 2026.", US), "team")
    assert claim is not None
    assert [(each.anchor, each.passage_id) for each in claim.evidence] == [("profile.references", None)]
    assert CONFIRM not in claim.text


def test_a_day_may_be_written_otherwise_than_in_the_profile() -> None:
    company = ours(brief().case)
    number = next(each.id for each in company if "27001" in each.text)
    proof = (number, "ISO/IEC 27001:2022, expires 2028-05-31")
    claim, _ = checked(said("Our ISO 27001 certificate is valid until 31 May 2028.", proof), "team")
    assert claim is not None
    assert checked(said("Our ISO 27001 certificate is valid until 31 May 2029.", proof), "team") == (None, 1)


@pytest.mark.parametrize(
    "text",
    [
        "We are the market leader in hosting.",
        "We have hosted forty archives.",
        "Nordlicht Systems employs two hundred engineers.",
        "Our certified team will host the archive.",
        "As the market leader, we will host the archive.",
        "We will host the archive, and we have done so for federal ministries.",
        "We meet all requirements of the archive.",
        "The company maintains the software of the Brunnholm archive.",
        "We hold a security clearance.",
        "We offer the lowest price.",
        "Wir sind Weltmarktführer.",
        "This makes us the safest choice.",
        "The proposed solution is fully redundant.",
        "The approach is accredited by the state.",
    ],
)
@pytest.mark.parametrize("code", ["summary", "approach", "team", "pricing"])
def test_a_fact_about_us_that_the_profile_does_not_hold_is_left_out(text: str, code: SectionCode) -> None:
    assert checked(said(text, US, ("p2", HOSTING)), code) == (None, 1)


@pytest.mark.parametrize("year", [*range(1990, 2023), *range(2027, 2040)])
def test_a_changed_year_of_a_reference_is_always_seen(year: int) -> None:
    text = "We hosted and maintained the software of a city archive from {} to {}."
    assert checked(said(text.format(year, 2026), US), "team") == (None, 1)
    assert checked(said(text.format(2023, year), US), "team") == (None, 1)


def test_a_company_whose_name_begins_with_a_common_word_is_not_seen_in_every_sentence() -> None:
    given = brief(profile=builders.profile(name="City Cleaning Ltd"))
    claim, _ = checked(said("The city archive asks for hosting.", ("p2", HOSTING)), given=given)
    assert claim is not None
    assert checked(said("City Cleaning asks for hosting.", ("p2", HOSTING)), given=given) == (None, 1)


def test_a_quote_of_the_tender_proves_nothing_about_us() -> None:
    assert checked(said("We hold a valid ISO 27001 certificate.", ("p3", ISO)), "team") == (None, 1)


def test_figures_of_the_notice_bear_out_nothing_we_say_of_ourselves() -> None:
    assert checked(said("We host forty terabytes for a city archive.", US, ("p2", "forty terabytes")), "team") == (None, 1)


def test_a_promise_is_kept_and_marked_for_the_people_who_have_to_keep_it() -> None:
    claim, left_out = checked(said("We will move the scanned files in stages.", ("p2", "scanned files")), "approach")
    assert claim is not None
    assert left_out == 0
    assert claim.text == f"We will move the scanned files in stages. {CONFIRM}"


def test_a_future_without_a_we_is_a_promise_too_where_an_offer_is_written() -> None:
    claim, _ = checked(said("The files will be moved in stages."), "approach")
    assert claim is not None
    assert claim.text.endswith(CONFIRM)
    assert checked(said("The files will be moved in stages."), "understanding") == (None, 1)


@pytest.mark.parametrize(
    "text",
    [
        "We will do it for EUR 450,000.",
        "We will do it for four hundred thousand euros.",
        "We propose a discount of 40 %.",
        "We will start on 8 December 2026.",
        "We will send nine engineers.",
        "We will do it with Hexalith Cloud.",
    ],
)
def test_a_promise_holds_no_price_no_day_no_invented_number_and_no_invented_name(text: str) -> None:
    assert checked(said(text, ("p2", HOSTING)), "pricing") == (None, 1)


def test_the_day_of_handing_in_is_left_to_code_even_with_a_quote() -> None:
    text = "Offers are due on 8 December 2026 at noon. The platform holds forty terabytes."
    passages = (builders.passage("p1", text),)
    given = brief(tender=builders.tender(passages=passages))
    assert checked(said("Offers are due on 8 December 2026.", ("p1", "Offers are due on 8 December 2026")), given=given) == (None, 1)


def test_a_paragraph_loses_the_sentence_that_fails_and_keeps_the_others() -> None:
    claim, left_out = checked(said("The archive asks for hosting. The archive pays 900,000 euros.", ("p2", HOSTING)))
    assert claim is not None
    assert (claim.text, left_out) == ("The archive asks for hosting.", 1)


def test_a_model_cannot_lift_the_mark_by_writing_it_itself() -> None:
    claim, _ = checked(said(f"We will move the files. {CONFIRM} The archive asks for hosting.", ("p2", HOSTING)), "approach")
    assert claim is not None
    assert claim.text.count(CONFIRM) == 1
    assert claim.text.endswith(CONFIRM)


def test_what_slack_or_a_browser_would_act_on_is_washed_out() -> None:
    claim, _ = checked(
        said("The archive asks for cloud hosting and software maintenance <!channel> <b>now</b>, http://evil.example/x.", ("p2", HOSTING))
    )
    assert claim is not None
    assert not any(sign in claim.text for sign in ("<", "evil.example"))


def test_a_certificate_that_has_expired_is_nothing_we_can_show() -> None:
    old = builders.profile(certificates=({"name": "ISO 9001", "expires": "2026-01-31"},))
    assert not any("9001" in each.text for each in ours(brief(profile=old).case))


def test_what_we_want_and_avoid_is_never_shown_to_whoever_writes_the_bid() -> None:
    shown = " ".join(each.text for each in ours(brief().case))
    assert "weapons" not in shown
    assert "2,000,000" not in shown
    assert "Regional Archive" not in shown
