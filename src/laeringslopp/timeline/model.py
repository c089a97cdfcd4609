"""What a timeline holds. Language-free: the story words it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from laeringslopp.access import Withheld
from laeringslopp.decision import Decision
from laeringslopp.entry import Recorded
from laeringslopp.facts import Attempt, Criterion, DecisionOpened, Money
from laeringslopp.facts.trying import TrialOutcome
from laeringslopp.timeline.waivers import WaiverShown


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One entry, what caused it, and since when each level knows it."""

    recorded: Recorded
    caused_by: tuple[int, ...]
    """Versions: what its fact refers to, and what its recorder named."""
    known_to: Mapping[str, datetime]

    @property
    def version(self) -> int:
        """Its place in the decision's stream."""
        return self.recorded.version


@dataclass(frozen=True, slots=True)
class Measured:
    """A criterion, what was observed last, and whether that meets it; None: not observed."""

    criterion: Criterion
    observed: int | float | None
    met: bool | None


ChangedWhat = Literal["hypothesis", "criterion", "scale", "where", "stop_when", "cost_limit", "adjustment"]


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that is different this time."""

    what: ChangedWhat
    name: str
    """Of a criterion its metric, of an adjustment what it changes; else empty."""
    from_: str | Criterion | Money | None
    to: str | Criterion | Money | None


@dataclass(frozen=True, slots=True)
class AttemptShown:
    """One attempt beside the others: hypothesis, criteria, outcome, and what is different this time."""

    number: int
    fact: Attempt
    retry_of: str | None
    criteria: tuple[Measured, ...]
    started: Recorded
    ended: Recorded | None
    outcome: TrialOutcome | None
    changed: tuple[Changed, ...]
    failures: tuple[str, ...]
    cost: Money | None
    versions: tuple[int, ...]


Step = Literal["failure", "lesson", "adjustment", "retry"]


@dataclass(frozen=True, slots=True)
class Loop:
    """Trial, failure, lesson, adjustment, retry: closed when it has come round."""

    trial_id: str | None
    """None: a failure that belongs to no trial on record."""
    failures: tuple[str, ...]
    lessons: tuple[str, ...]
    adjustments: tuple[str, ...]
    retry: str | None
    missing: tuple[Step, ...]
    took: timedelta | None
    """From the first failure until the retry began."""

    @property
    def closed(self) -> bool:
        """Whether it has come round."""
        return not self.missing


OpenWhat = Literal[
    "failure-without-lesson",
    "trial-running",
    "question-unanswered",
    "oversight-unanswered",
    "risk-unresolved",
    "lesson-unread",
    "lesson-not-shared",
]


@dataclass(frozen=True, slots=True)
class Open:
    """Something that waits for somebody."""

    what: OpenWhat
    version: int
    since: Recorded
    level: str | None = None
    """Who it waits for, where one level does."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """One decision as its reader may see it, whole or cut at a moment."""

    decision: Decision
    """Its state after the entries shown."""
    version: int
    """Of the stream, seen or not."""
    levels: tuple[str, ...]
    entries: tuple[TimelineEntry, ...]
    attempts: tuple[AttemptShown, ...]
    loops: tuple[Loop, ...]
    open: tuple[Open, ...]
    unknown_to: Mapping[str, tuple[int, ...]]
    withheld: tuple[Withheld, ...]
    named: Mapping[str, Recorded]
    """The entry that brought each id into being."""
    is_public: bool
    waivers: Mapping[int, WaiverShown]
    """What became of each waiver that is shown, by version."""
    as_of: datetime | None = None
    known_at: datetime | None = None
    level: str | None = None
    opened: DecisionOpened | None = None
    """What opened it, where the reader may see that; also where the timeline is cut before it."""
    ahead: tuple[str, ...] = ()
    """Which of ``as_of`` and ``known_at`` was asked for at a moment that lies ahead; now stands in its place."""

    @property
    def is_before_all(self) -> bool:
        """Whether it is cut before the first of what the reader may see."""
        return not self.entries and any((self.as_of, self.known_at, self.level))

    def entry(self, version: int) -> TimelineEntry | None:
        """The entry of that version, where it is shown."""
        return next((entry for entry in self.entries if entry.version == version), None)
