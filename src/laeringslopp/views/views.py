"""All views of a register: brought on, asked, rebuilt."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from types import TracebackType
from typing import Any, Self

from sqlalchemy.exc import ProgrammingError

from laeringslopp.access import Reader
from laeringslopp.errors import LaeringsloppError, StoreError
from laeringslopp.rules import Raised
from laeringslopp.store import Store
from laeringslopp.uncollected import uncollected
from laeringslopp.views.asking import Cursor, columns_named, filters, no, table_named
from laeringslopp.views.columns import Row, Shape
from laeringslopp.views.database import Database
from laeringslopp.views.decisions import DECISIONS
from laeringslopp.views.duties import COLUMNS, DUTIES, all_raised, raised_in
from laeringslopp.views.failures import FAILURES
from laeringslopp.views.generations import table_of
from laeringslopp.views.index import Lookup, sight_of
from laeringslopp.views.judgements import JUDGEMENTS
from laeringslopp.views.ledger import Generation, Ledger, Stop
from laeringslopp.views.lessons import LESSONS
from laeringslopp.views.news import NEWS
from laeringslopp.views.reading import Asked, Page, Partly, counted, every_for_members, rows_for_members
from laeringslopp.views.standing import standing
from laeringslopp.views.texts import TEXTS
from laeringslopp.views.trials import TRIALS
from laeringslopp.views.view import View
from laeringslopp.views.working import BATCH, Batches, Worker

SHIPPED: tuple[View, ...] = (DECISIONS, TRIALS, FAILURES, LESSONS, DUTIES, JUDGEMENTS, NEWS, TEXTS)
MOST_ROWS = 1000
TURN = 0.02
"""Seconds between looks at a view that another process works on."""


class Behind(LaeringsloppError):
    """A view has not come as far as it was asked to, and could not be brought there."""

    def __init__(self, view: str, position: int, asked: int, stop: Stop | None = None) -> None:
        self.view, self.position, self.asked, self.stop = view, position, asked, stop
        why = f"stopped at {stop.position}" if stop else "another process works on it"
        super().__init__(f"the view {view} has come to {position}, not to {asked}: {why}")


@dataclass(frozen=True, slots=True)
class Status:
    """How one view stands; for readiness and metrics."""

    view: str
    version: int
    """Of its definition."""
    position: int
    """How far readers see."""
    behind: int
    """How many positions the register is ahead of that."""
    rebuilding: int | None
    """How far a new generation has come; None: none is being built."""
    stop: Stop | None
    """What stopped it; None: it goes on."""
    worker: str | None
    """Who works on it."""


class Views:
    """The views of one register. Close them, or use ``with``.

    ``clock`` gives the time with its offset (leases, and the day on which access is asked about); ``wait`` and
    ``elapsed`` are how ``at_least`` waits for another process.
    """

    def __init__(
        self,
        store: Store,
        url: str,
        views: Sequence[View] = SHIPPED,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        holder: str | None = None,
        wait: Callable[[float], object] = time.sleep,
        elapsed: Callable[[], float] = time.monotonic,
        batch: int = BATCH,
    ) -> None:
        self._store, self._clock, self._wait, self._elapsed, self._batch = store, clock, wait, elapsed, batch
        self._standing = standing(views)
        # Standing comes first, so that it is seldom behind what it is asked about.
        self._all = {view.name: view for view in (self._standing, *views)}
        self.tables: Mapping[str, Shape] = {shape.name: shape for view in views for shape in view.readable}
        """The tables that may be asked, by name, with what their columns mean."""
        self._of_table = {shape.name: view for view in views for shape in view.readable}
        self._database = Database(url)
        try:
            self._ledger = Ledger(self._database, holder or f"worker-{secrets.token_hex(4)}", clock)
        except BaseException:
            self._database.close()
            raise
        batches = self._batches = Batches(store)
        self._workers = {
            view.name: Worker(view, store, batches, self._database, self._ledger) for view in self._all.values()
        }
        self._turn = threading.Lock()
        self.trouble: StoreError | None = None
        """What kept ``follow`` from going on the last time; None: nothing did."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets other processes work on the views, and gives back what is held on to."""
        with self._turn:
            try:
                self._ledger.release()
            finally:
                self._database.close()

    def step(self) -> int:
        """Takes a batch into each view that this process may work on; how many facts moved. Raises StoreError."""
        moved, trouble = 0, None
        with uncollected():
            for name in self._workers:
                try:
                    moved += self._step(name) or 0
                except StoreError as error:  # one view that stands before what cannot be read holds up no other
                    trouble = trouble or error
            self._batches.forget()
        if trouble is not None and not moved:
            raise trouble
        return moved

    def _step(self, name: str) -> int | None:
        with self._turn:  # one thread works at a time; another finds the work done
            return self._workers[name].step(self._batch)

    def catch_up(self) -> None:
        """Takes in all there is, rebuilds included. Raises StoreError."""
        while self.step():
            pass

    def follow(self, stop: threading.Event, every: float = 0.5) -> None:
        """Catches up, and goes on as facts are recorded, until it is told to stop: the loop of a worker's thread.

        What a database refuses, or a fact that nobody can read, is tried again and told of in ``trouble``.
        """
        while not stop.is_set():
            try:
                # Less than a batch: it has caught up. What comes meanwhile is taken together later, or those who record
                # would pay for a commit of the views with nearly every one of theirs.
                while not stop.is_set() and self.step() >= self._batch:
                    pass
                self.trouble = None
            except StoreError as error:
                self.trouble = error
            stop.wait(every)

    def at_least(self, position: int, timeout: float = 5.0, views: Collection[str] | None = None) -> None:
        """Returns once these views (all, where none are named) have come to a position; they are brought there here,
        unless another process works on them. Raises Behind where that takes longer than ``timeout`` seconds, and at
        once for a view that is stopped. Names are of tables; Invalid for one that is unknown.
        """
        deadline = self._elapsed() + timeout
        for name in self._named(views):
            is_late = False
            while (generation := self._current(name)) is None or generation.position < position:
                at, stop = (generation.position, generation.stop) if generation else (0, None)
                if stop and self._workers[name].has_tried:
                    raise Behind(name, at, position, stop)
                if is_late:
                    raise Behind(name, at, position)
                try:
                    moved = self._step(name)
                except StoreError:
                    # Another may have come this far meanwhile; then what cannot be read lies behind what is asked.
                    if (now := self._current(name)) is None or now.position < position:
                        raise
                    break
                is_late = self._elapsed() >= deadline
                if not moved:
                    if is_late or (moved is not None and position > self._store.last_position()):
                        raise Behind(name, at, position)
                    self._wait(TURN)

    def _named(self, tables: Collection[str] | None) -> list[str]:
        if tables is None:
            return list(self._all)
        wanted = {self._of_table[table_named(name, self.tables).name].name for name in tables}
        return [name for name in self._all if name in wanted]

    def _current(self, name: str) -> Generation | None:
        with self._database.reading() as connection:
            found = _current(self._ledger.generations(connection, name))
        view = self._all[name]
        if found is not None and view.beside is not None and found.definition != view.version:
            return None  # an index of another program cannot be asked
        return found

    def rebuild(self, table: str) -> None:
        """Builds a view anew beside the old one; readers go on reading that until the new one has caught up."""
        (name,) = self._named([table])
        self._workers[name].rebuild()

    def retry(self, table: str) -> None:
        """Lets a view that was stopped go on, as after a repair."""
        (name,) = self._named([table])
        self._workers[name].retry()

    def status(self) -> list[Status]:
        """How each view stands. Raises StoreError."""
        last = self._store.last_position()
        with self._database.reading() as connection:
            known = self._ledger.generations(connection)
            workers = {name: self._ledger.worker(connection, name) for name in self._all}
        found = []
        for view in self._all.values():
            generations = [generation for generation in known if generation.view == view.name]
            current = _current(generations)
            building = next((each for each in generations if each.state == "building"), None)
            position = current.position if current else 0
            stop = next((each.stop for each in generations if each.stop), None)
            rebuilding = building.position if building else None
            behind = max(0, last - position)
            found.append(Status(view.name, view.version, position, behind, rebuilding, stop, workers[view.name]))
        return found

    def rows(
        self,
        view: str,
        reader: Reader,
        where: Mapping[str, Any] | None = None,
        columns: Iterable[str] | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> Page:
        """Rows of a view as the reader may see them, in the order in which what they tell of was recorded.

        ``where`` is as ``filters`` says; ``after`` is the ``next`` of the page before. Raises Invalid (with the
        nearest name for what is unknown) and StoreError.
        """
        shape = table_named(view, self.tables)
        if not 1 <= limit <= MOST_ROWS:
            no("no-limit", f"limit is from 1 to {MOST_ROWS}", "/limit")
        shown = columns_named(columns, shape)
        asked = Asked(
            self._of_table[view],
            shape,
            reader,
            filters(where or {}, shape),
            Cursor.parse(after, shape),
            limit + 1,
            self._clock().date(),
        )
        try:
            found, position = self._read(asked)
        except ProgrammingError:  # PostgreSQL let the tables be dropped after we had seen which to read
            found, position = self._read(asked)
        more = str(Cursor.of(found[limit - 1], shape)) if len(found) > limit else None
        return Page(tuple({name: row[name] for name in shown} for row in found[:limit]), more, position)

    def every(
        self, view: str, reader: Reader, columns: Sequence[str], where: Mapping[str, Any] | None = None
    ) -> list[tuple[Any, ...]]:
        """These columns of each row that the reader may see, in the order of ``rows``; all of them at once.

        For what looks at very many rows and keeps few. Raises as ``rows`` does.
        """
        shape = table_named(view, self.tables)
        names = columns_named(columns, shape)
        asked = Asked(self._of_table[view], shape, reader, filters(where or {}, shape), None, 0, self._clock().date())
        with uncollected(), self._database.reading() as connection:
            generation = _current(self._ledger.generations(connection, asked.view.name))
            if generation is None or table_of(shape, generation.number).name not in generation.tables:
                return []
            if reader.levels is None and reader.organisations is None:
                return every_for_members(connection, asked, generation, names)
            of_standing = _current(self._ledger.generations(connection, self._standing.name))
            if of_standing is None:
                return []
            return list(Partly(connection, asked, generation, of_standing, self._store).every(names))

    def counts(
        self, view: str, reader: Reader, by: Sequence[str], where: Mapping[str, Any] | None = None
    ) -> Mapping[tuple[Any, ...], int]:
        """How many rows that the reader may see have the same values in these columns. Raises as ``rows`` does."""
        shape = table_named(view, self.tables)
        columns = columns_named(by, shape)
        if reader.levels is None and reader.organisations is None:
            wanted = filters(where or {}, shape)
            with self._database.reading() as connection:
                generation = _current(self._ledger.generations(connection, self._of_table[view].name))
                if generation is None or table_of(shape, generation.number).name not in generation.tables:
                    return {}
                return counted(connection, table_of(shape, generation.number), columns, wanted)
        return Counter(self.every(view, reader, columns, where))

    def raised(
        self,
        reader: Reader,
        organisation: str | None = None,
        decision_id: str | None = None,
        open_on: date | None = None,
        levels: Sequence[str | None] | None = None,
    ) -> Iterable[Raised]:
        """What decisions have raised, as the reader may see it; ``open_on`` leaves out what was met by that day,
        ``levels`` what is owed by others than these, of whom None is the administration.

        For ``Register.duties``, which says by when it is owed. Raises StoreError.
        """
        given = {"organisation": organisation, "decision_id": decision_id, "level": levels}
        where: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        if reader.levels is None and reader.organisations is None:
            with self._database.reading() as connection:
                generation = _current(self._ledger.generations(connection, DUTIES.name))
                if generation is not None and generation.definition == DUTIES.version:
                    return all_raised(connection, table_of(DUTIES.shapes[0], generation.number), where, open_on)
        still: list[dict[str, Any]] = (
            [{}] if open_on is None else [{"met_on": None}, {"met_on.from": open_on + timedelta(days=1)}]
        )
        return (raised_in(*row) for more in still for row in self.every(DUTIES.name, reader, COLUMNS, where | more))

    @contextmanager
    def searching(self, reader: Reader, organisation: str | None = None) -> Iterator[Lookup | None]:
        """The index of texts as a reader sees it, or of one organisation's, in one snapshot; None: nothing is recorded.

        Raises Behind where it is not built yet, or by another program: that nothing was looked through is not that
        nothing has failed. Raises StoreError.
        """
        with self._database.reading() as connection:
            generation = _current(self._ledger.generations(connection, TEXTS.name))
            if generation is None or generation.definition != TEXTS.version:
                if last := self._store.last_position():
                    raise Behind(TEXTS.name, 0, last)
                yield None
            else:
                yield Lookup(connection, TEXTS.shapes[0], generation, sight_of(reader), organisation)

    def _read(self, asked: Asked) -> tuple[list[Row], int]:
        """One row more than was asked for, to tell whether there is more; and how far the view had come."""
        with self._database.reading() as connection:
            generation = _current(self._ledger.generations(connection, asked.view.name))
            if generation is None or table_of(asked.shape, generation.number).name not in generation.tables:
                return [], 0  # nothing was built yet, or nothing with this table
            if asked.reader.levels is None and asked.reader.organisations is None:
                return rows_for_members(connection, asked, generation), generation.position
            of_standing = _current(self._ledger.generations(connection, self._standing.name))
            if of_standing is None:
                return [], 0
            partly = Partly(connection, asked, generation, of_standing, self._store)
            return list(islice(partly.rows(), asked.limit)), generation.position


def _current(generations: Sequence[Generation]) -> Generation | None:
    return next((each for each in generations if each.state == "current"), None)
