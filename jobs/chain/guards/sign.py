"""A sign of an order, before the words around it have been weighed."""

from typing import NamedTuple


class Sign(NamedTuple):
    family: str
    reason: str
    weight: float
    start: int
    end: int
    imperative: bool
    opening: bool
    contextual: bool
