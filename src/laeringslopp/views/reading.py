"""Rows for a reader. A full member is answered by SQL; for anybody else every row is made of what they may see.

Of a decision that a reader may see a part of, the rows are made anew, by the view's own functions, from the entries
that ``visible`` lets past. So no text of a withheld entry, no figure that counts one, and no filter that asks about
one can come out: they were never there.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, false, func, inspect, null, or_, select, true

from laeringslopp.access import Reader, Rulings, visible
from laeringslopp.decision import Decision, fold
from laeringslopp.entry import Recorded
from laeringslopp.store import Store, Stored, as_json, decode, encode
from laeringslopp.views.asking import Cursor, Filter
from laeringslopp.views.columns import Key, Row, Rows, Shape
from laeringslopp.views.database import SCHEMA
from laeringslopp.views.generations import table_of
from laeringslopp.views.ledger import Generation
from laeringslopp.views.standing import STANDING, TOUCHES
from laeringslopp.views.view import Json, View

UNSETTLED_MOST = 400
"""Of so many decisions SQL is told that they are looked at by themselves; of more, all are."""
PAGE = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a view."""

    rows: tuple[Row, ...]
    next: str | None
    """The cursor to go on from; None: there is no more."""
    position: int
    """How far in the register the view had come."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a view, and by whom."""

    view: View
    shape: Shape
    reader: Reader
    filters: Sequence[Filter]
    after: Cursor | None
    limit: int
    today: date


def rows_for_members(connection: Connection, asked: Asked, generation: Generation) -> list[Row]:
    """What a full member of every organisation reads: all of it."""
    table = table_of(asked.shape, generation.number)
    there = _there(connection, asked, generation, table)
    statement = _in_order(_columns(asked, table, there), asked, table, asked.after)
    wanted = (each.sql(table) if each.field.name in there else false() for each in asked.filters)
    found = connection.execute(statement.where(*wanted).limit(asked.limit))
    return [dict(row._mapping) for row in found]


def every_for_members(connection: Connection, asked: Asked, generation: Generation, names: Sequence[str]) -> list[Any]:
    """These columns of every row, for a full member; in one reading."""
    table = table_of(asked.shape, generation.number)
    there = _there(connection, asked, generation, table)
    columns = [table.c[name] if name in there else null().label(name) for name in names]
    wanted = (each.sql(table) if each.field.name in there else false() for each in asked.filters)
    statement = select(*columns).order_by(*(table.c[name] for name in asked.shape.order)).where(*wanted)
    return [tuple(row) for row in connection.execute(statement).all()]


def counted(
    connection: Connection, table: Table, columns: Sequence[str], wanted: Sequence[Filter]
) -> dict[tuple[Any, ...], int]:
    """How many rows have the same values in these columns, for a full member."""
    named = [table.c[name] for name in columns]
    asked = select(*named, func.count()).where(*(each.sql(table) for each in wanted)).group_by(*named)
    return {tuple(row[:-1]): int(row[-1]) for row in connection.execute(asked)}


def _there(connection: Connection, asked: Asked, generation: Generation, table: Table) -> Collection[str]:
    """The columns that a generation has: while a new definition is built, readers read what the old one had."""
    if generation.definition == asked.view.version:
        return asked.shape.public
    schema = SCHEMA if connection.dialect.name == "postgresql" else None
    return {str(column["name"]) for column in inspect(connection).get_columns(table.name, schema)}


def _columns(asked: Asked, table: Table, there: Collection[str]) -> list[ColumnElement[Any]]:
    return [table.c[name] if name in there else null().label(name) for name in asked.shape.public]


def _in_order(columns: Sequence[Any], asked: Asked, table: Table, after: Cursor | None) -> Select[Any]:
    statement = select(*columns).order_by(*(table.c[name] for name in asked.shape.order))
    return statement.where(after.sql(table, asked.shape)) if after else statement


