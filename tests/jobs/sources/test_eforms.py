from decimal import Decimal

import pytest

from jobs.chain.tender import Tender
from jobs.sources.read import read_notice
from tests.jobs.sources import samples
from tests.jobs.sources.samples import lot, organisation, period


def read(**changed: object) -> Tender:
    return read_notice(samples.eforms(**changed))  # type: ignore[arg-type]


def test_the_buyer_is_found_by_reference_and_is_not_the_sender() -> None:
    tender = read()

    assert (tender.buyer, tender.buyer_country, tender.buyer_city) == ("Neustadt Roads Office", "DEU", "Neustadt")


def test_a_reference_that_leads_nowhere_leaves_the_buyer_unknown() -> None:
    tender = read(buyers=("ORG-0099",))

    assert tender.buyer is None
    assert any("names no buyer" in warning for warning in tender.warnings)


def test_leading_zeros_of_a_cpv_code_and_of_a_publication_number_are_handled() -> None:
    tender = read()

    assert tender.cpv_main == "03450000"
    assert tender.publication_number == "12345-2027"
    assert tender.url == "https://ted.europa.eu/en/notice/-/detail/12345-2027"


def test_a_region_code_of_another_state_overrules_the_country_code() -> None:
    tender = read(organisations=organisation(2, "Kraftverk", "EST", "SE110"))

    assert tender.buyer_country == "SWE"
    assert any("coded as Estonia" in warning for warning in tender.warnings)


def test_a_telephone_of_the_coded_country_stands_against_a_foreign_region() -> None:
    more = "<cac:Contact><cbc:Telephone>+372 123 4567</cbc:Telephone></cac:Contact>"

    tender = read(organisations=organisation(2, "Roads", "EST", "SE110", more))

    assert tender.buyer_country == "EST"
    assert any("check it" in warning for warning in tender.warnings)


def test_telephone_and_register_number_together_overrule_the_country_code() -> None:
    more = (
        "<cac:PartyLegalEntity><cbc:CompanyID>556036-2138</cbc:CompanyID></cac:PartyLegalEntity>"
        "<cac:Contact><cbc:Telephone>+46 8 123 45 67</cbc:Telephone></cac:Contact>"
    )

    assert read(organisations=organisation(2, "Kraftverk", "EST", more=more)).buyer_country == "SWE"


def test_a_foreign_telephone_alone_overrules_nothing() -> None:
    more = "<cac:Contact><cbc:Telephone>+46 8 123 45 67</cbc:Telephone></cac:Contact>"

    assert read(organisations=organisation(2, "Roads", "EST", more=more)).buyer_country == "EST"


def test_groups_of_lots_and_parts_are_no_lots() -> None:
    tender = read(lots=lot("GLO-0001", scheme="LotsGroup") + lot("LOT-0001") + lot("LOT-0002") + lot("PAR-0001", scheme="Part"))

    assert [each.id for each in tender.lots] == ["LOT-0001", "LOT-0002"]


@pytest.mark.parametrize(
    ("root", "form", "notice_type", "kind"),
    [
        ("ContractNotice", "competition", "cn-standard", "opportunity"),
        ("PriorInformationNotice", "competition", "pin-cfc-standard", "opportunity"),
        ("PriorInformationNotice", "planning", "pin-only", "planning"),
        ("PriorInformationNotice", "consultation", "pmc", "market_consultation"),
        ("ContractNotice", "competition", "qu-sy", "qualification_system"),
        ("ContractAwardNotice", "result", "can-standard", "award"),
        ("ContractAwardNotice", "dir-awa-pre", "veat", "award"),
        ("ContractAwardNotice", "cont-modif", "can-modif", "award"),
        ("ContractAwardNotice", "competition", "cn-standard", "award"),
        ("BusinessRegistrationInformationNotice", "bri", "brin-eeig", "unknown"),
    ],
)
def test_the_form_says_what_a_notice_is(root: str, form: str, notice_type: str, kind: str) -> None:
    tender = read(root=root, form=form, notice_type=notice_type)

    assert tender.kind == kind
    assert tender.is_opportunity == (kind == "opportunity")


