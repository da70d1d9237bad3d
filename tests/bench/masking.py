"""How long it takes to mask a whole case: 50 kB of tender wording in passages, contacts in it, by a masker that knows two thousand names."""

from statistics import median
from time import perf_counter

from jobs.chain.model import Case
from jobs.chain.pii.case import mask_case
from jobs.chain.pii.mask import Masker
from tests.bench.measure import Figure
from tests.builders import NOW, passage, profile, tender
from tests.jobs.chain.pii.negatives import NEGATIVES
from tests.jobs.chain.pii.test_speed import KEY, NAMES

SIZE, PASSAGE = 50_000, 1_500
CONTACT = "Ansprechpartner: Frau Dr. Adalind Quorrex, Tel.: +49 30 901820-22, adalind.quorrex@example.com"
ROUNDS = 20


async def measure(_: float) -> list[Figure]:
    text = ("\n".join([*NEGATIVES, CONTACT]) * 40)[:SIZE]
    pieces = tuple(passage(f"p{at // PASSAGE + 1}", text[at : at + PASSAGE]) for at in range(0, SIZE, PASSAGE))
    case = Case(tender=tender(passages=pieces), profile=profile(), now=NOW)
    return [Figure("masking of a case of 50 kB", _milliseconds(case), "ms", None, f"median of {ROUNDS}; in a thread, once a run")]


def _milliseconds(case: Case) -> float:
    times: list[float] = []
    for _ in range(ROUNDS + 1):
        masker = Masker(KEY, names=NAMES)
        begun = perf_counter()
        mask_case(case, masker)
        times.append(perf_counter() - begun)
    return median(times[1:]) * 1000
