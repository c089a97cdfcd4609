"""eventsourcing's recorders with group commit: a persistence module in its own right.

They read and write the tables of ``eventsourcing.postgres`` under the same lock, so both can work on one database.
"""

import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from itertools import chain
from operator import attrgetter
from types import TracebackType
from typing import Any, TypeVar

import psycopg
from eventsourcing.persistence import ApplicationRecorder as AnyApplicationRecorder
from eventsourcing.persistence import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    PersistenceError,
    ProgrammingError,
    StoredEvent,
    Subscription,
    Tracking,
)
from eventsourcing.persistence import ProcessRecorder as AnyProcessRecorder
from eventsourcing.postgres import (
    ConnectionPool,
    PostgresAggregateRecorder,
    PostgresApplicationRecorder,
    PostgresDatastore,
    PostgresFactory,
    PostgresProcessRecorder,
    PostgresSubscription,
    PostgresTrackingRecorder,
)
from eventsourcing.utils import Environment, EnvType, retry
from psycopg import Cursor
from psycopg.rows import DictRow, dict_row, tuple_row
from psycopg.sql import SQL, Identifier

from laeringslopp.store.grouping import Group
from laeringslopp.store.postgres.appending import MOST, Dedicated, Writer
from laeringslopp.store.postgres.connecting import Session, Unanswered, set_up
from laeringslopp.store.postgres.schema import ADVISORY_LOCK
from laeringslopp.store.postgres.waking import LOOK, Sender

R = TypeVar("R")
Answer = Sequence[int] | Exception

CREATE_INSERT = """
CREATE OR REPLACE FUNCTION {schema}.{function}(
    ids {id_type}[], versions bigint[], topics text[], states bytea[], OUT first bigint
) LANGUAGE plpgsql AS $$
BEGIN
    {lock_timeout}
    LOCK TABLE {schema}.{table} IN EXCLUSIVE MODE;
    first := coalesce((SELECT max(e.notification_id) FROM {schema}.{table} e), 0) + 1;
    INSERT INTO {schema}.{table} (originator_id, originator_version, topic, state, notification_id)
    SELECT r.id, r.version, r.topic, r.state, first + r.n - 1
    FROM unnest(ids, versions, topics, states) WITH ORDINALITY AS r(id, version, topic, state, n);
    PERFORM setval(pg_get_serial_sequence({table_text}, 'notification_id'), first + cardinality(ids) - 1);
END $$
"""
NAMESAKES: dict[type, type[PersistenceError]] = {
    psycopg.InterfaceError: InterfaceError,
    psycopg.OperationalError: OperationalError,
    psycopg.DataError: DataError,
    psycopg.IntegrityError: IntegrityError,
    psycopg.InternalError: InternalError,
    psycopg.ProgrammingError: ProgrammingError,
    psycopg.NotSupportedError: NotSupportedError,
    psycopg.DatabaseError: DatabaseError,
}

_version = attrgetter("originator_id", "originator_version")
_columns = attrgetter("originator_id", "originator_version", "topic", "state")

INSERT = "SELECT {schema}.{function}(%b::{id_type}[], %b::bigint[], %b::text[], %b::bytea[])"
TAKEN = """
SELECT DISTINCT r.n FROM unnest(%b::bigint[], %b::{id_type}[], %b::bigint[]) AS r(n, id, version)
JOIN {schema}.{table} AS e ON e.originator_id = r.id AND e.originator_version = r.version
"""


class AggregateRecorder(PostgresAggregateRecorder):
    """eventsourcing's own: snapshots and streams without positions."""