@pytest.mark.parametrize("words", ["Lorem ipsum dolor sit amet", "This is a test notice.", "Market consultation"])
def test_an_award_stays_an_award_whatever_it_says(words: str) -> None:
    assert read(root="ContractAwardNotice", form="result", notice_type="can-standard", description=words).kind == "award"


def test_a_consultation_coded_as_competition_is_recognised_by_its_title() -> None:
    tender = read(names='<cbc:Name languageID="ENG">Market Consultation for snow ploughs</cbc:Name>')

    assert tender.kind == "market_consultation"
    assert any("treated as market consultation" in warning for warning in tender.warnings)


@pytest.mark.parametrize(
    "note",
    [
        "Es handelt sich beim vorliegenden Verfahren um eine Markterkundung!",
        "Se trata de una consulta preliminar del mercado.",
        "Il s'agit d'une consultation préalable du marché.",
        "Dit is een marktconsultatie.",
        "Indagine di mercato",
    ],
)
def test_a_consultation_is_recognised_by_a_note_in_its_language(note: str) -> None:
    assert read(note=f'<cbc:Note languageID="DEU">{note}</cbc:Note>').kind == "market_consultation"


@pytest.mark.parametrize(
    "words", ["A market consultation was held in spring.", "Dies ist keine Markterkundung.", "Nach einer Marktkonsultation"]
)
def test_a_tender_that_mentions_a_consultation_stays_an_opportunity(words: str) -> None:
    assert read(note=f"<cbc:Note>{words}</cbc:Note>").kind == "opportunity"


@pytest.mark.parametrize("title", ["TEST", "Test notice - ignore", "TEST – do not use", "[TEST] roads", "Testausschreibung"])
def test_a_test_notice_is_recognised(title: str) -> None:
    assert read(names=f'<cbc:Name languageID="ENG">{title}</cbc:Name>').kind == "test_notice"


@pytest.mark.parametrize(
    "title", ["COVID-19 test kits", "Testing of drinking water", "Test equipment for brakes", "Penetration test of portals"]
)
def test_a_tender_for_tests_is_no_test_notice(title: str) -> None:
    assert read(names=f'<cbc:Name languageID="ENG">{title}</cbc:Name>').kind == "opportunity"


def changes(reason: str) -> str:
    return (
        "<efac:Changes><efbc:ChangedNoticeIdentifier>12000-2027</efbc:ChangedNoticeIdentifier>"
        f"<efac:ChangeReason><cbc:ReasonCode>{reason}</cbc:ReasonCode></efac:ChangeReason></efac:Changes>"
    )


@pytest.mark.parametrize(("reason", "kind"), [("update-add", "change"), ("cor-buy", "change"), ("cancel", "cancellation")])
def test_a_change_notice_is_news_about_a_tender(reason: str, kind: str) -> None:
    tender = read(changes=changes(reason))

    assert tender.kind == kind
    assert not tender.is_opportunity


def test_all_kinds_of_deadlines_are_read_and_the_earliest_comes_first() -> None:
    expression = samples.extension(period("efac:InterestExpressionReceptionPeriod", "2027-05-01+02:00"))
    later = period("cac:TenderSubmissionDeadlinePeriod", "2027-06-14+02:00")
    request = period("cac:ParticipationRequestReceptionPeriod", "2027-05-20+02:00", "10:00:00.000+02:00")

    tender = read(
        lots=lot("LOT-0001", deadline=later) + lot("LOT-0002", deadline=request) + lot("LOT-0003", deadline=expression) + lot("LOT-0004")
    )

    assert [(each.kind, each.published, each.lot_ids) for each in tender.deadlines] == [
        ("expression", "2027-05-01T12:00:00+02:00", ("LOT-0003",)),
        ("request", "2027-05-20T10:00:00+02:00", ("LOT-0002",)),
        ("tender", "2027-06-14T12:00:00+02:00", ("LOT-0001", "LOT-0004")),
    ]


