"""Timelines to tell stories of: the cases that ship, and random decisions with whatever people might write in them."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any, get_type_hints

from laeringslopp import Reader, Recorded, Register, Timeline
from laeringslopp.cases import record_demo
from laeringslopp.decision import Decision, fold
from laeringslopp.facts.values import Value
from laeringslopp.policy import LEVELS
from laeringslopp.timeline import build, see
from tests.test_plain_stories import is_written


@cache
def cases() -> dict[str, Timeline]:
    """The timeline of every decision that ``laeringslopp demo`` records."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/r.db"
        record_demo(lambda clock: Register.open(url, None, clock))
        with Register.open(url) as register:
            return {decision_id: register.timeline(decision_id) for decision_id in register.decision_ids()}


def rewritten(value: Any, written: Callable[[str], str], free: bool = False) -> Any:
    """The same with each text that a recorder wrote written otherwise."""
    if isinstance(value, Value):
        hints = get_type_hints(type(value), include_extras=True)
        changed = {
            name: rewritten(inner, written, is_written(hints[name])) for name, inner in value if name != "access"
        }
        return value.model_copy(update={name: inner for name, inner in changed.items() if inner is not None})
    if isinstance(value, tuple):
        return tuple(rewritten(inner, written, free) for inner in value)
    return written(value) if free and isinstance(value, str) else value


def timeline_of(facts: list[Recorded], reader: Reader | None = None, **cut: Any) -> Timeline:
    """The timeline of facts as they are, whatever a register would have said to them."""
    whole = fold(Decision(facts[0].decision_id), facts)
    today = date(2027, 1, 1)
    return build(see(facts, reader or Reader.member(), whole, today), today=today, levels=LEVELS, **cut)


def facts_of(register: Register) -> Iterator[list[Recorded]]:
    """The facts of each decision."""
    for decision_id in register.decision_ids():
        yield [fact for fact in register.facts() if fact.decision_id == decision_id]
