"""A masked case tells nobody who stands in it, and every quote in it can still be looked up."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.chain.coverage import Coverage, Proof
from jobs.chain.model import Case
from jobs.chain.pii.case import CODED, mask_case, tokens_in
from jobs.chain.pii.mask import Masker
from jobs.chain.pii.official import official_contacts
from jobs.chain.pii.tokens import TOKEN, unmask
from jobs.chain.quotes import squash, stands_in
from jobs.chain.rules.requirements import requirements_of
from jobs.chain.tender import Amendment, AwardCriterion, DocumentLink, Evidence, Lot, SelectionCriterion, Value
from tests.builders import NOW, passage, profile, tender

KEY = b"a key of this very run"
NAME, KNOWN, MAIL, PHONE = "Adalind Quorrex", "Ottokar Brunnwald", "adalind.quorrex@town.example", "+44 20 7946 0958"
BLOCK = f"Contact: Ms {NAME}, tel. {PHONE}, {MAIL}."
RULE = f"Bidders must send proof of insurance of 5 million EUR\nto {MAIL} before the site visit with {NAME}."


def case(*texts: str, **changes: Any) -> Case:
    passages = tuple(passage(f"p{number}", text) for number, text in enumerate(texts, 1))
    return Case(tender=tender(**({"passages": passages, "evidence": {}} | changes)), profile=profile(), now=NOW)


def masked(given: Case, *names: str, keep: frozenset[str] = frozenset()) -> tuple[Case, Masker]:
    masker = Masker(KEY, names=names, keep=keep)
    return mask_case(given, masker), masker


def written(value: Value) -> str:
    return json.dumps(value.model_dump(mode="json"), ensure_ascii=False)


def test_no_text_of_a_case_keeps_personal_data_wherever_it_stands() -> None:
    said = f"{KNOWN} at {MAIL}"
    proof = Proof(source=f"Offer {KNOWN}.pdf", quote=f"Signed by {KNOWN}, {PHONE}.")
    rich = case(
        BLOCK,
        title=f"Works led by {KNOWN}",
        description=said,
        buyer=f"Office of {KNOWN}",
        buyer_city=KNOWN,
        warnings=(said,),
        guarantee=said,
        duration=said,
        exclusion_grounds=(said,),
        submission_url=f"https://portal.example/?to={MAIL}",
        url=f"https://portal.example/{MAIL}",
        documents=(DocumentLink(url=f"https://portal.example/{MAIL}", title=KNOWN),),
        amendment=Amendment(of=None, reason=None, description=said),
        award_criteria=(AwardCriterion(kind="quality", name=said, weight=said),),
        selection_criteria=(SelectionCriterion(kind=None, text=said, evidence=Evidence(anchor="x", quote=said)),),
        lots=(Lot(id="LOT-1", title=said, description=said, place=KNOWN),),
        evidence={"buyer": Evidence(anchor="x", quote=said)},
    )
    rich = rich.model_copy(
        update={
            "profile": profile(name=f"{KNOWN} Ltd", references=(said,), strategic_buyers=(KNOWN,), capabilities=(said,)),
            "coverage": (Coverage(requirement_id="r1", status="held", evidence=(proof,)),),
        }
    )
    shown = written(masked(rich, KNOWN)[0])
    for secret in (NAME, KNOWN, "Quorrex", "Brunnwald", MAIL, PHONE):
        assert secret not in shown


def test_a_case_without_personal_data_stays_as_it_is() -> None:
    plain = Case(tender=tender(), profile=profile(), now=NOW, coverage=(Coverage(requirement_id="r1", status="not_found"),))
    safe, masker = masked(plain, KNOWN)
    assert safe == plain
    assert not masker.tokens


def test_ids_codes_dates_and_hashes_stay_even_where_they_look_like_data() -> None:
    given = case("Notice.", external_id="4111111111111111", notice_id="4111111111111111", cpv_all=("72000000",), content_hash="4" * 64)
    safe, _ = masked(given)
    for field in CODED & set(type(given.tender).model_fields):
        assert getattr(safe.tender, field) == getattr(given.tender, field)


def test_what_a_later_text_tells_is_masked_in_the_ones_before_it() -> None:
    safe, _ = masked(case(f"The visit is led by {NAME}.", BLOCK))
    assert NAME not in safe.tender.passages[0].text


def test_the_same_value_is_the_same_token_in_all_texts_and_every_token_resolves() -> None:
    safe, masker = masked(case(f"Write to {MAIL}.", f"Ask {MAIL}."))
    assert len(tokens_in(safe)) == 1
    assert tokens_in(safe) == set(masker.tokens)
    assert unmask(safe.tender.passages[1].text, masker.tokens) == f"Ask {MAIL}."


def test_sentences_and_quotes_found_before_masking_stand_in_the_masked_passages() -> None:
    given = case(RULE, BLOCK)
    found = requirements_of(given.tender.passages)
    assert found
    safe, _ = masked(given.model_copy(update={"tender": given.tender.model_copy(update={"requirements": found})}))
    for requirement in safe.tender.requirements:
        text = next(each.text for each in safe.tender.passages if each.id == requirement.evidence.passage_id)
        assert stands_in(requirement.text, text)
        assert stands_in(requirement.evidence.quote, text)
        assert MAIL not in requirement.text


@pytest.mark.parametrize("quote", ["tel. +44 20 79", "0958, adalind.quorrex@to", "quorrex@town.example.", "tact: Ms Adal", "Contact: Ms"])
def test_a_quote_that_cut_a_value_grows_to_the_whole_token_and_leaves_no_piece_of_it(quote: str) -> None:
    given = case(BLOCK, evidence={"buyer": Evidence(anchor="line 1", quote=quote, passage_id="p1")})
    safe, masker = masked(given)
    now = safe.tender.evidence["buyer"].quote
    assert stands_in(now, safe.tender.passages[0].text)
    assert quote in unmask(now, masker.tokens)
    left = TOKEN.sub("", now)
    assert not re.search(r"\d|uorr|adal", left, re.IGNORECASE)


@given(start=st.integers(0, 160), size=st.integers(3, 90))
def test_every_piece_of_a_passage_stands_in_the_masked_one_and_unmasks_to_no_less(start: int, size: int) -> None:
    text = f"{BLOCK}\nOffers go to {MAIL} by noon.\n{RULE}"
    quote = squash(text[start : start + size])
    if not quote:
        return
    safe, masker = masked(case(text, evidence={"buyer": Evidence(anchor="line 1", quote=quote, passage_id="p1")}))
    now = safe.tender.evidence["buyer"].quote
    assert stands_in(now, safe.tender.passages[0].text)
    assert quote in squash(unmask(now, masker.tokens))


def test_a_persons_name_in_the_name_of_a_file_is_masked_in_its_places_too() -> None:
    name = f"Terms {KNOWN}.pdf"
    place = f"{name}, page 3"
    filed = passage("p1", "The offer is binding.", anchor=place, document=name)
    given = case(evidence={"title": Evidence(anchor=place, quote="The offer is binding.", passage_id="p1")}, passages=(filed,))
    safe, _ = masked(given, KNOWN)
    assert "Brunnwald" not in written(safe)
    assert safe.tender.evidence["title"].anchor == safe.tender.passages[0].anchor
    assert safe.tender.passages[0].anchor.endswith(".pdf, page 3")


def test_a_token_forged_in_the_source_is_masked_as_text_and_is_no_token_of_the_run() -> None:
    forged = "⟦EMAIL-0123456789⟧"
    safe, masker = masked(case(f"Send it to {forged}."))
    assert forged not in safe.tender.passages[0].text
    assert forged not in masker.tokens
    assert {token[:6] for token in masker.tokens} == {"⟦TEXT-"}


def test_contacts_that_the_notice_publishes_may_stay_and_names_never() -> None:
    attached = passage("p2", "Ask jo@elsewhere.example.", document="annex.pdf")
    given = case(passages=(passage("p1", BLOCK), attached))
    contacts = official_contacts(given.tender)
    assert contacts == {MAIL, PHONE}
    first, second = masked(given, keep=contacts)[0].tender.passages
    assert MAIL in first.text
    assert PHONE in first.text
    assert NAME not in first.text
    assert "jo@elsewhere.example" not in second.text


def test_another_run_has_other_tokens() -> None:
    given = case(BLOCK)
    assert tokens_in(mask_case(given, Masker(KEY))) & tokens_in(mask_case(given, Masker(b"the key of another run"))) == set()
