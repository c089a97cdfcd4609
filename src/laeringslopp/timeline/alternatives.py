"""The directions that could be chosen, and those that were."""

from dataclasses import dataclass

from laeringslopp.entry import Recorded
from laeringslopp.facts import AlternativeProposed, DirectionChosen
from laeringslopp.timeline.model import Timeline


@dataclass(frozen=True, slots=True)
class AlternativeShown:
    """An alternative, and the choices of it."""

    proposed: Recorded
    """Its ``alternative-proposed``."""
    chosen: tuple[Recorded, ...]
    is_in_force: bool
    """Whether it is the direction that stands now."""


def alternatives(timeline: Timeline) -> tuple[AlternativeShown, ...]:
    """Every alternative that is shown, in the order in which they were put forward."""
    chosen: dict[str, list[Recorded]] = {}
    proposed: list[tuple[str, Recorded]] = []
    for entry in timeline.entries:
        match entry.recorded.fact:
            case AlternativeProposed(alternative_id=name):
                proposed.append((name, entry.recorded))
            case DirectionChosen(alternative_id=str() as name):
                chosen.setdefault(name, []).append(entry.recorded)
    direction = timeline.decision.direction
    in_force = direction.version if direction else 0
    return tuple(
        AlternativeShown(
            proposed=recorded,
            chosen=tuple(chosen.get(name, ())),
            is_in_force=any(each.version == in_force for each in chosen.get(name, ())),
        )
        for name, recorded in proposed
    )
