"""Who knew what when, from the facts alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from laeringslopp.entry import Recorded, addressed_levels
from laeringslopp.facts import EXTERNAL, CasePresented, PolicyAdopted


def known_to(
    facts: Sequence[Recorded], causes: Mapping[int, Sequence[int]], levels: Sequence[str]
) -> dict[int, dict[str, datetime]]:
    """For each version, since when each level knows it: the earliest of

    its own act, what it recorded, when it became generally known, what is addressed to it, what an act of its
    own refers to, and a presentation that reaches that version. Facts come in order of version.
    """
    known: dict[int, dict[str, datetime]] = {
        recorded.version: {} if recorded.by.level == EXTERNAL else {recorded.by.level: recorded.occurred_at}
        for recorded in facts
    }
    presented: dict[str, list[tuple[int, datetime]]] = {}

    def learns(level: str, version: int, at: datetime) -> None:
        since = known.get(version)
        if since is not None and level != EXTERNAL and (level not in since or at < since[level]):
            since[level] = at

    for recorded in facts:
        version, at, level = recorded.version, recorded.occurred_at, recorded.by.level
        if recorded.recorded_by is not None:
            learns(recorded.recorded_by.level, version, recorded.recorded_at)
        if isinstance(recorded.fact, PolicyAdopted):  # everyone may know by which rules they are judged
            for each in levels:
                learns(each, version, recorded.recorded_at)
        if recorded.known_from is not None:
            for each in levels:
                learns(each, version, recorded.known_from)
        for addressed in addressed_levels(recorded.fact):
            learns(addressed, version, at)
        for cause in causes[version]:
            learns(level, cause, at)
        if isinstance(recorded.fact, CasePresented):
            presented.setdefault(recorded.fact.to_level, []).append((recorded.fact.up_to_version, at))
    for level, reaches in presented.items():
        # From the last version backwards, a presentation counts for everything below what it reaches.
        reaches.sort()
        earliest: datetime | None = None
        for recorded in reversed(facts):
            while reaches and reaches[-1][0] >= recorded.version:
                at = reaches.pop()[1]
                earliest = at if earliest is None or at < earliest else earliest
            if earliest is not None:
                learns(level, recorded.version, earliest)
    return known
