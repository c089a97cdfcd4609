"""How many work, how many wait, and who is turned away."""

import asyncio

import pytest

from laeringslopp_service.bounds.room import LASTING, OVER, Room
from laeringslopp_service.problems import Problem


class Clock:
    """Moves when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


async def come(room: Room) -> str:
    """Goes in, now or later; or does not."""
    try:
        if not room.take():
            await room.wait(60)
    except Problem as problem:
        return str((problem.headers or {}).get("Retry-After"))
    return "in"


async def settled() -> None:
    """Everything has gone as far as it goes."""
    for _ in range(5):
        await asyncio.sleep(0)


def test_a_burst_is_worked_off_as_it_came():
    """Whoever waits is let in in turn."""

    async def run() -> None:
        room = Room(2, 10)
        came = [asyncio.ensure_future(come(room)) for _ in range(8)]
        await settled()
        for done in range(2, 9):
            assert [each.done() for each in came] == [True] * done + [False] * (8 - done)
            room.leave()
            await settled()
        assert {each.result() for each in came} == {"in"}
        assert (room.working, room.waiting, room.turned_away) == (1, 0, 0)
        room.leave()
        assert room.working == 0

    asyncio.run(run())


def test_more_than_may_wait_are_turned_away_and_told_when_to_come_back():
    """The oldest makes room: its client has waited longest, and mostly given up."""

    async def run() -> None:
        room = Room(1, 3)
        came = [asyncio.ensure_future(come(room)) for _ in range(6)]
        await settled()
        assert [each.result() if each.done() else None for each in came] == ["in", "1", "1", None, None, None]
        for _ in range(3):
            room.leave()
            await settled()
        assert [each.result() for each in came[3:]] == ["in"] * 3

    asyncio.run(run())


def test_while_more_comes_than_can_be_done_few_are_answered_soon_and_then_it_recovers():
    """Instead of everybody late."""

    async def run() -> None:
        clock = Clock()
        room = Room(8, 20, few=2, clock=clock)
        came = [asyncio.ensure_future(come(room)) for _ in range(29)]
        await settled()
        assert not room.is_overloaded
        clock.now += 2 * LASTING
        came += [asyncio.ensure_future(come(room))]
        await settled()
        assert room.is_overloaded
        last = asyncio.ensure_future(come(room))
        await settled()
        assert (room.waiting, last.done()) == (2, False)
        for _ in range(7):
            room.leave()
        await settled()
        assert last.done()  # who came last goes first
        assert room.working == 2
        clock.now += 2 * OVER
        assert not room.is_overloaded
        while room.working:
            room.leave()
            await settled()
        assert [each for each in came if not each.done()] == []
        assert all(room.take() for _ in range(8))

    asyncio.run(run())


def test_who_goes_away_while_it_waits_leaves_its_place():
    """And keeps nobody out."""

    async def run() -> None:
        room = Room(1, 3)
        assert room.take()
        waits = asyncio.ensure_future(room.wait(60))
        await settled()
        waits.cancel()
        await settled()
        assert room.waiting == 0
        with pytest.raises(Problem):
            await room.wait(0)
        room.leave()
        assert room.working == 0

    asyncio.run(run())


def test_bodies_that_come_in_are_counted_too():
    """A thousand slow senders hold no more than so many."""
    room = Room(1, 2)
    for _ in range(3):
        room.arrive()
    with pytest.raises(Problem):
        room.arrive()
