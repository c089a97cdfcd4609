"""What a decision is after its facts: immutable, and small enough to keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple, TypeVar

from immutables import Map

from laeringslopp.access import Rulings
from laeringslopp.facts import Criterion, DecisionOpened, RuleWaived, Scale
from laeringslopp.facts.deciding import DirectionChosen, Outcome
from laeringslopp.facts.trying import TrialOutcome
from laeringslopp.facts.values import Noun, Precision
from laeringslopp.when import When

Mark = tuple[datetime, Precision | None, bool]
"""When an entry occurred, how precisely that is known, and whether it is history; plain, for there is one a fact."""


class Named(NamedTuple):
    """An alternative, an observation or an adjustment."""

    noun: Noun
    version: int


class Risk(NamedTuple):
    """A risk, and whether it came true; None: nobody has said."""

    version: int
    alternative_id: str | None
    replaced: bool
    came_true: bool | None
    noun: Noun = "risk"


class Trial(NamedTuple):
    """An attempt: under which direction, where, what it is measured by, and how it ended."""

    version: int
    direction: str | None
    where: str | None
    criteria: tuple[Criterion, ...]
    has_failure: bool
    outcome: TrialOutcome | None
    noun: Noun = "trial"


class Failure(NamedTuple):
    """A failure, as last corrected."""

    version: int
    trial_id: str | None
    severity: Scale | None
    finding: Literal["suspected", "confirmed", "unfounded"]
    has_lesson: bool
    noun: Noun = "failure"


class Lesson(NamedTuple):
    """A lesson: with whom it was shared and who acknowledged it."""

    version: int
    shared_with: frozenset[str]
    acknowledged_by: frozenset[str]
    noun: Noun = "lesson"


class Answerable(NamedTuple):
    """A question or a word of oversight, and whether it was answered."""

    noun: Noun
    version: int
    answered: bool


Thing = Named | Risk | Trial | Failure | Lesson | Answerable
T = TypeVar("T", Named, Risk, Trial, Failure, Lesson, Answerable)


class Direction(NamedTuple):
    """The direction in force: which, and since which version."""

    key: str
    version: int


def direction_key(fact: DirectionChosen) -> str:
    """What makes two choices the same direction: the alternative, else the words."""
    return f"alternative {fact.alternative_id}" if fact.alternative_id else f"what {fact.what}"


_NOTHING: Map[Any, Any] = Map()
_NO_RULINGS = Rulings()


@dataclass(frozen=True)
class Decision:
    """A decision after the facts folded so far. Make the next with ``fold`` or ``evolve``."""

    decision_id: str
    version: int = 0
    opened: DecisionOpened | None = None
    first_recorded_at: datetime | None = None
    """What had wholly occurred before this is history."""
    outcome: Outcome | None = None
    """How it was concluded; None while it is open."""
    direction: Direction | None = None
    things: Map[str, Thing] = _NOTHING
    """Everything that an id names, by id."""
    marks: Map[int, Mark] = _NOTHING
    """When each version occurred."""
    counts: Map[Noun, int] = _NOTHING
    """How many of each noun there are."""
    observed: Map[tuple[str, str], int | float] = _NOTHING
    """The last observation of each metric in each trial."""
    assessed: Map[str, int] = _NOTHING
    """How many risks are assessed for each alternative; the empty name is the whole decision."""
    ended: Map[tuple[str | None, str | None], tuple[str, TrialOutcome]] = _NOTHING
    """The latest ended trial under each direction at each place."""
    waivers: Map[int, RuleWaived] = _NOTHING
    """Waivers not used up yet, by version."""
    tags: Map[str, None] = _NOTHING
    rulings: Rulings = _NO_RULINGS

    @property
    def status(self) -> str:
        """``open``, or how it was concluded."""
        return self.outcome or "open"

    @property
    def deciding_level(self) -> str | None:
        """The level whose decision it is."""
        return self.opened.deciding_level if self.opened else None

    def count(self, noun: Noun) -> int:
        """How many of a noun are on record."""
        return self.counts.get(noun, 0)

    def trial(self, trial_id: str | None) -> Trial | None:
        """The trial of that id."""
        return self._thing(trial_id, Trial)

    def failure(self, failure_id: str | None) -> Failure | None:
        """The failure of that id."""
        return self._thing(failure_id, Failure)

    def missed(self, trial_id: str) -> list[Criterion]:
        """The criteria of a trial whose last observation misses the target."""
        trial = self.trial(trial_id)
        return [
            criterion
            for criterion in (trial.criteria if trial else ())
            if (value := self.observed.get((trial_id, criterion.metric))) is not None and not criterion.is_met_by(value)
        ]

    def when_of(self, version: int) -> When | None:
        """When the entry of a version occurred, at its own precision; None where there is none."""
        mark = self.marks.get(version)
        return When.of(mark[0], mark[1]) if mark else None

    def is_history(self, version: int) -> bool:
        """Whether the entry of a version is history; what is not on record refers to nothing live."""
        mark = self.marks.get(version)
        return mark is None or mark[2]

    def each(self, of: type[T]) -> Iterator[tuple[str, T]]:
        """Every thing of a type with its id."""
        return ((name, thing) for name, thing in self.things.items() if isinstance(thing, of))

    def _thing(self, name: str | None, of: type[T]) -> T | None:
        thing = self.things.get(name) if name is not None else None
        return thing if isinstance(thing, of) else None

    def next_id(self, noun: Noun) -> str:
        """A free id for the next thing of a noun: ``trial-2``."""
        number = self.count(noun) + 1
        while (name := f"{noun}-{number}") in self.things:
            number += 1
        return name