class ApplicationRecorder(PostgresApplicationRecorder):
    """Those who insert together share one transaction; each has its own answer."""

    def __init__(self, datastore: PostgresDatastore, *, events_table_name: str = "stored_events", **more: Any) -> None:
        super().__init__(datastore, events_table_name=events_table_name, **more)
        table = f"{datastore.schema}.{Identifier(events_table_name).as_string()}"
        names = {
            "schema": Identifier(datastore.schema),
            "table": Identifier(events_table_name),
            "table_text": f"{Identifier(datastore.schema).as_string()}.{Identifier(events_table_name).as_string()}",
            # A table's name may be as long as a name can be, so it cannot be part of another.
            "function": Identifier(f"laeringslopp_insert_{sha256(events_table_name.encode()).hexdigest()[:16]}"),
            "id_type": Identifier(datastore.originator_id_type),
            "lock_timeout": SQL("SET LOCAL lock_timeout = '{}s';" if datastore.lock_timeout else "").format(
                datastore.lock_timeout
            ),
        }
        self.sql_create_statements.append(SQL(CREATE_INSERT).format(**names))
        self._insert_statement = SQL(INSERT).format(**names)
        self._taken_statement = SQL(TAKEN).format(**names)
        self._dedicated = Dedicated(partial(_connect, datastore.pool))
        # Many who use eventsourcing let go of a recorder without closing anything.
        self._let_go = weakref.finalize(self, self._dedicated.close)
        self._writer = Writer(partial(_borrowed, self._dedicated), f"the table {table}")
        self._group: Group[Sequence[StoredEvent], Sequence[int]] = Group(self._commit, len, MOST)
        self._sender = Sender(datastore.get_connection, self.channel_name)

    # What is retried was surely not recorded: where that is not known, a DatabaseError is raised.
    @retry((InterfaceError, OperationalError), max_attempts=10, wait=0.2)
    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Records all or none; their positions. Raises IntegrityError where one of them stands already."""
        if not stored_events:
            return []
        return list(self._group.submit(stored_events))

    def close(self) -> None:
        """Gives back the writer's connection; the others are the datastore's."""
        self._sender.close()
        self._let_go()

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[AnyApplicationRecorder]:
        return Follower(recorder=self, gt=gt, topics=topics)

    def _create_table(self, curs: Cursor[DictRow]) -> None:
        # One after the other: a function cannot be made or replaced by two at once.
        curs.execute("SELECT pg_advisory_xact_lock(%s)", (ADVISORY_LOCK,))
        super()._create_table(curs)

    def _commit(self, appends: Sequence[Sequence[StoredEvent]]) -> list[Answer]:
        """In as few rounds as may be: one, mostly, for whoever reads a decision first seldom clashes."""
        answers: dict[int, Answer] = {}
        recorded: set[tuple[Any, int]] = set()
        left = dict(enumerate(appends))
        try:
            if len(set(map(_version, chain(*appends)))) == sum(map(len, appends)):
                self._record(left, answers)
            while left := {number: events for number, events in left.items() if number not in answers}:
                together: dict[int, Sequence[StoredEvent]] = {}
                taken = set(recorded)
                for number, events in left.items():
                    versions = set(map(_version, events))
                    if len(versions) < len(events) or not recorded.isdisjoint(versions):
                        answers[number] = IntegrityError("somebody came first")
                    elif taken.isdisjoint(versions):
                        together[number] = events
                        taken |= versions
                self._record(together, answers)
                for number, events in together.items():
                    if isinstance(answers.get(number), range):
                        recorded.update(map(_version, events))
        except Unanswered as error:
            unknown = DatabaseError(str(error))
            unknown.__cause__ = error
            answers |= dict.fromkeys(left.keys() - answers.keys(), unknown)
        except Exception as error:
            answers |= dict.fromkeys(left.keys() - answers.keys(), error)
        if any(isinstance(answer, range) for answer in answers.values()):
            self._sender.send()
        return [answers[number] for number in range(len(appends))]

    def _record(self, appends: dict[int, Sequence[StoredEvent]], answers: dict[int, Answer]) -> None:
        """All of them; or none, and those are answered that stand already."""
        if not appends:
            return
        try:
            first = self._insert(chain(*appends.values()))
        except IntegrityError as error:
            stands = self._taken(appends)
            # With none to blame it is no version that is in the way.
            answers.update(dict.fromkeys(stands or appends, error))
        except (DataError, ProgrammingError, NotSupportedError, UnicodeError) as error:
            # Something that cannot be stored: its own fault, not its neighbours'.
            if len(appends) == 1:
                answers.update(dict.fromkeys(appends, error))
            else:
                for number, events in appends.items():
                    self._record({number: events}, answers)
        else:
            for number, events in appends.items():
                answers[number] = range(first, first := first + len(events))

    def _insert(self, events: Iterable[StoredEvent]) -> int:
        columns = list(map(list, zip(*map(_columns, events), strict=True)))
        return int(self._writer.ask(self._insert_statement, columns)[0][0])

    def _taken(self, appends: dict[int, Sequence[StoredEvent]]) -> list[int]:
        rows = [(number, e.originator_id, e.originator_version) for number, events in appends.items() for e in events]
        found = self._writer.ask(self._taken_statement, list(map(list, zip(*rows, strict=True))))
        return [number for (number,) in found]


class TrackingRecorder(PostgresTrackingRecorder):
    """eventsourcing's own."""


