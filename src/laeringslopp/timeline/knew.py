"""What each level knew at a moment, beside what the others knew and it did not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from laeringslopp.timeline.model import Timeline, TimelineEntry


@dataclass(frozen=True, slots=True)
class NotKnown:
    """An entry that the organisation knew and one level did not."""

    entry: TimelineEntry
    since: datetime
    """Since when it could have known: the first moment at which anybody in the organisation did."""
    known_by: tuple[str, ...]
    """The levels that knew; none: it stood in the register, and no level is on record as knowing it."""
    told_at: datetime | None
    """When it came to know it afterwards, as far as the record shows."""


@dataclass(frozen=True, slots=True)
class LevelKnew:
    """One level's knowledge at the moment that a timeline is cut to."""

    level: str
    knew: tuple[TimelineEntry, ...]
    not_known: tuple[NotKnown, ...]


def who_knew(timeline: Timeline) -> tuple[LevelKnew, ...]:
    """Each level's knowledge, from the top, in a timeline that is cut ``known_at`` a moment and not to a level."""
    return tuple(
        LevelKnew(
            level,
            tuple(entry for entry in timeline.entries if _knows(level, entry, timeline.known_at)),
            tuple(_not_known(level, timeline)),
        )
        for level in timeline.levels
    )


def _knows(level: str, entry: TimelineEntry, at: datetime | None) -> bool:
    since = entry.known_to.get(level)
    return since is not None and (at is None or since <= at)


def _not_known(level: str, timeline: Timeline) -> Iterator[NotKnown]:
    at = timeline.known_at
    for entry in timeline.entries:
        if not _knows(level, entry, at):
            known_by = tuple(each for each in timeline.levels if _knows(each, entry, at))
            since = min((entry.recorded.recorded_at, *(entry.known_to[each] for each in known_by)))
            yield NotKnown(entry, since, known_by, entry.known_to.get(level))
