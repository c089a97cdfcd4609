"""Each store does what a plain list would do, whatever is asked of it in whatever order."""

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from laeringslopp.store import Answered, Key, KeyTaken, Row, Store, Stored, VersionTaken
from tests.stores.every import DURABLE, EVERY_STORE
from tests.stores.postgres_server import give_back

decision_ids = st.sampled_from(["a", "b", "B", "ø", "sak-1", "0"])
names = st.sampled_from(["k", "K", "nøkkel", "k2", "k3"])
states = st.binary(max_size=20)


@st.composite
def groups(draw: st.DrawFn) -> list[tuple[str | None, bytes, list[tuple[str, int, bytes]]]]:
    """Groups of rows, each with a key or none; a row says how far it is from the right version, mostly not at all."""
    right = st.sampled_from([0, 0, 0, 0, 0, 0, 0, 0, -1, 1, 3])
    rows = st.lists(st.tuples(decision_ids, right, states), min_size=1, max_size=4)
    group = st.tuples(st.none() | names, states, rows)
    return draw(st.lists(group, min_size=1, max_size=3))


class Model:
    """What a store promises, in the plainest words."""

    def __init__(self) -> None:
        self.facts: list[Stored] = []
        self.keys: dict[str, Answered] = {}
        self.policy: str | None = None

    def version(self, decision_id: str) -> int:
        return len([stored for stored in self.facts if stored.decision_id == decision_id])

    def append(self, rows: list[Row], keys: list[tuple[Key | None, int]]) -> int:
        taken = [key.name for key, _ in keys if key]
        if len(set(taken)) < len(taken) or not self.keys.keys().isdisjoint(taken):
            raise KeyTaken
        facts = list(self.facts)
        for row in rows:
            actual = len([stored for stored in facts if stored.decision_id == row.decision_id])
            if row.version != actual + 1:
                raise VersionTaken(row.decision_id, row.version - 1, actual)
            facts.append(Stored(len(facts) + 1, *row))
        first = len(self.facts) + 1
        at = first
        for key, count in keys:
            if key:
                self.keys[key.name] = Answered(key.digest, at, at + count - 1)
            at += count
        self.facts = facts
        return first


class Comparison(RuleBasedStateMachine):
    """A store beside its model: every answer is the same."""

    make = ""

    @initialize()
    def opened(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store: Store = EVERY_STORE[self.make](Path(self.folder.name))
        self.model = Model()

    def teardown(self) -> None:
        with suppress(AttributeError):
            self.store.close()
            if self.make == "postgres":
                give_back(Path(self.folder.name))
            self.folder.cleanup()

    @rule(given=groups())
    def append(self, given: list[tuple[str | None, bytes, list[tuple[str, int, bytes]]]]) -> None:
        rows: list[Row] = []
        keys: list[tuple[Key | None, int]] = []
        for name, digest, wanted in given:
            keys.append((Key(name, digest) if name else None, len(wanted)))
            for decision_id, off, state in wanted:
                before = len([row for row in rows if row.decision_id == decision_id])
                version = self.model.version(decision_id) + before + 1 + off
                rows.append(Row(decision_id, version, "kind", state))
        assert answer(self.store, rows, keys) == answer(self.model, rows, keys)

    @rule(decision_id=decision_ids, after=st.integers(0, 12))
    def read_a_decision(self, decision_id: str, after: int) -> None:
        expected = [s for s in self.model.facts if s.decision_id == decision_id and s.version > after]
        assert self.store.of_decision(decision_id, after) == expected

    @rule(position=st.integers(0, 30), limit=st.integers(1, 12))
    def read_on(self, position: int, limit: int) -> None:
        assert self.store.since(position, limit) == self.model.facts[position : position + limit]

    @rule(name=names)
    def ask_for_a_key(self, name: str) -> None:
        assert self.store.answered(name) == self.model.keys.get(name)

    @rule(name=st.sampled_from(["standard", "strict"]))
    def name_the_policy(self, name: str) -> None:
        self.model.policy = self.model.policy or name
        assert self.store.name_policy(name) == self.model.policy

    @rule()
    def open_again(self) -> None:
        if self.make in DURABLE:
            self.store.close()
            self.store = EVERY_STORE[self.make](Path(self.folder.name))

    @invariant()
    def it_says_how_far_it_has_come(self) -> None:
        facts = self.model.facts
        assert self.store.last_position() == len(facts)
        assert list(self.store.decision_ids()) == list(dict.fromkeys(stored.decision_id for stored in facts))
        assert self.store.policy_name() == self.model.policy
        for decision_id in {"a", *(stored.decision_id for stored in facts)}:
            assert self.store.version(decision_id) == self.model.version(decision_id)


def answer(store: Any, rows: list[Row], keys: list[tuple[Key | None, int]]) -> Any:
    """The position, or what stood in the way."""
    try:
        return store.append(rows, keys)
    except VersionTaken as lost:
        return ("version", lost.decision_id, lost.expected, lost.actual)
    except KeyTaken:
        return "key"


@pytest.mark.parametrize("make", EVERY_STORE)
def test_a_store_does_what_a_plain_list_would_do(make: str) -> None:
    """The promises hold in every order of calls, not only in those that somebody thought of."""
    machine = type(f"Comparison_{make}", (Comparison,), {"make": make})
    examples = {"memory": 60, "postgres": 10}.get(make, 20)
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, stateful_step_count=30, deadline=None))
