"""Appends that are durable when they are acknowledged, against eventsourcing's own application."""

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import Sides, row
from benchmarks.work import BY, Decisions, as_dicts, fifty_facts, their_decision
from laeringslopp import Entry, Register

SAVES = 100
AT_ONCE = 3
"""Facts in one append."""


@row("sqlite-append", issue=3, unit="appends/s", goal=1.0, peer="eventsourcing 9.5.6 Application.save")
@contextmanager
def sqlite_append() -> Iterator[Sides]:
    """One writer; appends of three facts that are judged, folded and durable on our side, durable on theirs."""
    with tempfile.TemporaryDirectory() as folder:
        register = Register.open(f"sqlite:///{folder}/ours.db")
        theirs = Decisions(
            {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(Path(folder) / "theirs.db")}
        )
        facts, dicts = fifty_facts()[:48], as_dicts()[:48]
        numbers = itertools.count()

        def ours() -> None:
            for _ in range(SAVES // 16 + 1):
                decision_id = f"decision-{next(numbers)}"
                for at in range(0, 48, AT_ONCE):
                    register.append(
                        [Entry(decision_id=decision_id, fact=fact, by=BY) for fact in facts[at : at + AT_ONCE]]
                    )

        def peer() -> None:
            for _ in range(SAVES // 16 + 1):
                decided = their_decision([])
                for at in range(0, 48, AT_ONCE):
                    for fact in dicts[at : at + AT_ONCE]:
                        decided.record(**fact)
                    theirs.save(decided)

        settings = "both: one writer, 3 facts an append, SQLite WAL, synchronous=FULL"
        yield Sides(ours, peer, (SAVES // 16 + 1) * 16, settings)
        register.close()
        theirs.close()
