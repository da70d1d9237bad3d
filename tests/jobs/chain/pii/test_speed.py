"""Masking takes time in proportion to the text, whatever was written to make it slow."""

import pytest

from jobs.chain.pii.mask import Masker
from tests.growth import LEAST, spent
from tests.jobs.chain.pii.negatives import NEGATIVES

KEY = b"a key of this run"
NAMES = [f"Name{chr(97 + at % 26)}{chr(97 + at // 26 % 26)} Family{chr(97 + at // 7 % 26)}{chr(97 + at % 17)}" for at in range(2000)]
HOSTILE = [
    "1", "1 ", "12 ", "123-", "0", "01 ", "+1", "+", "(0", "00 ", "1.1", "a.a.a", "@", "a@", "a@a.", "a @ ", "(at)", "a(at)a", " at a dot ", "://", "://a:", "a://b@c ",
    "DE", "DE12", "DE 1", "de1a", "IBAN ", "A1", "a ", "Aa ", "A. ", "AB12CD34", "att: ", "Contact person: ", "Contact person: A ", "Contact person: Aa\n", "name: ", "z. Hd. ",
    "tel ", "tel: 1", "tel tel ", "VAT no ", "nip 1", "\u200b", "\u0301", "ﬁ", "가", "Namea Familya ", "Frau ", "Name", "\u27e6", "\u27e6\u27e7", "\u27e6EMAIL-", "4111 ", "4111 1111 1111 1111 ",
    "-\n", ".\n", '"', "x@y.z ", "jane.roe@example.com ", "Jane Roe jane.roe@example.com ", "&#64;", "%40", "12 34 56 78 a@b.de ", "İ", "ς", "_at_", "born 123456789 ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    def mask(size: int) -> object:
        return Masker(KEY, names=NAMES[:5]).mask((unit * (size // len(unit) + 1))[:size])

    most = min(25 * max(spent(lambda: mask(6_000)), LEAST), 1.5)
    assert spent(lambda: mask(50_000), enough=most) < most


def test_a_pack_of_fifty_thousand_characters_is_quick_with_two_thousand_names() -> None:
    """Measured: 20 to 29 ms (facts/llm.md §2 has 21 ms for a prototype of fewer kinds)."""
    lines = [*NEGATIVES, "Ansprechpartner: Frau Dr. Adalind Quorrex, Tel.: +49 30 901820-22, adalind.quorrex@example.com"]
    text = ("\n".join(lines) * 20)[:50_000]
    assert spent(lambda: Masker(KEY, names=NAMES).mask(text), enough=0.4) < 0.4
