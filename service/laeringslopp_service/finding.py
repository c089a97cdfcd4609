"""Finding decisions in the views: by words, status, tag and organisation."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from laeringslopp import Decision, Reader, Register, StoreError
from laeringslopp.views import Views

log = logging.getLogger(__name__)

AT_ONCE = 500
"""How many rows are read at a time."""
SEARCHED = ("decision_id", "title", "question", "reference")
COLUMNS = ("position", *SEARCHED, "tags", "organisation", "status", "history")
ASKED_AS = {"status": "status", "tag": "tags", "organisation": "organisation"}

Row = Mapping[str, Any]


def all_rows(
    views: Views,
    table: str,
    reader: Reader,
    where: Mapping[str, Any] | None = None,
    columns: Iterable[str] | None = None,
    after: str | None = None,
) -> Iterator[Row]:
    """Every row that the reader may see, in order, a page at a time. Raises Invalid, StoreError."""
    columns = None if columns is None else tuple(columns)
    while True:
        page = views.rows(table, reader, where, columns, after, AT_ONCE)
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def decisions(
    views: Views,
    reader: Reader,
    asked: Mapping[str, str],
    after: str | None = None,
    more: Mapping[str, Any] | None = None,
) -> Iterator[Row]:
    """The decisions that fit all that is asked: ``q``, ``status``, ``tag``, ``organisation``; in order of recording.

    They are those whose opening the reader may see; ``more`` is asked of their columns too.
    """
    where = {**{column: asked[name] for name, column in ASKED_AS.items() if name in asked}, **(more or {})}
    words = asked.get("q", "").casefold().split()
    for row in all_rows(views, "decisions", reader, where, COLUMNS, after):
        if not words or holds(row, words):
            yield row


def holds(row: Row, words: Iterable[str]) -> bool:
    """Whether every word, in small letters, stands in the row: in its title, question, reference, name or tags."""
    text = "\n".join([*(row[name] or "" for name in SEARCHED), *row["tags"]]).casefold()
    return all(word in text for word in words)


def readable(register: Register, decision_id: str, reader: Reader) -> Decision | None:
    """The decision; None where one of its facts cannot be read, so that all others go on being listed."""
    try:
        return register.decision(decision_id, reader)
    except StoreError as error:
        if error.reason != "unreadable":
            raise
        log.error("%s is left out of the list: %s", decision_id, error)
        return None
