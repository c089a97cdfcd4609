"""What a decision is after its facts: immutable, and small enough to keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, Literal, NamedTuple, TypeVar

from immutables import Map

from laeringslopp.access import Rulings
from laeringslopp.facts import Access, Attempt, Criterion, DecisionOpened, RetryStarted, RuleWaived, Scale
from laeringslopp.facts.deciding import DirectionChosen, Outcome, Tolerance
from laeringslopp.facts.trying import TrialOutcome
from laeringslopp.facts.values import Noun, Precision
from laeringslopp.when import When

Day = int
"""A date as ``date.toordinal`` counts; 0: none. There are many, and they are compared."""

EVERYONE = "*"
"""Among the levels that know something: it is generally known."""

Mark = tuple[datetime, Precision | None, bool]
"""When an entry occurred, how precisely that is known, and whether it is history; plain, for there is one a fact."""


class Named(NamedTuple):
    """An alternative, an observation or an adjustment."""

    noun: Noun
    version: int


class Risk(NamedTuple):
    """A risk as assessed, and whether it came true; None: nobody has said."""

    version: int
    alternative_id: str | None
    replaced: bool
    came_true: bool | None
    probability: float | None
    likelihood: int | None
    consequence: Scale | None
    tolerance: Tolerance | None
    known_to: frozenset[str]
    """The levels that know it otherwise than by a presentation; ``EVERYONE``: it is generally known."""
    noun: Noun = "risk"


class Trial(NamedTuple):
    """An attempt: under which direction, where, what it is measured by, what was said of it, and how it ended."""

    version: int
    direction: str | None
    where: str | None
    criteria: tuple[Criterion, ...]
    has_failure: bool
    outcome: TrialOutcome | None
    plan: str
    """A digest of hypothesis, criteria and adjustments: what is tried."""
    on: Day
    """When it started."""
    review_by: Day
    said_on: Day
    """When something was first said of it."""
    reviewed_on: Day
    """When it was first said how it goes, from ``review_by`` on; its end and a failure count from the start."""
    missed_on: Day
    """When a criterion was last observed as missed."""
    answered_on: Day
    """When something was said after that."""
    noun: Noun = "trial"


class Failure(NamedTuple):
    """A failure, as last corrected."""

    version: int
    trial_id: str | None
    severity: Scale | None
    finding: Literal["suspected", "confirmed", "unfounded"]
    on: Day
    """When it was put on record."""
    lesson_on: Day
    """When the first lesson was drawn from it."""
    unfounded_on: Day
    known_to: frozenset[str]
    """As in ``Risk``."""
    noun: Noun = "failure"

    @property
    def has_lesson(self) -> bool:
        """Whether a lesson was drawn from it."""
        return self.lesson_on > 0


class Lesson(NamedTuple):
    """A lesson: with whom it was first shared on which day, and who first acknowledged it when."""

    version: int
    on: Day
    by_level: str
    shared: tuple[tuple[str, Day], ...]
    acknowledged: tuple[tuple[str, Day], ...]
    from_failures: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    access: Access | None = None
    """Who may see the entry that drew it, unless that was changed since."""
    noun: Noun = "lesson"

    @property
    def shared_with(self) -> frozenset[str]:
        """The levels it was shared with."""
        return frozenset(level for level, _ in self.shared)

    @property
    def acknowledged_by(self) -> frozenset[str]:
        """The levels that said they know it."""
        return frozenset(level for level, _ in self.acknowledged)


class Answerable(NamedTuple):
    """A question or a word of oversight: to whom (none: the deciding level), by when, and since when it is answered."""

    noun: Noun
    version: int
    to_level: str | None
    on: Day
    due: Day
    answered_on: Day
    asks: bool
    """Oversight that had no objections asks for nothing."""

    @property
    def answered(self) -> bool:
        """Whether it was answered."""
        return self.answered_on > 0


class Notable(NamedTuple):
    """Something that the deciding level is to be told: a serious failure, a stop, a broken plan."""

    about: str
    """The failure or the trial; empty where a plan is of the whole decision."""
    on: Day
    told_on: Day


class Appointment(NamedTuple):
    """A day by which the deciding level is to look again at what it chose or concluded."""

    rule_id: Literal["revisit-tentative", "revisit-decision"]
    on: Day
    due: Day
    met_on: Day


class Adoption(NamedTuple):
    """A policy that an organisation adopted, in its own stream."""

    version: int
    in_force_from: datetime
    document: str
    """As JSON."""


Thing = Named | Risk | Trial | Failure | Lesson | Answerable
T = TypeVar("T", Named, Risk, Trial, Failure, Lesson, Answerable)


class Direction(NamedTuple):
    """The direction in force: which, since which version, and until when if it is tentative."""

    key: str
    version: int
    until: Day


def direction_key(fact: DirectionChosen) -> str:
    """What makes two choices the same direction: the alternative, else the words."""
    return f"alternative {fact.alternative_id}" if fact.alternative_id else f"what {fact.what}"


def plan_of(fact: Attempt) -> str:
    """A digest of what is tried: hypothesis, criteria and adjustments, whatever their order, letters and spaces."""
    adjustments = sorted(set(fact.adjustments)) if isinstance(fact, RetryStarted) else []
    criteria = sorted({f"{each.metric} {each.comparison} {float(each.target)}" for each in fact.criteria})
    tried = "\n".join((" ".join(fact.hypothesis.casefold().split()), *criteria, *adjustments))
    return blake2b(tried.encode(), digest_size=12).hexdigest()


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
    concluded: int = 0
    """The version of that conclusion; 0 while it is open."""
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
    plans: Map[str, None] = _NOTHING
    """What each trial so far tried, as ``Trial.plan``."""
    running: Map[str, None] = _NOTHING
    """The trials that have not ended."""
    retries: int = 0
    first_setback: int = 0
    """The version of the first failure or retry; 0: there was none."""
    escalated: Map[str, int] = _NOTHING
    """The version of the last escalation to each level."""
    presented: Map[str, int] = _NOTHING
    """The highest version that was laid before each level."""
    tellable: Map[int, str] = _NOTHING
    """The failures and risks by their versions."""
    notable: Map[int, Notable] = _NOTHING
    """What the deciding level is to be told, by version."""
    appointments: Map[int, Appointment] = _NOTHING
    """By the version of the choice or the conclusion."""
    prepared: Map[str, Day] = _NOTHING
    """The parts of a properly prepared case that are on record, and since when."""
    chosen_on: Day = 0
    """When a direction was first chosen."""
    concluded_on: Day = 0
    """When it was concluded; 0 while it is open."""
    adopted: tuple[Adoption, ...] = ()
    """The policies, in an organisation's own stream; in the order of their moments."""

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

    def knows(self, level: str, version: int) -> bool:
        """Whether a level knows a failure or a risk."""
        if self.presented.get(level, 0) >= version:
            return True
        thing = self.things.get(self.tellable.get(version, ""))
        return isinstance(thing, Failure | Risk) and not thing.known_to.isdisjoint((level, EVERYONE))

    def next_id(self, noun: Noun) -> str:
        """A free id for the next thing of a noun: ``trial-2``."""
        number = self.count(noun) + 1
        while (name := f"{noun}-{number}") in self.things:
            number += 1
        return name
