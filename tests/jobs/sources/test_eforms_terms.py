from decimal import Decimal

import pytest

from jobs.chain.tender import Tender
from jobs.sources.read import read_notice
from tests.jobs.sources import samples
from tests.jobs.sources.samples import extension, lot


def read(**changed: object) -> Tender:
    return read_notice(samples.eforms(**changed))  # type: ignore[arg-type]


def with_terms(terms: str) -> Tender:
    return read(lots=lot(terms=terms))


def criterion(code: str, text: str, usage: str = "used", tag: str = "CriterionTypeCode") -> str:
    return (
        f'<efac:SelectionCriteria><cbc:{tag} listName="selection-criterion">{code}</cbc:{tag}>'
        f'<cbc:Description languageID="ENG">{text}</cbc:Description>'
        f'<cbc:CalculationExpressionCode listName="usage">{usage}</cbc:CalculationExpressionCode></efac:SelectionCriteria>'
    )


@pytest.mark.parametrize("tag", ["CriterionTypeCode", "TendererRequirementTypeCode"])
def test_a_selection_criterion_points_at_its_passage_in_old_and_new_sdks(tag: str) -> None:
    tender = with_terms(extension(criterion("ef-stand", "Turnover of two million.", tag=tag)))
    found = tender.lots[0].selection_criteria[0]

    assert (found.kind, found.text, found.evidence.quote) == ("ef-stand", "Turnover of two million.", "Turnover of two million.")
    assert found.evidence.passage_id in {passage.id for passage in tender.passages}
    assert tender.selection_criteria == tender.lots[0].selection_criteria


def test_a_criterion_that_is_not_used_is_none() -> None:
    terms = extension(criterion("tp-abil", "Not used.", usage="n-used") + criterion("sui-act", "Registered."))

    assert [found.kind for found in with_terms(terms).selection_criteria] == ["sui-act"]


def test_selection_criteria_that_differ_between_lots_stay_with_the_lots() -> None:
    terms = [extension(criterion("tp-abil", f"{count} references.")) for count in ("Two", "Three")]

    tender = read(lots=lot("LOT-0001", terms=terms[0]) + lot("LOT-0002", terms=terms[1]))

    assert tender.selection_criteria == ()
    assert [each.selection_criteria[0].text for each in tender.lots] == ["Two references.", "Three references."]


def reference(kind: str, address: str, language: str = "") -> str:
    said = f"<cbc:LanguageID>{language}</cbc:LanguageID>" if language else ""
    return (
        f"<cac:CallForTendersDocumentReference>{said}<cbc:DocumentType>{kind}</cbc:DocumentType><cac:Attachment>"
        f"<cac:ExternalReference><cbc:URI>{address}</cbc:URI></cac:ExternalReference></cac:Attachment></cac:CallForTendersDocumentReference>"
    )


def test_documents_say_whether_their_access_is_restricted() -> None:
    terms = reference("non-restricted-document", "https://portal.example/open", "DEU") + reference(
        "restricted-document", "https://portal.example/closed"
    )

    links = with_terms(terms).documents

    assert [(link.url, link.restricted, link.language) for link in links] == [
        ("https://portal.example/open", False, "deu"),
        ("https://portal.example/closed", True, None),
    ]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("www.portal.example/x", "https://www.portal.example/x"),
        ("http://portal.example", "http://portal.example"),
        ("see the portal", None),
        ("http://", None),
        ("javascript:alert(1)", None),
        ("https://portal.example/a b", None),
    ],
)
def test_only_web_addresses_are_links(said: str, shown: str | None) -> None:
    assert [link.url for link in with_terms(reference("non-restricted-document", said)).documents] == ([shown] if shown else [])


def test_the_same_address_on_many_lots_is_one_document() -> None:
    terms = reference("non-restricted-document", "https://portal.example/open")

    assert len(read(lots=lot("LOT-0001", terms=terms) + lot("LOT-0002", terms=terms)).documents) == 1


