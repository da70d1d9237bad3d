"""How an HTML element looks by what stands in its own tag: enough to tell text that a browser does not show."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

Colour = tuple[int, int, int]

_WHITE: Colour = (255, 255, 255)
_NAMES: dict[str, Colour] = {
    "white": _WHITE, "snow": (255, 250, 250), "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255),
    "black": (0, 0, 0), "navy": (0, 0, 128), "blue": (0, 0, 255), "red": (255, 0, 0), "green": (0, 128, 0), "gray": (128, 128, 128),
    "grey": (128, 128, 128), "yellow": (255, 255, 0),
}  # fmt: skip
_LEAST_CONTRAST = 24
_SMALLEST = {"px": 4.0, "pt": 3.0, "em": 0.2, "rem": 0.2, "%": 20.0, "": 0.1}
_LENGTH = re.compile(r"^(-?\d*\.?\d+)\s*(px|pt|em|rem|%|)$")
_RGB = re.compile(r"^rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*([\d.]+%?)\s*)?\)$")
_FAR = -500.0
"""Pixels to the left or above that no screen shows."""


@dataclass(frozen=True)
class Look:
    gone: bool = False
    """For good: what is inside cannot undo it."""
    invisible: bool = False
    tiny: bool = False
    ink: Colour | None = (0, 0, 0)
    """None where it is not known."""
    ground: Colour | None = _WHITE

    @property
    def hidden(self) -> bool:
        faint = self.ink is not None and self.ground is not None and _difference(self.ink, self.ground) < _LEAST_CONTRAST
        return self.gone or self.invisible or self.tiny or faint

    def inside(self, attributes: Mapping[str, str]) -> "Look":
        """The look of an element with these attributes that stands in one of this look."""
        look = self
        if "hidden" in attributes:
            look = replace(look, gone=True)
        if "color" in attributes:
            look = replace(look, ink=_colour(attributes["color"]))
        if "bgcolor" in attributes or "background" in attributes:
            look = replace(look, ground=_colour(attributes.get("bgcolor", "")))
        return _styled(look, _declarations(attributes["style"])) if "style" in attributes else look


def _styled(look: Look, style: dict[str, str]) -> Look:
    if style.get("display") == "none" or style.get("opacity") in ("0", "0.0", "0%") or _is_far_away(style) or _is_clipped(style):
        look = replace(look, gone=True)
    if "visibility" in style:
        look = replace(look, invisible=style["visibility"] in ("hidden", "collapse"))
    if (size := _LENGTH.match(style.get("font-size", ""))) is not None:
        look = replace(look, tiny=float(size[1]) < _SMALLEST[size[2]])
    if "color" in style:
        look = replace(look, ink=look.ground if style["color"] == "transparent" else _colour(style["color"]))
    ground = style.get("background-color", style.get("background"))
    if ground is not None and ground not in ("transparent", "none", "inherit", "initial"):
        look = replace(look, ground=_colour(ground))
    return look


def _is_far_away(style: dict[str, str]) -> bool:
    """The old ways to keep text from the eye: a great indent, or a place left of the screen."""
    moved = ("text-indent", "left", "top", "margin-left") if style.get("position") in ("absolute", "fixed") else ("text-indent",)
    lengths = (_LENGTH.match(style.get(side, "")) for side in moved)
    return any(length is not None and float(length[1]) < _FAR for length in lengths)


def _is_clipped(style: dict[str, str]) -> bool:
    return style.get("overflow") == "hidden" and any(
        re.match(r"^[01](px)?$", style.get(side, "")) for side in ("height", "width", "max-height")
    )


def _declarations(style: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in style[:4000].lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value}


def _colour(written: str) -> Colour | None:
    written = written.strip().lower()
    if found := re.match(r"^#?([0-9a-f]{6})$", written):
        return int(found[1][:2], 16), int(found[1][2:4], 16), int(found[1][4:], 16)
    if found := re.match(r"^#([0-9a-f])([0-9a-f])([0-9a-f])$", written):
        return int(found[1] * 2, 16), int(found[2] * 2, 16), int(found[3] * 2, 16)
    if found := _RGB.match(written):
        return None if (found[4] or "1") not in ("1", "1.0", "100%") else (int(found[1]), int(found[2]), int(found[3]))
    return _NAMES.get(written)


def _difference(one: Colour, other: Colour) -> int:
    return max(abs(mine - theirs) for mine, theirs in zip(one, other, strict=True))
