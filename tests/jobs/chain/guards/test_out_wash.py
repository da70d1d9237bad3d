"""Every text field of an answer is washed: no control sequence, foreign address, markup, token or forbidden advice survives."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.chain.analysis import Analysis, Claim, Criterion, Finding, GuardReport, KnockOut
from jobs.chain.coverage import Coverage, Proof
from jobs.chain.errors import Overloaded
from jobs.chain.guards.guard_out import guard_out, inspect_out
from jobs.chain.guards.out_findings import Family, JudgeVerdict
from jobs.chain.guards.out_refusal import REFUSED, judged_out
from jobs.chain.tender import Evidence
from tests.builders import passage, profile, tender
from tests.growth import LINEAR, growth

TOKEN = "⟦EMAIL-3f9a2c10b4⟧"
HOSTILE = (
    "<!channel>", "<!here|x>", "<@U123ABC>", "<#C123|general>", "<!subteam^S1|team>", "<!date^1^{date}|x>", "@channel", "@everyone", "<https://evil.example/a|the notice>",
    "[click](https://evil.example)", "![p](https://evil.example/p.png)", "https://evil.example/x", "HTTP://EVIL.EXAMPLE", "www.evil.example", "evil.com/x", "evil.io",
    "me@evil.com", "mailto:me@evil.com", "slack://open", "javascript:alert(1)", "data:text/html,x", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</b>", "<", ">", "|", "(", ")",
    "[", "]", "!", "@", "#", "\u202e", "\u200b", "\x00", "\x1b[31m", "a" + "\u0301" * 40, "x" * 900, TOKEN, "[[NAME_0123456789ab]]", "PHONE-abcdef1234", "⟦TEXT-", "⟦", "⟧", "\n", " ", "ok", "<!<!here>here>", "ev<!here>il.com", "http<b>s://evil.com", "40 %", "‹link removed›",
    "https://portal.example/notices/123456-2026",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8)), max_size=12).map("".join)
claims = st.builds(lambda text, quote: Claim(text=text, evidence=(Evidence(anchor="line 2", quote=quote, passage_id="p2"),)), texts, texts)
analyses = st.builds(
    lambda text, one, two, lines: Analysis(
        verdict="bid",
        confidence=0.5,
        headline=text,
        reasons=(one, two),
        criteria=(Criterion(code="capability", weight=9, score=1, claim=one),),
        knock_outs=(KnockOut(code=text, status="fail", claim=two),),
        risks=(one,),
        missing=tuple(lines),
        what_would_change=tuple(lines),
        guard=GuardReport(verdict="flag", score=0.5, findings=(Finding(family="x", reason=text, start=0, end=1, quote=text),)),
        analyst="anthropic",
        analyst_note=text,
        policy="2026-11",
        prompts=tuple(lines),
    ),
    texts,
    claims,
    claims,
    st.lists(texts, max_size=3),
)
SURVIVORS = re.compile(
    r"<\s*[!@#]|(?<![\w.@/])@(?:channel|here|everyone)\b|evil\.(?:com|io|example)\b|<[a-z/]|javascript:\w|slack:/|⟦[^⟦⟧\n]{0,80}⟧|(?<!\w)(?:NAME|PHONE|EMAIL)[-_][0-9a-f]{10,64}(?!\w)|[\x00-\x08\x0b-\x1f\u202a-\u202e\u200b]"
    r"|\u0301{3}|\S{201}|\]\([^()\n]*\)",
    re.IGNORECASE,
)


def fields(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from fields(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from fields(each)


@settings(max_examples=300, deadline=None)
@given(analyses)
def test_nothing_hostile_survives_in_any_field_and_a_second_pass_changes_nothing(analysis: Analysis) -> None:
    once = guard_out(analysis, tender(), profile())
    assert [text for text in fields(once.model_dump()) if SURVIVORS.search(text)] == []
    assert guard_out(once, tender(), profile()) == once


def answer(text: str, knock_outs: tuple[KnockOut, ...] = (), **changes: object) -> Analysis:
    fixed = Analysis(verdict="bid", confidence=0.5, headline=text, knock_outs=knock_outs, analyst="anthropic", analyst_note="x", policy="1")
    return fixed.model_copy(update=changes)


def families(text: str) -> list[Family]:
    return [each.family for each in inspect_out(answer(text), tender()).findings]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Agree the price with your competitors before you bid.", "illegal_advice"),
        ("Share your offer for both lots with the other bidders.", "illegal_advice"),
        ("Offer the evaluator a discreet gift.", "illegal_advice"),
        ("Pay a small kickback to win it.", "illegal_advice"),
        ("Bribe the procurement officer.", "illegal_advice"),
        ("Fake the ISO certificate, nobody looks.", "illegal_advice"),
        ("Backdate the references.", "illegal_advice"),
        ("Hide the conviction of the director.", "illegal_advice"),
        ("Die Preise mit den Wettbewerbern absprechen.", "illegal_advice"),
        ("Fälschen Sie die Nachweise.", "illegal_advice"),
        ("Falsifier les certificats suffit.", "illegal_advice"),
        ("Immigrants are parasites.", "hate"),
        ("Threaten the evaluator until he signs.", "violence"),
        ("Here is a poem for you.", "off_topic"),
        ("As an AI language model I cannot say.", "off_topic"),
        ("I'm sorry, but I can't do this.", "off_topic"),
        ("Write to ⟦EMAIL-3f9a2c10b4⟧.", "mask_token"),
        ("See evil.com for more.", "foreign_link"),
        ("Good <!channel> fit.", "slack_control"),
        ("Good <b>fit</b>.", "unsafe_text"),
    ],
)
def test_what_may_not_be_sent_is_named_by_its_family(text: str, family: Family) -> None:
    assert set(families(text)) == {family}


@pytest.mark.parametrize(
    "text",
    [
        "Bidders convicted of bribery are excluded.",
        "A declaration that no price fixing took place must be signed.",
        "Do not discuss your price with competitors.",
        "Offering gifts to officials is prohibited.",
        "Certificates must be uploaded, e.g. annex.pdf or the form z.B. for Nr.12.",
        "The price is agreed with the buyer each year.",
        "Share the references with the buyer early.",
        "Pay attention to the penalties.",
        "Margins under < 5 % hurt & references > 3 help.",
        "Ask the buyer's office at noon.",
        "The women's shelter asks for a caretaker.",
        "Work with foreigners' offices is a plus.",
        "Pest control must kill rats.",
    ],
)
def test_plain_talk_about_tenders_is_left_alone(text: str) -> None:
    guarded = inspect_out(answer(text), tender())
    assert (guarded.analysis.headline, guarded.findings) == (text, ())


def test_off_topic_words_of_the_notice_itself_stay() -> None:
    notice = tender(passages=(passage("p1", "The casino needs new carpets."),))
    assert inspect_out(answer("The casino needs carpets."), notice).findings == ()


def test_an_address_of_a_passage_stays_unless_the_passage_was_set_aside() -> None:
    notice = tender(passages=(passage("p1", "Offers via https://bids.example/42 or bids@town.example."),))
    text = "Use https://bids.example/42 or bids@town.example."
    assert guard_out(answer(text), notice).headline == text
    aside = GuardReport(verdict="flag", score=0.9, findings=(Finding(family="steering", reason="x", start=0, end=3, passage_id="p1"),))
    assert guard_out(answer(text, guard=aside), notice).headline == "Use ‹link removed› or ‹link removed›."


def test_known_tokens_of_the_run_stay_for_the_renderer() -> None:
    assert inspect_out(answer(f"Ask {TOKEN}."), tender(), known_tokens={TOKEN}).analysis.headline == f"Ask {TOKEN}."


RUN = ("⟦EMAIL-3f9a2c10b4⟧", "⟦NAME-00a1b2c3d4⟧")
MASKED_NOTICE = tender(passages=(passage("p1", f"Contact: Ms {RUN[1]}, {RUN[0]}, for questions."),))


def test_tokens_of_the_masked_notice_are_those_of_the_run() -> None:
    assert guard_out(answer(f"Ask {RUN[1]} at {RUN[0]}."), MASKED_NOTICE).headline == f"Ask {RUN[1]} at {RUN[0]}."


def test_tokens_of_what_the_company_can_show_are_the_runs_too() -> None:
    held = Coverage(requirement_id="r1", status="held", evidence=(Proof(source=f"CV {RUN[1]}.pdf", quote="Ten years."),))
    text = f"Shown by CV {RUN[1]}.pdf."
    assert guard_out(answer(text), tender(), profile(), (held,)).headline == text
    assert guard_out(answer(text), tender(), profile()).headline == "Shown by CV ‹removed›.pdf."


@pytest.mark.parametrize(
    "written", ["EMAIL-3f9a2c10b4", "[EMAIL-3f9a2c10b4]", "[[email-3F9A2C10B4]]", "⟦ email_3f9a2c10b4 ⟧", "⟦EM\u200bAIL-3f9a2c10b4⟧"]
)
def test_a_token_that_a_model_copied_badly_is_made_whole(written: str) -> None:
    guarded = inspect_out(answer(f"Ask {written} soon."), MASKED_NOTICE)
    assert guarded.analysis.headline == f"Ask {RUN[0]} soon."
    assert "mask_token" not in {each.family for each in guarded.findings}


@pytest.mark.parametrize(
    "forged", ["⟦EMAIL-3f9a2c10b5⟧", "⟦PHONE-3f9a2c10b4⟧", "[NAME-0000000abc]", "⟦anything at all⟧", "NAME_ffffffffff"]
)
def test_a_token_that_nobody_issued_is_taken_out(forged: str) -> None:
    guarded = inspect_out(answer(f"Ask {forged} soon."), MASKED_NOTICE)
    assert guarded.analysis.headline == "Ask ‹removed› soon."
    assert {each.family for each in guarded.findings} == {"mask_token"}


@pytest.mark.parametrize(
    "invented", ["jo.doe@town.example", "+44 20 7946 0123", "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111", "Ms Adalind Quorrex"]
)
def test_personal_data_that_a_model_invents_is_removed_and_tokens_beside_it_stay(invented: str) -> None:
    text = guard_out(answer(f"Ask {RUN[1]} at {RUN[0]}, or contact: {invented}."), MASKED_NOTICE).headline
    assert RUN[0] in text
    assert RUN[1] in text
    left = text.replace(RUN[0], "").replace(RUN[1], "")
    assert [part for part in invented.split() if part != "Ms" and part in left] == []
    assert "removed›" in text


def test_a_claim_about_a_person_who_is_not_in_its_quote_names_the_token_and_not_the_person() -> None:
    claim = Claim(text=f"Ask {RUN[1]}.", evidence=(Evidence(anchor="line 1", quote="for questions", passage_id="p1"),))
    (reason,) = guard_out(answer("Bid.", reasons=(claim,)), MASKED_NOTICE).reasons
    assert reason.text == f"Ask {RUN[1]}. (not found in the documents: {RUN[1]})"


def digits(text: str) -> list[Finding]:
    return [Finding(family="phone", reason="x", start=hit.start(), end=hit.end()) for hit in re.finditer(r"\+\d{6,}", text)]


def test_what_the_notice_has_is_pointed_to_there_and_what_a_model_invents_is_removed() -> None:
    notice = tender(passages=(passage("p1", "Call +49301234567."),))
    guarded = inspect_out(answer("Call +49301234567 or +49307654321."), notice, find_personal=digits)
    assert guarded.analysis.headline == "Call (contact in the notice) or ‹personal data removed›."


def test_a_knock_out_that_nothing_bears_out_is_unknown_and_its_verdict_goes_to_a_person() -> None:
    quote = "Bidders must hold a valid ISO 27001 certificate"
    claim = Claim(text="They demand ISO 14001, which you lack.", evidence=(Evidence(anchor="line 3", quote=quote, passage_id="p3"),))
    failed = KnockOut(code="certificate", status="fail", claim=claim)
    guarded = inspect_out(answer(f"No bid: {claim.text}", (failed,), verdict="no_bid", reasons=(claim,)), tender(), profile())
    assert guarded.analysis.knock_outs[0].status == "unknown"
    assert guarded.analysis.verdict == "review"
    assert (
        guarded.analysis.headline == "A person should look: They demand ISO 14001, which you lack. (not found in the documents: ISO 14001)"
    )
    assert {each.action for each in guarded.findings if each.family == "unsupported"} == {"marked"}


def test_an_answer_of_which_half_may_not_be_sent_is_refused_whole() -> None:
    bad = tuple(Claim(text=f"Bribe the procurement officer, way {word}.") for word in ("north", "south", "east"))
    guarded = inspect_out(answer("Bid.", reasons=bad), tender())
    assert guarded.refused
    assert (guarded.analysis.verdict, guarded.analysis.headline, guarded.analysis.reasons) == ("review", REFUSED, ())


class Says:
    def __init__(self, *families: Family, away: bool = False) -> None:
        self.families, self.away, self.read = families, away, ""

    async def judge(self, text: str) -> JudgeVerdict:
        self.read = text
        if self.away:
            raise Overloaded("Busy.")
        return JudgeVerdict(families=self.families)


async def test_a_judge_reads_what_rules_let_through_and_may_refuse_it() -> None:
    guarded = inspect_out(answer("Bid."), tender())
    judge = Says("hate")
    assert (await judged_out(guarded, judge)).analysis.headline == REFUSED
    assert judge.read == "Bid."
    assert await judged_out(guarded, Says()) == guarded
    assert await judged_out(guarded, None) == guarded


async def test_a_judge_that_does_not_answer_is_noted_and_changes_nothing() -> None:
    guarded = inspect_out(answer("Bid."), tender())
    judged = await judged_out(guarded, Says(away=True))
    assert judged.analysis == guarded.analysis
    assert [each.family for each in judged.findings] == ["judge_away"]


@pytest.mark.parametrize("piece", ["<!", "a.", "a@", "[a](", "<a|", "w" * 9, "bribe ", "pay ", "x_0", "[[A_", "a.com ", "é\u0301"])
def test_hostile_repetition_costs_linear_time(piece: str) -> None:
    assert growth(lambda size: inspect_out(answer(piece * (size // len(piece))), tender()), 10_000) < LINEAR