def test_a_missing_deadline_stays_missing() -> None:
    tender = read(lots=lot(deadline=""))

    assert tender.deadlines == ()
    assert tender.deadline is None


def test_the_earliest_clarification_deadline_is_the_one_quoted() -> None:
    late, early = (
        period("cac:TenderSubmissionDeadlinePeriod", "2027-06-14+02:00") + period("cac:AdditionalInformationRequestPeriod", day)
        for day in ("2027-06-05+02:00", "2027-06-01+02:00")
    )

    tender = read(lots=lot("LOT-0001", deadline=late) + lot("LOT-0002", deadline=early))

    assert tender.clarification_deadline == "2027-06-01T12:00:00+02:00"
    assert tender.evidence["clarification_deadline"].quote == "2027-06-01+02:00 12:00:00+02:00"
    assert "LOT-0002" in tender.evidence["clarification_deadline"].anchor


def test_the_clarification_deadline_is_no_submission_deadline() -> None:
    both = period("cac:TenderSubmissionDeadlinePeriod", "2027-06-14+02:00") + period(
        "cac:AdditionalInformationRequestPeriod", "2027-06-01+02:00"
    )

    tender = read(lots=lot(deadline=both))

    assert tender.clarification_deadline == "2027-06-01T12:00:00+02:00"
    assert len(tender.deadlines) == 1


@pytest.mark.parametrize("number", ["0", "1", "0.01"])
def test_a_filler_value_is_not_stated(number: str) -> None:
    tender = read(value=number)

    assert tender.estimated_value is None
    assert any("filler" in warning for warning in tender.warnings)


def test_values_of_lots_are_summed() -> None:
    value = read(lots=lot("LOT-0001", value="100000") + lot("LOT-0002", value="50000")).estimated_value

    assert value is not None
    assert (value.amount, value.basis, value.currency) == (Decimal(150000), "lots_sum", "EUR")


def test_the_same_value_on_every_lot_is_not_summed() -> None:
    tender = read(lots=lot("LOT-0001", value="40040000") + lot("LOT-0002", value="40040000"))

    assert tender.estimated_value is not None
    assert tender.estimated_value.amount == Decimal(40040000)
    assert any("not summed" in warning for warning in tender.warnings)


def test_the_value_of_the_procedure_goes_before_those_of_lots() -> None:
    value = read(value="120000", lots=lot("LOT-0001", value="70000") + lot("LOT-0002", value="60000")).estimated_value

    assert value is not None
    assert (value.amount, value.basis) == (Decimal(120000), "estimated")


def test_the_ceiling_of_a_framework_is_called_one() -> None:
    tender = read(lots=lot(framework="fa-wo-rc", ceiling="900000"))

    assert tender.framework is True
    assert tender.estimated_value is not None
    assert (tender.estimated_value.amount, tender.estimated_value.basis) == (Decimal(900000), "framework_maximum")


def test_a_bilingual_title_keeps_the_publishers_order() -> None:
    names = '<cbc:Name languageID="FRA">Services de médiation</cbc:Name><cbc:Name languageID="NLD">Ombudsdiensten</cbc:Name>'

    tender = read(names=names, language="NLD")

    assert (tender.title, tender.title_lang, tender.notice_lang) == ("Services de médiation", "fra", "nld")


def test_a_title_in_many_languages_is_taken_in_that_of_the_notice() -> None:
    names = "".join(f'<cbc:Name languageID="{code}">Freezers {code}</cbc:Name>' for code in ("DEU", "FIN", "SWE", "ENG", "POL"))

    assert read(names=names).title == "Freezers ENG"


def test_a_text_in_another_language_than_tagged_is_pointed_out() -> None:
    words = "The works are to be carried out by the contractor and shall be completed within the time for completion of this contract."

    tender = read(names='<cbc:Name languageID="SWE">Road works</cbc:Name>', description=words, language="SWE")

    assert any("tagged as Swedish but reads as English" in warning for warning in tender.warnings)
    assert (tender.title, tender.title_lang, tender.notice_lang) == ("Road works", "eng", "eng")


