"""What is known of each view: its generations, how far they have come, what stopped them, and who works on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, Text, Update, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ProgrammingError

from laeringslopp.errors import StoreError
from laeringslopp.views.columns import SECOND
from laeringslopp.views.database import SCHEMA, Database

BOOKS = MetaData()
GENERATIONS = Table(
    "generations",
    BOOKS,
    Column("view", Text, primary_key=True),
    Column("generation", BigInteger, primary_key=True),
    Column("definition", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("tables", Text, nullable=False),
    Column("stopped_position", BigInteger),
    Column("stopped_kind", Text),
    Column("stopped_decision", Text),
    Column("stopped_version", BigInteger),
    Column("stopped_why", Text),
    sqlite_with_rowid=False,
)
LEASES = Table(
    "leases",
    BOOKS,
    Column("view", Text, primary_key=True),
    Column("holder", Text),
    Column("token", BigInteger, nullable=False),
    Column("expires", Text),
    sqlite_with_rowid=False,
)
LEASE = timedelta(seconds=5)
"""How long a worker that says nothing keeps its view, where no lock of the database tells that it died."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a view stands still: the fact that its function could not take, and what it raised."""

    position: int
    kind: str
    decision_id: str
    version: int
    why: str
    """The exception's type and text; for those who run the register, since it may quote what is withheld."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One building of a view's tables."""

    view: str
    number: int
    definition: int
    position: int
    state: str
    """``building``, ``current`` (what readers read) or ``retired`` (to be dropped)."""
    tables: tuple[str, ...]
    """The names of its tables, of whatever definition."""
    stop: Stop | None


class Fenced(Exception):
    """Somebody else works on the view by now; nothing was written."""


