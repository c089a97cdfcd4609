"""All that recording a fact takes (guards, fold, encoding, a durable append), by many threads and processes."""

import itertools
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from benchmarks import postgres
from benchmarks.elsewhere import Elsewhere, elsewhere
from benchmarks.measuring import Sides, amount, row
from benchmarks.places import place
from benchmarks.saving import in_threads
from benchmarks.work import BY, as_dicts, fifty_facts, their_decision
from laeringslopp import Register

FACTS = 48
"""In each decision, one an append."""


def recording(url: str, threads: int, decisions: int) -> AbstractContextManager[Sides]:
    """So many decisions in each of so many threads, and nothing to compare with."""
    return _recording(url, threads, decisions)


@contextmanager
def _recording(url: str, threads: int, decisions: int) -> Iterator[Sides]:
    facts, numbers = fifty_facts()[:FACTS], itertools.count()
    with Register.open(url) as register:

        def one() -> None:
            for _ in range(decisions):
                decision_id = f"decision-{os.getpid()}-{next(numbers)}"
                for fact in facts:
                    register.record(decision_id, fact, by=BY)

        yield Sides(lambda: in_threads(threads, one), None, threads * decisions * FACTS, "")


@contextmanager
def _against_save(store: str, threads: int) -> Iterator[Sides]:
    decisions, dicts = amount(4, 1), as_dicts()[:FACTS]
    with place(store) as at, recording(at.url, threads, decisions) as ours:

        def one() -> None:
            for _ in range(decisions):
                decided = their_decision([])
                for fact in dicts:
                    decided.record(**fact)
                    at.theirs.save(decided)

        alike = f"both: {threads} threads, one fact an append, each flushed; ours judged, folded, encoded"
        yield Sides(ours.ours, lambda: in_threads(threads, one), ours.units, f"{alike}; {at.settings}")


@row("sqlite-register-16", issue=4, unit="appends/s", goal=2.5, peer="eventsourcing 9.5.6 Application.save, SQLite")
def sqlite_sixteen() -> AbstractContextManager[Sides]:
    """Sixteen threads of one process."""
    return _against_save("sqlite", amount(16, 4))


@row("postgres-register-16", issue=4, unit="appends/s", goal=4.0, peer="eventsourcing 9.5.6 Application.save")
def postgres_sixteen() -> AbstractContextManager[Sides]:
    """Sixteen threads of one process."""
    return _against_save("postgres", amount(16, 4))


@row("postgres-register-processes", issue=4, unit="appends/s", goal=1.3, peer="one process of 16 threads, ours too")
@contextmanager
def processes() -> Iterator[Sides]:
    """Four processes of four threads: what one process cannot do by itself, several can on the same database."""
    decisions = amount(4, 1)
    many, one = postgres.database(), postgres.database()
    Register.open(postgres.url_of(many)).close()  # made once, not by four at once
    with ExitStack() as stack:
        name = "benchmarks.judged:recording"
        four = [
            stack.enter_context(elsewhere(name, postgres.url_of(many), amount(4, 1), decisions))
            for _ in range(amount(4, 2))
        ]
        alone = stack.enter_context(elsewhere(name, postgres.url_of(one), amount(16, 2), decisions))
        settings = f"both: Register.record, 16 threads in all; {postgres.settings()}"
        yield Sides(lambda: _all(four), alone.run, alone.units, settings)
    postgres.drop(many)
    postgres.drop(one)


def _all(running: list[Elsewhere]) -> None:
    for process in running:
        process.begin()
    for process in running:
        process.wait()
