"""What is nobody's data is left alone, in sentences of our own and, where they are at hand, in real notices."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.chain.pii.find import find
from tests.jobs.chain.pii.negatives import NEGATIVES

NOTICES = Path(__file__).parents[5] / "shared" / "data" / "notices"
NUMBERS = ("iban", "card", "national_id", "vat", "url_credentials")
CODED = re.compile(r"\d{8}-\d(?![\d-])|(?:19|20)\d\d-\d\d-\d\d|\d{5,8}-(?:19|20)\d\d|ocds-|€|EUR")
"""A CPV code, a date, a publication number, an OCID, an amount."""


@pytest.mark.parametrize("text", NEGATIVES)
def test_what_notices_say_in_numbers_and_capitals_is_not_personal(text: str) -> None:
    assert [text[each.start : each.end] for each in find(text)] == []


def test_all_of_it_in_one_text_is_not_personal_either() -> None:
    text = "\n".join(NEGATIVES)
    assert [text[each.start : each.end] for each in find(text)] == []


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _read(path: Path) -> str:
    raw = path.read_text("utf-8", errors="replace")
    try:
        return "\n".join(_texts(json.loads(raw)))
    except ValueError:
        return "\n".join(piece.strip() for piece in re.findall(r">([^<>]+)<", raw) if piece.strip())


def test_in_real_notices_codes_dates_and_amounts_are_left_alone() -> None:
    files = sorted(path for path in NOTICES.rglob("*") if path.suffix in (".json", ".xml")) if NOTICES.is_dir() else []
    if not files:
        pytest.skip("the real notices are not beside this checkout")
    kinds: Counter[str] = Counter()
    wrong: list[tuple[str, str]] = []
    for path in files:
        text = _read(path)
        for each in find(text):
            kinds[each.type] += 1
            if each.type != "email" and CODED.search(text[each.start : each.end]):
                wrong.append((path.name, each.type))
    assert wrong == []
    # Read by eye, all are right: 57 files hold many addresses and telephones, and few numbers of other kinds.
    assert kinds["email"] > 100
    assert kinds["phone"] > 100
    assert sum(kinds[kind] for kind in NUMBERS) < 20
