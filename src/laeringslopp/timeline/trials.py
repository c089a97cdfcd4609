"""Attempts beside each other, and the loops they make."""

from collections.abc import Iterator, Mapping, Sequence

from laeringslopp.decision import Decision
from laeringslopp.entry import Recorded
from laeringslopp.facts import (
    AdjustmentMade,
    Attempt,
    FailureDisclosed,
    LessonDrawn,
    ObservationRecorded,
    RetryStarted,
    TrialEnded,
    own_id,
)
from laeringslopp.timeline.model import AttemptShown, Changed, Loop, Measured, Step

GIVEN_UP = ("abandoned", "superseded")


class Trials:
    """What the facts say about trials, gathered in one pass; facts come in the order of the timeline."""

    def __init__(self, facts: Sequence[Recorded], causes: Mapping[int, Sequence[int]]) -> None:
        self.started: list[Recorded] = []
        self.by_id: dict[str, Attempt] = {}
        self.ended: dict[str, Recorded] = {}
        self.observed: dict[tuple[str, str], int | float] = {}
        self.failures: dict[str, Recorded] = {}
        self.lessons: list[LessonDrawn] = []
        self.adjustments: dict[str, AdjustmentMade] = {}
        self.because_of: dict[str, set[str]] = {}
        self.retries: list[tuple[Recorded, RetryStarted]] = []
        self.about: dict[str, list[int]] = {}
        for recorded in facts:
            self._take(recorded)
        named_at = {recorded.version: recorded.fact.trial_id for recorded in self.started}  # type: ignore[union-attr]
        grounds_at = {recorded.version: name for recorded in facts if (name := own_id(recorded.fact))}
        for recorded in facts:
            if isinstance(recorded.fact, AdjustmentMade):
                # A recorder may name what it answers to in the fact, or as the entries that caused it.
                caused = {grounds_at[version] for version in causes[recorded.version] if version in grounds_at}
                self.because_of[recorded.fact.adjustment_id] = caused
            for version in (recorded.version, *causes[recorded.version]):
                if (trial_id := named_at.get(version)) is not None:
                    self.about.setdefault(trial_id, []).append(recorded.version)

    def _take(self, recorded: Recorded) -> None:
        fact = recorded.fact
        if isinstance(fact, Attempt):
            self.started.append(recorded)
            self.by_id[fact.trial_id] = fact
            if isinstance(fact, RetryStarted):
                self.retries.append((recorded, fact))
        elif isinstance(fact, TrialEnded):
            self.ended[fact.trial_id] = recorded
        elif isinstance(fact, ObservationRecorded):
            if fact.trial_id and fact.metric is not None and fact.value is not None:
                self.observed[fact.trial_id, fact.metric] = fact.value
        elif isinstance(fact, FailureDisclosed):
            self.failures[fact.failure_id] = recorded
        elif isinstance(fact, LessonDrawn):
            self.lessons.append(fact)
        elif isinstance(fact, AdjustmentMade):
            self.adjustments[fact.adjustment_id] = fact

    def failures_of(self, trial_id: str | None) -> tuple[str, ...]:
        """The failures of a trial, or those of none."""
        return tuple(
            name
            for name, recorded in self.failures.items()
            if isinstance(recorded.fact, FailureDisclosed) and recorded.fact.trial_id == trial_id
        )

    def attempts(self) -> Iterator[AttemptShown]:
        """Every attempt in the order in which they began."""
        for number, recorded in enumerate(self.started, start=1):
            fact = recorded.fact
            assert isinstance(fact, Attempt)
            ended = self.ended.get(fact.trial_id)
            end = ended.fact if ended and isinstance(ended.fact, TrialEnded) else None
            yield AttemptShown(
                number=number,
                fact=fact,
                retry_of=fact.retry_of if isinstance(fact, RetryStarted) else None,
                criteria=tuple(self._measured(fact)),
                started=recorded,
                ended=ended,
                outcome=end.outcome if end else None,
                changed=tuple(self._changed(fact)) if isinstance(fact, RetryStarted) else (),
                failures=self.failures_of(fact.trial_id),
                cost=end.cost if end else None,
                versions=tuple(self.about[fact.trial_id]),
            )

    def _measured(self, fact: Attempt) -> Iterator[Measured]:
        for criterion in fact.criteria:
            value = self.observed.get((fact.trial_id, criterion.metric))
            yield Measured(criterion, value, None if value is None else criterion.is_met_by(value))

    def _changed(self, retry: RetryStarted) -> Iterator[Changed]:
        for adjustment_id in retry.adjustments:
            adjustment = self.adjustments.get(adjustment_id)
            for change in adjustment.changes if adjustment else ():
                yield Changed("adjustment", change.what, change.from_, change.to)
        earlier = self.by_id.get(retry.retry_of)
        failure = self.failures.get(retry.retry_of)
        if earlier is None and failure and isinstance(failure.fact, FailureDisclosed) and failure.fact.trial_id:
            earlier = self.by_id.get(failure.fact.trial_id)
        if earlier is None:
            return
        for what in ("hypothesis", "scale", "where", "stop_when", "cost_limit"):
            before, now = getattr(earlier, what), getattr(retry, what)
            if before != now:
                yield Changed(what, "", before, now)
        targets = {criterion.metric: criterion for criterion in earlier.criteria}
        for criterion in retry.criteria:
            before = targets.pop(criterion.metric, None)
            if before != criterion:
                yield Changed("criterion", criterion.metric, before, criterion)
        for metric, dropped in targets.items():
            yield Changed("criterion", metric, dropped, None)

    def loops(self, decision: Decision) -> Iterator[Loop]:
        """A loop for each trial that failed or did not succeed, and for each failure of no trial on record.

        A failure that was found unfounded has nothing to teach, and makes no loop.
        """

        def stands(name: str) -> bool:
            failure = decision.failure(name)
            return failure is None or failure.finding != "unfounded"

        for recorded in self.started:
            fact = recorded.fact
            assert isinstance(fact, Attempt)
            failures = tuple(filter(stands, self.failures_of(fact.trial_id)))
            ended = self.ended.get(fact.trial_id)
            outcome = ended.fact.outcome if ended and isinstance(ended.fact, TrialEnded) else None
            if failures or outcome in ("failed", "mixed", "stopped"):
                yield self._loop(fact.trial_id, failures, decision)
        strays = [
            name
            for name, recorded in self.failures.items()
            if isinstance(recorded.fact, FailureDisclosed) and recorded.fact.trial_id not in self.by_id
        ]
        for name in filter(stands, strays):
            yield self._loop(None, (name,), decision)

    def _loop(self, trial_id: str | None, failures: tuple[str, ...], decision: Decision) -> Loop:
        sources = {*failures, *((trial_id,) if trial_id else ())}
        lessons = tuple(
            lesson.lesson_id
            for lesson in self.lessons
            if not sources.isdisjoint((*lesson.from_failures, *lesson.from_trials))
        )
        retry = next(((recorded, fact) for recorded, fact in self.retries if fact.retry_of in sources), None)
        grounds = {*failures, *lessons}
        named = retry[1].adjustments if retry else ()
        adjustments = tuple(
            name for name in self.adjustments if name in named or not grounds.isdisjoint(self.because_of[name])
        )
        given_up = retry is None and decision.outcome in GIVEN_UP
        found: dict[Step, bool] = {
            "failure": bool(failures),
            "lesson": bool(lessons),
            "adjustment": bool(adjustments) or given_up,
            "retry": retry is not None or given_up,
        }
        began = min((self.failures[name].occurred_at for name in failures), default=None)
        return Loop(
            trial_id=trial_id,
            failures=failures,
            lessons=lessons,
            adjustments=adjustments,
            retry=retry[1].trial_id if retry else None,
            missing=tuple(step for step, there in found.items() if not there),
            took=retry[0].occurred_at - began if retry and began else None,
        )
