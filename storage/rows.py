"""Turns rows into the frozen values repositories give out."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Row

Value = TypeVar("Value")


def value_of(kind: type[Value], row: Row[Any]) -> Value:
    """The dataclass `kind` from the row's columns of the same names; further columns are left out."""
    found = row._mapping  # noqa: SLF001  # pyright: ignore[reportPrivateUsage], SQLAlchemy's documented name
    return kind(**{field.name: found[field.name] for field in fields(kind)})  # type: ignore[arg-type]


def values_of(kind: type[Value], rows: Iterable[Row[Any]]) -> list[Value]:
    """One value a row, in order."""
    return [value_of(kind, row) for row in rows]
