"""What a councillor asks first: what was decided, risked, tried, learned and changed, what now, and who knows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from laeringslopp import (
    DecisionConcluded,
    DirectionChosen,
    FailureDisclosed,
    LessonDrawn,
    Recorded,
    RetryStarted,
    RiskAssessed,
)
from laeringslopp.decision.state import Failure, Lesson, Risk
from laeringslopp.facts import SCALE
from laeringslopp.story import open_sentence, sentence, value_label
from laeringslopp.story.wording import quoted
from laeringslopp.timeline import Open, Timeline
from laeringslopp.timeline.model import OpenWhat
from laeringslopp_service.pages.attempts import differences, span
from laeringslopp_service.pages.labels import OUTCOMES
from laeringslopp_service.pages.texts import N_, Texts
from laeringslopp_service.pages.ways import Way, Ways

Question = Literal["decided", "risked", "tried", "failed", "learned", "different", "now", "unknown"]

FIRST = 2
"""How many points an answer shows at first, on a small screen one; the rest folds below."""
MOST = 12
"""How many points are told in all; what goes beyond stands in the sections below."""
FIVE: tuple[Question, ...] = ("decided", "risked", "failed", "learned", "now")
"""What the first screen answers, on a phone and on a projector."""
URGENCY: tuple[OpenWhat, ...] = (
    "question-unanswered",
    "oversight-unanswered",
    "failure-without-lesson",
    "lesson-not-shared",
    "lesson-unread",
    "trial-running",
    "risk-unresolved",
)
"""What waits for somebody comes before what only time will show."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that answers the question, and the entry it stands in."""

    text: str
    version: int
    notes: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    """What one may do about it."""


