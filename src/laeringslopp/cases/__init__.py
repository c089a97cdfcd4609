"""Cases that ship with the library: a made-up municipality, and cases known from the world."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import BinaryIO, cast

from laeringslopp.decision import Decision
from laeringslopp.exchange import BadLine, entry_of, import_lines, lines
from laeringslopp.register import Register

MADE_UP = "made-up"
"""The municipality that exists nowhere else: recorded as if it happened here, under the strict policy."""

MADE_UP_ORGANISATION = "Eksempelvik"
"""What its decisions give as their organisation, so that a reader can be told that nothing in them happened."""

Clock = Callable[[], datetime]


class _Clock:
    """Stands at a time that is told to it; else it is the real one."""

    def __init__(self) -> None:
        self.stands_at: datetime | None = None

    def __call__(self) -> datetime:
        return self.stands_at or datetime.now(UTC).astimezone()


def names() -> list[str]:
    """The shipped cases: the made-up one first, then the known ones by name."""
    found = (case.name.removesuffix(".jsonl") for case in files(__name__).iterdir() if case.name.endswith(".jsonl"))
    return sorted(found, key=lambda name: (name != MADE_UP, name))


def is_made_up(decision: Decision) -> bool:
    """Whether the decision is one of those that ship of the municipality that does not exist."""
    return decision.opened is not None and is_made_up_as(decision.decision_id, decision.opened.organisation)


def is_made_up_as(decision_id: str, organisation: str) -> bool:
    """The same from its id and organisation: what a visitor discloses there did happen to somebody."""
    return organisation == MADE_UP_ORGANISATION and decision_id in _made_up_ids()


@cache
def _made_up_ids() -> frozenset[str]:
    with open_case(MADE_UP) as case:
        return frozenset(entry_of(line).decision_id for line in lines(case))


def open_case(name: str) -> BinaryIO:
    """A shipped case as a file in the exchange format."""
    return cast(BinaryIO, (files(__name__) / f"{name}.jsonl").open("rb"))


def record_demo(open_register: Callable[[Clock], Register]) -> int:
    """Records every shipped case and says how many entries; 0 where the register holds something else already.

    ``open_register`` opens the register with the clock that it is given. The made-up municipality is recorded
    live, each entry at the time when it occurs; the known cases as the history they are. It may be stopped at
    any moment: run again, it goes on where it was.
    """
    clock = _Clock()
    with open_register(clock) as register:
        before = register.position
        if before and not _is_half_done(register, before):
            return 0
        with open_case(MADE_UP) as case:
            for line in lines(case):
                entry = entry_of(line)
                clock.stands_at = entry.occurred_at
                register.append([entry], key=line.key)
        clock.stands_at = None
        for name in names():
            if name != MADE_UP:
                with open_case(name) as case:
                    for _ in import_lines(register, case, name, _broken):
                        pass
        return register.position - before


def _is_half_done(register: Register, entries: int) -> bool:
    """Whether the register holds the beginning of the shipped cases, and nothing else."""
    with ExitStack() as cases:
        keys = [line.key for name in names() for line in lines(cases.enter_context(open_case(name)))]
    return entries < len(keys) and register.is_recorded(keys[entries - 1])


def _broken(bad: BadLine) -> None:
    raise bad.why
