"""What one may record next: of what is open, what is owed, a loop, an entry. Nobody has to; the register never asks."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from laeringslopp.entry import Recorded
from laeringslopp.facts import (
    AdjustmentMade,
    AlternativeProposed,
    AnyFact,
    Attempt,
    CasePresented,
    DecisionOpened,
    DecisionReopened,
    DirectionChosen,
    FailureContained,
    FailureCorrected,
    FailureDisclosed,
    LessonAcknowledged,
    LessonDrawn,
    LessonShared,
    ObservationRecorded,
    OversightReceived,
    RetryStarted,
    RiskAssessed,
    RiskMaterialised,
    TrialEnded,
)
from laeringslopp.rules.duty import Owed
from laeringslopp.timeline.model import Loop, Open, Timeline


class Onwards(NamedTuple):
    """A kind of fact that may follow, and what is known of it already."""

    kind: str
    fields: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """What a form is filled in with, by field."""


class Nexts:
    """Answers for one timeline."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline

    @cached_property
    def _recorded(self) -> Mapping[int, Recorded]:
        return {entry.recorded.version: entry.recorded for entry in self._timeline.entries}

    @cached_property
    def _contained(self) -> frozenset[str]:
        facts = (entry.recorded.fact for entry in self._timeline.entries)
        return frozenset(fact.failure_id for fact in facts if isinstance(fact, FailureContained))

    @cached_property
    def _learned(self) -> frozenset[str]:
        facts = (entry.recorded.fact for entry in self._timeline.entries)
        return frozenset(chain.from_iterable(fact.from_failures for fact in facts if isinstance(fact, LessonDrawn)))

    @cached_property
    def _applied(self) -> frozenset[str]:
        facts = (entry.recorded.fact for entry in self._timeline.entries)
        return frozenset(chain.from_iterable(fact.because_of for fact in facts if isinstance(fact, AdjustmentMade)))

    def of_open(self, waiting: Open) -> tuple[Onwards, ...]:
        """What would close something that is open."""
        fact = waiting.since.fact
        match waiting.what:
            case "failure-without-lesson":
                assert isinstance(fact, FailureDisclosed)
                return self._of_failure(fact.failure_id)
            case "trial-running":
                assert isinstance(fact, Attempt)
                return _running(fact.trial_id)
            case "question-unanswered":
                return (_about("question-answered", "question_id", _own(fact)),)
            case "oversight-unanswered":
                return (_about("oversight-answered", "oversight_id", _own(fact)),)
            case "risk-unresolved":
                return (_about("risk-materialised", "risk_id", _own(fact)),)
            case "lesson-unread":
                assert isinstance(fact, LessonDrawn)
                return (_read(fact.lesson_id, waiting.level),)
            case "lesson-not-shared":
                assert isinstance(fact, LessonDrawn)
                return (self._share(fact.lesson_id, waiting.since),)

    def of_duty(self, owed: Owed) -> tuple[Onwards, ...]:
        """What would meet a duty."""
        match owed.rule_id:
            case "draw-lesson":
                return (_about("lesson-drawn", "from_failures", owed.about),)
            case "share-lesson" if (raised := self._recorded.get(owed.version)) is not None:
                return (self._share(owed.about, raised),)
            case "acknowledge-lesson":
                return (_read(owed.about, owed.level),)
            case "answer-question":
                return (_about("question-answered", "question_id", owed.about),)
            case "answer-oversight":
                return (_about("oversight-answered", "oversight_id", owed.about),)
            case "say-how-it-goes":
                return _running(owed.about)
            case "inform-deciding-level":
                return (self._present(),)
            case "revisit-tentative":
                return (Onwards("direction-chosen"),)
            case "revisit-decision":
                return (Onwards("decision-reopened"),)
        return ()

    def of_loop(self, loop: Loop) -> tuple[Onwards, ...]:
        """What would bring an open loop one step further: only the first step that is missing."""
        if not loop.missing:
            return ()
        match loop.missing[0]:
            case "failure":
                return (Onwards("failure-disclosed", _where("trial_id", loop.trial_id)),)
            case "lesson":
                return (Onwards("lesson-drawn", {"from_failures": loop.failures}),)
            case "adjustment":
                return (Onwards("adjustment-made", {"because_of": loop.lessons or loop.failures}),)
            case "retry":
                return (_again(loop),)

    def of_entry(self, recorded: Recorded) -> tuple[Onwards, ...]:
        """What lies nearest beside an entry: of a failure what was done and learned, of a lesson what it changed."""
        match recorded.fact:
            case FailureDisclosed(failure_id=failure_id):
                return self._of_failure(failure_id)
            case LessonDrawn(lesson_id=lesson_id) if lesson_id not in self._applied:
                return (_about("adjustment-made", "because_of", lesson_id),)
        return ()

    def question(self, recorded: Recorded) -> Onwards:
        """A question about an entry, to the level whose act it was; for others outside the administration answers."""
        levels = self._timeline.levels
        to = recorded.by.level if recorded.by.level in levels else levels[min(1, len(levels) - 1)]
        return Onwards("question-asked", {"to_level": (to,), "caused_by": (str(recorded.version),)})

    def after(self, recorded: Recorded) -> tuple[Onwards, ...]:
        """What one may do next, once an entry is recorded."""
        return tuple(self._after(recorded.fact, recorded))

    def _after(self, fact: AnyFact, recorded: Recorded) -> Iterator[Onwards]:
        match fact:
            case DecisionOpened():
                yield from (Onwards("alternative-proposed"), Onwards("risk-assessed"), Onwards("direction-chosen"))
            case AlternativeProposed():
                yield _about("risk-assessed", "alternative_id", fact.alternative_id)
                yield from (Onwards("alternative-proposed"), Onwards("direction-chosen"))
            case RiskAssessed():
                yield from (Onwards("risk-assessed"), Onwards("direction-chosen"))
            case DirectionChosen() | DecisionReopened():
                yield Onwards("trial-started")
            case CasePresented():
                yield Onwards("direction-chosen")
            case RetryStarted() if self._is_running(fact.retry_of):
                yield _about("trial-ended", "trial_id", fact.retry_of)
                yield from _running(fact.trial_id)
            case Attempt():
                yield from _running(fact.trial_id)
            case ObservationRecorded() if fact.trial_id and self._is_running(fact.trial_id):
                if self._timeline.decision.missed(fact.trial_id):
                    yield _about("failure-disclosed", "trial_id", fact.trial_id)
                yield from _running(fact.trial_id)
            case TrialEnded():
                loops = (loop for loop in self._timeline.loops if loop.trial_id == fact.trial_id)
                failures = tuple(chain.from_iterable(loop.failures for loop in loops))
                learned = {"from_failures": failures} if failures else {"from_trials": (fact.trial_id,)}
                yield Onwards("lesson-drawn", learned)
                if fact.outcome == "succeeded":
                    yield Onwards("decision-concluded")
            case FailureDisclosed() | FailureCorrected() | FailureContained():
                yield from self._of_failure(fact.failure_id)
            case RiskMaterialised(came_true=True, failure_id=None):
                yield Onwards("failure-disclosed")
            case LessonDrawn():
                yield self._share(fact.lesson_id, recorded)
                yield _about("adjustment-made", "because_of", fact.lesson_id)
            case LessonShared() | LessonAcknowledged():
                unread = (each for each in self._timeline.open if each.what == "lesson-unread")
                waits = [each for each in unread if _own(each.since.fact) == fact.lesson_id]
                yield from (_read(fact.lesson_id, each.level) for each in waits[:1])
                if fact.lesson_id not in self._applied:
                    yield _about("adjustment-made", "because_of", fact.lesson_id)
                if isinstance(fact, LessonAcknowledged) and (drawn := self._timeline.named.get(fact.lesson_id)):
                    yield self.question(drawn)
            case AdjustmentMade():
                loop = next((each for each in self._timeline.loops if fact.adjustment_id in each.adjustments), None)
                if loop is not None and loop.retry is None:
                    yield _again(loop)
            case OversightReceived():
                yield _about("oversight-answered", "oversight_id", fact.oversight_id)
                yield _about("lesson-drawn", "from_oversight", fact.oversight_id)
            case _:
                return

    def _of_failure(self, failure_id: str) -> tuple[Onwards, ...]:
        """What was done at once, while nobody has said; then the lesson, while there is none."""
        contained = _about("failure-contained", "failure_id", failure_id)
        lesson = _about("lesson-drawn", "from_failures", failure_id)
        failure = self._timeline.decision.failure(failure_id)
        if failure is not None and failure.unfounded_on:
            return ()
        return (
            *(() if failure_id in self._contained else (contained,)),
            *(() if failure_id in self._learned else (lesson,)),
        )

    def _is_running(self, trial_id: str) -> bool:
        return any(attempt.fact.trial_id == trial_id and attempt.ended is None for attempt in self._timeline.attempts)

    def _share(self, lesson_id: str, drawn: Recorded) -> Onwards:
        """With every level but the one that drew it."""
        levels = tuple(level for level in self._timeline.levels if level != drawn.by.level)
        return Onwards("lesson-shared", {"lesson_id": (lesson_id,), "with_levels": levels})

    def _present(self) -> Onwards:
        return Onwards("case-presented", _where("to_level", self._timeline.decision.deciding_level))


def _running(trial_id: str) -> tuple[Onwards, ...]:
    return _about("observation-recorded", "trial_id", trial_id), _about("trial-ended", "trial_id", trial_id)


def _again(loop: Loop) -> Onwards:
    of = loop.trial_id or next(iter(loop.failures), None)
    return Onwards("retry-started", {**_where("retry_of", of), "adjustments": loop.adjustments})


def _read(lesson_id: str, level: str | None) -> Onwards:
    return Onwards("lesson-acknowledged", {"lesson_id": (lesson_id,), **_where("level", level)})


def _about(kind: str, name: str, what: str) -> Onwards:
    return Onwards(kind, _where(name, what))


def _where(name: str, what: str | None) -> dict[str, tuple[str, ...]]:
    return {name: (what,)} if what else {}


def _own(fact: AnyFact) -> str:
    return str(getattr(fact, f"{fact.names}_id"))
