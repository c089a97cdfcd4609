"""A register of ours and an application of theirs, on the same kind of store with the same promises."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks import postgres
from benchmarks.work import Decisions


@dataclass(frozen=True)
class Place:
    """Where both are."""

    url: str
    theirs: Decisions
    settings: str
    database: dict[str, str] | None = None

    def settle(self) -> None:
        """After much was written, before it is read."""
        if self.database is not None:
            postgres.analyze(self.database)
            postgres.analyze(self.their_database)

    @property
    def their_database(self) -> dict[str, str]:
        """Where theirs is, in PostgreSQL."""
        env = self.theirs.env
        return {name: env[f"POSTGRES_{name.upper()}"] for name in ("host", "port", "dbname", "user")}


@contextmanager
def place(store: str) -> Iterator[Place]:
    """In ``sqlite`` or ``postgres``."""
    if store == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            settings = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": f"{folder}/theirs.db"}
            with Decisions(settings) as theirs:
                yield Place(f"sqlite:///{folder}/ours.db", theirs, "SQLite WAL, synchronous=FULL")
        return
    ours, other = postgres.database(), postgres.database()
    with Decisions(postgres.environment(other, "eventsourcing.postgres")) as theirs:
        yield Place(postgres.url_of(ours), theirs, postgres.settings(), ours)
    postgres.drop(ours)
    postgres.drop(other)
