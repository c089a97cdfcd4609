"""From an entry to what followed from it, to what it rests on, and to how long nothing happened before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from laeringslopp.timeline.model import Timeline

WAIT = timedelta(days=60)
"""From when on a time without entries is a long one."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source, and the entries that rest on it."""

    number: int
    """From 1, in the order in which the timeline first cites them."""
    text: str
    versions: tuple[int, ...]


def followed_by(timeline: Timeline) -> Mapping[int, tuple[int, ...]]:
    """For each version that something shown follows from: the versions that do, in the order of the timeline."""
    found: dict[int, list[int]] = {}
    for entry in timeline.entries:
        for cause in entry.caused_by:
            found.setdefault(cause, []).append(entry.version)
    return {version: tuple(versions) for version, versions in found.items()}


def citations(timeline: Timeline) -> tuple[Citation, ...]:
    """Every source of the decision once."""
    cited: dict[str, dict[int, None]] = {}
    for entry in timeline.entries:
        for source in entry.recorded.sources:
            cited.setdefault(source, {})[entry.version] = None
    return tuple(
        Citation(number, text, tuple(versions)) for number, (text, versions) in enumerate(cited.items(), start=1)
    )


def waits(timeline: Timeline) -> Mapping[int, timedelta]:
    """The long times without an entry, by the version that ended each. A year is over when its last day is."""
    found: dict[int, timedelta] = {}
    until = None
    for entry in timeline.entries:
        when = entry.recorded.when
        if until is not None and when.begin - until >= WAIT:
            found[entry.version] = when.begin - until
        until = when.end if until is None or when.end > until else until
    return found
