"""The two small tables behind the tally: what was refused of late, and the counts."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, MetaData, Table, Text, and_, delete, func, select, text
from sqlalchemy.dialects import postgresql, sqlite

from laeringslopp.register.tally import Attempt, Count
from laeringslopp.views.database import Database

SCHEMA = "laeringslopp_counts"
"""In PostgreSQL: apart from the views, which may be dropped at any time."""

TABLES = MetaData()
OF_LATE = Table(
    "refused_of_late",
    TABLES,
    Column("organisation", Text, primary_key=True),
    Column("decision_id", Text, primary_key=True),
    Column("version", BigInteger, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("rule_id", Text, primary_key=True),
    Column("times", BigInteger, nullable=False),
    Column("last", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""One row for each state of a decision in which a rule refused a kind, however often somebody tries again."""
REFUSED = Table(
    "refused",
    TABLES,
    Column("organisation", Text, primary_key=True),
    Column("rule_id", Text, primary_key=True),
    Column("times", BigInteger, nullable=False),
    Column("followed", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
AT_ONCE = 1000
"""How many attempts of late are looked at in one go."""


class Tables:
    """The tables at a URL, made where there are none. Raises StoreError."""

    def __init__(self, url: str, patience: float) -> None:
        self._database = Database(url, SCHEMA, patience)
        self._insert: Any = postgresql.insert if self._database.is_postgres else sqlite.insert
        with self._database.writing() as connection:
            if self._database.is_postgres:
                connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(SCHEMA))))
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
            TABLES.create_all(connection)

    def add(self, attempts: Iterable[Attempt], at: str) -> None:
        """Counts each attempt once."""
        with self._database.writing() as connection:
            for attempt in dict.fromkeys(attempts):
                added = self._insert(OF_LATE).values(**attempt._asdict(), times=1, last=at)
                again = {"times": OF_LATE.c.times + 1, "last": added.excluded.last}
                connection.execute(
                    added.on_conflict_do_update(index_elements=list(OF_LATE.primary_key.columns), set_=again)
                )

    def of_late(self) -> Sequence[tuple[Attempt, str, int]]:
        """What is not settled yet: when it was last tried, and how often; the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(OF_LATE).order_by(OF_LATE.c.last).limit(AT_ONCE)).all()
        return [
            (Attempt(row.organisation, row.decision_id, row.version, row.kind, row.rule_id), row.last, row.times)
            for row in rows
        ]

    def settle(self, attempt: Attempt, times: int, followed: int) -> None:
        """Moves an attempt to the counts, unless it was tried once more meanwhile or another process did it."""
        with self._database.writing() as connection:
            gone = connection.execute(delete(OF_LATE).where(_is(attempt), OF_LATE.c.times == times))
            if gone.rowcount != 1:
                return
            counted = self._insert(REFUSED).values(
                organisation=attempt.organisation, rule_id=attempt.rule_id, times=times, followed=followed
            )
            more = {
                "times": REFUSED.c.times + counted.excluded.times,
                "followed": REFUSED.c.followed + counted.excluded.followed,
            }
            connection.execute(
                counted.on_conflict_do_update(index_elements=list(REFUSED.primary_key.columns), set_=more)
            )

    def counts(self, organisation: str | None) -> dict[str, Count]:
        """By rule, what is settled and what is not."""
        settled = select(REFUSED.c.rule_id, func.sum(REFUSED.c.times), func.sum(REFUSED.c.followed)).group_by(
            REFUSED.c.rule_id
        )
        of_late = select(OF_LATE.c.rule_id, func.sum(OF_LATE.c.times)).group_by(OF_LATE.c.rule_id)
        if organisation is not None:
            settled = settled.where(REFUSED.c.organisation == organisation)
            of_late = of_late.where(OF_LATE.c.organisation == organisation)
        with self._database.reading() as connection:
            found = {rule: Count(int(times), int(followed)) for rule, times, followed in connection.execute(settled)}
            for rule, times in connection.execute(of_late):
                before = found.get(rule, Count(0, 0))
                found[rule] = Count(before.refused + int(times), before.followed)
        return found

    def close(self) -> None:
        """Gives back what is held on to."""
        self._database.close()


def _is(attempt: Attempt) -> ColumnElement[bool]:
    return and_(*(OF_LATE.c[name] == value for name, value in attempt._asdict().items()))
