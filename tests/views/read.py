"""Reading all of a view, as whoever pages through it does."""

from collections.abc import Mapping
from typing import Any

from laeringslopp import Reader, Register
from laeringslopp.views import Views


def followed(register: Register, url: str = "memory:", batch: int = 2000) -> Views:
    """The views of a register, brought as far as it is."""
    views = Views(register.store, url, clock=register.now, batch=batch)
    views.catch_up()
    return views


def everything(
    views: Views, table: str, reader: Reader, where: Mapping[str, Any] | None = None, limit: int = 3
) -> list[dict[str, Any]]:
    """Every row of a table that a reader may see, a few at a time."""
    rows: list[dict[str, Any]] = []
    after = None
    while True:
        page = views.rows(table, reader, where, after=after, limit=limit)
        rows += page.rows
        if page.next is None:
            return rows
        assert len(page.rows) == limit
        after = page.next
