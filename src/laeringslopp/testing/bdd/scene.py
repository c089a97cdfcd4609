"""What a scenario has put on record so far, and what the register answered last."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Protocol

import pytest

from laeringslopp.access import Reader
from laeringslopp.entry import Entry, Recorded
from laeringslopp.errors import Invalid, Refused, Unknown
from laeringslopp.nearest import nearest
from laeringslopp.policy import Policy
from laeringslopp.register import Register
from laeringslopp.rules import DUTIES, GUARDS, Owed, load_plugins, shipped
from laeringslopp.store import open_store
from laeringslopp.testing.bdd.entries import entry_told
from laeringslopp.testing.bdd.ruling import policy_told
from laeringslopp.testing.bdd.telling import Told, wrong
from laeringslopp.testing.clock import Clock
from laeringslopp.testing.scenario import DECISION, Given, Outcome


class WayIn(Protocol):
    """How a scenario reaches the register: the library itself, or a service in front of it."""

    def record(self, entry: Entry) -> Outcome:
        """Records one entry, and keeps the answer."""
        ...

    def owed(self) -> Sequence[Owed]:
        """Every duty as of now, met or not."""
        ...


class Library:
    """The library itself."""

    def __init__(self, given: Given) -> None:
        self.given = given

    def record(self, entry: Entry) -> Outcome:
        """Records one entry, and keeps the answer."""
        return self.given.when(entry)

    def owed(self) -> Sequence[Owed]:
        """Every duty as of now, met or not."""
        return tuple(self.given.register.duties(as_of=self.given.clock.now.date()))


class Scene:
    """What is on record, the rules that judge what comes, and the last answer."""

    def __init__(self, way_in: Callable[[Given], WayIn], rule_ids: frozenset[str]) -> None:
        self.rule_ids = rule_ids
        """The tags of the scenario that are rules."""
        self.rules: dict[str, Any] = {"based_on": "standard"}
        self._way_in = way_in
        self._store, self.clock = open_store("memory:"), Clock()
        self._judging: tuple[Policy, WayIn, Register] | None = None
        self._outcome: Outcome | None = None

    def put(self, told: Told) -> None:
        """Puts on record what was so before; it was judged in its own day, by ``standard``."""
        made = self._entry(told)
        policy = replace(shipped("standard"), levels=policy_told(self.rules).levels)
        try:
            Register(self._store, policy, self.clock, lambda: DECISION).append([made])
        except (Refused, Invalid, Unknown) as problem:
            wrong(f"this cannot be on record: {problem}")

    def act(self, told: Told) -> None:
        """Records it under the rules of the scenario."""
        self._outcome = self.way_in.record(self._entry(told))

    def _entry(self, told: Told) -> Entry:
        decision_id = str(told.slots.get("in_decision", DECISION))
        return entry_told(told, self.clock.now, self.register.version(decision_id))

    @property
    def way_in(self) -> WayIn:
        """The register under the rules of the scenario."""
        return self._under()[1]

    @property
    def register(self) -> Register:
        """The register under the rules of the scenario, for what is read."""
        return self._under()[2]

    def _under(self) -> tuple[Policy, WayIn, Register]:
        policy = policy_told(self.rules)
        if self._judging is None or self._judging[0] != policy:
            register = Register(self._store, policy, self.clock, lambda: DECISION)
            self._judging = policy, self._way_in(Given(register, self.clock)), register
        return self._judging

    @property
    def today(self) -> date:
        """The day it is."""
        return self.clock.now.date()

    def wait(self, days: int) -> None:
        """Lets days pass."""
        self.clock.forward(timedelta(days=days))

    def wait_until(self, day: date) -> None:
        """Lets time pass until a day."""
        if day < self.today:
            wrong(f"it is {self.today} already; time does not go back to {day}")
        self.wait((day - self.today).days)

    @property
    def outcome(self) -> Outcome:
        """What the register answered last."""
        if self._outcome is None:
            wrong("nothing was recorded yet; a scenario says what happens (When …) before what follows (Then …)")
        return self._outcome

    @property
    def recorded(self) -> Recorded:
        """What was recorded last."""
        receipt = self.outcome.recorded().receipt
        assert receipt is not None
        return receipt.recorded[-1]

    def rule(self, named: str = "") -> str:
        """The rule that is meant: the one that a sentence names, or the one that the scenario is tagged with."""
        if named:
            if named not in GUARDS and named not in DUTIES:
                wrong(f"there is no rule «{named}»{nearest(named, (*GUARDS, *DUTIES))}")
            return named
        if len(self.rule_ids) != 1:
            wrong("which rule is meant? Tag the rule or the scenario with its id, such as @late, or name it here")
        return next(iter(self.rule_ids))

    def seen_by(self, reader: Reader, version: int = 0) -> bool:
        """Whether a reader sees an entry of the scenario's decision; without one, what was recorded last."""
        if not version:
            return self._shows(reader, self.recorded.decision_id, self.recorded.version)
        if version > self.register.version(DECISION):
            wrong(f"there is no entry {version}; the last is {self.register.version(DECISION)}")
        return self._shows(reader, DECISION, version)

    def _shows(self, reader: Reader, decision_id: str, version: int) -> bool:
        timeline = self.register.timeline(decision_id, reader=reader)
        return any(shown.recorded.version == version for shown in timeline.entries)


@pytest.fixture
def way_in() -> Callable[[Given], WayIn]:
    """How scenarios reach the register; a module that overrides it runs the same scenarios another way."""
    return Library


@pytest.fixture
def scene(request: pytest.FixtureRequest, way_in: Callable[[Given], WayIn]) -> Scene:
    """What the steps of one scenario share."""
    tags = {mark.name for mark in request.node.iter_markers()}
    load_plugins()  # a scenario may be tagged with the rule of a package
    return Scene(way_in, frozenset(tags & (GUARDS.keys() | DUTIES.keys())))
