"""Facts to JSON and back by pydantic-core and by msgspec: the stores use whichever is quicker at each."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from pydantic import BaseModel
from pydantic_core import from_json

from benchmarks.measuring import Sides, amount, row
from benchmarks.work import entries
from laeringslopp import Recorded, Register
from laeringslopp.facts import Access
from laeringslopp.store import Stored, as_json, encode

TIMES = 400
SAME = "the fifty facts of a decision"


def _recorded() -> tuple[Recorded, ...]:
    with Register.open("memory:") as register:
        return register.append(entries("x")).recorded


@cache
def _keys(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    return tuple((name, field.serialization_alias or name) for name, field in model.model_fields.items())


def _given(value: Any) -> Any:
    """A model as msgspec is to write it: what was given, times with their offsets."""
    if isinstance(value, Access):
        return value.level
    said, given = value.__dict__, value.__pydantic_fields_set__
    return {
        key: held.isoformat() if type(held) is datetime else held
        for name, key in _keys(type(value))
        if name in given and (held := said[name]) is not None
    }


@row("write-facts", issue=4, unit="facts/s", goal=0.95, peer="msgspec, asked about each model")
@contextmanager
def writing() -> Iterator[Sides]:
    """As they are stored: pydantic-core writes its own models. Both write the same JSON."""
    recorded, write = _recorded(), msgspec.json.Encoder(enc_hook=_given).encode
    assert [from_json(write(each)) for each in recorded] == [from_json(encode(each).state) for each in recorded]

    def ours() -> None:
        for _ in range(amount(TIMES, 2)):
            for each in recorded:
                encode(each)

    def peer() -> None:
        for _ in range(amount(TIMES, 2)):
            for each in recorded:
                write(each)

    yield Sides(ours, peer, amount(TIMES, 2) * len(recorded), f"{SAME}; ours makes the row too")


@row("read-facts", issue=4, unit="facts/s", goal=1.0, peer="pydantic-core's from_json, keys cached")
@contextmanager
def reading() -> Iterator[Sides]:
    """As plain JSON, for projections that need no types: msgspec reads it."""
    numbered = enumerate(_recorded(), start=1)
    rows = [Stored(at, "x", at, each.fact.kind, encode(each).state) for at, each in numbered]

    def ours() -> None:
        for _ in range(amount(TIMES, 2)):
            for each in rows:
                as_json(each)

    def peer() -> None:
        for _ in range(amount(TIMES, 2)):
            for each in rows:
                from_json(each.state, cache_strings="keys")

    yield Sides(ours, peer, amount(TIMES, 2) * len(rows), f"{SAME}; ours checks and completes them")
