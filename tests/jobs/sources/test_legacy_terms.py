from decimal import Decimal

import pytest

from jobs.chain.tender import Tender
from jobs.sources.read import read_notice
from tests.jobs.sources import samples


def read(**changed: str) -> Tender:
    return read_notice(samples.legacy(**changed))


def replaced(old: str, new: str, **changed: str) -> Tender:
    return read_notice(samples.legacy(**changed).replace(old.encode(), new.encode()))


def test_documents_portal_and_languages_are_read() -> None:
    body = (
        "<DOCUMENT_RESTRICTED/><URL_DOCUMENT>https://portal.example/docs</URL_DOCUMENT>"
        "<URL_PARTICIPATION>www.portal.example/bid</URL_PARTICIPATION></CONTRACTING_BODY>"
    )
    tender = replaced(
        "</CONTRACTING_BODY>", body, procedure='<PT_OPEN/><LANGUAGES><LANGUAGE VALUE="PL"/><LANGUAGE VALUE="EN"/></LANGUAGES>'
    )

    assert [(link.url, link.restricted) for link in tender.documents] == [("https://portal.example/docs", True)]
    assert tender.submission_url == "https://www.portal.example/bid"
    assert tender.submission_languages == ("pol", "eng")


@pytest.mark.parametrize(
    ("said", "duration"),
    [
        ('<DURATION TYPE="MONTH">18</DURATION>', "18 months"),
        ("<DATE_START>2022-01-01</DATE_START><DATE_END>2022-06-30</DATE_END>", "2022-01-01 to 2022-06-30"),
        ("<INDEFINITE_DURATION/>", "unlimited"),
        ("", None),
    ],
)
def test_the_duration_of_the_only_lot_is_that_of_the_contract(said: str, duration: str | None) -> None:
    assert replaced("</OBJECT_DESCR>", f"{said}</OBJECT_DESCR>").duration == duration


def test_selection_criteria_are_the_sections_of_the_form() -> None:
    more = (
        "<LEFTI><SUITABILITY><P>Entry in the trade register.</P></SUITABILITY>"
        "<TECHNICAL_PROFESSIONAL_INFO><P>Two deliveries.</P></TECHNICAL_PROFESSIONAL_INFO>"
        "<DEPOSIT_GUARANTEE_REQUIRED><P>Bid bond of 5,000.</P></DEPOSIT_GUARANTEE_REQUIRED></LEFTI>"
    )
    tender = read(more=more)

    assert [(found.kind, found.text) for found in tender.selection_criteria] == [
        ("suitability", "Entry in the trade register."),
        ("technical", "Two deliveries."),
    ]
    assert tender.guarantee == "Bid bond of 5,000."


@pytest.mark.parametrize(
    "element", ["RESTRICTED_SHELTERED_WORKSHOP", "RESTRICTED_SHELTERED_PROGRAM", "RESERVED_ORGANISATIONS_SERVICE_MISSION"]
)
def test_reserved_contracts_are_recognised(element: str) -> None:
    assert read(more=f"<LEFTI><{element}/></LEFTI>").reserved is True
    assert read().reserved is None


def test_framework_and_dynamic_system_are_elements_of_the_procedure() -> None:
    both = read(procedure="<PT_OPEN/><FRAMEWORK/><DPS/>")

    assert (both.framework, both.dynamic) == (True, True)
    assert (read().framework, read().dynamic) == (False, False)


@pytest.mark.parametrize(
    "place",
    ["<AC>{}</AC>", "{}", "<DIRECTIVE_2014_24_EU><AC>{}</AC></DIRECTIVE_2014_24_EU>", "<DIRECTIVE_2014_25_EU>{}</DIRECTIVE_2014_25_EU>"],
)
def test_award_criteria_are_found_where_each_schema_keeps_them(place: str) -> None:
    said = (
        "<AC_QUALITY><AC_CRITERION>Service</AC_CRITERION><AC_WEIGHTING>40 %</AC_WEIGHTING></AC_QUALITY>"
        "<AC_PRICE><AC_WEIGHTING>60 %</AC_WEIGHTING></AC_PRICE>"
    )

    found = replaced("</OBJECT_DESCR>", f"{place.format(said)}</OBJECT_DESCR>").award_criteria

    assert [(each.kind, each.name, each.weight) for each in found] == [("price", "Price", "60 %"), ("quality", "Service", "40 %")]


