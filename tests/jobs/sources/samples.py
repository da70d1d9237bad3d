"""Small notices of our own making, whole or with one thing changed: buyers, places and numbers are invented."""

from copy import deepcopy

_NS = (
    'xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2" '
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" '
    'xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1" '
    'xmlns:efbc="http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1" '
    'xmlns:efext="http://data.europa.eu/p27/eforms-ubl-extensions/1" '
    'xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"'
)


def extension(content: str) -> str:
    return (
        "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>"
        f"{content}</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
    )


def organisation(number: int, name: str, country: str = "DEU", nuts: str = "", more: str = "") -> str:
    region = f'<cbc:CountrySubentityCode listName="nuts">{nuts}</cbc:CountrySubentityCode>' if nuts else ""
    return (
        "<efac:Organization><efac:Company>"
        f"<cac:PartyIdentification><cbc:ID>ORG-{number:04}</cbc:ID></cac:PartyIdentification>"
        f'<cac:PartyName><cbc:Name languageID="ENG">{name}</cbc:Name></cac:PartyName>'
        f"<cac:PostalAddress><cbc:CityName>Neustadt</cbc:CityName>{region}"
        f"<cac:Country><cbc:IdentificationCode>{country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>{more}"
        "</efac:Company></efac:Organization>"
    )


def period(tag: str, day: str, hour: str | None = "12:00:00+02:00") -> str:
    clock = f"<cbc:EndTime>{hour}</cbc:EndTime>" if hour else ""
    return f"<{tag}><cbc:EndDate>{day}</cbc:EndDate>{clock}</{tag}>"


def lot(
    lot_id: str = "LOT-0001",
    *,
    scheme: str = "Lot",
    title: str = "Lot title",
    deadline: str = period("cac:TenderSubmissionDeadlinePeriod", "2027-06-14+02:00"),
    value: str = "",
    framework: str = "none",
    ceiling: str = "",
    terms: str = "",
    note: str = "",
) -> str:
    estimate = f'<cbc:EstimatedOverallContractAmount currencyID="EUR">{value}</cbc:EstimatedOverallContractAmount>' if value else ""
    highest = extension(f'<efbc:FrameworkMaximumAmount currencyID="EUR">{ceiling}</efbc:FrameworkMaximumAmount>') if ceiling else ""
    return (
        f'<cac:ProcurementProjectLot><cbc:ID schemeName="{scheme}">{lot_id}</cbc:ID><cac:TenderingTerms>{terms}</cac:TenderingTerms>'
        f"<cac:TenderingProcess>{deadline}<cac:ContractingSystem>"
        f'<cbc:ContractingSystemTypeCode listName="framework-agreement">{framework}</cbc:ContractingSystemTypeCode>'
        "</cac:ContractingSystem></cac:TenderingProcess>"
        f'<cac:ProcurementProject><cbc:Name languageID="ENG">{title}</cbc:Name>{note}'
        f"<cac:RequestedTenderTotal>{highest}{estimate}</cac:RequestedTenderTotal></cac:ProcurementProject></cac:ProcurementProjectLot>"
    )


_OBLIGES = "Item {0}: the contractor must renew {1} metres of edge marking on section {0}-{1} and shall log each shift. "
_TELLS = "Section {0}-{1} carries {1} vehicles a day, was last marked in 20{1:02} and lies {0} kilometres from the depot. "


def _prose(number: int, parts: int) -> str:
    """Sentences of which one in four obliges the bidder and no two are the same."""
    return "".join((_TELLS if part % 4 else _OBLIGES).format(number, part) for part in range(parts))


def large(lots: int = 100) -> bytes:
    """A notice of many lots and much text: 100 lots are 1.8 MB."""

    def wordy(number: int) -> str:
        criteria = "".join(
            "<efac:SelectionCriteria><cbc:CriterionTypeCode>tp-abil</cbc:CriterionTypeCode>"
            f"<cbc:Description>{_prose(1_000 * number + part, 9)}</cbc:Description></efac:SelectionCriteria>"
            for part in range(8)
        )
        note = f"<cbc:Note>{_prose(number, 85)}</cbc:Note>"
        return lot(f"LOT-{number:04}", title=f"Road district {number}", value="10000", terms=extension(criteria), note=note)

    return eforms(lots="".join(wordy(number) for number in range(1, lots + 1)))


