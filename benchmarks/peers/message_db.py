"""Message DB 1.3.1: its SQL, called by psycopg. It writes one message a call, so an append is three in a pipeline."""

import logging
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg

from benchmarks.peers import MODULES, needed
from benchmarks.saving import Save

FUNCTIONS = (
    "message-store-version", "hash-64", "acquire-lock", "category", "is-category", "id", "cardinal-id",
    "stream-version", "write-message",
)  # fmt: skip
FILES = (
    "schema/message-store", "tables/messages", "types/message", *(f"functions/{name}" for name in FUNCTIONS),
    "indexes/messages-id", "indexes/messages-stream", "indexes/messages-category",
)  # fmt: skip
WRITE = "SELECT write_message(%s::varchar, %s::varchar, 'noted'::varchar, %s::jsonb, NULL, %s::bigint)"


@contextmanager
def saving(place: dict[str, str]) -> Iterator[Save]:
    """Its way in, all streams of one category. Raises NotInstalled."""
    sql = needed(MODULES / "@eventide/message-db/database")
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    with _connected(place) as connection:
        for name in FILES:
            connection.execute((sql / f"{name}.sql").read_text(encoding="utf-8"), prepare=False)
    idle: deque[psycopg.Connection[Any]] = deque()  # each round has threads of its own, which take these over
    with ExitStack() as opened:

        def save(stream: UUID, version: int, states: Sequence[bytes]) -> None:
            try:
                connection = idle.pop()
            except IndexError:
                connection = opened.enter_context(_connected(place))
            with connection.pipeline(), connection.transaction():
                for number, state in enumerate(states):
                    values = (str(uuid4()), f"decision-{stream.hex}", state.decode(), version - 1 + number)
                    connection.execute(WRITE, values)
            idle.append(connection)

        yield save


def _connected(place: dict[str, str]) -> psycopg.Connection[Any]:
    path = "-c search_path=message_store,public"
    return psycopg.connect(**place, autocommit=True, prepare_threshold=0, options=path)  # type: ignore[arg-type]
