"""PostgreSQL itself is killed: the postmaster, one of those who serve, or all of it."""

import os
import random
import time

import pytest

from laeringslopp import Register, StoreError
from laeringslopp.store.postgres.store import READER_TIMEOUT
from laeringslopp.views import Views, views_url
from tests.faults.calling import Callers, through
from tests.faults.conftest import Rounds
from tests.faults.laws import Follower, assert_views_are_as_rebuilt, assert_whole
from tests.faults.recording import FACTS, prepare
from tests.faults.server import Server

ACKNOWLEDGED_AT_MOST = 25


def test_a_server_killed_at_any_moment_has_all_it_acknowledged_when_it_is_back(server: Server) -> None:
    """Programs that were connected go on by themselves, and what was not answered is sent again and stands once."""
    rounds = Rounds("PostgreSQL itself")
    for lives in rounds.registers():
        url = server.new_database()
        with Register.open(url) as register:
            prepare(register)
            with Follower(register.store) as follower, Callers(through(register), "skriv") as callers:
                for _ in lives:
                    callers.wait_for_more(1 + rounds.chance.randrange(ACKNOWLEDGED_AT_MOST))
                    server.kill(rounds.chance)
                    known = frozenset(callers.acknowledged)
                    server.start()
                    callers.wait_for_more(1)
                    assert_whole(register, known, FACTS)
            stands = assert_whole(register, callers.acknowledged, FACTS)
            assert stands == len(callers.acknowledged), "and no more than that"
            follower.assert_nothing_missed()
            with Views(register.store, views_url(url)) as views:
                assert_views_are_as_rebuilt(register, views)
        lives.count("appends acknowledged", len(callers.acknowledged))
        lives.count("appends sent again", callers.tried_again)


@pytest.mark.skipif("FAULTS" not in os.environ, reason="it waits for as long as a reader does: make faults")
def test_a_server_that_is_away_is_answered_for_in_time_and_found_again_when_it_is_back(server: Server) -> None:
    """A page says after some seconds that the register cannot be reached, and shows it as soon as it can."""
    with Register.open(server.new_database()) as register:
        prepare(register)
        server.kill(random.Random(1), whole=True)
        for _ in range(2):  # the longer it is away, the longer a pool waits before it looks again
            asked = time.monotonic()
            with pytest.raises(StoreError):
                register.decision("nobody")
            assert time.monotonic() - asked < READER_TIMEOUT + 2
        server.start()
        back = time.monotonic()
        while True:
            try:
                assert register.position == 1
                break
            except StoreError:
                assert time.monotonic() - back < READER_TIMEOUT
