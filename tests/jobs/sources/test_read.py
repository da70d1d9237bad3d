import json

import pytest

from jobs.chain.errors import BadInput
from jobs.sources.read import read_notice
from tests.jobs.sources import samples

_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    b"<ContractNotice>&c;</ContractNotice>"
)
_OUTSIDE = b'<!-- hello --><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><ContractNotice>&f;</ContractNotice>'

REFUSED = {
    "nothing": (b"", "empty"),
    "white space": (b" \n\t\r\n", "empty"),
    "one word": (b"cleaning", "too_short"),
    "one long word": (b"a" * 500, "too_short"),
    "five megabytes of text": (b"please buy this " * 330_000, "too_long"),
    "text just above the limit": (("übung " * 33_400).encode(), "too_long"),
    "nuls": (b"tender for roads \x00\x01\x02 and bridges and more of that", "binary"),
    "a pdf": (b"%PDF-1.7 something that goes on for a while, long enough to be a text", "binary"),
    "random bytes": (bytes(range(128, 256)) * 20, "binary"),
    "broken xml": (b"<ContractNotice><cbc:ID></ContractNotice>", "broken_xml"),
    "deep xml": (b"<a>" * 5_000 + b"</a>" * 5_000, "broken_xml"),
    "entity bomb": (_BOMB, "entity_bomb"),
    "entity bomb in utf-16": (_BOMB.decode().encode("utf-16"), "entity_bomb"),
    "external entity": (_OUTSIDE, "entity_bomb"),
    "bare dtd": (b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><x/>', "entity_bomb"),
    "web page": (b"<!DOCTYPE html><html><body>Tender</body></html>", "foreign_xml"),
    "other xml": (b"<Invoice xmlns='urn:x'><ID>1</ID></Invoice>", "foreign_xml"),
    "broken json": (b'{"ocid": "x", ', "broken_json"),
    "deep json": (b'{"a":' * 3_000 + b"1" + b"}" * 3_000, "broken_json"),
    "very deep json": (b"[" * 200_000 + b"]" * 200_000, "broken_json"),
    "other json": (b'{"hello": "world", "n": 1}', "foreign_json"),
    "a list of numbers": (b"[1, 2, 3]", "foreign_json"),
    "empty package": (b'{"releases": []}', "foreign_json"),
    "timed-out search": (b'{"notices": [], "totalNoticeCount": 12, "timedOut": true}', "foreign_json"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_refused_with_its_code_and_a_sentence(name: str) -> None:
    data, code = REFUSED[name]

    with pytest.raises(BadInput) as refused:
        read_notice(data, name="upload.xml")

    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")
    assert len(refused.value.sentence) < 300
    assert "Traceback" not in refused.value.sentence


def test_the_limit_of_text_is_a_parameter() -> None:
    with pytest.raises(BadInput, match="at most 100 are read"):
        read_notice(samples.TEXT.encode(), limit_chars=100)


@pytest.mark.parametrize(
    ("data", "source"),
    [
        (samples.eforms(), "ted_eforms"),
        (b"\n  " + samples.eforms(), "ted_eforms"),
        (b"\xef\xbb\xbf" + samples.eforms(), "ted_eforms"),
        (samples.eforms().decode().replace("UTF-8", "UTF-16").encode("utf-16"), "ted_eforms"),
        (b"```xml\n" + samples.eforms() + b"\n```", "ted_eforms"),
        (samples.legacy(), "ted_legacy"),
        (json.dumps(samples.release()).encode(), "ocds"),
        (json.dumps({"releases": [samples.release()]}).encode(), "ocds"),
        (json.dumps({"records": [{"ocid": "x", "compiledRelease": samples.release()}]}).encode(), "ocds"),
        (json.dumps([samples.release()]).encode(), "ocds"),
        (json.dumps(samples.api_notice()).encode("utf-16"), "ted_api"),
        (json.dumps({"notices": [samples.api_notice()], "totalNoticeCount": 1}).encode(), "ted_api"),
        (samples.TEXT.encode(), "text"),
        (samples.TEXT.replace("Town of Oberfingen", "Gemeinde Öd").encode("latin-1"), "text"),
        (b"[Draft] " + samples.TEXT.encode(), "text"),
    ],
)
def test_each_format_is_recognised_by_its_bytes(data: bytes, source: str) -> None:
    assert read_notice(data).source == source


def test_infinite_numbers_become_unknown_with_a_warning() -> None:
    raw = json.dumps(samples.release(tender={"value": {"amount": 77, "currency": "GBP"}, "lots": []}))

    tender = read_notice(raw.replace("77", "1e9999").encode())

    assert tender.estimated_value is None
    assert any("not finite" in warning for warning in tender.warnings)
    assert "Infinity" not in tender.model_dump_json()


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity", "9" * 5_000, "1e99", "1e-99"])
def test_absurd_numbers_never_reach_a_tender(literal: str) -> None:
    raw = json.dumps(samples.release(tender={"value": {"amount": 77, "currency": "GBP"}, "lots": []}))

    assert read_notice(raw.replace("77", literal).encode()).estimated_value is None


def test_json_that_is_not_utf8_is_read_as_latin_1() -> None:
    raw = json.dumps(samples.release(tender={"title": "Café chairs"}), ensure_ascii=False).encode("latin-1")

    assert read_notice(raw).title == "Café chairs"


def test_lone_surrogates_are_dropped() -> None:
    raw = json.dumps(samples.release(tender={"title": "Chairs \ud800 and tables"})).encode()

    assert read_notice(raw).title == "Chairs and tables"


def test_the_same_bytes_have_the_same_hash_and_passages() -> None:
    once, again = read_notice(samples.eforms()), read_notice(samples.eforms() + b"\n")

    assert once == again
    assert [passage.id for passage in once.passages] == [f"p{number}" for number in range(1, len(once.passages) + 1)]