def test_portal_and_languages_of_offers_are_read() -> None:
    tender = with_terms(
        "<cac:TenderRecipientParty><cbc:EndpointID>https://portal.example/bid</cbc:EndpointID></cac:TenderRecipientParty>"
        "<cac:Language><cbc:ID>SLK</cbc:ID></cac:Language><cac:Language><cbc:ID>ces</cbc:ID></cac:Language>"
    )

    assert tender.submission_url == "https://portal.example/bid"
    assert tender.submission_languages == ("slk", "ces")


def guarantee(code: str, text: str = "") -> str:
    said = f'<cbc:Description languageID="ENG">{text}</cbc:Description>' if text else ""
    return (
        '<cac:RequiredFinancialGuarantee><cbc:GuaranteeTypeCode listName="tender-guarantee-required">'
        f"{code}</cbc:GuaranteeTypeCode>{said}</cac:RequiredFinancialGuarantee>"
    )


@pytest.mark.parametrize(
    ("terms", "said"),
    [(guarantee("true", "Two per cent of the price."), "Two per cent of the price."), (guarantee("true"), "required"), (guarantee("false", "x"), None)],
)  # fmt: skip
def test_a_guarantee_is_quoted_where_one_is_required(terms: str, said: str | None) -> None:
    assert with_terms(terms).guarantee == said


@pytest.mark.parametrize(("code", "needed"), [("true", True), ("false", False), ("", None)])
def test_security_clearance_is_yes_no_or_unknown(code: str, needed: bool | None) -> None:
    tender = with_terms(f"<cac:SecurityClearanceTerm><cbc:Code>{code}</cbc:Code></cac:SecurityClearanceTerm>")

    assert tender.security_clearance is needed


def requirement(list_name: str, code: str, text: str = "") -> str:
    return (
        "<cac:TendererQualificationRequest><cac:SpecificTendererRequirement>"
        f'<cbc:TendererRequirementTypeCode listName="{list_name}">{code}</cbc:TendererRequirementTypeCode>'
        f"<cbc:Description>{text}</cbc:Description></cac:SpecificTendererRequirement></cac:TendererQualificationRequest>"
    )


@pytest.mark.parametrize(
    ("terms", "reserved"),
    [
        (requirement("reserved-procurement", "res-ws"), True),
        (requirement("reserved-procurement", "none"), False),
        (requirement("missing-info-submission", "late-all"), None),
        ('<cac:ContractExecutionRequirement><cbc:ExecutionRequirementCode listName="reserved-execution">yes</cbc:ExecutionRequirementCode></cac:ContractExecutionRequirement>', True),
    ],
)  # fmt: skip
def test_reserved_contracts_are_recognised(terms: str, reserved: bool | None) -> None:
    assert with_terms(terms).reserved is reserved


def test_exclusion_grounds_are_codes_and_their_sentences() -> None:
    terms = f"<cac:TenderingTerms>{requirement('exclusion-ground', 'corruption', 'Convicted of bribery.')}{requirement('exclusion-ground', 'exg-crim-fraud')}</cac:TenderingTerms>"

    tender = read(process="</cac:TenderingProcess>" + terms + "<cac:TenderingProcess>")

    assert tender.exclusion_grounds == ("corruption", "Convicted of bribery.", "exg-crim-fraud")


def planned(content: str) -> str:
    return f"<cac:PlannedPeriod>{content}</cac:PlannedPeriod>"