class Partly:
    """Rows for a reader who is no full member of every organisation."""

    def __init__(
        self, connection: Connection, asked: Asked, generation: Generation, standing: Generation, store: Store
    ) -> None:
        self._connection, self._asked, self._store = connection, asked, store
        self._table = table_of(asked.shape, generation.number)
        self._standing = table_of(STANDING, standing.number)
        self._touches = table_of(TOUCHES, standing.number)
        self._there = _there(connection, asked, generation, self._table)
        self._is_old = generation.definition != asked.view.version
        self._touched_since: dict[str, list[int]] = {}
        self._made: dict[str, Rows] = {}
        self._rulings: dict[str, Rulings] = {}
        # What was recorded after either was brought on may have closed what they show.
        self._unsettled = self._changed_after(min(generation.position, standing.position))

    def rows(self) -> Iterator[Row]:
        """Rows that the reader may see, in order; of the wholly visible from the table, of others made anew."""
        asked, after = self._asked, self._asked.after
        columns = [*_columns(asked, self._table, self._there), self._is_whole().label("is_whole")]
        while True:
            statement = _in_order(columns, asked, self._table, after).select_from(self._joined())
            wanted = and_(true(), *(each.sql(self._table) for each in asked.filters if not self._is_old))
            statement = statement.where(self._may_show(), or_(~self._is_whole(), wanted)).limit(asked.limit)
            found = [dict(row._mapping) for row in self._connection.execute(statement)]
            for row in found:
                if row.pop("is_whole") and row["decision_id"] not in self._unsettled:
                    yield row
                elif (seen := self._made_anew(row)) and all(each.fits(seen) for each in asked.filters):
                    yield seen
            if len(found) < asked.limit:
                return
            after = Cursor.of(found[-1], asked.shape)

    def every(self, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """These columns of each row that the reader may see, in order; in one reading, for there may be very many."""
        asked, table = self._asked, self._table
        shown = [table.c[name] if name in self._there else null().label(name) for name in names]
        key = [table.c[name] for name in ("decision_id", *asked.shape.key)]
        wanted = and_(true(), *(each.sql(table) for each in asked.filters if not self._is_old))
        statement = (
            select(self._is_whole().label("is_whole"), *key, *(each.label(f"c{at}") for at, each in enumerate(shown)))
            .select_from(self._joined())
            .where(self._may_show(), or_(~self._is_whole(), wanted))
            .order_by(*(table.c[name] for name in asked.shape.order))
        )
        first = 1 + len(key)
        for row in self._connection.execute(statement).all():
            if row[0] and row[1] not in self._unsettled:
                yield tuple(row[first:])
                continue
            seen = self._made_anew(dict(zip(("decision_id", *asked.shape.key), row[1:first], strict=True)))
            if seen and all(each.fits(seen) for each in asked.filters):
                yield tuple(seen[name] for name in names)

    def _joined(self) -> Any:
        same = self._standing.c.decision_id == self._table.c.decision_id
        return self._table.outerjoin(self._standing, same)

    def _belongs(self) -> ColumnElement[bool]:
        organisations = self._asked.reader.organisations
        if organisations is None:
            return true()
        return func.coalesce(self._standing.c.organisation.in_(organisations), false())

    def _may_show(self) -> ColumnElement[bool]:
        """False where nothing in the decision can be visible."""
        return or_(self._belongs(), func.coalesce(self._standing.c.has_open, true()))

    def _is_whole(self) -> ColumnElement[bool]:
        """Whether all of the decision, and all that is counted in it, is visible for certain."""
        if self._is_old or len(self._unsettled) > UNSETTLED_MOST:
            return false()
        narrowest = self._standing.c.narrowest
        within = true() if self._asked.reader.sees_ids else narrowest == "internal"
        seen = or_(narrowest == "open", and_(self._belongs(), within))
        touched = select(self._touches.c.touched).where(self._touches.c.touched == self._table.c.decision_id).exists()
        settled = self._table.c.decision_id.not_in(sorted(self._unsettled)) if self._unsettled else true()
        return and_(func.coalesce(seen, false()), ~touched, settled)

    def _changed_after(self, position: int) -> frozenset[str]:
        changed: set[str] = set()
        while page := self._store.since(position, PAGE):
            for stored in page:
                changed.add(stored.decision_id)
                if self._asked.view.kinds is None or stored.topic.partition(":")[0] in self._asked.view.kinds:
                    target = self._asked.view.about(as_json(stored))
                    if target != stored.decision_id:
                        changed.add(target)
                        self._touched_since.setdefault(target, []).append(stored.position)
            position = page[-1].position
        return frozenset(changed)

    def _made_anew(self, row: Mapping[str, Any]) -> Row | None:
        decision_id = row["decision_id"]
        if decision_id not in self._made:
            self._made = {decision_id: self._make(decision_id)}  # the rows of a decision mostly come together
        key: Key = tuple(row[part] for part in self._asked.shape.key)
        made = self._made[decision_id].row(self._asked.shape.name, *key)
        return None if made is None else {name: made[name] for name in self._asked.shape.public}

    def _make(self, decision_id: str) -> Rows:
        view = self._asked.view
        rows = Rows(decision_id, view.tables)
        seen = [*self._seen(decision_id, self._store.of_decision(decision_id)), *self._seen_elsewhere(decision_id)]
        for recorded in sorted(seen, key=lambda each: int(each["position"])):
            if (view.kinds is None or recorded["fact"]["kind"] in view.kinds) and view.about(recorded) == decision_id:
                view.apply(rows, recorded)
        view.finish(rows)
        return rows

    def _seen_elsewhere(self, decision_id: str) -> Iterator[Json]:
        touches = self._touches
        known = self._connection.execute(select(touches.c.position).where(touches.c.touched == decision_id)).scalars()
        for position in sorted({*known, *self._touched_since.get(decision_id, ())}):
            for stored in self._store.since(position - 1, 1):
                yield from self._seen(stored.decision_id, [stored])

    def _seen(self, decision_id: str, found: Sequence[Stored]) -> Iterator[Json]:
        rulings = self._rulings_of(decision_id)
        for stored in found:
            shown = visible(decode(stored), self._asked.reader, rulings, self._asked.today)
            if isinstance(shown, Recorded):
                yield as_json(Stored(stored.position, *encode(shown)))

    def _rulings_of(self, decision_id: str) -> Rulings:
        if decision_id not in self._rulings:
            facts = map(decode, self._store.of_decision(decision_id))
            self._rulings[decision_id] = fold(Decision(decision_id), facts).rulings
        return self._rulings[decision_id]
