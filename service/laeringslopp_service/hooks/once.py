"""What is asked for under a key is done once, however often it is sent, and answered as it was the first time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from laeringslopp import KeyReused
from laeringslopp_service.hooks.tables import ANSWERED, SCHEMA


@dataclass(frozen=True, slots=True)
class Once:
    """A call with an ``Idempotency-Key``."""

    key: str
    digest: str
    """Stands for what is asked, and of whom."""
    tell: Callable[[Any], bytes]
    """The answer, made of what was done. It is kept beside that, in the same transaction."""


class Earlier(Exception):
    """It was done before, and answered so."""

    def __init__(self, webhook_id: str, answer: bytes) -> None:
        self.webhook_id, self.answer = webhook_id, answer
        super().__init__(webhook_id)


def look(connection: Connection, once: Once | None) -> None:
    """Raises Earlier where it is done already, KeyReused where something else was under the same key."""
    if once is None:
        return
    if connection.dialect.name == "postgresql":  # SQLite lets one write at a time as it is
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(SCHEMA))))
    found = connection.execute(select(ANSWERED).where(ANSWERED.c.key == once.key)).one_or_none()
    if found is not None:
        if found.digest != once.digest:
            raise KeyReused(once.key)
        raise Earlier(found.webhook_id, found.answer.encode())


def keep(connection: Connection, once: Once | None, webhook_id: str, done: Any) -> None:
    """Keeps the answer."""
    if once is not None:
        told = {"key": once.key, "digest": once.digest, "webhook_id": webhook_id, "answer": once.tell(done).decode()}
        connection.execute(insert(ANSWERED).values(**told))


def forget(connection: Connection, webhook_id: str) -> None:
    """The keys of a webhook go with it."""
    connection.execute(delete(ANSWERED).where(ANSWERED.c.webhook_id == webhook_id))
