"""Rows for spreadsheets: CSV as RFC 4180 has it, with nothing in it that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic_core import to_json

from laeringslopp.views import Field

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, in either width."""

Row = Mapping[str, Any]


class Sheet:
    """Which columns are shown of each row; a row that lacks one has an empty cell there."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def head(self) -> bytes:
        """The names of the columns."""
        return _lines([self.names])

    def body(self, rows: Iterable[Row]) -> bytes:
        """The rows."""
        return _lines([self.cell(name, row.get(name)) for name in self.names] for row in rows)

    def cell(self, name: str, value: Any) -> str:
        """A value as it stands in its column."""
        match value:
            case None:
                return ""
            case bool():
                return "true" if value else "false"
            case int() | float():
                return str(value)
            case str():
                return _harmless(value)
            case [*parts] if all(isinstance(part, str) for part in parts):
                return _harmless(" ".join(parts))
        return to_json(value).decode()


class ViewSheet(Sheet):
    """The same of a view, which says of each column what is in it."""

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__(*(field.name for field in fields))
        self._fields = {field.name: field for field in fields}

    def cell(self, name: str, value: Any) -> str:
        """A value as it stands in its column."""
        match self._fields[name].type, value:
            case _, None:
                return ""
            case "yes", _:
                return "true" if value else "false"
            case "count" | "amount", _:
                return str(value)
        return super().cell(name, value)


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    written_to = io.StringIO()
    csv.writer(written_to, lineterminator="\r\n").writerows(rows)
    return written_to.getvalue().encode()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
