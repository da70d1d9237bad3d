"""The page of an evaluation: it shows every case, keeps the sealed ones sealed, believes no text, and loads nothing."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from jobs.chain.analysis import Claim
from jobs.chain.errors import BadInput
from jobs.chain.tender import Evidence
from jobs.evals import charts
from jobs.evals.bar import shipped_bar
from jobs.evals.case import Expected, GoldenCase
from jobs.evals.gate import judge
from jobs.evals.page import Evaluation, page, write_page
from jobs.evals.recording import Recorded, Recording
from jobs.evals.scoring import CaseScore, score_case
from jobs.evals.summaries import Mistake
from tests.jobs.evals.builders import FACTS, NOTICE, analysis, case, recorded, tender

BAR = shipped_bar()
HOSTILE = "</script></style><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>\" onload='alert(1)' {{ 7*7 }} $x$"
LOADING = {"src", "href", "srcset", "action", "formaction", "data", "poster", "background", "xlink:href", "ping", "style"}


class Read(HTMLParser):
    """What a browser would find in the page: its elements with their attributes, and all its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


def evaluation(
    pairs: Sequence[tuple[GoldenCase, Recorded]], *, baseline: bool = False, name: str = "rules", synthetic: bool = False
) -> Evaluation:
    scores = [score_case(each, run, NOTICE, BAR) for each, run in pairs]
    cases = {each.id: each for each, _ in pairs}
    before = [_perfect(each) for each in scores] if baseline else None
    recording = Recording(
        name=name, synthetic=synthetic, at=datetime(2026, 12, 1, tzinfo=UTC).isoformat(), runs=tuple(run for _, run in pairs)
    )
    return Evaluation(recording, cases, scores, judge(cases, scores, BAR, before), BAR, before)


def _perfect(score: CaseScore) -> CaseScore:
    return score.model_copy(update={"score": 1.0, "passed": True, "findings": (), "verdict": "bid", "accepted": True})


def right(id: str) -> tuple[GoldenCase, Recorded]:
    return case(id), recorded(id, seconds=0.02)


def wrong(id: str, **changes: object) -> tuple[GoldenCase, Recorded]:
    return case(id, **changes), recorded(
        id, answer=analysis(verdict="no_bid", headline="Secret headline"), read=tender(title="Another roof"), seconds=0.03
    )


@pytest.fixture(scope="module")
def whole() -> str:
    """A page with all that a free run can show."""
    return page(evaluation([right("a-roof"), wrong("b-roof")], baseline=True))


def rows(read: Read) -> list[dict[str, str]]:
    return [attributes for attributes in read.all("tr") if "data-slice" in attributes]


def test_every_case_has_its_row_with_what_it_is_filtered_by() -> None:
    found = rows(Read(page(evaluation([right("a-roof"), wrong("b-roof", split="regression"), right("c-roof")]))))
    assert [(each["data-slice"], each["data-split"], each["data-passed"]) for each in found] == [
        ("clear_bid", "dev", "yes"), ("clear_bid", "regression", "no"), ("clear_bid", "dev", "yes"),
    ]  # fmt: skip


def test_the_judgement_and_each_of_its_reasons_stand_on_top() -> None:
    judged = evaluation([wrong(f"roof-{number}") for number in range(12)])
    words = Read(page(judged)).words
    assert judged.result.judgement == "FAIL"
    places = [words.index(each.replace("_", " ")) for each in ("This must not go out.", *judged.result.reasons)]
    assert places == sorted(places)
    assert places[-1] < words.index("Every case")


def test_a_hostile_case_is_words_and_nothing_else() -> None:
    quote = Evidence(anchor=HOSTILE, quote=HOSTILE, passage_id="p1")
    answer = analysis(verdict="no_bid", headline=HOSTILE, reasons=(Claim(text=HOSTILE, evidence=(quote,)),))
    attacked = case("attack", tests=HOSTILE, expected=Expected(kind="opportunity", verdicts=("bid",), facts=FACTS, missing=(HOSTILE,)))
    broken = (case("broken"), Recorded(case_id="broken", error=HOSTILE))
    text = page(
        evaluation([(attacked, recorded("attack", answer=answer, read=tender(title=HOSTILE))), broken], baseline=True, name=HOSTILE)
    )
    read = Read(text)
    assert len(read.all("script")) == 1
    assert len(read.all("style")) == 1
    assert read.all("img") == []
    assert not [name for _, attributes in read.found for name in attributes if name.startswith("on")]
    assert read.words.count(HOSTILE) >= 6
    assert "<script>alert" not in text


