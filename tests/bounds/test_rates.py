"""How much one client may ask in a minute."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import Invalid, Register
from laeringslopp_service.bounds.lanes import DEAR, Lane, cost_of, lane_of
from laeringslopp_service.bounds.rates import MOST_CLIENTS, Rates, client_of
from laeringslopp_service.settings import Settings
from tests.service.calling import BY, NOTE, body, problem
from tests.service.conftest import client_of as program

FAILURE = {"what_happened": "Alarmen kom ikke fram", "by": BY}


class Watch:
    """A clock that moves when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_allowance_is_used_at_once_and_comes_back_evenly():
    """There is no edge at which twice as much goes."""
    watch = Watch()
    rates = Rates("all", 60, watch)
    assert [rates.take("a", 20).remaining for _ in range(3)] == [40, 20, 0]
    refused = rates.take("a", 1)
    assert (refused.wait, refused.headers["Retry-After"]) == (1, "1")
    assert rates.take("b", 1).wait == 0
    watch.now += 1
    assert rates.take("a", 1).wait == 0
    assert rates.take("a", 1).wait == 1


def test_what_is_refused_costs_nothing():
    """Else who asks again too soon would never be let in."""
    watch = Watch()
    rates = Rates("all", 60, watch)
    rates.take("a", 60)
    assert {rates.take("a", 10).wait for _ in range(100)} == {10}


def test_what_costs_more_than_all_is_taken_with_all():
    """It would be refused for ever."""
    assert Rates("all", 5, Watch()).take("a", 100).wait == 0


def test_no_more_clients_are_remembered_than_there_is_room_for():
    """An attacker has many addresses."""
    rates = Rates("all", 60, Watch())
    for number in range(MOST_CLIENTS + 50):
        rates.take(str(number), 1)
    assert len(rates) == MOST_CLIENTS


@pytest.mark.parametrize(
    ("peer", "said", "client"),
    [
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "198.51.100.7, 127.0.0.1", "198.51.100.7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("2001:db8::1:2:3:4", "", "2001:db8::/64"),
        ("127.0.0.1", "x" * 500, "x" * 64),
    ],
)
def test_a_client_is_the_address_at_the_other_end(peer: str, said: str, client: str):
    """What a header says is believed of a trusted proxy alone, and of it only what it added itself."""
    headers = [(b"x-forwarded-for", said.encode())] if said else []
    assert client_of({"type": "http", "client": (peer, 1), "headers": headers}, {"127.0.0.1"}) == client


def asked(path: str, query: str = "", method: str = "GET", accept: str = "*/*") -> dict[str, object]:
    """A request before it is read."""
    told = {"type": "http", "method": method, "path": path, "root_path": "", "query_string": query.encode()}
    return {**told, "headers": [(b"accept", accept.encode())]}


@pytest.mark.parametrize(
    ("path", "query", "cost"),
    [
        ("/api/decisions/a/timeline", "", 1),
        ("/api/decisions", "limit=100", 2),
        ("/api/facts", "limit=1000", 11),
        ("/api/facts", "limit=99999999999999999999", 100),
        ("/api/failed-before", "q=kort", DEAR),
        ("/api/failed-before", f"q={'lang+' * 200}", DEAR + 5),
        ("/api/decisions/a/paper", "", DEAR),
        ("/livez", "", 0),
    ],
)
def test_what_is_dearer_costs_more(path: str, query: str, cost: int):
    """A search reads more than a timeline, and a large page more than a small one."""
    scope = asked(path, query)
    assert cost_of(scope, lane_of(scope)) == cost


@pytest.mark.parametrize(
    ("method", "path", "lane"),
    [
        ("POST", "/api/disclosures", Lane.DISCLOSING),
        ("GET", "/disclose", Lane.DISCLOSING),
        ("POST", "/disclose", Lane.DISCLOSING),
        ("POST", "/api/decisions/a/facts", Lane.RECORDING),
        ("GET", "/api/events", Lane.FREE),
        ("GET", "/metrics", Lane.FREE),
        ("POST", "/api/backtests", Lane.DEAR),
        ("GET", "/decisions/a", Lane.READING),
    ],
)
def test_disclosing_has_a_lane_of_its_own(method: str, path: str, lane: Lane):
    """So that no crowd stands in its way."""
    assert lane_of(asked(path, method=method)) is lane


@pytest.mark.parametrize(
    ("query", "accept", "lane"),
    [
        ("", "application/jsonl", Lane.WHOLE),
        ("after=3", "text/csv", Lane.WHOLE),
        ("limit=10", "application/jsonl", Lane.READING),
        ("", "application/json", Lane.READING),
    ],
)
def test_a_whole_list_waits_for_other_whole_lists_alone(query: str, accept: str, lane: Lane):
    """It is sent for as long as somebody reads it, and meanwhile others read too."""
    assert lane_of(asked("/api/facts", query, accept=accept)) is lane


def test_who_has_asked_too_often_is_told_when_to_come_back(over: Register):
    """In the header fields that the IETF has drafted, on each answer."""
    client = program(over, rate=3)
    first = client.get("/api/decisions")
    assert first.headers["ratelimit-policy"] == '"all";q=3;w=60'
    assert first.headers["ratelimit"] == '"all";r=2;t=20'
    client.get("/api/decisions?limit=5")
    client.get("/api/decisions")
    answer = client.get("/api/decisions")
    problem(answer, 429, "too-often")
    assert 0 < int(answer.headers["retry-after"]) <= 20
    assert answer.headers["ratelimit"].startswith('"all";r=0;')
    assert client.get("/livez").status_code == 200


def test_a_failure_can_be_disclosed_by_who_has_used_up_everything(sensors: Register):
    """Disclosing is the last thing that is turned away."""
    client = program(sensors, rate=4)
    while client.post("/api/decisions/sensorer/facts", json=body(NOTE)).status_code == 201:
        pass
    assert client.post("/api/decisions/sensorer/facts", json=body(NOTE)).status_code == 429
    assert client.get("/disclose").status_code == 200
    assert client.post("/api/disclosures", json={**FAILURE, "decision_id": "sensorer"}).status_code == 201


def test_nobody_is_counted_unless_that_is_chosen(client: TestClient):
    """On one machine all clients have one address."""
    assert "ratelimit" not in client.get("/api/decisions").headers


def test_every_setting_can_be_chosen_in_the_environment():
    """Under its own name."""
    said = {"RATE": "60", "PROXIES": "10.0.0.1,10.0.0.2", "JSON_DEPTH": "16", "LOG": "all", "REQUEST_SECONDS": "2.5"}
    chosen = Settings.from_environment({f"LAERINGSLOPP_{name}": value for name, value in said.items()})
    assert (chosen.rate, chosen.proxies, chosen.json_depth) == (60, ("10.0.0.1", "10.0.0.2"), 16)
    assert (chosen.log, chosen.request_seconds) == ("all", 2.5)


def test_a_setting_that_cannot_be_is_told_by_its_name():
    """All of them at once, with what was written."""
    with pytest.raises(Invalid) as wrong:
        Settings.from_environment({"LAERINGSLOPP_RATE": "many", "LAERINGSLOPP_LISTENERS": "-1"})
    assert [flaw.detail.partition(":")[0] for flaw in wrong.value.flaws] == [
        "LAERINGSLOPP_RATE",
        "LAERINGSLOPP_LISTENERS",
    ]
    assert "'many'" in wrong.value.flaws[0].detail
