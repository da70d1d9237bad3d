"""Addresses, telephones and names of persons: plain, hidden from programs, labelled in every language, and known to the workspace."""

import itertools

import pytest

from jobs.chain.pii.find import find


def seen(text: str, *names: str) -> list[tuple[str, str]]:
    return [(finding.type, text[finding.start : finding.end]) for finding in find(text, names=names)]


EMAILS = [
    "jane.roe@example.com", "Jane.Roe+tender@Sub.Example.co.uk", "o'neil@example.ie", "jane_roe@example-group.eu", "jane(at)example.com",
    "jane [at] example [dot] org", "jane{at}example{dot}org", "jane (at) example (punkt) de", "jane AT example DOT com", "jane_at_example.com",
    "jane%40example.com", "jane&#64;example.com", "ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ja\u200bne@exa\u00admple.com", "jane.roe @ example.com",
    "jane.roe@\nexample.com", "jane.roe\n@example.com", "jane.roe@exam-\nple.com", "jane.roe@example.\ncom", "jane . roe @ example . com",
    '"jane roe"@example.com', "jürgen@müller.example", "иван@пример.бг", "jane@[192.0.2.1]", "jane.roe(arroba)example.es", "oﬃce@example.com",
]  # fmt: skip
PHONES = [
    "+49 30 901820-22", "+49 (0)30 901820", "(+49) 30 901820", "+4930901820", "0049 30 901820", "+49.30.901820", "+49‑30‑901820", "+49 – 30 – 901820",
    "＋４９ ３０ ９０１８２０", "+٤٩ ٣٠ ٩٠١٨٢٠", "+49\u200b30\u00a090\u202f18\u200920", "+49 30\n901820", "+33 (0)1 42 34 56 78", "01 42 34 56 78", "01.42.34.56.78",
    "06 12 34 56 78", "0612345678", "+44 (0)20 7946 0958", "020 7946 0958", "(020) 7946 0958", "07700900123", "01632 960 001", "91 234 56 78",
    "06 1234 5678", "06/12345678", "333 123 4568", "020-1234567", "02/123.45.67", "044 123 45 67", "+43 1 60149-0", "08-123 456 78", "+47 21 01 88 00",
    "+45 12 34 56 78", "040 123 4567", "22 123 45 67", "+420 224 123 456", "02/1234 5678", "06 1 234 5678", "0721 123 456", "+359 2 123 4567",
    "+30 210 123 4567", "01/1234-567", "+386 1 123 45 67", "+372 612 3456", "(01) 234 5678", "+351 213 456 789", "+1 (202) 555-0143", "(202) 555-0143",
    "202-555-0143", "1-202-555-0143", "202.555.0143", "+49 30 901820 ext. 22", "020 7946 0958 x123", "030/901820, Durchwahl 22", "030 / 90 18 20", "01711234567",
]  # fmt: skip
LABELLED_PHONES = [
    "Tel.: 123 456 789", "Tel 224 123 456", "Telefon: 90182-0", "Telefon 12 34 56 78", "Tlf.: 12345678", "Puh. 09 310 1691", "tel.fax 22 1234567", "Τηλ.: 2101234568",
    "Тел.: 02 9876543", "Teléfono: 912345678", "Telefonszám: 12345678", "Tālrunis: 67123456", "nr tel. 71 787 35 34", "GSM: 0475/12.34.56", "T: +49 30 1234567",
    "Tel. (mobil): 0171/1234567", "telephone number 12345678", "kom. 501 234 567",
]  # fmt: skip
CONTACTS = [
    "Contact person: {}", "Ansprechpartner: {}", "Ansprechpartnerin ist Frau {}", "Ansprechpartner/-in: Frau Dr. {}", "Ansprechpartner für Rückfragen: {}", "z. Hd. Herrn {}",
    "zu Handen von {}", "Sachbearbeiter: {}", "à l'attention de M. {}", "Personne de contact : Mme {}", "Affaire suivie par : {}", "Interlocuteur : {}",
    "Persona de contacto: {}", "A la atención de D. {}", "A/A: {}", "Pessoa de contacto: {}", "Ao cuidado de {}", "Referente: dott. {}", "Persona di riferimento: {}",
    "Responsabile del procedimento: ing. {}", "All'attenzione di {}", "R.U.P.: arch. {}", "Contactpersoon: dhr. {}", "t.a.v. mevrouw {}", "Osoba do kontaktu: {}",
    "Osoba uprawniona do kontaktów: Pani {}", "Kontaktní osoba: {}", "Kontaktná osoba: Ing. {}", "Kapcsolattartó: {}", "Persoană de contact: {}", "În atenția: {}",
    "Лице за контакт: {}", "На вниманието на: {}", "Osoba za kontakt: {}", "Kontaktna oseba: {}", "Kontaktinis asmuo: {}", "Kontaktpersona: {}", "Kontaktisik: {}",
    "Kontaktperson: {}", "Handläggare: {}", "Att.: {}", "Attn: {}", "FAO {}", "Yhteyshenkilö: {}", "Υπεύθυνος επικοινωνίας: {}", "Duine teagmhála: {}", "Contact: {}", "Kontakt: Frau {}",
    "Contact person:\n{}", "CONTACT PERSON – {}", "Name: Mgr. {}", "Kind regards,\n\n{}",
]  # fmt: skip
ADA = "Adalind Quorrex"


@pytest.mark.parametrize("email", EMAILS)
def test_an_address_is_found_whole_however_it_is_written(email: str) -> None:
    assert seen(f"Größe: write to {email} today") == [("email", email)]


