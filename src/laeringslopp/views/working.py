"""One view being brought on: a batch of facts, its rows, and its position, in one transaction."""

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Executable, Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from laeringslopp.errors import StoreError
from laeringslopp.store import Store, Stored, as_json
from laeringslopp.views.columns import Row, Rows, Shape
from laeringslopp.views.database import Database
from laeringslopp.views.generations import Generations, table_of
from laeringslopp.views.ledger import Fenced, Generation, Ledger, Stop
from laeringslopp.views.view import Json, View, own

BATCH = 5000
"""How many facts a transaction takes."""
KEPT = 2_000
"""How many rows are kept in memory between batches; the decision at hand is held whole, as the register holds it."""
ASKED = 500
"""How many decisions a statement asks for."""


Decoded = tuple[str, str, Json]
"""A fact with its kind and its decision, so that each view need not look them up."""


class Batches:
    """Facts after a position, decoded once for all views that stand there."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last: tuple[int, int, list[Decoded]] = (-1, 0, [])

    def after(self, position: int, limit: int) -> list[Decoded]:
        """Up to so many facts after a position, in global order. Raises StoreError where the first cannot be read."""
        at, most, facts = self._last
        if (at, most) != (position, limit) or len(facts) < limit:  # a short one may have grown meanwhile
            facts = _readable(self._store.since(position, limit))
            self._last = (position, limit, facts)
        return facts

    def forget(self) -> None:
        """Lets go of them once every view has had them."""
        self._last = (-1, 0, [])


def _readable(page: Sequence[Stored]) -> list[Decoded]:
    """The facts up to one that cannot be read: a view comes as far as the facts go."""
    facts: list[Decoded] = []
    for stored in page:
        try:
            facts.append(_decoded(stored))
        except StoreError:
            if not facts:
                raise
            break
    return facts


def _decoded(stored: Stored) -> Decoded:
    recorded = as_json(stored)
    return recorded["fact"]["kind"], stored.decision_id, recorded


class Worker:
    """Brings one view on. What it keeps in memory is dropped whenever anybody else may have written."""

    def __init__(self, view: View, store: Store, batches: Batches, database: Database, ledger: Ledger) -> None:
        self.view = view
        self._store, self._batches, self._database, self._ledger = store, batches, database, ledger
        self._generations = Generations(view, ledger, database)
        self._caches: dict[int, _Cache] = {}
        self.has_tried = False
        """Whether this process has tried what stopped it before."""

    def step(self, limit: int = BATCH) -> int | None:
        """Takes one batch; how many facts it moved, None where another process works on the view. Raises StoreError."""
        token = self._ledger.take(self.view.name)
        if token is None:
            self._caches.clear()
            return None
        try:
            return self._step(token, limit)
        except Fenced:
            self._caches.clear()
            return None
        except BaseException:
            self._caches.clear()
            raise

    def _step(self, token: int, limit: int) -> int:
        known = self._prepared(token)
        moved = 0
        for generation in known:
            if generation.definition == self.view.version and generation.state != "retired":
                moved += self._bring_on(generation, token, limit)
        if any(generation.state != "current" for generation in known):
            self._settle(token)
        return moved

    def _prepared(self, token: int) -> Sequence[Generation]:
        """The generations, with one that is of this definition among them, unless a newer program made another."""
        known = self._read()
        newest = max((generation.definition for generation in known), default=0)
        again = [generation for generation in known if generation.stop and not self.has_tried]
        self.has_tried = True
        if newest >= self.view.version and not again:
            return known
        with self._database.writing() as connection:
            self._ledger.hold(connection, self.view.name, token)
            for generation in again:  # whoever starts the program again may have mended what stopped it
                self._ledger.stop(connection, generation, None)
        if newest < self.view.version:
            self._begin("building" if known else "current")
        return self._read()

    def _begin(self, state: str) -> None:
        with self._database.writing() as connection:
            self._ledger.alone(connection, self.view.name)
            known = self._ledger.generations(connection, self.view.name)
            if not any(each.state == state and each.definition == self.view.version for each in known):
                self._generations.begin(connection, known, state)

    def _read(self) -> Sequence[Generation]:
        with self._database.reading() as connection:
            return self._ledger.generations(connection, self.view.name)

    def _bring_on(self, generation: Generation, token: int, limit: int) -> int:
        if generation.stop:
            return 0
        facts = self._batches.after(generation.position, limit)
        if not facts:
            return 0
        cache = self._caches.get(generation.number)
        if cache is None or cache.position != generation.position:
            cache = self._caches[generation.number] = _Cache(self.view, generation, self._store)
        try:
            self._take(generation, facts, token, cache)
        except (Fenced, StoreError, OperationalError):
            raise
        except Exception:
            return self._take_one_by_one(generation, facts, token)
        return len(facts)

    def _take(self, generation: Generation, facts: Sequence[Decoded], token: int, cache: "_Cache") -> None:
        position = facts[-1][-1]["position"]
        with self._database.writing() as connection:
            self._ledger.advance(connection, generation, position, token)
            cache.take(connection, facts)
        cache.position = position

    def _take_one_by_one(self, generation: Generation, facts: Sequence[Decoded], token: int) -> int:
        """Goes as far as it can, and says which fact it could not take, and why."""
        for taken, each in enumerate(facts):
            cache = _Cache(self.view, generation, self._store)
            try:
                self._take(generation, [each], token, cache)
            except (Fenced, StoreError, OperationalError):
                raise
            except Exception as error:
                kind, decision_id, recorded = each
                why = f"{type(error).__name__}: {error}"[:1000]
                stop = Stop(recorded["position"], kind, decision_id, recorded["version"], why)
                with self._database.writing() as connection:
                    self._ledger.advance(connection, generation, generation.position, token)
                    self._ledger.stop(connection, generation, stop)
                return taken
            (generation,) = (after for after in self._read() if after.number == generation.number)
        return len(facts)

    def _settle(self, token: int) -> None:
        """Switches to what has been built, and drops what a switch or a dead worker left behind."""
        known = self._read()
        current = next((each for each in known if each.state == "current"), None)
        wanted = [each for each in known if each.state == "building" and each.definition >= self.view.version]
        for building in wanted:
            if building.definition != self.view.version or building.stop or current is None:
                continue
            if building.position >= max(current.position, self._store.last_position()):
                with self._database.writing() as connection:
                    self._ledger.advance(connection, building, building.position, token)
                    self._generations.switch(connection, known, building)
                known = self._read()
        left = [e for e in known if e.state == "retired" or (e.state == "building" and e not in wanted)]
        for generation in left:
            self._caches.pop(generation.number, None)
            # Who reads a table for long keeps it from being dropped; that is tried again with the next batch.
            with suppress(StoreError), self._database.writing() as connection:
                self._ledger.advance(connection, generation, generation.position, token)
                self._generations.drop(connection, generation)

    def rebuild(self) -> None:
        """Begins a new generation; the next steps build it, and switch to it when it has caught up."""
        if self._read():
            self._begin("building")

    def retry(self) -> None:
        """Lets the view go on, as after a repair."""
        with self._database.writing() as connection:
            for generation in self._ledger.generations(connection, self.view.name):
                self._ledger.stop(connection, generation, None)


class _Cache:
    """Rows in memory, by decision: read when a decision is first spoken of, written once a batch."""

    def __init__(self, view: View, generation: Generation, store: Store) -> None:
        self.position = generation.position
        self._view, self._store = view, store
        self._number = generation.number
        self._tables = [(shape, table_of(shape, generation.number)) for shape in view.shapes]
        self._scopes: OrderedDict[str, Rows] = OrderedDict()
        self._size = 0

    def take(self, connection: Connection, facts: Sequence[Decoded]) -> None:
        """Changes the rows as the facts say, and writes those that changed."""
        view, scopes = self._view, self._scopes
        wanted = self._wanted(facts)
        named = dict.fromkeys([name for _, name, _ in wanted])
        self._load(connection, wanted, [name for name in named if name not in scopes])
        before = sum(scopes[name].count() for name in named)
        apply = view.apply
        for _, name, recorded in wanted:
            apply(scopes[name], recorded)
        touched = [scopes[name] for name in named]
        for rows in touched:
            view.finish(rows)
        for shape, table in self._tables:
            changed = [rows.tables[shape.name][key] for rows in touched for key in rows.changed[shape.name]]
            if changed:
                if view.beside is not None:
                    view.beside.write(connection, shape, self._number, changed)
                connection.execute(_upsert(table, connection.dialect.name), changed)
        for rows in touched:
            scopes.move_to_end(rows.decision_id)
            for keys in rows.changed.values():
                keys.clear()
        self._shrink(sum(rows.count() for rows in touched) - before)

    def _wanted(self, facts: Sequence[Decoded]) -> Sequence[Decoded]:
        """The facts that the view hears of, each with the decision whose rows it changes."""
        kinds, about = self._view.kinds, self._view.about
        wanted = facts if kinds is None else [each for each in facts if each[0] in kinds]
        return wanted if about is own else [(kind, about(recorded), recorded) for kind, _, recorded in wanted]

    def _load(self, connection: Connection, wanted: Sequence[Decoded], missing: Sequence[str]) -> None:
        if not missing:
            return
        for name in missing:
            self._scopes[name] = Rows(name, self._view.tables)
        new = {name for _, name, recorded in wanted if recorded["version"] == 1 and recorded["decision_id"] == name}
        missing = [name for name in missing if name not in new]
        for at in range(0, len(missing), ASKED):
            for shape, table in self._tables:
                for row in connection.execute(_of_decisions(table, shape), {"names": missing[at : at + ASKED]}):
                    found: Row = dict(row._mapping)
                    key = tuple(found[part] for part in shape.key)
                    self._scopes[found["decision_id"]].tables[shape.name][key] = found
                    self._size += 1
        if self._view.remembers:
            for name in missing:
                self._apply_again(self._scopes[name])

    def _apply_again(self, rows: Rows) -> None:
        """What the view has heard of a decision before, where it had to let go of it."""
        for stored in self._store.of_decision(rows.decision_id):
            if stored.position <= self.position:
                self._view.apply(rows, as_json(stored))

    def _shrink(self, added: int) -> None:
        self._size += added
        while self._size > KEPT and len(self._scopes) > 1:
            _, rows = self._scopes.popitem(last=False)
            self._size -= rows.count()


@lru_cache(maxsize=256)
def _of_decisions(table: Table, shape: Shape) -> Executable:
    order: list[Any] = [table.c[name] for name in shape.order]
    return select(table).where(table.c.decision_id.in_(bindparam("names", expanding=True))).order_by(*order)


@lru_cache(maxsize=256)
def _upsert(table: Table, dialect: str) -> Executable:
    statement: Any = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)
    keys = [column.name for column in table.primary_key]
    over = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=over)  # type: ignore[no-any-return]
