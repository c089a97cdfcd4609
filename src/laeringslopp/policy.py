"""Which rules are in force for an organisation, how, and over which levels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from laeringslopp.facts import EXTERNAL

Mode = Literal["refuse", "remark", "off"]

LEVELS = ("political", "administrative", "operational")
"""The levels of an organisation unless its policy says otherwise, from the top."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules in force: a mode for each guard, their parameters, and the levels from the top."""

    name: str
    modes: Mapping[str, Mode]
    levels: tuple[str, ...] = LEVELS
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))

    def mode(self, rule_id: str) -> Mode:
        """How a guard acts; a guard that the policy does not name is off."""
        return self.modes.get(rule_id, "off")

    def parameter(self, rule_id: str, name: str, default: int) -> int:
        """A guard's parameter, or its default."""
        return int(self.parameters.get(rule_id, {}).get(name, default))

    def knows(self, level: str) -> bool:
        """Whether this is a level of the organisation, or ``external``."""
        return level == EXTERNAL or level in self.levels

    def at_or_above(self, level: str, other: str) -> bool:
        """Whether a level stands at or above another; ``external`` stands outside the order."""
        return level in self.levels and other in self.levels and self.levels.index(level) <= self.levels.index(other)
