"""A rule that a package brought fails: whoever records is told which, and the service stays up."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from laeringslopp import PolicyAdopted, Register
from tests.municipality import COUNCIL, NOW, Clock, entry
from tests.rules.own import breaks, installed, rule
from tests.service.calling import NOTE, OPENED, TRIAL, body

POLICY = {"name": "own", "rules": {"has-source": {"mode": "refuse"}}}


@pytest.fixture
def failing(client: TestClient, over: Register, clock: Clock) -> Iterator[TestClient]:
    """A service over a register whose organisation has adopted a rule that fails, and a decision in it."""
    with installed(has_source=rule(breaks)):
        assert client.post("/api/decisions", json=body(OPENED, decision_id="sensorer")).status_code == 201
        adopted = PolicyAdopted(policy=POLICY, reason="Kilder skal med", in_force_from=NOW + timedelta(hours=1))
        over.append([entry("policy.nordfjord", adopted, COUNCIL)])
        clock.move(hours=2)
        yield client


def test_what_it_would_judge_is_refused_as_the_services_own_fault_and_names_rule_and_package(failing: TestClient):
    """Whoever sent it did nothing wrong, and whoever runs the service must know what to mend."""
    answer = failing.post("/api/decisions/sensorer/facts?lang=nn", json=body(TRIAL))
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["type"], told["rule_id"], told["plugin"]) == ("/problems/rule-failed", "has-source", "their_rules")
    assert "ingenting vart registrert" in told["detail"]
    assert failing.get("/api/decisions/sensorer").json()["version"] == 1


@pytest.mark.parametrize("dry_run", ["true", "false"])
def test_it_is_the_same_on_trial(failing: TestClient, dry_run: str):
    """Whoever asks first hears what recording would answer."""
    answer = failing.post(f"/api/decisions/sensorer/facts?dry_run={dry_run}", json=body(TRIAL))
    assert answer.json()["type"] == "/problems/rule-failed"


def test_a_disclosure_and_a_note_are_recorded_and_the_service_stays_up(failing: TestClient):
    """No fault in a rule makes silence the easier way."""
    assert failing.post("/api/decisions/sensorer/facts", json=body(TRIAL)).status_code == 503
    told = failing.post("/api/disclosures", json={"what_happened": "Alarmen kom ikke", "by": body()["by"]})
    assert (told.status_code, told.json()["remarks"]) == (201, ["has-source"])
    note = failing.post("/api/decisions/sensorer/facts", json=body(NOTE))
    assert (note.status_code, note.json()["remarks"]) == (201, ["has-source"])
    timeline = failing.get("/api/decisions/sensorer/timeline?lang=nb").json()
    said = [remark["sentence"] for told in timeline["entries"] for remark in told["remarks"]]
    assert said == ["Ikke oppfylt, eller ikke kontrollert: «Alt har en kilde»."]
    assert failing.get("/readyz").status_code == 200


def test_what_it_means_is_told(client: TestClient):
    """The type of a problem is an address that explains it."""
    assert client.get("/problems/rule-failed").status_code == 200
