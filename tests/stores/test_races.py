"""The store contract: threads that arrive together."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from laeringslopp.store import KeyTaken, Store, VersionTaken
from tests.stores.rows import key, row

RACERS = 8


def race(store: Store, round_: int, keyed: bool) -> list[int]:
    """Racers who all expect the same version; the positions of those who got it."""
    gate = Barrier(RACERS)

    def run(racer: int) -> int | None:
        gate.wait()
        try:
            name = "same" if keyed else f"{round_} {racer}"
            return store.append([row("a", round_, f"{racer}".encode())], [(key(name), 1)])
        except (VersionTaken, KeyTaken):
            return None

    with ThreadPoolExecutor(RACERS) as pool:
        return [position for position in pool.map(run, range(RACERS)) if position is not None]


def test_of_those_who_expect_the_same_version_exactly_one_succeeds(store: Store) -> None:
    """Two councils cannot both take the third vote."""
    won = [race(store, round_, keyed=False) for round_ in range(1, 21)]
    assert won == [[round_] for round_ in range(1, 21)]
    assert [stored.version for stored in store.of_decision("a")] == list(range(1, 21))


def test_of_those_who_bring_the_same_key_exactly_one_succeeds(store: Store) -> None:
    """A form that is sent twice is recorded once, even when both arrive in the same instant."""
    assert race(store, 1, keyed=True) == [1]
    assert race(store, 2, keyed=True) == []
    assert store.last_position() == 1


def test_a_follower_misses_nothing_that_others_record(store: Store) -> None:
    """No position is filled later than a higher one; a view built while many write is a whole view."""
    each = 40

    def write(name: str) -> None:
        for version in range(1, each + 1):
            store.append([row(name, version), row(f"{name}.other", version)])

    met: list[int] = []
    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(write, name) for name in "abc"]
        while len(met) < 3 * each * 2:
            met += [stored.position for stored in store.since(met[-1] if met else 0, 5)]
            for done in writing:
                assert not done.done() or done.exception() is None
    assert met == list(range(1, 3 * each * 2 + 1))
    assert [len(store.of_decision(name)) for name in ("a", "b.other", "c")] == [each] * 3


def test_rows_of_one_append_stand_together(store: Store) -> None:
    """What was recorded in one act is read as one act, whoever else was writing."""

    def write(name: str) -> None:
        for version in range(1, 61, 3):
            store.append([row(name, version), row(name, version + 1), row(name, version + 2)])

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, "abc"))
    stands = store.since(0, 1000)
    for at in range(0, len(stands), 3):
        assert len({stored.decision_id for stored in stands[at : at + 3]}) == 1
