"""What was stored in an older shape is read in the new one; what lies in the store is never rewritten."""

import json
from typing import Any

import pytest

from laeringslopp import Recorded, Register, StoreError
from laeringslopp.rules import shipped
from laeringslopp.store import Row, Store, Stored, as_json, decode, encode, open_store, upcast
from tests.municipality import ADMINISTRATION, Clock, disclosed, numbered, opened

KIND = "failure-disclosed"


def _in_words(stored: dict[str, Any]) -> dict[str, Any]:
    """From the first shape, which said ``text``, to the second, which said ``happened``."""
    fact = dict(stored["fact"])
    said = fact.pop("text")
    return {**stored, "fact": {**fact, "happened": said}}


def _as_it_is_now(stored: dict[str, Any]) -> dict[str, Any]:
    fact = dict(stored["fact"])
    said = fact.pop("happened")
    return {**stored, "fact": {**fact, "what_happened": said}}


STEPS = {(KIND, 1): _in_words, (KIND, 2): _as_it_is_now}


@pytest.fixture
def changed_twice(monkeypatch):
    """A library in which a disclosure has had two shapes before the one that it has."""
    monkeypatch.setitem(upcast.SHAPES, KIND, 3)
    for step, change in STEPS.items():
        monkeypatch.setitem(upcast.STEPS, step, change)


def over(store: Store) -> Register:
    return Register(store, shipped("standard"), Clock(), numbered())


def older(field: str, topic: str, version: int = 2) -> Row:
    """A disclosure as a library of that time stored it."""
    with over_memory() as told:
        told.record("a", opened(), disclosed(), by=ADMINISTRATION)
        stored = json.loads(encode(list(told.facts())[-1]).state)
    stored["fact"][field] = stored["fact"].pop("what_happened")
    return Row("a", version, topic, json.dumps(stored).encode())


def over_memory() -> Register:
    return over(open_store("memory:"))


@pytest.mark.parametrize(("field", "topic"), [("text", KIND), ("happened", f"{KIND}:2")])
def test_an_older_shape_is_read_as_the_new_one(store: Store, changed_twice, field: str, topic: str) -> None:
    """A record outlives the library that wrote it: the fact, the decision and the timeline are what they would be."""
    register = over(store)
    register.record("a", opened(), by=ADMINISTRATION)
    row = older(field, topic)
    store.append([row])
    recorded = list(register.facts())[1]
    assert isinstance(recorded, Recorded)
    assert recorded.fact == disclosed()
    assert register.decision("a").failure("f1") is not None
    assert [entry.recorded.fact for entry in register.timeline("a").entries][1] == disclosed()
    assert store.of_decision("a")[1].state == row.state
    assert as_json(store.since(1, 1)[0])["fact"]["what_happened"] == disclosed().what_happened


def test_old_and_new_stand_side_by_side(store: Store, changed_twice) -> None:
    """What is recorded now is stored in the new shape, under a topic that says so."""
    register = over(store)
    register.record("a", opened(), by=ADMINISTRATION)
    store.append([older("text", KIND)])
    register.record("a", disclosed("f2"), by=ADMINISTRATION)
    assert [stored.topic for stored in store.of_decision("a")] == ["decision-opened", KIND, f"{KIND}:3"]
    assert [fact.fact for fact in register.facts(after=1)] == [disclosed(), disclosed("f2")]


def test_the_first_shape_of_a_kind_is_stored_under_its_name(store: Store) -> None:
    """So a kind that never changes is never marked."""
    over(store).record("a", opened(), disclosed(), by=ADMINISTRATION)
    assert [stored.topic for stored in store.of_decision("a")] == ["decision-opened", KIND]


READERS = pytest.mark.parametrize("read", [decode, as_json])


def stored(topic: str, state: bytes | None = None) -> Stored:
    row = older("text", topic)
    return Stored(7, "a", 2, topic, row.state if state is None else state)


@READERS
@pytest.mark.parametrize("missing", STEPS)
def test_a_step_that_is_missing_is_an_error_of_the_store(read, missing) -> None:
    """Half-read is misread; whoever is told can find the fact and the step."""
    steps = {step: change for step, change in STEPS.items() if step != missing}
    with pytest.raises(StoreError) as no:
        read(stored(KIND), {KIND: 3}, steps)
    assert isinstance(no.value.__cause__, LookupError)


@READERS
def test_a_shape_that_is_newer_is_an_error_of_the_store(read) -> None:
    """An older library must not read what it does not know as what it does, even where it would fit."""
    for shapes in ({}, {KIND: 2}):
        with pytest.raises(StoreError):
            read(stored(f"{KIND}:3", _now()), shapes, STEPS)
    assert decode(stored(f"{KIND}:3", _now()), {KIND: 3}, STEPS).fact == disclosed()


def _now() -> bytes:
    with over_memory() as told:
        told.record("a", opened(), disclosed(), by=ADMINISTRATION)
        return encode(list(told.facts())[-1]).state


@READERS
@pytest.mark.parametrize("topic", [f"{KIND}:x", f"{KIND}:"])
@pytest.mark.parametrize("state", [b"", b"{", b"[]", b"{}", b"\xff"])
def test_what_cannot_be_read_is_an_error_of_the_store(read, topic, state) -> None:
    """A damaged row is told by its place, not by a breakdown."""
    with pytest.raises(StoreError):
        read(stored(topic, state), {KIND: 3}, STEPS)
