"""Finding decisions."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import DecisionConcluded, Register
from laeringslopp.facts import OPEN
from tests.municipality import COUNCIL, entry, opened
from tests.service.calling import pointers, problem

LIST = "/api/decisions"


def ids(client: TestClient, query: str = "") -> list[str]:
    """The decisions that are found, over all pages."""
    found: list[str] = []
    page = client.get(f"{LIST}?{query}").json()
    while True:
        found += [each["decision_id"] for each in page["items"]]
        if page["next"] is None:
            return found
        page = client.get(f"{LIST}?{query}&cursor={page['next']}").json()


@pytest.fixture
def several(sensors: Register) -> Register:
    """One more decision, of another organisation, and concluded."""
    bridge = opened(title="Ny bru", question="Hvor skal brua stå?", organisation="annen", tags=("vei", "bru"))
    concluded = DecisionConcluded(outcome="abandoned", reason="For dyrt")
    sensors.append([entry("bru", bridge), entry("bru", concluded, COUNCIL)])
    return sensors


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["sensorer", "bru"]),
        ("q=SENSORER", ["sensorer"]),
        ("q=hvor+brua", ["bru"]),
        ("q=26/7", ["sensorer"]),
        ("q=bru+prøves", []),
        ("status=open", ["sensorer"]),
        ("status=abandoned", ["bru"]),
        ("status=adopted", []),
        ("tag=vei", ["bru"]),
        ("tag=ve", []),
        ("organisation=nordfjord", ["sensorer"]),
        ("organisation=annen&tag=bru&status=abandoned&q=dyr", []),
        ("organisation=annen&tag=bru&status=abandoned&q=bru", ["bru"]),
    ],
)
def test_what_is_asked_for_is_found(client: TestClient, several: Register, query: str, found: list[str]):
    """All that is asked must hold."""
    assert ids(client, query) == found


def test_every_page_goes_on_where_the_one_before_ended(client: TestClient, over: Register):
    """Each decision once, in a stable order, also when new ones are opened in between."""
    over.append([entry(f"d{number:03}", opened(access=OPEN)) for number in range(120)])
    first = client.get(LIST).json()
    over.append([entry("new", opened(access=OPEN))])
    assert len(first["items"]) == 50
    rest = client.get(f"{LIST}?cursor={first['next']}").json()
    last = client.get(f"{LIST}?cursor={rest['next']}").json()
    seen = [each["decision_id"] for page in (first, rest, last) for each in page["items"]]
    assert seen == [*(f"d{number:03}" for number in range(120)), "new"]
    assert last["next"] is None


def test_a_full_last_page_has_no_next(client: TestClient, over: Register):
    """Nobody is sent to an empty page."""
    over.append([entry(f"d{number}", opened()) for number in range(50)])
    assert client.get(LIST).json()["next"] is None


def test_what_is_wholly_withheld_is_left_out(client: TestClient, several: Register):
    """Its id could say too much already."""
    assert ids(client, "as=public") == ["sensorer"]
    assert ids(client, "as=political") == ["sensorer", "bru"]


def test_the_public_searches_in_what_it_may_see(client: TestClient, several: Register):
    """A search that finds what is withheld has told of it."""
    assert ids(client, "as=public&q=bru") == []
    assert ids(client, "as=public&organisation=annen") == []


@pytest.mark.parametrize("cursor", ["", "%%%", "bm9ib2R5", "/w", "æ"])
def test_a_cursor_that_is_none_is_pointed_at(client: TestClient, several: Register, cursor: str):
    """It must not pass for the end of the list."""
    assert pointers(client.get(LIST, params={"cursor": cursor})) == [("/cursor", "no-cursor")]


def test_a_status_that_is_none_is_pointed_at(client: TestClient):
    """With those there are."""
    answer = client.get(f"{LIST}?status=opne")
    assert pointers(answer) == [("/status", "unknown-word")]
    assert "adopted" in problem(answer, 422, "invalid")["detail"]
