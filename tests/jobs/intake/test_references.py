import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.intake.references import reference_of, references_in

GUID = "0a1b2c3d-1111-4222-8333-444455556666"


def named(typed: str) -> tuple[str, str] | None:
    found = reference_of(typed)
    return (found.portal, found.id) if found else None


@pytest.mark.parametrize(
    "typed",
    [
        "123456-2026",
        "00123456-2026",
        "0123456-2026",
        " <123456-2026> ",
        "“123456-2026”.",
        "123456 - 2026",
        "123456–2026",
        "123456‑2026",
        "123456/2026",
        "123456_2026",
        "TED 123456-2026",
        "ted: 00123456-2026",
        "TED-123456-2026",
        "TED.00123456-2026",
        "TED no. 123456-2026",
        "TED notice 123456-2026",
        "TED:NOTICE:123456-2026:TEXT:EN:HTML",
        "2026/S 012-123456",
        "2026/S012-00123456",
        "2026/S 12 - 123456",
        "OJ S 2026/S 012-123456",
        "2026-OJS012-123456",
    ],
)
def test_a_publication_number_of_ted_is_read_in_every_way_it_is_written(typed: str) -> None:
    assert named(typed) == ("ted", "123456-2026")


@pytest.mark.parametrize(
    "address",
    [
        "https://ted.europa.eu/en/notice/-/detail/123456-2026",
        "https://ted.europa.eu/de/notice/-/detail/00123456-2026?source=search#top",
        "https://ted.europa.eu/en/notice/123456-2026/xml",
        "https://ted.europa.eu/en/notice/123456-2026/html",
        "https://ted.europa.eu/fr/notice/123456-2026/pdfs",
        "https://ted.europa.eu/notice/123456-2026",
        "HTTPS://TED.EUROPA.EU/EN/NOTICE/-/DETAIL/123456-2026",
        "http://ted.europa.eu/udl?uri=TED:NOTICE:123456-2026:TEXT:EN:HTML",
        "https://ted.europa.eu/udl?uri=TED:NOTICE:123456-2026:DATA:PL:HTML&tabId=1&src=0",
        "https://ted.europa.eu/udl?src=0&uri=TED%3ANOTICE%3A123456-2026%3ATEXT%3AEN%3AHTML",
        "https://ted.europa.eu/TED/notice/udl?uri=TED:NOTICE:123456-2026",
        "https://www.ted.europa.eu/udl?uri=TED:NOTICE:123456-2026:TEXT:EN:HTML",
        "https://tenders.ted.europa.eu/udl?uri=TED:NOTICE:123456-2026:TEXT:EN:HTML",
        "ted.europa.eu/en/notice/-/detail/123456-2026",
    ],
)
def test_every_shape_of_a_link_to_ted_names_the_notice(address: str) -> None:
    assert named(address) == ("ted", "123456-2026")


@pytest.mark.parametrize(
    "address",
    [
        "https://ted.europa.eu/en/search/result?query=123456-2026",
        "https://ted.europa.eu/en/",
        "https://ted.europa.eu/udl?uri=TED:NOTICE:1",
        "https://preview.ted.europa.eu/en/notice/-/detail/123456-2026",
        "https://ted.europa.eu.example.org/en/notice/-/detail/123456-2026",
        "https://ted.europa.eu@example.org/en/notice/-/detail/123456-2026",
        "https://nested.europa.eu/en/notice/-/detail/123456-2026",
        "https://example.org/?next=https://ted.europa.eu/en/notice/-/detail/123456-2026",
        "https://www.find-tender.service.gov.uk/Notice/Attachment/A-1418",
        "https://www.find-tender.service.gov.uk/Search/Results",
        "https://www.publiccontractsscotland.gov.uk/search/Search_AuthProfile.aspx?ID=AA00372",
        "https://www.publiccontractsscotland.gov.uk/search/show/search_view.aspx?ID=../x",
        "https://www.contractsfinder.service.gov.uk/Search/Results",
        "https://buyer.example/tender.pdf?version=2&download=1",
        "http://[2001:db8::1]:8080/notice",
    ],
)
def test_any_other_address_is_a_page_of_the_web(address: str) -> None:
    assert named(address) == ("web", address)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("FTS 012345-2026", "012345-2026"),
        ("fts: 12345-2026", "012345-2026"),
        ("Find a Tender 012345-2026", "012345-2026"),
        ("https://www.find-tender.service.gov.uk/Notice/012345-2026", "012345-2026"),
        ("https://www.find-tender.service.gov.uk/Notice/012345-2026?origin=SearchResults&p=1", "012345-2026"),
        ("https://www.find-tender.service.gov.uk/notice/012345-2026/PDF", "012345-2026"),
        ("www.find-tender.service.gov.uk/Notice/012345-2026", "012345-2026"),
        ("https://www.find-tender.service.gov.uk/Notice/ocds-h6vhtk-044bc5", "ocds-h6vhtk-044bc5"),
        ("https://www.find-tender.service.gov.uk/api/1.0/ocdsReleasePackages/012345-2026", "012345-2026"),
        ("https://www.find-tender.service.gov.uk/api/1.0/ocdsRecordPackages/ocds-h6vhtk-044bc5", "ocds-h6vhtk-044bc5"),
        ("ocds-h6vhtk-044bc5", "ocds-h6vhtk-044bc5"),
    ],
)
def test_find_a_tender_is_named_by_its_label_its_address_or_its_prefix(typed: str, wanted: str) -> None:
    assert named(typed) == ("find_a_tender", wanted)


def test_a_bare_number_that_could_be_of_either_portal_is_teds() -> None:
    assert named("012345-2026") == ("ted", "12345-2026")


