"""Which text of a PDF page its reader does not see: a line in white ink is an order to a machine, or a leftover."""

from bisect import bisect_left
from dataclasses import dataclass

from pypdfium2 import raw

from jobs.documents.pdf_objects import Area, Box, Colour, Survey, TextObject

SMALLEST_POINTS = 3.0
LEAST_CONTRAST = 24
"""Of 255, in the channel that differs most: #E8E8E8 on white is no ink for a reader."""
LEAST_ALPHA = 26
_PAPER = Colour(255, 255, 255, 255)
_MOST_COMPARISONS = 5_000_000
"""Of texts with areas on one page, some two seconds."""
_SCAN_SHARE = 0.4
"""Of the page that a picture must cover to be the scan under a recognised text."""
_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True)
class Sight:
    hidden: frozenset[int]
    """Addresses of text objects."""
    boxes: tuple[Box, ...]
    """Where hidden text stands."""
    recognised: bool
    """The page is a picture with an invisible layer of machine-read text over it, which is then not counted as hidden."""


def can_be_told(found: Survey) -> bool:
    """False for a page of so many parts that telling what shows would take too long."""
    return not found.too_many and len(found.texts) * len(found.areas) <= _MOST_COMPARISONS


def hidden_texts(found: Survey, page: Box) -> Sight:
    """`page` is what shows of the page (its crop box)."""
    scans = [box for box in found.pictures if box.area() >= _SCAN_SHARE * page.area()]
    invisible = [text for text in found.texts if text.mode in _INVISIBLE]
    layer = {text.address for text in invisible if text.size >= SMALLEST_POINTS and any(box.holds(*text.box.middle()) for box in scans)}
    # Real ink beside it may be a stamp or a page number. More than that is a page of its own, and what it does not show is hidden.
    recognised = bool(layer) and len(found.texts) - len(invisible) <= 5
    orders = [area.order for area in found.areas]
    hidden = [
        text
        for text in found.texts
        if not (recognised and text.address in layer)
        and (_is_faint(text, page) or _is_lost(text, found.areas, bisect_left(orders, text.order)))
    ]
    return Sight(frozenset(text.address for text in hidden), tuple(text.box for text in hidden), recognised)


def _is_faint(text: TextObject, page: Box) -> bool:
    if text.mode in _INVISIBLE or text.size < SMALLEST_POINTS:
        return True
    if text.colour is not None and text.colour.alpha < LEAST_ALPHA:
        return True
    # A blank has no extent; the text around it decides.
    return text.box.area() > 0 and not text.box.meets(page)


def _is_lost(text: TextObject, areas: list[Area], above: int) -> bool:
    """Whether it has the colour of what it stands on, or is covered by what is painted later (`areas[above:]`)."""
    x, y = text.box.middle()
    ground: Colour | None = _PAPER
    for area in reversed(areas[:above]):
        if area.box.holds(x, y):
            ground = area.colour
            break
    if ground is not None and text.colour is not None and text.colour.differs_from(ground) < LEAST_CONTRAST:
        return True
    left, bottom, right, top = text.box
    return any(area.colour is not None and area.box.holds(left, bottom) and area.box.holds(right, top) for area in areas[above:])
