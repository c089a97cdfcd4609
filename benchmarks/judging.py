"""What it takes to judge one fact under all guards."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from statistics import median

from benchmarks.measuring import Sides, amount, row
from benchmarks.work import BY, MET, entries, fifty_facts
from laeringslopp import (
    AdjustmentMade,
    DecisionConcluded,
    DirectionChosen,
    Entry,
    FailureCorrected,
    FailureDisclosed,
    LessonDrawn,
    ObservationRecorded,
    Recorded,
    Register,
    RetryStarted,
    TrialEnded,
    TrialStarted,
)
from laeringslopp.decision import Decision, fold
from laeringslopp.facts import AnyFact
from laeringslopp.rules import judge, shipped

STRICT = shipped("strict")
CANDIDATES: tuple[AnyFact, ...] = (
    ObservationRecorded(observation_id="o99", trial_id="t2", metric=MET.metric, value=1),
    FailureDisclosed(failure_id="f9", what_happened="Alarmen svarte ikke."),
    FailureCorrected(failure_id="f1", reason="Vi vet mer.", severity="minor"),
    LessonDrawn(lesson_id="l9", from_failures=("f1",), statement="Mål først."),
    AdjustmentMade(adjustment_id="j9", because_of=("f1",)),
    DirectionChosen(alternative_id="a2", tolerated_risks=("r1",)),
    TrialStarted(trial_id="t9", hypothesis="Nå går det", criteria=(MET,)),
    RetryStarted(trial_id="t9", retry_of="t1", hypothesis="Nå går det", criteria=(MET,)),
    TrialEnded(trial_id="t2", outcome="succeeded", summary="Ferdig."),
    DecisionConcluded(outcome="adopted", reason="Den virker."),
)
"""What may come next in the decision of fifty facts: refused, remarked on or let past."""


def _before(length: int) -> tuple[Decision, Recorded]:
    """A decision of so many facts, and its last entry."""
    with Register.open("memory:") as register:
        recorded = list(register.append(entries("x")).recorded)
        observation = fifty_facts()[40].model_copy(update={"observation_id": ""})
        more = [Entry(decision_id="x", fact=observation, by=BY) for _ in range(length - len(recorded))]
        if more:
            recorded += register.append(more).recorded
    return fold(Decision("x"), recorded), recorded[-1]


def _next(fact: AnyFact, last: Recorded) -> Recorded:
    now = last.recorded_at + timedelta(days=1)
    return last.model_copy(update={"fact": fact, "version": last.version + 1, "occurred_at": now, "recorded_at": now})


def _judging(decision: Decision, made: Recorded) -> float:
    """Seconds, the median of many."""
    took = []
    for _ in range(amount(2000, 5)):
        began = time.perf_counter()
        judge(decision, made, STRICT, 0)
        took.append(time.perf_counter() - began)
    return median(took)


@row("judge-50", issue=5, unit="µs", goal=1.0, peer="a limit of 30 µs")
@contextmanager
def judging_fifty() -> Iterator[Sides]:
    """The fact that takes longest to judge of those that may come next."""
    decision, last = _before(50)
    slowest = max((_next(fact, last) for fact in CANDIDATES), key=lambda made: _judging(decision, made))

    def ours() -> None:
        for _ in range(amount(2000, 5)):
            judge(decision, slowest, STRICT, 0)

    settings = f"strict, all guards; the slowest of {len(CANDIDATES)} kinds: {slowest.fact.kind}"
    yield Sides(ours, None, amount(2000, 5), settings, limit=30.0)


@row("judge-10000", issue=5, unit="µs", goal=1.0, peer="200 times the same on 50 facts, which is linear")
@contextmanager
def judging_long() -> Iterator[Sides]:
    """All kinds that may come next in a decision of 10,000 facts."""
    length = amount(10_000, 100)
    (short, last), (long, latest) = _before(50), _before(length)
    after_short = [_next(fact, last) for fact in CANDIDATES]
    after_long = [_next(fact, latest) for fact in CANDIDATES]

    def ours() -> None:
        for made in after_long:
            judge(long, made, STRICT, 0)

    def linear() -> None:
        for _ in range(length // 50):
            for made in after_short:
                judge(short, made, STRICT, 0)

    yield Sides(ours, linear, len(CANDIDATES), f"strict, all guards; one of each of {len(CANDIDATES)} kinds")
