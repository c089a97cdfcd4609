"""Following all facts."""

import json

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from tests.service.calling import pointers, problem
from tests.service.conftest import GROUND, SECRET

FEED = "/api/facts"


def test_facts_come_in_the_order_in_which_they_were_recorded(client: TestClient, sensors: Register):
    """A follower misses nothing and sees nothing twice."""
    seen: list[int] = []
    after: int | None = 0
    while after is not None:
        page = client.get(f"{FEED}?after={after}&limit=3").json()
        seen += [fact["position"] for fact in page["items"]]
        after = page["next"]
    assert seen == [1, 2, 3, 4]
    assert client.get(f"{FEED}?after=4").json() == {"items": [], "next": None}


def test_a_fact_is_told_as_it_is_exported(client: TestClient, sensors: Register):
    """One form for import, export and feed."""
    fact = client.get(f"{FEED}?after=1&limit=1").json()["items"][0]
    assert (fact["decision_id"], fact["version"], fact["position"]) == ("sensorer", 2, 2)
    assert fact["fact"]["kind"] == "trial-started"
    assert {"recorded_at", "history", "policy", "remarks", "waived", "by", "occurred_at"} <= set(fact)


def test_the_next_page_is_linked(client: TestClient, sensors: Register):
    """For those who take lines, and those who follow links."""
    answer = client.get(f"{FEED}?limit=3")
    url = answer.headers["link"].removeprefix("<").partition(">")[0]
    assert [fact["position"] for fact in client.get(url).json()["items"]] == [4]
    assert "link" not in client.get(url).headers


def test_a_follower_can_take_one_fact_a_line(client: TestClient, sensors: Register):
    """As files are."""
    answer = client.get(FEED, headers={"Accept": "application/jsonl"})
    assert answer.headers["content-type"] == "application/jsonl"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines == client.get(FEED).json()["items"]


def test_in_place_of_what_is_withheld_stands_that_it_is(client: TestClient, sensors: Register):
    """A follower's positions have no unexplained gap; the public learns the ground alone."""
    public = client.get(f"{FEED}?as=public").json()["items"]
    assert public[2:] == [{"position": 3, "withheld": True}, {"position": 4, "withheld": True, "ground": GROUND}]
    council = client.get(f"{FEED}?as=political").json()["items"]
    assert council[3] == {
        "position": 4,
        "withheld": True,
        "ground": GROUND,
        "decision_id": "sensorer",
        "version": 4,
        "kind": "failure-disclosed",
        "access": "exempt",
    }
    assert SECRET not in client.get(f"{FEED}?as=political").text


@pytest.mark.parametrize("value", ["-1", "x", "", "1.5", "٣", "9" * 30, "+1"])
def test_a_position_is_a_number(client: TestClient, value: str):
    """However large, it never reaches the store as something else."""
    assert pointers(client.get(FEED, params={"after": value})) == [("/after", "no-number")]


@pytest.mark.parametrize("value", ["0", "1001", "-1", "all"])
def test_a_page_is_bounded(client: TestClient, value: str):
    """From 1 to 1000."""
    assert pointers(client.get(FEED, params={"limit": value})) == [("/limit", "no-number")]


def test_a_form_that_the_feed_does_not_have_is_refused(client: TestClient):
    """And those that it has are named."""
    answer = client.get(FEED, headers={"Accept": "text/html"})
    assert "application/jsonl" in problem(answer, 406, "not-acceptable")["detail"]
