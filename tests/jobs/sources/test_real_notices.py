"""Real notices, where they are at hand beside the checkout; the suite passes without them."""

import json
from pathlib import Path

import pytest

from jobs.chain.errors import BadInput
from jobs.chain.tender import Tender
from jobs.sources.facts import facts
from jobs.sources.read import read_notice

_NOTICES = Path(__file__).parents[3] / "../shared/data/notices"
_FILES = sorted(_NOTICES.glob("*/*"))
_TRUTHS = [json.loads(line) for line in (_NOTICES / "truth.jsonl").read_text("utf-8").splitlines()] if _FILES else []
_FIELDS = [
    "title",
    "title_lang",
    "notice_lang",
    "buyer",
    "buyer_country",
    "cpv_main",
    "deadline",
    "deadline_kind",
    "deadlines_all",
    "lots",
    "nature",
    "procedure",
    "notice_type",
    "form_type",
    "kind",
    "is_opportunity",
    "framework",
]

pytestmark = pytest.mark.skipif(not _FILES, reason="real notices lie beside the checkout of a developer only")


def read_or_refuse(path: Path) -> Tender | None:
    """The tender; None where the file is refused as JSON of another kind, which some of them are."""
    try:
        return read_notice(path.read_bytes(), name=path.name)
    except BadInput as refused:
        if refused.code != "foreign_json":
            raise
        return None


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_every_real_file_gives_a_tender_or_a_refusal(path: Path) -> None:
    tender = read_or_refuse(path)
    if tender is None:
        return
    texts = {passage.id: passage.text for passage in tender.passages}
    assert json.dumps(facts(tender, source=path.name), allow_nan=False)
    assert all(proof.quote in texts[proof.passage_id] for proof in tender.evidence.values() if proof.passage_id)
    assert not (tender.is_opportunity and tender.form_type in ("result", "planning", "award", "contract"))


@pytest.mark.parametrize("truth", _TRUTHS, ids=lambda truth: truth["id"])
def test_hand_read_facts_agree(truth: dict[str, object]) -> None:
    document = facts(read_notice((_NOTICES / str(truth["file"])).read_bytes()), source=str(truth["file"]))
    value = document["estimated_value"]
    stated = {key: value[key] for key in ("amount", "currency")} if isinstance(value, dict) else None

    assert {field: document[field] for field in _FIELDS} == {field: truth[field] for field in _FIELDS}
    assert stated == truth["estimated_value"]
