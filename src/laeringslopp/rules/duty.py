"""What a duty is: a pure function that says what a level owes by when, and the register of all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from laeringslopp.decision import Decision
from laeringslopp.decision.state import Day
from laeringslopp.policy import Mode, Parameter, Policy


class Matter(NamedTuple):
    """What a decision raises for a duty, before any policy says by when: kept in a view as it is.

    Days are ``date.toordinal``; 0: none.
    """

    about: str
    """The id of what it is about, or of the entry: ``7``; empty: the decision."""
    version: int
    """The entry that raised it."""
    owed_by: str
    """A level, or one of ``ADMINISTRATION`` and ``DECIDING``, which the policy and the decision name."""
    since: Day
    due: Day
    """Where a fact says by when."""
    met_on: Day


ADMINISTRATION, DECIDING, OTHERS = "*administration", "*deciding", "*others"
"""Who owes: the administration, or the deciding level."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty of a level, by a date."""

    rule_id: str
    decision_id: str
    level: str
    about: str
    version: int
    owed_since: date
    due: date
    met_on: date | None

    def overdue(self, today: date) -> bool:
        """Whether it was not met by its day."""
        return (self.met_on or today) > self.due

    @property
    def open(self) -> bool:
        """Whether it is still owed."""
        return self.met_on is None


Raise = Callable[[Decision], Iterator[Matter]]
Due = Callable[[Matter, Policy], date | None]


@dataclass(frozen=True, slots=True)
class Duty:
    """A rule about what a level owes: what a decision raises, and by when a policy wants it."""

    rule_id: str
    matters: Raise
    due: Due
    """None: under this policy nothing is owed."""
    standard: Mode = "on"
    strict: Mode = "on"
    parameters: tuple[Parameter[Any], ...] = ()
    owner: str | None = None


DUTIES: dict[str, Duty] = {}
"""Every duty by its stable id."""
