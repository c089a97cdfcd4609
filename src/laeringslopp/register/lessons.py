"""What has been learned in the decisions of a register: read on from the record whenever somebody asks."""

import threading
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet

from laeringslopp.decision import Decision, evolve, fold
from laeringslopp.entry import Recorded
from laeringslopp.register.reading import PAGE, paged
from laeringslopp.rules.elsewhere import TEACHING, TOLD_BY, KnownLesson, lessons_of
from laeringslopp.rules.learned import ALWAYS, Learned, Life
from laeringslopp.store import Store, Stored, decode
from laeringslopp.when import When


class Lessons:
    """The lessons on record, for a guard that looks further than its own decision.

    Nothing is read before somebody asks; then everything that stands by now is, whoever recorded it. What cannot be
    read is not passed over. Kept is what a lesson is found by, not what it says: a kilobyte each.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._learned = Learned()
        self._read_to = 0

    def lessons(
        self, organisation: str, tags: Collection[str], *, other_than: AbstractSet[str], by: When, most: int
    ) -> Sequence[KnownLesson]:
        """As ``Elsewhere`` says. Raises StoreError where the record cannot be read."""
        with self._lock:
            self._read_on()
            return self._learned.lessons(organisation, tags, other_than=other_than, by=by, most=most)

    def _read_on(self) -> None:
        last = self._store.last_position()
        while self._read_to < last:
            page = self._store.since(self._read_to, PAGE)
            for decision_id in teaching(page, self._learned):
                self._learned.put(decision_id, _standing(self._store, decision_id))
            self._read_to = page[-1].position if page else last


def remembered(store: Store, upto: int) -> Learned:
    """Every lesson up to a position, with how it stood at each position before. Raises StoreError."""
    learned, at = Learned(), 0
    while at < upto:
        page = store.since(at, min(PAGE, upto - at))
        for decision_id in teaching(page, learned):
            if decision_id not in learned:
                learned.put(decision_id, _lived(store, decision_id))
        at = page[-1].position if page else upto
    return learned


def teaching(page: Sequence[Stored], learned: Learned) -> dict[str, None]:
    """The decisions in which something changes what others can learn of them."""
    found: dict[str, None] = {}
    for stored in page:
        kind = stored.topic.partition(":")[0]
        if kind in TEACHING and (kind == "lesson-drawn" or stored.decision_id in learned):
            found[stored.decision_id] = None
    return found


def _standing(store: Store, decision_id: str) -> list[Life]:
    return [Life(lesson) for lesson in lessons_of(fold(Decision(decision_id), _told(store, decision_id)))]


def _lived(store: Store, decision_id: str) -> list[Life]:
    """How each lesson stood, and from which position until which."""
    decision, lives = Decision(decision_id), list[Life]()
    standing: dict[str, Life] = {}
    for recorded in _told(store, decision_id):
        decision = evolve(decision, recorded)
        if recorded.fact.kind not in TEACHING:
            continue
        for lesson in lessons_of(decision):
            before = standing.get(lesson.lesson_id)
            if before is not None and before.lesson == lesson:
                continue
            if before is not None:
                lives.append(before._replace(at=range(before.at.start, recorded.position)))
            standing[lesson.lesson_id] = Life(lesson, ALWAYS[recorded.position :])
    return [*lives, *standing.values()]


def _told(store: Store, decision_id: str) -> Iterator[Recorded]:
    """The facts that say all there is to say of a decision's lessons."""
    return (decode(each) for each in paged(store, decision_id) if each.topic.partition(":")[0] in TOLD_BY)
