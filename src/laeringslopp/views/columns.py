"""What a view's tables are made of: columns that say what they mean, and the SQL types they have in each dialect."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, DateTime, Dialect, Index, MetaData, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

Row = dict[str, Any]
Key = tuple[str | int, ...]
ColumnType = Literal["id", "word", "text", "count", "yes", "time", "day", "amount", "ids", "private"]
SECOND = len("2026-03-12T10:00:00")


class _Moment(TypeDecorator[str]):
    """A time in PostgreSQL: ``timestamptz`` there, UTC text here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else datetime.fromisoformat(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat()[:SECOND] + "Z"


class _Day(TypeDecorator[str]):
    """A date in PostgreSQL: ``date`` there, text here."""

    impl = Date
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else date.fromisoformat(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else str(value.isoformat())


class _Amount(TypeDecorator[str]):
    """Money in PostgreSQL: ``numeric`` there, digits here, for a float would lose øre."""

    impl = Numeric
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else Decimal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")


_lists = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

TYPES: Mapping[ColumnType, TypeEngine[Any]] = {
    "id": Text(),
    "word": Text(),
    "text": Text(),
    "count": BigInteger(),
    "yes": Boolean(create_constraint=False),
    "time": Text().with_variant(_Moment(), "postgresql"),
    "day": Text().with_variant(_Day(), "postgresql"),
    "amount": Text().with_variant(_Amount(), "postgresql"),
    "ids": _lists,
    "private": _lists,
}
"""How each type of column is kept. A time is UTC to the second, ``2026-03-12T10:00:00Z``; a day ``2026-03-12``."""


@dataclass(frozen=True, eq=False)
class Field:
    """One column: its name, its type, what it means, and when it is NULL."""

    name: str
    type: ColumnType
    meaning: str
    null: str | None = None
    """When it is NULL; None: never."""
    first: Any = None
    """What it is in a new row until something else is known."""


POSITION = Field("position", "count", "where the entry that founded the row stands in the register")
DECISION = Field("decision_id", "id", "the decision that the row belongs to")


@dataclass(frozen=True, eq=False)
class Shape:
    """One table: a row for each decision, or for each thing that is named in one."""

    name: str
    key: tuple[str, ...]
    """What names a row within its decision; nothing where there is one for each decision."""
    fields: tuple[Field, ...]
    about: str = ""
    """What a row is."""
    indexed: tuple[tuple[str, ...], ...] = ()
    shown: bool = True
    """Whether readers are told of it; what others' columns are worked out from may be kept apart."""

    @cached_property
    def columns(self) -> tuple[Field, ...]:
        """Every column, the two that all tables have first."""
        return (POSITION, DECISION, *self.fields)

    @cached_property
    def public(self) -> tuple[str, ...]:
        """The names of the columns that readers know of."""
        return tuple(column.name for column in self.columns if column.type != "private")

    @cached_property
    def named(self) -> Mapping[str, Field]:
        """The columns that readers know of, by name."""
        return {column.name: column for column in self.columns if column.type != "private"}

    @cached_property
    def blank(self) -> Row:
        """A row of which nothing is known yet."""
        return {column.name: column.first for column in self.columns}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """What rows are read in the order of: as they were founded, then by what tells those of one entry apart."""
        return ("position", *self.key[1:])

    def table(self, metadata: MetaData, generation: int) -> Table:
        """The table of one generation."""
        name = f"{self.name}__g{generation}"
        made = [Column(c.name, TYPES[c.type], nullable=c.null is not None or c.type == "private") for c in self.columns]
        for column in made:
            column.primary_key = column.name in ("decision_id", *self.key)
        table = Table(name, metadata, *made, sqlite_with_rowid=False)
        Index(f"{name}__order", *(table.c[column] for column in self.order), unique=True)
        for columns in self.indexed:
            Index(f"{name}__{'_'.join(columns)}", *(table.c[column] for column in columns))
        return table


@dataclass(slots=True)
class Rows:
    """One decision's rows in one view, as a view's function sees them. What is changed is written once a batch."""

    decision_id: str
    shapes: Mapping[str, Shape]
    tables: dict[str, dict[Key, Row]] = field(default_factory=dict)
    changed: dict[str, set[Key]] = field(default_factory=dict)
    kept: Any = None
    """What a view that remembers keeps in memory between batches."""

    def __post_init__(self) -> None:
        for name in self.shapes:
            self.tables.setdefault(name, {})
            self.changed[name] = set()

    def row(self, table: str, *key: str | int) -> Row | None:
        """The row of a key, to look at."""
        return self.tables[table].get(key)

    def each(self, table: str) -> list[Row]:
        """Every row, in the order in which they were founded."""
        return list(self.tables[table].values())

    def change(self, table: str, *key: str | int) -> Row | None:
        """The row of a key, to change; None where there is none, as where its founding entry is not for the reader."""
        row = self.tables[table].get(key)
        if row is not None:
            self.changed[table].add(key)
        return row

    def add(self, table: str, *key: str | int, position: int, **values: Any) -> Row:
        """A new row, founded by the entry at a position."""
        shape = self.shapes[table]
        row = {**shape.blank, **values, **dict(zip(shape.key, key, strict=True))}
        row["position"], row["decision_id"] = position, self.decision_id
        self.tables[table][key] = row
        self.changed[table].add(key)
        return row

    def count(self) -> int:
        """How many rows there are."""
        return sum(map(len, self.tables.values()))
