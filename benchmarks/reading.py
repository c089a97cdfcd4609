"""Reading the log, folding a decision, and building its timeline."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from uuid import UUID

from benchmarks.measuring import Sides, amount, row
from benchmarks.places import Place, place
from benchmarks.work import BY, Decided, Decisions, as_dicts, entries, fifty_facts, their_decision
from laeringslopp import Decision, Entry, Reader, Register
from laeringslopp.decision import fold
from laeringslopp.store import Stored, as_json, decode, open_store
from laeringslopp.story import tell
from laeringslopp.timeline import build, see

FACTS = 100_000
FEW = 1000
PAGE = 1000
DECODED = "eventsourcing 9.5.6 mapper.to_domain_event"
GOT = "eventsourcing 9.5.6 Repository.get"


@contextmanager
def _logs(store: str, facts: int) -> Iterator[Place]:
    """The same facts in our register and in theirs, on the same kind of store."""
    with place(store) as at:
        with Register.open(at.url) as register:
            for first in range(0, facts // 50, 20):
                register.append_each([(entries(f"decision-{n}"), None) for n in range(first, first + 20)])
        dicts = as_dicts()
        for _ in range(facts // 50):
            # One at a time: with many in one pipeline, eventsourcing's recorder and PostgreSQL wait for each other.
            at.theirs.save(their_decision(dicts))
        at.settle()
        yield at


def _their_replay(theirs: Decisions) -> int:
    read, start = 0, 1
    while page := theirs.notification_log.select(start, PAGE):
        for notification in page:
            theirs.mapper.to_domain_event(notification)
        read, start = read + len(page), page[-1].id + 1
    return read


@contextmanager
def _replay(store: str, facts: int, take: Callable[[Stored], object]) -> Iterator[Sides]:
    """The whole log, read and each fact taken as one needs it."""
    with _logs(store, facts) as at:
        opened = open_store(at.url)

        def ours() -> None:
            read, after = 0, 0
            while page := opened.since(after, PAGE):
                for stored in page:
                    take(stored)
                read, after = read + len(page), page[-1].position
            assert read == facts

        theirs = facts // 50 * 51  # one more in each creates the aggregate
        settings = f"{facts} facts, pages of {PAGE}, {at.settings}"
        yield Sides(ours, lambda: _their_replay(at.theirs), facts, settings, their_units=theirs)
        opened.close()


@contextmanager
def _one_decision(store: str) -> Iterator[Sides]:
    """One decision of fifty facts, read from the store, decoded and folded."""
    times = amount(50, 2)
    with _logs(store, FEW) as at, Register.open(at.url) as register:

        def ours() -> None:
            for number in range(times):
                facts = register.store.of_decision(f"decision-{number % (FEW // 50)}")
                assert fold(Decision("x"), map(decode, facts)).version == 50

        ids = [UUID(str(n.originator_id)) for n in at.theirs.recorder.select_notifications(1, FEW, topics=())]
        known = list(dict.fromkeys(ids))

        def peer() -> None:
            for number in range(times):
                aggregate: Decided = at.theirs.repository.get(known[number % len(known)])
                assert aggregate.version == 51

        yield Sides(ours, peer, times, f"50 facts (theirs 51 events), nothing kept in memory; {at.settings}")


@row("replay-typed", issue=(3, 4), unit="facts/s", goal=1.2, peer=DECODED)
def replay_typed() -> AbstractContextManager[Sides]:
    """Typed facts."""
    return _replay("sqlite", amount(FACTS, FEW), decode)


@row("replay-json", issue=(3, 4), unit="facts/s", goal=3.0, peer=DECODED)
def replay_json() -> AbstractContextManager[Sides]:
    """Plain JSON, which is what a projection needs."""
    return _replay("sqlite", amount(FACTS, FEW), as_json)


@row("postgres-replay-typed", issue=4, unit="facts/s", goal=1.2, peer=DECODED)
def postgres_replay_typed() -> AbstractContextManager[Sides]:
    """Typed facts."""
    return _replay("postgres", amount(FACTS // 4, FEW), decode)


@row("postgres-replay-json", issue=4, unit="facts/s", goal=3.0, peer=DECODED)
def postgres_replay_json() -> AbstractContextManager[Sides]:
    """Plain JSON."""
    return _replay("postgres", amount(FACTS // 4, FEW), as_json)


@row("sqlite-decision-50", issue=4, unit="ms", goal=3.0, peer=GOT)
def sqlite_decision() -> AbstractContextManager[Sides]:
    """From a file."""
    return _one_decision("sqlite")


@row("postgres-decision-50", issue=4, unit="ms", goal=3.0, peer=GOT)
def postgres_decision() -> AbstractContextManager[Sides]:
    """Over a socket."""
    return _one_decision("postgres")


@row("fold-50", issue=3, unit="µs", goal=2.0, peer="eventsourcing 9.5.6 Aggregate, the same events mutated")
@contextmanager
def fold_fifty() -> Iterator[Sides]:
    """One decision of fifty facts that are decoded already, folded."""
    with Register.open("memory:") as register:
        recorded = register.append(entries("x")).recorded
    events = their_decision(as_dicts()).collect_events()

    def ours() -> None:
        for _ in range(amount(200, 2)):
            fold(Decision("x"), recorded)

    def peer() -> None:
        for _ in range(amount(200, 2)):
            aggregate = None
            for happened in events:
                aggregate = happened.mutate(aggregate)

    yield Sides(
        ours,
        peer,
        amount(200, 2),
        "50 facts (theirs 51: one creates the aggregate, which keeps plain dicts)",
    )


@row("fold-10000", issue=3, unit="µs", goal=0.5, peer="ten folds of 1,000 facts: linear is 1×, quadratic 0.1×")
@contextmanager
def fold_long() -> Iterator[Sides]:
    """A long stream costs what its facts cost: ten times as many facts, about ten times the time."""
    with Register.open("memory:") as register:
        first = register.append(entries("x")).recorded
        observation = fifty_facts()[40].model_copy(update={"observation_id": ""})
        more = [Entry(decision_id="x", fact=observation, by=BY) for _ in range(amount(9950, 50))]
        recorded = [*first, *register.append(more).recorded]
    short = recorded[: amount(1000, 10)]

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
            for _ in range(amount(20, 1)):
                facts = [decode(one) for one in stored]
                decision = fold(Decision("x"), facts)
                today = facts[-1].recorded_at.date()
                timeline = build(see(facts, reader, decision, today), today=today, levels=levels)
                tell(timeline, "nb")

        yield Sides(ours, None, amount(20, 1), "decode, fold, build and word in bokmål", limit=2.0)
