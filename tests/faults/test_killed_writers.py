"""A program that records is killed at any moment."""

from pathlib import Path

from laeringslopp import Register
from laeringslopp.views import open_views
from tests.faults.conftest import Lives, Rounds
from tests.faults.laws import Follower, assert_views_are_as_rebuilt, assert_whole
from tests.faults.processes import killed, running
from tests.faults.recording import FACTS, prepare
from tests.faults.server import Server

ACKNOWLEDGED_AT_MOST = 25


def killed_again_and_again(url: str, lives: Lives, rounds: Rounds) -> int:
    """The appends that were acknowledged."""
    acknowledged: set[str] = set()
    with Register.open(url) as register, open_views(register, url) as views:
        prepare(register)
        for life in lives:
            with Follower(register.store) as follower, running("-m", "tests.faults.writing", url, str(life)) as writer:
                _, *keys = killed(writer, rounds.chance, rounds.chance.randrange(ACKNOWLEDGED_AT_MOST))
                acknowledged.update(keys)
            stands = assert_whole(register, acknowledged, FACTS)
            follower.assert_nothing_missed()
            assert_views_are_as_rebuilt(register, views)
            assert stands - len(acknowledged) <= 3 * (life + 1), "no more stands than the threads had under way"
    return len(acknowledged)


def test_a_writer_killed_at_any_moment_loses_nothing_it_was_told(tmp_path: Path) -> None:
    """A machine that falls over costs nobody a failure that was disclosed, and leaves nothing half said."""
    rounds = Rounds("a writer on SQLite")
    for lives in rounds.registers():
        url = f"sqlite:///{tmp_path}/{lives.number}.db"
        lives.count("appends acknowledged", killed_again_and_again(url, lives, rounds))


def test_a_writer_to_a_server_killed_at_any_moment_loses_nothing_it_was_told(server: Server) -> None:
    """The server decides alone what became of what it was asked last."""
    rounds = Rounds("a writer on PostgreSQL")
    for lives in rounds.registers():
        lives.count("appends acknowledged", killed_again_and_again(server.new_database(), lives, rounds))
