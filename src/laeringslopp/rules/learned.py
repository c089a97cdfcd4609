"""Lessons so kept that the best matches for some tags are found without looking at all of them."""

import sys
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from heapq import nlargest
from itertools import chain, islice
from typing import NamedTuple

from laeringslopp.decision import Decision
from laeringslopp.rules.elsewhere import Elsewhere, KnownLesson, lessons_of, place, rank
from laeringslopp.when import When

ALWAYS = range(sys.maxsize)
"""Every position of a register."""


class Life(NamedTuple):
    """How a lesson stood at some positions of the register."""

    lesson: KnownLesson
    at: range = ALWAYS


Alike = tuple[str, frozenset[str], int]
"""What lessons have in common that are equally good matches: organisation, tags and severity."""


class Learned:
    """What has been learned in many decisions; each decision's lessons are put in anew when they change."""

    def __init__(self) -> None:
        self._alike: dict[Alike, list[Life]] = {}
        """In the order in which they were drawn."""
        self._tagged: defaultdict[tuple[str, str], dict[Alike, None]] = defaultdict(dict)
        self._of_decision: dict[str, tuple[Life, ...]] = {}

    def __contains__(self, decision_id: str) -> bool:
        return decision_id in self._of_decision

    @property
    def decision_ids(self) -> AbstractSet[str]:
        """The decisions whose lessons it knows."""
        return self._of_decision.keys()

    def put(self, decision_id: str, lives: Iterable[Life]) -> None:
        """Takes in a decision's lessons, in place of what was known of it."""
        for life in self._of_decision.get(decision_id, ()):
            self._alike[_alike(life.lesson)].remove(life)
        self._of_decision[decision_id] = kept = tuple(lives)
        for life in kept:
            alike = _alike(life.lesson)
            among = self._alike.get(alike)
            if among is None:
                among = self._alike[alike] = []
                organisation, tags, _ = alike
                for tag in tags:
                    self._tagged[organisation, tag][alike] = None
            insort(among, life, key=_place)

    def lessons(
        self,
        organisation: str,
        tags: Collection[str],
        *,
        other_than: AbstractSet[str],
        by: When,
        most: int,
        at: int | None = None,
    ) -> Sequence[KnownLesson]:
        """As ``Elsewhere`` says, of what stood at a position; without one, of whatever is known."""
        met = Counter[Alike]()
        for tag in tags:
            if (named := self._tagged.get((organisation, tag))) is not None:
                met.update(named.keys())
        equal: defaultdict[tuple[int, int], list[Alike]] = defaultdict(list)
        for alike, shared in met.items():
            equal[shared, alike[2]].append(alike)
        best = (  # those that are less good are looked at only where there are too few
            nlargest(
                most,
                chain.from_iterable(islice(self._newest(alike, other_than, by, at), most) for alike in equal[how_good]),
                key=place,
            )
            for how_good in sorted(equal, reverse=True)
        )
        return list(islice(chain.from_iterable(best), most))

    def _newest(self, alike: Alike, other_than: AbstractSet[str], by: When, at: int | None) -> Iterator[KnownLesson]:
        lives = self._alike[alike]
        for number in reversed(range(bisect_left(lives, by.end, key=_began))):
            lesson, stood_at = lives[number]
            if (at is None or at in stood_at) and lesson.decision_id not in other_than:
                yield lesson


class At:
    """What was known elsewhere at a position, which moves on."""

    def __init__(self, learned: Learned, position: int) -> None:
        self._learned = learned
        self.position = position

    def lessons(
        self, organisation: str, tags: Collection[str], *, other_than: AbstractSet[str], by: When, most: int
    ) -> Sequence[KnownLesson]:
        """As ``Elsewhere`` says."""
        return self._learned.lessons(organisation, tags, other_than=other_than, by=by, most=most, at=self.position)


class StillToStand:
    """Lessons of decisions as they will stand once what was heard is recorded, over what stands already."""

    def __init__(self, below: Elsewhere) -> None:
        self._below = below
        self._learned = Learned()
        self._unread: dict[str, Decision] = {}

    def hear(self, decision: Decision) -> None:
        """Something was heard that changes a decision's lessons; nothing is done about it until somebody asks."""
        self._unread[decision.decision_id] = decision

    def lessons(
        self, organisation: str, tags: Collection[str], *, other_than: AbstractSet[str], by: When, most: int
    ) -> Sequence[KnownLesson]:
        """As ``Elsewhere`` says."""
        for decision_id, decision in self._unread.items():
            self._learned.put(decision_id, map(Life, lessons_of(decision)))
        self._unread.clear()
        here = self._learned.lessons(organisation, tags, other_than=other_than, by=by, most=most)
        hidden = {*other_than, *self._learned.decision_ids}
        there = self._below.lessons(organisation, tags, other_than=hidden, by=by, most=most)
        return nlargest(most, (*here, *there), key=rank(tags))


def _alike(lesson: KnownLesson) -> Alike:
    return lesson.organisation, lesson.tags, lesson.weight


def _place(life: Life) -> tuple[datetime, str, int]:
    return place(life.lesson)


def _began(life: Life) -> datetime:
    return life.lesson.began
