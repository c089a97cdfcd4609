"""What may be asked of a view: columns, filters, and where to go on. The same filter is asked in SQL and of a row."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NoReturn

from sqlalchemy import ColumnElement, Table, Text, cast, func, literal, or_, tuple_

from laeringslopp.errors import Flaw, Invalid
from laeringslopp.nearest import closest, nearest
from laeringslopp.views.columns import SECOND, Field, Row, Shape

RANGES = ("from", "before")
RANGED = ("count", "time", "day")
CURSOR = re.compile(r"\A(\d{1,18})(?:~([A-Za-z0-9._-]{1,200}))?\Z")
DAY = len("2026-03-12")


def no(code: str, detail: str, pointer: str, instead: Any = None, **values: Any) -> NoReturn:
    """Raises Invalid with one flaw."""
    raise Invalid([Flaw(code, detail, pointer, instead=instead, values=values)])


@dataclass(frozen=True, slots=True)
class Filter:
    """One column that is to equal one of some values, hold one of them, or lie within bounds."""

    field: Field
    bound: str
    """``from`` (that or more), ``before`` (less), or nothing: equal."""
    values: tuple[Any, ...]

    @property
    def asked(self) -> str:
        """How it is asked for by name, as ``filters`` reads it."""
        return f"{self.field.name}.{self.bound}" if self.bound else self.field.name

    def fits(self, row: Row) -> bool:
        """Whether a row is among what is asked for."""
        value = row[self.field.name]
        if self.bound:
            return value is not None and (value >= self.values[0] if self.bound == "from" else value < self.values[0])
        if self.field.type == "ids":
            return any(each in value for each in self.values)
        return value in self.values

    def sql(self, table: Table) -> ColumnElement[bool]:
        """The same of a table."""
        column = table.c[self.field.name]
        if self.bound:
            at_least: ColumnElement[bool] = column >= self.values[0]
            return at_least if self.bound == "from" else column < self.values[0]
        if self.field.type == "ids":
            held = cast(column, Text)  # ids need no escapes, so each stands there in its quotes
            return or_(*(func.replace(held, f'"{each}"', "") != held for each in self.values))
        some = [each for each in self.values if each is not None]
        return or_(column.in_(some), column.is_(None)) if len(some) < len(self.values) else column.in_(some)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row after which to go on."""

    position: int
    part: str | None = None

    @staticmethod
    def parse(written: str | None, shape: Shape) -> "Cursor | None":
        """As ``next`` gave it. Raises Invalid."""
        if written is None:
            return None
        found = CURSOR.match(written)
        if not found or (found[2] is not None) != (len(shape.order) > 1):
            no("no-cursor", "give the cursor that a page of this view gave as next, or leave it out", "/after")
        return Cursor(int(found[1]), found[2])

    @staticmethod
    def of(row: Mapping[str, Any], shape: Shape) -> "Cursor":
        """That goes on after a row."""
        return Cursor(row["position"], str(row[shape.order[1]]) if len(shape.order) > 1 else None)

    def __str__(self) -> str:
        return str(self.position) if self.part is None else f"{self.position}~{self.part}"

    def sql(self, table: Table, shape: Shape) -> ColumnElement[bool]:
        """What comes after."""
        if self.part is None:
            return table.c.position > self.position
        return tuple_(*(table.c[name] for name in shape.order)) > tuple_(literal(self.position), literal(self.part))


def table_named(name: str, shapes: Mapping[str, Shape]) -> Shape:
    """The table of that name. Raises Invalid with the nearest."""
    if name not in shapes:
        known = ", ".join(shapes)
        detail = f"there is no view {name!r}{nearest(name, shapes) or f'; there are {known}'}"
        no("unknown-view", detail, "/view", closest(name, shapes))
    return shapes[name]


def columns_named(names: Iterable[str] | None, shape: Shape) -> Sequence[str]:
    """The columns asked for, all where none are named. Raises Invalid with the nearest."""
    if names is None:
        return shape.public
    asked = tuple(dict.fromkeys(names))
    for name in asked:
        _known(name, shape, "/columns")
    return asked


def filters(where: Mapping[str, Any], shape: Shape) -> tuple[Filter, ...]:
    """What is asked for, as filters. Raises Invalid for an unknown column, and for a value that is none of its type.

    ``{"status": "open"}`` is equal, ``{"status": ["open", "deferred"]}`` any of several, ``{"trial_id": None}`` NULL,
    ``{"opened_at.from": …, "opened_at.before": …}`` a stretch with its beginning and without its end; a list of
    ids is asked for one that it holds.
    """
    found = []
    for asked, value in where.items():
        name, _, bound = asked.partition(".")
        field = _known(name, shape, f"/{asked}")
        if bound not in ("", *RANGES) or (bound and field.type not in RANGED) or field.type == "amount":
            no("unknown-filter", _what_may_be_asked(field), f"/{asked}", _nearest_bound(name, bound, field))
        values = tuple(value) if isinstance(value, (list, tuple, set, frozenset)) else (value,)
        if not values or (bound and (len(values) != 1 or values[0] is None)):
            no("no-value", f"give {asked} one value", f"/{asked}")
        found.append(Filter(field, bound, tuple(_value(each, field, asked) for each in values)))
    return tuple(found)


def _nearest_bound(name: str, bound: str, field: Field) -> str | None:
    close = closest(bound, RANGES) if field.type in RANGED else None
    return f"{name}.{close}" if close else None


def _what_may_be_asked(field: Field) -> str:
    if field.type == "amount":
        return f"{field.name} is an amount, which is shown and not searched for"
    ranges = f", {field.name}.from and {field.name}.before" if field.type in RANGED else ""
    return f"{field.name} may be asked for as {field.name}{ranges}"


def _known(name: str, shape: Shape, pointer: str) -> Field:
    if name not in shape.named:
        detail = f"{shape.name} has no column {name!r}{nearest(name, shape.named) or '; see the table of its columns'}"
        near = closest(name, shape.named)
        no("unknown-column", detail, pointer, near, name=name, near=near)
    return shape.named[name]


def _value(value: Any, field: Field, asked: str) -> Any:
    if value is None and field.type != "ids":
        return None
    try:
        read: Callable[[Any], Any] = READ.get(field.type, _text)
        return read(value)
    except (ValueError, TypeError):
        no("no-value", f"{asked} takes {TAKES.get(field.type, 'text')}", f"/{asked}", how=HOW.get(field.type))


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise TypeError
    return value


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise TypeError
    number = int(value)
    if abs(number) >= 2**63:
        raise ValueError
    return number


def _yes(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise ValueError
    return bool(value == "true")


def _moment(value: Any) -> str:
    """A day begins at its midnight in UTC."""
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) == DAY else datetime.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.isoformat()}T00:00:00Z"
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError
    return value.astimezone(UTC).isoformat()[:SECOND] + "Z"


def _day(value: Any) -> str:
    day = date.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(day, date) or isinstance(day, datetime):
        raise TypeError
    return day.isoformat()


READ: Mapping[str, Callable[[Any], Any]] = {"count": _count, "yes": _yes, "time": _moment, "day": _day}
HOW = {"count": "whole-number", "yes": "yes", "day": "date"}
TAKES = {
    "count": "a whole number",
    "yes": "true or false",
    "time": "a date, 2026-03-12, or a time with its offset",
    "day": "a date, 2026-03-12",
}