def test_a_second_lot_in_the_words_alone_is_pointed_out() -> None:
    tender = read(process="<cbc:Description>Offers for lot 1 and lot 2 are opened together.</cbc:Description>")

    assert any("“lot 2”, but one lot is coded" in warning for warning in tender.warnings)


CRITERION = (
    "<cac:AwardingTerms><cac:AwardingCriterion><cac:SubordinateAwardingCriterion>"
    + samples.extension(
        '<efac:AwardCriterionParameter><efbc:ParameterCode listName="number-weight">{unit}</efbc:ParameterCode>'
        "<efbc:ParameterNumeric>40</efbc:ParameterNumeric></efac:AwardCriterionParameter>"
    )
    + "<cbc:AwardingCriterionTypeCode>quality</cbc:AwardingCriterionTypeCode><cbc:Name>Concept</cbc:Name>"
    "</cac:SubordinateAwardingCriterion></cac:AwardingCriterion></cac:AwardingTerms>"
)


@pytest.mark.parametrize(("unit", "weight"), [("per-exa", "40 %"), ("poi-exa", "poi-exa 40")])
def test_award_criteria_carry_their_weight(unit: str, weight: str) -> None:
    criteria = read(lots=lot(terms=CRITERION.format(unit=unit))).award_criteria

    assert [(each.kind, each.name, each.weight) for each in criteria] == [("quality", "Concept", weight)]


@pytest.mark.parametrize("code", ["CriterionTypeCode", "TendererRequirementTypeCode"])
def test_selection_criteria_of_old_and_new_sdks_become_passages(code: str) -> None:
    terms = samples.extension(
        f"<efac:SelectionCriteria><cbc:{code}>tp-abil</cbc:{code}><cbc:Description>Three references.</cbc:Description></efac:SelectionCriteria>"
    )

    found = [passage for passage in read(lots=lot(terms=terms)).passages if passage.text == "Three references."]

    assert [passage.anchor for passage in found] == ["BT-750-Lot LOT-0001 efac:SelectionCriteria (tp-abil)"]


def test_every_quote_of_a_passage_stands_in_it() -> None:
    tender = read(description="First line.\n\n  Second line.", lots=lot("LOT-0001", value="5000") + lot("LOT-0002", title="Other"))
    texts = {passage.id: passage.text for passage in tender.passages}
    quoted = {field: proof for field, proof in tender.evidence.items() if proof.passage_id}

    assert {"title", "description", "lots.LOT-0001.title", "lots.LOT-0002.title"} <= set(quoted)
    assert all(proof.quote in texts[str(proof.passage_id)] for proof in quoted.values())


@pytest.mark.parametrize(
    "field", ["buyer", "buyer_country", "cpv_main", "nature", "procedure", "notice_type", "deadlines", "framework", "publication_number"]
)
def test_every_coded_fact_has_evidence(field: str) -> None:
    assert read().evidence[field].quote


def test_an_empty_skeleton_gives_a_tender_of_unknowns() -> None:
    tender = read_notice(b"<ContractNotice><x/></ContractNotice>")

    assert (tender.title, tender.buyer, tender.cpv_main, tender.deadlines, tender.lots) == (None, None, None, (), ())


def test_a_total_written_again_on_every_lot_is_said_to_be_one_total() -> None:
    tender = read(value="4800000", lots=lot("LOT-0001", value="4800000") + lot("LOT-0002", value="4800000.00"))

    assert tender.estimated_value is not None
    assert tender.estimated_value.amount == Decimal(4_800_000)
    assert any("2 lots repeat the value of the whole" in warning for warning in tender.warnings)


def test_lots_that_share_a_total_evenly_repeat_nothing() -> None:
    tender = read(value="200", lots=lot("LOT-0001", value="100") + lot("LOT-0002", value="100"))

    assert not any("repeat the value" in warning for warning in tender.warnings)


def test_a_single_lot_of_the_whole_value_repeats_nothing() -> None:
    assert not any("repeat the value" in warning for warning in read(value="100", lots=lot(value="100")).warnings)