def eforms(
    *,
    root: str = "ContractNotice",
    form: str = "competition",
    notice_type: str = "cn-standard",
    names: str = '<cbc:Name languageID="ENG">Road markings</cbc:Name>',
    description: str = "Thermoplastic markings on county roads.",
    note: str = "",
    process: str = "",
    organisations: str = organisation(1, "Sender Ltd", "NOR") + organisation(2, "Neustadt Roads Office"),
    buyers: tuple[str, ...] = ("ORG-0002",),
    value: str = "",
    lots: str | None = None,
    changes: str = "",
    language: str = "ENG",
) -> bytes:
    parties = "".join(
        f"<cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID>{buyer}</cbc:ID></cac:PartyIdentification>"
        "<cac:ServiceProviderParty><cac:Party><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification></cac:Party>"
        "</cac:ServiceProviderParty></cac:Party></cac:ContractingParty>"
        for buyer in buyers
    )
    estimate = f'<cbc:EstimatedOverallContractAmount currencyID="EUR">{value}</cbc:EstimatedOverallContractAmount>' if value else ""
    publication = "<efac:Publication><efbc:NoticePublicationID>00012345-2027</efbc:NoticePublicationID></efac:Publication>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_NS.format(root=root)}>'
        + extension(f"{changes}<efac:Organizations>{organisations}</efac:Organizations>{publication}")
        + '<cbc:ID schemeName="notice-id">11111111-2222-4333-8444-555555555555</cbc:ID><cbc:VersionID>01</cbc:VersionID>'
        f'<cbc:NoticeTypeCode listName="{form}">{notice_type}</cbc:NoticeTypeCode>'
        f"<cbc:NoticeLanguageCode>{language}</cbc:NoticeLanguageCode>{parties}"
        f"<cac:TenderingProcess>{process}<cbc:ProcedureCode>open</cbc:ProcedureCode></cac:TenderingProcess>"
        f'<cac:ProcurementProject>{names}<cbc:Description languageID="ENG">{description}</cbc:Description>'
        f'<cbc:ProcurementTypeCode listName="contract-nature">works</cbc:ProcurementTypeCode>{note}'
        f"<cac:RequestedTenderTotal>{estimate}</cac:RequestedTenderTotal><cac:MainCommodityClassification>"
        "<cbc:ItemClassificationCode>03450000</cbc:ItemClassificationCode></cac:MainCommodityClassification></cac:ProcurementProject>"
        f"{lot() if lots is None else lots}</{root}>"
    ).encode()


def legacy(
    *, form: str = "F02", category: str = "ORIGINAL", country: str = "PL", body: str = "", procedure: str = "<PT_OPEN/>", more: str = ""
) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication" '
        'xmlns:n2021="http://publications.europa.eu/resource/schema/ted/2021/nuts" DOC_ID="012345-2021"><CODED_DATA_SECTION/><FORM_SECTION>'
        f'<{form}_2014 CATEGORY="TRANSLATION" FORM="{form}" LG="EN"><OBJECT_CONTRACT><TITLE><P>Translated</P></TITLE></OBJECT_CONTRACT></{form}_2014>'
        f'<{form}_2014 CATEGORY="{category}" FORM="{form}" LG="PL"><CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY>'
        f'<OFFICIALNAME>Gmina Zmyślona</OFFICIALNAME><TOWN>Zmyślona</TOWN><COUNTRY VALUE="{country}"/></ADDRESS_CONTRACTING_BODY></CONTRACTING_BODY>'
        '<OBJECT_CONTRACT><TITLE><P>Dostawa ławek</P></TITLE><CPV_MAIN><CPV_CODE CODE="39113600"/></CPV_MAIN><TYPE_CONTRACT CTYPE="SUPPLIES"/>'
        '<SHORT_DESCR><P>Ławki do parku.</P></SHORT_DESCR><VAL_ESTIMATED_TOTAL CURRENCY="PLN">500000.00</VAL_ESTIMATED_TOTAL>'
        f'<OBJECT_DESCR ITEM="1"><SHORT_DESCR><P>Ławki.</P></SHORT_DESCR></OBJECT_DESCR>{body}</OBJECT_CONTRACT>'
        f"<PROCEDURE>{procedure}<DATE_RECEIPT_TENDERS>2021-07-05</DATE_RECEIPT_TENDERS><TIME_RECEIPT_TENDERS>10:00</TIME_RECEIPT_TENDERS></PROCEDURE>"
        f"{more}</{form}_2014></FORM_SECTION></TED_EXPORT>"
    ).encode()