def test_a_concession_states_its_criteria_as_lines() -> None:
    found = replaced("</OBJECT_DESCR>", "<AC><AC_CRITERION>Rent 70 %</AC_CRITERION></AC></OBJECT_DESCR>", form="F24").award_criteria

    assert [(each.kind, each.name) for each in found] == [(None, "Rent 70 %")]


@pytest.mark.parametrize(
    ("form", "notice", "kind"),
    [
        ("F23", "PRI", "opportunity"),
        ("F23", "CONCESSION_AWARD_CONTRACT", "award"),
        ("F21", "PRI_ONLY", "planning"),
        ("F21", "PRI_CALL_COMPETITION", "opportunity"),
        ("F22", "QSU_CALL_COMPETITION", "qualification_system"),
        ("F04", "PER_REDUCING_TIME_LIMITS", "planning"),
    ],
)
def test_a_form_of_several_uses_says_which_by_its_notice_type(form: str, notice: str, kind: str) -> None:
    assert read(form=form, more=f'<NOTICE TYPE="{notice}"/>').kind == kind


@pytest.mark.parametrize(("form", "kind"), [("T01", "planning"), ("T02", "award")])
def test_forms_of_public_transport_have_numbers_of_their_own(form: str, kind: str) -> None:
    tender = read(form=form)

    assert (tender.kind, tender.form_type) == (kind, form)


def test_a_call_by_prior_information_asks_for_expressions_of_interest() -> None:
    deadline = read(form="F01", more='<NOTICE TYPE="PRI_CALL_COMPETITION"/>').deadline

    assert deadline is not None
    assert deadline.kind == "expression"


@pytest.mark.parametrize(
    ("element", "word"),
    [
        ("PT_COMPETITIVE_TENDERING", "competitive-tendering"),
        ("PT_DA_SMALL_CONTRACT", "direct-award"),
        ("F18_PT_NEGOTIATED_WITHOUT_PUBLICATION_CONTRACT_NOTICE", "negotiated-without-call"),
        ("F17_PT_ACCELERATED_NEGOTIATED", "negotiated-with-call"),
    ],
)
def test_procedures_of_other_forms_are_put_in_the_same_words(element: str, word: str) -> None:
    assert read(procedure=f"<{element}/>").procedure == word


def test_the_only_contract_of_an_award_without_total_gives_the_value() -> None:
    award = (
        "<AWARD_CONTRACT><AWARDED_CONTRACT><VALUES><VAL_TOTAL CURRENCY='PLN'>{}</VAL_TOTAL></VALUES></AWARDED_CONTRACT></AWARD_CONTRACT>"
    )
    estimate = '<VAL_ESTIMATED_TOTAL CURRENCY="PLN">500000.00</VAL_ESTIMATED_TOTAL>'

    one = replaced(estimate, "", form="F20", more=award.format("7000")).estimated_value
    several = replaced(estimate, "", form="F20", more=award.format("7000") + award.format("8000")).estimated_value

    assert one is not None
    assert (one.amount, one.basis, several) == (Decimal(7000), "awarded", None)


def test_a_corrigendum_names_the_notice_it_corrects_and_old_codes_are_not_its_own() -> None:
    more = (
        "<COMPLEMENTARY_INFO><NOTICE_NUMBER_OJ>2021/S 035-086481</NOTICE_NUMBER_OJ></COMPLEMENTARY_INFO>"
        "<CHANGES><CHANGE><OLD_VALUE><CPV_MAIN><CPV_CODE CODE='33000000'/></CPV_MAIN></OLD_VALUE>"
        "<NEW_VALUE><TEXT><P>Delivery by May.</P></TEXT></NEW_VALUE></CHANGE></CHANGES>"
    )
    tender = read(form="F14", more=more)

    assert tender.amendment is not None
    assert (tender.amendment.of, tender.amendment.description) == ("86481-2021", "Delivery by May.")
    assert tender.cpv_all == ("39113600",)


