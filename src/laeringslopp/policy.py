"""Which rules are in force for an organisation, how, over which levels and by which calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeVar

from laeringslopp.facts import EXTERNAL

Mode = Literal["refuse", "remark", "off", "on"]
"""How a rule acts. A guard refuses, remarks or is off; a duty is on or off."""

LEVELS = ("political", "administrative", "operational")
"""The levels of an organisation unless its policy says otherwise, from the top."""

POLICY_STREAM = "policy."
"""An organisation's policies are recorded in a stream of its own: this, and its id."""

P = TypeVar("P", int, float, str)

TOP = "top"
"""As the owner of a rule: the top level of the organisation."""


@dataclass(frozen=True, slots=True)
class Parameter(Generic[P]):
    """A number or a word that a policy may set for a rule, within bounds."""

    name: str
    default: P
    meaning: str
    """In English, as the key of the catalogues: what it counts, and in which unit."""
    least: float | None = None
    most: float | None = None
    among: tuple[str, ...] = ()
    """The words to choose from, where it is a word."""
    tighter: Literal["less", "more", ""] = ""
    """Which way it asks more of people; empty: neither."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days count in a deadline."""

    country: str = "NO"
    """Whose public holidays do not count; an ISO 3166 code."""
    july_counts: bool = False
    closed: frozenset[date] = frozenset()
    """More days that do not count."""


_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules in force: a mode for each, their parameters and owners, and the levels from the top."""

    name: str
    modes: Mapping[str, Mode]
    levels: tuple[str, ...] = LEVELS
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: _NOTHING)
    owners: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """The level that owns a rule, where it is not the deciding level."""
    calendar: Calendar = Calendar()
    meetings: Mapping[str, tuple[date, ...]] = field(default_factory=lambda: _NOTHING)
    """The days on which the organs of a level meet, in order."""
    organs: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """What the organ is called whose days those are, where the policy says."""

    def mode(self, rule_id: str) -> Mode:
        """How a rule acts; one that the policy does not name is off."""
        return self.modes.get(rule_id, "off")

    def value(self, rule_id: str, parameter: Parameter[P]) -> P:
        """A rule's parameter as the policy sets it, or its default."""
        value: P = self.parameters.get(rule_id, _NOTHING).get(parameter.name, parameter.default)
        return value

    def owner(self, rule_id: str, deciding_level: str | None) -> str | None:
        """The level that owns a rule: the deciding level unless the policy names another."""
        owner = self.owners.get(rule_id)
        return self.levels[0] if owner == TOP else owner or deciding_level

    def last_meeting(self, level: str, today: date) -> date | None:
        """The last day before today on which a level met; None where none is known."""
        return next((day for day in reversed(self.meetings.get(level, ())) if day < today), None)

    def next_meeting(self, level: str, today: date) -> date | None:
        """The first day from today on on which a level meets; None where none is known."""
        return next((day for day in self.meetings.get(level, ()) if day >= today), None)

    @property
    def administration(self) -> str:
        """The level that prepares and carries out: ``administrative``, or the one below the top."""
        if "administrative" in self.levels:
            return "administrative"
        return self.levels[min(1, len(self.levels) - 1)]

    def knows(self, level: str) -> bool:
        """Whether this is a level of the organisation, or ``external``."""
        return level == EXTERNAL or level in self.levels

    def at_or_above(self, level: str, other: str) -> bool:
        """Whether a level stands at or above another; ``external`` stands outside the order."""
        return level in self.levels and other in self.levels and self.levels.index(level) <= self.levels.index(other)