_RELEASE: dict[str, object] = {
    "ocid": "ocds-213czf-demo-1",
    "id": "demo-1-a",
    "date": "2027-01-10T09:00:00Z",
    "tag": ["tender"],
    "language": "en",
    "buyer": {"id": "b1", "name": "Ardvarrich Library Trust"},
    "parties": [
        {"id": "s1", "name": "Portal Operator", "roles": ["publisher"]},
        {
            "id": "b1",
            "name": "Ardvarrich Library Trust",
            "roles": ["buyer"],
            "address": {"countryName": "Scotland", "locality": "Ardvarrich"},
        },
    ],
    "tender": {
        "title": "Shelving &amp; counters",
        "description": "Oak shelving for two libraries.",
        "status": "active",
        "mainProcurementCategory": "goods",
        "procurementMethod": "open",
        "classification": {"scheme": "CPV", "id": "39131100-0"},
        "value": {"amount": 90000, "currency": "GBP"},
        "tenderPeriod": {"endDate": "2027-02-15T12:00:00Z"},
        "lots": [{"id": "1", "title": "All", "value": {"amount": 90000, "currency": "GBP"}}],
    },
}


def release(*, tender: dict[str, object] | None = None, **changed: object) -> dict[str, object]:
    """A fresh OCDS release with some top-level and some tender fields replaced."""
    made = deepcopy(_RELEASE) | changed
    inner = made["tender"]
    assert isinstance(inner, dict)
    return made | {"tender": inner | (tender or {})}


def api_notice(**changed: object) -> dict[str, object]:
    """A notice object of the TED search API; keys with underscores stand for dashes."""
    made: dict[str, object] = {
        "publication-number": "12345-2027",
        "notice-type": "cn-standard",
        "form-type": "competition",
        "official-language": ["DEU"],
        "title-proc": {"deu": "Winterdienst im Stadtgebiet"},
        "notice-title": {"eng": "Germany – Snow-clearing services – Winterdienst im Stadtgebiet"},
        "buyer-name": {"deu": ["Stadt Erfunden"]},
        "buyer-country": ["DEU"],
        "classification-cpv": ["90620000", "90620000"],
        "contract-nature": ["services", "services"],
        "procedure-type": "open",
        "identifier-lot": ["LOT-0001", "LOT-0002"],
        "deadline-receipt-tender-date-lot": ["2027-03-01+01:00", "2027-03-01+01:00"],
        "deadline-receipt-tender-time-lot": ["10:00:00+01:00", "10:00:00+01:00"],
        "deadline": ["2027-02-01T10:00:00+01:00"],
        "estimated-value-proc": "250000",
        "estimated-value-cur-proc": "EUR",
    }
    return made | {key.replace("_", "-"): value for key, value in changed.items()}


TEXT = """Invitation to tender: repair of the town hall roof

Contracting authority: Town of Oberfingen
Country: Germany
CPV: 45261900-3
Estimated value: EUR 1.250.000,00 without VAT
Questions may be asked until 3 May 2027.
The deadline for tenders is 17 May 2027, 11:30.
"""
