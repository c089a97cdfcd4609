"""A stream goes on where it was: nothing is lost, and nothing comes twice."""

import random
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import pytest

from laeringslopp import Conflict, ObservationRecorded, Register
from laeringslopp.facts import OPEN
from laeringslopp_service.live import hub
from tests.live.conftest import LISTENS
from tests.live.listening import PATIENCE, Service, serving
from tests.municipality import ADMINISTRATION, COUNCIL, entry, opened, register


def note(text: str = "Alarmen kom fram") -> ObservationRecorded:
    return ObservationRecorded(note=text)


def test_who_comes_back_is_told_what_it_missed(service: Service, town: Register):
    """The position of the last event is enough."""
    with service.listen(LISTENS) as stream:
        town.record("sensorer", note(), by=ADMINISTRATION)
        last = stream.next().position
    town.append([entry("veien", opened(), COUNCIL), entry("sensorer", note()), entry("sensorer", note())])
    with service.listen(LISTENS, last) as stream:
        assert stream.positions(2) == [4, 5]
        town.record("sensorer", note(), by=ADMINISTRATION)
        assert stream.next().position == 6


def test_a_first_connection_can_begin_anywhere(service: Service, town: Register):
    """At the beginning, or where a page was when it was made; the header then counts for more."""
    town.append([entry("sensorer", note()) for _ in range(120)])
    with service.listen(f"{LISTENS}?after=0") as stream:
        assert stream.positions(121) == list(range(1, 122))
    with service.listen(f"{LISTENS}?after=0", 118) as stream:
        assert stream.positions(3) == [119, 120, 121]


def test_a_restart_loses_nothing(tmp_path):
    """What was recorded while the service was down comes first."""
    url = f"sqlite:///{tmp_path}/x.db"
    with Register.open(url) as town:
        town.append([entry("sensorer", opened(access=OPEN))])
        with serving(url) as service, service.listen(LISTENS) as stream:
            greeting = stream.block()
        assert greeting
        town.record("sensorer", note(), by=ADMINISTRATION)
        with serving(url) as service, service.listen(LISTENS, greeting.position) as stream:
            assert stream.next().position == 2


@pytest.mark.parametrize("path", [LISTENS, "/api/events", "/api/events?organisation=nordfjord"])
def test_nothing_is_lost_or_repeated_while_many_record(url: str, path: str):
    """However often a listener goes and comes, at whatever moment, and whoever else listens to the same."""
    chance = random.Random(path)
    with register(url) as town:
        town.append([entry(name, opened(access=OPEN)) for name in ("sensorer", "veien")])
        each, writers = 30, 3
        with serving(town, heartbeat=0.02) as service, service.listen(path, 2) as steady:

            def write() -> None:
                for _ in range(each):
                    while True:
                        with suppress(Conflict):
                            town.append([entry("sensorer", note()), entry("veien", note())])
                            break

            threads = [threading.Thread(target=write) for _ in range(writers)]
            for thread in threads:
                thread.start()
            wanted = each * writers * (1 if path == LISTENS else 2)
            seen: list[int | None] = []
            last: int | None = 2
            while len(seen) < wanted:
                with service.listen(path, last) as stream:
                    for _ in range(min(chance.randrange(1, 40), wanted - len(seen))):
                        last = stream.next().position
                        seen.append(last)
            for thread in threads:
                thread.join(PATIENCE)
            facts = [fact for fact in town.facts(2) if path != LISTENS or fact.decision_id == "sensorer"]
            assert seen == [fact.position for fact in facts]
            assert steady.positions(wanted) == seen


def test_a_reader_who_stops_reading_holds_up_nobody_and_loses_nothing(town: Register):
    """Nothing is held for it; when it reads again it is told from the register."""
    with serving(town, heartbeat=0.05) as service:
        slow = socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE)
        # Wider than one segment of a machine's own network: under that, each read waits for the sender to look again.
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 17)
        slow.sendall(f"GET {LISTENS} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        slow.recv(1)
        count = 600  # more than all that lies between can take
        with service.listen(LISTENS) as quick:
            for number in range(count):
                town.record("sensorer", note(f"{number} {'x' * 9000}"), by=ADMINISTRATION)
            assert quick.positions(count) == list(range(2, count + 2))
        (channel,) = _channels(service)
        assert len(channel._last) < count
        assert channel._bytes <= 256 * 1024
        read = b""
        while f"\nid: {count + 1}\n".encode() not in read[-20_000:]:
            part = slow.recv(1 << 20)
            assert part
            read += part
        slow.close()
        found = [int(line[4:]) for line in read.split(b"\n") if line.startswith(b"id: ")]
        facts = sorted({position for position in found if position > 1})
        assert facts == list(range(2, count + 2))


def _channels(service: Service) -> list[hub.Channel]:
    return [channel for sight in service.app.state.live._sights.values() for channel in sight.channels.values()]


def test_who_comes_while_the_news_is_being_read_misses_none_of_it(
    service: Service, town: Register, monkeypatch: pytest.MonkeyPatch
):
    """The page that is being read is for those who were there; who came meanwhile reads it by itself."""
    reading, go_on = threading.Event(), threading.Event()
    event_of: Callable[..., object] = hub.event_of

    def slowly(*given: object) -> object:
        reading.set()
        assert go_on.wait(PATIENCE)
        return event_of(*given)

    monkeypatch.setattr(hub, "event_of", slowly)
    with service.listen("/api/events") as first:
        town.record("sensorer", note(), by=ADMINISTRATION)
        assert reading.wait(PATIENCE)
        with service.listen(LISTENS, 1) as second:
            assert second.block()
            go_on.set()
            assert second.next().position == 2
            town.record("sensorer", note(), by=ADMINISTRATION)
            assert second.next().position == 3
        assert first.positions(2) == [2, 3]