class Ledger:
    """The books, and the election of one worker for each view."""

    def __init__(self, database: Database, holder: str, clock: Callable[[], datetime]) -> None:
        self._database, self._holder, self._clock = database, holder, clock
        self._tokens: dict[str, int] = {}
        self._locks: Connection | None = None
        try:
            self._make()
        except ProgrammingError as error:
            detail = f"the schema {SCHEMA} cannot be made or written to: {error.orig}"
            raise StoreError(detail, "no-views-schema", schema=SCHEMA) from error

    def _make(self) -> None:
        with self._database.writing() as connection:
            if self._database.is_postgres:
                # Two that begin at once would both find nothing and make it twice.
                connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(SCHEMA))))
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
            BOOKS.create_all(connection)

    def generations(self, connection: Connection, view: str | None = None) -> list[Generation]:
        """Of one view, or of all, oldest first."""
        asked = select(GENERATIONS).order_by(GENERATIONS.c.view, GENERATIONS.c.generation)
        if view is not None:
            asked = asked.where(GENERATIONS.c.view == view)
        return [
            Generation(
                row.view,
                row.generation,
                row.definition,
                row.position,
                row.state,
                tuple(row.tables.split()),
                None
                if row.stopped_position is None
                else Stop(
                    row.stopped_position,
                    row.stopped_kind,
                    row.stopped_decision,
                    row.stopped_version,
                    row.stopped_why,
                ),
            )
            for row in connection.execute(asked)
        ]

    def begin(
        self, connection: Connection, view: str, number: int, definition: int, state: str, tables: Sequence[str]
    ) -> None:
        """Enters a generation that nothing was done on."""
        begun = {"view": view, "generation": number, "definition": definition, "position": 0}
        connection.execute(insert(GENERATIONS).values(**begun, state=state, tables=" ".join(tables)))

    def set_state(self, connection: Connection, generation: Generation, state: str) -> None:
        """Makes it ``current`` or ``retired``."""
        connection.execute(_one(generation).values(state=state))

    def forget(self, connection: Connection, generation: Generation) -> None:
        """Strikes it out, as when its tables are dropped."""
        connection.execute(
            GENERATIONS.delete().where(
                GENERATIONS.c.view == generation.view, GENERATIONS.c.generation == generation.number
            )
        )

    def advance(self, connection: Connection, generation: Generation, position: int, token: int) -> None:
        """Moves it on, and keeps the view for this worker. Raises Fenced where it is this worker's no more.

        It comes first in a transaction: in PostgreSQL it holds the rows, so that two never write at once.
        """
        self.hold(connection, generation.view, token)
        moved = connection.execute(
            _one(generation)
            .where(GENERATIONS.c.position == generation.position, GENERATIONS.c.state == generation.state)
            .values(position=position)
        )
        if moved.rowcount != 1:
            raise Fenced(generation.view)

    def hold(self, connection: Connection, view: str, token: int) -> None:
        """Keeps a view for this worker for as long as the transaction lasts. Raises Fenced where it has lost it."""
        held = connection.execute(
            update(LEASES)
            .where(LEASES.c.view == view, LEASES.c.token == token)
            .values(expires=_written(self._clock() + LEASE))
        )
        if held.rowcount != 1:
            self._tokens.pop(view, None)
            raise Fenced(view)

    def alone(self, connection: Connection, view: str) -> None:
        """Lets nobody else begin a generation while the transaction lasts; in SQLite it is alone anyway."""
        if self._database.is_postgres:
            key = func.hashtext(f"{view} is begun")
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(SCHEMA), key)))

    def stop(self, connection: Connection, generation: Generation, stop: Stop | None) -> None:
        """Says why it stands still; None: that it may go on."""
        values = (
            dict.fromkeys(("position", "kind", "decision", "version", "why"))
            if stop is None
            else {
                "position": stop.position,
                "kind": stop.kind,
                "decision": stop.decision_id,
                "version": stop.version,
                "why": stop.why,
            }
        )
        connection.execute(_one(generation).values({f"stopped_{name}": value for name, value in values.items()}))

    def take(self, view: str) -> int | None:
        """Makes this process the view's one worker; its token, or None where another process works on it.

        What is held is kept without asking: whether it is held still is asked where it counts, in ``advance``.
        """
        if view in self._tokens:
            return self._tokens[view]
        if self._database.is_postgres and not self._lock(view):
            return None
        with self._database.writing() as connection:
            upsert = postgresql.insert if self._database.is_postgres else sqlite.insert
            connection.execute(upsert(LEASES).values(view=view, token=0).on_conflict_do_nothing())
            now = self._clock()
            # One that ends later than any can was given before the clock was set back; it would hold until then.
            ends = LEASES.c.expires
            free = LEASES.c.holder.is_(None) | (ends <= _written(now)) | (ends > _written(now + 2 * LEASE))
            taken = update(LEASES).where(LEASES.c.view == view)
            if not self._database.is_postgres:
                taken = taken.where(free)
            took = connection.execute(
                taken.values(holder=self._holder, token=LEASES.c.token + 1, expires=_written(self._clock() + LEASE))
            )
            if took.rowcount != 1:
                return None
            token = connection.execute(select(LEASES.c.token).where(LEASES.c.view == view)).scalar_one()
        self._tokens[view] = token
        return int(token)

    def _lock(self, view: str) -> bool:
        """An advisory lock of a session of its own: the server lets go of it when this process dies."""
        if self._locks is None or self._locks.closed or self._locks.invalidated:
            self._locks = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        return bool(self._locks.scalar(select(func.pg_try_advisory_lock(func.hashtext(SCHEMA), func.hashtext(view)))))

    def worker(self, connection: Connection, view: str) -> str | None:
        """Who works on a view, as far as the books say."""
        return connection.execute(select(LEASES.c.holder).where(LEASES.c.view == view)).scalar()

    def release(self) -> None:
        """Lets the views go, so that another process need not wait."""
        tokens, self._tokens = self._tokens, {}
        if tokens:
            with self._database.writing() as connection:
                for view, token in tokens.items():
                    connection.execute(
                        update(LEASES)
                        .where(LEASES.c.view == view, LEASES.c.token == token)
                        .values(holder=None, expires=None)
                    )
        if self._locks is not None:
            self._locks.invalidate()  # a pooled connection would keep the locks
            self._locks.close()
            self._locks = None


def _one(generation: Generation) -> Update:
    return update(GENERATIONS).where(
        GENERATIONS.c.view == generation.view, GENERATIONS.c.generation == generation.number
    )


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()[:SECOND]