@pytest.mark.parametrize(
    "text", ["@mention only", "5 kg @ 3.50 EUR", "a @ b", "package@1.2.3", "look at the dot on the map", "see (at) page 3", "x@y"]
)
def test_an_at_without_an_address_is_none(text: str) -> None:
    assert seen(text) == []


def test_a_sentence_behind_an_address_is_not_part_of_it() -> None:
    assert seen("Write to jane@example.com. Then wait.") == [("email", "jane@example.com")]
    assert seen("Write to jane@example.com.\nthen wait") == [("email", "jane@example.com")]


def test_what_stands_before_the_host_of_a_web_address_is_found() -> None:
    assert seen("https://jane:s3cret@example.com/a and ftp://anna@files.example") == [
        ("url_credentials", "jane:s3cret"),
        ("url_credentials", "anna"),
    ]
    assert seen("https://example.com/~jane/@map") == []


@pytest.mark.parametrize("phone", PHONES)
def test_a_telephone_is_found_whole_without_a_label(phone: str) -> None:
    assert seen(f"Please call {phone} today") == [("phone", phone)]


@pytest.mark.parametrize("text", LABELLED_PHONES)
def test_a_labelled_telephone_is_found_in_forms_that_could_be_anything(text: str) -> None:
    ((kind, value),) = seen(text)
    assert kind == "phone"
    assert text.endswith(value)


def test_a_number_grouped_like_an_amount_is_a_telephone_only_beside_a_contact() -> None:
    assert seen("Order 12 34 56 78 of May") == []
    assert seen("jane@example.dk\n12 34 56 78") == [("email", "jane@example.dk"), ("phone", "12 34 56 78")]


def test_two_telephones_in_a_row_are_two() -> None:
    assert [value for _, value in seen("030 123456 0171 1234567")] == ["030 123456", "0171 1234567"]


@pytest.mark.parametrize("label", CONTACTS)
@pytest.mark.parametrize("name", [ADA, "José-María d'Ørsted", "Żaneta Łęcka", "Ангел Димитров"])
def test_the_name_behind_a_label_is_found_and_only_the_name(label: str, name: str) -> None:
    assert seen(f"Größe 5.\n{label.format(name)}\nStreet 5") == [("contact", name)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ansprechpartner: Frau Quorrex oder Herr Brunnthal", ["Quorrex", "Brunnthal"]),
        ("Contact person: Quorrex, Adalind", ["Quorrex, Adalind"]),
        ("Contact person: A. B. Quorrex, Head of Procurement", ["A. B. Quorrex"]),
        ("Contact person: Adalind Quorrex Tel. 12", ["Adalind Quorrex"]),
        ("Contact person: Adalind Quorrex. Lots follow.", ["Adalind Quorrex"]),
        ("Contact person: ADALIND QUORREX (room 12)", ["ADALIND QUORREX"]),
        ("Contact person: Adalind van der Quorrex", ["Adalind van der Quorrex"]),
        ("Contact person: Name: Adalind Quorrex", ["Adalind Quorrex"]),
        ("Sachbearbeiter: Quorrex", ["Quorrex"]),
    ],
)
def test_a_name_ends_where_it_ends(text: str, names: list[str]) -> None:
    assert [value for _, value in seen(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "Adalind Quorrex\nadalind.quorrex@example.com",
        "a.quorrex@example.com (Adalind Quorrex)",
        "Visits with Adalind Quorrex-Bellamint, adalind.quorrex@example.com",
        "Quorrex, Adalind: quorrex-adalind@example.com",
    ],
)
def test_the_name_an_address_is_made_of_is_found_beside_it(text: str) -> None:
    assert sorted(kind for kind, _ in seen(text)) == ["contact", "email"]


def test_a_contact_is_found_again_where_no_label_stands() -> None:
    text = f"Questions go to A. Quorrex. Contact person: {ADA}. Frau Quorrex decides; QUORREX, Adalind signs. The quorrex is a bird."
    assert [value for _, value in seen(text)] == ["A. Quorrex", ADA, "Quorrex", "QUORREX, Adalind"]


@pytest.mark.parametrize(
    "written",
    [
        "Jürgen Österåker",
        "JÜRGEN ÖSTERÅKER",
        "jurgen osteraker",
        "Juergen Oesteraaker",
        "Österåker, Jürgen",
        "J. Österåker",
        "Österåker J.",
        "Ju\u0308rgen\u00a0Österåker",
        "jürgen.österåker",
    ],
)
def test_a_known_name_is_found_in_every_spelling(written: str) -> None:
    assert seen(f"Signed: {written}, today", "Jürgen Österåker") == [("name", written)]


def test_a_known_name_is_found_by_spelt_umlauts_too() -> None:
    assert seen("Frau Mueller und Anna Müller", "Anna Mueller") == [("name", "Mueller"), ("name", "Anna Müller")]


def test_known_names_are_whole_words() -> None:
    assert seen("Janet Smithson, jan smith-field; a smith", "Jan Smith") == [("name", "jan smith")]
    assert seen("young people and bakers", "Young", "Mary Baker") == []
    assert seen("Mr Baker and Young", "Young", "Mary Baker") == [("name", "Baker"), ("name", "Young")]
    assert seen("Ana María de la Cruz came", "Ana María de la Cruz") == [("name", "Ana María de la Cruz")]


def test_findings_are_in_order_and_do_not_overlap() -> None:
    text = "Jane Roe jane.roe@example.com +49 30 901820 DE89370400440532013000 " * 20
    found = find(text, names=("Jane Roe", "Roe"))
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert {finding.type for finding in found} == {"name", "email", "phone", "iban"} - {"name"} | {"contact"}
