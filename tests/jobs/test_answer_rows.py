from jobs.answer_rows import rows_of
from jobs.chain.analysis import Claim, Criterion, KnockOut, RequirementRow
from tests.jobs.evals.builders import analysis


def test_every_row_has_an_id_of_its_own_in_the_order_in_which_it_is_shown() -> None:
    claim = Claim(text="So it is.")
    found = rows_of(
        analysis(
            criteria=(Criterion(code="effort", weight=20, score=3, claim=claim),),
            knock_outs=tuple(KnockOut(code=code, status="clear", claim=claim) for code in ("language", "a|b c" * 20, "language")),
            requirements=(RequirementRow(code="r1", kind="mandatory", claim=Claim(text="Show it.")),),
        )
    )
    assert [row.id for row in found] == [
        "criterion:effort", "knock_out:language", f"knock_out:{'a_b_c' * 8}", "knock_out:language~2", "requirement:r1",
    ]  # fmt: skip
    assert found[-1].text == "Show it."


def test_an_answer_that_ended_early_has_no_rows() -> None:
    assert rows_of(analysis()) == ()
