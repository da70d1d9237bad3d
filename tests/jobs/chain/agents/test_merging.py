"""Parts of one notice joined: the worst knock-out, the middle score by evidence, and every quote kept."""

import pytest

from jobs.chain.agents.merging import merged_ratings, worst
from jobs.chain.analysis import Claim, Criterion, KnockOut, KnockOutStatus, Rating
from jobs.chain.tender import Evidence


def claim(text: str = "So it is.", quote: str = "") -> Claim:
    evidence = (Evidence(anchor="line 1", quote=quote, passage_id="p1"),) if quote else ()
    return Claim(text=text, evidence=evidence)


def criterion(score: float | None, quote: str = "", code: str = "capability") -> Criterion:
    return Criterion(code=code, weight=25, score=score, claim=claim(f"Score {score}.", quote))


def knock_out(status: KnockOutStatus, quote: str = "", text: str = "So it is.", code: str = "licence") -> KnockOut:
    return KnockOut(code=code, status=status, claim=claim(text, quote))


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        ((knock_out("clear", "a"), knock_out("fail", "b")), knock_out("fail", "b")),
        ((knock_out("unknown", "a"), knock_out("clear", "b")), knock_out("unknown", "a")),
        ((knock_out("fail", "a"), knock_out("unknown", "b")), knock_out("fail", "a")),
        ((knock_out("clear", "a"), knock_out("clear", "b")), knock_out("clear", "a")),
    ],
)
def test_the_worst_status_of_a_knock_out_wins_with_its_evidence(parts: tuple[KnockOut, ...], kept: KnockOut) -> None:
    assert worst(parts) == (kept,)


def test_a_failure_without_a_quote_is_no_worse_than_an_open_question() -> None:
    assert worst([knock_out("unknown", "a", "One."), knock_out("fail", "", "Two.")]) == (
        knock_out("unknown", "a", "One."),
        knock_out("fail", "", "Two."),
    )


def test_two_failures_of_one_code_both_stand_and_codes_do_not_mix() -> None:
    both = (knock_out("fail", "a", "ISO 9001."), knock_out("fail", "b", "ISO 14001."))
    other = knock_out("clear", "c", code="insurance")
    assert worst([*both, other]) == (*both, other)


@pytest.mark.parametrize(
    ("parts", "score"),
    [
        ([(1, "aa"), (5, "aa"), (3, "aa")], 3),
        ([(1, "a" * 90), (5, "aa"), (5, "aa")], 1),
        ([(4, "aa"), (None, "")], 4),
        ([(None, ""), (None, "")], None),
        ([(2, "aaa"), (4, "aaa")], 2),
    ],
)
def test_the_score_is_the_median_by_evidence(parts: list[tuple[float | None, str]], score: float | None) -> None:
    merged = merged_ratings([Rating(criteria=(criterion(*part),)) for part in parts])
    assert [each.score for each in merged.criteria] == [score]


def test_the_words_belong_to_the_score_and_the_quotes_of_all_parts_are_kept() -> None:
    merged = merged_ratings([Rating(criteria=(criterion(score, quote),)) for score, quote in ((1, "one"), (5, "two"), (3, "mid"))])
    (middle,) = merged.criteria
    assert middle.claim.text == "Score 3."
    assert [each.quote for each in middle.claim.evidence] == ["mid", "one", "two"]


def test_risks_are_joined_and_none_stands_twice() -> None:
    same, other = claim("It may end early.", "a"), claim("It is far away.", "b")
    merged = merged_ratings([Rating(criteria=(), risks=(same,)), Rating(criteria=(), risks=(same, other))])
    assert merged.risks == (same, other)


def test_one_part_is_left_as_it_is() -> None:
    alone = Rating(criteria=(criterion(3, "a"),), knock_outs=(knock_out("clear"), knock_out("fail", "a")))
    assert merged_ratings([alone]) is alone
