"""A view's tables: made beside the old ones, switched to in one transaction, and dropped when nobody reads them."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Connection, MetaData, Table, text
from sqlalchemy.exc import ProgrammingError

from laeringslopp.views.columns import Shape
from laeringslopp.views.database import Database
from laeringslopp.views.ledger import Generation, Ledger
from laeringslopp.views.view import View

DROP_WAIT = "SET LOCAL lock_timeout = '2s'"
"""In PostgreSQL a table is dropped when no statement reads it; a long one is let finish, and it is tried again."""


@lru_cache(maxsize=256)
def table_of(shape: Shape, generation: int) -> Table:
    """The table of a shape in a generation."""
    return shape.table(MetaData(), generation)


class Generations:
    """Makes, switches and drops the tables of one view."""

    def __init__(self, view: View, ledger: Ledger, database: Database) -> None:
        self._view, self._ledger, self._database = view, ledger, database

    def begin(self, connection: Connection, known: Sequence[Generation], state: str) -> None:
        """Makes the tables of a new generation, empty."""
        number = max((generation.number for generation in known), default=0) + 1
        tables = [table_of(shape, number) for shape in self._view.shapes]
        for table in tables:
            table.create(connection)
        names = [table.name for table in tables]
        if self._view.beside is not None:
            names += self._view.beside.create(connection, number)
        self._ledger.begin(connection, self._view.name, number, self._view.version, state, names)
        if state == "current":
            self._point(connection, number)

    def switch(self, connection: Connection, known: Sequence[Generation], to: Generation) -> None:
        """Readers read another generation from the next statement on."""
        for generation in known:
            if generation.state == "current":
                self._ledger.set_state(connection, generation, "retired")
        self._ledger.set_state(connection, to, "current")
        self._point(connection, to.number)

    def drop(self, connection: Connection, generation: Generation) -> None:
        """Drops the tables of a generation, of whatever definition, and strikes it out."""
        if self._database.is_postgres:
            connection.execute(text(DROP_WAIT))
        for name in generation.tables:
            connection.execute(text(f'DROP TABLE IF EXISTS {self._database.schema}"{name}"'))
        self._ledger.forget(connection, generation)

    def _point(self, connection: Connection, number: int) -> None:
        """Lets the names that dashboards are built on stand for the tables of a generation."""
        for shape in self._view.readable:
            name = f"{self._database.schema}{shape.name}"
            columns = ", ".join(f'"{column}"' for column in shape.public)
            selected = f"VIEW {name} AS SELECT {columns} FROM {name}__g{number}"
            if self._database.is_postgres:
                try:
                    with connection.begin_nested():  # what was granted on the name, and is built on it, stays
                        connection.execute(text(f"CREATE OR REPLACE {selected}"))
                    continue
                except ProgrammingError:
                    pass  # columns were taken away or moved: then the name must be made anew
            connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
            connection.execute(text(f"CREATE {selected}"))
