"""A decision that was tried once and failed, others on the same subject, and their papers."""

from collections.abc import Iterator
from typing import Any

import pytest

from laeringslopp import (
    Access,
    Actor,
    AdjustmentMade,
    AlternativeProposed,
    Change,
    DirectionChosen,
    LessonDrawn,
    Money,
    Register,
    RetryStarted,
    RiskAssessed,
    RiskMaterialised,
    TrialEnded,
)
from laeringslopp.facts import OPEN
from laeringslopp.paper import Bullets, Paper, Paragraph, Table
from tests.municipality import ADMINISTRATION, COUNCIL, OPERATIONS, Clock, disclosed, entry, opened, register, started

SECRET = "Navnet på beboeren sto på skjermen"
GROUND = "offl. § 13"
ONLY_OPERATIONS = Access(level="exempt", ground=GROUND, levels=("operational",))
OTHER = "En annen kommune glemte batteriene"


def course() -> Iterator[tuple[Any, Actor]]:
    """A trial that failed, what was learned, and the retry that runs."""
    yield opened(access=OPEN, reference="26/7", goal="Færre fall om natten", tags=("velferd",)), ADMINISTRATION
    yield (
        AlternativeProposed(
            alternative_id="gulv",
            title="Sensorer i gulvet",
            expected_consequences="Vakten får varsel",
            affects=("beboerne",),
            cost=Money(amount="100000", currency="NOK"),
            lasting="Fire år",
            needs="Opplæring",
            recommended_because="Det er raskest",
        ),
        ADMINISTRATION,
    )
    yield AlternativeProposed(alternative_id="ingen", title="Som før"), ADMINISTRATION
    yield RiskAssessed(risk_id="r1", what="Støy kan gi for mange alarmer", consequence="moderate"), OPERATIONS
    yield DirectionChosen(alternative_id="gulv", organ="Kommunestyret", tolerated_risks=("r1",)), COUNCIL
    yield started("t1", stop_when="Mer enn ti falske alarmer"), OPERATIONS
    yield disclosed("f1", trial_id="t1", severity="serious"), OPERATIONS
    yield RiskMaterialised(risk_id="r1", came_true=True, failure_id="f1"), OPERATIONS
    yield TrialEnded(trial_id="t1", outcome="failed", summary="For mange alarmer"), OPERATIONS
    yield LessonDrawn(lesson_id="l1", from_failures=("f1",), statement="Mål støyen først"), ADMINISTRATION
    change = Change(what="Terskel", from_="Lav", to="Høy")
    yield AdjustmentMade(adjustment_id="j1", because_of=("l1",), changes=(change,)), ADMINISTRATION
    again = started("t2").model_dump(exclude={"kind", "hypothesis"})
    yield RetryStarted(retry_of="t1", adjustments=("j1",), hypothesis="Færre falske", **again), OPERATIONS


@pytest.fixture
def clock() -> Clock:
    """A day passes with each entry."""
    return Clock()


@pytest.fixture
def over(clock: Clock) -> Iterator[Register]:
    """An empty register."""
    with register(clock=clock) as made:
        yield made


@pytest.fixture
def sensors(over: Register, clock: Clock) -> Register:
    """The register with the decision ``sensorer`` in it."""
    for fact, by in course():
        over.append([entry("sensorer", fact, by)])
        clock.move(days=1)
    return over


def text_of(paper: Paper, section: str | None = None) -> str:
    """What a reader reads of a section, or of all of it."""
    shown = [paper.section(section)] if section else list(paper.sections)
    said: list[str] = []
    for each in shown:
        assert each is not None, section
        for block in each.blocks:
            match block:
                case Paragraph():
                    said.append(block.text)
                case Bullets():
                    said.extend(item.text for item in block.items)
                case Table():
                    said.extend(" | ".join(row) for row in (block.header, *block.rows))
    return "\n".join(said)
