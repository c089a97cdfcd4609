"""What a level is not on record as knowing, and since when somebody could have told it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from laeringslopp.timeline.model import Timeline, TimelineEntry


@dataclass(frozen=True, slots=True)
class Unaware:
    """One entry that a level does not know, or came to know after another level."""

    version: int
    could_since: datetime | None
    """When the first other level knew it; None: no level within the organisation is on record as knowing it."""
    knew_first: tuple[str, ...]
    """The levels that knew it then, from the top."""


def unaware(timeline: Timeline, level: str, among: Collection[int] | None = None) -> tuple[Unaware, ...]:
    """What a level does not know, in the order of the timeline; among some versions, where those are given."""
    moment = timeline.known_at or timeline.as_of
    unknown = frozenset(timeline.unknown_to[level])
    asked = unknown if among is None else unknown.intersection(among)
    return tuple(
        could_have_known(entry, level, timeline.levels, moment) for entry in timeline.entries if entry.version in asked
    )


def could_have_known(
    entry: TimelineEntry, level: str, levels: tuple[str, ...], moment: datetime | None = None
) -> Unaware:
    """Since when a level could have known an entry: when another one did, as far as a moment knows."""
    others = {
        name: since
        for name in levels
        if name != level and (since := entry.known_to.get(name)) is not None and (moment is None or since <= moment)
    }
    if not others:
        return Unaware(entry.version, None, ())
    first = min(others.values())
    return Unaware(entry.version, first, tuple(name for name, since in others.items() if since == first))
