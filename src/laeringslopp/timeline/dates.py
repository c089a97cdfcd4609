"""Plans that were moved: from when to when, how often, and how far in all."""

from dataclasses import dataclass
from datetime import date, timedelta

from laeringslopp.entry import Recorded
from laeringslopp.facts import PlanChanged
from laeringslopp.timeline.model import Timeline


@dataclass(frozen=True, slots=True)
class MovedPlan:
    """One plan through all its moves."""

    trial_id: str | None
    """None: it is of the whole decision."""
    moves: tuple[Recorded, ...]
    """The first move first; each is a ``plan-changed``."""

    @property
    def first(self) -> date | None:
        """The first day on record that it was planned for."""
        return next((day for day in self._days() if day), None)

    @property
    def last(self) -> date | None:
        """The day that stands now; None: no day is set."""
        return self._days()[-1]

    @property
    def slip(self) -> timedelta | None:
        """How far it was moved in all, towards later; None where the days are not on record."""
        first, last = self.first, self.last
        return last - first if first and last and len(set(filter(None, self._days()))) > 1 else None

    def _days(self) -> list[date | None]:
        return [day for move in self.moves if isinstance(move.fact, PlanChanged) for day in _from_to(move.fact)]


def _from_to(fact: PlanChanged) -> tuple[date | None, date | None]:
    return fact.from_date, fact.to_date


def moved_plans(timeline: Timeline) -> tuple[MovedPlan, ...]:
    """Every plan that was changed, in the order of its first move.

    Moves are of one plan where they are called the same, or where one begins at the day that another ended on.
    """
    plans: list[list[Recorded]] = []
    called: dict[tuple[str | None, str], list[Recorded]] = {}
    standing: dict[tuple[str | None, date], list[Recorded]] = {}
    for entry in timeline.entries:
        fact = entry.recorded.fact
        if not isinstance(fact, PlanChanged):
            continue
        name = (fact.trial_id, " ".join(fact.what.casefold().split()))
        plan = called.get(name)
        if plan is None and fact.from_date is not None:
            plan = standing.pop((fact.trial_id, fact.from_date), None)
        if plan is None:
            plan = []
            plans.append(plan)
        plan.append(entry.recorded)
        called[name] = plan
        if fact.to_date is not None:
            standing[fact.trial_id, fact.to_date] = plan
    return tuple(MovedPlan(_trial_of(moves), tuple(moves)) for moves in plans)


def _trial_of(moves: list[Recorded]) -> str | None:
    fact = moves[0].fact
    return fact.trial_id if isinstance(fact, PlanChanged) else None
