"""The small port through which a guard sees what other decisions have learned."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from laeringslopp.facts import Scale


class KnownLesson(NamedTuple):
    """A lesson that another decision of the organisation has drawn."""

    decision_id: str
    lesson_id: str
    version: int
    """The entry that drew it."""
    position: int
    tags: frozenset[str]
    """What it applies to; without that, the tags of its decision."""
    severity: Scale | None
    """The gravest of the failures it was drawn from, as last corrected."""
    shared_with: frozenset[str]
    acknowledged_by: frozenset[str]


class Elsewhere(Protocol):
    """What is known from other decisions at the moment of judging; never less because something was behind."""

    def lessons(self, organisation: str, tags: Collection[str], other_than: str) -> Sequence[KnownLesson]:
        """An organisation's lessons that meet any of the tags, save those of one decision; in order of position."""
        ...


class _Nowhere:
    def lessons(self, organisation: str, tags: Collection[str], other_than: str) -> Sequence[KnownLesson]:
        return ()


NOWHERE: Elsewhere = _Nowhere()
"""Where there are no other decisions."""
