"""Tells from the styles of a Word document which paragraphs are headings and which text a reader does not see."""

import re
from typing import NamedTuple

from jobs.documents.ooxml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAPER = "FFFFFF"
"""Background where nothing says otherwise."""
_SMALLEST = 3.0
"""Points; print below is no text for people."""
_LONGEST_CHAIN = 20
"""Styles from a style to the last it is based on; Word itself stops sooner."""
_NEAR = 0x10
"""Difference of each colour channel up to which text and background are one to the eye."""
_MARKERS = {"black": "000000", "white": "FFFFFF"}
"""Markers that text can drown in; the others are seen through."""
_NAMED_HEADING = re.compile(
    r"(?:heading|(?:ü|u)?berschrift|titre|t[ií]tulo|titolo|titlu|kop|rubrik|overskrift|otsikko|nag[łl][óo]wek|nadpis|c[ií]msor|encabezado"
    r"|antra[šs]t[ėe]|virsraksts|pealkiri|naslov|επικεφαλίδα|заголовок|заглавие|başlık|fyrirsögn|ceannteideal)\s*[1-9]"
    r"|title|titel|tittel|tytu[łl]|otsikko|titre|t[ií]tulo|titolo|n[áa]zev|c[ií]m",
    re.IGNORECASE,
)
"""Names of the built-in heading styles as Word and LibreOffice write them, and of the title. A name without a number may be another thing:
`Encabezado` alone is a page header.
"""


class Ground(NamedTuple):
    """What lies behind a text: a colour, or None where it cannot be told (a table style, a text box)."""

    colour: str | None = PAPER

    def under(self, properties: Element | None) -> "Ground":
        """With the shading of a paragraph, cell, table or run, and the marker of a run."""
        if properties is None:
            return self
        marker = _value(properties, "highlight")
        if marker is not None:
            return Ground(_MARKERS.get(marker)) if marker != "none" else self
        shading = properties.find(f"{W}shd")
        fill = shading.get(f"{W}fill") if shading is not None else None
        return self if fill is None or fill == "auto" else Ground(fill)


class Look(NamedTuple):
    """What a style or a direct format says; None where it says nothing."""

    vanish: bool | None = None
    colour: str | None = None
    size: float | None = None
    level: int | None = None
    """Outline level: 0 to 8 are headings, 9 is body text."""
    shaded: bool | None = None

    def over(self, other: "Look") -> "Look":
        """This one, with the other's word where this one says nothing."""
        return other._replace(**{name: said for name, said in self._asdict().items() if said is not None})

    def hides(self, ground: Ground) -> bool:
        """Whether text looking like this is not seen on that background."""
        if self.vanish or (self.size is not None and self.size < _SMALLEST):
            return True
        return self.colour is not None and ground.colour is not None and _alike(self.colour, ground.colour)


class Styles:
    """The styles of one document, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._said: dict[str, tuple[Look, str]] = {}
        self._looks: dict[str, Look] = {}
        self._usual: dict[str, str] = {}
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self.defaults = direct(defaults)
        for style in root.iter(f"{W}style") if root is not None else ():
            style_id, kind = style.get(f"{W}styleId") or "", style.get(f"{W}type") or ""
            self._elements.setdefault(style_id, style)
            if _on(style.get(f"{W}default") or "0"):
                self._usual.setdefault(kind, style_id)

    def look(self, style_id: str | None, kind: str = "character") -> Look:
        """Of a style by id, or of the usual one of its kind where the id is None."""
        wanted = style_id if style_id is not None else self._usual.get(kind, "")
        if wanted not in self._looks:
            self._looks[wanted] = self._inherited(wanted)
        return self._looks[wanted]

    def is_heading(self, style_id: str | None, level: int | None) -> bool:
        """By the outline level, written directly or by a style, or else by the name of the style."""
        said = level if level is not None else self.look(style_id, "paragraph").level
        if said is not None:
            return 0 <= said <= 8
        return style_id is not None and bool(_NAMED_HEADING.fullmatch(self._name(style_id)))

    def _name(self, style_id: str) -> str:
        element = self._elements.get(style_id)
        return (_value(element, "name") if element is not None else None) or style_id

    def _inherited(self, style_id: str) -> Look:
        look, seen = Look(), set[str]()
        while len(seen) < _LONGEST_CHAIN and style_id not in seen and style_id in self._elements:
            seen.add(style_id)
            own, style_id = self._own(style_id)
            look = look.over(own)
        return look

    def _own(self, style_id: str) -> tuple[Look, str]:
        """What a style says itself, and the style it is based on."""
        if style_id not in self._said:
            element = self._elements[style_id]
            shaded = True if any(_fills(shading) for shading in element.iter(f"{W}shd")) else None
            look = direct(element.find(f"{W}rPr"))._replace(level=outline_level(element.find(f"{W}pPr")), shaded=shaded)
            self._said[style_id] = look, _value(element, "basedOn") or ""
        return self._said[style_id]


def direct(properties: Element | None) -> Look:
    """What the properties of a run say themselves."""
    if properties is None:
        return Look()
    vanish, size, colour = properties.find(f"{W}vanish"), _value(properties, "sz"), _value(properties, "color")
    return Look(
        vanish=None if vanish is None else _on(vanish.get(f"{W}val")),
        colour=colour,
        size=_points(size),
    )


def outline_level(properties: Element | None) -> int | None:
    """Of the properties of a paragraph or of a paragraph style."""
    said = _value(properties, "outlineLvl") if properties is not None else None
    return int(said) if said is not None and said in set("0123456789") else None


def style_of(properties: Element | None, tag: str) -> str | None:
    """Id of the style that properties name in `pStyle`, `rStyle` or `tblStyle`."""
    return _value(properties, tag) if properties is not None else None


def _value(parent: Element, tag: str) -> str | None:
    found = parent.find(f"{W}{tag}")
    return found.get(f"{W}val") if found is not None else None


_SIZE = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,3})?)(pt)?")


def _points(said: str | None) -> float | None:
    """Of half points (`22`) or of a written measure (`11pt`)."""
    found = _SIZE.fullmatch(said or "")
    return None if found is None else float(found[1]) / (1 if found[2] else 2)


def _on(value: str | None) -> bool:
    """Of an on/off property: there without a value means on."""
    return value not in ("0", "false", "off", "none")


def _fills(shading: Element) -> bool:
    return (shading.get(f"{W}fill") or "auto") not in ("auto", PAPER)


_HEX = re.compile(r"[0-9A-Fa-f]{6}")


def _alike(one: str, other: str) -> bool:
    if not (_HEX.fullmatch(one) and _HEX.fullmatch(other)):
        return False
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return all(abs(mine - theirs) <= _NEAR for mine, theirs in pairs)
