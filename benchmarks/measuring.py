"""What a row is, and how two sides are measured: in turn, so that a drifting machine drifts for both."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

ROUNDS = 7
"""Pairs of runs a row takes its medians from; one more before them warms up."""
QUICK = "LAERINGSLOPP_BENCH_QUICK"
"""Set in the environment of a short run, which shows that every row works and measures nothing."""


class NotInstalled(Exception):
    """A peer that is not on this machine; the text says how to install it."""


def is_short() -> bool:
    """Whether nothing is measured."""
    return QUICK in os.environ


def amount(full: int, quick: int) -> int:
    """How much work there is: so much, or so much in a short run."""
    return quick if is_short() else full


@dataclass(frozen=True)
class Sides:
    """Two pieces of work that do the same, how many units each does in a run, and their settings."""

    ours: Callable[[], object]
    theirs: Callable[[], object] | None
    units: int
    settings: str
    limit: float | None = None
    """Without a peer: at most so many of the row's unit."""
    their_units: int | None = None
    """Where the peer would take hours: how many units it does; each side is measured by its own rate."""
    rounds: int = ROUNDS
    """Fewer where a round takes long."""
    figure: float | None = None
    """What was measured, where it is no time: against ``limit``, in the row's unit."""


@dataclass(frozen=True)
class Row:
    """One line of the report."""

    name: str
    issues: tuple[int, ...]
    unit: str
    goal: float
    peer: str
    sides: Callable[[], AbstractContextManager[Sides]]


@dataclass(frozen=True)
class Result:
    """What a row gave. A ratio is better when higher, whatever the unit."""

    row: str
    ours: float | None
    theirs: float | None
    peer: str
    unit: str
    ratio: float | None
    goal: float
    met: bool | None
    """None in a short run, and where the peer is not installed; ``settings`` says how to install it."""
    settings: str


ROWS: dict[str, Row] = {}


def row(
    name: str, *, issue: int | tuple[int, ...], unit: str, goal: float, peer: str
) -> Callable[[Callable[[], AbstractContextManager[Sides]]], Callable[[], AbstractContextManager[Sides]]]:
    """Enters a measurement; ``unit`` ends in ``/s`` where more is better, else less is."""

    def enter(sides: Callable[[], AbstractContextManager[Sides]]) -> Callable[[], AbstractContextManager[Sides]]:
        issues = issue if isinstance(issue, tuple) else (issue,)
        ROWS[name] = Row(name, issues, unit, goal, peer, sides)
        return sides

    return enter


def measure(entry: Row) -> Result:
    """Runs both sides in turn and gives medians; the ratio is the median of the pairs' ratios."""
    try:
        with entry.sides() as sides:
            pairs = [] if sides.figure is not None else list(_pairs(sides))
    except NotInstalled as missing:
        return Result(entry.name, None, None, entry.peer, entry.unit, None, entry.goal, None, str(missing))
    if sides.figure is not None:
        ours = max(sides.figure, 0.01)
    else:
        ours = statistics.median(_figure(entry.unit, took, sides.units) for took, _ in pairs)
    their_units = sides.their_units or sides.units
    if sides.limit is not None:
        theirs, ratio = sides.limit, sides.limit / ours
    else:
        theirs = statistics.median(_figure(entry.unit, took, their_units) for _, took in pairs)
        ratio = statistics.median((other / their_units) / (own / sides.units) for own, other in pairs)
    met = None if is_short() else ratio >= entry.goal
    return Result(
        entry.name,
        round(ours, 2),
        round(theirs, 2),
        entry.peer,
        entry.unit,
        round(ratio, 2),
        entry.goal,
        met,
        sides.settings,
    )


def _pairs(sides: Sides) -> Iterator[tuple[float, float]]:
    """The pairs that count: what warms up does not."""
    for at in range(amount(sides.rounds + 1, 1)):
        own = _seconds(sides.ours)
        other = _seconds(sides.theirs) if sides.theirs else own
        if at or is_short():
            yield own, other


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _figure(unit: str, seconds: float, units: int) -> float:
    if unit.endswith("/s"):
        return units / seconds
    return seconds / units * {"ms": 1e3, "µs": 1e6, "s": 1.0}[unit]
