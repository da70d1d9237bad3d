"""A sealed notice is known again when it comes a little changed, and no other notice is taken for one."""

from jobs.chain.tender import Tender
from jobs.evals.golden import SHIPPED, load
from jobs.evals.sealed import is_near_copy, sealed
from jobs.sources.bundled import bundled
from jobs.sources.read import read_notice


def changed(tender: Tender) -> Tender:
    """Another hash, title and day, and a tenth of the words gone."""
    passages = tuple(
        each.model_copy(update={"text": " ".join(word for place, word in enumerate(each.text.split()) if place % 40 >= 4)})
        for each in tender.passages
    )
    return tender.model_copy(update={"content_hash": "0" * 64, "title": "Something else", "deadlines": (), "passages": passages})


def test_each_sealed_notice_is_known_again_though_words_of_it_are_changed() -> None:
    assert len(sealed()) == len(load(SHIPPED, ("sealed",)))
    assert [place for place, (tender, runs) in enumerate(sealed()) if len(runs) >= 20 and not is_near_copy(changed(tender))] == []


def test_no_open_case_and_no_sample_is_taken_for_a_sealed_one() -> None:
    shapes = {"text", "eforms", "ocds"}
    others = [read_notice(each.notice, name=each.case.source) for each in load(SHIPPED) if each.case.shape in shapes]
    others += [read_notice(bundled(name), name=name) for name in ("bridge-inspection", "city-network", "leisure-centre-cleaning")]
    assert [each.title for each in others if is_near_copy(each)] == []
