"""A register with one decision that has come round once, and the pages over it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import (
    Access,
    Actor,
    AdjustmentMade,
    AlternativeProposed,
    CasePresented,
    Change,
    Criterion,
    DirectionChosen,
    FailureContained,
    LessonAcknowledged,
    LessonDrawn,
    LessonShared,
    Money,
    ObservationRecorded,
    QuestionAsked,
    Register,
    RetryStarted,
    RiskAssessed,
    TrialEnded,
)
from laeringslopp.cases import record_demo
from laeringslopp.facts import OPEN
from laeringslopp_service.app import create_app
from laeringslopp_service.settings import Settings
from tests.municipality import ADMINISTRATION, COUNCIL, OPERATIONS, Clock, disclosed, entry, opened, register, started
from tests.pages.markup import Markup

SECRET = "Navnet på beboeren sto på skjermen"
"""What only some may read: exempt in the decision ``sensorer``."""


def client_of(over: Register, **chosen: Any) -> TestClient:
    """A browser before the service, on this machine."""
    return TestClient(
        create_app(over, Settings(**chosen)),
        base_url="http://localhost",
        headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"},
        follow_redirects=False,
    )


def course() -> Iterator[tuple[Any, Actor, dict[str, Any]]]:
    """A trial that failed, what was learned of it, and the retry that is running."""
    yield opened(access=OPEN, reference="26/7", goal="Færre fall om natten", tags=("velferd",)), ADMINISTRATION, {}
    yield AlternativeProposed(alternative_id="gulv", title="Sensorer i gulvet"), ADMINISTRATION, {}
    yield AlternativeProposed(alternative_id="ingen", title="Som før"), ADMINISTRATION, {}
    yield (
        RiskAssessed(risk_id="r1", alternative_id="gulv", what="Støy kan gi for mange alarmer", consequence="moderate"),
        OPERATIONS,
        {},
    )
    yield CasePresented(to_level="political", up_to_version=4), ADMINISTRATION, {}
    yield (
        DirectionChosen(alternative_id="gulv", organ="Kommunestyret", case_number="PS 3/26", vote="19 mot 2"),
        COUNCIL,
        {"sources": ("https://www.nordfjord.example/ps-3-26", "javascript:alert(1)", "Arkivsak 26/7")},
    )
    yield started("t1", where="Solbakken"), OPERATIONS, {}
    yield ObservationRecorded(trial_id="t1", metric="fall per uke", value=4), OPERATIONS, {}
    yield disclosed("f1", trial_id="t1", severity="serious", own=True), OPERATIONS, {}
    yield FailureContained(failure_id="f1", what="Nattevakten gikk ekstra runder"), OPERATIONS, {"access": OPEN}
    yield (
        disclosed("f2", what_happened=SECRET),
        OPERATIONS,
        {"access": Access(level="exempt", ground="offl. § 13 første ledd", levels=("operational", "administrative"))},
    )
    yield (
        TrialEnded(
            trial_id="t1", outcome="failed", summary="Fire fall i uka", cost=Money(amount="41000", currency="NOK")
        ),
        ADMINISTRATION,
        {},
    )
    yield LessonDrawn(lesson_id="l1", from_failures=("f1",), statement="Prøv om natten først"), OPERATIONS, {}
    yield LessonShared(lesson_id="l1", with_levels=("political",)), ADMINISTRATION, {}
    yield LessonAcknowledged(lesson_id="l1", level="political", organ="Kommunestyret"), COUNCIL, {}
    yield (
        AdjustmentMade(
            adjustment_id="a1",
            because_of=("l1",),
            changes=(Change(what="Prøvetid", from_="dag", to="natt"),),
        ),
        OPERATIONS,
        {},
    )
    yield (
        RetryStarted(
            trial_id="t2",
            retry_of="t1",
            adjustments=("a1",),
            hypothesis="Færre fall når vi prøver om natten",
            criteria=(Criterion(metric="fall per uke", comparison="<=", target=2),),
            where="Solbakken",
        ),
        OPERATIONS,
        {},
    )
    yield (
        disclosed("f3", trial_id="t2", what_happened="To vakter hadde ikke fått opplæring"),
        OPERATIONS,
        {"access": OPEN},
    )
    yield QuestionAsked(to_level="administrative", text="Hva koster det?"), COUNCIL, {}


@pytest.fixture
def clock() -> Clock:
    """A clock that goes on an hour for each entry."""
    return Clock()


@pytest.fixture
def small(clock: Clock) -> Register:
    """The decision ``sensorer``, recorded as it went."""
    made = register(clock=clock)
    for fact, by, envelope in course():
        made.append([entry("sensorer", fact, by, **envelope)])
        clock.move(hours=1)
    return made


@pytest.fixture
def client(small: Register) -> TestClient:
    """A browser before the small register."""
    return client_of(small)


@pytest.fixture
def look(client: TestClient) -> Callable[..., Markup]:
    """A page that is there, as a browser reads it; in English unless another language is asked for."""

    def looked(path: str, **query: str) -> Markup:
        answer = client.get(path, params={"lang": "en", **query})
        assert answer.status_code == 200, answer.text
        return Markup(answer.text)

    return looked


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The shipped cases, recorded as the demo records them."""
    url = f"sqlite:///{Path(tmp_path_factory.mktemp('cases')) / 'cases.db'}"
    record_demo(lambda clock: Register.open(url, clock=clock))
    with Register.open(url) as made:
        yield made


def history(over: Register, decision_id: str = "gammel", **more: Any) -> None:
    """Records a decision of five years ago, as a known case."""
    then = datetime(2021, 4, 16, tzinfo=UTC)
    day = {"occurred_precision": "day"}
    over.append(
        [
            entry(decision_id, opened(title="En gammel sak", access=OPEN, **more), occurred_at=then, **day),
            entry(
                decision_id,
                disclosed(what_happened="Ingen spurte legene", discovered_at=then + timedelta(days=10)),
                occurred_at=then + timedelta(days=130),
                access=OPEN,
                **day,
            ),
        ]
    )
