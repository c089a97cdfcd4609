"""What must hold after anything: asked of a register by somebody who was not there when it happened."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from threading import Event, Thread

from laeringslopp import ObservationRecorded, Recorded, Register, StoreError
from laeringslopp.store import Store, Stored
from laeringslopp.views import Views
from tests.faults.recording import SHARED
from tests.views.read import tables

PATIENCE = 60

PAGE = 500


def all_stored(store: Store) -> list[Stored]:
    """All there is, read a page at a time."""
    found: list[Stored] = []
    while page := store.since(found[-1].position if found else 0, PAGE):
        found += page
    return found


def assert_whole(register: Register, acknowledged: Iterable[str], size: int) -> int:
    """Every acknowledged append is there once, and nothing is half there; how many appends there are.

    ``size`` is how many facts each append has.
    """
    stored = all_stored(register.store)
    assert [each.position for each in stored] == list(range(1, len(stored) + 1)), "positions have no hole"
    versions: dict[str, int] = defaultdict(int)
    for each in stored:
        versions[each.decision_id] += 1
        assert each.version == versions[each.decision_id], f"versions of {each.decision_id} follow one another"
    appends = _appends(list(register.facts()))
    for key, positions in appends.items():
        answered = register.store.answered(key)
        assert answered is not None, f"{key} stands with its facts"
        last = answered.last
        assert list(range(last - size + 1, last + 1)) == positions, f"{key} is whole, in one place, and there once"
    missing = set(acknowledged) - set(appends)
    assert not missing, f"lost although acknowledged: {sorted(missing)}"
    return len(appends)


def _appends(facts: Sequence[Recorded]) -> dict[str, list[int]]:
    """Where the facts of each append stand, by its key."""
    appends: dict[str, list[int]] = defaultdict(list)
    for recorded in facts:
        if isinstance(recorded.fact, ObservationRecorded):
            appends[str(recorded.fact.note)].append(recorded.position)
        elif recorded.decision_id != SHARED:
            appends[recorded.decision_id].append(recorded.position)
    return appends


def assert_views_are_as_rebuilt(register: Register, views: Views) -> None:
    """What the views hold is what they would hold if they were made from nothing now."""
    views.at_least(register.position, PATIENCE)  # who was killed holds its lease for a while
    with Views(register.store, "memory:") as rebuilt:
        rebuilt.catch_up()
        assert tables(views) == tables(rebuilt), "views are as a rebuild from zero"


class Follower:
    """Somebody who reads on from the last position seen, all the time, and must have missed nothing in the end."""

    def __init__(self, store: Store) -> None:
        self._store, self._stop = store, Event()
        self._met: list[Stored] = []
        self._thread = Thread(target=self._follow, daemon=True)

    def __enter__(self) -> "Follower":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(60)

    def _follow(self) -> None:
        while not self._stop.is_set():
            with suppress(StoreError):  # whoever follows a server that is away asks again
                for _ in self._page():
                    pass
                self._store.wait(self._last(), 0.05)

    def _last(self) -> int:
        return self._met[-1].position if self._met else 0

    def _page(self) -> Iterator[Stored]:
        while page := self._store.since(self._last(), PAGE):
            self._met += page
            yield from page

    def assert_nothing_missed(self) -> None:
        """Asked when nobody records any more."""
        assert not self._thread.is_alive()
        for _ in self._page():
            pass
        assert self._met == all_stored(self._store), "a follower misses nothing"
