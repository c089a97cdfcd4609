"""What an append and a timeline cost in a large register, against the same in a small one."""

import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from benchmarks import postgres
from benchmarks.filling import filled_store
from benchmarks.measuring import Sides, amount, row
from benchmarks.work import BY, fifty_facts
from laeringslopp import Register

MOST = 1 / 1.2
"""At most 1.2 times the cost."""
PEER = "the same at 10,000 facts, ours too"
DECISIONS = 200
"""Read in turn, spread over the whole register."""


def _filled(url: str, facts: int) -> Register:
    """A register with so many facts, some time after they were written."""
    filled_store(url, facts).close()
    if url.startswith("postgresql:"):
        postgres.settle(url)
    return Register.open(url)


def _appending(register: Register) -> Callable[[], None]:
    facts, numbers = fifty_facts(), itertools.count()

    def work() -> None:
        for _ in range(amount(6, 1)):
            decision_id = f"new-{next(numbers)}"
            for fact in facts:
                register.record(decision_id, fact, by=BY)

    return work


def _reading(register: Register, facts: int) -> Callable[[], None]:
    decisions = facts // 50
    step = max(1, decisions // DECISIONS)
    names = itertools.cycle([f"decision-{n}" for n in range(0, decisions, step)])

    def work() -> None:
        for _ in range(amount(DECISIONS, 2)):
            register.timeline(next(names))

    return work


@contextmanager
def _grown(store: str, what: str) -> Iterator[Sides]:
    large, small = amount(1_000_000, 1000), amount(10_000, 500)
    with _urls(store) as (there, here, settings), _filled(there, large) as grown, _filled(here, small) as young:
        if what == "append":
            sides, units = (_appending(grown), _appending(young)), amount(6, 1) * 50
        else:
            sides, units = (_reading(grown, large), _reading(young, small)), amount(DECISIONS, 2)
        yield Sides(*sides, units, f"{large} facts against {small}, one thread; {settings}")


@contextmanager
def _urls(store: str) -> Iterator[tuple[str, str, str]]:
    if store == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/large.db", f"sqlite:///{folder}/small.db", "SQLite WAL, synchronous=FULL"
        return
    databases = postgres.database(), postgres.database()
    there, here = map(postgres.url_of, databases)
    yield there, here, postgres.settings()
    for database in databases:
        postgres.drop(database)


@row("sqlite-append-grown", issue=4, unit="ms", goal=MOST, peer=PEER)
def sqlite_append() -> AbstractContextManager[Sides]:
    """One fact at a time in new decisions."""
    return _grown("sqlite", "append")


@row("sqlite-timeline-grown", issue=4, unit="ms", goal=MOST, peer=PEER)
def sqlite_timeline() -> AbstractContextManager[Sides]:
    """Decisions of fifty facts from all over the register."""
    return _grown("sqlite", "timeline")


@row("postgres-append-grown", issue=4, unit="ms", goal=MOST, peer=PEER)
def postgres_append() -> AbstractContextManager[Sides]:
    """One fact at a time in new decisions."""
    return _grown("postgres", "append")


@row("postgres-timeline-grown", issue=4, unit="ms", goal=MOST, peer=PEER)
def postgres_timeline() -> AbstractContextManager[Sides]:
    """Decisions of fifty facts from all over the register."""
    return _grown("postgres", "timeline")
