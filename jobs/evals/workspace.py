"""Golden cases of a workspace: what a disputed answer becomes when an admin promotes it, and how it is judged again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from jobs.chain.analysis import Analysis, Verdict
from jobs.chain.errors import BadInput
from jobs.chain.profile import Profile
from jobs.chain.tender import SourceName, Tender
from jobs.evals.case import Expected, ExpectedDeadline, ExpectedFacts, ExpectedKnockOut, ExpectedMoney, GoldenCase, Shape
from jobs.evals.golden import Golden
from jobs.sources.read import read_notice

TEXT, READ = "workspace-notice.txt", "workspace-tender.json"
"""Names of a stored input: words that are read anew each time, or a tender as it was read when it was asked for."""
SHAPES: Mapping[SourceName, Shape] = {
    "ted_eforms": "eforms", "ted_legacy": "ted_export", "ted_api": "ted_search", "ocds": "ocds", "text": "text", "document": "pdf",
}  # fmt: skip
LONGEST = 2_000_000
"""Characters of a stored text: what was pasted passed a lower limit once, and tokens are longer than what they stand for."""
UNKNOWN_LANGUAGE = "und"
"""ISO 639-3 for a language nobody has determined."""


def draft(tender: Tender, analysis: Analysis | None, *, verdict_is_wrong: bool) -> Expected:
    """What a case would expect if the answer was right but for what is said against it: where an admin begins to write."""
    opportunity = tender.kind in ("opportunity", "unknown")
    given: tuple[Verdict, ...] = (analysis.verdict,) if analysis is not None and opportunity and not verdict_is_wrong else ()
    deadline, money = tender.deadline, tender.estimated_value
    facts: dict[str, Any] = {}
    if deadline is None:
        facts["deadline"] = None
    elif deadline.instant is not None:
        facts["deadline"] = ExpectedDeadline(instant=deadline.instant, kind=deadline.kind)
    facts["value"] = (
        None if money is None else ExpectedMoney(amount=money.amount, currency=money.currency, basis=money.basis, vat=money.vat)
    )
    asked = () if analysis is None else analysis.knock_outs
    held = tuple(ExpectedKnockOut(code=each.code, status=each.status) for each in asked if each.status != "clear")
    return Expected(kind=tender.kind, verdicts=given, knock_outs=held, facts=ExpectedFacts(**facts))


def input_of(tender: Tender) -> tuple[str, str]:
    """Name and text of the input to store; `tender` is masked.

    Pasted text is kept as text, so that a better reader is seen to be better; of all other sources the product keeps what it
    read of them, and so does the case.
    """
    if tender.source == "text":
        return TEXT, "\n\n".join(passage.text for passage in tender.passages)
    return READ, tender.model_dump_json()


def case_of(
    id: str, tender: Tender, expected: Expected, *, source: str, judged_at: datetime, tests: str, labelled_by: Sequence[str]
) -> GoldenCase:
    """`tender` masked or not: only its codes are taken. Raises ValidationError for less than two hands at the label."""
    return GoldenCase(
        id=id,
        slice="workspace",
        split="workspace",
        sector=tender.cpv_main[:2] if tender.cpv_main else "unknown",
        country=tender.buyer_country or "unknown",
        language=tender.notice_lang or UNKNOWN_LANGUAGE,
        shape=SHAPES[tender.source],
        source=source,
        profile="workspace",
        now=judged_at,
        tests=tests,
        labelled_by=tuple(labelled_by),
        expected=expected,
    )


def golden_of(body: Mapping[str, Any], profile: Mapping[str, Any], notice: str) -> Golden:
    """A stored case as the runner takes it; no profile is an empty mapping. Raises BadInput for one that this version cannot read."""
    try:
        case = GoldenCase.model_validate(body)
        return Golden(case, notice.encode(), Profile.model_validate(profile) if profile else None)
    except ValidationError as error:
        raise BadInput(
            "broken_case", f"The case {body.get('id')} was stored by another version and cannot be judged by this one."
        ) from error


def read_stored(notice: bytes, name: str) -> Tender | None:
    """The tender of a stored input; None for any other file. Raises BadInput."""
    if name == TEXT:
        return read_notice(notice, limit_chars=LONGEST)
    if name != READ:
        return None
    try:
        return Tender.model_validate_json(notice)
    except ValidationError as error:
        raise BadInput("broken_case", "This input was stored by another version and cannot be read by this one.") from error
