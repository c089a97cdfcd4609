"""What is recorded reaches those who listen, as it is recorded by anyone."""

import json
import subprocess
import sys
import threading
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

import pytest

from laeringslopp import ObservationRecorded, PolicyAdopted, Register
from laeringslopp.facts import OPEN
from laeringslopp.policy import POLICY_STREAM
from tests.live.conftest import LISTENS
from tests.live.listening import Service, serving
from tests.municipality import ADMINISTRATION, COUNCIL, disclosed, entry, opened, register, started


def note(text: str = "Alarmen kom fram") -> ObservationRecorded:
    return ObservationRecorded(note=text)


def test_a_fact_comes_as_the_feed_gives_it(service: Service, town: Register):
    """One form on every way out."""
    with service.listen(LISTENS) as stream:
        assert stream.answer.status == 200
        assert stream.answer.headers["content-type"].startswith("text/event-stream")
        assert stream.answer.headers["cache-control"] == "private, no-cache"
        town.record("sensorer", started(), by=ADMINISTRATION)
        event = stream.next()
    assert event.position == 2
    _, body = service.ask("/api/facts?after=1")
    assert json.loads(body)["items"] == [event.told]


def test_who_listens_anew_is_told_what_comes_and_nothing_of_before(service: Service, town: Register):
    """And from where on: without that, a connection lost before the first fact would lose it."""
    with service.listen(LISTENS) as stream:
        greeting = stream.block()
        assert greeting is not None
        assert (greeting.position, greeting.told) == (1, None)
        assert greeting.retry
        town.record("sensorer", note(), by=ADMINISTRATION)
        assert stream.next().position == 2


def test_clients_are_told_to_come_back_at_different_times(service: Service):
    """All at once, after a restart, they would push each other out."""
    streams = [service.listen(LISTENS) for _ in range(5)]
    greetings = [stream.block() for stream in streams]
    assert len({greeting.retry for greeting in greetings if greeting}) == 5
    for stream in streams:
        stream.close()


def test_each_is_told_what_it_listens_to(service: Service, town: Register):
    """One decision, one organisation, or all."""
    with (
        service.listen(LISTENS) as one,
        service.listen("/api/events?organisation=sorfjord") as organisation,
        service.listen("/api/events") as everything,
    ):
        town.record("sensorer", note(), by=ADMINISTRATION)
        town.append([entry("veien", opened(organisation="sorfjord"), COUNCIL), entry("veien", note())])
        town.record("sensorer", note(), by=ADMINISTRATION)
        assert everything.positions(4) == [2, 3, 4, 5]
        assert organisation.positions(2) == [3, 4]
        assert one.positions(2) == [2, 5]


def test_policies_belong_to_their_organisation(service: Service, town: Register):
    """They have no opening that would say so."""
    with service.listen("/api/events?organisation=nordfjord") as stream:
        document = {"name": "nordfjord", "levels": ["political", "administrative", "operational"], "rules": {}}
        town.record(
            f"{POLICY_STREAM}nordfjord",
            PolicyAdopted(policy=document, reason="Vi begynner.", in_force_from=town.now()),
            by=COUNCIL,
        )
        assert stream.next().told["decision_id"] == "policy.nordfjord"


def test_a_quiet_stream_shows_that_it_lives_and_how_far_it_has_come(service: Service, town: Register):
    """So that who comes back need not begin where the last fact was."""
    with service.listen(LISTENS) as stream:
        greeting = stream.block()
        assert greeting
        sign = stream.block()
        assert sign
        assert (sign.position, sign.told) == (None, None)
        town.append([entry("veien", opened(), COUNCIL)])
        while (sign := stream.block()) and sign.position is None:
            assert sign.told is None
        assert sign
        assert (sign.position, sign.told) == (2, None)


def test_every_kind_of_register_is_followed(url: str):
    """Memory, a file, a server."""
    with register(url) as town:
        town.append([entry("sensorer", opened(access=OPEN))])
        with serving(town) as service, service.listen(LISTENS) as stream:
            for version in range(2, 7):
                town.record("sensorer", note(), by=ADMINISTRATION)
                assert stream.next().told["version"] == version


