"""The work both sides do: the same fifty facts of one decision, recorded by us and by eventsourcing."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from laeringslopp import (
    Actor,
    AdjustmentMade,
    AlternativeProposed,
    Change,
    Criterion,
    DecisionOpened,
    DirectionChosen,
    Entry,
    FailureDisclosed,
    LessonDrawn,
    ObservationRecorded,
    RetryStarted,
    RiskAssessed,
    TrialEnded,
    TrialStarted,
)
from laeringslopp.facts import AnyFact

BY = Actor(id="kommunedirektor", role="kommunedirektøren", level="administrative", unit="Eksempelvik kommune")
BEGAN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
MET = Criterion(metric="Andel som bruker løsningen", comparison=">=", target=60, unit="%")
NOTE = "Utprøvingen gikk i fire uker; to av fem soner nådde målet, så omfanget ble kuttet."


def fifty_facts() -> list[AnyFact]:
    """A decision that is tried, fails, is learned from and tried again, in fifty facts."""
    begin: list[AnyFact] = [
        DecisionOpened(
            title="Digital trygghetsalarm", question="Skal vi ta i bruk ny alarm?", organisation="eksempelvik",
            deciding_level="political", tags=("velferdsteknologi", "utrulling"),
        ),
        AlternativeProposed(alternative_id="a1", title="Ny alarm i alle soner"),
        AlternativeProposed(alternative_id="a2", title="Beholde dagens alarm"),
        RiskAssessed(risk_id="r1", alternative_id="a1", what="Dårlig dekning i ytre soner", consequence="serious"),
        DirectionChosen(alternative_id="a1", reason="Best for brukerne", tolerated_risks=("r1",), basis="delegated"),
        TrialStarted(trial_id="t1", hypothesis="Seks av ti tar alarmen i bruk", criteria=(MET,)),
    ]  # fmt: skip
    observed = [_observed(n, "t1", n) for n in range(1, 18)]
    between: list[AnyFact] = [
        FailureDisclosed(failure_id="f1", trial_id="t1", what_happened="Alarmen nådde ikke fram om natten.", own=True),
        TrialEnded(trial_id="t1", outcome="failed", summary="Målet ble ikke nådd."),
        LessonDrawn(lesson_id="l1", from_failures=("f1",), statement="Mål dekning før utplassering."),
        AdjustmentMade(
            adjustment_id="j1", because_of=("l1",), changes=(Change(what="Dekning", from_="Antatt", to="Målt"),)
        ),
        RetryStarted(
            trial_id="t2",
            retry_of="t1",
            adjustments=("j1",),
            hypothesis="Med målt dekning når vi målet.",
            criteria=(MET,),
        ),
    ]
    again = [_observed(n, "t2", n + 40) for n in range(18, 39)]
    end: list[AnyFact] = [TrialEnded(trial_id="t2", outcome="succeeded", summary="Målet ble nådd.")]
    facts = [*begin, *observed, *between, *again, *end]
    assert len(facts) == 50, len(facts)
    return facts


def _observed(number: int, trial_id: str, value: int) -> ObservationRecorded:
    return ObservationRecorded(
        observation_id=f"o{number}", trial_id=trial_id, metric=MET.metric, value=value, unit="%", note=NOTE
    )


def entries(decision_id: str) -> list[Entry]:
    """The fifty facts as entries of one decision."""
    return [Entry(decision_id=decision_id, fact=fact, by=BY) for fact in fifty_facts()]


def as_dicts() -> list[dict[str, Any]]:
    """The same facts as plain JSON, for a peer that stores what it is given."""
    return [
        {
            "fact": entry.fact.model_dump(mode="json", exclude_unset=True),
            "by": BY.model_dump(mode="json", exclude_unset=True),
            "occurred_at": BEGAN.isoformat(),
            "recorded_at": BEGAN.isoformat(),
            "access": "internal",
            "policy": "standard",
        }
        for entry in entries("x")
    ]


def stepping() -> Any:
    """A clock that goes on by a second each time it is asked."""
    steps = itertools.count()
    return lambda: BEGAN + timedelta(seconds=next(steps))


class Decided(Aggregate):
    """eventsourcing's own aggregate of the same facts; it keeps what our decision keeps, in plain dicts."""

    def __init__(self, id: UUID) -> None:
        self._id = id
        self.things: dict[str, Any] = {}
        self.observed: dict[tuple[str, str], Any] = {}
        self.outcomes: dict[str, str] = {}

    @event("Recorded")
    def record(
        self, fact: dict[str, Any], by: dict[str, Any], occurred_at: str, recorded_at: str, access: str, policy: str
    ) -> None:
        name = next((value for key, value in fact.items() if key.endswith("_id")), None)
        if name is not None:
            self.things[name] = fact
        if fact["kind"] == "observation-recorded":
            self.observed[fact["trial_id"], fact["metric"]] = fact["value"]
        elif fact["kind"] == "trial-ended":
            self.outcomes[fact["trial_id"]] = fact["outcome"]


class Decisions(Application):
    """eventsourcing's own application over its own recorder."""

    log_section_size = 1000


def their_decision(facts: list[dict[str, Any]]) -> Decided:
    """An aggregate with these facts pending."""
    decided = Decided(uuid4())
    for fact in facts:
        decided.record(**fact)
    return decided
