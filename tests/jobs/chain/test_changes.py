from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from jobs.chain.changes import LONGEST, MOST_CHANGES, Change, between_bodies, changes
from jobs.chain.tender import AwardCriterion, DocumentLink, Evidence, Lot, Requirement, SelectionCriterion
from tests.builders import deadline, money, tender

LATER = deadline(datetime(2026, 12, 15, 11, tzinfo=UTC))
DUE, POSTPONED = "8 December 2026, 11:00 (+00:00)", "15 December 2026, 11:00 (+00:00)"


def requirement(number: int, text: str) -> Requirement:
    return Requirement(
        id=f"r{number}",
        text=text,
        kind="mandatory",
        stage=None,
        weight=None,
        evidence=Evidence(anchor="line 1", quote=text, passage_id=None),
    )


def between(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    return [(change.field, change.before, change.after) for change in changes(tender(**before), tender(**after))]


def test_nothing_changed_between_a_notice_and_itself():
    assert changes(tender(), tender()) == ()
    assert changes(tender(), tender(content_hash="1" * 64, version="02", warnings=("read this",))) == ()


def test_a_moved_deadline_comes_first():
    found = between({}, {"deadlines": (LATER,), "title": "Another title of it all", "estimated_value": money("500000")})
    assert found[0] == ("deadlines", DUE, POSTPONED)
    assert [field for field, _, _ in found] == ["deadlines", "estimated_value", "title"]


def test_one_instant_written_in_another_zone_is_no_change():
    same = deadline(datetime(2026, 12, 8, 11, tzinfo=UTC), published="2026-12-08T12:00:00+01:00")
    assert between({}, {"deadlines": (same,)}) == []
    assert between({"clarification_deadline": "2026-11-24T11:00:00+00:00"}, {"clarification_deadline": "2026-11-24T12:00:00+01:00"}) == []


@pytest.mark.parametrize(
    ("published", "shown"),
    [("2026-12-08T12:00:00+01:00", "8 December 2026, 12:00 (+01:00)"), ("2026-12-08T12:00", "8 December 2026, 12:00"), ("2026-12-08", "8 December 2026"), ("noon", "noon")],
)  # fmt: skip
def test_a_moment_is_shown_as_published_in_words(published: str, shown: str):
    assert between({"clarification_deadline": None}, {"clarification_deadline": published}) == [("clarification_deadline", None, shown)]


def test_a_value_that_is_stated_changed_or_withdrawn_is_told_and_one_written_otherwise_is_not():
    assert between({"estimated_value": None}, {}) == [("estimated_value", None, "450,000 EUR, estimated")]
    assert between({}, {"estimated_value": money("450000.50", currency=None)}) == [
        ("estimated_value", "450,000 EUR, estimated", "450,000.50 (currency not stated), estimated")
    ]
    assert between({}, {"estimated_value": money("450000.00")}) == []


def test_an_amount_of_any_size_is_shown_short():
    [(_, _, shown)] = between({}, {"estimated_value": money().model_copy(update={"amount": Decimal("1E+999999")})})
    assert shown == "1E+999999 EUR, estimated"


def test_a_cancellation_is_told_and_that_a_change_notice_is_one_is_not():
    assert between({}, {"kind": "cancellation"}) == [("kind", "opportunity", "cancellation")]
    assert between({}, {"kind": "change"}) == []


def test_lots_come_go_and_change_each_on_its_own():
    lots = (Lot(id="LOT-0001", title="North", value=money("100")), Lot(id="LOT-0002", title="South", value=money("200")))
    after = (lots[0].model_copy(update={"value": money("150"), "deadlines": (LATER,)}), Lot(id="LOT-0003"))
    assert between({"lots": lots}, {"lots": after}) == [
        ("lots.LOT-0002", "South; 200 EUR, estimated", None),
        ("lots.LOT-0003", None, "LOT-0003"),
        ("lots.LOT-0001.deadlines", None, POSTPONED),
        ("lots.LOT-0001.value", "100 EUR, estimated", "150 EUR, estimated"),
    ]


def test_what_the_whole_says_is_not_repeated_for_every_lot():
    before = {"lots": (Lot(id="LOT-0001", value=money(), deadlines=(deadline(),)),)}
    after = {
        "lots": (Lot(id="LOT-0001", value=money("9"), deadlines=(LATER,)),), "deadlines": (LATER,), "estimated_value": money("9"),
    }  # fmt: skip
    assert [field for field, _, _ in between(before, after)] == ["deadlines", "estimated_value"]


def test_titles_buyers_and_criteria_are_compared_without_case_and_space():
    assert between({"title": "Road  Works"}, {"title": "road works"}) == []
    assert between({"buyer": "Town"}, {"buyer": "Region"}) == [("buyer", "Town", "Region")]
    price, weightier = AwardCriterion(kind="price", name="Price", weight="60"), AwardCriterion(kind="price", name="Price", weight="70")
    assert between({"award_criteria": (price,)}, {"award_criteria": (weightier,)}) == [("award_criteria", "Price 60", "Price 70")]


def test_a_translation_is_no_change():
    other = {
        "notice_lang": "deu", "title": "Ein anderer Titel", "buyer": "Archiv", "award_criteria": (), "requirements": (requirement(1, "Ein Satz"),),
    }  # fmt: skip
    assert between({}, other) == []
    assert between({}, {**other, "deadlines": (LATER,)}) == [("deadlines", DUE, POSTPONED)]


def test_codes_that_are_gone_and_new_are_told_once():
    assert between({}, {"cpv_all": ("72415000", "48000000")}) == [("cpv_all", "72267000", "48000000")]
    assert between({"cpv_main": "1", "cpv_all": ("1",)}, {"cpv_main": "2", "cpv_all": ("2",)}) == [("cpv_main", "1", "2")]


def test_a_requirement_that_was_reworded_is_one_change_and_others_come_and_go():
    before = (
        requirement(1, "A turnover of 2 million EUR is required."),
        requirement(2, "Offers come in English."),
        requirement(3, "Bring a pen."),
    )
    after = (
        requirement(1, "offers come in  English."),
        requirement(2, "A turnover of 3 million EUR is required."),
        requirement(3, "Sign the form below."),
    )
    assert between({"requirements": before}, {"requirements": after}) == [
        ("requirements.r2", "A turnover of 2 million EUR is required.", "A turnover of 3 million EUR is required."),
        ("requirements.r3", "Bring a pen.", None),
        ("requirements.r3", None, "Sign the form below."),
    ]


def test_requirements_of_one_side_only_are_counted_since_the_other_may_not_have_been_read():
    read = tuple(requirement(number, f"sentence {number}") for number in range(3))
    assert between({}, {"requirements": read}) == [("requirements", None, "3 listed")]
    assert between({"requirements": read}, {}) == [("requirements", "3 listed", None)]


def test_selection_criteria_of_lots_and_whole_are_told():
    def asked(text: str) -> SelectionCriterion:
        return SelectionCriterion(kind=None, text=text, evidence=Evidence(anchor="a", quote=text))

    before = {"selection_criteria": (asked("Two references"),), "lots": (Lot(id="1", selection_criteria=(asked("An office nearby"),)),)}
    after = {"selection_criteria": (asked("Two references"),), "lots": (Lot(id="1", selection_criteria=(asked("Insurance cover"),)),)}
    assert between(before, after) == [("selection_criteria", "An office nearby", None), ("selection_criteria", None, "Insurance cover")]


def test_documents_that_are_new_or_gone_are_named():
    old, new = DocumentLink(url="https://a.example/1", title="Annex"), DocumentLink(url="https://a.example/2")
    assert between({"documents": (old,)}, {"documents": (new,)}) == [
        ("documents", "Annex: https://a.example/1", None),
        ("documents", None, "https://a.example/2"),
    ]


def test_what_is_long_is_cut_and_what_is_many_is_counted():
    found = changes(tender(), tender(title="word " * 200, documents=tuple(DocumentLink(url=f"https://a.example/{n}") for n in range(100))))
    assert len(found[0].after or "") == LONGEST
    assert len(found) == MOST_CHANGES + 1
    assert found[-1] == Change(field="more", before=None, after="41 further changes")
    [(_, _, shown)] = between({"cpv_all": ()}, {"cpv_all": tuple(str(number) for number in range(9))})
    assert shown == "0; 1; 2; 3; 4; 5; and 3 more"


def test_hundreds_of_requirements_on_both_sides_are_compared_without_pairing():
    before = tuple(requirement(n, f"old sentence {n}") for n in range(300))
    after = tuple(requirement(n, f"new sentence {n}") for n in range(300))
    assert changes(tender(requirements=before), tender(requirements=after))[-1].after == "540 further changes"


def test_stored_bodies_are_compared_and_one_that_no_longer_reads_gives_nothing():
    before, after = tender().model_dump(mode="json"), tender(deadlines=(LATER,)).model_dump(mode="json")
    assert between_bodies(before, after) == [{"field": "deadlines", "before": DUE, "after": POSTPONED}]
    assert between_bodies({"n": 1}, after) == []
