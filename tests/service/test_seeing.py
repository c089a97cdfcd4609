"""All that a reader sees of a decision, for programs that make timelines themselves."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import AccessChanged, Register
from laeringslopp.facts import OPEN
from tests.municipality import ADMINISTRATION, Clock, entry
from tests.service.calling import problem
from tests.service.conftest import GROUND, SECRET

FACTS = "/api/decisions/sensorer/facts"


def test_what_is_withheld_is_told_as_the_feed_tells_it(client: TestClient, sensors: Register):
    """The public is not told of what kind it is; nobody is told what it says."""
    public = client.get(f"{FACTS}?as=public")
    assert public.json()["items"][2:] == [
        {"position": 3, "withheld": True},
        {"position": 4, "withheld": True, "ground": GROUND},
    ]
    council = client.get(f"{FACTS}?as=political")
    assert [each.get("kind", "") for each in council.json()["items"]] == ["", "", "", "failure-disclosed"]
    assert SECRET not in public.text + council.text
    assert SECRET in client.get(FACTS).text


def test_who_may_see_an_entry_now_is_told_beside_what_was_recorded(client: TestClient, sensors: Register):
    """What was recorded stays as it was."""
    opens = AccessChanged(versions=[3], access=OPEN, reason="Alle kan vite det")
    sensors.append([entry("sensorer", opens, ADMINISTRATION)])
    told = client.get(f"{FACTS}?as=public").json()
    assert told["items"][2]["access"] == "internal"
    assert 3 in next(each["versions"] for each in told["access_now"] if each["access"] == {"level": "open"})


def test_what_is_unchanged_is_not_sent_again(client: TestClient, sensors: Register, clock: Clock):
    """Until something is recorded, or a day has passed: what an exempt entry's end lets be seen turns with it."""
    first = client.get(FACTS)
    tag = {"If-None-Match": first.headers["etag"]}
    again = client.get(FACTS, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["register-time"] == clock.now.isoformat() == first.headers["register-time"]
    assert client.get(f"{FACTS}?as=public", headers=tag).status_code == 200
    clock.move(days=1)
    assert client.get(FACTS, headers=tag).status_code == 200
    sensors.disclose("Det skjedde igjen", ADMINISTRATION, "sensorer")
    assert client.get(FACTS, headers=tag).json()["version"] == 5


@pytest.mark.parametrize("path", [FACTS.replace("sensorer", "nothing"), "/api/decisions/nothing/duties?at=2026-01-01"])
def test_a_decision_that_is_not_there_is_unknown(client: TestClient, sensors: Register, path: str):
    """As on every call."""
    problem(client.get(path), 404, "unknown")


@pytest.mark.parametrize("query", ["", "?at=now", "?at=2026-03-12&level=king"])
def test_a_moment_is_asked_for_as_everywhere(client: TestClient, sensors: Register, query: str):
    """A date, or a time with its offset."""
    problem(client.get(f"/api/decisions/sensorer/duties{query}"), 422, "invalid")


def test_the_public_hears_of_organisations_that_rule_in_the_open(client: TestClient, sensors: Register):
    """A policy is open to everyone; that an organisation has a decision is not."""
    assert client.get("/api/register").json()["organisations"] == ["nordfjord"]
    public = client.get("/api/register?as=public").json()
    assert (public["organisations"], public["at_work"], public["position"]) == ([], [], 4)
