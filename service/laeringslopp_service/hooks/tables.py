"""The tables of webhooks: who is sent what and how far it has come, what did not arrive, and what was answered."""

from typing import Any

from sqlalchemy import BigInteger, Column, Double, MetaData, Table, Text, event, func, select, text

from laeringslopp.views.database import Database

SCHEMA = "laeringslopp_hooks"
"""In PostgreSQL: apart from the views, which may be dropped at any time."""

TABLES = MetaData()
WEBHOOKS = Table(
    "webhooks",
    TABLES,
    Column("webhook_id", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("reads_as", Text, nullable=False),
    Column("organisation", Text),
    Column("decision_id", Text),
    Column("kinds", Text, nullable=False),
    Column("withheld", Text, nullable=False),
    Column("about", Text),
    Column("state", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("secret", Text, nullable=False),
    Column("old_secret", Text),
    Column("old_until", Double, nullable=False),
    Column("made_at", Double, nullable=False),
    Column("delivered_at", Double),
    Column("claimed_by", Text, nullable=False),
    Column("claimed_until", Double, nullable=False),
)
DELIVERIES = Table(
    "deliveries",
    TABLES,
    Column("webhook_id", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("state", Text, nullable=False),
    Column("attempts", BigInteger, nullable=False),
    Column("first_at", Double),
    Column("last_at", Double),
    Column("next_at", Double, nullable=False),
    Column("problem", Text),
    Column("status", BigInteger),
)
ANSWERED = Table(
    "answered",
    TABLES,
    Column("key", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("webhook_id", Text, nullable=False),
    Column("answer", Text, nullable=False),
)


def open_tables(url: str) -> Database:
    """The database with the tables in it, made where there are none. Raises StoreError."""
    database = Database(url, SCHEMA)
    if not database.is_postgres:

        @event.listens_for(database.engine, "connect")
        def connected(connection: Any, _record: Any) -> None:
            # Views can be made again from the register; who subscribed, and with which secret, cannot.
            connection.execute("PRAGMA synchronous=FULL")

    with database.writing() as connection:
        if database.is_postgres:
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(SCHEMA))))
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
        TABLES.create_all(connection)
    return database
