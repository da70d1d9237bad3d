"""Whatever arrives, the answer is a tender or one of our refusals."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.chain.errors import BadInput
from jobs.sources.bundled import bundled, bundled_names
from jobs.sources.facts import facts
from jobs.sources.read import read_notice
from tests.jobs.sources import samples

_WHOLE = [
    samples.eforms(value="5"),
    samples.legacy(),
    json.dumps(samples.release()).encode(),
    json.dumps(samples.api_notice()).encode(),
    samples.TEXT.encode(),
    *(bundled(name) for name in bundled_names()),
]
_JUNK = st.sampled_from(
    [b"", b"1e9999", b"null", b'"\\ud800"', b"\xff", b"9999-12-31T23:59:59-14:00", b"0001-01-01", b"[[]]", b"NaN", b"\0", b"&#0;", b"-0"]
)


def survives(data: bytes) -> bool:
    """Whether the answer is a tender that can be stored and printed, or a refusal."""
    try:
        tender = read_notice(data)
    except BadInput as refused:
        return bool(refused.sentence)
    json.loads(tender.model_dump_json(), parse_constant=_no_number)
    # amounts are numbers here, so an infinite one cannot be printed; a title may well be the word "Infinity"
    return bool(json.dumps(facts(tender, source="x"), allow_nan=False))


def _no_number(constant: str) -> None:
    raise AssertionError(f"{constant} is stored as a number")


@given(st.binary(max_size=2_000))
def test_random_bytes(data: bytes) -> None:
    assert survives(data)


@given(st.text(max_size=2_000))
def test_random_text(text: str) -> None:
    assert survives(text.encode("utf-8", errors="surrogatepass"))


@given(st.sampled_from(_WHOLE), st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 60), _JUNK | st.binary(max_size=8)), max_size=4))
def test_notices_with_bytes_cut_out_and_put_in(data: bytes, wounds: list[tuple[int, int, bytes]]) -> None:
    for place, length, junk in wounds:
        at = place % (len(data) + 1)
        data = data[:at] + junk + data[at + length :]

    assert survives(data)


@given(st.sampled_from(_WHOLE[:2]), st.integers(0, 200), st.text(max_size=40))
def test_xml_with_any_text_in_any_element(data: bytes, index: int, text: str) -> None:
    spots = list(re.finditer(rb">([^<>]+)<", data))
    spot = spots[index % len(spots)]
    inside = text.replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", errors="replace")

    assert survives(data[: spot.start(1)] + inside + data[spot.end(1) :])


_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2027-01-01T00:00:00Z", "2099-12-31", "LOT-0001"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "amount", "endDate", "deu", "name", "criteria"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.sampled_from([samples.release(), samples.api_notice()]), st.data())
@settings(max_examples=150)
def test_json_with_any_value_in_any_place(document: dict[str, object], data: st.DataObject) -> None:
    changed = dict(document)
    key = data.draw(st.sampled_from(sorted(changed)))
    inner = changed[key]
    if isinstance(inner, dict) and data.draw(st.booleans()):
        changed[key] = inner | {data.draw(st.sampled_from(sorted(map(str, inner)))): data.draw(_values)}
    else:
        changed[key] = data.draw(_values)

    assert survives(json.dumps(changed).encode())


@pytest.mark.parametrize(
    "piece",
    ["deadline ", "no ", "lot 2 ", "this is a ", "value EUR 1 ", "1,000", " ", ".", "# * ", "buyer (", "```\n", "\n", "ocds-", "&amp;"],
)
@pytest.mark.timeout(20)
def test_text_made_to_keep_a_pattern_busy_is_read_in_time(piece: str) -> None:
    assert survives(("Invitation to tender " + piece * (190_000 // len(piece)) + " x").encode())
    assert survives((piece * (190_000 // len(piece)) + "x").encode())
