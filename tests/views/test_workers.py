"""However many processes run, one works on a view, and none of them is needed."""

import random

import pytest
from sqlalchemy import text

from laeringslopp.store import open_store
from laeringslopp.views import Behind, Views
from laeringslopp.views.database import Database
from laeringslopp.views.ledger import LEASE
from tests.municipality import Clock
from tests.views.elsewhere import FOLLOWING, said, started
from tests.views.read import everything, filled, store_of, tables


def workers(views: Views) -> set[str | None]:
    """Who works on any of the views."""
    return {status.worker for status in views.status()}


def test_two_processes_elect_one(tmp_path, url):
    """Two that wrote the same view would take each fact twice, or undo each other's work."""
    register = f"sqlite:///{tmp_path / 'register.db'}"
    store = store_of(3, register)
    running = [started(FOLLOWING, register, url, 4, name) for name in ("one", "other")]
    try:
        for process in running:
            assert said(process) == "ready"
        with Views(store, url, holder="third") as views:
            views.at_least(27, timeout=30)
            elected = {status.view: status.worker for status in views.status()}
            assert None not in elected.values()
            filled(store, 3, first=4)
            views.at_least(54, timeout=30)
            assert {status.view: status.worker for status in views.status()} == elected
            assert [row["failures"] for row in everything(views, "decisions")] == [1] * 6
    finally:
        for process in running:
            process.kill()
            process.communicate()
    store.close()


def test_a_view_passes_to_another_when_its_worker_lets_go(url):
    """A service that is stopped for an upgrade hands its views on at once."""
    store = store_of(1)
    with Views(store, url, holder="one") as one:
        one.catch_up()
        with Views(store, url, holder="other") as other:
            assert other.step() == 0
            filled(store, 1, first=2)
            assert other.step() == 0
            one._ledger.release()
            other.at_least(18, timeout=0)
            assert workers(other) == {"other"}


def test_a_worker_that_says_nothing_loses_its_view(sqlite):
    """In SQLite nothing tells that a process on the same machine has died but that its time runs out."""
    store, clock = store_of(1), Clock()
    with Views(store, sqlite, clock=clock, holder="one") as one:
        one.catch_up()
        filled(store, 1, first=2)
        with Views(store, sqlite, clock=clock, holder="other") as other:
            assert other.step() == 0
            clock.move(seconds=LEASE.total_seconds())
            assert other.step() > 0
            assert workers(other) == {"other"}


def test_a_worker_that_stalled_is_fenced_off(url):
    """A process that was suspended wakes up with a batch in its hands; what it would write is old."""
    store, clock = store_of(1), Clock()
    with (
        Views(store, url, clock=clock, holder="one", batch=5) as one,
        Views(store, url, clock=clock, holder="other") as other,
    ):
        one.step()
        clock.move(seconds=LEASE.total_seconds())
        if one._database.is_postgres:
            one._ledger._locks.invalidate()  # the server ends a session whose process does not answer
        other.catch_up()
        before = tables(other)
        assert one.step() == 0
        filled(store, 1, first=2)
        assert one.step() == 0
        assert tables(other) == before
        other.catch_up()
        assert [row["failures"] for row in everything(one, "decisions")] == [1, 1]


def test_who_asks_for_freshness_waits_for_the_worker_and_no_longer_than_it_said(url):
    """A page that waited for ever would be worse than one that says that it cannot know yet."""
    store, clock, elapsed = store_of(1), Clock(), Elapsed()
    with (
        Views(store, url, clock=clock, holder="one") as one,
        Views(store, url, clock=clock, holder="other", wait=elapsed.pass_by, elapsed=elapsed) as other,
    ):
        one.catch_up()
        filled(store, 1, first=2)
        with pytest.raises(Behind) as behind:
            other.at_least(18, timeout=5)
        assert (behind.value.position, behind.value.asked) == (9, 18)
        assert elapsed.seconds >= 5
        elapsed.then = one.catch_up
        other.at_least(18, timeout=5)


class Elapsed:
    """Time that passes when somebody waits."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.then = lambda: None

    def __call__(self) -> float:
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds
        self.then()


def test_a_killed_projector_has_lost_nothing(tmp_path, url):
    """`kill -9` comes between any two instructions; the rows and their position stand or fall together."""
    register = f"sqlite:///{tmp_path / 'register.db'}"
    chance = random.Random(4)
    store = store_of(120, register)
    for life in range(4):
        process = started(FOLLOWING, register, url, 7, f"life-{life}")
        assert said(process) == "ready"
        for _ in range(chance.randrange(2, 25)):
            said(process)
        process.kill()
        process.communicate()
        forget_the_dead(url)
    with Views(open_store(register), url) as followed, Views(store, "memory:") as built:
        assert min(status.position for status in followed.status()) > 0
        followed.catch_up()
        built.catch_up()
        assert tables(followed) == tables(built)
    store.close()


def forget_the_dead(url: str) -> None:
    """Lets a lease run out, as it does by itself; a server has seen the process die."""
    if url.startswith("sqlite"):
        database = Database(url)
        with database.writing() as connection:
            connection.execute(text("UPDATE leases SET expires = '2000-01-01T00:00:00'"))
        database.close()