class Promise(Protocol):
    """What is owed, in words."""

    @property
    def sentence(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def is_overdue(self) -> bool: ...
    @property
    def ways(self) -> tuple[Way, ...]: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question."""

    question: Question
    points: tuple[Point, ...]
    """What is shown at first."""
    rest: tuple[Point, ...]
    beyond: int
    """How many points are told in the sections alone."""

    @property
    def is_first(self) -> bool:
        """Whether it stands on the first screen."""
        return self.question in FIVE

    @property
    def more(self) -> int:
        """How many points are not shown at first."""
        return len(self.rest) + self.beyond


def brief(
    timeline: Timeline, texts: Texts, owed: Sequence[Promise] = (), ways: Ways | None = None
) -> tuple[Answer, ...]:
    """The answers, as far as the reader may see. What is different is asked only where something was tried again.

    With ``ways``, what is open has links to what would close it.
    """
    reading = _Reading(timeline, texts, owed, ways)
    answers = [
        _answer("decided", reading.decided()),
        _answer("risked", reading.risked()),
        _answer("failed", reading.failed()),
        _answer("learned", reading.learned()),
        _answer("now", reading.now()),
        _answer("tried", reading.tried()),
        _answer("unknown", reading.unknown(), first=len(timeline.levels)),
    ]
    if any(isinstance(attempt.fact, RetryStarted) for attempt in timeline.attempts):
        answers.insert(6, _answer("different", reading.different()))
    return tuple(answers)


def _answer(question: Question, points: Iterator[Point], first: int = FIRST) -> Answer:
    found = tuple(points)
    return Answer(question, found[:first], found[first:MOST], max(0, len(found) - max(first, MOST)))


class _Reading:
    def __init__(self, timeline: Timeline, texts: Texts, owed: Sequence[Promise], ways: Ways | None) -> None:
        self.owed, self.ways = owed, ways
        self.timeline, self.texts, self.words = timeline, texts, texts.words
        self.decision = timeline.decision
        self.entries = {entry.version: entry.recorded for entry in timeline.entries}

    def decided(self) -> Iterator[Point]:
        """The conclusion where there is one, then the direction in force."""
        if self.decision.outcome:
            concluded = [r for r in self.entries.values() if isinstance(r.fact, DecisionConcluded)]
            yield from map(self._choice, concluded[-1:])
        if self.decision.direction and (chosen := self.entries.get(self.decision.direction.version)):
            yield self._choice(chosen)

    def _choice(self, recorded: Recorded) -> Point:
        fact = recorded.fact
        assert isinstance(fact, DecisionConcluded | DirectionChosen)
        notes = [
            self.words.when(recorded.occurred_at, recorded.occurred_precision or "day"),
            fact.case_number,
            fact.vote,
        ]
        return Point(
            sentence(recorded, self.timeline.named, self.words),
            recorded.version,
            tuple(quoted(note) for note in notes if note),
        )

    def risked(self) -> Iterator[Point]:
        """The risks as last assessed: those that came true first, then the gravest."""
        risks = [
            (risk, recorded, recorded.fact)
            for name, risk in self.decision.each(Risk)
            if not risk.replaced
            and (recorded := self.timeline.named.get(name))
            and isinstance(recorded.fact, RiskAssessed)
        ]
        risks.sort(
            key=lambda found: (found[0].came_true is not True, -_gravity(found[2].consequence), found[0].version)
        )
        for risk, recorded, fact in risks:
            notes = []
            if risk.came_true is not None:
                notes.append(self.texts.say(N_("came true") if risk.came_true else N_("did not come true")))
            if fact.consequence:
                notes.append(
                    self.texts.say(N_("consequence: {how}"), how=value_label(fact.consequence, self.texts.words))
                )
            if fact.tolerance:
                notes.append(value_label(fact.tolerance, self.texts.words))
            yield Point(quoted(fact.what), recorded.version, tuple(notes))

    def tried(self) -> Iterator[Point]:
        """The last two attempts in the order in which they began, then those before them."""
        for attempt in (*self.timeline.attempts[-FIRST:], *self.timeline.attempts[:-FIRST]):
            number = self.texts.say(N_("Attempt {n}"), n=attempt.number)
            outcome = self.texts.say(OUTCOMES[attempt.outcome])
            notes = (number, outcome[:1].lower() + outcome[1:], span(attempt, self.texts))
            yield Point(quoted(attempt.fact.hypothesis), attempt.started.version, notes)

    def different(self) -> Iterator[Point]:
        """What the newest retry does otherwise."""
        retries = [attempt for attempt in self.timeline.attempts if isinstance(attempt.fact, RetryStarted)]
        newest = retries[-1]
        # The hypothesis itself stands under what was tried.
        told = tuple(change for change in newest.changed if change.what != "hypothesis") or newest.changed
        for said in differences(replace(newest, changed=told), self.texts):
            yield Point(quoted(said), newest.started.version)

    def failed(self) -> Iterator[Point]:
        """The failures, the gravest first; what was found unfounded stays, at the end."""
        failures = [
            (failure, recorded, recorded.fact)
            for name, failure in self.decision.each(Failure)
            if (recorded := self.timeline.named.get(name)) and isinstance(recorded.fact, FailureDisclosed)
        ]
        failures.sort(
            key=lambda found: (found[0].finding == "unfounded", -_gravity(found[0].severity), -found[0].version)
        )
        for failure, recorded, fact in failures:
            notes = [self.words.when(recorded.occurred_at, recorded.occurred_precision or "day")]
            if failure.severity:
                notes.append(value_label(failure.severity, self.texts.words))
            if failure.finding != "confirmed":
                notes.append(value_label(failure.finding, self.texts.words))
            if fact.own:
                notes.append(self.texts.say(N_("disclosed by those it concerned")))
            yield Point(quoted(fact.what_happened), recorded.version, tuple(notes))

    def learned(self) -> Iterator[Point]:
        """The lessons, the newest first, and who has read them."""
        for name, lesson in sorted(self.decision.each(Lesson), key=lambda found: -found[1].version):
            recorded = self.timeline.named.get(name)
            if recorded is None or not isinstance(recorded.fact, LessonDrawn):
                continue
            notes = []
            if lesson.acknowledged_by:
                readers = [self.words.level(level) for level in (*self.timeline.levels, "external")]
                read = [said for said in readers if said in {self.words.level(name) for name in lesson.acknowledged_by}]
                notes.append(self.texts.say(N_("read by {levels}"), levels=self.words.these(read)))
            elif lesson.shared_with:
                notes.append(self.texts.say(N_("shared, and not read by anyone yet")))
            yield Point(quoted(recorded.fact.statement), recorded.version, tuple(notes))

    def now(self) -> Iterator[Point]:
        """What is past its day, what waits for somebody, and when the decision is to be taken up again."""
        late = {each.version for each in self.owed if each.is_overdue}
        for each in self.owed:
            if each.is_overdue:
                yield Point(each.sentence, each.version, (self.texts.say(N_("the day has passed")),), each.ways)
        for waiting in by_urgency(self.timeline.open):
            if waiting.version not in late:
                ways = self.ways.of_open(waiting) if self.ways else ()
                yield Point(open_sentence(waiting, self.words), waiting.version, ways=ways)
        for recorded in self.entries.values():
            fact = recorded.fact
            due = (
                fact.revisit_by
                if isinstance(fact, DecisionConcluded) and self.decision.outcome
                else fact.until
                if isinstance(fact, DirectionChosen)
                and self.decision.direction
                and self.decision.direction.version == recorded.version
                else None
            )
            if due:
                text = N_("To be taken up again by {date}.")
                yield Point(self.texts.say(text, date=self.words.day(due)), recorded.version)

    def unknown(self) -> Iterator[Point]:
        """Who is not on record as knowing what, the failures and lessons among it counted."""
        for level, versions in self.timeline.unknown_to.items():
            facts = {version: self.entries[version].fact for version in versions if version in self.entries}
            if not facts:
                continue
            failures = [version for version, fact in facts.items() if isinstance(fact, FailureDisclosed)]
            lessons = [version for version, fact in facts.items() if isinstance(fact, LessonDrawn)]
            said = self.words.level(level)
            notes = []
            if failures:
                notes.append(self.texts.ngettext("{n} failure", "{n} failures", len(failures)))
            if lessons:
                notes.append(self.texts.ngettext("{n} lesson", "{n} lessons", len(lessons)))
            yield Point(
                self.texts.ngettext(
                    "{level}: {n} entry", "{level}: {n} entries", len(facts), level=said[:1].upper() + said[1:]
                ),
                (failures or lessons or list(facts))[0],
                (self.texts.say(N_("among them {what}"), what=self.words.these(notes)),) if notes else (),
            )


def by_urgency(waiting: Iterable[Open]) -> list[Open]:
    """What is open, those first who wait for an answer."""
    return sorted(waiting, key=lambda each: URGENCY.index(each.what))


def _gravity(severity: str | None) -> int:
    return SCALE.index(severity) if severity in SCALE else -1
