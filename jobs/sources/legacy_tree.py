"""Walks a TED_EXPORT notice by local names: schemas R2.0.7 to R2.0.9 differ in namespaces more than in names."""

from collections.abc import Iterator

from jobs.sources.markup import Element
from jobs.sources.wording import clean, one_line


def strip_namespaces(root: Element) -> None:
    """Renames every element to its local name, in place (`n2021:NUTS`, `n2016:NUTS` -> `NUTS`)."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{"):
            element.tag = element.tag.rsplit("}", 1)[1]


def form_of(root: Element) -> Element | None:
    """The form in its original language: `CATEGORY='ORIGINAL'`; up to 23 translations stand beside it."""
    forms = [element for element in root.iterfind("FORM_SECTION/*") if element.get("CATEGORY") or element.get("FORM")]
    original = [element for element in forms if element.get("CATEGORY") == "ORIGINAL"]
    return next(iter((*original, *forms)), None)


def each(parent: Element | None, path: str) -> Iterator[Element]:
    """Elements at a path below the parent; none for no parent."""
    if parent is not None:
        yield from parent.iterfind(path)


def first(parent: Element | None, *paths: str) -> Element | None:
    """The first element that any of the paths finds, paths in order."""
    return next((element for path in paths for element in each(parent, path)), None)


def paragraphs(element: Element | None) -> str | None:
    """Text of an element whose `P` children are paragraphs."""
    if element is None:
        return None
    parts = [clean("".join(map(str, part.itertext()))) for part in element.iterfind("P")] or [clean("".join(map(str, element.itertext())))]
    return "\n".join(part for part in parts if part) or None


def line(parent: Element | None, *paths: str) -> str | None:
    """One-line text of the first element that any path finds with text."""
    return next((said for path in paths for element in each(parent, path) if (said := one_line(paragraphs(element)))), None)


def value_of(parent: Element | None, path: str, attribute: str) -> str | None:
    """An attribute of the first element at a path that has it."""
    return next((said for element in each(parent, path) if (said := one_line(element.get(attribute)))), None)