@pytest.mark.parametrize(
    ("typed", "portal", "wanted"),
    [
        (f"https://www.contractsfinder.service.gov.uk/notice/{GUID}", "contracts_finder", GUID),
        (f"https://www.contractsfinder.service.gov.uk/Notice/{GUID.upper()}?origin=SearchResults&p=1", "contracts_finder", GUID),
        (f"https://www.contractsfinder.service.gov.uk/Published/Notice/OCDS/{GUID}", "contracts_finder", GUID),
        (f"https://www.contractsfinder.service.gov.uk/Published/OCDS/Record/ocds-b5fd17-{GUID}", "contracts_finder", f"ocds-b5fd17-{GUID}"),
        (f"ocds-b5fd17-{GUID}", "contracts_finder", f"ocds-b5fd17-{GUID}"),
        (
            "https://www.publiccontractsscotland.gov.uk/search/show/search_view.aspx?ID=MAY414901",
            "public_contracts_scotland",
            "MAY414901",
        ),
        ("https://www.publiccontractsscotland.gov.uk/Search/show/Search_View.aspx?id=may414901", "public_contracts_scotland", "MAY414901"),
        ("https://www.publiccontractsscotland.gov.uk/search/Search_Switch.aspx?ID=414901", "public_contracts_scotland", "414901"),
        (
            "https://api.publiccontractsscotland.gov.uk/v1/Notice?id=ocds-r6ebe6-0000414901",
            "public_contracts_scotland",
            "ocds-r6ebe6-0000414901",
        ),
        ("ocds-r6ebe6-0000414901", "public_contracts_scotland", "ocds-r6ebe6-0000414901"),
        ("https://www.sell2wales.gov.wales/search/show/search_view.aspx?ID=NOV457942", "sell2wales", "NOV457942"),
        ("https://www.sell2wales.gov.wales/search/search_switch.aspx?ID=145399", "sell2wales", "145399"),
        ("ocds-kuma6s-0000145399", "sell2wales", "ocds-kuma6s-0000145399"),
        ("OCDS-KUMA6S-0000145399", "sell2wales", "ocds-kuma6s-0000145399"),
        ("ocds-213czf-000-Ab/7", "ocds", "ocds-213czf-000-Ab/7"),
    ],
)
def test_the_other_portals_are_known_by_address_and_by_prefix(typed: str, portal: str, wanted: str) -> None:
    assert named(typed) == (portal, wanted)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "road-markings",
        "city-network",
        "2026",
        "12-2026",
        "12.2026",
        "000000-2026",
        "123456789-2026",
        "123456-1826",
        "123456-20261",
        "TED talks in 2026",
        "please analyse 123456-2026",
        "ocds-",
        "ocds-h6vhtk-",
        "ocds-toolong-1",
        "https://",
        "https://[x/",
        "ftp://ted.europa.eu/123456-2026",
        "https://example.org/" + "a" * 5_000,
        "x" * 300_000,
    ],
)
def test_what_names_no_notice_is_nothing(typed: str) -> None:
    assert reference_of(typed) is None


def test_what_was_typed_is_kept_as_it_was_written() -> None:
    found = reference_of(" TED 00123456–2026 ")

    assert found is not None
    assert found.typed == "TED 00123456–2026"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("https://buyer.example/notice.", "https://buyer.example/notice"),
        ("https://buyer.example/lots_(north)", "https://buyer.example/lots_(north)"),
        ("(https://buyer.example/notice)", "https://buyer.example/notice"),
        ("*https://buyer.example/notice*", "https://buyer.example/notice"),
    ],
)
def test_what_a_sentence_puts_around_an_address_is_no_part_of_it(typed: str, wanted: str) -> None:
    assert named(typed) == ("web", wanted)


def test_all_notices_of_a_message_are_found_once_and_in_order() -> None:
    text = (
        "Have a look at 123456-2026 (see https://ted.europa.eu/en/notice/-/detail/123456-2026) and FTS 012345-2026, "
        "then ocds-h6vhtk-044bc5; the documents are at https://buyer.example/docs, 2026/S 012-654321 comes later."
    )

    assert [(found.portal, found.id) for found in references_in(text)] == [
        ("ted", "123456-2026"),
        ("find_a_tender", "012345-2026"),
        ("find_a_tender", "ocds-h6vhtk-044bc5"),
        ("web", "https://buyer.example/docs"),
        ("ted", "654321-2026"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We worked on it in 2024-2026 and again in 03-2026.",
        "File 1234/2026, invoice 123456/2026, IBAN part 99-123456-2026-11.",
        "Phone +49-123456-2026, amount 1.123456-2026",
        "GUID 0a1b2c3d-12345678-2026-4222",
    ],
)
def test_years_file_numbers_and_telephones_of_running_text_are_no_notices(text: str) -> None:
    assert references_in(text) == []


@given(st.text(alphabet=st.sampled_from("0123456789-–/: .S TEDFTocdsh6vtk_()[]<>https:ted.europa.eu/notice?uri=%"), max_size=120))
def test_no_text_breaks_the_reading_and_what_is_found_names_itself(text: str) -> None:
    for found in [*references_in(text), *filter(None, [reference_of(text)])]:
        again = reference_of(found.typed)
        assert found.id
        assert again is None or (again.portal, again.id) == (found.portal, found.id)


@pytest.mark.parametrize("piece", ["ocds-h6vhtk-", "https://", "TED ", "123456-", "2026/S ", "ted.europa.eu/", "(", "FTS no"])
def test_a_text_of_the_longest_size_is_searched_in_a_moment(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    began = time.process_time()

    references_in(text)

    assert time.process_time() - began < 2.0