@pytest.mark.parametrize(
    ("content", "duration"),
    [
        ('<cbc:DurationMeasure unitCode="MONTH">24</cbc:DurationMeasure>', "24 months"),
        ('<cbc:DurationMeasure unitCode="YEAR">1</cbc:DurationMeasure>', "1 year"),
        ('<cbc:DurationMeasure unitCode="FORTNIGHT">3</cbc:DurationMeasure>', None),
        ("<cbc:StartDate>2027-01-01+01:00</cbc:StartDate><cbc:EndDate>2028-12-31Z</cbc:EndDate>", "2027-01-01 to 2028-12-31"),
        (
            '<cbc:StartDate>2027-01-01</cbc:StartDate><cbc:DurationMeasure unitCode="DAY">90</cbc:DurationMeasure>',
            "90 days from 2027-01-01",
        ),
        ('<cbc:DescriptionCode listName="timeperiod">UNLIMITED</cbc:DescriptionCode>', "unlimited"),
        ('<cbc:DescriptionCode listName="timeperiod">UNKNOWN</cbc:DescriptionCode>', None),
        ("<cbc:StartDate>soon</cbc:StartDate>", None),
    ],
)
def test_the_duration_keeps_its_unit(content: str, duration: str | None) -> None:
    tender = read(lots=lot(note=planned(content)))

    assert (tender.duration, tender.lots[0].duration) == (duration, duration)


def test_lots_of_different_length_leave_the_duration_of_the_whole_open() -> None:
    lots = "".join(
        lot(f"LOT-000{number}", note=planned(f'<cbc:DurationMeasure unitCode="MONTH">{number}</cbc:DurationMeasure>')) for number in (1, 2)
    )

    assert (read(lots=lots).duration, [each.duration for each in read(lots=lots).lots]) == (None, ["1 month", "2 months"])


@pytest.mark.parametrize(("code", "dynamic"), [("dps-list", True), ("dps-nlist", True), ("none", False), (None, None)])
def test_a_dynamic_purchasing_system_is_recognised(code: str | None, dynamic: bool | None) -> None:
    system = f'<cac:ContractingSystem><cbc:ContractingSystemTypeCode listName="dps-usage">{code}</cbc:ContractingSystemTypeCode></cac:ContractingSystem>'

    assert read(lots=lot(deadline=system if code else "")).dynamic is dynamic


def test_a_lot_keeps_the_ceiling_of_its_framework_beside_its_value() -> None:
    found = read(lots=lot(value="100000", ceiling="150000")).lots[0]

    assert found.value is not None
    assert found.framework_maximum is not None
    assert (found.value.amount, found.framework_maximum.amount) == (Decimal(100000), Decimal(150000))


@pytest.mark.parametrize(
    ("named", "of"),
    [
        ("1a2b3c4d-1111-4222-8333-444455556666-02", "1a2b3c4d-1111-4222-8333-444455556666"),
        ("00012000-2027", "12000-2027"),
        ("2027/S 101-012000", "12000-2027"),
        ("our own number", "our own number"),
    ],
)
def test_a_change_names_the_notice_it_changes_without_version(named: str, of: str) -> None:
    changes = (
        f"<efac:Changes><efbc:ChangedNoticeIdentifier>{named}</efbc:ChangedNoticeIdentifier>"
        "<efac:Change><efbc:ChangeDescription>The deadline moves.</efbc:ChangeDescription></efac:Change>"
        "<efac:ChangeReason><cbc:ReasonCode>cor-buy</cbc:ReasonCode><efbc:ReasonDescription>A slip.</efbc:ReasonDescription></efac:ChangeReason>"
        "</efac:Changes>"
    )

    amendment = read(changes=changes).amendment

    assert amendment is not None
    assert (amendment.of, amendment.reason, amendment.description) == (of, "cor-buy", "A slip.\nThe deadline moves.")


def test_a_notice_that_changes_nothing_has_no_amendment() -> None:
    assert read().amendment is None


def test_an_award_criterion_without_subordinates_counts_itself() -> None:
    terms = (
        "<cac:AwardingTerms><cac:AwardingCriterion><cbc:AwardingCriterionTypeCode>price</cbc:AwardingCriterionTypeCode>"
        "<cbc:Name>Lowest price</cbc:Name></cac:AwardingCriterion></cac:AwardingTerms>"
    )

    assert [(found.kind, found.name) for found in with_terms(terms).award_criteria] == [("price", "Lowest price")]


def test_requirements_are_found_in_the_passages() -> None:
    tender = read(description="Bidders must hold a valid licence for road works. The office opens at nine.")

    assert [found.text for found in tender.requirements] == ["Bidders must hold a valid licence for road works."]
