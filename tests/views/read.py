"""Reading all of a view, as whoever pages through it does; and a register with something to read."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from laeringslopp import (
    Actor,
    FailureCorrected,
    LessonAcknowledged,
    LessonApplied,
    LessonDrawn,
    LessonElsewhere,
    LessonShared,
    Reader,
    Register,
    TrialEnded,
)
from laeringslopp.store import Row, Store, open_store
from laeringslopp.views import Views
from tests.municipality import ADMINISTRATION, COUNCIL, Clock, disclosed, entry, opened, started

MEMBER = Reader.member()


def followed(register: Register, url: str = "memory:", batch: int = 2000) -> Views:
    """The views of a register, brought as far as it is."""
    views = Views(register.store, url, clock=register.now, batch=batch)
    views.catch_up()
    return views


def everything(
    views: Views, table: str, reader: Reader = MEMBER, where: Mapping[str, Any] | None = None, limit: int = 3
) -> list[dict[str, Any]]:
    """Every row of a table that a reader may see, a few at a time."""
    rows: list[dict[str, Any]] = []
    after = None
    while True:
        page = views.rows(table, reader, where, after=after, limit=limit)
        rows += page.rows
        if page.next is None:
            return rows
        assert len(page.rows) == limit
        after = page.next


def tables(views: Views, limit: int = 1000) -> dict[str, list[dict[str, Any]]]:
    """All that the views hold."""
    return {table: everything(views, table, limit=limit) for table in views.tables}


def live(register: Register, decision_id: str) -> None:
    """Nine entries: a decision that is tried, fails, and is learned from by two levels."""
    facts: list[tuple[Any, Actor]] = [
        (opened(tags=["omsorg"]), COUNCIL),
        (started(), ADMINISTRATION),
        (disclosed(trial_id="t1", severity="serious"), ADMINISTRATION),
        (TrialEnded(trial_id="t1", outcome="failed", summary="Alarmene kom ikke fram."), ADMINISTRATION),
        (LessonDrawn(lesson_id="l1", from_failures=["f1"], statement="Mål dekningen først."), ADMINISTRATION),
        (LessonShared(lesson_id="l1", with_levels=["political", "operational"]), ADMINISTRATION),
        (LessonAcknowledged(lesson_id="l1", level="political", organ="Formannskapet"), COUNCIL),
        (FailureCorrected(failure_id="f1", reason="Målt på nytt.", severity="critical"), ADMINISTRATION),
        (LessonApplied(lesson=LessonElsewhere(decision_id=decision_id, lesson_id="l1"), how="Målt."), ADMINISTRATION),
    ]
    register.append([entry(decision_id, fact, by) for fact, by in facts])


@cache
def nine() -> tuple[tuple[str, bytes], ...]:
    """The nine entries as they are stored."""
    with Register.open("memory:", clock=Clock()) as register:
        live(register, "d1")
        return tuple((stored.topic, stored.state) for stored in register.store.of_decision("d1"))


def filled(store: Store, decisions: int, first: int = 1) -> Store:
    """A store with the nine entries in each of so many decisions."""
    for number in range(first, first + decisions):
        name = f"d{number}".encode()
        store.append(
            [
                Row(name.decode(), version, topic, state.replace(b'"decision_id":"d1"', b'"decision_id":"%s"' % name))
                for version, (topic, state) in enumerate(nine(), start=1)
            ]
        )
    return store


def store_of(decisions: int, url: str = "memory:") -> Store:
    """A new store of so many decisions."""
    return filled(open_store(url), decisions)