ELSEWHERE = """
import sys
from laeringslopp import Actor, ObservationRecorded, Register
by = Actor(id="other", role="avdelingsleder", level="operational")
with Register.open(sys.argv[1]) as register:
    for number in range(int(sys.argv[2])):
        register.record("sensorer", ObservationRecorded(note=f"fra en annen prosess, {number}"), by=by)
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_another_process_records_comes_too(kind: str, tmp_path: Path, request: pytest.FixtureRequest):
    """The command line, an import, another service: nobody calls the one that is listened to."""
    url = f"sqlite:///{tmp_path}/x.db" if kind == "sqlite" else request.getfixturevalue("postgres_register")
    with Register.open(url) as town:
        town.append([entry("sensorer", opened(access=OPEN))])
    with serving(url) as service, service.listen(LISTENS) as stream:
        subprocess.run([sys.executable, "-c", ELSEWHERE, url, "5"], check=True)
        assert [stream.next().told["version"] for _ in range(5)] == [2, 3, 4, 5, 6]


def test_who_has_hung_up_makes_room(town: Register):
    """A place is for those who are there."""
    with serving(town, listeners=2) as service:
        streams = [service.listen(LISTENS) for _ in range(2)]
        answer, body = service.ask(LISTENS, Accept="text/event-stream")
        assert (answer.status, answer.headers["retry-after"]) == (503, "30")
        assert b"/problems/full" in body
        streams[0].close()
        while service.app.state.live.count == 2:
            town.record("sensorer", note(), by=ADMINISTRATION)
        with service.listen(LISTENS) as third:
            assert third.answer.status == 200
        streams[1].close()


def test_nothing_is_left_of_those_who_have_gone(service: Service, town: Register):
    """Neither a place nor a topic; and whoever comes then is told as the first was."""
    for _ in range(3):
        with service.listen(LISTENS) as stream:
            town.record("sensorer", note(), by=ADMINISTRATION)
            stream.next()
        while service.app.state.live.count:
            town.record("sensorer", note(), by=ADMINISTRATION)
        assert not service.app.state.live._sights


def test_asking_for_the_head_alone_ends(service: Service):
    """A stream has no end that could be waited for."""
    answer, body = service.ask(LISTENS, "HEAD")
    assert (answer.status, body) == (200, b"")
    assert answer.headers["content-type"].startswith("text/event-stream")


@pytest.mark.parametrize(
    ("path", "last", "status", "told"),
    [
        ("/api/decisions/nowhere/events", None, 404, b"/problems/unknown"),
        (LISTENS, "x", 422, b"no-position"),
        (LISTENS, "-1", 422, b"no-position"),
        (LISTENS, "1" * 30, 422, b"no-position"),
        (LISTENS, "99", 422, b"beyond-the-end"),
        (f"{LISTENS}?after=99", None, 422, b"beyond-the-end"),
        (f"{LISTENS}?after=x", None, 422, b"no-number"),
        (f"{LISTENS}?organisation=a", None, 422, b"unknown-parameter"),
        ("/api/events?organisation=", None, 422, b"no-id"),
        ("/api/events?organisation=a&organisation=b", None, 422, b"given-twice"),
        ("/api/events?as=nobody", None, 422, b"unknown-level"),
    ],
)
def test_what_cannot_be_listened_to_is_said_at_once(
    service: Service, path: str, last: str | None, status: int, told: bytes
):
    """A stream that never says anything looks like one where nothing happens."""
    with service.listen(path, last) as stream:
        assert stream.answer.status == status
        assert stream.answer.headers["content-type"] == "application/problem+json"
        assert told in stream.answer.read()


def test_another_form_than_a_stream_there_is_none(service: Service):
    """And what it takes is named."""
    answer, body = service.ask(LISTENS, Accept="application/json")
    assert answer.status == 406
    assert b"text/event-stream" in body


def test_a_hundred_who_listen_take_one_thread(town: Register):
    """And each fact is written once for all of them."""
    before = set(threading.enumerate())
    with serving(town) as service, ExitStack() as hung_up:
        streams = [hung_up.enter_context(service.listen(LISTENS)) for _ in range(100)]
        for stream in streams:
            assert stream.block()
        town.record("sensorer", disclosed(), by=ADMINISTRATION)
        assert {stream.next().position for stream in streams} == {2}
        names = [thread.name for thread in set(threading.enumerate()) - before]
        # The one that looks, the one that serves, and those that it keeps for answering.
        assert names.count("live") == 1
        assert len(names) <= 2 + 40


def test_the_head_of_a_connection_is_not_part_of_the_stream(service: Service):
    """A proxy that collects what it passes on is asked not to."""
    connection = HTTPConnection("127.0.0.1", service.port, timeout=20)
    connection.request("GET", LISTENS)
    assert connection.getresponse().headers["x-accel-buffering"] == "no"
    connection.close()
