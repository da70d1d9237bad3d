"""Walks an eForms notice by the short paths of the SDK's fields.json (`cac:ProcurementProject/cbc:Name`)."""

from collections.abc import Iterator

from jobs.sources.markup import Element
from jobs.sources.wording import clean, first_of, one_line

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_EFORMS = "http://data.europa.eu/p27/eforms-ubl-extension"
NAMESPACES = {
    "cac": f"{_UBL}CommonAggregateComponents-2",
    "cbc": f"{_UBL}CommonBasicComponents-2",
    "ext": f"{_UBL}CommonExtensionComponents-2",
    "efext": f"{_EFORMS}s/1",
    "efac": f"{_EFORMS}-aggregate-components/1",
    "efbc": f"{_EFORMS}-basic-components/1",
}
EXTENSION = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"
"""Where eForms keeps what UBL has no place for; stands at the root and inside lots, terms and criteria."""

_LIST_NAME = "listName"


def each(parent: Element | None, path: str) -> Iterator[Element]:
    """Elements at a path below the parent, in document order; none for no parent."""
    if parent is not None:
        yield from parent.iterfind(path, NAMESPACES)


def first(parent: Element | None, path: str) -> Element | None:
    """The first element at a path, or None."""
    return parent.find(path, NAMESPACES) if parent is not None else None


def text(parent: Element | None, path: str) -> str | None:
    """One-line text of the first element at a path that has any."""
    return next((said for found in each(parent, path) if (said := one_line(found.text))), None)


def texts(parent: Element | None, path: str) -> list[str]:
    """One-line texts of all elements at a path."""
    return [said for found in each(parent, path) if (said := one_line(found.text))]


def codes(parent: Element | None, path: str, list_name: str) -> list[str]:
    """Codes at a path that belong to one code list."""
    return [said for found in each(parent, path) if found.get(_LIST_NAME) == list_name and (said := one_line(found.text))]


def language(element: Element) -> str | None:
    """`languageID` in lower case (`ita`)."""
    code = (element.get("languageID") or "").strip().lower()
    return code if code.isalpha() and len(code) <= 3 else None


def spoken(parent: Element | None, path: str, wanted: str | None) -> str | None:
    """Text at a path in the wanted language; else in the first language it has."""
    found = [(language(element), said) for element in each(parent, path) if (said := clean(element.text))]
    return first_of(*(said for code, said in found if code == wanted), *(said for _, said in found[:1]))
