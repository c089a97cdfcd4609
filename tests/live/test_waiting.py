"""Asking for what comes next, and waiting for it: for those who cannot listen."""

import json
import threading
from http.client import HTTPConnection

import pytest

from laeringslopp import ObservationRecorded, Register
from tests.live.listening import PATIENCE, Service, serving
from tests.municipality import OPERATIONS, disclosed, entry

NEVER = 0.01
"""Seconds: what has not come by then is taken not to come."""


def note(text: str = "Alarmen kom fram") -> object:
    """Something to record."""
    return entry("sensorer", ObservationRecorded(note=text), OPERATIONS)


class Waiting:
    """A program that waits for its answer."""

    def __init__(self, service: Service, path: str, **headers: str) -> None:
        self._thread = threading.Thread(target=self._ask, args=(service, path, headers))
        self.status, self.body, self.link = 0, b"", ""
        self._thread.start()

    def _ask(self, service: Service, path: str, headers: dict[str, str]) -> None:
        answer, self.body = service.ask(path, **headers)
        self.status, self.link = answer.status, answer.getheader("link", "")

    def told(self) -> bytes:
        """What it is answered, once it is."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        return self.body

    @property
    def waits(self) -> bool:
        """Whether it still does."""
        return self._thread.is_alive()


def listening(service: Service, count: int) -> None:
    """Comes back when so many wait."""
    live = service.app.state.live
    for _ in range(int(PATIENCE / NEVER)):
        if live.count == count:
            return
        threading.Event().wait(NEVER)
    raise AssertionError(f"{live.count} wait, not {count}")


def test_what_is_there_is_answered_at_once(service: Service):
    """Nobody waits for what has come."""
    told = json.loads(service.ask("/api/facts?after=0&wait=60")[1])
    assert [fact["position"] for fact in told["items"]] == [1]
    assert told["next"] == 1


def test_who_waits_is_answered_when_something_is_recorded(service: Service, town: Register):
    """And is told where to go on."""
    waiting = Waiting(service, "/api/facts?after=1&wait=60")
    listening(service, 1)
    town.append([note()])  # type: ignore[list-item]
    told = json.loads(waiting.told())
    assert [fact["position"] for fact in told["items"]] == [2]
    assert told["next"] == 2
    assert "/api/facts?wait=60&after=2>" in waiting.link
    listening(service, 0)


def test_lines_are_waited_for_alike(service: Service, town: Register):
    """The same facts, one on each line."""
    waiting = Waiting(service, "/api/facts?after=1&wait=60", Accept="application/jsonl")
    listening(service, 1)
    town.append([note()])  # type: ignore[list-item]
    assert [json.loads(line)["position"] for line in waiting.told().splitlines()] == [2]
    assert 'rel="next"' in waiting.link


def test_when_the_time_is_up_the_page_is_empty_and_says_where_to_go_on(service: Service):
    """One who asks again with it misses nothing."""
    assert json.loads(service.ask("/api/facts?after=1&wait=1")[1]) == {"items": [], "next": 1}
    assert json.loads(service.ask("/api/facts?after=1&wait=0")[1]) == {"items": [], "next": 1}


def test_without_waiting_the_end_is_told_as_ever(service: Service):
    """The feed's own pages mean what they meant."""
    assert json.loads(service.ask("/api/facts?after=1")[1]) == {"items": [], "next": None}


def test_what_the_public_may_not_see_wakes_it_as_withheld(service: Service, town: Register):
    """Positions have no hole, and nothing more is told."""
    waiting = Waiting(service, "/api/facts?after=1&wait=60&as=public")
    listening(service, 1)
    town.append([entry("sensorer", disclosed(), OPERATIONS)])
    assert json.loads(waiting.told())["items"] == [{"position": 2, "withheld": True}]


def test_many_wait_without_a_thread_for_each(service: Service, town: Register):
    """Forty threads serve all other requests: more than that may wait, and all others are answered meanwhile."""
    waiting = [Waiting(service, "/api/facts?after=1&wait=60") for _ in range(60)]
    listening(service, 60)
    assert service.ask("/livez")[0].status == 200
    town.append([note()])  # type: ignore[list-item]
    assert {json.loads(each.told())["next"] for each in waiting} == {2}


def test_who_has_gone_is_not_waited_for(service: Service):
    """A place is free again at once."""
    connection = HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE)
    connection.request("GET", "/api/facts?after=1&wait=60")
    listening(service, 1)
    connection.close()
    listening(service, 0)


def test_when_the_service_stops_who_waits_is_answered(town: Register):
    """With what there is: nothing."""
    with serving(town) as service:
        waiting = Waiting(service, "/api/facts?after=1&wait=60")
        listening(service, 1)
    assert json.loads(waiting.told()) == {"items": [], "next": 1}


def test_as_many_wait_as_may_listen(town: Register):
    """Each holds a connection, whichever way it follows."""
    with serving(town, listeners=0) as service:
        answer, body = service.ask("/api/facts?after=1&wait=60")
        assert (answer.status, answer.getheader("retry-after")) == (503, "30")
        assert json.loads(body)["type"] == "/problems/full"


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("wait=61", "/wait", "no-number"),
        ("wait=-1", "/wait", "no-number"),
        ("wait=long", "/wait", "no-number"),
        ("wait=", "/wait", "no-number"),
        ("wait=1&wait=2", "/wait", "given-twice"),
        ("after=2&wait=60", "/after", "beyond-the-end"),
    ],
)
def test_what_cannot_be_waited_for_is_said(service: Service, query: str, pointer: str, code: str):
    """At once, not after the time."""
    answer, body = service.ask(f"/api/facts?{query}")
    assert answer.status == 422
    assert [(flaw["pointer"], flaw["code"]) for flaw in json.loads(body)["errors"]] == [(pointer, code)]
