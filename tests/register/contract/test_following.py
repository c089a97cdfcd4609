"""Whoever follows a register meets every fact once, in order, as it is recorded."""

import threading
from itertools import islice

import pytest

from laeringslopp import Reader, Recorded, Register
from laeringslopp.register import asking as following
from tests.municipality import ADMINISTRATION, disclosed, entry, opened, register
from tests.stores.elsewhere import printed, started


@pytest.fixture
def ours(empty):
    """A register of each kind."""
    return empty


RECORDING = """
from laeringslopp import Actor, Register
register = Register.open("sqlite:///" + sys.argv[1])
nurse = Actor(id="n1", role="sykepleier", level="operational")
for n in range(int(sys.argv[2])):
    register.disclose(f"Det gikk galt for {n}. gang", by=nurse, decision_id="sak")
"""


def test_what_another_process_records_is_met_in_order(tmp_path):
    """A dashboard is seldom in the process that records."""
    path, count = tmp_path / "register.db", 40
    with register(f"sqlite:///{path}") as ours:
        ours.append([entry("sak", opened())])
        other = started(RECORDING, path, count)
        met = []
        for fact in ours.follow():
            met.append(fact.position)
            if len(met) == count + 1:
                break
        printed(other)
        assert met == list(range(1, count + 2))


def test_following_goes_on_from_the_last_position_seen(ours):
    """A follower that was stopped for a night misses nothing of it, and meets nothing twice."""
    ours.append([entry("sak", opened()), *(entry("sak", disclosed(f"f{n}")) for n in range(5))])
    first = [fact.position for fact in islice(ours.follow(), 3)]
    rest = [fact.position for fact in islice(ours.follow(first[-1]), 3)]
    assert first + rest == [1, 2, 3, 4, 5, 6]


def test_a_follower_that_waits_can_be_stopped(ours, monkeypatch):
    """A service must be able to shut down when nothing happens."""
    monkeypatch.setattr(following, "PATIENCE", 0.01)
    ours.append([entry("sak", opened())])
    assert [fact.position for fact in ours.follow(stopped=lambda: True)] == [1]


@pytest.mark.parametrize("reader", [Reader.public(), Reader.member()])
def test_a_follower_sees_what_its_reader_may(ours, reader):
    """Following is a way out like any other."""
    ours.append([entry("sak", opened()), entry("sak", disclosed())])
    seen = list(islice(ours.follow(reader=reader), 2))
    assert [isinstance(fact, Recorded) for fact in seen] == [reader == Reader.member()] * 2
    assert [fact.position for fact in seen] == [1, 2]


def test_a_slow_follower_holds_up_nobody(ours):
    """What it has not asked for yet is in the store, not in a queue."""
    ours.append([entry("sak", opened())])
    follower = ours.follow()
    next(follower)
    told = threading.Thread(target=_many, args=(ours,))
    told.start()
    told.join(30)
    assert not told.is_alive()
    assert [next(follower).position for _ in range(50)] == list(range(2, 52))


def _many(ours: Register) -> None:
    for n in range(50):
        ours.disclose(f"Feil {n}", by=ADMINISTRATION, decision_id="sak")
