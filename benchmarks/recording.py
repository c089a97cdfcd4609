"""Appends that are durable when they are acknowledged, against eventsourcing's own application."""

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import Sides, amount, row
from benchmarks.work import BY, Decisions, as_dicts, fifty_facts, their_decision
from laeringslopp import Entry, Register

FACTS = 48
"""In each decision."""


@contextmanager
def _appending(at_once: int) -> Iterator[Sides]:
    """One writer; what we append is judged, folded and durable when it is acknowledged; theirs is durable."""
    decisions = amount(7, 1)
    with tempfile.TemporaryDirectory() as folder:
        register = Register.open(f"sqlite:///{folder}/ours.db")
        theirs = Decisions(
            {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(Path(folder) / "theirs.db")}
        )
        facts, dicts = fifty_facts()[:FACTS], as_dicts()[:FACTS]
        numbers = itertools.count()

        def ours() -> None:
            for _ in range(decisions):
                decision_id = f"decision-{next(numbers)}"
                for at in range(0, FACTS, at_once):
                    register.append(
                        [Entry(decision_id=decision_id, fact=fact, by=BY) for fact in facts[at : at + at_once]]
                    )

        def peer() -> None:
            for _ in range(decisions):
                decided = their_decision([])
                for at in range(0, FACTS, at_once):
                    for fact in dicts[at : at + at_once]:
                        decided.record(**fact)
                    theirs.save(decided)

        settings = f"both: one writer, facts in an append: {at_once}, SQLite WAL, synchronous=FULL"
        yield Sides(ours, peer, decisions * FACTS // at_once, settings)
        register.close()
        theirs.close()


@row("sqlite-append", issue=3, unit="appends/s", goal=1.0, peer="eventsourcing 9.5.6 Application.save")
@contextmanager
def sqlite_append() -> Iterator[Sides]:
    """One fact at a time, as most are recorded."""
    with _appending(1) as sides:
        yield sides


@row("sqlite-append-3", issue=3, unit="appends/s", goal=1.0, peer="eventsourcing 9.5.6 Application.save")
@contextmanager
def sqlite_append_three() -> Iterator[Sides]:
    """Three facts in an append: what judging costs shows beside the one commit."""
    with _appending(3) as sides:
        yield sides
