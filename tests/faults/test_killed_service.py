"""The service is killed while programs call it; they call again with the same keys when it is back."""

from pathlib import Path

from laeringslopp import Register
from laeringslopp.views import open_views
from tests.faults.calling import Callers, free_port, over_http
from tests.faults.conftest import Lives, Rounds
from tests.faults.laws import Follower, assert_views_are_as_rebuilt, assert_whole
from tests.faults.processes import die, running
from tests.faults.recording import CALLED, prepare
from tests.faults.server import Server

SERVE = "import sys; from laeringslopp_service.app import serve; serve(sys.argv[1], port=int(sys.argv[2]))"
ANSWERED_AT_MOST = 12


def killed_again_and_again(url: str, lives: Lives, rounds: Rounds) -> None:
    port = free_port()
    with Register.open(url) as register, open_views(register, url) as views:
        prepare(register)
        with Follower(register.store) as follower, Callers(over_http(port), "kall") as callers:
            for _ in lives:
                with running("-c", SERVE, url, str(port)) as service:
                    callers.wait_for_more(1 + rounds.chance.randrange(ANSWERED_AT_MOST))
                    die(service, rounds.chance)
                known = frozenset(callers.acknowledged)
                assert_whole(register, known, CALLED)
                assert_views_are_as_rebuilt(register, views)
            with running("-c", SERVE, url, str(port)):  # so that each caller gets its last answer
                callers.wait_for_more(1)
                callers.__exit__()
        assert assert_whole(register, callers.acknowledged, CALLED) == len(callers.acknowledged), (
            "and no more than that"
        )
        follower.assert_nothing_missed()
        assert_views_are_as_rebuilt(register, views)
    lives.count("calls acknowledged", len(callers.acknowledged))
    lives.count("calls sent again", callers.tried_again)


def test_a_service_killed_at_any_moment_records_each_call_once(tmp_path: Path) -> None:
    """A client that got no answer sends the same again, and need not ask what became of the first."""
    rounds = Rounds("the service on SQLite")
    for lives in rounds.registers():
        killed_again_and_again(f"sqlite:///{tmp_path}/{lives.number}.db", lives, rounds)


def test_a_service_on_a_server_killed_at_any_moment_records_each_call_once(server: Server) -> None:
    """What the server was doing for a service that died is finished or undone by the server alone."""
    rounds = Rounds("the service on PostgreSQL")
    for lives in rounds.registers():
        killed_again_and_again(server.new_database(), lives, rounds)
