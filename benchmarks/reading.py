"""Reading the log, folding a decision, and building its timeline."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import Sides, row
from benchmarks.work import BY, Decisions, as_dicts, entries, fifty_facts, their_decision
from laeringslopp import Decision, Entry, Reader, Register
from laeringslopp.decision import fold
from laeringslopp.store import as_json, decode, open_store
from laeringslopp.story import tell
from laeringslopp.timeline import build

FACTS = 100_000
PAGE = 1000


@contextmanager
def _logs(facts: int) -> Iterator[tuple[str, Decisions]]:
    """The same facts in our register and in theirs, both in SQLite files."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/ours.db"
        theirs = Decisions(
            {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(Path(folder) / "theirs.db")}
        )
        with Register.open(url) as register:
            for first in range(0, facts // 50, 20):
                register.append_each([(entries(f"decision-{n}"), None) for n in range(first, first + 20)])
        dicts = as_dicts()
        for _ in range(facts // 1000):
            theirs.save(*(their_decision(dicts) for _ in range(20)))
        yield url, theirs
        theirs.close()


def _their_replay(theirs: Decisions) -> int:
    read, start = 0, 1
    while page := theirs.notification_log.select(start, PAGE):
        for notification in page:
            theirs.mapper.to_domain_event(notification)
        read, start = read + len(page), page[-1].id + 1
    return read


@row("replay-typed", issue=3, unit="facts/s", goal=1.0, peer="eventsourcing 9.5.6 mapper.to_domain_event")
@contextmanager
def replay_typed() -> Iterator[Sides]:
    """The whole log, read and decoded into typed facts."""
    with _logs(FACTS) as (url, theirs):
        store = open_store(url)

        def ours() -> int:
            read, after = 0, 0
            while page := store.since(after, PAGE):
                for stored in page:
                    decode(stored)
                read, after = read + len(page), page[-1].position
            assert read == FACTS
            return read

        yield Sides(ours, lambda: _their_replay(theirs), FACTS, f"{FACTS} facts, SQLite, pages of {PAGE}")
        store.close()


@row("replay-json", issue=3, unit="facts/s", goal=3.0, peer="eventsourcing 9.5.6 mapper.to_domain_event")
@contextmanager
def replay_json() -> Iterator[Sides]:
    """The whole log, read and decoded as plain JSON, which is what a projection needs."""
    with _logs(FACTS) as (url, theirs):
        store = open_store(url)

        def ours() -> int:
            read, after = 0, 0
            while page := store.since(after, PAGE):
                for stored in page:
                    as_json(stored)
                read, after = read + len(page), page[-1].position
            assert read == FACTS
            return read

        yield Sides(ours, lambda: _their_replay(theirs), FACTS, f"{FACTS} facts, SQLite, pages of {PAGE}")
        store.close()


@row("fold-50", issue=3, unit="µs", goal=2.0, peer="eventsourcing 9.5.6 Aggregate, the same events mutated")
@contextmanager
def fold_fifty() -> Iterator[Sides]:
    """One decision of fifty facts that are decoded already, folded."""
    with Register.open("memory:") as register:
        recorded = register.append(entries("x")).recorded
    events = their_decision(as_dicts()).collect_events()

    def ours() -> None:
        for _ in range(200):
            fold(Decision("x"), recorded)

    def peer() -> None:
        for _ in range(200):
            aggregate = None
            for happened in events:
                aggregate = happened.mutate(aggregate)

    yield Sides(ours, peer, 200, "50 facts (theirs 51: one creates the aggregate); theirs keeps things in plain dicts")


@row("fold-10000", issue=3, unit="µs", goal=0.5, peer="ten folds of 1,000 facts: linear is 1×, quadratic 0.1×")
@contextmanager
def fold_long() -> Iterator[Sides]:
    """A long stream costs what its facts cost: ten times as many facts, about ten times the time."""
    with Register.open("memory:") as register:
        first = register.append(entries("x")).recorded
        observation = fifty_facts()[40].model_copy(update={"observation_id": ""})
        more = [Entry(decision_id="x", fact=observation, by=BY) for _ in range(9950)]
        recorded = [*first, *register.append(more).recorded]
    short = recorded[:1000]

    def ten_short() -> None:
        for _ in range(10):
            fold(Decision("x"), short)

    # A larger map is deeper and fits the processor's caches less well; copying per fact would show as 0.1×.
    yield Sides(lambda: fold(Decision("x"), recorded), ten_short, 1, "10,000 facts of one decision, decoded already")


@row("timeline-50", issue=3, unit="ms", goal=1.0, peer="a limit of 2 ms")
@contextmanager
def timeline_fifty() -> Iterator[Sides]:
    """A timeline of fifty facts with its sentences, from stored bytes."""
    with Register.open("memory:") as register:
        register.append(entries("x"))
        stored = register._store.of_decision("x")
        levels = register.policy.levels
        reader = Reader.member()

        def ours() -> None:
            for _ in range(20):
                facts = [decode(one) for one in stored]
                decision = fold(Decision("x"), facts)
                today = facts[-1].recorded_at.date()
                timeline = build(facts, reader=reader, whole=decision, today=today, levels=levels)
                tell(timeline, "nb")

        yield Sides(ours, None, 20, "decode, fold, build and word in bokmål", limit=2.0)