class ProcessRecorder(ApplicationRecorder, PostgresProcessRecorder):
    """What comes with a tracking position is recorded with it, in a transaction of its own."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        tracking: Tracking | None = kwargs.get("tracking")
        if tracking is None:
            positions: Sequence[int] | None = super().insert_events(stored_events)
            return positions
        try:
            return list(self._insert_tracked(stored_events, tracking))
        except Unanswered as error:
            raise DatabaseError(str(error)) from error

    @retry((InterfaceError, OperationalError), max_attempts=10, wait=0.2)
    def _insert_tracked(self, stored_events: Sequence[StoredEvent], tracking: Tracking) -> Sequence[int]:
        positions: Sequence[int] = []
        with (
            self._writer.connection() as connection,
            self._writer.committing(connection),
            connection.transaction(),
            connection.cursor(row_factory=dict_row) as cursor,
        ):
            # In eventsourcing's order: its writers hold the position when they wait for the table.
            self._insert_tracking(cursor, tracking)
            if stored_events:
                columns = list(map(list, zip(*map(_columns, stored_events), strict=True)))
                inserting = connection.cursor(binary=True, row_factory=tuple_row)
                first = inserting.execute(self._insert_statement, columns).fetchall()[0][0]
                positions = list(range(first, first + len(stored_events)))
        if positions:
            self._sender.send()
        return positions


class Follower(PostgresSubscription):
    """Woken by NOTIFY, and looks by itself too: whoever recorded may have died before it could tell."""

    def _listen(self) -> None:
        try:
            with self._recorder.datastore.get_connection() as connection:
                connection.execute(SQL("LISTEN {}").format(Identifier(self._recorder.channel_name)))
                self._has_been_notified.set()
                quiet = 0.0
                while not self._has_been_stopped and not self._thread_error:
                    heard = list(connection.notifies(timeout=0.1, stop_after=1))
                    quiet = 0.0 if heard else quiet + 0.1
                    if heard or quiet >= LOOK:
                        quiet = 0.0
                        self._has_been_notified.set()
        except BaseException as error:
            if self._thread_error is None:
                self._thread_error = error
            self.stop()


class Factory(PostgresFactory):
    """Found by ``PERSISTENCE_MODULE=laeringslopp.store.postgres``; settings as for ``eventsourcing.postgres``."""

    aggregate_recorder_class = AggregateRecorder
    application_recorder_class = ApplicationRecorder
    tracking_recorder_class = TrackingRecorder
    process_recorder_class = ProcessRecorder

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        self._made: list[ApplicationRecorder] = []

    def application_recorder(self) -> AnyApplicationRecorder:
        return self._kept(super().application_recorder())

    def process_recorder(self) -> AnyProcessRecorder:
        return self._kept(super().process_recorder())

    def _kept(self, recorder: R) -> R:
        if isinstance(recorder, ApplicationRecorder):
            self._made.append(recorder)
        return recorder

    def close(self) -> None:
        for recorder in self._made:
            recorder.close()
        super().close()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _connect(pool: ConnectionPool[Any]) -> Session:
    """A connection of the writer's own, to where the pool's connections go."""
    arguments = dict(pool.kwargs) if isinstance(pool.kwargs, dict) else {}
    if pool.get_password_func:
        arguments["password"] = pool.get_password_func()
    connection = psycopg.connect(**{**arguments, "row_factory": tuple_row})
    set_up(connection)
    return connection


@contextmanager
def _borrowed(dedicated: Dedicated) -> Iterator[Session]:
    """The writer's connection, whose errors are eventsourcing's."""
    try:
        with dedicated.borrow() as connection:
            yield connection
    except psycopg.Error as error:
        # Each of psycopg's errors has a namesake; they are all of the same standard.
        for kind in type(error).__mro__:
            namesake = NAMESAKES.get(kind)
            if namesake:
                raise namesake(str(error)) from error
        raise PersistenceError(str(error)) from error