def test_of_a_sealed_case_only_the_scores_are_seen() -> None:
    told = {"tests": "Sealed sentence", "split": "sealed", "expected": Expected(kind="opportunity", verdicts=("bid",), facts=FACTS)}
    open_text = page(evaluation([right("a-roof"), wrong("b-roof", **(told | {"split": "dev"}))], baseline=True))
    sealed_text = page(evaluation([right("a-roof"), wrong("b-roof", **told)], baseline=True))
    for content in ("Sealed sentence", "Secret headline", "Another roof", "facts.title", "no_bid", "no-bid, not"):
        assert content not in sealed_text.replace("data-slice", ""), content
    for content in ("Sealed sentence", "Secret headline", "Another roof", "facts.title"):
        assert content in open_text
    assert [each["data-passed"] for each in rows(Read(sealed_text)) if each["data-split"] == "sealed"] == ["no"]


def test_the_page_loads_no_outside_address(whole: str) -> None:
    read = Read(whole)
    values = [value for _, attributes in read.found for name, value in attributes.items() if name in LOADING]
    assert [value for value in values if re.search(r"//|@import|data:", value)] == []
    assert "http:" not in whole
    assert "https:" not in whole
    assert not re.search(r"@import|url\((?!#)", whole)
    assert [tag for tag, _ in read.found if tag in {"link", "iframe", "object", "embed", "base", "image"}] == []
    policy = next(each["content"] for each in read.all("meta") if each.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")


def test_every_picture_has_words_for_those_who_do_not_see_it(whole: str) -> None:
    pictures = Read(whole).all("svg")
    assert [each["role"] for each in pictures] == ["img"] * 6
    assert pictures[0]["aria-label"] == "Cases that pass, by slice: clear bid 1 of 2; all 1 of 2. At least 95% must."
    assert pictures[1]["aria-label"].startswith("Scores before and now: b-roof from 1.00 to ")


def test_ids_of_two_pictures_never_meet(whole: str) -> None:
    ids = [attributes["id"] for _, attributes in Read(whole).found if "id" in attributes]
    assert len(ids) > 100
    assert len(ids) == len(set(ids))


def test_what_a_model_costs_is_drawn_only_where_a_model_was_paid(whole: str) -> None:
    paid = page(evaluation([(case("a-roof"), recorded("a-roof", model_calls=2, cost_micro_usd=1234, seconds=12.0))]))
    assert "Money a case" not in whole
    assert "milliseconds a case over 2 cases: median 20" in whole
    assert "micro-USD a case over 1 cases: median 1,234" in paid
    assert "seconds a case over 1 cases: median 12" in paid


def test_replies_of_a_stand_in_are_called_that(whole: str) -> None:
    said = "Replies of a stand-in model"
    assert said in page(evaluation([right("a-roof")], synthetic=True))
    assert said not in whole


def test_the_same_evaluation_draws_the_same_page(whole: str) -> None:
    assert page(evaluation([right("a-roof"), wrong("b-roof")], baseline=True)) == whole


def test_a_run_that_broke_altogether_still_has_a_page() -> None:
    words = Read(page(evaluation([(case("a-roof"), Recorded(case_id="a-roof", error="The source is empty."))]))).words
    assert "The source is empty." in words
    assert "unread" in words


def test_a_page_that_cannot_be_written_is_an_error_with_its_name(tmp_path: Path) -> None:
    target = tmp_path / "there"
    target.mkdir()
    with pytest.raises(BadInput, match="there cannot be written"):
        write_page(target, evaluation([right("a-roof")]))


def test_a_hostile_name_in_a_picture_is_words_too() -> None:
    read = Read(charts.mistaken([Mistake(check=HOSTILE, times=1, points=10)]))
    assert read.all("script") == read.all("img") == []
    assert HOSTILE in read.all("svg")[0]["aria-label"]
    assert not [name for _, attributes in read.found for name in attributes if name.startswith("on")]