def test_kosovo_has_a_code_of_the_journals_own() -> None:
    assert read(country="1A").buyer_country == "XKX"


DEFENCE = """<?xml version="1.0" encoding="UTF-8"?><TED_EXPORT xmlns="http://publications.europa.eu/TED_schema/Export" DOC_ID="54321-2021">
<CODED_DATA_SECTION/><FORM_SECTION><CONTRACT_DEFENCE CATEGORY="ORIGINAL" FORM="17" LG="DE" VERSION="R2.0.8.S03.E01"><FD_CONTRACT_DEFENCE>
<CA_CE_CONCESSIONAIRE_PROFILE><ORGANISATION><OFFICIALNAME>Amt Musterbach</OFFICIALNAME></ORGANISATION><COUNTRY VALUE="AT"/></CA_CE_CONCESSIONAIRE_PROFILE>
<INTERNET_ADDRESSES_CONTRACT><URL_INFORMATION>https://portal.example/info</URL_INFORMATION><URL_PARTICIPATE>https://portal.example/bid</URL_PARTICIPATE></INTERNET_ADDRESSES_CONTRACT>
<OBJECT_CONTRACT_INFORMATION_DEFENCE><TITLE_CONTRACT><P>Feldküchen</P></TITLE_CONTRACT>
<F17_FRAMEWORK><DURATION_FRAMEWORK_YEAR>4</DURATION_FRAMEWORK_YEAR><TOTAL_ESTIMATED><COSTS_RANGE_AND_CURRENCY CURRENCY="EUR"><VALUE_COST FMTVAL="900000">900 000</VALUE_COST></COSTS_RANGE_AND_CURRENCY></TOTAL_ESTIMATED></F17_FRAMEWORK>
<F17_DIV_INTO_LOT_YES><F17_ANNEX_B><LOT_TITLE>Nord</LOT_TITLE><PERIOD_WORK_DATE_STARTING><MONTHS>15</MONTHS></PERIOD_WORK_DATE_STARTING></F17_ANNEX_B>
<F17_ANNEX_B><LOT_TITLE>Süd</LOT_TITLE></F17_ANNEX_B></F17_DIV_INTO_LOT_YES></OBJECT_CONTRACT_INFORMATION_DEFENCE>
<LEFTI_CONTRACT_DEFENCE><DEPOSITS_GUARANTEES_REQUIRED><P>Bürgschaft.</P></DEPOSITS_GUARANTEES_REQUIRED><CLEARING_LAST_DATE><YEAR>2021</YEAR></CLEARING_LAST_DATE>
<ECONOMIC_OPERATORS_PERSONAL_SITUATION><P>Zuverlässigkeit.</P></ECONOMIC_OPERATORS_PERSONAL_SITUATION></LEFTI_CONTRACT_DEFENCE>
<CRITERIA_DEFINITION><ORDER_C>1</ORDER_C><CRITERIA>Preis</CRITERIA><WEIGHTING>80</WEIGHTING></CRITERIA_DEFINITION>
<LANGUAGE><LANGUAGE_EC VALUE="DE"/></LANGUAGE></FD_CONTRACT_DEFENCE></CONTRACT_DEFENCE></FORM_SECTION></TED_EXPORT>"""


def test_a_defence_notice_is_read_by_the_names_of_its_own_schema() -> None:
    tender = read_notice(DEFENCE.encode())

    assert (tender.title, tender.framework, tender.duration, tender.kind) == ("Feldküchen", True, "4 years", "opportunity")
    assert [(lot.id, lot.title, lot.duration) for lot in tender.lots] == [("1", "Nord", "15 months"), ("2", "Süd", None)]
    assert (tender.guarantee, tender.security_clearance, tender.submission_languages) == ("Bürgschaft.", True, ("deu",))
    assert [(each.name, each.weight) for each in tender.award_criteria] == [("Preis", "80")]
    assert [each.text for each in tender.selection_criteria] == ["Zuverlässigkeit."]
    assert (tender.submission_url, tender.documents[0].url) == ("https://portal.example/bid", "https://portal.example/info")
    assert tender.estimated_value is not None
    assert tender.estimated_value.amount == Decimal(900000)
