"""The small port through which a guard sees what other decisions have learned."""

from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from laeringslopp.access import Reader, may_see
from laeringslopp.decision import Decision
from laeringslopp.decision.state import Lesson
from laeringslopp.facts import SCALE, Access, Scale
from laeringslopp.when import When


class KnownLesson(NamedTuple):
    """A lesson that another decision of the organisation has drawn, as it stands on record."""

    organisation: str
    decision_id: str
    lesson_id: str
    version: int
    """The entry that drew it."""
    began: datetime
    """When it was drawn: where that is known to the day or the year, when that began."""
    tags: frozenset[str]
    """What it applies to; without that, the tags of its decision."""
    severity: Scale | None
    """The gravest of the failures it was drawn from, as last corrected."""
    shared_with: frozenset[str]
    known_to: frozenset[str]
    """The levels that acknowledged it, and the one that drew it."""
    access: Access

    @property
    def weight(self) -> int:
        """The severity as a number; -1 where nobody has said how grave it was."""
        return weight(self.severity)

    def may_be_read_by(self, level: str, day: date) -> bool:
        """Whether somebody of a level of the organisation may see it on a day."""
        return may_see(self.access, Reader.level(level, self.organisation), self.organisation, day)


class Elsewhere(Protocol):
    """What is known from other decisions at the moment of judging; never less because something was behind."""

    def lessons(
        self, organisation: str, tags: Collection[str], *, other_than: AbstractSet[str], by: When, most: int
    ) -> Sequence[KnownLesson]:
        """An organisation's lessons that meet any of the tags, the best first and no more than ``most``.

        The best share the most tags, then are of the gravest failures, then are the newest. Lessons of the decisions
        ``other_than``, and those drawn after ``by``, are left out. Raises StoreError where they cannot be read.
        """
        ...


class _Nowhere:
    def lessons(
        self, organisation: str, tags: Collection[str], *, other_than: AbstractSet[str], by: When, most: int
    ) -> Sequence[KnownLesson]:
        return ()


NOWHERE: Elsewhere = _Nowhere()
"""Where there are no other decisions."""


@dataclass(frozen=True, slots=True)
class SeenBy:
    """What a reader may see on a day of what is known elsewhere."""

    below: Elsewhere
    reader: Reader
    day: date

    def lessons(
        self, organisation: str, tags: Collection[str], *, other_than: AbstractSet[str], by: When, most: int
    ) -> Sequence[KnownLesson]:
        """As ``Elsewhere`` says; what is withheld counts among the most, and is left out."""
        found = self.below.lessons(organisation, tags, other_than=other_than, by=by, most=most)
        return [each for each in found if may_see(each.access, self.reader, each.organisation, self.day)]


TEACHING = frozenset(
    ("lesson-drawn", "lesson-shared", "lesson-acknowledged", "tags-added", "failure-corrected", "access-changed")
)
"""The kinds after which a decision's lessons may stand otherwise than before."""
TOLD_BY = TEACHING | {"decision-opened", "failure-disclosed"}
"""The kinds that say all there is to say of a decision's lessons."""


def weight(severity: Scale | None) -> int:
    """A severity as a number; -1 for none."""
    return SCALE.index(severity) if severity is not None else -1


def rank(tags: Collection[str]) -> Callable[[KnownLesson], tuple[int, int, datetime, str, int]]:
    """The best match for these tags is the greatest by this key; no two are alike."""

    def key(lesson: KnownLesson) -> tuple[int, int, datetime, str, int]:
        return len(lesson.tags.intersection(tags)), lesson.weight, *place(lesson)

    return key


def place(lesson: KnownLesson) -> tuple[datetime, str, int]:
    """The order in which lessons were drawn."""
    return lesson.began, lesson.decision_id, lesson.version


def lessons_of(decision: Decision) -> Iterator[KnownLesson]:
    """A decision's lessons as others will find them."""
    if decision.opened is None:
        return
    own = frozenset(decision.tags)
    for lesson_id, lesson in decision.each(Lesson):
        drawn_at, precision, _ = decision.marks[lesson.version]
        yield KnownLesson(
            decision.opened.organisation,
            decision.decision_id,
            lesson_id,
            lesson.version,
            When.of(drawn_at, precision).begin,
            frozenset(lesson.applies_to) or own,
            _gravest(decision, lesson),
            lesson.shared_with,
            lesson.acknowledged_by | {lesson.by_level},
            decision.rulings.of(lesson.version, lesson.access),
        )


def _gravest(decision: Decision, lesson: Lesson) -> Scale | None:
    failures = map(decision.failure, lesson.from_failures)
    return max((failure.severity for failure in failures if failure is not None), key=weight, default=None)
