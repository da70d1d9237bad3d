"""Walks the objects of a PDF page: which text a person cannot see, how large it is set, and what is drawn around it."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdfium2 import raw

Handle = Any
"""A ctypes pointer into pdfium, which ships no types."""

DEEPEST_FORM = 8
_THIN = 2.0
"""Points; what is no thicker is a rule, even where it is drawn as a filled rectangle."""
MOST_OBJECTS = 200_000
"""Of one page; a drawing has some 10,000. A page with more is not read, since nobody could say what of it is seen."""


class Matrix(NamedTuple):
    """`x' = a x + c y + e`, `y' = b x + d y + f` (ISO 32000-1, 8.3.3)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def scale(self) -> float:
        """How much taller a letter gets."""
        return (self.c**2 + self.d**2) ** 0.5

    def after(self, inner: "Matrix") -> "Matrix":
        """First `inner`, then this one."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)


class Box(NamedTuple):
    """In user space of the page: points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    def under(self, matrix: Matrix) -> "Box":
        if matrix is IDENTITY:
            return self
        across, upward = zip(*(matrix.point(x, y) for x in (self.left, self.right) for y in (self.bottom, self.top)), strict=True)
        return Box(min(across), min(upward), max(across), max(upward))

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def meets(self, other: "Box") -> bool:
        return self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top

    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def area(self) -> float:
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)


def as_shown(turn: int, media: Box) -> Matrix:
    """From user space to the page as a viewer shows it, turned by `turn` degrees clockwise, its lower left corner at the origin."""
    left, bottom, right, top = media
    turned = {90: Matrix(0, -1, 1, 0, -bottom, right), 180: Matrix(-1, 0, 0, -1, right, top), 270: Matrix(0, 1, -1, 0, top, -left)}
    return turned.get(turn % 360) or (IDENTITY if (left, bottom) == (0, 0) else Matrix(1, 0, 0, 1, -left, -bottom))


class Colour(NamedTuple):
    red: int
    green: int
    blue: int
    alpha: int

    def differs_from(self, other: "Colour") -> int:
        return max(abs(self.red - other.red), abs(self.green - other.green), abs(self.blue - other.blue))


@dataclass(frozen=True, slots=True)
class TextObject:
    address: int
    order: int
    """Of painting: what comes later covers what came before."""
    box: Box
    size: float
    """Points on the page, the matrices counted in."""
    mode: int
    """Text rendering mode (ISO 32000-1, table 106)."""
    colour: Colour | None
    """None for a pattern."""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled rectangle, or a picture where `colour` is None."""

    order: int
    box: Box
    colour: Colour | None


@dataclass(slots=True)
class Survey:
    """What stands on one page."""

    texts: list[TextObject] = field(default_factory=list[TextObject])
    areas: list[Area] = field(default_factory=list[Area])
    pictures: list[Box] = field(default_factory=list[Box])
    level: list[Box] = field(default_factory=list[Box])
    """Horizontal rules."""
    upright: int = 0
    """Vertical rules and sides of boxes, counted."""
    paths: int = 0
    too_many: bool = False
    """There are more than `MOST_OBJECTS`."""


class _Buffers:
    """Out-parameters, used again for every object: making them anew took half of the time."""

    def __init__(self) -> None:
        self.floats = [ctypes.c_float() for _ in range(4)]
        self.numbers = [ctypes.c_uint() for _ in range(4)]
        self.size = ctypes.c_float()
        self.fill_mode = ctypes.c_int()
        self.stroke = ctypes.c_int()
        self.matrix = raw.FS_MATRIX()

    def box(self, handle: Handle) -> Box | None:
        if not raw.FPDFPageObj_GetBounds(handle, *self.floats):
            return None
        return Box(*(number.value for number in self.floats))

    def matrix_of(self, handle: Handle) -> Matrix:
        if not raw.FPDFPageObj_GetMatrix(handle, self.matrix):
            return IDENTITY
        found = self.matrix
        return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)

    def colour(self, handle: Handle, *, stroke: bool = False) -> Colour | None:
        ask = raw.FPDFPageObj_GetStrokeColor if stroke else raw.FPDFPageObj_GetFillColor
        return Colour(*(number.value for number in self.numbers)) if ask(handle, *self.numbers) else None


def survey(page: Handle) -> Survey:
    """`page` is a raw pdfium page. Objects past `MOST_OBJECTS` are not looked at, and `too_many` says so."""
    found, buffers = Survey(), _Buffers()
    for order, (handle, kind, matrix) in enumerate(_objects(page, buffers)):
        if order >= MOST_OBJECTS:
            found.too_many = True
            break
        box = buffers.box(handle)
        if box is None:
            continue
        box = box.under(matrix)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            found.texts.append(_text(handle, order, box, matrix, buffers))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(found, handle, order, box, buffers)
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            found.areas.append(Area(order, box, None))
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                found.pictures.append(box)
    return found


def _objects(page: Handle, buffers: _Buffers) -> Iterator[tuple[Handle, int, Matrix]]:
    """In the order of painting, those of form XObjects in their place."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _unfolded(raw.FPDFPage_GetObject(page, index), IDENTITY, 0, buffers)


def _unfolded(handle: Handle, matrix: Matrix, depth: int, buffers: _Buffers) -> Iterator[tuple[Handle, int, Matrix]]:
    if not handle:
        return
    kind = raw.FPDFPageObj_GetType(handle)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        yield handle, kind, matrix
    elif depth < DEEPEST_FORM:
        inner = matrix.after(buffers.matrix_of(handle))
        for index in range(max(0, raw.FPDFFormObj_CountObjects(handle))):
            yield from _unfolded(raw.FPDFFormObj_GetObject(handle, index), inner, depth + 1, buffers)


def _text(handle: Handle, order: int, box: Box, matrix: Matrix, buffers: _Buffers) -> TextObject:
    mode = raw.FPDFTextObj_GetTextRenderMode(handle)
    raw.FPDFTextObj_GetFontSize(handle, buffers.size)
    return TextObject(
        address=ctypes.addressof(handle.contents),
        order=order,
        box=box,
        size=abs(buffers.size.value) * buffers.matrix_of(handle).scale() * matrix.scale(),
        mode=mode,
        colour=buffers.colour(handle, stroke=mode in (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)),
    )


def _add_path(found: Survey, handle: Handle, order: int, box: Box, buffers: _Buffers) -> None:
    found.paths += 1
    if not raw.FPDFPath_GetDrawMode(handle, buffers.fill_mode, buffers.stroke):
        return
    filled, stroked = buffers.fill_mode.value != raw.FPDF_FILLMODE_NONE, bool(buffers.stroke.value)
    width, height = box.right - box.left, box.top - box.bottom
    segments = raw.FPDFPath_CountSegments(handle)
    if (filled or stroked) and height <= _THIN and width >= 20:
        found.level.append(box)
    elif (filled or stroked) and width <= _THIN and height >= 8:
        found.upright += 1
    elif stroked and height > 8 and width > 8:
        found.level += [Box(box.left, edge, box.right, edge) for edge in (box.bottom, box.top)]
        found.upright += 2 if segments <= 5 else segments // 2
    # A path of few points fills about its box: a rectangle, or one with round corners. Others may be anything, a logo or a grid.
    if filled and width > 3 and height > 3 and segments <= 20 and not raw.FPDFPageObj_HasTransparency(handle):
        colour = buffers.colour(handle)
        if colour is not None and colour.alpha > 200:
            found.areas.append(Area(order, box, colour))
