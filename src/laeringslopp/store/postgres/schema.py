"""The tables of a register, made and brought up to date in numbered steps that are shipped with the package."""

from importlib import resources
from typing import Any

from psycopg import Connection

ADVISORY_LOCK = 0x4C4C4F50
"""Held while the tables are made, so that processes that start together do it one after the other ("LLOP")."""

IS_MADE = """
SELECT EXISTS (
    SELECT FROM pg_class WHERE relname = 'laeringslopp_schema' AND relnamespace = current_schema()::regnamespace
)
"""
"""Asked of the catalogue: to_regclass answers from a cache that may not know yet what another process has made."""
STEPS_TAKEN = "SELECT coalesce(max(step), 0) FROM laeringslopp_schema"
OTHERS_TABLES = """
SELECT count(*) FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
"""
"""Relations in our schema that no extension brought."""


def steps() -> tuple[str, ...]:
    """The steps' SQL, in order; what was released is never changed."""
    folder = resources.files(__package__) / "steps"
    return tuple(
        step.read_text(encoding="utf-8")
        for step in sorted(folder.iterdir(), key=lambda step: step.name)
        if step.name.endswith(".sql")
    )


def steps_taken(connection: Connection[Any]) -> int | None:
    """How far the database has come; None where there is no register in it."""
    if not answer(connection, IS_MADE):
        return None
    return int(answer(connection, STEPS_TAKEN))


def take_steps(connection: Connection[Any], upto: int | None = None) -> None:
    """Takes the steps that are left, in one transaction: all or none."""
    wanted = steps()[:upto]
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (ADVISORY_LOCK,))
        taken = steps_taken(connection)
        if taken is None:
            taken = 0
            connection.execute(
                "CREATE TABLE laeringslopp_schema (step integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())"
            )
        for number, statements in enumerate(wanted[taken:], taken + 1):
            connection.execute(statements.encode(), prepare=False)
            connection.execute("INSERT INTO laeringslopp_schema (step) VALUES (%s)", (number,))


def answer(connection: Connection[Any], question: str, *parameters: object) -> Any:
    """The one value that a question has."""
    row = connection.execute(question, parameters).fetchone()
    assert row is not None
    return row[0]
