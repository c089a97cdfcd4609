"""What a view is: a name, a version, tables, and a pure function of the facts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from sqlalchemy import Connection

from laeringslopp.views.columns import Row, Rows, Shape

Json = Mapping[str, Any]
"""A recorded fact as it is exported: the envelope, with ``fact`` in it."""


def _nothing(rows: Rows) -> None:
    """Nothing follows from the rows themselves."""


def own(recorded: Json) -> str:
    """The decision that a fact was recorded in."""
    return str(recorded["decision_id"])


class Beside(Protocol):
    """What is kept beside a view's tables, in the same transactions: an index that is no plain table."""

    def create(self, connection: Connection, generation: int) -> Sequence[str]:
        """Makes what a new generation needs; the names of its tables, which are dropped with it."""

    def write(self, connection: Connection, shape: Shape, generation: int, rows: Sequence[Row]) -> None:
        """Takes in rows of a table that are about to be written."""


@dataclass(frozen=True, eq=False)
class View:
    """One view across decisions, with a position of its own.

    Rows belong to a decision, and a fact changes the rows of one decision: its own, unless ``about`` says another.
    So whoever may see a part of a decision is shown the rows that the same functions make of that part.
    """

    name: str
    version: int
    """Of its definition: raise it when the tables or the functions change, and the view is built anew."""
    shapes: tuple[Shape, ...]
    apply: Callable[[Rows, Json], None]
    """Changes the rows as a fact says. Ignores the kinds it does not know; never looks at a clock or elsewhere."""
    kinds: frozenset[str] | None = None
    """The kinds it hears of; None: all."""
    finish: Callable[[Rows], None] = _nothing
    """Brings the columns that follow from other columns up to date; called once for many facts, so it only looks at
    the rows."""
    about: Callable[[Json], str] = own
    """The decision whose rows a fact changes."""
    remembers: bool = False
    """Whether its functions go on from ``rows.kept``: where rows are read back, which have lost it, the decision's own
    facts are applied again first."""
    shown: bool = True
    """Whether readers are told of it."""
    beside: Beside | None = None
    """What is kept beside its tables; None: nothing."""

    @cached_property
    def readable(self) -> tuple[Shape, ...]:
        """The tables that readers are told of."""
        return tuple(shape for shape in self.shapes if self.shown and shape.shown)

    @cached_property
    def tables(self) -> Mapping[str, Shape]:
        """Its tables by name."""
        return {shape.name: shape for shape in self.shapes}
