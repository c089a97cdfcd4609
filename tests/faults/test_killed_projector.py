"""Whoever brings the views on is killed: between two batches, in one, or while a view is built anew."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from laeringslopp import Register
from laeringslopp.views import Views, views_url
from tests.faults.calling import Callers, through
from tests.faults.conftest import Lives, Rounds
from tests.faults.laws import assert_views_are_as_rebuilt, assert_whole
from tests.faults.processes import killed, running
from tests.faults.recording import FACTS, prepare
from tests.faults.server import Server

BATCHES_AT_MOST = 20
APPENDS = 12


def killed_again_and_again(url: str, lives: Lives, rounds: Rounds) -> None:
    with Register.open(url) as register:
        prepare(register)
        for life in lives:
            with running("-m", "tests.faults.projecting", url, str(2 * life)) as projector:
                with Callers(through(register), f"skriv{life}", threads=1) as callers:
                    callers.wait_for_more(APPENDS)
                killed(projector, rounds.chance, rounds.chance.randrange(BATCHES_AT_MOST))
            assert_whole(register, callers.acknowledged, FACTS)
            later = timedelta(minutes=2 * life + 1)
            with Views(register.store, views_url(url), clock=lambda by=later: datetime.now(UTC) + by) as views:
                assert_views_are_as_rebuilt(register, views)


def test_a_projector_killed_at_any_moment_leaves_views_as_if_it_had_lived(tmp_path: Path) -> None:
    """A figure that counts a failure twice, or not, is worse than none; nobody would look for it."""
    rounds = Rounds("the projector on SQLite")
    for lives in rounds.registers():
        killed_again_and_again(f"sqlite:///{tmp_path}/{lives.number}.db", lives, rounds)


def test_a_projector_on_a_server_killed_at_any_moment_leaves_views_as_if_it_had_lived(server: Server) -> None:
    """The position and the rows are of one transaction there too."""
    rounds = Rounds("the projector on PostgreSQL")
    for lives in rounds.registers():
        killed_again_and_again(server.new_database(), lives, rounds)
