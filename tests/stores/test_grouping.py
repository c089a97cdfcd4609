"""Appends that arrive together share one commit, and each keeps its own answer."""

import threading
from collections.abc import Callable, Sequence

import pytest

from laeringslopp.store import Store, VersionTaken
from laeringslopp.store.grouping import Group
from tests.stores.rows import key, row, rows

PATIENCE = 30


class Commits:
    """A commit that can be held up, and that remembers what came together."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.held_up, self.goes_on = threading.Event(), threading.Event()
        self.goes_on.set()

    def __call__(self, items: Sequence[int]) -> list[int | Exception]:
        self.groups.append(list(items))
        self.held_up.set()
        assert self.goes_on.wait(PATIENCE)
        return [ValueError(item) if item < 0 else item * 10 for item in items]


def all_at_once(calls: Sequence[Callable[[], object]]) -> list[object]:
    """Each call in a thread of its own; what it gave or raised."""
    given: list[object] = [None] * len(calls)

    def call(at: int) -> None:
        try:
            given[at] = calls[at]()
        except Exception as error:
            given[at] = error

    threads = [threading.Thread(target=call, args=(at,)) for at in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()
    return given


def waiting_behind(commits: Commits, group: Group[int, int], items: Sequence[int]) -> list[object]:
    """What comes of items that arrive while item 0 is being committed."""
    commits.goes_on.clear()
    commits.held_up.clear()
    given: list[object] = [None] * len(items)

    def submit(at: int) -> None:
        try:
            given[at] = group.submit(items[at])
        except Exception as error:
            given[at] = error

    first = threading.Thread(target=group.submit, args=(0,))
    first.start()
    assert commits.held_up.wait(PATIENCE)
    threads = [threading.Thread(target=submit, args=(at,)) for at in range(len(items))]
    for at, thread in enumerate(threads):
        thread.start()
        while len(group._waiting) <= at:  # in this order
            pass
    commits.goes_on.set()
    for thread in (first, *threads):
        thread.join(PATIENCE)
        assert not thread.is_alive()
    return given


def test_a_lone_caller_commits_at_once() -> None:
    """Sharing must cost nothing to whoever has nobody to share with."""
    commits = Commits()
    group: Group[int, int] = Group(commits)
    assert [group.submit(1), group.submit(2)] == [10, 20]
    assert commits.groups == [[1], [2]]


def test_those_who_wait_go_together_in_the_order_they_came() -> None:
    """One flush for all of them is what makes many writers fast."""
    commits = Commits()
    assert waiting_behind(commits, Group(commits), range(1, 9)) == [10 * item for item in range(1, 9)]
    assert commits.groups == [[0], list(range(1, 9))]


def test_one_that_is_turned_away_leaves_its_neighbours_alone() -> None:
    """A conflict is the business of whoever has it."""
    commits = Commits()
    one, two, three = waiting_behind(commits, Group(commits), [1, -2, 3])
    assert (one, three) == (10, 30)
    assert isinstance(two, ValueError)


def test_a_group_is_no_heavier_than_it_may_be() -> None:
    """A thousand large imports must not hold up a disclosure for as long as all of them take."""
    commits = Commits()
    group: Group[int, int] = Group(commits, weigh=lambda item: item, most=5)
    waiting_behind(commits, group, [2, 3, 1, 9, 4])
    assert commits.groups == [[0], [2, 3], [1], [9], [4]]


def test_a_commit_that_fails_tells_all_who_were_in_it_and_the_next_goes_on() -> None:
    """Nobody may wait for an answer that will not come."""
    failing = [True]

    def commit(items: Sequence[int]) -> list[int | Exception]:
        if failing[0]:
            raise OSError("the disk is gone")
        return list(items)

    group: Group[int, int] = Group(commit)
    assert all(isinstance(given, OSError) for given in all_at_once([lambda: group.submit(1)] * 4))
    failing[0] = False
    assert group.submit(7) == 7


def test_whoever_is_interrupted_while_it_waits_holds_up_nobody() -> None:
    """Ctrl-C in one thread must not stop the others for ever."""
    commits = Commits()
    group: Group[int, int] = Group(commits)
    commits.goes_on.clear()
    first = threading.Thread(target=group.submit, args=(0,))
    first.start()
    assert commits.held_up.wait(PATIENCE)
    gone = threading.Thread(target=group.submit, args=(1,))
    gone.start()
    while not group._waiting:
        pass
    seat = group._waiting[0]
    group._leave(seat)
    commits.goes_on.set()
    first.join(PATIENCE)
    assert group.submit(2) == 20
    assert commits.groups == [[0], [2]]
    seat.turn.release()  # its thread is let go, so that the test ends
    gone.join(PATIENCE)


def test_every_append_of_many_threads_has_its_own_answer(store: Store) -> None:
    """Each is told where its own rows stand, or what stood in its way, whoever shared the commit with it."""
    store.append(rows("shared", 1, 1))
    calls = [lambda n=n: store.append(rows(f"own-{n}", 1, 3), [(key(f"k{n}"), 3)]) for n in range(24)]
    clashing = [lambda: store.append([row("shared", 2), row("shared", 3)])] * 8
    given = all_at_once([*calls, *clashing])
    for n, first in enumerate(given[:24]):
        assert isinstance(first, int)
        assert [(s.decision_id, s.version) for s in store.since(first - 1, 3)] == [(f"own-{n}", v) for v in (1, 2, 3)]
        answered = store.answered(f"k{n}")
        assert answered is not None
        assert (answered.first, answered.last) == (first, first + 2)
    won = [one for one in given[24:] if isinstance(one, int)]
    assert len(won) == 1
    assert all(isinstance(one, VersionTaken) for one in given[24:] if one not in won)
    assert store.last_position() == 1 + 24 * 3 + 2


@pytest.mark.parametrize("after", [0, 2])
def test_waiting_ends_when_something_stands(store: Store, after: int) -> None:
    """Whoever follows is told, and need not ask all the time."""
    store.append(rows("a", 1, after or 1))
    if after == 0:
        assert store.wait(0, PATIENCE)
        return
    held: list[bool] = []
    waits = threading.Thread(target=lambda: held.append(store.wait(after, PATIENCE)))
    waits.start()
    store.append([row("a", after + 1)])
    waits.join(PATIENCE)
    assert held == [True]


def test_waiting_ends_when_its_time_is_over(store: Store) -> None:
    """A reader that only waits could not be stopped."""
    assert not store.wait(0, 0.01)
