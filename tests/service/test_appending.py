"""Entries of several decisions in one call: all of them stand on record, or none."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from tests.municipality import ADMINISTRATION, OPERATIONS, disclosed, entry, opened
from tests.service.calling import problem

APPENDS = "/api/appends"


def line(decision_id: str, fact: Any, by: Any = OPERATIONS, **more: Any) -> dict[str, Any]:
    """An entry as it is sent."""
    return entry(decision_id, fact, by, **more).model_dump(mode="json", exclude_unset=True, exclude_none=True)


GOOD = [line("sensorer", disclosed("f8")), line("ny", opened(), ADMINISTRATION)]
BAD = line("sensorer", disclosed("f9", trial_id="nothing"))


def test_all_of_it_is_recorded_in_one_transaction(client: TestClient, sensors: Register):
    """The answer has the facts as they stand."""
    answer = client.post(APPENDS, json={"entries": GOOD}, headers={"Idempotency-Key": "k"})
    assert answer.status_code == 201
    (item,) = answer.json()["items"]
    assert (item["decision_id"], item["position"], item["replayed"]) == ("ny", 6, False)
    assert [(each["decision_id"], each["position"]) for each in item["recorded"]] == [("sensorer", 5), ("ny", 6)]
    again = client.post(APPENDS, json={"entries": GOOD}, headers={"Idempotency-Key": "k"})
    assert again.status_code == 200
    assert again.json()["items"] == [{**item, "replayed": True}]
    assert client.get(f"{APPENDS}?key=k").json() == {"recorded": True}
    assert client.get(f"{APPENDS}?key=other").json() == {"recorded": False}


@pytest.mark.parametrize("at", [0, 1, 2])
def test_or_none_of_it(client: TestClient, sensors: Register, at: int):
    """And it is said in which entry the fault is, and where."""
    told = problem(client.post(APPENDS, json={"entries": [*GOOD[:at], BAD, *GOOD[at:]]}), 422, "invalid")
    assert [each["pointer"] for each in told["errors"]] == [f"/entries/{at}/fact/trial_id"]
    assert sensors.position == 4


def test_what_a_rule_refuses_says_in_which_entry(client: TestClient, sensors: Register):
    """With the parameters that a program words it by."""
    unmeasured = {"kind": "trial-started", "trial_id": "t2", "hypothesis": "Det går bra", "where": "Solbakken"}
    entries = [GOOD[0], {**GOOD[0], "fact": unmeasured}]
    told = problem(client.post(APPENDS, json={"entries": entries}), 422, "refused")
    assert [(each["rule_id"], each["pointer"]) for each in told["refusals"]] == [("trial-is-measurable", "/entries/1")]
    verdict = client.post(f"{APPENDS}?dry_run=true", json={"entries": entries}).json()
    assert [each["pointer"] for each in verdict["refusals"]] == ["/entries/1"]
    assert sensors.position == 4


def test_groups_have_keys_of_their_own_and_may_be_recorded_partly(client: TestClient, sensors: Register):
    """Who sends a pile is told which of it was left out, and why."""
    groups = [{"entries": [BAD], "key": "bad"}, {"entries": GOOD, "key": "good"}]
    problem(client.post(APPENDS, json={"groups": groups}), 422, "invalid")
    assert sensors.position == 4
    told = client.post(APPENDS, json={"groups": groups, "partly": True})
    assert told.status_code == 201
    assert [each["position"] for each in told.json()["items"]] == [6]
    (failed,) = told.json()["failed"]
    assert (failed["group"], failed["problem"]["errors"][0]["pointer"]) == (0, "/entries/0/fact/trial_id")
    assert (sensors.is_recorded("bad"), sensors.is_recorded("good")) == (False, True)


@pytest.mark.parametrize(
    ("body", "headers", "pointer"),
    [
        ({}, {}, "/entries"),
        ({"entries": GOOD, "groups": [{"entries": GOOD}]}, {}, "/entries"),
        ({"groups": [{"entries": GOOD}]}, {"Idempotency-Key": "k"}, "/groups"),
        ({"groups": [{"entries": GOOD}], "expectd": 1}, {}, "/expectd"),
        ({"entries": GOOD, "expected": -1}, {}, "/expected"),
        ({"entries": GOOD, "expected": {"x y": 1}}, {}, "/expected/x y"),
        ({"entries": [{**GOOD[0], "fact": {"kind": "failure-dreamt"}}]}, {}, "/entries/0/fact"),
        ({"groups": [{"entries": GOOD, "key": "\u0001"}]}, {}, "/groups/0/key"),
        ({"entries": None}, {}, "/entries"),
    ],
)
def test_what_is_not_meant_so_is_pointed_at(
    client: TestClient, sensors: Register, body: dict[str, Any], headers: dict[str, str], pointer: str
):
    """Nothing is guessed, and nothing recorded."""
    told = problem(client.post(APPENDS, json=body, headers=headers), 422, "invalid")
    assert pointer in [each["pointer"] for each in told["errors"]]
    assert sensors.position == 4


def test_a_version_that_was_not_seen_is_a_conflict(client: TestClient, sensors: Register):
    """For each decision of the call."""
    told = client.post(APPENDS, json={"entries": GOOD, "expected": {"sensorer": 3, "ny": 0}})
    assert (told.status_code, told.json()["actual"], sensors.position) == (409, 4, 4)
    assert client.post(APPENDS, json={"entries": GOOD, "expected": {"sensorer": 4, "ny": 0}}).status_code == 201


def test_more_than_a_body_holds_is_turned_away(client: TestClient, sensors: Register):
    """A thousand entries at most."""
    problem(client.post(APPENDS, json={"entries": [GOOD[0]] * 1001}), 422, "invalid")
    assert sensors.position == 4


@pytest.mark.parametrize(("key", "code"), [("", "empty"), ("k" * 201, "too-long")])
def test_what_can_be_no_key_was_not_recorded_under_one(client: TestClient, key: str, code: str):
    """It is said to be none, as where something is recorded: “no” would be taken for an answer."""
    answer = client.get(APPENDS, params={"key": key})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)
